//! Request structures: public fields, `new` with what is required, a chained setter for every member.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::setters::{argument, fields, setters, value};
use super::types::is_argument;
use super::{derives, docs, examples, pairs};
use crate::ir::{Member, Shape, Side};

/// The structure and its constructor and setters.
pub(super) fn structure(cx: &Context<'_>, shape: &Shape, members: &[Member]) -> TokenStream {
    let name = ident(&shape.name.rust);
    let docs = docs::shape(cx, shape);
    let example = examples::doc_test(cx, shape);
    let fields = fields(cx, members, Side::Request, |_| TokenStream::new());
    let new = constructor(cx, shape, members);
    let setters = setters(cx, members);
    let default = members.iter().all(|member| !is_argument(member)).then(|| quote!(Default,));
    let derives = derives::derives(shape);
    let debug = derives::debug(shape);
    let from_pair = pairs::from_pair(shape);
    quote! {
        #docs
        #example
        #[derive(#default #derives)]
        #[non_exhaustive]
        pub struct #name { #fields }

        impl #name {
            #new
            #setters
        }

        #debug

        #from_pair
    }
}

fn constructor(cx: &Context<'_>, shape: &Shape, members: &[Member]) -> TokenStream {
    let required = || members.iter().filter(|member| is_argument(member));
    let arguments = required().map(|member| {
        let name = ident(&member.name.rust);
        let ty = argument(cx, member);
        quote!(#name: #ty)
    });
    let fields = members.iter().map(|member| {
        let name = ident(&member.name.rust);
        let value = match (is_argument(member), member.list) {
            (true, _) => value(cx, member, &name),
            (false, true) => quote!(Vec::new()),
            (false, false) => quote!(None),
        };
        quote!(#name: #value)
    });
    let doc = if required().next().is_some() {
        format!(" A `{}` with what is required; the setters add the rest.", shape.name.rust)
    } else {
        format!(" A `{}` in which nothing is set; the setters add what is wanted.", shape.name.rust)
    };
    quote! {
        #[doc = #doc]
        #[must_use]
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields),* }
        }
    }
}
