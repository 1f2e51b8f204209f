//! Differences, one by one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rules::{Level, RULES};

/// A difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule found it.
    pub rule: &'static str,
    /// What it does to what is sent and received: would the service or an old client misunderstand?
    pub wire: Level,
    /// What it does to Rust code: would a caller's code stop compiling or change its meaning?
    pub rust: Level,
    /// Where, such as `CreateContainerGroup request Container.N.Cpu`.
    pub place: String,
    /// What was there.
    pub old: Value,
    /// What is there now.
    pub new: Value,
    /// Why it matters.
    pub why: &'static str,
}

/// Which way a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

impl Side {
    /// What fewer allowed values are: a refusal in a request, nothing in a response.
    pub(super) fn when_narrower(self) -> Level {
        if self == Self::Request { Level::Breaking } else { Level::Compatible }
    }
}

/// Findings under way.
#[derive(Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    /// What was told already and is not to be told again.
    told: BTreeSet<String>,
}

impl Findings {
    /// Whether something is told for the first time.
    pub(super) fn is_new(&mut self, what: String) -> bool {
        self.told.insert(what)
    }

    /// Notes a difference. A rule that is not in the table is a defect, which its test finds.
    pub(super) fn add(
        &mut self,
        rule: &'static str,
        levels: (Level, Level),
        place: impl Into<String>,
        old: &Value,
        new: &Value,
    ) {
        let why = RULES.iter().find(|known| known.code == rule).map_or("", |known| known.why);
        let (wire, rust) = levels;
        self.list.push(Finding { rule, wire, rust, place: place.into(), old: old.clone(), new: new.clone(), why });
    }

    /// All of them, in the order in which they were found.
    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }
}
