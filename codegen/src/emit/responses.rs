//! Response structures: read with tolerance, written for servers and tests.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::setters::{fields, setters};
use super::types::{Wrapping, wrapping};
use super::{derives, docs};
use crate::ir::{Format, Member, Shape, Side, Type};

/// The structure, with its serde attributes and setters.
pub(super) fn structure(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let name = ident(&shape.name.rust);
    let docs = docs::shape(cx, shape);
    let members = shape.members();
    let fields = fields(cx, members, Side::Response, |member| attributes(cx, member));
    let setters = setters(cx, members, Side::Response);
    let derives = derives::derives(cx, shape);
    let serde = format!("{}::serde", cx.options.runtime);
    quote! {
        #docs
        #[derive(Default, #derives, rt::serde::Serialize, rt::serde::Deserialize)]
        #[serde(crate = #serde, default)]
        #[non_exhaustive]
        pub struct #name { #fields }

        impl #name { #setters }
    }
}

/// `#[serde(...)]` of a field.
fn attributes(cx: &Context<'_>, member: &Member) -> TokenStream {
    let wire = &member.name.wire;
    let aliases = member.aliases.iter().map(|alias| quote!(, alias = #alias));
    let read = reader(cx, member).map(|path| quote!(, deserialize_with = #path));
    let write = writer(cx, member).map(|path| quote!(, serialize_with = #path));
    quote!(#[serde(rename = #wire #(#aliases)* #read #write)])
}

/// Path of the function that reads a field; plain serde where an object is read.
fn reader(cx: &Context<'_>, member: &Member) -> Option<String> {
    let name = match (member.ty, member.list) {
        (Type::Shape(_), true) => "list".to_owned(),
        (Type::Shape(_), false) => return None,
        (Type::Time(format), list) => time(cx, format, list),
        (_, true) => "scalars".to_owned(),
        (_, false) => "lenient".to_owned(),
    };
    Some(format!("{}::de::{name}", cx.options.runtime))
}

/// Path of the function that writes a field; plain serde where there is nothing to say.
fn writer(cx: &Context<'_>, member: &Member) -> Option<String> {
    let name = match (member.ty, member.list) {
        (Type::Float, false) => "number".to_owned(),
        (Type::Float, true) => "numbers".to_owned(),
        (Type::Time(format), list) => time(cx, format, list),
        (Type::String, false) if member.sensitive => "secret".to_owned(),
        (Type::String, true) if member.sensitive => "secrets".to_owned(),
        _ => return None,
    };
    Some(format!("{}::ser::{name}", cx.options.runtime))
}

fn time(cx: &Context<'_>, format: Format, list: bool) -> String {
    let plural = if list { "s" } else { "" };
    match format {
        Format::Utc => format!("utc_time{plural}"),
        Format::Local => format!("local_time{plural}::<{{ {} }}, _>", cx.ir.service.time_offset),
    }
}

/// An iterator expression over the values at a path of members, from `start` (an expression that is a reference to
/// the structure) down. Lists and optional objects on the way are walked. The last member is given too.
pub(super) fn values<'a>(
    cx: &Context<'a>,
    structure: &'a Shape,
    path: &[usize],
    start: &TokenStream,
) -> Option<(TokenStream, &'a Member)> {
    let mut shape = structure;
    let mut iterator = quote!(std::iter::once(#start));
    let mut last = None;
    for (depth, index) in path.iter().enumerate() {
        let member = shape.members().get(*index)?;
        let field = ident(&member.name.rust);
        let item = format_ident!("level_{depth}");
        iterator = if wrapping(member, Side::Response) == Wrapping::Plain {
            quote!(#iterator.map(|#item| &#item.#field))
        } else {
            quote!(#iterator.flat_map(|#item| &#item.#field))
        };
        if let Type::Shape(id) = member.ty {
            shape = cx.ir.shape(id);
        }
        last = Some(member);
    }
    Some((iterator, last?))
}
