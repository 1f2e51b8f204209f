//! The signing key of the day, so that it is derived once.

use std::sync::{Mutex, PoisonError};

use super::v4::{Scope, SigningKey, signing_key};
use crate::Secret;

/// Remembers the key that was last asked for. `Debug` does not show it.
#[derive(Debug, Default)]
pub(crate) struct KeyCache {
    last: Mutex<Option<Entry>>,
}

#[derive(Debug)]
struct Entry {
    secret_key: Secret,
    scope: Scope,
    key: SigningKey,
}

impl KeyCache {
    /// The key for a scope: the remembered one, or else one derived now.
    pub(crate) fn key(&self, secret_key: &str, scope: &Scope) -> SigningKey {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = &*last
            && entry.scope == *scope
            && entry.secret_key.expose() == secret_key
        {
            return entry.key.clone();
        }
        let key = signing_key(secret_key, scope);
        *last = Some(Entry { secret_key: secret_key.into(), scope: scope.clone(), key: key.clone() });
        key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::v4::signature;

    fn scope(date: &str) -> Scope {
        Scope { date: date.into(), region: "cn-beijing-6".into(), service: "kci".into() }
    }

    #[test]
    fn another_day_or_another_secret_key_gets_another_signing_key() {
        let cache = KeyCache::default();
        for (secret_key, date) in [("a", "20260702"), ("a", "20260703"), ("b", "20260703"), ("a", "20260702")] {
            let expected = signature(&signing_key(secret_key, &scope(date)), "text");
            assert_eq!(signature(&cache.key(secret_key, &scope(date)), "text"), expected, "{secret_key} {date}");
            assert_eq!(signature(&cache.key(secret_key, &scope(date)), "text"), expected, "{secret_key} {date} again");
        }
    }
}
