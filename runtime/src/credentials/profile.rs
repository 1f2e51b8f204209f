//! The text of a file of profiles.

use std::collections::BTreeMap;
use std::fmt;

use crate::Secret;
use crate::auth::Credentials;

const ACCESS_KEY: &str = "ks_access_key_id";
const SECRET_KEY: &str = "ks_secret_access_key";
const SESSION_TOKEN: [&str; 2] = ["ks_security_token", "ks_session_token"];

/// The profiles of a file such as `~/.ks/credentials`, in its order.
///
/// ```
/// use kci_runtime::credentials::Profiles;
///
/// let profiles = Profiles::parse("[default]\nks_access_key_id = AKLT0123\nks_secret_access_key = a secret key\n")?;
/// let credentials = profiles.get("default").map(|profile| profile.credentials()).transpose()?.flatten();
/// assert_eq!(credentials.as_ref().map(|found| found.access_key()), Some("AKLT0123"));
/// # Ok::<(), kci_runtime::credentials::ProfileError>(())
/// ```
///
/// It is the form that Python's `configparser` reads: `name = value` or `name: value`, lines that begin with `#` or `;`
/// are comments, a line that is indented deeper than a name belongs to that name's value, and upper and lower case are
/// the same in names of values. There are no quotes and no escapes. Values that no client knows are skipped.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    all: Vec<Profile>,
}

/// One profile: a section of a file. `Debug` shows the names of its values only.
#[derive(Clone)]
pub struct Profile {
    name: String,
    line: usize,
    values: BTreeMap<String, Value>,
}

#[derive(Clone)]
struct Value {
    line: usize,
    text: Secret,
}

/// What is wrong in a file of profiles. What stands in the line is not repeated: it may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    line: usize,
    what: String,
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ProfileError {}

impl ProfileError {
    fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into() }
    }

    /// The number of the line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong there.
    pub fn what(&self) -> &str {
        &self.what
    }
}

impl Profiles {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// A line that is none of what is allowed, and a profile or a value that is there twice.
    pub fn parse(text: &str) -> Result<Self, ProfileError> {
        let mut profiles = Self::default();
        // How far the name of the last value is indented, while its value may go on.
        let mut value_indent = None;
        // Windows editors put a byte order mark first.
        for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
            let (number, indent, line) = (index + 1, line.len() - line.trim_start().len(), line.trim());
            let goes_on = value_indent.is_some_and(|value| indent > value);
            if line.is_empty() || line.starts_with(['#', ';']) || goes_on {
                continue;
            }
            if let Some(name) = section(line) {
                profiles.begin(number, name)?;
                value_indent = None;
            } else {
                profiles.add(number, line)?;
                value_indent = Some(indent);
            }
        }
        Ok(profiles)
    }

    fn begin(&mut self, line: usize, name: &str) -> Result<(), ProfileError> {
        if let Some(first) = self.all.iter().find(|profile| profile.name == name) {
            return Err(ProfileError::new(line, format!("[{name}] is there already, in line {}", first.line)));
        }
        self.all.push(Profile { name: name.to_owned(), line, values: BTreeMap::new() });
        Ok(())
    }

    fn add(&mut self, number: usize, line: &str) -> Result<(), ProfileError> {
        let split = line.split_once(['=', ':']);
        let (name, value) = split.ok_or_else(|| ProfileError::new(number, "neither [profile] nor name = value"))?;
        let profile = self.all.last_mut();
        let profile = profile.ok_or_else(|| ProfileError::new(number, "a value before the first [profile]"))?;
        let name = name.trim().to_ascii_lowercase();
        let value = Value { line: number, text: value.trim().into() };
        if let Some(first) = profile.values.get(&name) {
            // The name may be a secret in the wrong place, unless it is one of ours.
            let shown = if KNOWN.contains(&name.as_str()) { &name } else { "a value" };
            let text = format!("[{}] has {shown} already, in line {}", profile.name, first.line);
            return Err(ProfileError::new(number, text));
        }
        profile.values.insert(name, value);
        Ok(())
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Profile> {
        self.all.iter()
    }

    /// The profile of this name.
    pub fn get(&self, name: &str) -> Option<&Profile> {
        self.all.iter().find(|profile| profile.name == name)
    }
}

/// The names that are read.
const KNOWN: [&str; 6] = [ACCESS_KEY, SECRET_KEY, SESSION_TOKEN[0], SESSION_TOKEN[1], "region", "endpoint"];

/// The name of a section, if the line begins one. A comment may follow.
fn section(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix('[')?.split_once(']')?;
    let rest = rest.trim_start();
    (rest.is_empty() || rest.starts_with(['#', ';'])).then(|| name.trim())
}

