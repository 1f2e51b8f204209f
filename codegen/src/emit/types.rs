//! What members are in Rust: their types, and the functions that set them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use crate::ir::{Format, Member, Required, Type};
use crate::words;

/// What a member's field is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrapping {
    /// The type itself.
    Plain,
    /// `Option<T>`.
    Option,
    /// `Vec<T>`.
    Vec,
}

/// How the field of a member is wrapped.
pub(super) fn wrapping(member: &Member) -> Wrapping {
    match (member.list, member.is_optional()) {
        (true, _) => Wrapping::Vec,
        (false, true) => Wrapping::Option,
        (false, false) => Wrapping::Plain,
    }
}

/// Whether a member is an argument of `new`.
pub(super) fn is_argument(member: &Member) -> bool {
    member.required == Required::Always
}

/// Name of a member's setter.
pub(super) fn method_name(member: &Member) -> Ident {
    ident(words::setter(&member.name.rust))
}

/// Type of the field of a member.
pub(super) fn field(cx: &Context<'_>, member: &Member) -> TokenStream {
    let element = element(cx, member);
    match wrapping(member) {
        _ if member.is_boxed() => quote!(Option<Box<#element>>),
        Wrapping::Plain => element,
        Wrapping::Option => quote!(Option<#element>),
        Wrapping::Vec => quote!(Vec<#element>),
    }
}

/// Type of a member's value, or of its elements if it is a list, as seen from `request` and `response`.
pub(super) fn element(cx: &Context<'_>, member: &Member) -> TokenStream {
    match member.ty {
        Type::String if member.is_sensitive() => quote!(rt::Secret),
        Type::String => quote!(String),
        Type::Integer | Type::Long => quote!(i64),
        Type::Float => quote!(f64),
        Type::Boolean => quote!(bool),
        Type::Time(_) => quote!(rt::jiff::Timestamp),
        Type::Json => quote!(rt::serde_json::Value),
        Type::Enum(id) | Type::IntegerEnum(id) => {
            let name = ident(&cx.ir.enumeration(id).name.rust);
            quote!(value::#name)
        }
        Type::Shape(id) => {
            let name = cx.shape(id);
            quote!(#name)
        }
    }
}

/// `rt::TimeFormat::…` of a time.
pub(super) fn time_format(cx: &Context<'_>, format: Format) -> TokenStream {
    let offset = super::literal::integer(i64::from(cx.ir.service.time_offset));
    match format {
        Format::Utc => quote!(rt::TimeFormat::Utc { offset_seconds: #offset }),
        Format::Local => quote!(rt::TimeFormat::Local { offset_seconds: #offset }),
    }
}
