//! Paginators: where the next page of an action starts, and what a page holds.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::literal;
use super::setters::method_name;
use super::types::{Wrapping, element, wrapping};
use crate::ir::{Action, Member, Paginator, Scalar, Shape, Type};

/// `Paginate` of an action's request, if it is read page by page.
pub(super) fn paginate(cx: &Context<'_>, action: &Action, request: &Shape) -> Option<TokenStream> {
    let paginator = cx.paginator_of(request)?;
    let response = cx.ir.shape(action.response);
    let name = ident(&request.name.rust);
    let items = response.members().get(paginator.items)?;
    let (item, field) = (element(cx, items), ident(&items.name.rust));
    let item = if matches!(items.ty, Type::Shape(_)) { quote!(super::response::#item) } else { item };
    let setter = method_name(request.members().get(paginator.request_token)?);
    let next = next_page(response.members().get(paginator.response_token)?, paginator);
    let largest = paginator.page_size.and_then(|index| largest_pages(request.members().get(index)?));
    Some(quote! {
        impl rt::Paginate for #name {
            type Item = #item;

            fn next_page(&self, response: &Self::Response) -> Option<Self> {
                #next
                Some(self.clone().#setter(token))
            }

            fn items(response: Self::Response) -> Vec<Self::Item> {
                response.#field
            }

            fn append(response: &mut Self::Response, mut next: Self::Response) {
                let mut items = std::mem::take(&mut response.#field);
                items.append(&mut next.#field);
                next.#field = items;
                *response = next;
            }

            #largest
        }
    })
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

/// Statements that bind `token`, or return where there is no further page.
fn next_page(member: &Member, paginator: &Paginator) -> TokenStream {
    let field = ident(&member.name.rust);
    let or_return = (wrapping(member) == Wrapping::Option).then(|| quote!(?));
    let bind = quote!(let token = response.#field.clone()#or_return;);
    let over = match (member.ty, &paginator.end) {
        (Type::String, Some(Scalar::String(end))) => quote!(token.is_empty() || token == #end),
        (Type::String, _) => quote!(token.is_empty()),
        (Type::Integer | Type::Long, Some(Scalar::Integer(end))) if *end != 0 => {
            let end = literal::integer(*end);
            quote!(token == 0 || token == #end)
        }
        _ => quote!(token == 0),
    };
    quote! {
        #bind
        if #over {
            return None;
        }
    }
}
