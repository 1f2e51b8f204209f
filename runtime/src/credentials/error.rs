//! Why there are no credentials.

use std::error::Error as StdError;
use std::fmt;

use crate::error::Error;
use crate::text::plain;

/// Why a provider has no credentials. `Display` says on one line what was looked for, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialsError {
    kind: Kind,
    /// Who looked, if that is known yet, and what was found.
    found: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Missing,
    Failed,
    Configuration,
}

impl CredentialsError {
    /// There are none: a chain asks the next provider. The text says what was looked for, and where.
    pub fn missing(looked_for: impl AsRef<str>) -> Self {
        Self::new(Kind::Missing, looked_for.as_ref())
    }

    /// There should be some, but they cannot be read or used: a chain ends here, so that no call is made for an account
    /// that nobody meant. The text of the error, and of its sources, says why. A `CredentialsError` stays what it is.
    pub fn failed(why: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        match why.into().downcast::<Self>() {
            Ok(own) => *own,
            Err(other) => Self::new(Kind::Failed, &with_sources(&*other)),
        }
    }

    /// Something that is wrong with the machine's configuration.
    pub(crate) fn configuration(why: impl AsRef<str>) -> Self {
        Self::new(Kind::Configuration, why.as_ref())
    }

    /// The same, where it is not about credentials.
    pub(super) fn into_configuration(self) -> Self {
        Self { kind: Kind::Configuration, ..self }
    }

    /// All of these providers have none.
    pub(super) fn none_of(errors: impl IntoIterator<Item = Self>) -> Self {
        Self { kind: Kind::Missing, found: errors.into_iter().flat_map(|error| error.found).collect() }
    }

    fn new(kind: Kind, text: &str) -> Self {
        Self { kind, found: vec![(String::new(), plain(text))] }
    }

    /// Whether there are none, rather than some that cannot be used.
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// The same, of this provider, unless it is known already.
    pub(super) fn of(mut self, provider: &str) -> Self {
        for (name, _) in &mut self.found {
            if name.is_empty() {
                *name = plain(provider);
            }
        }
        self
    }
}

/// The text of an error and of what caused it, as far as the text does not say so already.
fn with_sources(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        let cause = error.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
        source = error.source();
    }
    text
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind != Kind::Configuration {
            f.write_str(if self.is_missing() { "no credentials: " } else { "no usable credentials: " })?;
        }
        for (index, (provider, what)) in self.found.iter().enumerate() {
            f.write_str(if index > 0 { "; " } else { "" })?;
            if !provider.is_empty() && self.kind != Kind::Configuration {
                write!(f, "{provider}: ")?;
            }
            f.write_str(what)?;
        }
        Ok(())
    }
}

impl StdError for CredentialsError {}

impl From<CredentialsError> for Error {
    fn from(error: CredentialsError) -> Self {
        match error.kind {
            Kind::Configuration => Self::Configuration(error.to_string()),
            Kind::Missing | Kind::Failed => Self::Credentials(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_provider_looked_for_is_on_plain() {
        let errors = [("first", "not\nhere"), ("second", "nor there")];
        let errors = errors.map(|(name, text)| CredentialsError::missing(text).of(name));
        assert_eq!(CredentialsError::none_of(errors).to_string(), "no credentials: first: not here; second: nor there");
    }

    #[derive(Debug)]
    struct Shut(fmt::Error);

    impl fmt::Display for Shut {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the vault is shut")
        }
    }

    impl StdError for Shut {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn an_error_of_another_kind_is_told_with_its_sources() {
        let error = CredentialsError::failed(Shut(fmt::Error)).of("vault");
        let source = fmt::Error.to_string();
        assert_eq!(error.to_string(), format!("no usable credentials: vault: the vault is shut: {source}"));
        assert!(!error.is_missing());
    }

    #[test]
    fn its_own_kind_stays_what_it_is() {
        let error = CredentialsError::missing("nothing").of("first");
        assert_eq!(CredentialsError::failed(error.clone()).of("second"), error);
    }
}
