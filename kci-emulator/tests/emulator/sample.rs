//! Sample parameters for the lists of the API, made from its tables.

use std::collections::BTreeMap;

use kci_codegen::ir::{ConditionTest, Format, Ir, Member, Required, ShapeId, ShapeKind, Type};

/// Parameters by their flattened names.
pub(crate) type Pairs = BTreeMap<String, String>;

/// A list that an action takes.
#[derive(Clone, Debug)]
pub(crate) struct List<'a> {
    pub(crate) action: &'a str,
    /// Its flattened name, with position 1 in the lists around it: `Container.1.Port`.
    pub(crate) path: String,
    pub(crate) member: &'a Member,
    /// What else a valid request has.
    pub(crate) rest: Pairs,
}

impl List<'_> {
    /// An element at a position; the `number` makes it another than its neighbours.
    pub(crate) fn element(&self, api: &Ir, position: &str, number: usize) -> Pairs {
        let mut pairs = Pairs::new();
        value(api, self.member, &format!("{}.{position}", self.path), number, &mut pairs);
        pairs
    }

    /// Whether its elements are objects.
    pub(crate) fn is_of_objects(&self) -> bool {
        matches!(self.member.ty, Type::Shape(_))
    }
}

/// All lists that an action takes, at any depth.
pub(crate) fn lists(api: &Ir) -> Vec<List<'_>> {
    let mut lists = Vec::new();
    for action in &api.actions {
        collect(api, &action.name.wire, action.request, "", &Pairs::new(), &mut lists);
    }
    lists
}

fn collect<'a>(api: &'a Ir, action: &'a str, shape: ShapeId, prefix: &str, around: &Pairs, lists: &mut Vec<List<'a>>) {
    let mut around = around.clone();
    match &api.shape(shape).kind {
        ShapeKind::Union { tag, variants, .. } => {
            for variant in variants {
                around.insert(format!("{prefix}{}", tag.wire), variant.name.wire.clone());
                collect(api, action, variant.shape, prefix, &around, lists);
            }
        }
        ShapeKind::Structure { members } => {
            required(api, members, prefix, 1, &mut around);
            for member in members {
                let path = format!("{prefix}{}", member.name.wire);
                let mut rest = around.clone();
                let inner = if member.list { format!("{path}.1.") } else { format!("{path}.") };
                if member.list {
                    rest.retain(|key, _| !key.starts_with(&format!("{path}.")));
                    lists.push(List { action, path, member, rest: rest.clone() });
                }
                if let Type::Shape(shape) = member.ty {
                    collect(api, action, shape, &inner, &rest, lists);
                }
            }
        }
    }
}

/// Adds the members that must be there, by themselves or in the absence of another.
fn required(api: &Ir, members: &[Member], prefix: &str, number: usize, pairs: &mut Pairs) {
    let is_needed = |member: &Member| match &member.required {
        Required::Always | Required::Recommended => true,
        Required::Never => false,
        Required::When(condition) => matches!(condition.test, ConditionTest::Absent { .. }),
    };
    for member in members.iter().filter(|member| is_needed(member)) {
        let position = if member.list { ".1" } else { "" };
        value(api, member, &format!("{prefix}{}{position}", member.name.wire), number, pairs);
    }
}

/// Adds a value, or an object's members, under a key.
fn value(api: &Ir, member: &Member, key: &str, number: usize, pairs: &mut Pairs) {
    let least = member.constraints.min.unwrap_or(1.0);
    let text = match member.ty {
        Type::String => format!("a{number}"),
        Type::Integer | Type::Long | Type::Float => least.to_string(),
        Type::Boolean => "true".to_owned(),
        Type::Time(Format::Utc) => "2026-11-24T02:55:27Z".to_owned(),
        Type::Time(Format::Local) => "2026-11-24 10:55:27".to_owned(),
        Type::Json => "{}".to_owned(),
        Type::Enum(id) | Type::IntegerEnum(id) => {
            let values = &api.enumeration(id).values;
            values[(number - 1) % values.len()].name.wire.clone()
        }
        Type::Shape(shape) => return object(api, shape, &format!("{key}."), number, pairs),
    };
    pairs.insert(key.to_owned(), text);
}

fn object(api: &Ir, shape: ShapeId, prefix: &str, number: usize, pairs: &mut Pairs) {
    match &api.shape(shape).kind {
        ShapeKind::Structure { members } => {
            let before = pairs.len();
            required(api, members, prefix, number, pairs);
            if let Some(first) = members.first().filter(|_| pairs.len() == before) {
                value(api, first, &format!("{prefix}{}", first.name.wire), number, pairs);
            }
        }
        ShapeKind::Union { tag, variants, .. } => {
            pairs.insert(format!("{prefix}{}", tag.wire), variants[0].name.wire.clone());
            object(api, variants[0].shape, prefix, number, pairs);
        }
    }
}
