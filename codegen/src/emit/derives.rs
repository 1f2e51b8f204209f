//! What structures and unions derive.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::ir::{Ir, Shape, ShapeId, ShapeKind, Type};

/// `Clone, Debug, PartialEq`, and `Eq, Hash` where no number with a fraction is in it.
pub(super) fn derives(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let eq = (!cx.has_floats(shape)).then(|| quote!(, Eq, Hash));
    quote!(Clone, Debug, PartialEq #eq)
}

/// The shapes that hold a number with a fraction, themselves or in what they refer to.
pub(super) fn with_floats(ir: &Ir) -> BTreeSet<ShapeId> {
    let mut found = BTreeSet::new();
    loop {
        let shapes = ir.shapes.iter().enumerate().map(|(index, shape)| (ShapeId(index), shape));
        let more: Vec<_> = shapes.filter(|(id, shape)| !found.contains(id) && holds(shape, &found)).collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more.into_iter().map(|(id, _)| id));
    }
}

fn holds(shape: &Shape, found: &BTreeSet<ShapeId>) -> bool {
    match &shape.kind {
        ShapeKind::Union { variants, .. } => variants.iter().any(|variant| found.contains(&variant.shape)),
        ShapeKind::Structure { members } => members.iter().any(|member| match member.ty {
            Type::Float => true,
            Type::Shape(id) => found.contains(&id),
            _ => false,
        }),
    }
}
