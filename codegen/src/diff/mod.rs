//! What a change of a spec breaks: two models compared, each difference a finding of a named rule.
//!
//! Models are compared as [`describe::json`](crate::describe::json) dumps them, so that a dump kept from long ago is as
//! good as a folder.

mod actions;
mod members;
mod names;
mod report;
mod rules;
mod service;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::ir::Ir;

pub use report::{Report, Step};
pub use rules::{Level, RULES, Rule};

/// A model to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    dump: Map<String, Value>,
}

/// Why something is no model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoModel(String);

impl std::fmt::Display for NoModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NoModel {}

impl From<&Ir> for Model {
    fn from(ir: &Ir) -> Self {
        match crate::describe::json(ir) {
            Value::Object(dump) => Self { dump },
            _ => Self { dump: Map::new() },
        }
    }
}

impl Model {
    /// Reads a dump of `describe --json`.
    ///
    /// # Errors
    ///
    /// When the text is no JSON, or no dump.
    pub fn from_dump(text: &str) -> Result<Self, NoModel> {
        let value: Value = serde_json::from_str(text).map_err(|error| NoModel(format!("this is no JSON: {error}")))?;
        let Value::Object(dump) = value else { return Err(NoModel("this is no dump: it is no object".to_owned())) };
        let operations = dump.get("operations").and_then(Value::as_object);
        let operations = operations.ok_or_else(|| NoModel("this is no dump: it has no `operations`".to_owned()))?;
        for (name, operation) in operations {
            if !operation["request"].is_object() || !operation["response"].is_object() {
                return Err(NoModel(format!("this is no dump: `{name}` lacks its `request` or its `response`")));
            }
        }
        Ok(Self { dump })
    }

    /// A part of it; null where it has none.
    fn part(&self, key: &str) -> &Value {
        self.dump.get(key).unwrap_or(&Value::Null)
    }
}

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

/// Compares two models.
pub fn diff(old: &Model, new: &Model) -> Report {
    let mut found = Findings::default();
    service::compare(old, new, &mut found);
    actions::compare(old, new, &mut found);
    Report::new(found.list)
}

/// Findings under way.
#[derive(Default)]
struct Findings {
    list: Vec<Finding>,
    /// What was told already and is not to be told again.
    told: BTreeSet<String>,
}

impl Findings {
    /// Whether something is told for the first time.
    fn is_new(&mut self, what: String) -> bool {
        self.told.insert(what)
    }

    /// Notes a difference. A rule that is not in the table is a defect, which its test finds.
    fn add(&mut self, rule: &'static str, levels: (Level, Level), place: String, old: &Value, new: &Value) {
        let why = RULES.iter().find(|known| known.code == rule).map_or("", |known| known.why);
        let (wire, rust) = levels;
        self.list.push(Finding { rule, wire, rust, place, old: old.clone(), new: new.clone(), why });
    }
}

/// All keys of two objects, sorted.
fn keys<'v>(old: &'v Value, new: &'v Value) -> Vec<&'v str> {
    let of = |value: &'v Value| value.as_object().into_iter().flat_map(|object| object.keys().map(String::as_str));
    let mut keys: Vec<&str> = of(old).chain(of(new)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
