//! Who sends a request, and how that is proved.

mod cache;
pub mod simple;
pub mod v4;

use std::fmt;

pub use cache::KeyCache;

use crate::Secret;

/// An access key, its secret key, and the session token of temporary ones. `Debug` shows the access key only.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    access_key: String,
    secret_key: Secret,
    session_token: Option<Secret>,
}

impl Credentials {
    /// Lasting credentials.
    pub fn new(access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        Self { access_key: access_key.into(), secret_key: secret_key.into(), session_token: None }
    }

    /// Makes them temporary ones, which hold together with this token.
    pub fn with_session_token(self, token: impl Into<Secret>) -> Self {
        Self { session_token: Some(token.into()), ..self }
    }

    /// The access key.
    pub fn access_key(&self) -> &str {
        &self.access_key
    }

    /// The secret key.
    pub fn secret_key(&self) -> &Secret {
        &self.secret_key
    }

    /// The session token.
    pub fn session_token(&self) -> Option<&Secret> {
        self.session_token.as_ref()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
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
    fn debug_shows_the_access_key_only() {
        let credentials = Credentials::new("AKLT1", "hunter2").with_session_token("hunter3");
        assert_eq!(format!("{credentials:?}"), r#"Credentials { access_key: "AKLT1", .. }"#);
    }
}
