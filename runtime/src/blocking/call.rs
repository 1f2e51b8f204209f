//! Calls, with the options of the async ones.

use std::time::Duration;

use http::Uri;

use super::{Call, CreateOnce, Items, Iter, Pages, RawCall, Wait};
use crate::action::{Action, Paginate};
use crate::call::{CallMetadata, FindAgain, Waiter};
use crate::client::{CallOptions, ServiceClient, Validation, option_setters};
use crate::error::Error;

impl<A: Action> Call<A> {
    option_setters!();

    /// What is done if this request breaks rules of the documents.
    pub fn validation(self, validation: Validation) -> Self {
        self.map(|call| call.validation(validation))
    }

    /// Sends the call, and tells beside the answer how it went.
    ///
    /// # Errors
    ///
    /// As [`send`](super::Blocking::send).
    pub fn send_with_metadata(self) -> Result<(A::Response, CallMetadata), Error> {
        self.driver.block_on(self.inner.send_with_metadata())?
    }

    /// Asks whether this call would succeed, and carries nothing out: see [`Call::dry_run`](crate::Call::dry_run).
    ///
    /// # Errors
    ///
    /// As [`Call::dry_run`](crate::Call::dry_run), and [`Error::Configuration`] on a thread of an async runtime.
    pub fn dry_run(self) -> Result<(), Error> {
        self.driver.block_on(self.inner.dry_run())?
    }

    /// A URL that is the whole call, for so long from now: see [`Call::presign`](crate::Call::presign).
    ///
    /// # Errors
    ///
    /// As [`Call::presign`](crate::Call::presign), and [`Error::Configuration`] on a thread of an async runtime.
    pub fn presign(&self, expires: Duration) -> Result<Uri, Error> {
        self.driver.block_on(self.inner.presign(expires))?
    }

    /// Asks until a state is reached, and gives back the answer that shows it.
    pub fn wait_for<W: Waiter<Action = A>>(self, waiter: W) -> Wait<W> {
        self.map(|call| call.wait_for(waiter))
    }

    /// Creates exactly once for this token, however often it is tried: see [`CreateOnce`](crate::CreateOnce).
    pub fn exactly_once(self, token: impl AsRef<[u8]>) -> CreateOnce<A>
    where
        A: FindAgain,
    {
        self.map(|call| call.exactly_once(token))
    }

    fn client_mut(&mut self) -> &mut ServiceClient {
        self.inner.client_mut()
    }

    fn options_mut(&mut self) -> &mut CallOptions {
        self.inner.options_mut()
    }
}

impl<A: Paginate> Call<A> {
    /// All pages from this one on, each asked for when it is wanted.
    pub fn pages(self) -> Pages<A> {
        Iter::new(self.map(crate::Call::pages))
    }

    /// What all pages from this one on list, one by one.
    pub fn items(self) -> Items<A> {
        Iter::new(self.map(crate::Call::items))
    }

    /// The answers of all pages from this one on, in one: see [`Call::collect_all`](crate::Call::collect_all).
    ///
    /// # Errors
    ///
    /// The first error of any page.
    pub fn collect_all(self) -> Result<A::Response, Error> {
        self.driver.block_on(self.inner.collect_all())?
    }
}

impl RawCall {
    option_setters!();

    /// The version of the API. Default: the one that this SDK is made from.
    pub fn version(self, version: impl Into<String>) -> Self {
        self.map(|call| call.version(version))
    }

    /// Adds a parameter, by its flattened name: `Filter.1.Name`.
    pub fn param(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.map(|call| call.param(key, value))
    }

    /// Adds parameters, by their flattened names.
    pub fn params<K: Into<String>, V: Into<String>>(self, params: impl IntoIterator<Item = (K, V)>) -> Self {
        self.map(|call| call.params(params))
    }

    /// Asks whether this call would succeed, and carries nothing out: see [`Call::dry_run`](crate::Call::dry_run).
    ///
    /// # Errors
    ///
    /// As [`Call::dry_run`](crate::Call::dry_run), and [`Error::Configuration`] on a thread of an async runtime.
    pub fn dry_run(self) -> Result<(), Error> {
        self.driver.block_on(self.inner.dry_run())?
    }

    /// A URL that is the whole call, for so long from now: see [`Call::presign`](crate::Call::presign).
    ///
    /// # Errors
    ///
    /// As [`Call::presign`](crate::Call::presign), and [`Error::Configuration`] on a thread of an async runtime.
    pub fn presign(&self, expires: Duration) -> Result<Uri, Error> {
        self.driver.block_on(self.inner.presign(expires))?
    }

    fn client_mut(&mut self) -> &mut ServiceClient {
        self.inner.client_mut()
    }

    fn options_mut(&mut self) -> &mut CallOptions {
        self.inner.options_mut()
    }
}
