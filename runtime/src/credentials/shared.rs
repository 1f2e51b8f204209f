//! Credentials as a client holds them: kept, and asked for again in time, once for all.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::OnceCell;

use super::{CredentialsError, ProvideCredentials, check};
use crate::auth::Credentials;
use crate::clock::{Clock, SystemClock};
use crate::error::Error;

/// How long before their expiry credentials are asked for again, at most.
const AHEAD: Duration = Duration::from_secs(5 * 60);
/// How much of the time that credentials hold may be used for that: one part of so many.
const PART_AHEAD: u32 = 4;
/// How long before their expiry credentials are used only if there are no others.
const LAST_MOMENT: Duration = Duration::from_secs(10);
/// After a failure the provider is asked again when this part of the time that is left has gone by.
const PART_OF_REST: u32 = 10;
/// But not sooner than this.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a provider may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A provider, and what it gave last. Clones share both; a clone costs next to nothing.
///
/// Every client has one. Clients that are made of the same one ask the provider once.
///
/// ```
/// use kci_runtime::Client;
/// use kci_runtime::auth::Credentials;
/// use kci_runtime::credentials::{SharedCredentials, from_fn};
///
/// let keys = || async { Ok::<_, std::io::Error>(Credentials::new("AKLT0123", "a secret key")) };
/// let shared = SharedCredentials::new(from_fn("vault", keys));
/// let beijing = Client::builder().credentials(shared.clone()).region("cn-beijing-6").build()?;
/// let shanghai = Client::builder().credentials(shared).region("cn-shanghai-2").build()?;
/// # Ok::<(), kci_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct SharedCredentials {
    cache: Arc<Cache>,
    clock: Arc<dyn Clock>,
}

struct Cache {
    provider: Box<dyn ProvideCredentials>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Current>,
    /// The asking that is under way. Gone when nobody waits for it any more.
    asking: Weak<Asking>,
    /// Whether the last asking failed: the log has that once.
    has_failed: bool,
}

struct Current {
    credentials: Credentials,
    /// From when on others are asked for; never, if they do not expire.
    renew_at: Option<Timestamp>,
}

/// One asking, which all who need its answer drive together, so that it goes on when one of them is dropped.
type Asking = OnceCell<Result<Credentials, CredentialsError>>;

/// What to do for credentials.
enum Step {
    Use(Credentials),
    /// Ask, or wait for who asks; use these if that fails.
    Wait(Arc<Asking>, Option<Credentials>),
    /// Use these, and see that others are asked for meanwhile.
    Renew(Arc<Asking>, Credentials),
}

impl SharedCredentials {
    /// What this provider gives.
    pub fn new(provider: impl ProvideCredentials) -> Self {
        let cache = Cache { provider: Box::new(provider), state: Mutex::default() };
        Self { cache: Arc::new(cache), clock: Arc::new(SystemClock) }
    }

    /// The same, with expiry by this clock; clients use their own.
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The credentials to sign with now.
    ///
    /// # Errors
    ///
    /// [`Error::Credentials`] says what each provider looked for, and where. [`Error::Configuration`] if what it found
    /// cannot be read as text.
    pub async fn credentials(&self) -> Result<Credentials, Error> {
        match self.cache.step(self.clock.now()) {
            Step::Use(credentials) => Ok(credentials),
            Step::Wait(asking, rest) => self.ask(&asking).await.or_else(|error| rest.ok_or(error)).map_err(Error::from),
            Step::Renew(asking, rest) => {
                match tokio::runtime::Handle::try_current() {
                    Ok(runtime) => {
                        let this = self.clone();
                        runtime.spawn(async move { this.ask(&asking).await });
                    }
                    Err(_) => {
                        let _ = self.ask(&asking).await;
                    }
                }
                Ok(rest)
            }
        }
    }

    /// What is wrong with the provider, as far as that can be said without waiting.
    pub(crate) fn check(&self) -> Result<(), CredentialsError> {
        self.cache.provider.check().map_err(|error| error.of(&self.cache.provider.name()))
    }

