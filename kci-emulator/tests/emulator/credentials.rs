//! A client whose credentials expire and are rotated, against an emulator that checks them. Time is the emulator's.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, SystemTime};

use kci_emulator::Emulator;
use kci_sdk::auth::Credentials;
use kci_sdk::credentials::{KeyFiles, ProvideCredentials, from_fn};
use kci_sdk::request::DescribeRegionsRequest;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::{Client, Error};
use tokio::task::JoinSet;

use crate::common::emulator;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// An emulator that issues credentials for an hour, and a client that asks for them.
#[derive(Clone)]
struct World {
    kci: Arc<Emulator>,
    client: Client,
    issued: Arc<AtomicUsize>,
    is_down: Arc<AtomicBool>,
}

impl World {
    async fn new() -> Self {
        let kci = Arc::new(emulator().await);
        let (issued, is_down) = (Arc::<AtomicUsize>::default(), Arc::<AtomicBool>::default());
        let provider = issuer(kci.clone(), issued.clone(), is_down.clone());
        let client = kci.client_builder().credentials(provider).build().expect("a client");
        Self { kci, client, issued, is_down }
    }

    async fn call(&self) -> Result<(), Error> {
        let answer = self.client.describe_regions(DescribeRegionsRequest::new()).await;
        // A renewal that the call began goes on by itself.
        tokio::task::yield_now().await;
        answer.map(drop)
    }

    fn issued(&self) -> usize {
        self.issued.load(SeqCst)
    }
}

fn issuer(kci: Arc<Emulator>, issued: Arc<AtomicUsize>, is_down: Arc<AtomicBool>) -> impl ProvideCredentials {
    from_fn("the emulator", move || {
        let (kci, issued, is_down) = (kci.clone(), issued.clone(), is_down.clone());
        async move {
            if is_down.load(SeqCst) {
                return Err("nobody answers".to_owned());
            }
            issued.fetch_add(1, SeqCst);
            let new = kci.issue_credentials(kci.access_key(), HOUR).map_err(|error| error.to_string())?;
            Ok(new.credentials.with_expiry(new.expires))
        }
    })
}

#[tokio::test]
async fn a_day_of_calls_goes_through_with_credentials_that_hold_for_an_hour() {
    let world = World::new().await;
    let calls = 24 * 60 / 4;
    for call in 0..calls {
        world.call().await.unwrap_or_else(|error| panic!("call {call} is answered: {error}"));
        world.kci.advance(4 * MINUTE);
    }
    // The first, and one each 56 minutes: the first call in the last five minutes of an hour renews.
    assert_eq!(world.issued(), 26);
    let journal = world.kci.journal();
    let mut keys: Vec<_> = journal.iter().filter_map(|entry| entry.access_key.clone()).collect();
    keys.dedup();
    assert_eq!((journal.len(), keys.len()), (calls, 26));
}

#[tokio::test]
async fn a_thousand_calls_at_once_ask_for_one_pair() {
    let world = World::new().await;
    let mut calls = JoinSet::new();
    for _ in 0..1000 {
        let world = world.clone();
        calls.spawn(async move { world.call().await });
    }
    for answer in calls.join_all().await {
        answer.expect("an answer");
    }
    assert_eq!(world.issued(), 1);
}

#[tokio::test]
async fn while_nobody_issues_any_the_old_ones_are_used_and_then_it_is_an_error_until_somebody_does() {
    let world = World::new().await;
    world.call().await.expect("an answer");
    world.is_down.store(true, SeqCst);
    for _ in 0..59 {
        world.kci.advance(MINUTE);
        world.call().await.expect("the old ones hold");
    }
    world.kci.advance(MINUTE);
    for _ in 0..2 {
        let error = world.call().await.expect_err("they have expired");
        let expected = "no usable credentials: the emulator: nobody answers";
        assert!(matches!(&error, Error::Credentials(text) if text == expected), "{error}");
    }
    world.is_down.store(false, SeqCst);
    world.call().await.expect("new ones");
    assert_eq!(world.issued(), 2);
}

/// Writes a key file over, by the emulator's clock.
fn write(kci: &Emulator, folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::write(&path, text).expect("it is written");
    let file = fs::File::options().append(true).open(&path).expect("it opens");
    let since_epoch = Duration::try_from(kci.clock().now().duration_since(Timestamp::UNIX_EPOCH)).expect("a time");
    file.set_modified(SystemTime::UNIX_EPOCH + since_epoch).expect("its time is set");
}

#[tokio::test]
async fn no_call_fails_while_key_files_are_rotated_one_after_another() {
    let kci = emulator().await;
    let folder = tempfile::tempdir().expect("a folder");
    let files = KeyFiles::new(folder.path()).with_clock(Arc::new(kci.clock().clone()));
    let client = kci.client_builder().credentials(files).build();
    assert!(matches!(client, Err(Error::Credentials(_))), "there are none yet: {client:?}");
    let rotated = || kci.issue_credentials(kci.access_key(), 2 * HOUR).expect("credentials").credentials;
    let token = |keys: &Credentials| keys.session_token().expect("a token").expose().to_owned();
    let parts = |keys: &Credentials| {
        [
            ("ak", keys.access_key().to_owned()),
            ("sk", keys.secret_key().expose().to_owned()),
            ("securityToken", token(keys)),
        ]
    };
    for (name, text) in parts(&rotated()) {
        write(&kci, folder.path(), name, &text);
    }
    let files = KeyFiles::new(folder.path()).with_clock(Arc::new(kci.clock().clone()));
    let client = kci.client_builder().credentials(files).build().expect("a client");
    let call = || async { client.describe_regions(DescribeRegionsRequest::new()).await.expect("an answer") };
    for _ in 0..10 {
        call().await;
        let next = rotated();
        for (name, text) in parts(&next) {
            // Cut short, then whole, with calls between, and one file after another.
            for end in [0, text.len() / 2, text.len()] {
                write(&kci, folder.path(), name, &text[..end]);
                call().await;
                kci.advance(Duration::from_millis(300));
                call().await;
            }
        }
        kci.advance(HOUR);
        call().await;
        let last = kci.journal().last().and_then(|entry| entry.access_key.clone());
        assert_eq!(last.as_deref(), Some(next.access_key()));
    }
}
