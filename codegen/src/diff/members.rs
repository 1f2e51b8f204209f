//! Members: which there are, whether they must be there, and what is said of them.

use serde_json::Value;

use super::Level::{self, Breaking, Compatible, None};
use super::{Findings, keys, names};
use crate::pattern::Dfa;

/// Which way a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Response,
}

/// Bounds below, and bounds above.
const LOWER: [&str; 4] = ["min", "min_length", "min_items", "min_index"];
const UPPER: [&str; 5] = ["max", "max_length", "max_items", "max_index", "decimals"];
/// What holds under a condition.
const CONDITIONAL: [&str; 3] = ["default_when", "max_when", "enum_when"];

pub(super) fn compare(action: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    let word = if side == Side::Request { "request" } else { "response" };
    for path in keys(old, new) {
        let mut at = Member { place: format!("{action} {word} {path}"), side, found };
        match (&old[path], &new[path]) {
            (Value::Null, after) => at.appeared(path, old, new, after),
            (before, Value::Null) => at.vanished(path, old, new, before),
            (before, after) => at.changed(before, after),
        }
    }
}

/// The path of what holds a member; nothing at the top.
fn holder(path: &str) -> Option<&str> {
    let path = path.strip_suffix(".N").unwrap_or(path);
    path.rsplit_once('.').map(|(before, _)| before)
}

/// The same member as a list, or as no list.
fn twin(path: &str) -> String {
    path.strip_suffix(".N").map_or_else(|| format!("{path}.N"), ToOwned::to_owned)
}

/// A place under comparison.
struct Member<'f> {
    place: String,
    side: Side,
    found: &'f mut Findings,
}

