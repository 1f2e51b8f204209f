//! One provider after another.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};

use kci_runtime::BoxFuture;
use kci_runtime::auth::Credentials;
use kci_runtime::credentials::{Chain, CredentialsError, Environment, ProvideCredentials, Surroundings, from_fn};

/// Has credentials or has none, as it is told.
#[derive(Default)]
struct Drawer {
    name: &'static str,
    is_full: AtomicBool,
    asked: AtomicUsize,
    changed: AtomicBool,
}

impl ProvideCredentials for Drawer {
    fn name(&self) -> Cow<'_, str> {
        self.name.into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        self.asked.fetch_add(1, SeqCst);
        let missing = || CredentialsError::missing("the drawer is empty");
        let found = self.is_full.load(SeqCst).then(|| Credentials::new(self.name, "SK")).ok_or_else(missing);
        Box::pin(std::future::ready(found))
    }

    fn has_changed(&self) -> bool {
        self.changed.load(SeqCst)
    }
}

fn drawer(name: &'static str, is_full: bool) -> Arc<Drawer> {
    Arc::new(Drawer { name, is_full: is_full.into(), ..Drawer::default() })
}

async fn access_key(chain: &Chain) -> String {
    chain.provide().await.expect("credentials").access_key().to_owned()
}

#[tokio::test]
async fn the_first_that_has_some_is_used_and_those_after_it_are_not_asked() {
    let all = [drawer("A", false), drawer("B", true), drawer("C", true)];
    let chain = Chain::new(all[0].clone()).or(all[1].clone()).or(all[2].clone());
    assert_eq!(access_key(&chain).await, "B");
    assert_eq!(all.map(|one| one.asked.load(SeqCst)), [1, 1, 0]);
}

#[tokio::test]
async fn it_stays_with_the_one_that_had_some() {
    let (first, second) = (drawer("A", false), drawer("B", true));
    let chain = Chain::new(first.clone()).or(second.clone());
    assert_eq!(access_key(&chain).await, "B");
    first.is_full.store(true, SeqCst);
    first.changed.store(true, SeqCst);
    assert!(!chain.has_changed());
    assert_eq!(access_key(&chain).await, "B");
    second.changed.store(true, SeqCst);
    assert!(chain.has_changed());
    second.is_full.store(false, SeqCst);
    let error = chain.provide().await.expect_err("B has none any more").to_string();
    assert_eq!(error, "no credentials: B: the drawer is empty");
}

#[tokio::test]
async fn if_none_has_any_all_are_named() {
    let chain = Chain::new(drawer("A", false)).or(Environment::new(&Surroundings::empty())).or(drawer("B", false));
    let error = chain.provide().await.expect_err("none").to_string();
    let expected = "no credentials: A: the drawer is empty; environment variables: none of these pairs is set: \
                    KSYUN_ACCESS_KEY and KSYUN_SECRET_KEY, KSYUN_ACCESS_KEY_ID and KSYUN_SECRET_ACCESS_KEY, \
                    KS_ACCESS_KEY_ID and KS_SECRET_ACCESS_KEY; B: the drawer is empty";
    assert_eq!(error, expected);
    // The same can be asked again.
    assert_eq!(chain.provide().await.expect_err("none").to_string(), expected);
}

#[tokio::test]
async fn one_that_has_something_unusable_ends_it() {
    let around = Surroundings::empty().variable("KSYUN_ACCESS_KEY", "AK");
    let last = drawer("last", true);
    let chain = Chain::new(drawer("first", false)).or(Environment::new(&around)).or(last.clone());
    let expected = "no usable credentials: environment variables: KSYUN_ACCESS_KEY is set, KSYUN_SECRET_KEY is not";
    assert_eq!(chain.provide().await.expect_err("half a pair").to_string(), expected);
    assert_eq!(last.asked.load(SeqCst), 0);
    // What can be said without waiting is said of those that can say it.
    assert_eq!(chain.check(), Ok(()));
    let chain = Chain::new(Environment::new(&Surroundings::empty())).or(Environment::new(&around)).or(last);
    assert_eq!(chain.check().expect_err("half a pair").to_string(), expected);
}

#[tokio::test]
async fn a_function_of_yours_can_be_one_of_them() {
    let missing = from_fn("vault", || async { Err::<Credentials, _>(CredentialsError::missing("no such secret")) });
    assert_eq!(access_key(&Chain::new(missing).or(drawer("A", true))).await, "A");
    let failing = from_fn("vault", || async { Err::<Credentials, _>("connection refused") });
    let chain = Chain::new(failing).or(drawer("A", true));
    let error = chain.provide().await.expect_err("a failure").to_string();
    assert_eq!(error, "no usable credentials: vault: connection refused");
}
