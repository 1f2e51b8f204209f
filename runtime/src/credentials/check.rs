//! Whether credentials can be sent.

use super::CredentialsError;
use crate::auth::Credentials;

/// Whether the credentials can stand in a header.
pub(super) fn check(credentials: &Credentials) -> Result<(), CredentialsError> {
    let is_sendable = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    let wrong =
        |what: &str| Err(CredentialsError::failed(format!("{what} is empty, or has characters that no key has")));
    if !is_sendable(credentials.access_key()) || credentials.access_key().contains(['/', ',']) {
        return wrong("the access key");
    }
    if credentials.secret_key().expose().is_empty() {
        return wrong("the secret key");
    }
    // A token may hold spaces within.
    let is_token = |text: &str| is_sendable(&text.replace(' ', "")) && text.trim() == text;
    if credentials.session_token().is_some_and(|token| !is_token(token.expose())) {
        return wrong("the session token");
    }
    Ok(())
}
