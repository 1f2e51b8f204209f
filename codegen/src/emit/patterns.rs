//! `mod pattern`: a matcher for every name pattern, decided at build time.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::markdown::line;

/// The module, or nothing where no request has a pattern.
pub(super) fn module(cx: &Context<'_>) -> TokenStream {
    let matchers: Vec<_> = cx
        .patterns()
        .map(|(pattern, name)| {
            let doc = format!(" `{}`", line(&pattern.replace('`', "'")));
            let matcher = crate::pattern::matcher(pattern, name);
            quote!(#[doc = #doc] #matcher)
        })
        .collect();
    if matchers.is_empty() {
        return TokenStream::new();
    }
    let runtime = &cx.runtime;
    quote! {
        #[doc = " Name patterns as code."]
        #[allow(unused_imports, clippy::all, clippy::pedantic)]
        mod pattern {
            use #runtime as rt;
            #(#matchers)*
        }
    }
}
