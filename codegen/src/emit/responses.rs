//! Response structures: read with tolerance, written for servers and tests.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::setters::{fields, setters};
use super::types::{Wrapping, time_format, wrapping};
use super::{derives, docs};
use crate::ir::{Format, Member, Shape, Side, Type};

/// The structure and its setters, how it is read, and how it is written.
pub(super) fn structure(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let name = ident(&shape.name.rust);
    let docs = docs::shape(cx, shape);
    let members = shape.members();
    let fields = fields(cx, members, Side::Response, |member| attributes(cx, member));
    let setters = setters(cx, members);
    let derives = derives::derives(shape);
    let debug = derives::debug(shape);
    let serde = format!("{}::serde", cx.options.runtime);
    let decode = decode(cx, &name, members);
    quote! {
        #docs
        #[derive(Default, #derives, rt::serde::Serialize)]
        #[serde(crate = #serde)]
        #[non_exhaustive]
        pub struct #name { #fields }

        impl #name { #setters }

        #debug

        #decode
    }
}

/// `Decode`, and `Deserialize` by way of it.
fn decode(cx: &Context<'_>, name: &Ident, members: &[Member]) -> TokenStream {
    let reads = members.iter().map(|member| {
        let field = ident(&member.name.rust);
        let names = [&member.name.wire].into_iter().chain(&member.aliases);
        let read = if let Type::Time(format) = member.ty {
            let format = time_format(cx, format);
            let reader = if member.list { quote!(times) } else { quote!(time) };
            quote!(self.#field = r.#reader(#format)?)
        } else {
            quote!(self.#field.decode(r)?)
        };
        quote!(#(#names)|* => #read,)
    });
    quote! {
        impl rt::Decode for #name {
            fn decode(&mut self, r: &mut rt::JsonReader<'_>) -> rt::Decoded {
                r.object()?;
                while let Some(name) = r.member()? {
                    match &*name {
                        #(#reads)*
                        _ => r.skip()?,
                    }
                }
                Ok(())
            }
        }

        rt::deserialize!(#name);
    }
}

/// `#[serde(...)]` of a field, for writing.
fn attributes(cx: &Context<'_>, member: &Member) -> TokenStream {
    let wire = &member.name.wire;
    let write = writer(cx, member).map(|path| quote!(, serialize_with = #path));
    quote!(#[serde(rename = #wire #write)])
}

/// Path of the function that writes a field; plain serde where there is nothing to say.
fn writer(cx: &Context<'_>, member: &Member) -> Option<String> {
    let name = match (member.ty, member.list) {
        (Type::Float, false) => "number".to_owned(),
        (Type::Float, true) => "numbers".to_owned(),
        (Type::Time(format), list) => time(cx, format, list),
        (Type::String, false) if member.is_sensitive() => "secret".to_owned(),
        (Type::String, true) if member.is_sensitive() => "secrets".to_owned(),
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
        iterator = if wrapping(member) == Wrapping::Plain {
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
