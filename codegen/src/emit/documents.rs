//! Requests as documents: a table of each structure's members.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::types::is_argument;
use crate::ir::{Member, Shape, ShapeKind, Type};

/// `Document` of a structure or a union, and serde's traits.
pub(super) fn document(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let name = ident(&shape.name.rust);
    let title = &shape.name.rust;
    let table = match &shape.kind {
        ShapeKind::Structure { members } => {
            let fields = members.iter().map(|member| field(cx, member));
            quote!(Structure { name: #title, fields: &[#(#fields),*] })
        }
        ShapeKind::Union { tag, variants, .. } => {
            let tag = &tag.wire;
            let variants = variants.iter().map(|variant| {
                let (value, payload) = (&variant.name.wire, cx.shape(variant.shape));
                quote!((#value, <#payload as rt::Document>::shape))
            });
            quote!(Union { name: #title, tag: #tag, variants: &[#(#variants),*] })
        }
    };
    quote! {
        impl rt::Document for #name {
            fn shape() -> &'static rt::Shape {
                const { &rt::Shape::#table }
            }
        }

        rt::impl_document!(#name);
    }
}

fn field(cx: &Context<'_>, member: &Member) -> TokenStream {
    let wire = &member.name.wire;
    let made = match member.ty {
        Type::String | Type::Time(_) | Type::Enum(_) => quote!(text(#wire)),
        Type::Integer | Type::Long | Type::IntegerEnum(_) => quote!(integer(#wire)),
        Type::Json => quote!(json(#wire)),
        Type::Float => quote!(number(#wire)),
        Type::Boolean => quote!(boolean(#wire)),
        Type::Shape(id) => {
            let shape = cx.shape(id);
            quote!(object::<#shape>(#wire))
        }
    };
    let list = member.list.then(|| quote!(.list()));
    let required = is_argument(member).then(|| quote!(.required()));
    let aliases = &member.aliases;
    let aliases = (!aliases.is_empty()).then(|| quote!(.aliases(&[#(#aliases),*])));
    quote!(rt::Field::#made #list #required #aliases)
}
