//! The resolved model of KCI, and parameters made from it.

use kci_codegen::Compiler;
use kci_codegen::ir::{
    Condition, ConditionTest, Constraints, Format, Ir, Member, Required, Scalar, Shape, ShapeId, ShapeKind, Type,
};

/// The model of the whole spec, overlays applied.
///
/// # Panics
///
/// When the spec does not compile.
pub fn kci() -> Ir {
    Compiler::new().files(kci_spec::KCI.iter().copied()).resolve().expect("the spec compiles").ir
}

/// Key and value.
pub type Pair = (String, String);

/// The fewest parameters that make a valid structure: what is required, always or in the absence of something else, at
/// its simplest.
pub fn minimal(ir: &Ir, shape: ShapeId, prefix: &str) -> Vec<Pair> {
    match &ir.shape(shape).kind {
        ShapeKind::Structure { members } => {
            let mut chosen: Vec<usize> = Vec::new();
            for (index, member) in members.iter().enumerate() {
                if is_needed(members, member, &chosen) {
                    chosen.push(index);
                }
            }
            chosen.iter().flat_map(|index| minimal_member(ir, &members[*index], prefix)).collect()
        }
        ShapeKind::Union { tag, variants, .. } => {
            let first = &variants[0];
            let mut pairs = vec![(join(prefix, &tag.wire), first.name.wire.clone())];
            pairs.extend(minimal(ir, first.shape, prefix));
            pairs
        }
    }
}

/// Whether a structure with the `chosen` members, and those that are always required, needs this one too.
fn is_needed(members: &[Member], member: &Member, chosen: &[usize]) -> bool {
    match &member.required {
        Required::Always => true,
        Required::When(Condition { test: ConditionTest::Absent { member, .. }, .. }) => {
            !chosen.contains(member) && members[*member].required != Required::Always
        }
        _ => false,
    }
}

/// The same for one member, with the fewest elements if it is a list.
pub fn minimal_member(ir: &Ir, member: &Member, prefix: &str) -> Vec<Pair> {
    elements(ir, member, prefix, member.constraints.min_items.unwrap_or(1).max(1))
}

/// A member with so many elements (a list), or with its one value.
pub fn elements(ir: &Ir, member: &Member, prefix: &str, count: u64) -> Vec<Pair> {
    let key = join(prefix, &member.name.wire);
    if !member.list {
        return element(ir, member, &key, 1);
    }
    (1..=count).flat_map(|number| element(ir, member, &format!("{key}.{number}"), number)).collect()
}

fn element(ir: &Ir, member: &Member, key: &str, number: u64) -> Vec<Pair> {
    let Type::Shape(shape) = member.ty else {
        return vec![(key.to_owned(), valid(ir, member))];
    };
    let mut pairs = minimal(ir, shape, key);
    // An object that says nothing is not there at all.
    if let Some(first) = ir.shape(shape).members().first().filter(|_| pairs.is_empty()) {
        pairs = minimal_member(ir, first, key);
    }
    if let Some(unique) = member.constraints.unique_by {
        make_unique(ir, &ir.shape(shape).members()[unique], key, number, &mut pairs);
    }
    pairs
}

fn make_unique(ir: &Ir, member: &Member, prefix: &str, number: u64, pairs: &mut [Pair]) {
    let key = join(prefix, &member.name.wire);
    let index = usize::try_from(number - 1).unwrap_or(usize::MAX);
    for (_, value) in pairs.iter_mut().filter(|(name, _)| *name == key) {
        match member.ty {
            Type::Enum(id) => {
                if let Some(known) = ir.enumeration(id).values.get(index) {
                    known.name.wire.clone_into(value);
                }
            }
            _ => value.push_str(&number.to_string()),
        }
    }
}

/// A value that every constraint of the member allows.
pub fn valid(ir: &Ir, member: &Member) -> String {
    let rules = &member.constraints;
    match member.ty {
        Type::String => "a".repeat(usize::try_from(rules.min_length.unwrap_or(1).max(1)).unwrap_or(1)),
        Type::Integer | Type::Long | Type::Float => number(rules.min.unwrap_or(1.0).max(lowest(rules))),
        Type::Boolean => "true".to_owned(),
        Type::Time(_) => "2023-02-27T08:46:08Z".to_owned(),
        Type::Enum(id) | Type::IntegerEnum(id) => ir.enumeration(id).values[0].name.wire.clone(),
        Type::Json => "{}".to_owned(),
        Type::Shape(_) => unreachable!("a shape has no value of its own"),
    }
}

