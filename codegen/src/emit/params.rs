//! Flattening a request into parameters, and reading it back.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::literal;
use super::types::{Wrapping, time_format, wrapping};
use crate::ir::{Member, Shape, Type, Variant};

/// `WriteParam` and `ReadParam` of a structure.
pub(super) fn structure(cx: &Context<'_>, shape: &Shape, members: &[Member]) -> TokenStream {
    let name = ident(&shape.name.rust);
    let writes = members.iter().map(|member| write(cx, member));
    let reads = members.iter().map(|member| read(cx, member));
    let (into, from) = if members.is_empty() { (quote!(_), quote!(_)) } else { (quote!(w), quote!(r)) };
    quote! {
        impl rt::WriteParam for #name {
            fn write_param(&self, #into: &mut rt::ParamWriter<'_>) {
                #(#writes)*
            }
        }

        impl rt::ReadParam for #name {
            fn read_param(#from: &mut rt::ParamReader<'_>) -> Self {
                Self { #(#reads),* }
            }
        }
    }
}

/// The same of a union: the tag, then the members of the variant beside it.
pub(super) fn union(shape: &Shape, tag: &str, variants: &[Variant]) -> TokenStream {
    let name = ident(&shape.name.rust);
    let names: Vec<_> = variants.iter().map(|variant| ident(&variant.name.rust)).collect();
    let wires: Vec<_> = variants.iter().map(|variant| &variant.name.wire).collect();
    let others = names.iter().enumerate().skip(1).map(|(index, name)| {
        let index = literal::count(index as u64);
        quote!(#index => Self::#name(rt::ReadParam::read_param(r)),)
    });
    let first = names.first();
    let key = literal::encoded(tag);
    quote! {
        impl rt::WriteParam for #name {
            fn write_param(&self, w: &mut rt::ParamWriter<'_>) {
                match self {
                    #(Self::#names(payload) => {
                        w.member(#key, #wires);
                        rt::WriteParam::write_param(payload, w);
                    })*
                }
            }
        }

        impl rt::ReadParam for #name {
            fn read_param(r: &mut rt::ParamReader<'_>) -> Self {
                match r.tag(#tag, &[#(#wires),*]) {
                    #(#others)*
                    _ => Self::#first(rt::ReadParam::read_param(r)),
                }
            }
        }
    }
}

fn write(cx: &Context<'_>, member: &Member) -> TokenStream {
    let wire = literal::encoded(&member.name.wire);
    let field = ident(&member.name.rust);
    let Type::Time(format) = member.ty else {
        let rounded = member.constraints.decimals.map(u64::from).map(literal::count);
        let rounded = rounded.map(|decimals| quote!(rt::Rounded::rounded(&self.#field, #decimals)));
        let value = rounded.unwrap_or_else(|| quote!(self.#field));
        return quote!(w.member(#wire, &#value););
    };
    let format = time_format(cx, format);
    match wrapping(member) {
        Wrapping::Plain => quote!(w.time(#wire, Some(&self.#field), #format);),
        Wrapping::Option => quote!(w.time(#wire, self.#field.as_ref(), #format);),
        Wrapping::Vec => quote!(w.times(#wire, &self.#field, #format);),
    }
}

fn read(cx: &Context<'_>, member: &Member) -> TokenStream {
    let wire = &member.name.wire;
    let field = ident(&member.name.rust);
    let aliases = &member.aliases;
    let keys = quote!(#wire, &[#(#aliases),*]);
    let time = match member.ty {
        Type::Time(format) => Some(time_format(cx, format)),
        _ => None,
    };
    let value = match (wrapping(member), time) {
        (Wrapping::Plain, None) => quote!(r.required(#keys)),
        (Wrapping::Plain, Some(format)) => quote!(r.required_time(#keys, #format)),
        (Wrapping::Option, None) => quote!(r.optional(#keys)),
        (Wrapping::Option, Some(format)) => quote!(r.optional_time(#keys, #format)),
        (Wrapping::Vec, None) => {
            let rule = list_rule(member);
            quote!(r.list(#keys, #rule))
        }
        (Wrapping::Vec, Some(format)) => {
            let rule = list_rule(member);
            quote!(r.times(#keys, #rule, #format))
        }
    };
    quote!(#field: #value)
}

fn list_rule(member: &Member) -> TokenStream {
    let min = literal::optional_count(member.constraints.min_index);
    let max = literal::optional_count(member.constraints.max_index);
    quote!(rt::ListRule { min_index: #min, max_index: #max })
}
