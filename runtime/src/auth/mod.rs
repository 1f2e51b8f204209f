//! Who sends a request, and how that is proved.

mod cache;
pub mod simple;
pub mod v4;

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

pub use cache::KeyCache;

use crate::Secret;

/// An access key, its secret key, and the session token of temporary ones. `Debug` shows the access key and the expiry
/// only. A clone costs next to nothing; the secrets are wiped from memory with the last one.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    parts: Arc<Parts>,
}

#[derive(Clone, PartialEq, Eq)]
struct Parts {
    access_key: String,
    secret_key: Secret,
    session_token: Option<Secret>,
    expires_at: Option<Timestamp>,
}

impl Credentials {
    /// Lasting credentials.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        let (access_key, secret_key) = (access_key.into(), secret_key.into());
        Self { parts: Arc::new(Parts { access_key, secret_key, session_token: None, expires_at: None }) }
    }

    /// Makes them temporary ones, which hold together with this token.
    pub fn with_session_token(mut self, token: impl Into<Secret>) -> Self {
        Arc::make_mut(&mut self.parts).session_token = Some(token.into());
        self
    }

    /// Says from when on they do not hold any more. A client asks for others before that.
    pub fn with_expiry(mut self, expires_at: Timestamp) -> Self {
        Arc::make_mut(&mut self.parts).expires_at = Some(expires_at);
        self
    }

    /// The access key.
    pub fn access_key(&self) -> &str {
        &self.parts.access_key
    }

    /// The secret key.
    pub fn secret_key(&self) -> &Secret {
        &self.parts.secret_key
    }

    /// The session token.
    pub fn session_token(&self) -> Option<&Secret> {
        self.parts.session_token.as_ref()
    }

    /// From when on they do not hold any more; `None`: that is not known, or they last.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.parts.expires_at
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("Credentials");
        all.field("access_key", &self.access_key());
        if let Some(time) = self.expires_at() {
            all.field("expires_at", &time);
        }
        all.finish_non_exhaustive()
    }
}

/// How requests are signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Signature {
    /// AWS Signature Version 4, in the `Authorization` header.
    #[default]
    V4,
    /// The simplified signature, in the parameters.
    Simple,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let credentials = Credentials::new("AKLT1", "hunter2").with_session_token("hunter3");
        assert_eq!(format!("{credentials:?}"), r#"Credentials { access_key: "AKLT1", .. }"#);
        let expected = r#"Credentials { access_key: "AKLT1", expires_at: 1970-01-01T00:00:00Z, .. }"#;
        assert_eq!(format!("{:?}", credentials.with_expiry(Timestamp::UNIX_EPOCH)), expected);
    }
}
