//! Structures that are a name and a value: made of a pair, `("TZ", "Asia/Shanghai")`.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ident;
use super::types::is_argument;
use crate::ir::{Ir, Member, Shape, ShapeKind, Side, Type};

/// What names the value, in the order of preference.
const KEYS: [&str; 2] = ["Key", "Name"];

/// The members that are the two halves of a pair: both are single texts, and nothing else is required.
fn halves(shape: &Shape) -> Option<(&Member, &Member)> {
    let ShapeKind::Structure { members } = &shape.kind else { return None };
    let text = |wire: &str| {
        members.iter().find(|member| member.name.wire == wire && member.ty == Type::String && !member.list)
    };
    let (key, value) = (KEYS.iter().find_map(|wire| text(wire))?, text("Value")?);
    let is_half = |member: &Member| member.name == key.name || member.name == value.name;
    let whole = shape.side == Side::Request && members.iter().all(|member| is_half(member) || !is_argument(member));
    whole.then_some((key, value))
}

/// Whether a list is filled with pairs as well as with structures.
pub(super) fn is_list_of_pairs(ir: &Ir, member: &Member) -> bool {
    matches!(member.ty, Type::Shape(id) if member.list && halves(ir.shape(id)).is_some())
}

/// `From<(K, V)>` of a structure that is a pair.
pub(super) fn from_pair(shape: &Shape) -> TokenStream {
    let Some((key, value)) = halves(shape) else { return TokenStream::new() };
    let name = ident(&shape.name.rust);
    let (key_type, value_type) = (text_type(key), text_type(value));
    let both = [key, value].into_iter().filter(|member| is_argument(member)).map(|member| half(member, key));
    let setters = [key, value].into_iter().filter(|member| !is_argument(member)).map(|member| {
        let method = super::types::method_name(member);
        let half = half(member, key);
        quote!(.#method(#half))
    });
    quote! {
        impl<K: Into<#key_type>, V: Into<#value_type>> From<(K, V)> for #name {
            fn from((key, value): (K, V)) -> Self {
                Self::new(#(#both),*)#(#setters)*
            }
        }
    }
}

fn half(member: &Member, key: &Member) -> TokenStream {
    if member.name == key.name { quote!(key) } else { quote!(value) }
}

fn text_type(member: &Member) -> TokenStream {
    if member.is_sensitive() { quote!(rt::Secret) } else { quote!(String) }
}
