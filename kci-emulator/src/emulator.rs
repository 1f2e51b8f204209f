//! Starting an emulator, and pointing a client at it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use kci_sdk::auth::Credentials;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::{Client, ClientBuilder};

use crate::clock::Clock;
use crate::command::Failed;
use crate::fault::Fault;
use crate::journal::JournalEntry;
use crate::script::Script;
use crate::server::Server;
use crate::service::Service;
use crate::store::{Store, lock};

/// The account that is there when none is named: `AKLTEMULATOR`, with a secret key that everybody knows.
pub fn default_account() -> Credentials {
    Credentials::new("AKLTEMULATOR", "emulator-secret")
}

/// Connections that are served at a time where it is not said.
const CONNECTIONS: usize = 1_024;

/// Starts an emulator on a free port of this machine, with one account and the machine's clock.
///
/// # Errors
///
/// When no port can be listened on.
pub async fn start() -> io::Result<Emulator> {
    Builder::default().start().await
}

/// How an emulator is started.
#[derive(Clone, Debug)]
pub struct Builder {
    listen: SocketAddr,
    accounts: Vec<Credentials>,
    clock: Clock,
    seed: u64,
    connections: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            accounts: Vec::new(),
            clock: Clock::real(),
            seed: 0,
            connections: CONNECTIONS,
        }
    }
}

impl Builder {
    /// Listens on this address; port 0 is a free one. Default: a free port of 127.0.0.1.
    #[must_use]
    pub fn listen(mut self, address: SocketAddr) -> Self {
        self.listen = address;
        self
    }

    /// Adds an account; the first is the one that [`Emulator::client`] uses. Default: one with made-up keys.
    #[must_use]
    pub fn account(mut self, credentials: Credentials) -> Self {
        self.accounts.push(credentials);
        self
    }

    /// Goes by this clock. Default: the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Makes ids and addresses follow from this number. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Serves so many connections at a time; others wait until one ends. Default: 1024.
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub async fn start(self) -> io::Result<Emulator> {
        let credentials = self.accounts.first().cloned().unwrap_or_else(default_account);
        let accounts = if self.accounts.is_empty() { vec![credentials.clone()] } else { self.accounts };
        let service = Arc::new(Service::new(accounts, self.clock.clone(), self.seed, Store::default(), None));
        let server = Server::start(service.clone(), self.listen, self.connections, &credentials).await?;
        let endpoint = format!("http://{}", server.address);
        Ok(Emulator { server, service, credentials, clock: self.clock, endpoint })
    }
}

/// An emulator that runs until this is dropped.
///
/// ```
/// use std::time::Duration;
///
/// use kci_emulator::{Clock, Emulator};
/// use kci_sdk::request::{CreateImageCacheRequest, DescribeImageCacheRequest};
/// use kci_sdk::value::ImageCacheStatus;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = Clock::stopped_at("2026-11-24T02:55:27Z".parse()?);
/// let kci = Emulator::builder().clock(clock).start().await?;
/// let client = kci.client();
/// client.create_image_cache(CreateImageCacheRequest::new("web", "subnet-1", "sg-1", ["nginx:1"])).await?;
///
/// let status = async || {
///     let list = client.describe_image_cache(DescribeImageCacheRequest::new()).await?;
///     Ok::<_, kci_sdk::Error>(list.image_caches[0].status.clone())
/// };
/// assert_eq!(status().await?, ImageCacheStatus::Preparing);
/// kci.advance(Duration::from_secs(3));
/// assert_eq!(status().await?, ImageCacheStatus::Ready);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Emulator {
    server: Server,
    service: Arc<Service>,
    credentials: Credentials,
    clock: Clock,
    endpoint: String,
}

impl Emulator {
    /// Starts to build one.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// A client of the first account, by the emulator's clock.
    ///
    /// # Panics
    ///
    /// When no HTTP client can be made on this machine.
    pub fn client(&self) -> Client {
        self.client_of(self.credentials())
    }

    /// A client of another account, by the emulator's clock.
    ///
    /// # Panics
    ///
    /// When no HTTP client can be made on this machine.
    pub fn client_of(&self, credentials: Credentials) -> Client {
        let client = self.client_builder().credentials(credentials).build();
        client.expect("a client of an emulator on this machine")
    }

    /// What [`client`](Self::client) is built from, to be changed before.
    pub fn client_builder(&self) -> ClientBuilder {
        let clock = self.clock.clone();
        Client::builder()
            .credentials(self.credentials())
            .endpoint(&self.endpoint)
            .clock(move || clock.now())
            .allow_plain_http(true)
    }

    /// Where it listens: `http://127.0.0.1:49152`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The address it listens on.
    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// Credentials of the first account.
    pub fn credentials(&self) -> Credentials {
        self.credentials.clone()
    }

    /// Access key of the first account.
    pub fn access_key(&self) -> &str {
        self.credentials.access_key()
    }

    /// The clock that it goes by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Turns the clock ahead: `kci.advance(Duration::from_secs(2))`. A clock that runs goes on running.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Turns the clock to the next moment at which something changes by itself: a container starts, an image cache
    /// expires. Returns that moment; `None` if nothing is going to change, and then the clock stays.
    pub fn jump(&self) -> Option<Timestamp> {
        self.service.jump()
    }

    /// Lets something go wrong with the next calls.
    ///
    /// # Errors
    ///
    /// When it is an error that the documents don't know, and doesn't say its message and status.
    pub fn add_fault(&self, fault: Fault) -> Result<(), Failed> {
        self.service.add_fault(fault)
    }

    /// Says how containers of an image behave, from now on.
    pub fn add_script(&self, script: Script) {
        lock(&self.service.scripts).push(script);
    }

    /// Ends a running container with this exit code, now. Its restart policy decides what comes then.
    ///
    /// # Errors
    ///
    /// When there is no such container, or it is not running.
    pub fn exit(&self, container_group_id: &str, container: &str, exit_code: i32) -> Result<(), Failed> {
        self.service.exit(container_group_id, container, exit_code)
    }

    /// Adds lines to the log of a container, now.
    ///
    /// # Errors
    ///
    /// When there is no such container.
    pub fn log<L: Into<String>>(
        &self,
        container_group_id: &str,
        container: &str,
        lines: impl IntoIterator<Item = L>,
    ) -> Result<(), Failed> {
        self.service.log(container_group_id, container, lines.into_iter().map(Into::into).collect())
    }

    /// The newest requests, oldest first: as received, as understood, and what came of them. 1,000 are kept.
    pub fn journal(&self) -> Vec<JournalEntry> {
        lock(&self.service.journal).after(0)
    }

    /// Forgets everything that exists, everything that was scripted and the journal; ids and addresses start anew from
    /// `seed`. The clock stays as it is.
    ///
    /// # Errors
    ///
    /// When what was kept on disk cannot be forgotten.
    pub fn reset(&self, seed: u64) -> io::Result<()> {
        self.service.reset(seed)
    }

    /// Stops it: no request is taken any more, and those under way are answered. Dropping it does not wait for them.
    ///
    /// # Errors
    ///
    /// When the server had failed.
    pub async fn stop(self) -> io::Result<()> {
        self.server.stop().await
    }
}
