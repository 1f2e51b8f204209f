//! Rust out of the resolved model: one file.
//!
//! Each construct has a file here. All of them write against `kci_runtime`, so the output is thin: it names
//! keys and types, and the runtime does the work. Emission is `quote!` only; every name was made by the front end.

mod acceptors;
mod actions;
mod blocking;
mod context;
mod conversions;
mod derives;
mod docs;
mod documents;
mod enums;
mod examples;
mod find_again;
mod layout;
mod literal;
mod options;
mod paginators;
mod pairs;
mod params;
mod path;
mod patterns;
mod requests;
mod responses;
mod service;
mod setters;
mod subjects;
mod types;
mod unions;
mod validate;
mod waiters;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Ir, Shape, ShapeKind, Side};
use crate::markdown::line;
use context::Context;

#[cfg(feature = "cli")]
pub(crate) use context::ident;
pub(crate) use options::{Blocking, Options};
pub(crate) use path::path;

/// The whole output, formatted with the feature `format`.
///
/// # Errors
///
/// When the tokens are no Rust file, which is a defect of this crate; the message says where.
pub(crate) fn file(ir: &Ir, options: &Options) -> Result<String, String> {
    let cx = Context::new(ir, options)?;
    text(ir, items(&cx))
}

/// A file of these items, with a headline.
pub(crate) fn text(ir: &Ir, items: TokenStream) -> Result<String, String> {
    let header = format!(
        "// Generated from the tables of {} {} by kci-codegen. Do not edit: change the tables.\n\n",
        line(&ir.service.name),
        line(&ir.service.version)
    );
    Ok(header + &layout::file(items)?)
}

fn items(cx: &Context<'_>) -> TokenStream {
    let service = service::service(cx);
    let requests = module(cx, Side::Request);
    let responses = module(cx, Side::Response);
    let values = enums::module(cx);
    let waiters = waiters::module(cx);
    let client = actions::client(cx);
    let blocking = blocking::module(cx);
    let patterns = patterns::module(cx);
    quote! { #service #client #blocking #requests #responses #values #waiters #patterns }
}

const REQUESTS: &str = " Requests of the actions, and the structures in them.

 Each can be a document, such as a JSON or YAML file: serde reads and writes it under the names of the wire, and what is
 wrong with a document is told all at once. Documents have the secrets of the request in them.";

const RESPONSES: &str = " Responses of the actions, and the structures in them.

 Serde reads and writes them as the service does, secrets included.";

/// `pub mod request` or `pub mod response`.
fn module(cx: &Context<'_>, side: Side) -> TokenStream {
    let shapes = cx.ir.shapes.iter().filter(|shape| shape.side == side);
    let items = shapes.map(|shape| match side {
        Side::Request => request(cx, shape),
        Side::Response => responses::structure(cx, shape),
    });
    let (name, doc) = match side {
        Side::Request => (quote!(request), REQUESTS),
        Side::Response => (quote!(response), RESPONSES),
    };
    let runtime = &cx.runtime;
    let doc = doc.lines();
    let decode = (side == Side::Response).then(|| {
        quote!(
            use rt::Decode as _;
        )
    });
    quote! {
        #(#[doc = #doc])*
        #[allow(unused_imports, clippy::all, clippy::pedantic)]
        pub mod #name {
            use super::value;
            use #runtime as rt;
            #decode
            #(#items)*
        }
    }
}

fn request(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let document = documents::document(cx, shape);
    let conversions = conversions::conversions(cx, shape);
    match &shape.kind {
        ShapeKind::Structure { members } => {
            let structure = requests::structure(cx, shape, members);
            let params = params::structure(cx, shape, members);
            let validate = validate::structure(cx, shape, members);
            let action = actions::action_of(cx, shape);
            quote! { #structure #params #document #validate #action #conversions }
        }
        ShapeKind::Union { .. } => {
            let union = unions::union(cx, shape);
            quote! { #union #document #conversions }
        }
    }
}