impl Member<'_> {
    fn add(&mut self, rule: &'static str, wire: Level, rust: Level, old: &Value, new: &Value) {
        self.found.add(rule, (wire, rust), self.place.clone(), old, new);
    }

    fn appeared(&mut self, path: &str, old: &Value, new: &Value, after: &Value) {
        // What comes with its holder is told of the holder.
        if holder(path).is_some_and(|holder| old[holder].is_null() && !new[holder].is_null()) {
            return;
        }
        let before = &old[twin(path)];
        if !before.is_null() && new[twin(path)].is_null() {
            let rule = if is_list(path) { "member-became-list" } else { "member-became-single" };
            self.add(rule, Breaking, Breaking, &before["type"], &after["type"]);
            return;
        }
        if self.side == Side::Request && after["required"] == true {
            self.add("member-added-required", Breaking, Breaking, &Value::Null, &after["type"]);
        } else {
            self.add("member-added", Compatible, Compatible, &Value::Null, &after["type"]);
        }
    }

    fn vanished(&mut self, path: &str, old: &Value, new: &Value, before: &Value) {
        if holder(path).is_some_and(|holder| new[holder].is_null() && !old[holder].is_null()) {
            return;
        }
        // Told where the twin appeared.
        if !new[twin(path)].is_null() && old[twin(path)].is_null() {
            return;
        }
        self.add("member-removed", Breaking, Breaking, &before["type"], &Value::Null);
    }

    fn changed(&mut self, old: &Value, new: &Value) {
        names::compare(&self.place, self.side, old, new, self.found);
        self.types(&old["type"], &new["type"]);
        if self.side == Side::Request {
            self.presence(old, new);
        }
        self.values(&old["enum"], &new["enum"]);
        for key in LOWER {
            self.bound(&old[key], &new[key], ("lower-bound-raised", "lower-bound-lowered"), |old, new| new > old);
        }
        for key in UPPER {
            self.bound(&old[key], &new[key], ("upper-bound-lowered", "upper-bound-raised"), |old, new| new < old);
        }
        self.pattern(&old["pattern"], &new["pattern"]);
        self.default(&old["default"], &new["default"]);
        if old["unit"] != new["unit"] {
            let level = if old["unit"].is_null() || new["unit"].is_null() { Compatible } else { Breaking };
            self.add("unit-changed", level, level, &old["unit"], &new["unit"]);
        }
        for key in CONDITIONAL {
            if old[key] != new[key] {
                let level = self.when_narrower();
                self.add("conditional-limits-changed", level, level, &old[key], &new[key]);
            }
        }
        if old["nullable"] != new["nullable"] {
            // Lists and objects are what they were: empty, or an `Option`.
            let rust = if old["type"] == "object" { None } else { Breaking };
            self.add("nullability-changed", Compatible, rust, &old["nullable"], &new["nullable"]);
        }
    }

    /// What fewer allowed values are: a refusal in a request, nothing in a response.
    fn when_narrower(&self) -> Level {
        if self.side == Side::Request { Breaking } else { Compatible }
    }

    fn types(&mut self, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        if old == "integer" && new == "long" {
            self.add("type-widened", Compatible, None, old, new);
        } else {
            self.add("type-changed", Breaking, Breaking, old, new);
        }
    }

    fn presence(&mut self, old: &Value, new: &Value) {
        let (one, other) = (&old["required"], &new["required"]);
        let argument = |required: &Value| *required == true;
        // `new` has another argument, or one less.
        let rust = if argument(one) == argument(other) { Compatible } else { Breaking };
        match (one, other) {
            (one, other) if one == other => {
                if old["required_when"] != new["required_when"] {
                    self.add("condition-changed", Breaking, Compatible, &old["required_when"], &new["required_when"]);
                }
            }
            (_, Value::Bool(true)) => self.add("member-became-required", Breaking, rust, one, other),
            (Value::Bool(false) | Value::Null, _) => self.add("member-became-conditional", Breaking, rust, one, other),
            _ => self.add("member-became-optional", Compatible, rust, one, other),
        }
        if old["recommended"] != new["recommended"] {
            self.add("recommendation-changed", None, Compatible, &old["recommended"], &new["recommended"]);
        }
    }

    fn values(&mut self, old: &Value, new: &Value) {
        match (old.as_array(), new.as_array()) {
            (Option::None, Option::None) => {}
            (Option::None, Some(_)) => {
                let wire = self.when_narrower();
                self.add("enum-added", wire, Breaking, old, new);
            }
            (Some(_), Option::None) => self.add("enum-removed", Compatible, Breaking, old, new),
            (Some(before), Some(after)) => {
                for value in before.iter().filter(|value| !after.contains(value)) {
                    let wire = self.when_narrower();
                    self.add("enum-value-removed", wire, Breaking, value, &Value::Null);
                }
                for value in after.iter().filter(|value| !before.contains(value)) {
                    self.add("enum-value-added", Compatible, Compatible, &Value::Null, value);
                }
            }
        }
    }

    /// A bound that comes narrows, one that goes widens.
    fn bound(
        &mut self,
        old: &Value,
        new: &Value,
        (tighter, looser): (&'static str, &'static str),
        narrows: impl Fn(f64, f64) -> bool,
    ) {
        if old == new {
            return;
        }
        let is_narrower = match (old.as_f64(), new.as_f64()) {
            (Option::None, _) => true,
            (_, Option::None) => false,
            (Some(old), Some(new)) => narrows(old, new),
        };
        if is_narrower {
            let level = self.when_narrower();
            self.add(tighter, level, level, old, new);
        } else {
            self.add(looser, Compatible, Compatible, old, new);
        }
    }

    /// Patterns are compared by the texts that they take. Two that only overlap, or that nothing can be made of, may
    /// refuse what was allowed.
    fn pattern(&mut self, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        let pattern = |value: &Value| value.as_str().and_then(|text| Dfa::new(text).ok());
        let (wider, narrower) = match (pattern(old), pattern(new)) {
            (Some(one), Some(other)) => (other.includes(&one), one.includes(&other)),
            _ => (false, false),
        };
        let level = self.when_narrower();
        let (rule, level) = match (old, new) {
            (Value::Null, _) => ("pattern-added", level),
            (_, Value::Null) => ("pattern-removed", Compatible),
            _ if wider && narrower => ("pattern-rewritten", None),
            _ if wider => ("pattern-widened", Compatible),
            _ if narrower => ("pattern-narrowed", level),
            _ => ("pattern-changed", level),
        };
        self.add(rule, level, level, old, new);
    }

    fn default(&mut self, old: &Value, new: &Value) {
        match (old, new) {
            (old, new) if old == new => {}
            (Value::Null, _) => self.add("default-added", Compatible, Compatible, old, new),
            (_, Value::Null) => self.add("default-removed", Compatible, Compatible, old, new),
            _ => {
                let level = self.when_narrower();
                self.add("default-changed", level, level, old, new);
            }
        }
    }
}

fn is_list(path: &str) -> bool {
    path.strip_suffix(".N").is_some()
}
