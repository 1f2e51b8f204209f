//! When a client asks its provider for credentials, and what it uses meanwhile. No test waits for time.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering::SeqCst};

use kci_runtime::auth::Credentials;
use kci_runtime::credentials::{CredentialsError, ProvideCredentials, SharedCredentials};
use kci_runtime::jiff::Timestamp;
use kci_runtime::{BoxFuture, Error};
use tokio::sync::Semaphore;
use tokio::task::{JoinSet, yield_now};

/// Gives out credentials that are numbered by how often it was asked, one for each permit.
struct Vault {
    asked: AtomicUsize,
    permits: Semaphore,
    fails: AtomicBool,
    changed: AtomicBool,
    expires_at: Mutex<Option<Timestamp>>,
}

#[derive(Clone)]
struct World {
    vault: Arc<Vault>,
    now: Arc<AtomicI64>,
    shared: SharedCredentials,
}

impl ProvideCredentials for Vault {
    fn name(&self) -> Cow<'_, str> {
        "vault".into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        let number = self.asked.fetch_add(1, SeqCst) + 1;
        Box::pin(async move {
            self.permits.acquire().await.expect("it stays open").forget();
            self.changed.store(false, SeqCst);
            if self.fails.load(SeqCst) {
                return Err(CredentialsError::failed("the vault is shut"));
            }
            let credentials = Credentials::new(format!("AK{number}"), "SK");
            let expires_at = *self.expires_at.lock().expect("the expiry");
            Ok(expires_at.into_iter().fold(credentials, Credentials::with_expiry))
        })
    }

    fn has_changed(&self) -> bool {
        self.changed.load(SeqCst)
    }
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time")
}

impl World {
    /// At second 0, with credentials that hold until this second.
    fn new(expires_at: Option<i64>) -> Self {
        let vault = Arc::new(Vault {
            asked: AtomicUsize::new(0),
            permits: Semaphore::new(0),
            fails: AtomicBool::new(false),
            changed: AtomicBool::new(false),
            expires_at: Mutex::new(expires_at.map(second)),
        });
        let now = Arc::new(AtomicI64::new(0));
        let clock = now.clone();
        let clock = Arc::new(move || second(clock.load(SeqCst)));
        let shared = SharedCredentials::new(vault.clone()).with_clock(clock);
        Self { vault, now, shared }
    }

    /// The same, after the first call.
    async fn used(expires_at: Option<i64>) -> Self {
        let world = Self::new(expires_at);
        world.answer(1);
        assert_eq!(world.access_key().await, "AK1");
        world
    }

    fn answer(&self, times: usize) {
        self.vault.permits.add_permits(times);
    }

    fn renewed_until(&self, expires_at: i64) {
        *self.vault.expires_at.lock().expect("the expiry") = Some(second(expires_at));
    }

    fn fails(&self, fails: bool) {
        self.vault.fails.store(fails, SeqCst);
    }

    fn asked(&self) -> usize {
        self.vault.asked.load(SeqCst)
    }

    async fn access_key(&self) -> String {
        self.shared.credentials().await.expect("credentials").access_key().to_owned()
    }

    /// The access key that a call uses at a second, after which all that it started goes as far as it can.
    async fn at(&self, second: i64) -> String {
        self.now.store(second, SeqCst);
        let access_key = self.access_key().await;
        yield_now().await;
        access_key
    }
}

#[tokio::test]
async fn a_thousand_calls_ask_once() {
    let world = World::new(Some(3600));
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        let world = world.clone();
        calls.spawn(async move { world.access_key().await });
    }
    yield_now().await;
    world.answer(1000);
    let keys = calls.join_all().await;
    assert_eq!((keys.len(), world.asked()), (1000, 1));
    assert!(keys.iter().all(|key| key == "AK1"), "{keys:?}");
}

#[tokio::test]
async fn a_failure_is_of_those_who_waited_for_it_and_the_next_call_asks_again() {
    let world = World::new(None);
    world.fails(true);
    let mut calls = JoinSet::new();
    for _ in 0..10 {
        let world = world.clone();
        calls.spawn(async move { world.shared.credentials().await.expect_err("an error").to_string() });
    }
    yield_now().await;
    world.answer(1);
    for text in calls.join_all().await {
        assert_eq!(text, "no usable credentials: vault: the vault is shut");
    }
    assert_eq!(world.asked(), 1);
    world.fails(false);
    world.answer(1);
    assert_eq!((world.access_key().await.as_str(), world.asked()), ("AK2", 2));
}

#[tokio::test]
async fn what_does_not_expire_is_asked_for_once() {
    let world = World::used(None).await;
    for second in [1, 1_000_000, 10_000_000_000] {
        assert_eq!(world.at(second).await, "AK1");
    }
    assert_eq!(world.asked(), 1);
}

#[tokio::test]
async fn what_has_changed_is_asked_for_again_by_the_very_next_call() {
    let world = World::used(None).await;
    world.vault.changed.store(true, SeqCst);
    world.answer(1);
    assert_eq!(world.access_key().await, "AK2");
    assert_eq!(world.access_key().await, "AK2");
}

