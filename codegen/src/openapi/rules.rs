//! What a form must have, and what depends on other parameters: schemas that all must hold.
//!
//! JSON Schema cannot say "for every number N". What is inside of lists is said of the first element of each list.

use serde_json::{Value, json};

use super::object::{number, scalar};
use super::path::Path;
use super::values::any_case;
use crate::ir::{Condition, ConditionTest, Ir, Member, Required, Scalar, ShapeId, ShapeKind, Type, Variant};

/// Most elements whose number is bounded by naming the first one too many.
const MOST_COUNTED: u64 = 64;

/// Whether a member is exactly one key that must be there. What has several names, or is a list or an object, has
/// a rule of its own.
pub(super) fn is_needed_key(member: &Member) -> bool {
    let single = !member.list && member.aliases.is_empty() && !matches!(member.ty, Type::Shape(_));
    single && member.required == Required::Always
}

/// The rules of a shape at a place; at the top, without the single keys that must be there.
pub(super) fn of(ir: &Ir, id: ShapeId, at: &Path) -> Vec<Value> {
    match &ir.shape(id).kind {
        ShapeKind::Structure { members } => {
            let structure = Structure { ir, members, at };
            merged(members.iter().flat_map(|member| structure.member(member)))
        }
        ShapeKind::Union { tag, variants, .. } => union(ir, &at.tag(&tag.wire), variants, at),
    }
}

/// The tag must be there, and each variant's rules hold where the tag is the variant's.
fn union(ir: &Ir, tag: &Path, variants: &[Variant], at: &Path) -> Vec<Value> {
    let mut all = vec![has_key(tag)];
    for variant in variants {
        let rules = of(ir, variant.shape, at);
        if !rules.is_empty() {
            all.push(when(&has_value(tag, &json!({ "const": variant.name.wire })), &rules));
        }
    }
    all
}

/// Members among which conditions look.
struct Structure<'a> {
    ir: &'a Ir,
    members: &'a [Member],
    at: &'a Path,
}

impl Structure<'_> {
    fn member(&self, member: &Member) -> Vec<Value> {
        let mut all = Vec::new();
        match &member.required {
            Required::Always if is_needed_key(member) && *self.at == Path::default() => {}
            Required::Always => all.extend(self.present(member)),
            Required::When(condition) => {
                all.extend(
                    self.condition(condition).zip(self.present(member)).map(|(test, rule)| when(&test, &[rule])),
                );
            }
            Required::Recommended | Required::Never => {}
        }
        all.extend(self.count(member));
        all.extend(self.maximum(member));
        all.extend(self.values(member));
        all.extend(self.inside(member));
        all
    }

    /// The member is there; nothing where that cannot be seen, since an object without members may be left out.
    fn present(&self, member: &Member) -> Option<Value> {
        let path = self.at.member(member);
        match member.ty {
            _ if member.list => Some(some_key(&path.elements_of_first())),
            Type::Shape(id) => says_something(self.ir, id).then(|| some_key(&path.below_first())),
            _ => Some(has_key(&path)),
        }
    }

    /// No more elements than there may be, if they are numbered without gaps.
    fn count(&self, member: &Member) -> Option<Value> {
        let rules = &member.constraints;
        let most = rules.max_items.filter(|most| member.list && *most <= MOST_COUNTED)?;
        let path = self.at.member(member);
        if rules.max_index.is_some_and(|last| last <= most) || !path.is_one_key_in_first() {
            return None;
        }
        let first = rules.min_index.unwrap_or(1);
        let keys = (first..=first.saturating_add(most)).map(|number| format!("{}.{number}", path.first()));
        Some(if matches!(member.ty, Type::Shape(_)) {
            let each = keys.map(|key| some_key(&format!("^{}\\.", super::path::escape(&key))));
            json!({ "not": { "allOf": each.collect::<Vec<_>>() } })
        } else {
            json!({ "not": { "required": keys.collect::<Vec<_>>() } })
        })
    }

    /// Maxima under conditions, and the one that holds under none of them.
    fn maximum(&self, member: &Member) -> Vec<Value> {
        let cases: Vec<_> = member.constraints.max_when.iter().collect();
        let tests: Vec<_> = cases.iter().filter_map(|case| self.condition(&case.condition)).collect();
        let bound = |max: f64| self.bounded(member, &json!({ "maximum": number(max) }));
        let mut all: Vec<_> = cases
            .iter()
            .filter_map(|case| Some(when(&self.condition(&case.condition)?, &[bound(case.value)])))
            .collect();
        let highest = cases.iter().map(|case| case.value).fold(f64::MIN, f64::max);
        if let Some(max) = member.constraints.max.filter(|max| *max < highest && tests.len() == cases.len()) {
            all.push(json!({ "if": { "not": { "anyOf": tests } }, "then": bound(max) }));
        }
        all
    }

    /// Values allowed under conditions.
    fn values(&self, member: &Member) -> Vec<Value> {
        let ignore_case = matches!(member.ty, Type::Enum(id) if self.ir.enumeration(id).ignore_case);
        let schema = |values: &[String]| {
            if ignore_case {
                let patterns: Vec<_> = values.iter().map(|value| any_case(value)).collect();
                json!({ "pattern": format!("^(?:{})$", patterns.join("|")) })
            } else {
                json!({ "enum": values })
            }
        };
        let rules = member.constraints.enum_when.iter();
        let rule = |case: &crate::ir::When<Vec<String>>| {
            Some(when(&self.condition(&case.condition)?, &[self.bounded(member, &schema(&case.value))]))
        };
        rules.filter_map(rule).collect()
    }

    /// The rules inside of an object, or of the first element of a list.
    fn inside(&self, member: &Member) -> Vec<Value> {
        let Type::Shape(id) = member.ty else { return Vec::new() };
        let path = self.at.member(member);
        let path = if member.list { path.elements(member) } else { path };
        let rules = of(self.ir, id, &path);
        if rules.is_empty() {
            return rules;
        }
        if !member.list && member.required == Required::Always && says_something(self.ir, id) {
            return rules;
        }
        vec![when(&some_key(&path.below_first()), &rules)]
    }

    /// Holds where the values of a member, if any, have the schema.
    fn bounded(&self, member: &Member, schema: &Value) -> Value {
        let path = self.at.member(member);
        let pattern = if member.list { path.values_of_first() } else { path.first_pattern() };
        if member.list || !path.is_one_key_in_first() {
            json!({ "patternProperties": { pattern: schema } })
        } else {
            json!({ "properties": { path.first(): schema } })
        }
    }

    /// A condition as a schema; nothing where no request can say.
    fn condition(&self, condition: &Condition) -> Option<Value> {
        match &condition.test {
            ConditionTest::Context { .. } => None,
            ConditionTest::Absent { member, .. } => {
                let member = self.members.get(*member)?;
                let path = self.at.member(member);
                let present = match member.ty {
                    _ if member.list => some_key(&path.elements_of_first()),
                    Type::Shape(_) => some_key(&path.below_first()),
                    _ => has_key(&path),
                };
                Some(json!({ "not": present }))
            }
            ConditionTest::Equals { member, value, .. } => self.equals(self.members.get(*member)?, value),
        }
    }

    /// A member has a value, be it by default; a list has it somewhere.
    fn equals(&self, member: &Member, value: &Scalar) -> Option<Value> {
        if matches!(member.ty, Type::Shape(_)) {
            return None;
        }
        let same = match (member.ty, value) {
            (Type::Enum(id), Scalar::String(text)) if self.ir.enumeration(id).ignore_case => {
                json!({ "pattern": format!("^{}$", any_case(text)) })
            }
            _ => json!({ "const": scalar(value) }),
        };
        if member.list {
            return Some(json!({ "not": self.bounded(member, &json!({ "not": same })) }));
        }
        if member.constraints.default.as_ref() == Some(value) {
            return Some(self.bounded(member, &same));
        }
        Some(has_value(&self.at.member(member), &same))
    }
}

