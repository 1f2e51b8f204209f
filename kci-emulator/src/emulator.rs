//! Starting an emulator, and pointing a client at it.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use kci_sdk::auth::Credentials;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::{Client, ClientBuilder};

use crate::auth::TemporaryCredentials;
use crate::blocking;
use crate::clock::Clock;
use crate::command::Failed;
use crate::fault::Fault;
use crate::ids::Ids;
use crate::journal::JournalEntry;
use crate::script::Script;
use crate::server::Server;
use crate::service::{Service, Start};
use crate::store::{Opened, StateFile, Store, lock};
use crate::thread::{self, RuntimeThread};

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
    clock: Option<Clock>,
    seed: u64,
    connections: usize,
    state: Option<PathBuf>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            accounts: Vec::new(),
            clock: None,
            seed: 0,
            connections: CONNECTIONS,
            state: None,
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

    /// Goes by this clock. Default: the one of the [state](Self::state), or else the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = Some(clock);
        self
    }

    /// Makes ids and addresses follow from this number, unless a [state](Self::state) says where they go on. Default: 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Serves so many connections at a time. Of those that were answered and ask nothing at the moment, the one that has
    /// been so longest gives way to a new one; where all are at work, new ones wait. Default: 1024.
    #[must_use]
    pub fn connections(mut self, connections: usize) -> Self {
        self.connections = connections;
        self
    }

    /// Keeps what exists in this file, and starts with what is in it; one that is not there is created, for its owner
    /// alone. Default: what exists ends with the emulator.
    ///
    /// Nothing is answered before it is on the disk, so that whatever was acknowledged is there again even if the
    /// process was killed: container groups with the ends and the log lines that were ordered, image caches, the
    /// addresses kept for successors, where ids and addresses go on, scripts, and the faults that are left. The journal
    /// is not kept, and neither are passwords, the `KubeConfig` and the contents of config files.
    ///
    /// The clock goes on as it was: a stopped one stands where it stood, a running one is as far ahead as it was, and has
    /// run on meanwhile. How it was turned over HTTP or by the [`Emulator`] is kept at once; by other clones of the
    /// [`Clock`], with the next change and by [`Emulator::stop`].
    ///
    /// [`Emulator::advance`], [`Emulator::jump`] and [`Emulator::add_script`] return no error: one that cannot be kept
    /// is logged. A file has one emulator at a time, until [`Emulator::stop`] or the end of the process.
    #[must_use]
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Starts it on a thread of its own, for programs without an async runtime: tests that are plain `#[test]`.
    ///
    /// It runs until it is dropped or [stopped](Emulator::stop_blocking).
    ///
    /// ```
    /// use std::io::{Read as _, Write as _};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let kci = kci_emulator::Emulator::builder().start_blocking()?;
    /// let mut connection = std::net::TcpStream::connect(kci.address())?;
    /// connection.write_all(b"GET /openapi.json HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
    /// let mut answer = String::new();
    /// connection.read_to_string(&mut answer)?;
    /// assert!(answer.starts_with("HTTP/1.1 200"));
    /// kci.stop_blocking()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start), and when there can be no thread.
    pub fn start_blocking(self) -> io::Result<Emulator> {
        let (mut emulator, thread) = thread::start(self)?;
        emulator.thread = Some(thread);
        Ok(emulator)
    }

    /// Starts it.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on, or the [state](Self::state) cannot be gone on with: the file cannot be
    /// read or written, is damaged, is no state file or one of another format
    /// ([`InvalidData`](io::ErrorKind::InvalidData)), or another emulator has it open
    /// ([`ResourceBusy`](io::ErrorKind::ResourceBusy)). The error says which, and what can be done.
    pub async fn start(self) -> io::Result<Emulator> {
        let credentials = self.accounts.first().cloned().unwrap_or_else(default_account);
        let accounts = if self.accounts.is_empty() { vec![credentials.clone()] } else { self.accounts };
        let start = start_with(self.state, self.clock, self.seed).await?;
        let clock = start.clock.clone();
        let service = Arc::new(Service::new(accounts, start));
        let server = Server::start(service.clone(), self.listen, self.connections, &credentials).await;
        let server = server.map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", self.listen)))?;
        let endpoint = format!("http://{}", server.address);
        Ok(Emulator { server, service, credentials, clock, endpoint, thread: None })
    }
}

