//! The signing key of the day, so that it is derived once.

use std::sync::{Arc, Mutex, PoisonError};

use super::v4::{AmzDate, Scope, SigningKey, signing_key};
use crate::Secret;

/// Remembers the key that was last asked for, with its scope. `Debug` does not show it.
#[derive(Debug, Default)]
pub struct KeyCache {
    last: Mutex<Option<Entry>>,
}

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
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = &*last
            && entry.key.is_for(date, region, service)
            && entry.secret_key.expose() == secret_key
        {
            return Arc::clone(&entry.key);
        }
        let key = Arc::new(ScopedKey::new(secret_key, date, region, service));
        *last = Some(Entry { secret_key: secret_key.into(), key: Arc::clone(&key) });
        key
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
}
