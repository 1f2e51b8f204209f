//! Credentials in environment variables, and the names of all variables.

use std::borrow::Cow;

use super::{CredentialsError, ProvideCredentials, Surroundings};
use crate::auth::Credentials;
use crate::future::BoxFuture;

/// The two halves of a pair, and what may come with it.
struct Family {
    access_key: &'static str,
    secret_key: &'static str,
    session_token: &'static [&'static str],
}

/// First those of Terraform's provider, then those of the newer tools, then those of the older Python SDK.
const FAMILIES: [Family; 3] = [
    Family { access_key: "KSYUN_ACCESS_KEY", secret_key: "KSYUN_SECRET_KEY", session_token: &["KSYUN_SESSION_TOKEN"] },
    Family {
        access_key: "KSYUN_ACCESS_KEY_ID",
        secret_key: "KSYUN_SECRET_ACCESS_KEY",
        session_token: &["KSYUN_SESSION_TOKEN"],
    },
    Family {
        access_key: "KS_ACCESS_KEY_ID",
        secret_key: "KS_SECRET_ACCESS_KEY",
        session_token: &["KS_SECURITY_TOKEN", "KS_SESSION_TOKEN"],
    },
];

pub(crate) const REGION: [&str; 2] = ["KSYUN_REGION", "KS_DEFAULT_REGION"];
pub(crate) const ENDPOINT: [&str; 1] = ["KSYUN_ENDPOINT"];
pub(crate) const DRY_RUN: [&str; 1] = ["KSYUN_DRY_RUN"];

/// All variables that are read.
pub(super) const NAMES: [&str; 17] = [
    "KSYUN_ACCESS_KEY",
    "KSYUN_SECRET_KEY",
    "KSYUN_SESSION_TOKEN",
    "KSYUN_ACCESS_KEY_ID",
    "KSYUN_SECRET_ACCESS_KEY",
    "KS_ACCESS_KEY_ID",
    "KS_SECRET_ACCESS_KEY",
    "KS_SECURITY_TOKEN",
    "KS_SESSION_TOKEN",
    "KSYUN_REGION",
    "KS_DEFAULT_REGION",
    "KSYUN_ENDPOINT",
    "KSYUN_DRY_RUN",
    "KS_PROFILE",
    "KS_DEFAULT_PROFILE",
    "KS_SHARED_CREDENTIALS_FILE",
    "KS_CONFIG_FILE",
];

/// Credentials in environment variables, read once. The first row of which anything is set counts:
///
/// | access key | secret key | session token, if any |
/// |---|---|---|
/// | `KSYUN_ACCESS_KEY` | `KSYUN_SECRET_KEY` | `KSYUN_SESSION_TOKEN` |
/// | `KSYUN_ACCESS_KEY_ID` | `KSYUN_SECRET_ACCESS_KEY` | `KSYUN_SESSION_TOKEN` |
/// | `KS_ACCESS_KEY_ID` | `KS_SECRET_ACCESS_KEY` | `KS_SECURITY_TOKEN`, or else `KS_SESSION_TOKEN` |
///
/// A key of one row is never used with a key of another: they may be of two accounts. Half of a pair is an error, and so
/// is a value that is not UTF-8. An empty variable is not set, and white space around a value does not count.
#[derive(Clone, Debug)]
pub struct Environment {
    found: Result<Credentials, CredentialsError>,
}

impl Environment {
    /// What these variables say.
    pub fn new(around: &Surroundings) -> Self {
        Self { found: read(around) }
    }
}

fn read(around: &Surroundings) -> Result<Credentials, CredentialsError> {
    for Family { access_key, secret_key, session_token } in FAMILIES {
        let half = |set: &str, unset: &str| Err(CredentialsError::failed(format!("{set} is set, {unset} is not")));
        match (around.text(&[access_key])?, around.text(&[secret_key])?) {
            (Some(access), Some(secret)) => {
                let token = around.text(session_token)?;
                return Ok(token.into_iter().fold(Credentials::new(access, secret), Credentials::with_session_token));
            }
            (Some(_), None) => return half(access_key, secret_key),
            (None, Some(_)) => return half(secret_key, access_key),
            (None, None) => {}
        }
    }
    let pairs = FAMILIES.map(|family| format!("{} and {}", family.access_key, family.secret_key));
    Err(CredentialsError::missing(format!("none of these pairs is set: {}", pairs.join(", "))))
}

