//! Files of credentials: profiles as in `~/.ks/credentials`, the file of the vendor's command line.
//!
//! ```ini
//! [default]
//! ks_access_key_id = AKLT…
//! ks_secret_access_key = …
//! ```
//!
//! Every profile is an account. Other settings are skipped, and so are empty lines and those that begin with `#` or `;`.

use std::fs;
use std::path::Path;

use kci_sdk::auth::Credentials;

use super::Problem;

const ACCESS_KEY: &str = "ks_access_key_id";
const SECRET_KEY: &str = "ks_secret_access_key";

/// A profile as far as it was read.
struct Profile<'a> {
    line: usize,
    name: &'a str,
    access_key: Option<&'a str>,
    secret_key: Option<&'a str>,
}

/// The accounts of a file, in its order.
pub(super) fn read(file: &Path) -> Result<Vec<Credentials>, Problem> {
    let text = fs::read_to_string(file).map_err(|reason| Problem::Unreadable { file: file.to_owned(), reason })?;
    let accounts = parse(&text).map_err(|(line, what)| Problem::Line { file: file.to_owned(), line, what })?;
    if accounts.is_empty() { Err(Problem::Empty(file.to_owned())) } else { Ok(accounts) }
}

/// The accounts of a text, or the number of the line that is wrong and what is wrong with it. What stands in the line
/// is not repeated: it may be a secret.
fn parse(text: &str) -> Result<Vec<Credentials>, (usize, String)> {
    let mut profiles: Vec<Profile<'_>> = Vec::new();
    // Windows editors put a byte order mark first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        let (number, line) = (index + 1, line.trim());
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            profiles.push(Profile { line: number, name: name.trim(), access_key: None, secret_key: None });
            continue;
        }
        let problem = |what: &str| (number, what.to_owned());
        let (name, value) = line.split_once('=').ok_or_else(|| problem("neither [profile] nor name = value"))?;
        let profile = profiles.last_mut().ok_or_else(|| problem("a value before the first [profile]"))?;
        let (known, own) = match name.trim() {
            ACCESS_KEY => (ACCESS_KEY, &mut profile.access_key),
            SECRET_KEY => (SECRET_KEY, &mut profile.secret_key),
            _ => continue,
        };
        match value.trim() {
            "" => return Err((number, format!("{known} is empty"))),
            value if own.replace(value).is_some() => {
                return Err((number, format!("[{}] has {known} twice", profile.name)));
            }
            _ => {}
        }
    }
    profiles.into_iter().filter_map(|profile| profile.account().transpose()).collect()
}

impl Profile<'_> {
    /// Its account; none if it is about something else.
    fn account(&self) -> Result<Option<Credentials>, (usize, String)> {
        let missing = |key: &str| Err((self.line, format!("[{}] has no {key}", self.name)));
        match (self.access_key, self.secret_key) {
            (Some(access_key), Some(secret_key)) => Ok(Some(Credentials::new(access_key, secret_key))),
            (None, None) => Ok(None),
            (Some(_), None) => missing(SECRET_KEY),
            (None, Some(_)) => missing(ACCESS_KEY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_an_account() {
        let text = "\u{feff}# both\r\n[default]\r\nks_access_key_id = AK1\r\nks_secret_access_key=a=b:c \r\n\r\n\
                    [other]\n; later\nregion = cn-beijing-6\nks_secret_access_key = two\nks_access_key_id = AK2\n[empty]\n";
        let expected = [Credentials::new("AK1", "a=b:c"), Credentials::new("AK2", "two")];
        assert_eq!(parse(text).expect("accounts"), expected);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_without_what_stands_there() {
        let cases = [
            ("ks_access_key_id = AK", 1, "a value before the first [profile]"),
            ("[a]\nhunter2", 2, "neither [profile] nor name = value"),
            ("\n[a]\nks_access_key_id = AK\n[b]", 2, "[a] has no ks_secret_access_key"),
            ("[a]\nks_secret_access_key = hunter2", 1, "[a] has no ks_access_key_id"),
            ("[a]\nks_secret_access_key =", 2, "ks_secret_access_key is empty"),
            ("[a]\nks_access_key_id = A\nks_access_key_id = B", 3, "[a] has ks_access_key_id twice"),
        ];
        for (text, line, what) in cases {
            assert_eq!(parse(text), Err((line, what.to_owned())), "{text}");
        }
    }
}
