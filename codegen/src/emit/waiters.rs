//! Waiters: what an answer means to somebody who waits for a state.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::{docs, literal, responses};
use crate::ir::{Acceptor, AcceptorTest, Outcome, Shape, Type, Waiter};

/// `pub mod waiter`, or nothing where the service has no waiters.
pub(super) fn module(cx: &Context<'_>) -> TokenStream {
    if cx.ir.waiters.is_empty() {
        return TokenStream::new();
    }
    let runtime = &cx.runtime;
    let waiters = cx.ir.waiters.iter().map(|item| waiter(cx, item));
    quote! {
        #[doc = " States that can be waited for: give one to `wait_for` of a call."]
        #[allow(unused_imports, clippy::all, clippy::pedantic)]
        pub mod waiter {
            use #runtime as rt;
            #(#waiters)*
        }
    }
}

fn waiter(cx: &Context<'_>, item: &Waiter) -> TokenStream {
    let name = ident(&item.name.rust);
    let docs = docs::waiter(cx, item);
    let action = cx.ir.action(item.action);
    let (request, response) = (cx.shape(action.request), cx.shape(action.response));
    let wire = &item.name.wire;
    let (delay, attempts) = (literal::count(item.delay_seconds), literal::count(item.max_attempts));
    let structure = cx.ir.shape(action.response);
    let (errors, answers): (Vec<_>, Vec<_>) =
        item.acceptors.iter().partition(|acceptor| matches!(acceptor.test, AcceptorTest::Error { .. }));
    let answers: Vec<_> = answers.into_iter().filter_map(|acceptor| on_answer(cx, structure, acceptor)).collect();
    let errors: Vec<_> = errors.into_iter().filter_map(on_error).collect();
    let checks = match (answers.is_empty(), errors.is_empty()) {
        (_, true) => quote! { if let Ok(response) = answer { #(#answers)* } },
        (true, false) => quote! { if let Err(error) = answer { #(#errors)* } },
        (false, false) => quote! {
            match answer {
                Ok(response) => { #(#answers)* }
                Err(error) => { #(#errors)* }
            }
        },
    };
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct #name;

        impl rt::Waiter for #name {
            type Action = super::request::#request;

            const NAME: &'static str = #wire;
            const DELAY: std::time::Duration = std::time::Duration::from_secs(#delay);
            const MAX_ATTEMPTS: u64 = #attempts;

            fn check(
                &self,
                answer: Result<&super::response::#response, &rt::ServiceError>,
            ) -> Option<rt::WaiterState> {
                #checks
                None
            }
        }
    }
}

fn on_answer(cx: &Context<'_>, structure: &Shape, acceptor: &Acceptor) -> Option<TokenStream> {
    let start = quote!(response);
    let test = match &acceptor.test {
        AcceptorTest::All { path, values } => {
            let texts = texts(cx, structure, path)?;
            quote!(rt::all_of(#texts, &[#(#values),*]))
        }
        AcceptorTest::Any { path, values } => {
            let texts = texts(cx, structure, path)?;
            quote!(rt::any_of(#texts, &[#(#values),*]))
        }
        AcceptorTest::Empty { path } => {
            let (values, _) = responses::values(cx, structure, path, &start)?;
            quote!(#values.next().is_none())
        }
        AcceptorTest::Error { .. } => return None,
    };
    let outcome = outcome(acceptor.outcome);
    Some(quote! { if #test { return #outcome; } })
}

/// An iterator over the texts at a path.
fn texts(cx: &Context<'_>, structure: &Shape, path: &[usize]) -> Option<TokenStream> {
    let (values, last) = responses::values(cx, structure, path, &quote!(response))?;
    Some(match last.ty {
        Type::String | Type::Enum(_) => quote!(#values.map(|value| value.as_str())),
        _ => quote!(#values.map(|value| value.to_string())),
    })
}

fn on_error(acceptor: &Acceptor) -> Option<TokenStream> {
    let AcceptorTest::Error { code } = &acceptor.test else { return None };
    let outcome = outcome(acceptor.outcome);
    Some(quote! { if error.code() == #code { return #outcome; } })
}

fn outcome(outcome: Outcome) -> TokenStream {
    match outcome {
        Outcome::Success => quote!(Some(rt::WaiterState::Success)),
        Outcome::Failure => quote!(Some(rt::WaiterState::Failure)),
        Outcome::Retry => quote!(None),
    }
}
