//! What the log has about credentials, at its finest: who gave them, and nothing secret.

use std::fmt::{Debug, Write as _};
use std::fs;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kci_runtime::auth::Credentials;
use kci_runtime::credentials::{Chain, CredentialsError, SharedCredentials, Surroundings, from_fn};
use kci_runtime::jiff::Timestamp;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes every field of every event and span into one text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for &Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = write!(self.0.lock().expect("the log"), "{field}={value:?} ");
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut &*self);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut &*self);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut &*self);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

const SECRETS: [&str; 2] = ["hunter2", "hunter3"];

fn secret(access_key: &str) -> Credentials {
    Credentials::new(access_key, SECRETS[0]).with_session_token(SECRETS[1])
}

#[tokio::test]
async fn nothing_secret_is_logged_or_shown_whether_credentials_are_found_renewed_or_broken() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join(".ks")).expect("a folder");
    let broken = "[default]\nks_access_key_id = AK\nks_secret_access_key = hunter2\nhunter3\n";
    fs::write(home.path().join(".ks/credentials"), broken).expect("it is written");
    let around = Surroundings::empty().variable("KSYUN_SECRET_KEY", SECRETS[0]).home(home.path());
    let profile = Surroundings::empty().home(home.path());
    // By a clock that stands in the last seconds of the credentials once they were given.
    let second = Arc::new(AtomicI64::new(0));
    let now = {
        let second = second.clone();
        move || Timestamp::from_second(second.load(SeqCst)).expect("a time")
    };
    let vault = from_fn("vault", {
        let now = now.clone();
        move || {
            let expiry = Timestamp::UNIX_EPOCH + Duration::from_secs(3600);
            let is_early = now() == Timestamp::UNIX_EPOCH;
            let answer = is_early.then(|| secret("AK").with_expiry(expiry));
            std::future::ready(answer.ok_or_else(|| CredentialsError::failed("it is shut")))
        }
    });
    let unsendable = from_fn("unsendable", || async { Ok::<_, CredentialsError>(secret("A\nK")) });
    let vault = SharedCredentials::new(Chain::standard(&Surroundings::empty()).or(vault)).with_clock(Arc::new(now));
    let all =
        [Chain::standard(&around).into(), Chain::standard(&profile).into(), unsendable.into(), secret("AK").into()];
    let mut shown = format!("{around:?} {profile:?}");
    for shared in all.iter().chain([&vault]) {
        let found: Result<Credentials, _> = SharedCredentials::credentials(shared).await;
        let _ = write!(shown, "{shared:?} {found:?} ");
    }
    second.store(3599, SeqCst);
    vault.credentials().await.expect("the old ones");
    let log = log.0.lock().expect("the log").clone();
    assert!(log.contains("vault") && log.contains("could not be renewed"), "{log}");
    assert!(shown.contains("line 4") && shown.contains("KSYUN_ACCESS_KEY is not"), "{shown}");
    for secret in SECRETS {
        assert!(!log.contains(secret) && !shown.contains(secret), "{log} {shown}");
    }
}
