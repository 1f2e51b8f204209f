//! What is true of a shape because of what it refers to, itself included: whether a fraction is in it, and which of its
//! members lead back to it.

use crate::ir::{Holder, Shape, ShapeId, ShapeKind, Type};

/// Notes both of all shapes.
pub(super) fn note(shapes: &mut [Shape]) {
    note_fractions(shapes);
    for index in 0..shapes.len() {
        let leads_back: Vec<bool> = single(&shapes[index])
            .map(|inner| inner.is_some_and(|inner| leads_to(shapes, inner, ShapeId(index))))
            .collect();
        if let ShapeKind::Structure { members } = &mut shapes[index].kind {
            for (member, _) in members.iter_mut().zip(leads_back).filter(|(_, leads_back)| *leads_back) {
                member.holder = Holder::OptionBox;
            }
        }
    }
}

/// The structure that each member is, where it is a single one: lists are apart already.
fn single(shape: &Shape) -> impl Iterator<Item = Option<ShapeId>> {
    shape.members().iter().map(|member| match member.ty {
        Type::Shape(id) if !member.list => Some(id),
        _ => None,
    })
}

/// Whether one shape is another, or has it inside.
fn leads_to(shapes: &[Shape], from: ShapeId, to: ShapeId) -> bool {
    let (mut waiting, mut seen) = (vec![from], vec![false; shapes.len()]);
    while let Some(id) = waiting.pop() {
        if id == to {
            return true;
        }
        if !std::mem::replace(&mut seen[id.0], true) {
            waiting.extend(single(&shapes[id.0]).flatten());
        }
    }
    false
}

fn note_fractions(shapes: &mut [Shape]) {
    loop {
        let found: Vec<usize> =
            (0..shapes.len()).filter(|index| !shapes[*index].fractions && has_fraction(shapes, *index)).collect();
        if found.is_empty() {
            return;
        }
        for index in found {
            shapes[index].fractions = true;
        }
    }
}

fn has_fraction(shapes: &[Shape], index: usize) -> bool {
    match &shapes[index].kind {
        ShapeKind::Union { variants, .. } => variants.iter().any(|variant| shapes[variant.shape.0].fractions),
        ShapeKind::Structure { members } => members.iter().any(|member| match member.ty {
            Type::Float => true,
            Type::Shape(id) => shapes[id.0].fractions,
            _ => false,
        }),
    }
}
