//! Tagged unions of requests: an enum whose variants carry their own structure, so that the members of one variant
//! cannot be given to another.

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::setters::argument;
use super::types::is_argument;
use super::{derives, docs, params};
use crate::ir::{Member, Shape, ShapeKind, Variant};
use crate::markdown::line;
use crate::words;

/// The enum, its constructors, and how it is written, read and validated.
pub(super) fn union(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let ShapeKind::Union { tag, variants, .. } = &shape.kind else {
        return TokenStream::new();
    };
    let name = ident(&shape.name.rust);
    let docs = docs::shape(cx, shape);
    let cases = variants.iter().map(|variant| {
        let (case, payload) = (ident(&variant.name.rust), cx.shape(variant.shape));
        let docs = docs::variant(cx, &tag.wire, variant);
        quote!(#docs #case(#payload),)
    });
    let constructors = variants.iter().map(|variant| constructor(cx, variant));
    let from = variants.iter().map(|variant| {
        let (case, payload) = (ident(&variant.name.rust), cx.shape(variant.shape));
        quote! {
            impl From<#payload> for #name {
                fn from(payload: #payload) -> Self {
                    Self::#case(payload)
                }
            }
        }
    });
    let names: Vec<_> = variants.iter().map(|variant| ident(&variant.name.rust)).collect();
    let derives = derives::derives(shape);
    let params = params::union(shape, &tag.wire, variants);
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name { #(#cases)* }

        impl #name { #(#constructors)* }

        #(#from)*

        #params

        impl rt::Validate for #name {
            fn validate(&self, v: &mut rt::Validator<'_>) {
                match self {
                    #(Self::#names(payload) => rt::Validate::validate(payload, v),)*
                }
            }
        }
    }
}

/// `Volume::ebs(name, ebs_volume)`.
fn constructor(cx: &Context<'_>, variant: &Variant) -> TokenStream {
    let (case, payload) = (ident(&variant.name.rust), cx.shape(variant.shape));
    let members = cx.ir.shape(variant.shape).members();
    let required: Vec<&Member> = members.iter().filter(|member| is_argument(member)).collect();
    let method = constructor_name(variant);
    let names: Vec<Ident> = required.iter().map(|member| ident(&member.name.rust)).collect();
    let types = required.iter().map(|member| argument(cx, member));
    let doc = format!(
        " The variant `{}` with what is required; `{payload}` has setters for the rest.",
        line(&variant.name.wire.replace('`', "'"))
    );
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn #method(#(#names: #types),*) -> Self {
            Self::#case(#payload::new(#(#names),*))
        }
    }
}

/// Name of the function that makes a variant.
pub(super) fn constructor_name(variant: &Variant) -> Ident {
    let name = variant.name.rust.to_snake_case();
    match name.as_str() {
        // `_1` loses what makes it a name, `__` everything.
        "" => ident(&variant.name.rust),
        _ if name.starts_with(|letter: char| letter.is_numeric()) => Ident::new(&format!("_{name}"), Span::call_site()),
        _ => ident(&words::escape(name)),
    }
}
