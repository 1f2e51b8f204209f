//! Members: which there are, whether they must be there, and what is said of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::{Findings, Side};
use super::model::list;
use super::rules::Level::{self, Breaking, Compatible, None};
use super::{bounds, limits, names, order, shapes, texts};

/// Rows by their paths and variants. Members of no union's variants have none.
type Rows<'v> = BTreeMap<(&'v str, &'v str), &'v Value>;

/// The tables of both sides.
struct Tables<'v> {
    old: Rows<'v>,
    new: Rows<'v>,
}

/// Compares two tables. `all` where both tell of orders, texts and variants.
pub(super) fn compare(place: &str, side: Side, old: &Value, new: &Value, all: bool, found: &mut Findings) {
    let tables = Tables { old: rows(old, all), new: rows(new, all) };
    for &(path, variant) in tables.old.keys().chain(tables.new.keys()).collect::<BTreeSet<_>>() {
        let place = match variant {
            "" => format!("{place} {path}"),
            variant => format!("{place} {path} ({variant})"),
        };
        let mut at = Member { place, side, list: is_list(path), all, found };
        match (tables.old.get(&(path, variant)), tables.new.get(&(path, variant))) {
            (Some(before), Some(after)) => at.changed(before, after),
            (Option::None, Some(after)) => at.appeared(path, variant, &tables, after),
            (Some(before), Option::None) => at.vanished(path, variant, &tables, before),
            (Option::None, Option::None) => {}
        }
    }
}

fn rows(table: &Value, all: bool) -> Rows<'_> {
    let mut rows = Rows::new();
    for (path, row) in table.as_object().into_iter().flatten() {
        match row.get("by_variant").and_then(Value::as_object).filter(|_| all) {
            Option::None => drop(rows.insert((path.as_str(), ""), row)),
            Some(variants) => {
                rows.extend(variants.iter().map(|(variant, keys)| ((path.as_str(), variant.as_str()), keys)));
            }
        }
    }
    rows
}

/// The path of what holds a member; nothing at the top.
fn holder(path: &str) -> Option<&str> {
    let path = path.strip_suffix(".N").unwrap_or(path);
    path.rsplit_once('.').map(|(before, _)| before)
}

fn is_list(path: &str) -> bool {
    path.strip_suffix(".N").is_some()
}

/// The same member as a list, or as no list.
fn twin(path: &str) -> String {
    path.strip_suffix(".N").map_or_else(|| format!("{path}.N"), ToOwned::to_owned)
}

/// Whether there is a member in any variant.
fn has(rows: &Rows<'_>, path: &str) -> bool {
    rows.range((path, "")..).next().is_some_and(|((known, _), _)| *known == path)
}

/// Whether every union on the way has the variant: `Volume.N.Type=EBSVolume`.
fn knows(rows: &Rows<'_>, variant: &str) -> bool {
    variant.split(", ").filter(|variant| !variant.is_empty()).all(|variant| {
        let Some((tag, value)) = variant.split_once('=') else { return true };
        rows.range((tag, "")..)
            .take_while(|((path, _), _)| *path == tag)
            .any(|(_, row)| list(&row["enum"]).contains(&value))
    })
}

/// A place under comparison.
struct Member<'f> {
    place: String,
    side: Side,
    list: bool,
    all: bool,
    found: &'f mut Findings,
}

