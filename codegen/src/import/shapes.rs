//! Which table a type names, and what tells variants apart.

use super::cells::Type;
use super::meaning::relate;
use super::model::{Kind, Member, Shape, Side, Variant};
use super::report::{FindingKind, Report, quoted};

/// Most letters in which a type may differ from the title of its table.
const MOST_DIFFERENT: usize = 2;

/// Puts the shapes of a side in order. `loose` are tables that stand on no side.
pub(crate) fn resolve(action: &str, side: &mut Side, request: bool, loose: &[Shape], report: &mut Report) {
    adopt(side, loose);
    for shape in &mut side.shapes {
        finish_union(action, shape, report);
    }
    drop_empty(action, side, report);
    pair(action, side, report);
    unresolved(action, side, report);
    let place = |shape: Option<&str>| shape.map_or_else(|| action.to_owned(), |shape| format!("{action} {shape}"));
    relate(&mut side.members, request, &place(None), report);
    for shape in &mut side.shapes {
        let place = place(Some(&shape.name));
        for table in shape.tables_mut() {
            relate(table, request, &place, report);
        }
    }
}

/// The names of types that the tables of a side use, in order.
fn references(side: &Side) -> Vec<String> {
    let tables = side.shapes.iter().flat_map(Shape::tables).map(|(_, members)| members);
    let members = std::iter::once(side.members.as_slice()).chain(tables).flatten();
    let mut names: Vec<String> = Vec::new();
    for member in members {
        if let Type::Shape(name) = &member.ty
            && !names.contains(name)
        {
            names.push(name.clone());
        }
    }
    names
}

/// Takes over tables that stand on no side, as far as the side refers to them.
fn adopt(side: &mut Side, loose: &[Shape]) {
    // Adopted tables may refer to others; each round adopts at least one.
    for _ in 0..=loose.len() {
        let missing = references(side).into_iter().find_map(|name| {
            let missing = !side.shapes.iter().any(|shape| shape.name == name);
            loose.iter().find(|shape| missing && shape.name == name)
        });
        let Some(shape) = missing else { return };
        side.shapes.push(shape.clone());
    }
}

/// Finds the member that tells the variants apart: the one with another only value in each.
fn finish_union(action: &str, shape: &mut Shape, report: &mut Report) {
    let Kind::Union { tag, variants } = &mut shape.kind else { return };
    let place = format!("{action} {}", shape.name);
    let only = |variant: &Variant, name: &str| {
        let member = variant.members.iter().find(|member| member.name == name)?;
        let [value] = member.facts.values.as_slice() else { return None };
        Some(value.value.clone())
    };
    let candidates: Vec<String> = variants
        .first()
        .map(|first| first.members.iter().map(|member| member.name.clone()).collect())
        .unwrap_or_default();
    let found = candidates.into_iter().find_map(|name| {
        let values: Vec<_> = variants.iter().filter_map(|variant| only(variant, &name)).collect();
        let distinct =
            values.iter().enumerate().all(|(index, value)| !values.iter().skip(index + 1).any(|one| one == value));
        (values.len() == variants.len() && distinct).then_some((name, values))
    });
    let Some((name, values)) = found else {
        report.add(
            FindingKind::NotUnderstood,
            shape.line,
            &place,
            "no row tells its tables apart by one value each; they were joined into one",
        );
        let mut members: Vec<Member> = Vec::new();
        for member in variants.drain(..).flat_map(|variant| variant.members) {
            if !members.iter().any(|one| one.name == member.name) {
                members.push(member);
            }
        }
        shape.kind = Kind::Structure(members);
        return;
    };
    for (variant, value) in variants.iter_mut().zip(values) {
        if variant.value != value {
            let why = format!("its table is titled {}, but {name} is {}", quoted(&variant.value), quoted(&value));
            report.add(FindingKind::Assumed, variant.line, &place, why);
            variant.value = value;
        }
        if let Some(member) = variant.members.iter_mut().find(|member| member.name == name) {
            member.facts.values.clear();
        }
    }
    *tag = name;
}

fn drop_empty(action: &str, side: &mut Side, report: &mut Report) {
    side.shapes.retain(|shape| {
        let empty = shape.tables().iter().all(|(_, members)| members.is_empty());
        if empty {
            let why = format!("{} has no table", quoted(&shape.name));
            report.add(FindingKind::NotUnderstood, shape.line, action, why);
        }
        !empty
    });
}

/// Pairs types that have no table with tables that no type names, where the spelling is almost the same.
fn pair(action: &str, side: &mut Side, report: &mut Report) {
    for name in references(side) {
        if side.shapes.iter().any(|shape| shape.name == name) {
            continue;
        }
        let used = references(side);
        let near = |shape: &&mut Shape| {
            let distance = strsim::levenshtein(&shape.name.to_lowercase(), &name.to_lowercase());
            !used.contains(&shape.name) && distance <= MOST_DIFFERENT.min(name.chars().count() / 3)
        };
        let nearest = |shape: &&mut Shape| strsim::levenshtein(&shape.name, &name);
        let Some(shape) = side.shapes.iter_mut().filter(near).min_by_key(nearest) else { continue };
        let why = format!("the type {} has no table, and this one is nobody else's", quoted(&name));
        report.add(FindingKind::Assumed, shape.line, &format!("{action} {}", shape.name), why);
        // A title in the plural is of many; the type is one of them.
        if shape.name == format!("{name}s") {
            shape.name = name;
            continue;
        }
        let title = shape.name.clone();
        for member in side.tables_mut().into_iter().flatten() {
            if member.ty == Type::Shape(name.clone()) {
                member.ty = Type::Shape(title.clone());
            }
        }
    }
}

/// Types without a table are strings.
fn unresolved(action: &str, side: &mut Side, report: &mut Report) {
    let names: Vec<_> = side.shapes.iter().map(|shape| shape.name.clone()).collect();
    for member in side.tables_mut().into_iter().flatten() {
        let place = format!("{action}.{}", member.name);
        match &member.ty {
            Type::Shape(name) if !names.contains(name) => {
                let why = format!("the type {} has no table; a string is taken", quoted(name));
                report.add(FindingKind::NotUnderstood, member.line, &place, why);
            }
            Type::Unknown => {
                report.add(FindingKind::Assumed, member.line, &place, "a list of something: of strings");
            }
            _ => continue,
        }
        member.ty = Type::Scalar("string");
    }
    let used = references(side);
    for shape in side.shapes.iter().filter(|shape| !used.contains(&shape.name)) {
        let place = format!("{action} {}", shape.name);
        report.add(FindingKind::NotUnderstood, shape.line, &place, "no type names this table");
    }
}
