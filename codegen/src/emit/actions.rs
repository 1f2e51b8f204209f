//! Actions: the trait implementation that ties a request to its response, and the client's methods.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::context::{Context, ident};
use super::{ClientStyle, docs, literal, paginators};
use crate::ir::{Action, Effect, Shape};
use crate::markdown::line;

/// Methods that the runtime's client, or the type around it, has of its own.
const TAKEN: [&str; 7] = ["builder", "clone", "endpoint", "from_env", "new", "raw", "region"];

/// `Action` and `Paginate` of a request; nothing for a structure that is no action's request.
pub(super) fn action_of(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let Some(action) = cx.action_of(shape) else { return TokenStream::new() };
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
    let paginate = paginators::paginate(cx, action, shape);
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

/// The actions as methods: of the runtime's client, or of a type of their own around one.
pub(super) fn client(cx: &Context<'_>) -> TokenStream {
    let runtime = &cx.runtime;
    let service = &cx.ir.service;
    let title = line(&format!(" The actions of {} {}, called through a client.", service.name, service.version));
    match cx.options.client {
        ClientStyle::None => TokenStream::new(),
        ClientStyle::Inherent => {
            let methods = cx.ir.actions.iter().map(|action| method(cx, action, &quote!(self)));
            quote! {
                impl #runtime::Client { #(#methods)* }
            }
        }
        ClientStyle::Wrapper => {
            let methods = cx.ir.actions.iter().map(|action| method(cx, action, &quote!(&self.client)));
            quote! {
                #[doc = #title]
                #[derive(Clone, Debug)]
                pub struct Api {
                    client: #runtime::Client,
                }

                impl Api {
                    /// The actions, called through this client.
                    #[must_use]
                    pub fn new(client: #runtime::Client) -> Self {
                        Self { client }
                    }

                    #(#methods)*
                }
            }
        }
    }
}

fn method(cx: &Context<'_>, action: &Action, client: &TokenStream) -> TokenStream {
    let runtime = &cx.runtime;
    let signature = signature(cx, action);
    let docs = docs::action(action);
    quote! {
        #docs
        pub #signature {
            #runtime::call(#client, request)
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
