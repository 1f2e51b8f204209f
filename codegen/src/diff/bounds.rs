//! Bounds, patterns and defaults: whether more is allowed than before, or less.

use serde_json::Value;

use super::finding::{Findings, Side};
use super::rules::Level::{self, Compatible, None};
use crate::pattern::Dfa;

/// Bounds below, and bounds above.
const LOWER: [&str; 4] = ["min", "min_length", "min_items", "min_index"];
const UPPER: [&str; 5] = ["max", "max_length", "max_items", "max_index", "decimals"];

/// Both sides have the member.
pub(super) fn compare(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    for key in LOWER {
        lower(place, side, &old[key], &new[key], found);
    }
    for key in UPPER {
        upper(place, side, &old[key], &new[key], found);
    }
    pattern(place, side, &old["pattern"], &new["pattern"], found);
    default(place, side, &old["default"], &new["default"], found);
}

fn lower(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    bound(place, side, (old, new), ("lower-bound-raised", "lower-bound-lowered"), |old, new| new > old, found);
}

/// A bound above; null is none.
pub(super) fn upper(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    bound(place, side, (old, new), ("upper-bound-lowered", "upper-bound-raised"), |old, new| new < old, found);
}

/// A bound that comes narrows, one that goes widens.
fn bound(
    place: &str,
    side: Side,
    (old, new): (&Value, &Value),
    (tighter, looser): (&'static str, &'static str),
    narrows: impl Fn(f64, f64) -> bool,
    found: &mut Findings,
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
        let level = side.when_narrower();
        found.add(tighter, (level, level), place, old, new);
    } else {
        found.add(looser, (Compatible, Compatible), place, old, new);
    }
}

/// Patterns are compared by the texts that they take. Two that only overlap, or that nothing can be made of, may
/// refuse what was allowed.
fn pattern(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    if old == new {
        return;
    }
    let pattern = |value: &Value| value.as_str().and_then(|text| Dfa::new(text).ok());
    let (wider, narrower) = match (pattern(old), pattern(new)) {
        (Some(one), Some(other)) => (other.includes(&one), one.includes(&other)),
        _ => (false, false),
    };
    let level = side.when_narrower();
    let (rule, level): (_, Level) = match (old, new) {
        (Value::Null, _) => ("pattern-added", level),
        (_, Value::Null) => ("pattern-removed", Compatible),
        _ if wider && narrower => ("pattern-rewritten", None),
        _ if wider => ("pattern-widened", Compatible),
        _ if narrower => ("pattern-narrowed", level),
        _ => ("pattern-changed", level),
    };
    found.add(rule, (level, level), place, old, new);
}

/// A default; null is none.
pub(super) fn default(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    let (rule, level) = match (old, new) {
        (old, new) if old == new => return,
        (Value::Null, _) => ("default-added", Compatible),
        (_, Value::Null) => ("default-removed", Compatible),
        _ => ("default-changed", side.when_narrower()),
    };
    found.add(rule, (level, level), place, old, new);
}
