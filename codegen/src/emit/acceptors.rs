//! What an answer means to a waiter: the tests of its acceptors, and the states that they stand for.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use super::{literal, responses};
use crate::ir::{Acceptor, AcceptorTest, Outcome, Shape, Type};

/// Whether the values at a path, from `start` down, are what `all` or `any` wants.
pub(super) fn compared(
    cx: &Context<'_>,
    structure: &Shape,
    acceptor: &Acceptor,
    path: &[usize],
    start: &TokenStream,
) -> Option<TokenStream> {
    let texts = texts(cx, structure, path, start)?;
    match &acceptor.test {
        AcceptorTest::All { values, .. } => Some(quote!(rt::all_of(#texts, &[#(#values),*]))),
        AcceptorTest::Any { values, .. } => Some(quote!(rt::any_of(#texts, &[#(#values),*]))),
        AcceptorTest::Empty { .. } | AcceptorTest::Error { .. } => None,
    }
}

/// An iterator over the texts at a path.
pub(super) fn texts(cx: &Context<'_>, structure: &Shape, path: &[usize], start: &TokenStream) -> Option<TokenStream> {
    let (values, last) = responses::values(cx, structure, path, start)?;
    Some(match last.ty {
        Type::String | Type::Enum(_) => quote!(#values.map(|value| value.as_str())),
        _ => quote!(#values.map(|value| value.to_string())),
    })
}

/// What it means where an acceptor matches.
pub(super) fn state(acceptor: &Acceptor) -> TokenStream {
    match (acceptor.outcome, acceptor.for_seconds) {
        (Outcome::Success, _) => quote!(Some(rt::WaiterState::Success)),
        (Outcome::Failure, None) => quote!(Some(rt::WaiterState::Failure)),
        (Outcome::Failure, Some(seconds)) => {
            let seconds = literal::count(seconds);
            quote!(Some(rt::WaiterState::FailureAfter(std::time::Duration::from_secs(#seconds))))
        }
        (Outcome::Retry, _) => quote!(None),
    }
}
