//! Actions: the trait implementation that ties a request to its response, and the client's methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::{docs, examples, find_again, literal, paginators};
use crate::ir::{Action, Body, Effect, Shape};
use crate::markdown::line;

/// `Action` and `Paginate` of a request; nothing for a structure that is no action's request.
pub(super) fn action_of(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let Some(action) = cx.action_of(shape) else { return TokenStream::new() };
    let request = ident(&shape.name.rust);
    let response = cx.shape(action.response);
    let wire = &action.name.wire;
    let methods = action.methods.iter().map(|method| literal::method(*method));
    let default_method = literal::method(action.default_method);
    let body = match action.body {
        Body::Form => quote!(Form),
        Body::Json => quote!(Json),
    };
    let effect = match action.effect {
        Effect::Read => quote!(Read),
        Effect::Idempotent => quote!(Idempotent),
        Effect::Create => quote!(Create),
    };
    let yields = action.yields.and_then(|index| cx.ir.shape(action.response).members().get(index));
    let yields = yields.map_or_else(
        || quote!(None),
        |member| {
            let name = &member.name.wire;
            quote!(Some(#name))
        },
    );
    let paginate = paginators::paginate(cx, action, shape);
    let find_again = find_again::find_again(cx, action, shape);
    quote! {
        impl rt::Action for #request {
            type Response = super::response::#response;

            const INFO: rt::ActionInfo = rt::ActionInfo {
                service: &super::SERVICE,
                name: #wire,
                methods: &[#(#methods),*],
                default_method: #default_method,
                body: rt::Body::#body,
                effect: rt::Effect::#effect,
                yields: #yields,
            };
        }
        #paginate
        #find_again
    }
}

/// `pub struct Client`, with a method for each action.
pub(super) fn client(cx: &Context<'_>) -> TokenStream {
    let rt = &cx.runtime;
    let service = &cx.ir.service;
    let title = line(&format!(" A client of {} {}: a method for each action.", service.name, service.version));
    let builder = format!("{}::ClientBuilder", cx.options.runtime);
    let from_env = format!(" A client of the [environment]({builder}::from_env): its variables, or else files.");
    let methods = cx.ir.actions.iter().map(|action| method(cx, action));
    quote! {
        #[doc = #title]
        ///
        /// Cloning it is cheap. Each action is a method that takes the request and gives a call, which is sent when it
        /// is awaited. Clients of several services that are made of one runtime client share its connections.
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: #rt::ServiceClient,
        }

        impl Client {
            /// Starts to build a client.
            pub fn builder() -> #rt::ClientBuilder<Self> {
                #rt::ClientBuilder::new()
            }

            #[doc = #from_env]
            ///
            /// # Errors
            ///
            /// Without credentials, and when a setting cannot work.
            pub fn from_env() -> Result<Self, #rt::Error> {
                Self::builder().from_env().build()
            }

            /// A builder with all settings of this client, to make another one that differs in some. The two share
            /// connections, the quota of retries and credentials, as far as they are not changed.
            pub fn to_builder(&self) -> #rt::ClientBuilder<Self> {
                #rt::ClientBuilder::from(self.inner.runtime())
            }

            /// Where requests go; empty where the service has no endpoint.
            #[must_use]
            pub fn endpoint(&self) -> &str {
                self.inner.endpoint()
            }

            /// The region of the requests.
            #[must_use]
            pub fn region(&self) -> &str {
                self.inner.region()
            }

            /// Calls an action by its name, with parameters by theirs: for what these tables do not have.
            pub fn raw(&self, action: impl Into<String>) -> #rt::RawCall {
                self.inner.raw(action)
            }

            /// What it shares with clients of other services that are made of it.
            #[must_use]
            pub fn runtime(&self) -> &#rt::Client {
                self.inner.runtime()
            }

            #(#methods)*
        }

        impl From<#rt::Client> for Client {
            fn from(client: #rt::Client) -> Self {
                Self { inner: #rt::ServiceClient::new(client, &SERVICE) }
            }
        }

        impl AsRef<#rt::ServiceClient> for Client {
            fn as_ref(&self) -> &#rt::ServiceClient {
                &self.inner
            }
        }

        impl #rt::TypedClient for Client {
            const SERVICE: &'static #rt::ServiceInfo = &SERVICE;
        }
    }
}

fn method(cx: &Context<'_>, action: &Action) -> TokenStream {
    let runtime = &cx.runtime;
    let signature = signature(cx, action);
    let docs = docs::action(cx, action);
    let example = examples::call(cx, action);
    quote! {
        #docs
        #example
        pub #signature {
            #runtime::call(&self.inner, request)
        }
    }
}

fn signature(cx: &Context<'_>, action: &Action) -> TokenStream {
    let runtime = &cx.runtime;
    let name = ident(&action.name.rust);
    let request = cx.shape(action.request);
    quote!(fn #name(&self, request: request::#request) -> #runtime::Call<request::#request>)
}
