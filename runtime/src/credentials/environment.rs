//! Settings in environment variables.

use crate::Secret;
use crate::auth::Credentials;

/// What the variables say.
#[derive(Debug, Default)]
pub(crate) struct Variables {
    pub(crate) credentials: Option<Credentials>,
    /// What is wrong with the credentials, if there are none.
    pub(crate) missing: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) endpoint: Option<String>,
}

/// Names of each setting, the usual one first.
const ACCESS_KEY: [&str; 2] = ["KSYUN_ACCESS_KEY", "KSYUN_ACCESS_KEY_ID"];
const SECRET_KEY: [&str; 2] = ["KSYUN_SECRET_KEY", "KSYUN_SECRET_ACCESS_KEY"];
const SESSION_TOKEN: [&str; 1] = ["KSYUN_SESSION_TOKEN"];
const REGION: [&str; 1] = ["KSYUN_REGION"];
const ENDPOINT: [&str; 1] = ["KSYUN_ENDPOINT"];

/// What is said when there are no credentials at all.
pub(crate) const NO_CREDENTIALS: &str =
    "no credentials: set KSYUN_ACCESS_KEY and KSYUN_SECRET_KEY, or give them to the client's builder";

impl Variables {
    /// Reads each variable once. White space around a value does not count, and an empty one is not set.
    pub(crate) fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name: &&'static str| {
            let value = get(name)?;
            let value = value.trim();
            (!value.is_empty()).then(|| (*name, value.to_owned()))
        };
        let first = |names: &[&'static str]| names.iter().find_map(value);
        let text = |names: &[&'static str]| first(names).map(|(_, value)| value);
        let (credentials, missing) = match (first(&ACCESS_KEY), first(&SECRET_KEY)) {
            (Some((_, access_key)), Some((_, secret_key))) => {
                let lasting = Credentials::new(access_key, secret_key);
                let token = text(&SESSION_TOKEN).map(Secret::from);
                (Some(token.into_iter().fold(lasting, Credentials::with_session_token)), None)
            }
            (Some((name, _)), None) => (None, Some(format!("no secret key: {name} is set, KSYUN_SECRET_KEY is not"))),
            (None, Some((name, _))) => (None, Some(format!("no access key: {name} is set, KSYUN_ACCESS_KEY is not"))),
            (None, None) => (None, None),
        };
        Self { credentials, missing, region: text(&REGION), endpoint: text(&ENDPOINT) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Variables {
        Variables::read(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn all_settings_are_read() {
        let variables = read(&[
            ("KSYUN_ACCESS_KEY", "AK"),
            ("KSYUN_SECRET_KEY", " SK\n"),
            ("KSYUN_SESSION_TOKEN", "token"),
            ("KSYUN_REGION", "cn-shanghai-2"),
            ("KSYUN_ENDPOINT", "http://127.0.0.1:8410"),
        ]);
        assert_eq!(variables.credentials, Some(Credentials::new("AK", "SK").with_session_token("token")));
        assert_eq!(variables.region.as_deref(), Some("cn-shanghai-2"));
        assert_eq!(variables.endpoint.as_deref(), Some("http://127.0.0.1:8410"));
    }

    #[test]
    fn the_names_of_newer_tools_are_understood_and_the_usual_ones_win() {
        let newer = [("KSYUN_ACCESS_KEY_ID", "AK2"), ("KSYUN_SECRET_ACCESS_KEY", "SK2")];
        assert_eq!(read(&newer).credentials, Some(Credentials::new("AK2", "SK2")));
        let both = [newer.as_slice(), &[("KSYUN_ACCESS_KEY", "AK"), ("KSYUN_SECRET_KEY", "SK")]].concat();
        assert_eq!(read(&both).credentials, Some(Credentials::new("AK", "SK")));
    }

    #[test]
    fn an_empty_variable_is_not_set() {
        let variables = read(&[("KSYUN_ACCESS_KEY", " "), ("KSYUN_REGION", "")]);
        assert_eq!((variables.credentials, variables.missing, variables.region), (None, None, None));
    }

    #[test]
    fn half_of_the_credentials_is_said_to_be_half() {
        let missing = read(&[("KSYUN_ACCESS_KEY_ID", "AK")]).missing;
        assert_eq!(missing.as_deref(), Some("no secret key: KSYUN_ACCESS_KEY_ID is set, KSYUN_SECRET_KEY is not"));
        let missing = read(&[("KSYUN_SECRET_KEY", "hunter2")]).missing;
        assert_eq!(missing.as_deref(), Some("no access key: KSYUN_SECRET_KEY is set, KSYUN_ACCESS_KEY is not"));
    }
}