fn lowest(rules: &Constraints) -> f64 {
    match rules.default {
        Some(Scalar::Integer(default)) if rules.min.is_none() => f64::from(i32::try_from(default).unwrap_or(1)),
        _ => f64::MIN,
    }
}

/// A number as it stands on the wire.
pub fn number(value: f64) -> String {
    format!("{value}")
}

/// A key under a prefix.
pub fn join(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}.{name}") }
}

/// A place in a request: how to get there from the top, and the member.
pub struct Place<'a> {
    /// Key of what holds the member, such as `Container.1`; empty at the top.
    pub prefix: String,
    /// The parameters that lead there: minimal structures on the way.
    pub way: Vec<Pair>,
    /// The shape that holds it.
    pub shape: &'a Shape,
    /// The member.
    pub member: &'a Member,
}

/// Every member of a request, lists entered through their first element, unions through each of their variants.
pub fn places(ir: &Ir, request: ShapeId) -> Vec<Place<'_>> {
    let mut found = Vec::new();
    walk(ir, request, "", &[], &mut found);
    found
}

fn walk<'a>(ir: &'a Ir, id: ShapeId, prefix: &str, way: &[Pair], found: &mut Vec<Place<'a>>) {
    let shape = ir.shape(id);
    match &shape.kind {
        ShapeKind::Structure { members } => {
            let mut here = way.to_vec();
            here.extend(minimal(ir, id, prefix));
            for member in members {
                found.push(Place { prefix: prefix.to_owned(), way: here.clone(), shape, member });
                if let Type::Shape(inner) = member.ty {
                    let key = join(prefix, &member.name.wire);
                    let key = if member.list { format!("{key}.1") } else { key };
                    walk(ir, inner, &key, &here, found);
                }
            }
        }
        ShapeKind::Union { tag, variants, .. } => {
            for variant in variants {
                let mut here: Vec<Pair> = way.iter().filter(|(key, _)| !is_under(key, prefix)).cloned().collect();
                here.push((join(prefix, &tag.wire), variant.name.wire.clone()));
                walk(ir, variant.shape, prefix, &here, found);
            }
        }
    }
}

/// Whether `key` is `prefix` or below it.
pub fn is_under(key: &str, prefix: &str) -> bool {
    key.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The pairs with some replaced: whatever is under `key` goes, `new` comes; later pairs of the same key win.
pub fn replace(pairs: &[Pair], key: &str, new: Vec<Pair>) -> Vec<Pair> {
    let mut result: Vec<Pair> = pairs.iter().filter(|(name, _)| !is_under(name, key)).cloned().collect();
    result.extend(new);
    let mut seen = std::collections::BTreeSet::new();
    let mut unique: Vec<Pair> = result.into_iter().rev().filter(|(name, _)| seen.insert(name.clone())).collect();
    unique.reverse();
    unique
}

/// A response with a value for every member, as the service writes it.
pub fn response(ir: &Ir, shape: ShapeId) -> serde_json::Value {
    let members = ir.shape(shape).members().iter();
    members.map(|member| (member.name.wire.clone(), response_member(ir, member))).collect()
}

fn response_member(ir: &Ir, member: &Member) -> serde_json::Value {
    let value: serde_json::Value = match member.ty {
        Type::String => "text".into(),
        Type::Integer | Type::Long => 7.into(),
        Type::Float => 2.5.into(),
        Type::Boolean => true.into(),
        Type::Time(Format::Utc) => "2023-02-27T08:46:08Z".into(),
        Type::Time(Format::Local) => "2023-02-27 16:45:23".into(),
        Type::Enum(id) => ir.enumeration(id).values[0].name.wire.as_str().into(),
        Type::IntegerEnum(id) => ir.enumeration(id).values[0].name.wire.parse::<i64>().unwrap_or_default().into(),
        Type::Json => serde_json::json!({ "any": [1] }),
        Type::Shape(id) => response(ir, id),
    };
    if member.list { vec![value.clone(), value].into() } else { value }
}
