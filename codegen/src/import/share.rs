//! What several tables have in common: the same rows, the same name, enums of one name.

use heck::ToUpperCamelCase as _;

use super::model::{Action, Kind, Member, Shape};
use super::report::{FindingKind, Report};

/// Marks tables that say word for word what one before them says, in the same side or under the same name in an
/// earlier action; and gives a name of its own to a shape that differs from an earlier one of its name.
pub(crate) fn share(actions: &mut [Action], report: &mut Report) {
    for request in [true, false] {
        let mut known: Vec<(String, Shape)> = Vec::new();
        for action in actions.iter_mut() {
            let shapes = if request { &mut action.request.shapes } else { &mut action.response.shapes };
            let originals = shapes.clone();
            for (index, shape) in shapes.iter_mut().enumerate() {
                let before = originals.get(..index).unwrap_or_default();
                share_one(&action.name, shape, before, &known, report);
            }
            for shape in originals {
                if !known.iter().any(|(_, one)| one.name == shape.name) {
                    known.push((action.name.clone(), shape));
                }
            }
        }
    }
}

fn share_one(action: &str, shape: &mut Shape, before: &[Shape], known: &[(String, Shape)], report: &mut Report) {
    let place = format!("{action} {}", shape.name);
    if let Some((earlier, other)) = known.iter().find(|(_, other)| other.name == shape.name) {
        if same(other, shape) {
            shape.kind = Kind::SameAs { action: Some(earlier.clone()), shape: other.name.clone() };
        } else {
            let rust_name = format!("{action}{}", shape.name);
            let why = format!("{earlier} has another shape of this name, so this one is `{rust_name}` in Rust");
            report.add(FindingKind::Assumed, shape.line, &place, why);
            shape.rust_name = Some(rust_name);
        }
    } else if let Some(other) = before.iter().find(|other| same(other, shape)) {
        let why = format!("its table repeats that of {}, so it is the same shape", other.name);
        report.add(FindingKind::Assumed, shape.line, &place, why);
        shape.kind = Kind::SameAs { action: None, shape: other.name.clone() };
    }
}

/// Whether two shapes have the same rows, word for word. One row alone is no evidence, except under one name.
fn same(one: &Shape, other: &Shape) -> bool {
    let (tables, others) = (one.tables(), other.tables());
    let rows: usize = tables.iter().map(|(_, members)| members.len()).sum();
    let equal = |one: &[Member], other: &[Member]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| row(one) == row(other))
    };
    (rows > 1 || one.name == other.name)
        && tables.len() == others.len()
        && tables.iter().zip(&others).all(|(one, other)| one.0 == other.0 && equal(one.1, other.1))
}

/// What a row says.
fn row(member: &Member) -> impl PartialEq + '_ {
    (&member.name, member.list, &member.ty, &member.required, &member.description)
}

/// Gives enums of one name with other values names of their own: the table's name before theirs.
pub(crate) fn name_enums(actions: &mut [Action], report: &mut Report) {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    each_enum(actions, |_, _, member| all.push((member.name.clone(), values(member))));
    let ambiguous = |name: &str| {
        let mut lists = all.iter().filter(|(one, _)| one == name).map(|(_, values)| values);
        lists.next().is_some_and(|first| lists.any(|list| list != first))
    };
    each_enum(actions, |place, owner, member| {
        if ambiguous(&member.name) {
            let name = format!("{owner}{}", member.name).to_upper_camel_case();
            let why = format!("other members of this name have other values, so its enum is `{name}`");
            report.add(FindingKind::Assumed, member.line, &format!("{place}.{}", member.name), why);
            member.facts.enum_name = Some(name);
        }
    });
}

fn values(member: &Member) -> Vec<String> {
    member.facts.values.iter().map(|value| value.value.clone()).collect()
}

/// Visits every member with values; with where it is, and the name of its action or shape.
fn each_enum(actions: &mut [Action], mut visit: impl FnMut(&str, &str, &mut Member)) {
    for action in actions {
        for side in [&mut action.request, &mut action.response] {
            for member in side.members.iter_mut().filter(|member| !member.facts.values.is_empty()) {
                visit(&action.name, &action.name, member);
            }
            for shape in &mut side.shapes {
                let (name, place) = (shape.name.clone(), format!("{} {}", action.name, shape.name));
                for member in shape.tables_mut().into_iter().flatten() {
                    if !member.facts.values.is_empty() {
                        visit(&place, &name, member);
                    }
                }
            }
        }
    }
}
