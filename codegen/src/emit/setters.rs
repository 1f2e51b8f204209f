//! Arguments of constructors and setters: what they take, and how it becomes the field.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::types::{Wrapping, element, method_name, wrapping};
use super::{docs, pairs, types};
use crate::ir::{Member, Side, Type};

/// Type of the argument that sets a member.
pub(super) fn argument(cx: &Context<'_>, member: &Member) -> TokenStream {
    let element = element(cx, member);
    let converted = is_converted(cx, member);
    match (member.list, converted) {
        (true, true) => quote!(impl IntoIterator<Item = impl Into<#element>>),
        (true, false) => quote!(impl IntoIterator<Item = #element>),
        (false, true) => quote!(impl Into<#element>),
        (false, false) => element,
    }
}

/// Whether the argument, or each of its elements, is turned into what the field holds.
fn is_converted(cx: &Context<'_>, member: &Member) -> bool {
    matches!(member.ty, Type::String | Type::Json) || pairs::is_list_of_pairs(cx.ir, member)
}

/// The member's value, from the argument.
pub(super) fn value(cx: &Context<'_>, member: &Member, name: &Ident) -> TokenStream {
    match (member.list, is_converted(cx, member)) {
        (true, true) => quote!(#name.into_iter().map(Into::into).collect()),
        (true, false) => quote!(#name.into_iter().collect()),
        (false, true) => quote!(#name.into()),
        (false, false) => quote!(#name),
    }
}

/// A chained setter for every member.
pub(super) fn setters(cx: &Context<'_>, members: &[Member]) -> TokenStream {
    let setters = members.iter().map(|member| {
        let field = ident(&member.name.rust);
        let method = method_name(member);
        let argument = argument(cx, member);
        let value = value(cx, member, &field);
        let value = match wrapping(member) {
            Wrapping::Option if member.is_boxed() => quote!(Some(Box::new(#value))),
            Wrapping::Option => quote!(Some(#value)),
            Wrapping::Plain | Wrapping::Vec => value,
        };
        let docs = docs::setter(member);
        quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, #field: #argument) -> Self {
                self.#field = #value;
                self
            }
        }
    });
    quote!(#(#setters)*)
}

/// The fields of a structure, with their docs.
pub(super) fn fields(
    cx: &Context<'_>,
    members: &[Member],
    side: Side,
    attributes: impl Fn(&Member) -> TokenStream,
) -> TokenStream {
    let fields = members.iter().map(|member| {
        let docs = docs::member(cx, member, side);
        let attributes = attributes(member);
        let name = ident(&member.name.rust);
        let ty = types::field(cx, member);
        quote!(#docs #attributes pub #name: #ty,)
    });
    quote!(#(#fields)*)
}
