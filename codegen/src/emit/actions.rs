//! Actions: the trait implementation that ties a request to its response, and the client's methods.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::{ClientStyle, docs, literal, paginators};
use crate::ir::{Action, Effect, Shape};

/// Methods that the runtime's client has of its own.
const TAKEN: [&str; 6] = ["builder", "clone", "endpoint", "from_env", "raw", "region"];

/// `Action` and `Paginate` of a request; nothing for a structure that is no action's request.
pub(super) fn action_of(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let found = cx.ir.actions.iter().find(|action| std::ptr::eq(cx.ir.shape(action.request), shape));
    let Some(action) = found else { return TokenStream::new() };
    let request = ident(&shape.name.rust);
    let response = cx.shape(action.response);
    let wire = &action.name.wire;
    let methods = action.methods.iter().map(|method| literal::method(*method));
    let recommended = literal::method(action.recommended_method);
    let effect = match action.effect {
        Effect::Read => quote!(Read),
        Effect::Idempotent => quote!(Idempotent),
        Effect::Create => quote!(Create),
    };
    let paginate = paginators::paginate(cx, action);
    quote! {
        impl rt::Action for #request {
            type Response = super::response::#response;

            const INFO: rt::ActionInfo = rt::ActionInfo {
                service: &super::SERVICE,
                name: #wire,
                methods: &[#(#methods),*],
                recommended_method: #recommended,
                effect: rt::Effect::#effect,
            };
        }
        #paginate
    }
}

/// The client's methods, as methods of its own or of a trait.
pub(super) fn client(cx: &Context<'_>) -> TokenStream {
    let runtime = &cx.runtime;
    let methods = cx.ir.actions.iter().map(|action| method(cx, action, cx.options.client == ClientStyle::Inherent));
    match cx.options.client {
        ClientStyle::None => TokenStream::new(),
        ClientStyle::Inherent => quote! {
            impl #runtime::Client { #(#methods)* }
        },
        ClientStyle::Trait => {
            let declarations = cx.ir.actions.iter().map(|action| {
                let docs = docs::action(action);
                let signature = signature(cx, action);
                quote!(#docs #signature;)
            });
            let title =
                format!(" The actions of {} {}, as methods of a client.", cx.ir.service.name, cx.ir.service.version);
            quote! {
                #[doc = #title]
                pub trait Api { #(#declarations)* }

                impl Api for #runtime::Client { #(#methods)* }
            }
        }
    }
}

fn method(cx: &Context<'_>, action: &Action, inherent: bool) -> TokenStream {
    let runtime = &cx.runtime;
    let signature = signature(cx, action);
    let docs = inherent.then(|| docs::action(action));
    let visibility = inherent.then(|| quote!(pub));
    quote! {
        #docs
        #visibility #signature {
            #runtime::call(self, request)
        }
    }
}

fn signature(cx: &Context<'_>, action: &Action) -> TokenStream {
    let runtime = &cx.runtime;
    let name = match action.name.rust.as_str() {
        name if TAKEN.contains(&name) => format_ident!("{name}_action"),
        name => ident(name),
    };
    let request = cx.shape(action.request);
    quote!(fn #name(&self, request: request::#request) -> #runtime::Call<request::#request>)
}
