//! Paginators: where the next page of an action starts, and what a page holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::literal;
use super::types::{Wrapping, element, method_name, wrapping};
use crate::ir::{Action, Member, NextPage, Paginator, Scalar, Shape, Type};

/// `Paginate` of an action's request, if it is read page by page.
pub(super) fn paginate(cx: &Context<'_>, action: &Action, request: &Shape) -> Option<TokenStream> {
    let paginator = cx.paginator_of(request)?;
    let response = cx.ir.shape(action.response);
    let name = ident(&request.name.rust);
    let items = cx.ir.member_at(response, &paginator.items)?;
    let item = element(cx, items);
    let item = if matches!(items.ty, Type::Shape(_)) { quote!(super::response::#item) } else { item };
    let next = match &paginator.next {
        NextPage::Token { request: asked, response: told, end } => {
            by_token(cx, request.members().get(*asked)?, (response, told), end.as_ref())
        }
        _ => by_count(cx, paginator, request, response),
    }?;
    let reading = reading(cx, response, &paginator.items, &item)?;
    let largest = paginator.page_size.and_then(|index| largest_pages(request.members().get(index)?));
    Some(quote! {
        impl rt::Paginate for #name {
            type Item = #item;

            fn next_page(&self, response: &Self::Response) -> Option<Self> {
                #next
            }

            #reading

            #largest
        }
    })
}

/// The methods that take the items out of an answer, and put those of two answers together.
fn reading(cx: &Context<'_>, response: &Shape, way: &[usize], item: &TokenStream) -> Option<TokenStream> {
    let (last, holders) = way.split_last()?;
    if holders.is_empty() {
        let field = ident(&response.members().get(*last)?.name.rust);
        return Some(quote! {
            fn items(response: Self::Response) -> Vec<Self::Item> {
                response.#field
            }

            fn append(response: &mut Self::Response, mut next: Self::Response) {
                let mut items = std::mem::take(&mut response.#field);
                items.append(&mut next.#field);
                next.#field = items;
                *response = next;
            }
        });
    }
    let name = ident(&response.name.rust);
    let place = within(cx, response, way, &quote!(response), &quote!(as_mut))?;
    let function = quote! {
        fn list(response: &mut super::response::#name) -> Option<&mut Vec<#item>> {
            Some(&mut #place)
        }
    };
    Some(quote! {
        fn items(mut response: Self::Response) -> Vec<Self::Item> {
            #function
            list(&mut response).map(std::mem::take).unwrap_or_default()
        }

        fn append(response: &mut Self::Response, mut next: Self::Response) {
            #function
            if let Some(more) = list(&mut next) {
                if let Some(items) = list(response) {
                    items.append(more);
                    std::mem::swap(items, more);
                }
                *response = next;
            }
        }
    })
}

/// The place at the end of a way, which ends the function with `None` where an object on it is not there.
fn within(
    cx: &Context<'_>,
    structure: &Shape,
    way: &[usize],
    start: &TokenStream,
    borrow: &TokenStream,
) -> Option<TokenStream> {
    let (last, holders) = way.split_last()?;
    let (mut shape, mut place) = (structure, start.clone());
    for index in holders {
        let member = shape.members().get(*index)?;
        let Type::Shape(id) = member.ty else { return None };
        let field = ident(&member.name.rust);
        place = quote!(#place.#field.#borrow()?);
        shape = cx.ir.shape(id);
    }
    let field = ident(&shape.members().get(*last)?.name.rust);
    Some(quote!(#place.#field))
}

/// The request of a page that is found by its number or its offset.
fn by_count(cx: &Context<'_>, paginator: &Paginator, request: &Shape, response: &Shape) -> Option<TokenStream> {
    let counter = request.members().get(paginator.next.request())?;
    let (first, next) = match &paginator.next {
        NextPage::Number { first, .. } => (*first, quote!(next_number)),
        NextPage::Offset { first, .. } => (*first, quote!(next_offset)),
        NextPage::Token { .. } => return None,
    };
    let (field, setter, first) = (ident(&counter.name.rust), method_name(counter), literal::integer(first));
    let is_option = wrapping(counter) == Wrapping::Option;
    let at = if is_option { quote!(self.#field.unwrap_or(#first)) } else { quote!(self.#field) };
    let size = paginator.page_size.and_then(|index| request.members().get(index));
    let size = size.map_or_else(|| quote!(None), page_size);
    let items = within(cx, response, &paginator.items, &quote!(response), &quote!(as_ref))?;
    let total = match &paginator.total {
        None => quote!(None),
        Some(way) => {
            let place = within(cx, response, way, &quote!(response), &quote!(as_ref))?;
            let is_option = wrapping(cx.ir.member_at(response, way)?) == Wrapping::Option;
            if is_option { place } else { quote!(Some(#place)) }
        }
    };
    Some(quote! {
        let page = rt::CountedPage { at: #at, first: #first, size: #size, items: #items.len(), total: #total };
        Some(self.clone().#setter(page.#next()?))
    })
}

/// How large pages are, as far as the request or the tables say.
fn page_size(member: &Member) -> TokenStream {
    let field = ident(&member.name.rust);
    match (wrapping(member), &member.constraints.default) {
        (Wrapping::Option, Some(Scalar::Integer(default))) => {
            let default = literal::integer(*default);
            quote!(self.#field.or(Some(#default)))
        }
        (Wrapping::Option, _) => quote!(self.#field),
        _ => quote!(Some(self.#field)),
    }
}

/// The method that asks for as much as one page can hold, where the tables say how much that is.
fn largest_pages(page_size: &Member) -> Option<TokenStream> {
    let max = page_size.constraints.max.filter(|max| max.fract() == 0.0 && (1.0..=1e6).contains(max))?;
    if wrapping(page_size) != Wrapping::Option || !matches!(page_size.ty, Type::Integer | Type::Long) {
        return None;
    }
    #[allow(clippy::cast_possible_truncation, reason = "whole, and no more than a million")]
    let max = literal::integer(max as i64);
    let field = ident(&page_size.name.rust);
    Some(quote! {
        fn with_largest_pages(mut self) -> Self {
            self.#field.get_or_insert(#max);
            self
        }
    })
}

/// The request of the page that the answer's token names.
fn by_token(
    cx: &Context<'_>,
    asked: &Member,
    (response, way): (&Shape, &[usize]),
    end: Option<&Scalar>,
) -> Option<TokenStream> {
    let member = cx.ir.member_at(response, way)?;
    let setter = method_name(asked);
    let place = within(cx, response, way, &quote!(response), &quote!(as_ref))?;
    let or_return = (wrapping(member) == Wrapping::Option).then(|| quote!(?));
    let over = match (member.ty, end) {
        (Type::String, Some(Scalar::String(end))) => quote!(token.is_empty() || token == #end),
        (Type::String, Some(Scalar::Integer(end))) => {
            // What is a string may be written as a number.
            let end = end.to_string();
            quote!(token.is_empty() || token == #end)
        }
        (Type::String, _) => quote!(token.is_empty()),
        (_, Some(Scalar::Integer(end))) if *end != 0 => {
            let end = literal::integer(*end);
            quote!(token == 0 || token == #end)
        }
        _ => quote!(token == 0),
    };
    let token =
        if asked.ty == Type::String && member.ty != Type::String { quote!(token.to_string()) } else { quote!(token) };
    Some(quote! {
        let token = #place.clone()#or_return;
        if #over {
            return None;
        }
        Some(self.clone().#setter(#token))
    })
}
