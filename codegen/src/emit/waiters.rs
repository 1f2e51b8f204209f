//! Waiters: what an answer means to somebody who waits for a state.

use proc_macro2::TokenStream;
use quote::quote;

use super::acceptors::{compared, state};
use super::context::{Context, ident};
use super::{docs, literal, responses, subjects};
use crate::ir::{Acceptor, AcceptorTest, Shape, Subject, Waiter};

/// `pub mod waiter`, or nothing where the service has no waiters.
pub(super) fn module(cx: &Context<'_>) -> TokenStream {
    if cx.ir.waiters.is_empty() {
        return TokenStream::new();
    }
    let runtime = &cx.runtime;
    let waiters = cx.ir.waiters.iter().map(|item| waiter(cx, item));
    let subjects = cx.ir.subjects.iter().filter_map(|subject| subjects::function(cx, subject));
    quote! {
        #[doc = " States that can be waited for: give one to `wait_for` of a call."]
        #[allow(unused_imports, clippy::all, clippy::pedantic)]
        pub mod waiter {
            use #runtime as rt;
            #(#waiters)*
            #(#subjects)*
        }
    }
}

fn waiter(cx: &Context<'_>, item: &Waiter) -> TokenStream {
    let name = ident(&item.name.rust);
    let docs = docs::waiter(cx, item);
    let action = cx.ir.action(item.action);
    let (request, response) = (cx.shape(action.request), cx.shape(action.response));
    let subject = cx.ir.subjects.iter().find(|subject| subject.action == item.action);
    let info = info(item, subject);
    let checks = checks(cx, item, cx.ir.shape(action.response));
    let of_subject = subject.map(|subject| subjects::methods(cx, item, subject));
    let paged = cx.paginator_of(cx.ir.shape(action.request)).map(|_| {
        quote! {
            fn ask(
                &self,
                call: rt::Call<super::request::#request>,
            ) -> rt::BoxFuture<'static, Result<super::response::#response, rt::Error>> {
                Box::pin(call.collect_all())
            }
        }
    });
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct #name;

        impl rt::Waiter for #name {
            type Action = super::request::#request;

            #info

            fn check(
                &self,
                answer: Result<&super::response::#response, &rt::ServiceError>,
                all_there: bool,
            ) -> Option<rt::WaiterState> {
                #checks
                None
            }

            #of_subject
            #paged
        }
    }
}

fn info(item: &Waiter, subject: Option<&Subject>) -> TokenStream {
    let wire = &item.name.wire;
    let seconds = |seconds| {
        let seconds = literal::count(seconds);
        quote!(std::time::Duration::from_secs(#seconds))
    };
    let (delay, max_delay) = (seconds(item.delay_seconds), seconds(item.max_delay_seconds));
    let deadline = seconds(item.deadline_seconds);
    let grace = subject.filter(|subject| subject.asked.is_some() && item.expects_all());
    let grace = grace.map(|subject| seconds(subject.grace_seconds));
    let grace = grace.map_or_else(|| quote!(None), |grace| quote!(Some(#grace)));
    quote! {
        const INFO: rt::WaiterInfo = rt::WaiterInfo {
            name: #wire,
            delay: #delay,
            max_delay: #max_delay,
            deadline: #deadline,
            grace: #grace,
        };
    }
}

fn checks(cx: &Context<'_>, item: &Waiter, response: &Shape) -> TokenStream {
    let (errors, answers): (Vec<_>, Vec<_>) =
        item.acceptors.iter().partition(|acceptor| matches!(acceptor.test, AcceptorTest::Error { .. }));
    let start = quote!(response);
    let answers = answers.into_iter().filter_map(|acceptor| {
        let test = match &acceptor.test {
            AcceptorTest::Empty { path } => {
                let (values, _) = responses::values(cx, response, path, &start)?;
                quote!(#values.next().is_none())
            }
            AcceptorTest::All { path, .. } => {
                let test = compared(cx, response, acceptor, path, &start)?;
                quote!(all_there && #test)
            }
            AcceptorTest::Any { path, .. } => compared(cx, response, acceptor, path, &start)?,
            AcceptorTest::Error { .. } => return None,
        };
        let state = state(acceptor);
        Some(quote! { if #test { return #state; } })
    });
    let answers: Vec<_> = answers.collect();
    let looks_at_all = item.acceptors.iter().any(|acceptor| matches!(acceptor.test, AcceptorTest::All { .. }));
    let unused = (!looks_at_all).then(|| quote!(let _ = all_there;));
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
    quote!(#unused #checks)
}

fn on_error(acceptor: &Acceptor) -> Option<TokenStream> {
    let AcceptorTest::Error { code } = &acceptor.test else { return None };
    let state = state(acceptor);
    Some(quote! { if error.code() == #code { return #state; } })
}
