//! Actions: their tables, how they are read page by page, and what their answers list.

use proc_macro2::TokenStream;
use quote::quote;

use super::shapes::shape_name;
use super::{Cx, text, text_if_any};
use crate::emit::ident;
use crate::facts;
use crate::ir::{Action, Ir, NextPage, Paginator, Path, Recreation, ShapeId, Source, Subject, Type};

pub(super) fn action(cx: &Cx<'_>, action: &Action) -> TokenStream {
    let (ir, sdk) = (cx.ir, &cx.sdk);
    let request = ident(&ir.shape(action.request).name.rust);
    let (sent, answered) = (shape_name(cx, action.request), shape_name(cx, action.response));
    let (title, section) = (text(&action.title), &action.section);
    let description = text_if_any("description", &action.description);
    let is_this = |id: crate::ir::ActionId| ir.action(id).name == action.name;
    let pages = ir.paginators.iter().find(|one| is_this(one.action)).and_then(|one| pages(ir, action, one));
    let lists = ir.subjects.iter().find(|one| is_this(one.action)).and_then(|one| lists(ir, action, one));
    let found_by = ir.find_again.iter().find(|one| is_this(one.create)).map(|one| {
        let find = &ir.action(one.find).name.wire;
        quote!(found_by: Some(#find),)
    });
    let recreates = ir.recreations.iter().find(|one| is_this(one.create)).map(|one| recreates(ir, action, one));
    let origin = action.provenance.iter().map(|one| format!("{}/{}", one.overlay, one.entry)).collect::<Vec<_>>();
    let origin = (!origin.is_empty()).then(|| quote!(origin: &[#(#origin),*],));
    quote! {
        t::Action {
            section: #section,
            #description #pages #lists #found_by #recreates #origin
            ..t::Action::new(
                &<#sdk::request::#request as t::ActionOf>::INFO,
                #title,
                &#sent,
                &#answered,
                t::operation::<#sdk::request::#request>(),
            )
        }
    }
}

/// The members of the request that what describes it tells elsewhere, or under another name.
fn recreates(ir: &Ir, action: &Action, one: &Recreation) -> TokenStream {
    let members = ir.shape(action.request).members();
    let elsewhere = one.elsewhere.iter().filter_map(|carried| match &carried.from {
        Source::Path(path) => {
            let (name, path) = (&members.get(carried.to)?.name.wire, wire_path(ir, one.from, path));
            Some(quote!((#name, #path)))
        }
        Source::Member(_) => None,
    });
    quote!(elsewhere: &[#(#elsewhere),*],)
}

/// How the command line reads all pages: by tokens that are members of the answer itself, and in no other way yet.
fn pages(ir: &Ir, action: &Action, one: &Paginator) -> Option<TokenStream> {
    let (request, response) = (ir.shape(action.request).members(), ir.shape(action.response).members());
    let NextPage::Token { request: start, response: next, end } = &one.next else { return None };
    let own = |way: &Path| match way.as_slice() {
        [only] => response.get(*only).map(|member| member.name.wire.clone()),
        _ => None,
    };
    let (start, next, items) = (&request.get(*start)?.name.wire, own(next)?, own(&one.items)?);
    let some = |value: Option<String>| value.map_or_else(|| quote!(None), |value| quote!(Some(#value)));
    let size = one.page_size.map(|index| &request[index]);
    let largest = some(size.and_then(|member| member.constraints.max).map(|max| max.to_string()));
    let size = some(size.map(|member| member.name.wire.clone()));
    let total = some(one.total.as_ref().and_then(own));
    let end = some(end.as_ref().map(facts::scalar));
    Some(quote! {
        pages: Some(t::Pages {
            start: #start, next: #next, items: #items, size: #size, largest: #largest, total: #total, end: #end,
        }),
    })
}

/// What the elements of the list are that waiters of the action wait for.
fn lists(ir: &Ir, action: &Action, one: &Subject) -> Option<TokenStream> {
    let [items] = one.items.as_slice() else { return None };
    let items = ir.shape(action.response).members().get(*items)?;
    let Type::Shape(element) = items.ty else { return None };
    let (title, items) = (text(&one.title), &items.name.wire);
    let asked = one.asked.and_then(|index| ir.shape(action.request).members().get(index));
    let asked = asked.map_or_else(
        || quote!(None),
        |member| {
            let name = &member.name.wire;
            quote!(Some(#name))
        },
    );
    let id = wire_path(ir, element, &one.id);
    let optional = |path: &Option<Path>| {
        let path = path.as_ref().map(|path| wire_path(ir, element, path));
        path.map_or_else(|| quote!(None), |path| quote!(Some(#path)))
    };
    let (name, state, reason) = (optional(&one.name), optional(&one.state), optional(&one.reason));
    Some(quote! {
        lists: Some(t::Lists {
            title: #title, items: #items, asked: #asked, id: #id, name: #name, state: #state, reason: #reason,
        }),
    })
}

/// `CurrentState.State`, from a shape down.
fn wire_path(ir: &Ir, from: ShapeId, path: &Path) -> String {
    let mut shape = Some(from);
    let mut names = Vec::new();
    for index in path {
        let Some(member) = shape.and_then(|id| ir.shape(id).members().get(*index)) else { break };
        names.push(member.name.wire.as_str());
        shape = match member.ty {
            Type::Shape(id) => Some(id),
            _ => None,
        };
    }
    names.join(".")
}
