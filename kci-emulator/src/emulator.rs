//! Starting an emulator, and pointing a client at it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use kci_sdk::auth::Credentials;
use kci_sdk::{Client, ClientBuilder};

use crate::clock::Clock;
use crate::server::Server;
use crate::service::Service;

/// Access key of the account that is there when none is named.
const ACCESS_KEY: &str = "AKLTEMULATOR";
/// Its secret key.
const SECRET_KEY: &str = "emulator-secret";

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
}

impl Default for Builder {
    fn default() -> Self {
        Self { listen: (Ipv4Addr::LOCALHOST, 0).into(), accounts: Vec::new(), clock: Clock::real(), seed: 0 }
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

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on.
    pub async fn start(self) -> io::Result<Emulator> {
        let credentials = self.accounts.first().cloned().unwrap_or_else(|| Credentials::new(ACCESS_KEY, SECRET_KEY));
        let accounts = if self.accounts.is_empty() { vec![credentials.clone()] } else { self.accounts };
        let service = Arc::new(Service::new(accounts, self.clock.clone(), self.seed));
        let server = Server::start(service, self.listen).await?;
        let endpoint = format!("http://{}", server.address);
        Ok(Emulator { server, credentials, clock: self.clock, endpoint })
    }
}

/// An emulator that runs until this is dropped.
#[derive(Debug)]
pub struct Emulator {
    server: Server,
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
        self.client_builder().build().expect("a client of an emulator on this machine")
    }

    /// The same, to be changed before it is built.
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

    /// Stops it: no request is taken any more, and those under way are answered. Dropping it does not wait for them.
    ///
    /// # Errors
    ///
    /// When the server had failed.
    pub async fn stop(self) -> io::Result<()> {
        self.server.stop().await
    }
}
