//! The blocking client: a method for each action, as the async client has.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::options::Blocking;
use crate::ir::Action;
use crate::markdown::line;

/// `pub mod blocking`, if it is wanted.
pub(super) fn module(cx: &Context<'_>) -> Option<TokenStream> {
    let gate = match &cx.options.blocking {
        Blocking::No => return None,
        Blocking::Yes => TokenStream::new(),
        Blocking::Behind(feature) => quote!(#[cfg(feature = #feature)]),
    };
    let client = client(cx);
    let runtime = &cx.runtime;
    Some(quote! {
        /// The client for programs that are not async: the same methods, and `send` in place of `await`. Pages are
        /// iterators, and waits block.
        ///
        /// A client starts one thread with its first call, which drives connections and timers for all threads that make
        /// calls. On a thread of a Tokio runtime a call is not made: that is an error.
        #gate
        #[allow(unused_imports, clippy::all, clippy::pedantic)]
        pub mod blocking {
            use super::{SERVICE, request};
            use #runtime as rt;
            pub use rt::blocking::{Blocking, Call, CreateOnce, Items, Iter, Pages, RawCall, Wait, bulk};

            #client

            /// Makes a [`Client`].
            pub type ClientBuilder = rt::ClientBuilder<Client>;
        }
    })
}

fn client(cx: &Context<'_>) -> TokenStream {
    let service = &cx.ir.service;
    let title = line(&format!(" A client of {} {} whose calls block the thread.", service.name, service.version));
    let methods = cx.ir.actions.iter().map(|action| method(cx, action));
    quote! {
        #[doc = #title]
        ///
        /// Cloning it is cheap. Each action is a method that takes the request and gives a call, which `send` sends. It is
        /// made by its builder, or of an async [`Client`](super::Client), whose connections, credentials and settings it
        /// then shares.
        #[derive(Clone, Debug)]
        pub struct Client {
            inner: rt::blocking::ServiceClient,
        }

        impl Client {
            /// Starts to build a client.
            pub fn builder() -> rt::ClientBuilder<Self> {
                rt::ClientBuilder::new()
            }

            /// A client of the [environment](rt::ClientBuilder::from_env): its variables, or else files.
            ///
            /// # Errors
            ///
            /// Without credentials, and when a setting cannot work.
            pub fn from_env() -> Result<Self, rt::Error> {
                Self::builder().from_env().build()
            }

            /// A builder with all settings of this client, to make another one that differs in some: see the async
            /// [`to_builder`](super::Client::to_builder).
            pub fn to_builder(&self) -> rt::ClientBuilder<Self> {
                rt::ClientBuilder::from(self.inner.as_ref().runtime())
            }

            /// Where requests go; empty where the service has no endpoint.
            #[must_use]
            pub fn endpoint(&self) -> &str {
                self.inner.as_ref().endpoint()
            }

            /// The region of the requests.
            #[must_use]
            pub fn region(&self) -> &str {
                self.inner.as_ref().region()
            }

            /// Calls an action by its name, with parameters by theirs: for what these tables do not have.
            pub fn raw(&self, action: impl Into<String>) -> rt::blocking::RawCall {
                self.inner.raw(action)
            }

            /// What it shares with clients of other services that are made of it.
            #[must_use]
            pub fn runtime(&self) -> &rt::Client {
                self.inner.as_ref().runtime()
            }

            #(#methods)*
        }

        impl From<rt::Client> for Client {
            fn from(client: rt::Client) -> Self {
                Self { inner: rt::blocking::ServiceClient::new(client, &SERVICE) }
            }
        }

        impl From<super::Client> for Client {
            fn from(client: super::Client) -> Self {
                Self { inner: client.inner.into() }
            }
        }

        impl AsRef<rt::ServiceClient> for Client {
            fn as_ref(&self) -> &rt::ServiceClient {
                self.inner.as_ref()
            }
        }

        impl rt::TypedClient for Client {
            const SERVICE: &'static rt::ServiceInfo = &SERVICE;
        }
    }
}

fn method(cx: &Context<'_>, action: &Action) -> TokenStream {
    let name = ident(&action.name.rust);
    let request = ident(&cx.ir.shape(action.request).name.rust);
    // The async method has the rest.
    let link = match name.to_string().strip_prefix("r#") {
        Some(bare) => format!("`{bare}`"),
        None => format!("[`{name}`](super::Client::{name})"),
    };
    let doc = line(&format!(" Calls `{}`: {link}, blocking.", action.name.wire));
    quote! {
        #[doc = #doc]
        pub fn #name(&self, request: request::#request) -> rt::blocking::Call<request::#request> {
            rt::blocking::call(&self.inner, request)
        }
    }
}