/// Whether a valid object of this shape has a key at all.
fn says_something(ir: &Ir, id: ShapeId) -> bool {
    match &ir.shape(id).kind {
        ShapeKind::Union { .. } => true,
        ShapeKind::Structure { members } => members.iter().any(|member| match member.ty {
            _ if member.required != Required::Always => false,
            Type::Shape(inner) if !member.list => says_something(ir, inner),
            _ => true,
        }),
    }
}

/// A single value is there.
fn has_key(path: &Path) -> Value {
    if path.is_one_key_in_first() { json!({ "required": [path.first()] }) } else { some_key(&path.first_pattern()) }
}

/// A single value is there, and has the schema.
fn has_value(path: &Path, schema: &Value) -> Value {
    if path.is_one_key_in_first() {
        return json!({ "required": [path.first()], "properties": { path.first(): schema } });
    }
    let pattern = path.first_pattern();
    json!({ "allOf": [some_key(&pattern), { "patternProperties": { pattern.as_str(): schema } }] })
}

/// At least one key matches.
fn some_key(pattern: &str) -> Value {
    json!({ "not": { "propertyNames": { "not": { "pattern": pattern } } } })
}

/// Rules with those that only name keys made one, in the place of the first.
fn merged(rules: impl Iterator<Item = Value>) -> Vec<Value> {
    let mut merged: Vec<Value> = Vec::new();
    for rule in rules {
        let keys = only_required(&rule).cloned();
        let first = merged.iter().position(|rule| only_required(rule).is_some());
        match (keys, first.and_then(|first| merged.get_mut(first)).and_then(|rule| rule.get_mut("required"))) {
            (Some(mut more), Some(Value::Array(known))) => known.append(&mut more),
            _ => merged.push(rule),
        }
    }
    merged
}

/// The keys of a rule that does nothing but name some.
fn only_required(rule: &Value) -> Option<&Vec<Value>> {
    let object = rule.as_object().filter(|object| object.len() == 1)?;
    object.get("required")?.as_array()
}

fn when(test: &Value, then: &[Value]) -> Value {
    let then = match then {
        [only] => only.clone(),
        _ => json!({ "allOf": then }),
    };
    json!({ "if": test, "then": then })
}
