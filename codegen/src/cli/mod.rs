//! The model as tables of a command line: statics, so that a program that starts reads and builds nothing.
//!
//! What is emitted names what the SDK of the same spec has: a request's type stands for how it is read and checked, a
//! waiter's for how it waits. Everything else is what people are told: names, flags, bounds, values, descriptions in both
//! languages, and what a table of the answer shows.

mod actions;
mod members;
mod shapes;
mod waiters;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit;
use crate::ir::{Ir, Text};

/// What the tables are emitted against.
struct Cx<'a> {
    ir: &'a Ir,
    /// Path of the generated SDK.
    sdk: TokenStream,
}

/// The whole output.
///
/// # Errors
///
/// When `sdk` is no path, or the tokens are no Rust file, which is a defect of this crate.
pub(crate) fn file(ir: &Ir, sdk: &str) -> Result<String, String> {
    let path = emit::path(sdk).ok_or_else(|| format!("the generated crate `{sdk}` is not a path"))?;
    let cx = Cx { ir, sdk: path };
    let (title, description) = (text(&ir.service.title), text(&ir.service.description));
    let actions = ir.actions.iter().map(|action| actions::action(&cx, action));
    let waiters = ir.waiters.iter().map(|waiter| waiters::waiter(&cx, waiter));
    let offset = literal(ir.service.time_offset);
    let shapes = shapes::shapes(&cx);
    let enums = shapes::enums(&cx);
    let sdk = &cx.sdk;
    emit::text(
        ir,
        quote! {
            use ::kci_cli_runtime::table as t;

            /// The service's tables.
            pub static SERVICE: t::Service = t::Service {
                info: &#sdk::SERVICE,
                title: #title,
                description: #description,
                time_offset: #offset,
                actions: &[#(#actions),*],
                waiters: &[#(#waiters),*],
            };

            #shapes
            #enums
        },
    )
}

/// `28800`, `-3600`.
fn literal(value: i32) -> TokenStream {
    let digits = proc_macro2::Literal::u32_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

fn text(text: &Text) -> TokenStream {
    let (en, zh) = (&text.en, &text.zh);
    quote!(t::Text { en: #en, zh: #zh })
}

/// A text that is left out where there is none.
fn text_if_any(name: &str, value: &Text) -> Option<TokenStream> {
    if value.en.is_empty() && value.zh.is_empty() {
        return None;
    }
    let (name, value) = (quote::format_ident!("{name}"), text(value));
    Some(quote!(#name: #value,))
}