    /// The answer to one asking, and keeps it.
    async fn ask(&self, asking: &Asking) -> Result<Credentials, CredentialsError> {
        let answer = async {
            let provider = &self.cache.provider;
            let answer = in_time(provider.provide()).await.and_then(|given| self.usable(given));
            let answer = answer.map_err(|error| error.of(&provider.name()));
            self.cache.keep(&answer, self.clock.now());
            answer
        };
        asking.get_or_init(|| answer).await.clone()
    }

    fn usable(&self, given: Credentials) -> Result<Credentials, CredentialsError> {
        check::check(&given)?;
        let now = self.clock.now();
        match given.expires_at().filter(|expiry| *expiry <= now) {
            Some(expiry) => {
                Err(CredentialsError::failed(format!("they expired at {expiry}; by this program's clock it is {now}")))
            }
            None => Ok(given),
        }
    }
}

impl Cache {
    fn step(&self, now: Timestamp) -> Step {
        let changed = self.provider.has_changed();
        let mut state = self.state();
        let holds = |current: &&Current| current.credentials.expires_at().is_none_or(|expiry| now < expiry);
        let Some(current) = state.current.as_ref().filter(holds) else {
            return Step::Wait(state.asking(), None);
        };
        let credentials = current.credentials.clone();
        if changed {
            return Step::Wait(state.asking(), Some(credentials));
        }
        if current.renew_at.is_none_or(|time| now < time) {
            return Step::Use(credentials);
        }
        if credentials.expires_at().is_some_and(|expiry| left(now, expiry) < LAST_MOMENT) {
            return Step::Wait(state.asking(), Some(credentials));
        }
        if state.asking.strong_count() > 0 {
            return Step::Use(credentials);
        }
        Step::Renew(state.asking(), credentials)
    }

    /// Keeps what was given, or sees to it that it is not asked for again at once.
    fn keep(&self, answer: &Result<Credentials, CredentialsError>, now: Timestamp) {
        let mut state = self.state();
        state.asking = Weak::new();
        let had_failed = std::mem::replace(&mut state.has_failed, answer.is_err());
        match answer {
            Ok(credentials) => {
                let ahead = |expiry| AHEAD.min(left(now, expiry) / PART_AHEAD);
                let renew_at = credentials.expires_at().map(|expiry| before(expiry, ahead(expiry)));
                state.current = Some(Current { credentials: credentials.clone(), renew_at });
                tracing::debug!(provider = %self.provider.name(), "credentials taken");
            }
            Err(error) => {
                let Some(current) = &mut state.current else { return };
                if let (Some(renew_at), Some(expiry)) = (&mut current.renew_at, current.credentials.expires_at()) {
                    *renew_at = after(now, PAUSE.max(left(now, expiry) / PART_OF_REST));
                }
                if !had_failed {
                    tracing::warn!(%error, "the credentials could not be renewed; the old ones are used while they hold");
                }
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The asking that is under way, or else a new one.
    fn asking(&mut self) -> Arc<Asking> {
        self.asking.upgrade().unwrap_or_else(|| {
            let asking = Arc::new(Asking::new());
            self.asking = Arc::downgrade(&asking);
            asking
        })
    }
}

/// The answer, or an error if it does not come. A runtime's timer is there wherever calls are sent.
async fn in_time<T>(answer: impl Future<Output = Result<T, CredentialsError>>) -> Result<T, CredentialsError> {
    if tokio::runtime::Handle::try_current().is_err() {
        return answer.await;
    }
    let late = || Err(CredentialsError::failed(format!("no answer within {PATIENCE:?}")));
    tokio::time::timeout(PATIENCE, answer).await.unwrap_or_else(|_| late())
}

/// How long it is until then; nothing, if that is past.
fn left(now: Timestamp, then: Timestamp) -> Duration {
    then.duration_since(now).try_into().unwrap_or_default()
}

fn before(time: Timestamp, duration: Duration) -> Timestamp {
    time.checked_sub(duration).unwrap_or(Timestamp::MIN)
}

fn after(time: Timestamp, duration: Duration) -> Timestamp {
    time.checked_add(duration).unwrap_or(Timestamp::MAX)
}

impl<P: ProvideCredentials> From<P> for SharedCredentials {
    fn from(provider: P) -> Self {
        Self::new(provider)
    }
}

/// Shows the provider's name: the access key of credentials that were given in code.
impl fmt::Debug for SharedCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SharedCredentials({})", self.cache.provider.name())
    }
}
