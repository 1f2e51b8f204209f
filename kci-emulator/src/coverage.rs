//! What is known of this emulator: what a test proves, what is accepted without effect, and what nobody could check
//! against the real service.
//!
//! `kci-emulator coverage` prints it. The rows come from the API's tables, so that none can be forgotten; what is said
//! of them comes from three files in `coverage/`:
//!
//! - `proven.json`: which tests prove what, collected from the claims in the tests, which are checked as they run;
//! - `accepted.json`: parameters that were tried with one value, with another and without, and changed nothing, or
//!   only how their resource is described;
//! - `unknown.json`: what was guessed, written by hand, with the reasons.

use std::collections::BTreeMap;
use std::fmt;

use kci_sdk::SERVICE;
use kci_sdk::runtime::ErrorRow;
use serde::{Deserialize, Serialize, Serializer};

use crate::facts::{ACTIONS, PARAMETERS, VALIDATED};

const PROVEN: &str = include_str!("../coverage/proven.json");
const ACCEPTED: &str = include_str!("../coverage/accepted.json");
const UNKNOWN: &str = include_str!("../coverage/unknown.json");

/// What a row is about. Written as its name: `DescribeRegions`, `DescribeContainerGroup.Search`, `error NoSuchEntity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Subject {
    /// An action as a whole.
    Action {
        /// Its name.
        action: &'static str,
    },
    /// A parameter of an action.
    Parameter {
        /// The action.
        action: &'static str,
        /// Its path, with `N` for the numbers of lists: `Container.N.Image`.
        path: &'static str,
    },
    /// A row of the common error table.
    Error {
        /// Its code.
        code: &'static str,
        /// Its message, with `%s` for what varies.
        message: &'static str,
    },
}

impl Subject {
    /// All there are: each action followed by its parameters, in the order of the tables; then the errors.
    pub fn all() -> Vec<Self> {
        let of_action = |action: &'static str| {
            let own = PARAMETERS.iter().filter(move |(of, _)| *of == action);
            let own = own.map(move |(_, path)| Self::Parameter { action, path });
            [Self::Action { action }].into_iter().chain(own)
        };
        let errors = SERVICE.errors.iter().map(|row| Self::Error { code: row.code, message: row.message });
        ACTIONS.iter().copied().flat_map(of_action).chain(errors).collect()
    }

    /// The one that a name means. Of an error's message the beginning is enough, and nothing where its code has only
    /// one row: `error NoSuchEntity`, `error ServiceUnavailable: Exception`. None if there is no such, or more than one.
    pub fn named(name: &str) -> Option<Self> {
        let Some(error) = name.strip_prefix("error ") else {
            return Self::all().into_iter().find(|subject| subject.to_string() == name);
        };
        let (code, start) = error.split_once(": ").unwrap_or((error, ""));
        let mut rows = SERVICE.errors.iter().filter(|row| row.code == code && row.message.starts_with(start));
        let ErrorRow { code, message, .. } = rows.next()?;
        rows.next().is_none().then_some(Self::Error { code, message })
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Action { action } => f.write_str(action),
            Self::Parameter { action, path } => write!(f, "{action}.{path}"),
            Self::Error { code, message } => match SERVICE.errors.iter().filter(|row| row.code == *code).count() {
                1 => write!(f, "error {code}"),
                _ => write!(f, "error {code}: {message}"),
            },
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What is known of a row here, in the emulator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum State {
    /// A test shows the effect that it should have.
    Proven,
    /// Read, validated, and told back when its resource is described. That is all.
    Described,
    /// Read and validated. That is all.
    Ignored,
    /// It does something, and no test claims to prove it.
    Unproven,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proven => "proven",
            Self::Described => "accepted, described back",
            Self::Ignored => "accepted, ignored",
            Self::Unproven => "unproven",
        })
    }
}

/// An action, a parameter or an error, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// What it is about.
    pub subject: Subject,
    /// What is known of it here.
    pub state: State,
    /// The tests that prove it: `emulator::filters::a_filter_has_a_name_that_is_documented`.
    pub proven_by: Vec<String>,
    /// What its value is validated for, in words; empty for nothing. The tests of the spec try each bound.
    pub validated: &'static str,
    /// Ids of what is unknown of it in the real service.
    pub unknown: Vec<String>,
}

/// Something that nobody could check against the real service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Unknown {
    /// A short name.
    pub id: String,
    /// Names of the rows that it concerns; a parameter stands for those below it too, `Action.*` for every parameter of
    /// an action. Empty: all of the emulator.
    #[serde(default)]
    pub about: Vec<String>,
    /// Whether the README names it.
    #[serde(default)]
    pub important: bool,
    /// What is guessed and why, in a sentence.
    pub en: String,
    /// The same in Chinese.
    pub zh: String,
}

impl Unknown {
    /// Whether it concerns a row.
    pub fn concerns(&self, subject: Subject) -> bool {
        let name = subject.to_string();
        let is_parameter = matches!(subject, Subject::Parameter { .. });
        let below = |about: &str| name.strip_prefix(about).is_some_and(|rest| rest.starts_with('.'));
        self.about.iter().any(|about| match about.strip_suffix(".*") {
            Some(action) => is_parameter && below(action),
            // The parameters of an action are not below it.
            None => Subject::named(about) == Some(subject) || about.contains('.') && is_parameter && below(about),
        })
    }
}

/// Every action, parameter and error, and everything that is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Coverage {
    /// Each action followed by its parameters; then the errors.
    pub rows: Vec<Row>,
    /// What is unknown in the real service.
    pub unknown: Vec<Unknown>,
}

/// Puts everything together that is known.
///
/// # Errors
///
/// When one of the files in `coverage/` is not what it should be; the tests hold that they are.
pub fn coverage() -> serde_json::Result<Coverage> {
    let proven: BTreeMap<String, Vec<String>> = serde_json::from_str(PROVEN)?;
    let accepted: BTreeMap<String, State> = serde_json::from_str(ACCEPTED)?;
    let unknown: Vec<Unknown> = serde_json::from_str(UNKNOWN)?;
    let row = |subject: Subject| {
        let name = subject.to_string();
        let proven_by = proven.get(&name).cloned().unwrap_or_default();
        let accepted = accepted.get(&name).copied().unwrap_or(State::Unproven);
        Row {
            subject,
            state: if proven_by.is_empty() { accepted } else { State::Proven },
            proven_by,
            validated: validated(subject),
            unknown: unknown.iter().filter(|one| one.concerns(subject)).map(|one| one.id.clone()).collect(),
        }
    };
    Ok(Coverage { rows: Subject::all().into_iter().map(row).collect(), unknown })
}

fn validated(subject: Subject) -> &'static str {
    let Subject::Parameter { action, path } = subject else { return "" };
    VALIDATED.iter().find(|(of, at, _)| (*of, *at) == (action, path)).map_or("", |(_, _, words)| words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_means_its_row_and_no_other() {
        for subject in Subject::all() {
            assert_eq!(Subject::named(&subject.to_string()), Some(subject));
        }
    }

    #[test]
    fn a_name_that_means_nothing_or_too_much_is_none() {
        for name in ["", "MakeTea", "DescribeRegions.Tea", "error Tea", "error ServiceUnavailable", "error "] {
            assert_eq!(Subject::named(name), None, "{name}");
        }
    }

    #[test]
    fn the_files_can_be_read() {
        assert_eq!(coverage().expect("files").rows.len(), Subject::all().len());
    }
}
