//! The client: what all services share, what one service adds, and the way that every call goes.

mod builder;
mod config;
pub(crate) mod endpoint;
mod hooks;
#[cfg_attr(not(feature = "metrics"), path = "no_meter.rs")]
mod meter;
mod options;
mod payload;
mod send;
mod settings;
mod sign;
mod site;
mod skew;
mod spans;

use std::fmt;
use std::sync::Arc;

pub use builder::ClientBuilder;
pub use config::Validation;
pub(crate) use options::{CallOptions, option_setters};
pub(crate) use payload::Payload;
pub(crate) use send::Target;
pub use site::{ServiceClient, TypedClient};

use crate::auth::KeyCache;
use crate::http::Transport;
use config::Config;
use settings::Settings;
use skew::ClockSkew;

/// What the clients of all services share: credentials, settings, connections. Cloning it is cheap.
///
/// It has no actions. A generated crate's `Client` is made of it with `From`, and clients of several services that are
/// made of the same one share all of it. Each uses its own service's endpoints and default region.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    config: Config,
    transport: Arc<dyn Transport>,
    keys: KeyCache,
    skew: Arc<ClockSkew>,
    /// What it was made of.
    settings: Settings,
}

impl Client {
    fn new(config: Config, transport: Arc<dyn Transport>, settings: Settings) -> Self {
        let (keys, skew) = (KeyCache::default(), settings.skew.clone());
        Self { shared: Arc::new(Shared { config, transport, keys, skew, settings }) }
    }

    /// Starts to build a client that is not yet of a service.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A builder with all settings of this client, to make another one that differs in some. The two share what is not
    /// changed: connections, the quota of retries, the credentials and when they are renewed.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use kci_runtime::Client;
    /// use kci_runtime::auth::Credentials;
    ///
    /// let client = Client::builder().credentials(Credentials::new("AKLT0123", "a secret key")).build()?;
    /// let patient = client.to_builder().timeout(Duration::from_secs(600)).build()?;
    /// # Ok::<(), kci_runtime::Error>(())
    /// ```
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::from(self)
    }

    /// The region that was chosen; `None`: each service's default.
    pub fn region(&self) -> Option<&str> {
        self.shared.config.region.as_deref()
    }

    fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(crate) fn config(&self) -> &Config {
        &self.shared.config
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("region", &self.region())
            .field("credentials", &self.shared.config.credentials)
            .finish_non_exhaustive()
    }
}