#[tokio::test]
async fn what_has_changed_but_cannot_be_read_is_used_as_it_was() {
    let world = World::used(None).await;
    world.vault.changed.store(true, SeqCst);
    world.fails(true);
    world.answer(1);
    assert_eq!(world.access_key().await, "AK1");
}

#[tokio::test]
async fn five_minutes_before_the_expiry_others_are_asked_for_and_the_old_ones_are_used_meanwhile() {
    let world = World::used(Some(3600)).await;
    world.renewed_until(7200);
    assert_eq!((world.at(3299).await.as_str(), world.asked()), ("AK1", 1));
    for second in [3300, 3400, 3500] {
        assert_eq!((world.at(second).await.as_str(), world.asked()), ("AK1", 2), "at {second}");
    }
    world.answer(1);
    yield_now().await;
    assert_eq!((world.at(3500).await.as_str(), world.asked()), ("AK2", 2));
    assert_eq!((world.at(6899).await.as_str(), world.asked()), ("AK2", 2));
}

#[tokio::test]
async fn short_ones_are_asked_for_in_the_last_quarter_of_their_time() {
    let world = World::used(Some(100)).await;
    assert_eq!((world.at(74).await.as_str(), world.asked()), ("AK1", 1));
    assert_eq!((world.at(75).await.as_str(), world.asked()), ("AK1", 2));
}

#[tokio::test]
async fn in_the_last_ten_seconds_a_call_waits_for_others_but_makes_do_with_the_old_ones() {
    let world = World::used(Some(3600)).await;
    world.fails(true);
    world.answer(1);
    assert_eq!((world.at(3595).await.as_str(), world.asked()), ("AK1", 2));
    world.fails(false);
    world.renewed_until(7200);
    world.answer(1);
    assert_eq!((world.at(3599).await.as_str(), world.asked()), ("AK3", 3));
}

#[tokio::test]
async fn after_a_failure_it_asks_again_when_a_tenth_of_the_rest_has_gone_by() {
    let world = World::used(Some(3600)).await;
    world.fails(true);
    world.answer(10);
    for (second, asked) in [(3300, 2), (3329, 2), (3330, 3), (3356, 3), (3357, 4)] {
        assert_eq!((world.at(second).await.as_str(), world.asked()), ("AK1", asked), "at {second}");
    }
}

#[tokio::test]
async fn what_has_expired_is_never_used() {
    let world = World::used(Some(3600)).await;
    world.fails(true);
    world.answer(1);
    world.now.store(3600, SeqCst);
    let error = world.shared.credentials().await.expect_err("no credentials");
    assert!(matches!(&error, Error::Credentials(text) if text.contains("the vault is shut")), "{error}");
    world.fails(false);
    world.answer(1);
    let error = world.shared.credentials().await.expect_err("expired ones").to_string();
    let expected = "no usable credentials: vault: they expired at 1970-01-01T01:00:00Z; \
                    by this program's clock it is 1970-01-01T01:00:00Z";
    assert_eq!(error, expected);
}

#[tokio::test]
async fn an_asking_goes_on_when_the_call_that_began_it_is_dropped() {
    let world = World::new(None);
    let call = |world: &World| {
        let world = world.clone();
        tokio::spawn(async move { world.access_key().await })
    };
    let (first, second) = (call(&world), call(&world));
    yield_now().await;
    first.abort();
    assert!(first.await.expect_err("it was dropped").is_cancelled());
    world.answer(1);
    assert_eq!(second.await.expect("an answer"), "AK2");
    // And if all are dropped, the next call begins anew.
    world.vault.changed.store(true, SeqCst);
    let third = call(&world);
    yield_now().await;
    third.abort();
    assert!(third.await.expect_err("it was dropped").is_cancelled());
    world.answer(1);
    assert_eq!(world.access_key().await, "AK4");
}

#[tokio::test]
async fn what_cannot_be_sent_is_an_error_that_says_who_gave_it() {
    let provider = kci_runtime::credentials::from_fn("vault", || async {
        Ok::<_, std::io::Error>(Credentials::new("A\nK", "hunter2"))
    });
    let error = SharedCredentials::new(provider).credentials().await.expect_err("a broken key").to_string();
    let expected = "no usable credentials: vault: the access key is empty, or has characters that no key has";
    assert_eq!(error, expected);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_does_not_answer_is_an_error_after_half_a_minute() {
    let world = World::new(None);
    let start = tokio::time::Instant::now();
    let error = world.shared.credentials().await.expect_err("no answer").to_string();
    assert_eq!(error, "no usable credentials: vault: no answer within 30s");
    assert_eq!(start.elapsed().as_secs(), 30);
    world.answer(1);
    assert_eq!(world.access_key().await, "AK2");
}

#[test]
fn debug_shows_the_name_of_the_provider_or_the_access_key() {
    assert_eq!(format!("{:?}", World::new(None).shared), "SharedCredentials(vault)");
    let given = SharedCredentials::from(Credentials::new("AKLT1", "hunter2").with_session_token("hunter3"));
    assert_eq!(format!("{given:?}"), r#"SharedCredentials(access key "AKLT1")"#);
}
