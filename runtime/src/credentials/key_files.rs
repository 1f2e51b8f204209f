//! Keys in files that are rotated in place.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use secrecy::zeroize::Zeroizing;

use super::files::{self, Stamp};
use super::{CredentialsError, ProvideCredentials};
use crate::Secret;
use crate::auth::Credentials;
use crate::clock::{Clock, SystemClock};
use crate::future::BoxFuture;

/// How long files must have been left alone.
const SETTLED: Duration = Duration::from_secs(1);
/// The same, if only some of them have changed since they were used last.
const SETTLED_IN_PART: Duration = Duration::from_secs(60);
/// How often files that are being written are looked at before that is an error, if there are no older keys to use.
const LOOKS: usize = 10;

const NAMES: [&str; 5] = ["ak", "sk", "securityToken", "expired_at", "cipher"];

/// Keys in a folder of files, as the vendor's key provider for Kubernetes mounts them at `/var/lib/aksk`:
///
/// | file | what | |
/// |---|---|---|
/// | `ak` | the access key | |
/// | `sk` | the secret key | |
/// | `securityToken` | the session token | may be absent or empty |
/// | `expired_at` | until when they hold, in UTC: `2026-11-24T10:55:27` | may be absent |
/// | `cipher` | how the secret key is encrypted | anything but `none` is an error: nothing is decrypted here |
///
/// White space around each does not count. The files are looked at before each attempt of a call, and read again when one
/// of them has changed. New keys are used as soon as no file was written for a second; if only some of the files have
/// changed, it may be half a rotation, and then it takes a minute. Meanwhile the old ones are used. So a pair that is half
/// written is never used, whether the files are written over, replaced, or are links whose target changes.
///
/// ```
/// use kci_runtime::credentials::{Chain, Environment, KeyFiles, Surroundings};
///
/// let chain = Chain::new(Environment::new(&Surroundings::of_process())).or(KeyFiles::new("/run/keys"));
/// ```
pub struct KeyFiles {
    folder: PathBuf,
    clock: Arc<dyn Clock>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    used: Option<Used>,
    /// What the files were like when they were seen last, and since when they are like that.
    seen: Option<(Stamps, Timestamp)>,
}

#[derive(Clone)]
struct Used {
    stamps: Stamps,
    credentials: Credentials,
}

type Stamps = [Stamp; NAMES.len()];

/// What to do after a look at the files.
enum Look {
    Use(Result<Credentials, CredentialsError>),
    /// They have changed too lately to tell; look again after this.
    Wait(Duration),
}

impl KeyFiles {
    /// The folder of the vendor's key provider.
    pub const FOLDER: &str = "/var/lib/aksk";