impl Member<'_> {
    fn add(&mut self, rule: &'static str, wire: Level, rust: Level, old: &Value, new: &Value) {
        self.found.add(rule, (wire, rust), self.place.as_str(), old, new);
    }

    fn appeared(&mut self, path: &str, variant: &str, tables: &Tables<'_>, after: &Value) {
        if comes_with_more(path, variant, &tables.old, &tables.new) {
            return;
        }
        let twin = twin(path);
        if let Some(before) = tables.old.get(&(twin.as_str(), variant)).filter(|_| !has(&tables.new, &twin)) {
            let rule = if is_list(path) { "member-became-list" } else { "member-became-single" };
            self.add(rule, Breaking, Breaking, &before["type"], &after["type"]);
        } else if self.side == Side::Request && after["required"] == true {
            self.add("member-added-required", Breaking, Breaking, &Value::Null, &after["type"]);
        } else {
            self.add("member-added", Compatible, Compatible, &Value::Null, &after["type"]);
        }
    }

    fn vanished(&mut self, path: &str, variant: &str, tables: &Tables<'_>, before: &Value) {
        if comes_with_more(path, variant, &tables.new, &tables.old) {
            return;
        }
        // Told where the twin appeared.
        let twin = twin(path);
        if tables.new.contains_key(&(twin.as_str(), variant)) && !has(&tables.old, &twin) {
            return;
        }
        self.add("member-removed", Breaking, Breaking, &before["type"], &Value::Null);
    }

    fn changed(&mut self, old: &Value, new: &Value) {
        if old == new {
            return;
        }
        names::compare(&self.place, self.side, old, new, self.found);
        self.types(&old["type"], &new["type"]);
        if self.side == Side::Request {
            self.presence(old, new);
        }
        self.values(&old["enum"], &new["enum"]);
        bounds::compare(&self.place, self.side, old, new, self.found);
        limits::compare(&self.place, self.side, old, new, self.found);
        if old["unit"] != new["unit"] {
            let level = if old["unit"].is_null() || new["unit"].is_null() { Compatible } else { Breaking };
            self.add("unit-changed", level, level, &old["unit"], &new["unit"]);
        }
        self.nullability(old, new);
        if self.all {
            self.beyond_the_first_edition(old, new);
        }
    }

    fn beyond_the_first_edition(&mut self, old: &Value, new: &Value) {
        self.aliases(&old["aliases"], &new["aliases"]);
        self.letter_case(old, new);
        self.uniqueness(&old["unique_by"], &new["unique_by"]);
        order::compare(&self.place, &list(&old["enum"]), &list(&new["enum"]), self.found);
        if !old["shape"].is_null() && !new["shape"].is_null() {
            shapes::compare(&self.place, &old["shape"], &new["shape"], self.found);
        }
        if old["effective_when"] != new["effective_when"] {
            self.add("documentation-changed", None, None, &old["effective_when"], &new["effective_when"]);
        }
        texts::compare(&self.place, old, new, self.found);
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
                let (before, after) = (&old["required_when"], &new["required_when"]);
                if limits::in_words(before, "") != limits::in_words(after, "") {
                    self.add("condition-changed", Breaking, Breaking, before, after);
                }
            }
            (_, Value::Bool(true)) => self.add("member-became-required", Breaking, rust, one, other),
            // Calls that were right are refused, as with a new bound.
            (Value::Bool(false) | Value::Null, _) => {
                self.add("member-became-conditional", Breaking, Breaking, one, other);
            }
            _ => self.add("member-became-optional", Compatible, rust, one, other),
        }
        if old["recommended"] != new["recommended"] {
            self.add("recommendation-changed", None, Compatible, &old["recommended"], &new["recommended"]);
        }
    }

    fn values(&mut self, old: &Value, new: &Value) {
        let wire = self.side.when_narrower();
        match (old.as_array(), new.as_array()) {
            (Option::None, Option::None) => {}
            (Option::None, Some(_)) => self.add("enum-added", wire, Breaking, old, new),
            (Some(_), Option::None) => self.add("enum-removed", Compatible, Breaking, old, new),
            (Some(before), Some(after)) => {
                for value in before.iter().filter(|value| !after.contains(value)) {
                    self.add("enum-value-removed", wire, Breaking, value, &Value::Null);
                }
                for value in after.iter().filter(|value| !before.contains(value)) {
                    self.add("enum-value-added", Compatible, Compatible, &Value::Null, value);
                }
            }
        }
    }

    /// Dumps of old do not say which fields are an `Option`: objects and times are, and what may be null.
    fn nullability(&mut self, old: &Value, new: &Value) {
        let is_option = |row: &Value| {
            let wrapped = row["nullable"] == true || row["type"] == "object" || !row["format"].is_null();
            row["optional"] == true || wrapped
        };
        let rust = if !self.list && is_option(old) != is_option(new) { Breaking } else { None };
        if old["nullable"] != new["nullable"] {
            self.add("nullability-changed", Compatible, rust, &old["nullable"], &new["nullable"]);
        } else if rust == Breaking && old["format"] == new["format"] && old["type"] == new["type"] {
            self.add("optionality-changed", None, rust, &old["optional"], &new["optional"]);
        }
    }

    fn aliases(&mut self, old: &Value, new: &Value) {
        let (before, after) = (list(old), list(new));
        for alias in before.iter().filter(|alias| !after.contains(alias)) {
            self.add("alias-removed", Breaking, None, &(*alias).into(), &Value::Null);
        }
        for alias in after.iter().filter(|alias| !before.contains(alias)) {
            self.add("alias-added", Compatible, None, &Value::Null, &(*alias).into());
        }
        order::compare(&self.place, &before, &after, self.found);
    }

    fn letter_case(&mut self, old: &Value, new: &Value) {
        let (before, after) = (&old["ignore_case"], &new["ignore_case"]);
        // Another type altogether is told of as such.
        if before == after || old["enum"].is_null() || new["enum"].is_null() {
            return;
        }
        if after.is_null() {
            self.add("case-matters", Breaking, Breaking, before, after);
        } else {
            self.add("case-ignored", Compatible, Compatible, before, after);
        }
    }

    fn uniqueness(&mut self, old: &Value, new: &Value) {
        let level = self.side.when_narrower();
        match (old, new) {
            (old, new) if old == new => {}
            (Value::Null, _) => self.add("uniqueness-added", level, level, old, new),
            (_, Value::Null) => self.add("uniqueness-removed", Compatible, Compatible, old, new),
            _ => self.add("uniqueness-changed", level, level, old, new),
        }
    }
}

/// Whether a member that only `with` has is told of with its holder, or with the variant that it is in.
fn comes_with_more(path: &str, variant: &str, without: &Rows<'_>, with: &Rows<'_>) -> bool {
    holder(path).is_some_and(|holder| !has(without, holder) && has(with, holder)) || !knows(without, variant)
}
