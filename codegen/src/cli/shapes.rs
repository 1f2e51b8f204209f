//! Structures, unions and enums, a static each: they may refer to each other, and to themselves.

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::{Cx, members, text};
use crate::ir::{Enum, EnumId, Shape, ShapeId, ShapeKind, Side};

/// Name of a shape's static.
pub(super) fn shape_name(cx: &Cx<'_>, id: ShapeId) -> Ident {
    let shape = cx.ir.shape(id);
    let side = match shape.side {
        Side::Request => "REQUEST",
        Side::Response => "RESPONSE",
    };
    // The number keeps apart what is the same in capitals.
    format_ident!("{side}_{}_{}", id.0, plain(&shape.name.rust))
}

/// Name of an enum's static.
pub(super) fn enum_name(cx: &Cx<'_>, id: EnumId) -> Ident {
    format_ident!("VALUES_{}_{}", id.0, plain(&cx.ir.enumeration(id).name.rust))
}

fn plain(rust: &str) -> String {
    rust.trim_start_matches("r#").to_shouty_snake_case()
}

pub(super) fn shapes(cx: &Cx<'_>) -> TokenStream {
    let shapes = cx.ir.shapes.iter().enumerate().map(|(index, shape)| {
        let (name, value) = (shape_name(cx, ShapeId(index)), of_shape(cx, shape));
        quote!(static #name: t::Shape = #value;)
    });
    quote!(#(#shapes)*)
}

fn of_shape(cx: &Cx<'_>, shape: &Shape) -> TokenStream {
    let (name, section) = (&shape.name.wire, &shape.section);
    let description = text(&shape.description);
    let kind = match &shape.kind {
        ShapeKind::Structure { members } => {
            let members = members.iter().map(|member| members::member(cx, member));
            quote!(t::ShapeKind::Structure(&[#(#members),*]))
        }
        ShapeKind::Union { tag, tag_description, variants } => {
            let (tag, tag_description) = (&tag.wire, text(tag_description));
            let variants = variants.iter().map(|variant| {
                let (value, shape) = (&variant.name.wire, shape_name(cx, variant.shape));
                quote!((#value, &#shape))
            });
            quote!(t::ShapeKind::Union { tag: #tag, tag_description: #tag_description, variants: &[#(#variants),*] })
        }
    };
    quote!(t::Shape { name: #name, section: #section, description: #description, kind: #kind })
}

pub(super) fn enums(cx: &Cx<'_>) -> TokenStream {
    let enums = cx.ir.enums.iter().enumerate().map(|(index, one)| {
        let (name, value) = (enum_name(cx, EnumId(index)), of_enum(one));
        quote!(static #name: t::Values = #value;)
    });
    quote!(#(#enums)*)
}

fn of_enum(one: &Enum) -> TokenStream {
    let ignore_case = one.ignore_case;
    let values = one.values.iter().map(|value| {
        let (wire, description) = (&value.name.wire, text(&value.description));
        quote!(t::Value { wire: #wire, description: #description })
    });
    quote!(t::Values { ignore_case: #ignore_case, values: &[#(#values),*] })
}
