//! What the wanted actions reach, sorted, with its numbers made anew.

use std::collections::{BTreeMap, BTreeSet};

use super::shapes::references;
use crate::ir::{ActionId, EnumId, Ir, ShapeId, ShapeKind, Type};

/// The model without what no wanted action reaches; all actions are wanted if none is named.
pub(super) fn reachable(mut ir: Ir, wanted: Option<&[String]>) -> Ir {
    let keep: Vec<bool> =
        ir.actions.iter().map(|action| wanted.is_none_or(|names| names.contains(&action.name.wire))).collect();
    let kept = |id: ActionId| keep.get(id.0).copied().unwrap_or(false);
    let new_id = |id: ActionId| ActionId(keep.iter().take(id.0).filter(|kept| **kept).count());
    ir.paginators.retain(|paginator| kept(paginator.action));
    ir.find_again.retain(|one| kept(one.create) && kept(one.find));
    ir.recreations.retain(|one| kept(one.create) && kept(one.describe));
    ir.subjects.retain(|subject| kept(subject.action));
    ir.waiters.retain(|waiter| kept(waiter.action));
    ir.paginators.iter_mut().for_each(|paginator| paginator.action = new_id(paginator.action));
    ir.subjects.iter_mut().for_each(|subject| subject.action = new_id(subject.action));
    ir.waiters.iter_mut().for_each(|waiter| waiter.action = new_id(waiter.action));
    for one in &mut ir.find_again {
        (one.create, one.find) = (new_id(one.create), new_id(one.find));
    }
    for one in &mut ir.recreations {
        (one.create, one.describe) = (new_id(one.create), new_id(one.describe));
    }
    let mut index = 0;
    ir.actions.retain(|_| {
        index += 1;
        keep.get(index - 1).copied().unwrap_or(false)
    });
    let (shapes, enums) = reached(&ir);
    ir.recreations.retain(|one| shapes.contains(&one.from));
    renumber(&mut ir, &shapes, &enums);
    ir
}

fn reached(ir: &Ir) -> (BTreeSet<ShapeId>, BTreeSet<EnumId>) {
    let mut waiting: Vec<ShapeId> = ir.actions.iter().flat_map(|action| [action.request, action.response]).collect();
    let (mut shapes, mut enums) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = waiting.pop() {
        if shapes.insert(id) {
            let (more_shapes, more_enums) = references(ir.shape(id));
            waiting.extend(more_shapes);
            enums.extend(more_enums);
        }
    }
    (shapes, enums)
}

/// Sorts what is left by side and Rust name, and lets every reference follow.
fn renumber(ir: &mut Ir, shapes: &BTreeSet<ShapeId>, enums: &BTreeSet<EnumId>) {
    let mut shape_order: Vec<ShapeId> = shapes.iter().copied().collect();
    shape_order.sort_by(|a, b| {
        let key = |id: &ShapeId| (ir.shape(*id).side, ir.shape(*id).name.rust.clone());
        key(a).cmp(&key(b))
    });
    let mut enum_order: Vec<EnumId> = enums.iter().copied().collect();
    enum_order.sort_by(|a, b| ir.enumeration(*a).name.rust.cmp(&ir.enumeration(*b).name.rust));
    let shape_ids: BTreeMap<ShapeId, ShapeId> =
        shape_order.iter().enumerate().map(|(new, old)| (*old, ShapeId(new))).collect();
    let enum_ids: BTreeMap<EnumId, EnumId> =
        enum_order.iter().enumerate().map(|(new, old)| (*old, EnumId(new))).collect();
    let shape_id = |id: ShapeId| shape_ids.get(&id).copied().unwrap_or(id);
    let enum_id = |id: EnumId| enum_ids.get(&id).copied().unwrap_or(id);

    ir.shapes = shape_order.iter().map(|id| ir.shape(*id).clone()).collect();
    ir.enums = enum_order.iter().map(|id| ir.enumeration(*id).clone()).collect();
    for action in &mut ir.actions {
        action.request = shape_id(action.request);
        action.response = shape_id(action.response);
    }
    for one in &mut ir.recreations {
        one.from = shape_id(one.from);
    }
    for shape in &mut ir.shapes {
        match &mut shape.kind {
            ShapeKind::Structure { members } => {
                for member in members {
                    member.ty = match member.ty {
                        Type::Shape(id) => Type::Shape(shape_id(id)),
                        Type::Enum(id) => Type::Enum(enum_id(id)),
                        Type::IntegerEnum(id) => Type::IntegerEnum(enum_id(id)),
                        ty => ty,
                    };
                }
            }
            ShapeKind::Union { variants, .. } => {
                for variant in variants {
                    variant.shape = shape_id(variant.shape);
                }
            }
        }
    }
}
