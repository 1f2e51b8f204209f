//! What was described, created again: structures of responses become those of requests.
//!
//! `From` where the response always tells what the request needs, `TryFrom` where it may not.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::types::{Wrapping, wrapping};
use super::{docs, responses};
use crate::ir::{Carried, Conversion, ConversionKind, Member, Shape, ShapeKind, Source, Type};

/// The conversions to a structure or a union of requests.
pub(super) fn conversions(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let all = cx.ir.conversions.iter().filter(|one| std::ptr::eq(cx.ir.shape(one.to), shape));
    all.map(|one| conversion(cx, one)).collect()
}

fn conversion(cx: &Context<'_>, one: &Conversion) -> TokenStream {
    let (from, to) = (cx.shape(one.from), cx.shape(one.to));
    let (described, target) = (cx.ir.shape(one.from), cx.ir.shape(one.to));
    let docs = docs::conversion(cx, one);
    // Where nothing is told, nothing is looked at.
    let is_empty = matches!(&one.kind, ConversionKind::Structure(carried) if carried.is_empty());
    let argument = if is_empty { quote!(_) } else { quote!(described) };
    let body = match &one.kind {
        ConversionKind::Structure(carried) => {
            let made = Made::new(cx, described, target.members(), carried);
            let (before, fields) = (made.before, made.fields);
            let made = quote!(Self { #fields });
            let made = if one.fallible { quote!(Ok(#made)) } else { made };
            quote!(#before #made)
        }
        ConversionKind::Union { tag, variants } => union(cx, described, target, *tag, variants),
    };
    if one.fallible {
        return quote! {
            #docs
            impl TryFrom<super::response::#from> for #to {
                type Error = rt::ConversionError;

                fn try_from(#argument: super::response::#from) -> Result<Self, Self::Error> {
                    #body
                }
            }
        };
    }
    quote! {
        #docs
        impl From<super::response::#from> for #to {
            fn from(#argument: super::response::#from) -> Self {
                #body
            }
        }
    }
}

/// The variant that the tag names.
fn union(
    cx: &Context<'_>,
    described: &Shape,
    union: &Shape,
    tag: usize,
    variants: &[Option<Vec<Carried>>],
) -> TokenStream {
    let (ShapeKind::Union { variants: all, .. }, Some(tag)) = (&union.kind, described.members().get(tag)) else {
        return TokenStream::new();
    };
    let told = all.iter().zip(variants).filter_map(|(variant, carried)| Some((variant, carried.as_deref()?)));
    let arms = told.clone().map(|(variant, carried)| {
        let (value, case, payload) = (&variant.name.wire, ident(&variant.name.rust), cx.shape(variant.shape));
        let made = Made::new(cx, described, cx.ir.shape(variant.shape).members(), carried);
        let (before, fields) = (made.before, made.fields);
        quote! { #value => { #before Ok(Self::#case(#payload { #fields })) } }
    });
    let values = told.map(|(variant, _)| &variant.name.wire);
    let (wire, field) = (&tag.name.wire, ident(&tag.name.rust));
    let text = match wrapping(tag) {
        Wrapping::Option => quote!(described.#field.as_ref().map_or("", |tag| tag.as_str())),
        Wrapping::Plain | Wrapping::Vec => quote!(described.#field.as_str()),
    };
    quote! {
        match #text {
            #(#arms)*
            other => Err(rt::ConversionError::unknown(#wire, other, &[#(#values),*])),
        }
    }
}

/// The fields of a structure.
struct Made {
    /// What is looked up before anything is moved.
    before: TokenStream,
    fields: TokenStream,
}

impl Made {
    fn new(cx: &Context<'_>, described: &Shape, members: &[Member], carried: &[Carried]) -> Self {
        let mut made = Self { before: TokenStream::new(), fields: TokenStream::new() };
        for (index, member) in members.iter().enumerate() {
            let one = carried.iter().find(|one| one.to == index);
            let value = one.and_then(|one| made.value(cx, described, member, &one.from));
            let value = value.unwrap_or_else(|| if member.list { quote!(Vec::new()) } else { quote!(None) });
            let name = ident(&member.name.rust);
            made.fields.extend(quote!(#name: #value,));
        }
        made
    }

    fn value(&mut self, cx: &Context<'_>, described: &Shape, member: &Member, from: &Source) -> Option<TokenStream> {
        let path = match from {
            Source::Path(path) => path,
            Source::Member(index) => {
                let source = described.members().get(*index)?;
                let field = ident(&source.name.rust);
                let from = From { member: source, wrapping: wrapping(source), wire: source.name.wire.clone() };
                return Some(moved(cx, &from, member, &quote!(described.#field)));
            }
        };
        let (values, source) = responses::values(cx, described, path, &quote!(&described))?;
        let name = format_ident!("told_{}", member.name.rust.trim_start_matches("r#"));
        let is_text = source.ty == Type::String && !source.is_sensitive();
        let (told, wrapped) = match (member.list, is_text) {
            (true, true) => (quote!(rt::distinct(#values.filter(|text| !text.is_empty()).cloned())), Wrapping::Vec),
            (true, false) => (quote!(rt::distinct(#values.cloned())), Wrapping::Vec),
            (false, true) => (quote!(#values.find(|text| !text.is_empty()).cloned()), Wrapping::Option),
            (false, false) => (quote!(#values.next().cloned()), Wrapping::Option),
        };
        self.before.extend(quote!(let #name = #told;));
        let from = From { member: source, wrapping: wrapped, wire: cx.ir.path_from(described, path) };
        Some(moved(cx, &from, member, &quote!(#name)))
    }
}

/// How one value becomes another.
enum Step {
    /// It is one.
    Same,
    /// By a function that always can.
    Into(TokenStream),
    /// By `TryFrom` of this type.
    Try(TokenStream),
}

fn step(cx: &Context<'_>, source: &Member, target: &Member) -> Step {
    match (source.ty, target.ty) {
        (Type::Shape(from), Type::Shape(to)) => {
            let name = cx.shape(to);
            let fallible = cx.ir.conversions.iter().any(|one| (one.from, one.to) == (from, to) && one.fallible);
            if fallible { Step::Try(quote!(#name)) } else { Step::Into(quote!(#name::from)) }
        }
        (Type::String, Type::Enum(id)) => {
            let name = ident(&cx.ir.enumeration(id).name.rust);
            Step::Into(quote!(value::#name::from))
        }
        (Type::Enum(_), Type::String) => Step::Into(quote!(rt::text_of)),
        (Type::String, Type::String) if target.is_sensitive() && !source.is_sensitive() => {
            Step::Into(quote!(rt::Secret::from))
        }
        _ => Step::Same,
    }
}

/// What a value is on the way.
struct From<'m> {
    member: &'m Member,
    wrapping: Wrapping,
    /// Where it is, in the words of the wire.
    wire: String,
}

/// The value as that of the target.
fn moved(cx: &Context<'_>, from: &From<'_>, target: &Member, value: &TokenStream) -> TokenStream {
    let wire = &from.wire;
    let step = step(cx, from.member, target);
    match (from.wrapping, wrapping(target)) {
        (Wrapping::Vec, _) => match step {
            Step::Same => value.clone(),
            Step::Into(function) => quote!(#value.into_iter().map(#function).collect()),
            Step::Try(_) => quote!(rt::convert_all(#wire, #value)?),
        },
        (Wrapping::Option, Wrapping::Option) => match step {
            Step::Same => value.clone(),
            Step::Into(function) => quote!(#value.map(#function)),
            Step::Try(ty) => quote!(#value.map(#ty::try_from).transpose().map_err(|error| error.within(#wire))?),
        },
        (Wrapping::Option, _) => {
            single(&step, wire, &quote!(#value.ok_or_else(|| rt::ConversionError::missing(#wire))?))
        }
        (Wrapping::Plain, Wrapping::Option) => {
            let value = single(&step, wire, value);
            quote!(Some(#value))
        }
        (Wrapping::Plain, _) => single(&step, wire, value),
    }
}

fn single(step: &Step, wire: &str, value: &TokenStream) -> TokenStream {
    match step {
        Step::Same => value.clone(),
        Step::Into(function) => quote!(#function(#value)),
        Step::Try(ty) => quote!(#ty::try_from(#value).map_err(|error| error.within(#wire))?),
    }
}