impl Profile {
    /// Its name, as it is in the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its credentials; none if it is about something else.
    ///
    /// # Errors
    ///
    /// Half of a pair, and a key that is empty.
    pub fn credentials(&self) -> Result<Option<Credentials>, ProfileError> {
        let lasting = match (self.key(ACCESS_KEY)?, self.key(SECRET_KEY)?) {
            (Some(access_key), Some(secret_key)) => Credentials::new(access_key.expose(), secret_key.clone()),
            (None, None) => return Ok(None),
            (Some(_), None) => return Err(self.without(SECRET_KEY)),
            (None, Some(_)) => return Err(self.without(ACCESS_KEY)),
        };
        let token = SESSION_TOKEN.iter().find_map(|name| self.text(name));
        Ok(Some(token.cloned().into_iter().fold(lasting, Credentials::with_session_token)))
    }

    /// Its region, `region`.
    pub fn region(&self) -> Option<&str> {
        self.text("region").map(Secret::expose)
    }

    /// Where it says that the services are, `endpoint`: a URL or a host.
    pub fn endpoint(&self) -> Option<&str> {
        self.text("endpoint").map(Secret::expose)
    }

    fn text(&self, name: &str) -> Option<&Secret> {
        self.values.get(name).map(|value| &value.text).filter(|text| !text.expose().is_empty())
    }

    fn key(&self, name: &str) -> Result<Option<&Secret>, ProfileError> {
        let Some(value) = self.values.get(name) else { return Ok(None) };
        let empty = || ProfileError::new(value.line, format!("{name} is empty"));
        self.text(name).ok_or_else(empty).map(Some)
    }

    fn without(&self, name: &str) -> ProfileError {
        ProfileError::new(self.line, format!("[{}] has no {name}", self.name))
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self.values.keys().filter(|name| KNOWN.contains(&name.as_str()));
        f.debug_struct("Profile")
            .field("name", &self.name)
            .field("values", &known.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(text: &str) -> Result<Vec<Credentials>, ProfileError> {
        let profiles = Profiles::parse(text)?;
        profiles.iter().filter_map(|profile| profile.credentials().transpose()).collect()
    }

    #[test]
    fn every_profile_may_have_credentials() {
        let text = "\u{feff}# both\r\n[default]\r\nks_access_key_id = AK1\r\nks_secret_access_key=a=b:c \r\n\r\n\
                    [other] ; later\n; later\nregion = cn-beijing-6\nks_secret_access_key = two\nks_access_key_id = AK2\n\
                    ks_session_token = T\n[empty]\n[ 中文 ]\n  KS_Access_Key_Id: AK3\n  ks_secret_access_key : #;\n";
        let expected = [
            Credentials::new("AK1", "a=b:c"),
            Credentials::new("AK2", "two").with_session_token("T"),
            Credentials::new("AK3", "#;"),
        ];
        assert_eq!(credentials(text).expect("credentials"), expected);
        let profiles = Profiles::parse(text).expect("profiles");
        let names: Vec<_> = profiles.iter().map(Profile::name).collect();
        assert_eq!(names, ["default", "other", "empty", "中文"]);
        assert_eq!(profiles.get("other").and_then(Profile::region), Some("cn-beijing-6"));
    }

    #[test]
    fn the_older_name_of_the_token_wins_as_in_the_python_sdk() {
        let text = "[a]\nks_access_key_id=A\nks_secret_access_key=S\nks_session_token=T1\nks_security_token=T2";
        let expected = Credentials::new("A", "S").with_session_token("T2");
        assert_eq!(credentials(text).expect("credentials"), [expected]);
    }

    #[test]
    fn lines_that_are_indented_deeper_belong_to_the_value_before() {
        let text = "[a]\nnested =\n  ks_access_key_id = other\n  more\nks_access_key_id = A\nks_secret_access_key = S";
        assert_eq!(credentials(text).expect("credentials"), [Credentials::new("A", "S")]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line_and_without_what_stands_there() {
        let cases = [
            ("ks_access_key_id = AK", 1, "a value before the first [profile]"),
            ("[a]\nhunter2", 2, "neither [profile] nor name = value"),
            ("\n[a]\nks_access_key_id = AK\n[b]", 2, "[a] has no ks_secret_access_key"),
            ("[a]\nks_secret_access_key = hunter2", 1, "[a] has no ks_access_key_id"),
            ("[a]\nks_secret_access_key =", 2, "ks_secret_access_key is empty"),
            ("[a]\nks_access_key_id = A\nKS_ACCESS_KEY_ID = B", 3, "[a] has ks_access_key_id already, in line 2"),
            ("[a]\nhunter2 = A\nhunter2 = B", 3, "[a] has a value already, in line 2"),
            ("[a]\n[b]\n[a]", 3, "[a] is there already, in line 1"),
        ];
        for (text, line, what) in cases {
            assert_eq!(credentials(text), Err(ProfileError::new(line, what)), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_value() {
        let profiles = Profiles::parse("[a]\nks_secret_access_key = hunter2\nhunter3 = 1").expect("profiles");
        let expected = r#"Profiles { all: [Profile { name: "a", values: ["ks_secret_access_key"], .. }] }"#;
        assert_eq!(format!("{profiles:?}"), expected);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "(?s)[\\[\\]=:#; \t\r\na-c中]{0,40}") {
            let _ = credentials(&text);
        }
    }
}