impl ProvideCredentials for Environment {
    fn name(&self) -> Cow<'_, str> {
        "environment variables".into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(self.found.clone()))
    }

    fn check(&self) -> Result<(), CredentialsError> {
        self.found.as_ref().map_err(Clone::clone).and_then(ProvideCredentials::check)
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile_files::{CONFIG_FILE, CREDENTIALS_FILE, PROFILE};
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Credentials, String> {
        let around = variables.iter().fold(Surroundings::empty(), |all, (name, value)| all.variable(*name, *value));
        super::read(&around).map_err(|error| error.to_string())
    }

    #[test]
    fn every_name_is_read_from_the_environment() {
        let names =
            FAMILIES.iter().flat_map(|family| [&[family.access_key, family.secret_key], family.session_token].concat());
        for name in names.chain(REGION).chain(ENDPOINT).chain(PROFILE).chain(CREDENTIALS_FILE).chain(CONFIG_FILE) {
            assert!(NAMES.contains(&name), "{name}");
        }
    }

    #[test]
    fn each_family_is_understood_with_its_own_session_token() {
        let all = [
            ("KSYUN_ACCESS_KEY", "A1"),
            ("KSYUN_SECRET_KEY", " S1\n"),
            ("KSYUN_SESSION_TOKEN", "T12"),
            ("KSYUN_ACCESS_KEY_ID", "A2"),
            ("KSYUN_SECRET_ACCESS_KEY", "S2"),
            ("KS_ACCESS_KEY_ID", "A3"),
            ("KS_SECRET_ACCESS_KEY", "S3"),
            ("KS_SECURITY_TOKEN", "T3"),
            ("KS_SESSION_TOKEN", "T4"),
        ];
        assert_eq!(read(&all), Ok(Credentials::new("A1", "S1").with_session_token("T12")));
        assert_eq!(read(&all[2..]), Ok(Credentials::new("A2", "S2").with_session_token("T12")));
        assert_eq!(read(&all[5..]), Ok(Credentials::new("A3", "S3").with_session_token("T3")));
        assert_eq!(read(&[all[5], all[6], all[8]]), Ok(Credentials::new("A3", "S3").with_session_token("T4")));
        assert_eq!(read(&all[5..7]), Ok(Credentials::new("A3", "S3")));
    }

    #[test]
    fn a_token_of_another_family_is_not_used() {
        let variables = [("KS_ACCESS_KEY_ID", "A"), ("KS_SECRET_ACCESS_KEY", "S"), ("KSYUN_SESSION_TOKEN", "T")];
        assert_eq!(read(&variables), Ok(Credentials::new("A", "S")));
    }

    #[test]
    fn an_empty_variable_is_not_set() {
        let variables = [("KSYUN_ACCESS_KEY", " "), ("KS_ACCESS_KEY_ID", "A"), ("KS_SECRET_ACCESS_KEY", "S")];
        assert_eq!(read(&variables), Ok(Credentials::new("A", "S")));
    }

    #[test]
    fn half_of_a_pair_is_an_error_even_if_another_family_has_the_rest() {
        let text = read(&[("KSYUN_ACCESS_KEY_ID", "AK"), ("KSYUN_SECRET_KEY", "hunter2")]);
        let expected = "no usable credentials: KSYUN_SECRET_KEY is set, KSYUN_ACCESS_KEY is not";
        assert_eq!(text, Err(expected.to_owned()));
        let text = read(&[("KS_ACCESS_KEY_ID", "AK")]);
        let expected = "no usable credentials: KS_ACCESS_KEY_ID is set, KS_SECRET_ACCESS_KEY is not";
        assert_eq!(text, Err(expected.to_owned()));
    }

    #[test]
    fn without_any_all_names_are_said() {
        let text = read(&[]).expect_err("none");
        let expected = "no credentials: none of these pairs is set: KSYUN_ACCESS_KEY and KSYUN_SECRET_KEY, \
                        KSYUN_ACCESS_KEY_ID and KSYUN_SECRET_ACCESS_KEY, KS_ACCESS_KEY_ID and KS_SECRET_ACCESS_KEY";
        assert_eq!(text, expected);
    }
}
