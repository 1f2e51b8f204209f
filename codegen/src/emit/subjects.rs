//! What waiters wait for: how an answer shows it to people.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::types::{Wrapping, wrapping};
use super::{acceptors, docs, responses};
use crate::ir::{AcceptorTest, Events, Hint, Part, Shape, Subject, Type, Waiter};

/// An iterator over the list of an answer, and the structure that it lists.
fn listed<'a>(cx: &Context<'a>, subject: &Subject) -> Option<(TokenStream, &'a Shape)> {
    let response = cx.ir.shape(cx.ir.action(subject.action).response);
    let (values, items) = responses::values(cx, response, &subject.items, &quote!(response))?;
    let Type::Shape(element) = items.ty else { return None };
    let field = ident(&items.name.rust);
    let values = if subject.items.len() == 1 { quote!(response.#field.iter()) } else { values };
    Some((values, cx.ir.shape(element)))
}

/// Name of the function that shows an element.
fn function_name(cx: &Context<'_>, subject: &Subject) -> Ident {
    let action = &cx.ir.action(subject.action).name.rust;
    format_ident!("subject_of_{}", action.trim_start_matches("r#"))
}

/// The methods of a waiter that tell of its subjects.
pub(super) fn methods(cx: &Context<'_>, waiter: &Waiter, subject: &Subject) -> Option<TokenStream> {
    let action = cx.ir.action(subject.action);
    let (request, response) = (cx.shape(action.request), cx.shape(action.response));
    let (values, element) = listed(cx, subject)?;
    let name = ident(&element.name.rust);
    let function = function_name(cx, subject);
    let hints = hints(cx, element, &waiter.hints);
    let standing = standing(cx, waiter, subject, element);
    let (judge, judged) = if standing.is_empty() {
        (None, None)
    } else {
        let judge = quote! {
            fn standing(item: &super::response::#name) -> Option<rt::WaiterState> {
                #(#standing)*
                None
            }
        };
        (Some(judge), Some(quote!(.with_standing(standing(item)))))
    };
    let asked = subject.asked.and_then(|index| cx.ir.shape(action.request).members().get(index)).map(|member| {
        let asked = ident(&member.name.rust);
        let ids = match wrapping(member) {
            Wrapping::Vec => quote!(request.#asked.clone()),
            Wrapping::Option => quote!(request.#asked.iter().cloned().collect()),
            Wrapping::Plain => quote!(vec![request.#asked.clone()]),
        };
        quote! {
            fn asked(&self, request: &super::request::#request) -> Vec<String> {
                #ids
            }
        }
    });
    Some(quote! {
        fn subjects(&self, response: &super::response::#response) -> Vec<rt::Subject> {
            #judge
            let subjects = #values.map(|item| #function(item) #judged #(#hints)*);
            subjects.collect()
        }
        #asked
    })
}

/// What the state of one element means, as far as an acceptor looks at the elements.
fn standing(cx: &Context<'_>, waiter: &Waiter, subject: &Subject, element: &Shape) -> Vec<TokenStream> {
    let tests = waiter.acceptors.iter().filter_map(|acceptor| {
        let (AcceptorTest::All { path, .. } | AcceptorTest::Any { path, .. }) = &acceptor.test else { return None };
        let below = path.strip_prefix(subject.items.as_slice())?;
        let test = acceptors::compared(cx, element, acceptor, below, &quote!(item))?;
        let state = acceptors::state(acceptor);
        Some(quote! { if #test { return #state; } })
    });
    tests.collect()
}

/// The function that shows an element, whichever waiter asks.
pub(super) fn function(cx: &Context<'_>, subject: &Subject) -> Option<TokenStream> {
    if !cx.ir.waiters.iter().any(|waiter| waiter.action == subject.action) {
        return None;
    }
    let (_, element) = listed(cx, subject)?;
    let (function, name) = (function_name(cx, subject), ident(&element.name.rust));
    let (title, docs) = (&subject.title.en, docs::subject(subject));
    let start = quote!(item);
    let texts = [
        (quote!(with_id), Some(&subject.id)),
        (quote!(with_name), subject.name.as_ref()),
        (quote!(with_state), subject.state.as_ref()),
        (quote!(with_reason), subject.reason.as_ref()),
    ];
    let texts = setters(cx, element, texts, &start);
    let parts = subject.parts.iter().filter_map(|part| of_part(cx, element, part));
    let events = subject.events.as_ref().and_then(|events| of_events(cx, element, events));
    let hints = hints(cx, element, &subject.hints);
    Some(quote! {
        #docs
        fn #function(item: &super::response::#name) -> rt::Subject {
            rt::Subject::new(#title) #(#texts)* #(#parts)* #events #(#hints)*
        }
    })
}

/// `.with_name(rt::first(…))` for each path that there is.
fn setters<const N: usize>(
    cx: &Context<'_>,
    structure: &Shape,
    texts: [(TokenStream, Option<&Vec<usize>>); N],
    start: &TokenStream,
) -> Vec<TokenStream> {
    let setters = texts.into_iter().filter_map(|(setter, path)| {
        let (values, _) = responses::values(cx, structure, path?, start)?;
        Some(quote!(.#setter(rt::first(#values))))
    });
    setters.collect()
}

fn of_part(cx: &Context<'_>, element: &Shape, part: &Part) -> Option<TokenStream> {
    let (values, last) = responses::values(cx, element, &part.items, &quote!(item))?;
    let Type::Shape(shape) = last.ty else { return None };
    let (title, shape, start) = (&part.title.en, cx.ir.shape(shape), quote!(part));
    let texts = [
        (quote!(with_name), part.name.as_ref()),
        (quote!(with_state), part.state.as_ref()),
        (quote!(with_reason), part.reason.as_ref()),
    ];
    let texts = setters(cx, shape, texts, &start);
    let codes = part.exit_code.iter().filter_map(|path| {
        let (values, _) = responses::values(cx, shape, path, &start)?;
        Some(quote!(.with_exit_code(#values.next().copied())))
    });
    Some(quote!(.with_parts(#values.map(|part| rt::SubjectPart::new(#title) #(#texts)* #(#codes)*))))
}

fn of_events(cx: &Context<'_>, element: &Shape, events: &Events) -> Option<TokenStream> {
    let (values, last) = responses::values(cx, element, &events.items, &quote!(item))?;
    let Type::Shape(shape) = last.ty else { return None };
    let (shape, start) = (cx.ir.shape(shape), quote!(event));
    let texts = [
        (quote!(with_kind), events.kind.as_ref()),
        (quote!(with_reason), events.reason.as_ref()),
        (quote!(with_message), events.message.as_ref()),
    ];
    let texts = setters(cx, shape, texts, &start);
    let count = events.count.as_ref().and_then(|path| {
        let (values, _) = responses::values(cx, shape, path, &start)?;
        Some(quote!(.with_count(#values.next().copied())))
    });
    let normal = &events.normal;
    Some(quote!(.with_events(#values.map(|event| rt::SubjectEvent::new(&[#(#normal),*]) #(#texts)* #count))))
}

/// `.hint_if(…)` for each; the first that is true counts.
fn hints(cx: &Context<'_>, element: &Shape, hints: &[Hint]) -> Vec<TokenStream> {
    let hints = hints.iter().filter_map(|hint| {
        let texts = acceptors::texts(cx, element, &hint.path, &quote!(item))?;
        let (values, text) = (&hint.values, &hint.text.en);
        Some(quote!(.hint_if(rt::any_of(#texts, &[#(#values),*]), #text)))
    });
    hints.collect()
}