    /// The files in this folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), clock: Arc::new(SystemClock), state: Mutex::default() }
    }

    /// Waits by this clock, and compares the files' times with it.
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    async fn keys(&self) -> Result<Credentials, CredentialsError> {
        for _ in 0..LOOKS {
            match self.look() {
                Look::Use(keys) => return keys,
                Look::Wait(duration) => self.clock.sleep(duration).await,
            }
        }
        let text = format!("the files in {} changed each time that they were looked at", self.folder.display());
        Err(CredentialsError::failed(text))
    }

    /// One look at the files.
    fn look(&self) -> Look {
        let now = self.clock.now();
        let before = self.stamps();
        let mut state = self.state();
        if let Some(used) = state.used.as_ref().filter(|used| used.stamps == before) {
            return Look::Use(Ok(used.credentials.clone()));
        }
        let since = match &state.seen {
            Some((stamps, since)) if *stamps == before => *since,
            _ => now,
        };
        state.seen = Some((before.clone(), since));
        let keys = self.read();
        let needed = match (&state.used, &keys) {
            (Some(used), Ok(keys)) if is_part(&used.credentials, keys) => SETTLED_IN_PART,
            _ => SETTLED,
        };
        let left_alone = age(&before, now).max(past(since, now));
        // There is nothing to wait for where nothing is.
        let is_absent = before.iter().all(Option::is_none);
        if (left_alone >= needed || is_absent) && self.stamps() == before {
            if let Ok(credentials) = &keys {
                state.used = Some(Used { stamps: before, credentials: credentials.clone() });
            }
            return Look::Use(keys);
        }
        match &state.used {
            Some(used) => Look::Use(Ok(used.credentials.clone())),
            None => Look::Wait(needed.saturating_sub(left_alone).max(Duration::from_millis(1))),
        }
    }

    fn read(&self) -> Result<Credentials, CredentialsError> {
        let [access_key, secret_key, token, expiry, cipher] = NAMES.map(|name| self.text(name));
        let (access_key, secret_key) = match (access_key?, secret_key?) {
            (Some(access_key), Some(secret_key)) => (access_key, secret_key),
            (None, None) => return Err(CredentialsError::missing(self.no("keys: there is neither ak nor sk"))),
            (Some(_), None) => return Err(CredentialsError::failed(self.no("secret key: sk is absent or empty"))),
            (None, Some(_)) => return Err(CredentialsError::failed(self.no("access key: ak is absent or empty"))),
        };
        if cipher?.is_some_and(|cipher| !cipher.trim().eq_ignore_ascii_case("none")) {
            return Err(CredentialsError::failed(self.no("plain secret key: cipher says that it is encrypted")));
        }
        let lasting = Credentials::new(access_key.trim(), secret_key.trim());
        let keys =
            token?.into_iter().map(|token| Secret::from(token.trim())).fold(lasting, Credentials::with_session_token);
        match expiry? {
            None => Ok(keys),
            Some(text) => time(text.trim()).map(|time| keys.with_expiry(time)).ok_or_else(|| {
                CredentialsError::failed(self.no("time in expired_at: it should be 2026-11-24T10:55:27"))
            }),
        }
    }

    fn no(&self, what: &str) -> String {
        format!("{} has no {what}", self.folder.display())
    }

    /// The text of a file; none if it is absent or empty.
    fn text(&self, name: &str) -> Result<Option<Zeroizing<String>>, CredentialsError> {
        let path = self.folder.join(name);
        let text = files::read(&path)
            .map_err(|error: io::Error| CredentialsError::failed(format!("{}: {error}", path.display())))?;
        Ok(text.filter(|text| !text.trim().is_empty()))
    }

    fn stamps(&self) -> Stamps {
        NAMES.map(|name| files::stamp(&self.folder.join(name)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether only some of the parts that change together have changed.
fn is_part(old: &Credentials, new: &Credentials) -> bool {
    let token_changed = match (old.session_token(), new.session_token()) {
        (None, None) => None,
        (old, new) => Some(old != new),
    };
    let changed =
        [Some(old.access_key() != new.access_key()), Some(old.secret_key() != new.secret_key()), token_changed];
    changed.contains(&Some(true)) && changed.contains(&Some(false))
}

/// For how long no file was written, as far as the files say.
fn age(stamps: &Stamps, now: Timestamp) -> Duration {
    let last = stamps.iter().flatten().map(|stamp| stamp.modified().unwrap_or(now)).max();
    last.map_or(Duration::ZERO, |last| past(last, now))
}

fn past(since: Timestamp, now: Timestamp) -> Duration {
    now.duration_since(since).try_into().unwrap_or_default()
}

/// A time in UTC, with or without saying so.
fn time(text: &str) -> Option<Timestamp> {
    let zoned = text.parse::<Timestamp>();
    zoned.or_else(|_| TimeZone::UTC.to_timestamp(text.parse::<DateTime>()?)).ok()
}

impl ProvideCredentials for KeyFiles {
    fn name(&self) -> Cow<'_, str> {
        "key files".into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.keys())
    }

    fn has_changed(&self) -> bool {
        self.state().used.as_ref().is_some_and(|used| used.stamps != self.stamps())
    }

    /// Whether there are any files: they may be being written.
    fn check(&self) -> Result<(), CredentialsError> {
        if self.stamps().iter().all(Option::is_none) { self.read().map(drop) } else { Ok(()) }
    }
}

impl fmt::Debug for KeyFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyFiles").field("folder", &self.folder).finish_non_exhaustive()
    }
}
