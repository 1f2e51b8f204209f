//! What holds under a condition: maxima, defaults and values, each compared with what held under it before.
//!
//! Where one side does not name a condition, what holds anyway holds there: a maximum that is taken away gives way to
//! the member's own, or to none.

use std::collections::BTreeSet;

use serde_json::Value;

use super::finding::{Findings, Side};
use super::model::list;
use super::rules::Level::{Compatible, None};
use super::{bounds, order};

/// Both sides have the member.
pub(super) fn compare(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    for (key, what) in [("max_when", "max"), ("default_when", "default"), ("enum_when", "enum")] {
        let (before, after) = (Cases::of(&old[key], what), Cases::of(&new[key], what));
        for words in before.words().into_iter().chain(after.words()).collect::<BTreeSet<_>>() {
            let (case, other_case) = (before.value(words), after.value(words));
            let (one, other) = (case.unwrap_or(&old[what]), other_case.unwrap_or(&new[what]));
            let place = format!("{place} when {words}");
            match what {
                _ if one == other && case.is_some() != other_case.is_some() => {
                    found.add("limit-repeated", (None, None), place, one, other);
                }
                "max" => bounds::upper(&place, side, one, other, found),
                "default" => bounds::default(&place, side, one, other, found),
                _ => values(&place, side, one, other, found),
            }
        }
        let levels = (side.when_narrower(), side.when_narrower());
        order::with_rule("conditions-reordered", levels, place, (&before.words(), &after.words()), found);
    }
}

/// Values by the words of their conditions, in order.
struct Cases<'v>(Vec<(String, &'v Value)>);

impl<'v> Cases<'v> {
    fn of(list: &'v Value, what: &str) -> Self {
        Self(list.as_array().into_iter().flatten().map(|case| (in_words(case, what), &case[what])).collect())
    }

    fn words(&self) -> Vec<&str> {
        self.0.iter().map(|(words, _)| words.as_str()).collect()
    }

    fn value(&self, words: &str) -> Option<&'v Value> {
        self.0.iter().find(|(known, _)| known == words).map(|(_, value)| *value)
    }
}

/// A condition in words: `Leaf is Green`. `what` is the key of the value that holds under it.
pub(super) fn in_words(case: &Value, what: &str) -> String {
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let path = shown(&case["path"]);
    if case["absent"] == true {
        return format!("{path} is absent");
    }
    if !case["equals"].is_null() {
        return format!("{path} is {}", shown(&case["equals"]));
    }
    // Dumps of the first edition have the context beside the value.
    let context = case.get("context").unwrap_or(case).as_object().into_iter().flatten();
    let context = context.filter(|(key, _)| *key != what).map(|(key, value)| format!("the {key} is {}", shown(value)));
    context.collect::<Vec<_>>().join(" and ")
}

/// Values that are allowed; null is any.
fn values(place: &str, side: Side, old: &Value, new: &Value, found: &mut Findings) {
    let allows = |wide: &Value, narrow: &Value| {
        wide.is_null() || (!narrow.is_null() && list(narrow).iter().all(|value| list(wide).contains(value)))
    };
    match (allows(old, new), allows(new, old)) {
        (true, true) => order::compare(place, &list(old), &list(new), found),
        (false, true) => found.add("values-widened", (Compatible, Compatible), place, old, new),
        _ => found.add("values-narrowed", (side.when_narrower(), side.when_narrower()), place, old, new),
    }
}
