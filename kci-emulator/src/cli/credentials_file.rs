//! Files of credentials: every profile of a file such as `~/.ks/credentials` is an account.

use std::fs;
use std::path::Path;

use kci_sdk::auth::Credentials;
use kci_sdk::credentials::{ProfileError, Profiles};

use super::Problem;

/// The accounts of a file, in its order.
pub(super) fn read(file: &Path) -> Result<Vec<Credentials>, Problem> {
    let text = fs::read_to_string(file).map_err(|reason| Problem::Unreadable { file: file.to_owned(), reason })?;
    let accounts = accounts(&text).map_err(|reason| Problem::Line { file: file.to_owned(), reason })?;
    if accounts.is_empty() { Err(Problem::Empty(file.to_owned())) } else { Ok(accounts) }
}

/// The accounts of a text. An account is lasting: a session token beside its keys is not read.
fn accounts(text: &str) -> Result<Vec<Credentials>, ProfileError> {
    let profiles = Profiles::parse(text)?;
    let keys = profiles.iter().filter_map(|profile| profile.credentials().transpose());
    keys.map(|keys| keys.map(|keys| Credentials::new(keys.access_key(), keys.secret_key().clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_an_account() {
        let text = "[default]\nks_access_key_id = AK1\nks_secret_access_key = one\nks_session_token = T\n[empty]\n\
                    [other]\nks_secret_access_key = two\nks_access_key_id = AK2\n";
        let expected = [Credentials::new("AK1", "one"), Credentials::new("AK2", "two")];
        assert_eq!(accounts(text).expect("accounts"), expected);
    }
}
