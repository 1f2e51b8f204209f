//! What a program finds around it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::environment::NAMES;
use super::profile_files::{CONFIG_FILE, CREDENTIALS_FILE, PROFILE};
use super::{Chain, CredentialsError, Environment, KeyFiles, ProfileFiles};
use crate::Secret;
use crate::clock::Clock;
use crate::text::quote;

/// What a program finds around it, and takes its settings from: environment variables, a home folder, a folder of keys.
///
/// [`of_process`](Self::of_process) is what there really is. A test makes its own, and touches nothing of the process:
///
/// ```
/// use kci_runtime::Client;
/// use kci_runtime::credentials::Surroundings;
///
/// let around = Surroundings::empty().variable("KSYUN_ACCESS_KEY", "AK").variable("KSYUN_SECRET_KEY", "SK");
/// let client = Client::builder().from_surroundings(around).build()?;
/// # Ok::<(), kci_runtime::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Surroundings {
    variables: BTreeMap<String, Value>,
    home: Option<PathBuf>,
    key_folder: Option<PathBuf>,
}

/// The value of a variable; any may be secret. `None`: it is not UTF-8.
type Value = Option<Secret>;

impl Surroundings {
    /// Nothing at all.
    pub fn empty() -> Self {
        Self::default()
    }

    /// What there is around this process now: the environment's variables, the user's home folder, and
    /// [`KeyFiles::FOLDER`].
    pub fn of_process() -> Self {
        let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
        let key_folder = Some(KeyFiles::FOLDER.into());
        Self { home, key_folder, ..Self::empty().variables(|name| std::env::var_os(name)) }
    }

    /// With this home folder, in which `.ks` is looked for.
    pub fn home(mut self, folder: impl Into<PathBuf>) -> Self {
        self.home = Some(folder.into());
        self
    }

    /// With this folder of [`KeyFiles`].
    pub fn key_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.key_folder = Some(folder.into());
        self
    }

    /// With this environment variable, whose value need not be UTF-8.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.into(), value.into().into_string().ok().map(Secret::from));
        self
    }

    /// With those environment variables that clients know, of which `get` says the value, once each.
    pub fn variables(self, get: impl Fn(&str) -> Option<OsString>) -> Self {
        NAMES.iter().fold(self, |around, name| match get(name) {
            Some(value) => around.variable(*name, value),
            None => around,
        })
    }

    /// The first of these variables that is set, and its value. White space around a value does not count, and an empty
    /// one is not set.
    pub(crate) fn first<'n>(&self, names: &[&'n str]) -> Result<Option<(&'n str, &str)>, CredentialsError> {
        for name in names {
            let Some(value) = self.variables.get(*name) else { continue };
            let not_text = || CredentialsError::configuration(format!("environment variable {name} is not UTF-8"));
            match value.as_ref().ok_or_else(not_text)?.expose().trim() {
                "" => {}
                text => return Ok(Some((name, text))),
            }
        }
        Ok(None)
    }

    /// A path in the home folder, if there is one.
    pub(super) fn at_home(&self, path: &str) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(path))
    }

    /// The path that a text means: `~/` is the home folder.
    pub(super) fn expand(&self, path: &str) -> PathBuf {
        path.strip_prefix("~/").and_then(|rest| self.at_home(rest)).unwrap_or_else(|| path.into())
    }

    /// The providers that look around, each if there is a place for it to look.
    pub(super) fn providers(&self, clock: &Arc<dyn Clock>) -> Chain {
        let mut chain = Chain::new(Environment::new(self));
        let names_files = [PROFILE, [CREDENTIALS_FILE[0], CONFIG_FILE[0]]].concat();
        if self.home.is_some() || names_files.iter().any(|name| self.variables.contains_key(*name)) {
            chain = chain.or(ProfileFiles::new(self));
        }
        if let Some(folder) = &self.key_folder {
            chain = chain.or(KeyFiles::new(folder).with_clock(clock.clone()));
        }
        chain
    }

    /// What the first of these variables that is set says: yes or no.
    pub(crate) fn flag(&self, names: &[&str]) -> Result<Option<bool>, CredentialsError> {
        let Some((name, text)) = self.first(names)? else { return Ok(None) };
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(Some(true)),
            "false" | "0" => Ok(Some(false)),
            _ => {
                let why = format!("environment variable {name} is {}: give it true or false", quote(text));
                Err(CredentialsError::configuration(why))
            }
        }
    }

    /// The value of the first of these variables that is set.
    pub(crate) fn text(&self, names: &[&str]) -> Result<Option<&str>, CredentialsError> {
        Ok(self.first(names)?.map(|(_, value)| value))
    }
}

/// Shows the names of the variables only.
impl fmt::Debug for Surroundings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Surroundings")
            .field("variables", &self.variables.keys())
            .field("home", &self.home)
            .field("key_folder", &self.key_folder)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_is_set_counts_and_an_empty_one_is_not_set() {
        let around = Surroundings::empty().variable("A", " ").variable("B", " b\n").variable("C", "c");
        assert_eq!(around.first(&["A", "B", "C"]), Ok(Some(("B", "b"))));
        assert_eq!(around.text(&["A", "D"]), Ok(None));
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_utf_8_is_an_error_only_if_it_would_count() {
        use std::os::unix::ffi::OsStringExt;
        let around = Surroundings::empty().variable("A", "a").variable("B", OsString::from_vec(vec![b'x', 0xff]));
        assert_eq!(around.text(&["A", "B"]), Ok(Some("a")));
        let error = around.text(&["B", "A"]).expect_err("not UTF-8");
        assert_eq!(error.to_string(), "environment variable B is not UTF-8");
    }

    #[test]
    fn debug_shows_no_value() {
        let around = Surroundings::empty().variable("KSYUN_SECRET_KEY", "hunter2");
        assert_eq!(
            format!("{around:?}"),
            r#"Surroundings { variables: ["KSYUN_SECRET_KEY"], home: None, key_folder: None }"#
        );
    }
}
