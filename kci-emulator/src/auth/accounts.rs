//! The accounts that requests are accepted from, and the temporary credentials that some of them were given.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use kci_sdk::Secret;
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::jiff::Timestamp;

use crate::refusal::Refusal;
use crate::store::lock;

/// The accounts that requests are accepted from.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    by_access_key: HashMap<String, Credentials>,
    /// The first account's access key.
    first: String,
    temporary: Mutex<BTreeMap<String, Temporary>>,
}

/// Credentials that hold for a while, together with their token only.
///
/// They stand for an account: what is created with them is the account's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TemporaryCredentials {
    /// The access key, the secret key and the session token.
    pub credentials: Credentials,
    /// When they cease to hold, by the emulator's clock.
    pub expires: Timestamp,
}

/// What was issued, and to whom.
#[derive(Debug)]
struct Temporary {
    issued: TemporaryCredentials,
    account: String,
}

/// Who a request says that it is from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claimed<'a> {
    pub(super) access_key: &'a str,
    /// The session token beside it.
    pub(super) token: Option<&'a str>,
}

/// What the claim comes to, if the signature proves it.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) secret_key: Secret,
    /// Access key of the account.
    pub(super) account: String,
}

impl Accounts {
    pub(crate) fn new(all: Vec<Credentials>) -> Self {
        let first = all.first().map(|one| one.access_key().to_owned()).unwrap_or_default();
        let by_access_key = all.into_iter().map(|one| (one.access_key().to_owned(), one)).collect();
        Self { by_access_key, first, temporary: Mutex::default() }
    }

    /// Access key of the account of this access key, or of the first one. Nothing where there is no such account.
    pub(crate) fn account<'a>(&'a self, access_key: Option<&'a str>) -> Option<&'a str> {
        let access_key = access_key.unwrap_or(&self.first);
        self.by_access_key.contains_key(access_key).then_some(access_key)
    }

    /// Accepts requests with temporary credentials of an account.
    pub(crate) fn add(&self, account: &str, issued: TemporaryCredentials) {
        let access_key = issued.credentials.access_key().to_owned();
        lock(&self.temporary).insert(access_key, Temporary { issued, account: account.to_owned() });
    }

    /// Of all temporary credentials: access key, account, and when they cease to hold.
    pub(crate) fn temporary(&self) -> Vec<(String, String, Timestamp)> {
        let all = lock(&self.temporary);
        all.iter().map(|(key, one)| (key.clone(), one.account.clone(), one.issued.expires)).collect()
    }

    /// Accepts no temporary credentials any more.
    pub(crate) fn forget_temporary(&self) {
        lock(&self.temporary).clear();
    }

    /// Who it is. Refused where nobody has the access key, or the token is not the one that belongs to it now. Nothing is
    /// guarded here, so how long finding out takes does not matter.
    pub(super) fn find(&self, claimed: Claimed<'_>, now: Timestamp) -> Result<Known, Refusal> {
        let refused = || Refusal::row("InvalidClientTokenId", "", &[]);
        let Claimed { access_key, token } = claimed;
        let token = token.filter(|token| !token.is_empty());
        if let Some(lasting) = self.by_access_key.get(access_key) {
            let known = Known { secret_key: lasting.secret_key().clone(), account: access_key.to_owned() };
            return if token.is_none() { Ok(known) } else { Err(refused()) };
        }
        let all = lock(&self.temporary);
        let one = all.get(access_key).filter(|one| now < one.issued.expires).ok_or_else(refused)?;
        let credentials = &one.issued.credentials;
        if credentials.session_token().map(Secret::expose) != token {
            return Err(refused());
        }
        Ok(Known { secret_key: credentials.secret_key().clone(), account: one.account.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    /// An account, and temporary credentials of it that hold until 100 s.
    fn accounts() -> Accounts {
        let accounts = Accounts::new(vec![Credentials::new("AK", "lasting")]);
        let credentials = Credentials::new("TMP", "temporary").with_session_token("token");
        accounts.add("AK", TemporaryCredentials { credentials, expires: at(100) });
        accounts
    }

    fn found(access_key: &str, token: Option<&str>, second: i64) -> Option<(String, String)> {
        match accounts().find(Claimed { access_key, token }, at(second)) {
            Ok(known) => Some((known.account, known.secret_key.expose().to_owned())),
            Err(refusal) => {
                assert_eq!((refusal.code.as_str(), refusal.http_status), ("InvalidClientTokenId", 403));
                None
            }
        }
    }

    #[test]
    fn temporary_credentials_stand_for_their_account_until_they_expire() {
        assert_eq!(found("TMP", Some("token"), 99), Some(("AK".to_owned(), "temporary".to_owned())));
        assert_eq!(found("TMP", Some("token"), 100), None);
    }

    #[test]
    fn they_hold_together_with_their_token_only() {
        for token in [None, Some(""), Some("tokem"), Some("token ")] {
            assert_eq!(found("TMP", token, 0), None, "{token:?}");
        }
    }

    #[test]
    fn lasting_credentials_have_no_token() {
        assert_eq!(found("AK", None, 500), Some(("AK".to_owned(), "lasting".to_owned())));
        assert!(found("AK", Some(""), 0).is_some());
        assert_eq!(found("AK", Some("token"), 0), None);
    }

    #[test]
    fn what_is_forgotten_holds_no_longer() {
        let accounts = accounts();
        accounts.forget_temporary();
        let claimed = Claimed { access_key: "TMP", token: Some("token") };
        accounts.find(claimed, at(0)).expect_err("forgotten");
    }
}