/// What a file says that there is, or else nothing.
async fn start_with(file: Option<PathBuf>, clock: Option<Clock>, seed: u64) -> io::Result<Start> {
    let Some(path) = file else { return Ok(Start::anew(clock.unwrap_or_else(Clock::real), seed)) };
    let opening = tokio::task::spawn_blocking(move || StateFile::open(&path, clock));
    let Opened { file, clock, holdings, ids: kept, scripts, faults, runs } =
        opening.await.map_err(io::Error::other)??;
    let store = Store::kept(holdings, file);
    let (ids, request_ids) = (kept.unwrap_or(Ids::new(seed)), Ids::new(!seed).of_run(runs));
    Ok(Start { clock, store, ids, request_ids, scripts, faults })
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
    /// What drives it, if it is not the runtime that it was started on. Dropped after the server.
    thread: Option<RuntimeThread>,
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
        Client::builder()
            .credentials(self.credentials())
            .endpoint(&self.endpoint)
            .clock(self.clock.clone())
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

    /// Gives an account credentials that hold for a while, together with their session token only. They stand for the
    /// account: what is created with them is the account's.
    ///
    /// Once they have expired by the emulator's clock, or with another token or none, requests are refused with
    /// `InvalidClientTokenId`. They hold until then, a [reset](Self::reset), or the end of the process: they are not
    /// [kept](Builder::state).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use kci_sdk::request::DescribeRegionsRequest;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let kci = kci_emulator::start().await?;
    /// let issued = kci.issue_credentials(kci.access_key(), Duration::from_secs(3600))?;
    /// let client = kci.client_of(issued.credentials);
    /// client.describe_regions(DescribeRegionsRequest::new()).await?;
    ///
    /// kci.advance(Duration::from_secs(3600));
    /// assert!(client.describe_regions(DescribeRegionsRequest::new()).await.is_err());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When no account has this access key: temporary credentials cannot be given others.
    pub fn issue_credentials(&self, account: &str, lifetime: Duration) -> Result<TemporaryCredentials, Failed> {
        self.service.issue(Some(account), lifetime)
    }

    /// Lets all temporary credentials cease to hold.
    pub fn revoke_credentials(&self) {
        self.service.accounts.forget_temporary();
    }

    /// The clock that it goes by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Turns the clock ahead: `kci.advance(Duration::from_secs(2))`. A clock that runs goes on running.
    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
        self.keep_clock();
    }

    /// Turns the clock to the next moment at which something changes by itself: a container starts, an image cache
    /// expires. Returns that moment; `None` if nothing is going to change, and then the clock stays.
    pub fn jump(&self) -> Option<Timestamp> {
        let next = self.service.jump();
        self.keep_clock();
        next
    }

    fn keep_clock(&self) {
        if let Err(error) = self.service.store.keep_clock() {
            tracing::error!(%error, "cannot keep the clock");
        }
    }

    /// Lets something go wrong with the next calls.
    ///
    /// # Errors
    ///
    /// When it is an error that the documents don't know, and doesn't say its message and status.
    pub fn add_fault(&self, fault: Fault) -> Result<(), Failed> {
        self.service.add_fault(fault)
    }

    /// The faults that are left, in the order in which they were set, as they are now.
    pub fn faults(&self) -> Vec<Fault> {
        lock(&self.service.faults).clone()
    }

    /// Says how containers of an image behave, from now on.
    pub fn add_script(&self, script: Script) {
        if let Err(error) = self.service.change_scripts(|scripts| scripts.push(script)) {
            tracing::error!(%error, "cannot keep a script");
        }
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

    /// Forgets everything that exists, everything that was scripted, temporary credentials and the journal; ids and addresses start anew from
    /// `seed`. The clock stays as it is.
    ///
    /// # Errors
    ///
    /// When what was kept on disk cannot be forgotten.
    pub fn reset(&self, seed: u64) -> io::Result<()> {
        self.service.reset(seed)
    }

    /// Stops it as [`stop`](Self::stop) does, where there is no async runtime.
    ///
    /// # Errors
    ///
    /// As [`stop`](Self::stop), and when it was not started with [`start_blocking`](Builder::start_blocking).
    pub fn stop_blocking(mut self) -> io::Result<()> {
        match self.thread.take() {
            Some(thread) => thread.finish(self.stop()),
            None => Err(io::Error::other("it runs on an async runtime: stop it with stop().await")),
        }
    }

    /// Stops it: no request is taken any more, and those under way are answered. Dropping it does not wait for them.
    ///
    /// # Errors
    ///
    /// When the server had failed, or the clock cannot be kept.
    pub async fn stop(self) -> io::Result<()> {
        let stopped = self.server.stop().await;
        let kept = blocking::run(self.service, |service| {
            let kept = service.store.keep_clock();
            service.store.close();
            kept
        });
        let kept = kept.await.unwrap_or(Ok(()));
        stopped.and(kept)
    }
}
