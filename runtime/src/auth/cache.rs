//! The signing keys of the day, so that each is derived once.

use std::sync::{Arc, Mutex, PoisonError};

use super::v4::{AmzDate, Scope, SigningKey, signing_key};
use crate::Secret;

/// Remembers the keys that were last asked for, with their scopes: eight, for programs that call for several accounts or
/// in several regions by turns. `Debug` does not show them.
#[derive(Debug, Default)]
pub struct KeyCache {
    /// The one that was asked for last is the first.
    latest: Mutex<Vec<Entry>>,
}

/// How many keys are remembered.
const MOST: usize = 8;

#[derive(Debug)]
struct Entry {
    secret_key: Secret,
    key: Arc<ScopedKey>,
}

/// A key, and what it is good for.
#[derive(Debug)]
pub(super) struct ScopedKey {
    pub(super) key: SigningKey,
    /// `20260702/cn-beijing-6/kci/aws4_request`
    pub(super) scope: String,
    parts: Scope,
}

impl ScopedKey {
    pub(super) fn new(secret_key: &str, date: &AmzDate, region: &str, service: &str) -> Self {
        let parts = Scope { date: date.day().to_owned(), region: region.to_owned(), service: service.to_owned() };
        Self { key: signing_key(secret_key, &parts), scope: parts.to_string(), parts }
    }

    fn is_for(&self, date: &AmzDate, region: &str, service: &str) -> bool {
        self.parts.date == date.day() && self.parts.region == region && self.parts.service == service
    }
}

impl KeyCache {
    /// The key for a scope: the remembered one, or else one derived now.
    pub(super) fn key(&self, secret_key: &str, date: &AmzDate, region: &str, service: &str) -> Arc<ScopedKey> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |entry: &Entry| entry.key.is_for(date, region, service) && entry.secret_key.expose() == secret_key;
        if let Some(index) = latest.iter().position(is_it) {
            latest[..=index].rotate_right(1);
        } else {
            let key = Arc::new(ScopedKey::new(secret_key, date, region, service));
            latest.truncate(MOST - 1);
            latest.insert(0, Entry { secret_key: secret_key.into(), key });
        }
        Arc::clone(&latest[0].key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::v4::signature;

    #[test]
    fn another_day_or_another_secret_key_gets_another_signing_key() {
        let cache = KeyCache::default();
        for (secret_key, day) in [("a", 1), ("a", 2), ("b", 2), ("a", 1)] {
            let date = AmzDate::new(format!("2026-07-0{day}T00:00:00Z").parse().expect("a time"));
            let scope = Scope { date: date.day().into(), region: "cn-beijing-6".into(), service: "kci".into() };
            let expected = signature(&signing_key(secret_key, &scope), "text");
            for _ in 0..2 {
                let key = cache.key(secret_key, &date, "cn-beijing-6", "kci");
                assert_eq!(signature(&key.key, "text"), expected, "{secret_key} {day}");
                assert_eq!(key.scope, scope.to_string());
            }
        }
    }

    #[test]
    fn another_region_or_service_gets_another_signing_key() {
        let (cache, date) = (KeyCache::default(), AmzDate::new(jiff::Timestamp::UNIX_EPOCH));
        for (region, service) in [("a", "s"), ("b", "s"), ("b", "t")] {
            let scope = cache.key("secret", &date, region, service).scope.clone();
            assert_eq!(scope, format!("19700101/{region}/{service}/aws4_request"));
        }
    }

    #[test]
    fn keys_of_several_accounts_are_remembered_and_the_oldest_is_forgotten() {
        let (cache, date) = (KeyCache::default(), AmzDate::new(jiff::Timestamp::UNIX_EPOCH));
        let key = |account: usize| cache.key(&account.to_string(), &date, "cn-beijing-6", "kci");
        let first: Vec<_> = (0..MOST).map(key).collect();
        assert!((0..MOST).all(|account| Arc::ptr_eq(&first[account], &key(account))));
        key(MOST);
        assert!((1..MOST).all(|account| Arc::ptr_eq(&first[account], &key(account))));
        assert!(!Arc::ptr_eq(&first[0], &key(0)));
    }
}
