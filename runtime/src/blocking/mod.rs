//! Calls for programs that are not async: the same calls, options, pages and waits, which block the thread instead of being
//! awaited.
//!
//! A generated `blocking::Client` has the methods of its async sibling; what they give is sent with
//! [`send`](Blocking::send), and what comes in pages is an [`Iterator`]. A client starts one thread with its first call,
//! which drives connections and timers; clones share it, and it ends with the last of them and of their calls.
//!
//! On a thread that belongs to a Tokio runtime, `spawn_blocking` included, a call is not made: it is an
//! [`Error::Configuration`], because it would keep other tasks waiting. The async client is meant for there;
//! `Handle::current().block_on(call.into_future())` waits for it on a thread of `spawn_blocking`. Clients can be made and
//! dropped anywhere.

mod bulk;
mod call;
mod client;
mod iter;
mod thread;
mod wait;

use std::fmt;
use std::future::IntoFuture;

use crate::error::Error;
pub use bulk::bulk;
pub use client::{ServiceClient, call};
pub use iter::Iter;
use thread::Driver;

/// A call that is sent when [`send`](Blocking::send) is called.
pub type Call<A> = Blocking<crate::Call<A>>;
/// A call of an action by its name.
pub type RawCall = Blocking<crate::RawCall>;
/// Waiting for a state.
pub type Wait<W> = Blocking<crate::Wait<W>>;
/// Creating exactly once.
pub type CreateOnce<A> = Blocking<crate::CreateOnce<A>>;
/// The pages of a call, one after the other.
pub type Pages<A> = Iter<crate::Pages<A>>;
/// What the pages of a call list, one by one.
pub type Items<A> = Iter<crate::Items<A>>;

/// Something of the async API, to be waited for by the thread: a [`Call`], a [`Wait`], a [`CreateOnce`], a [`RawCall`].
#[must_use = "nothing is sent before `send` is called"]
#[derive(Clone)]
pub struct Blocking<T> {
    inner: T,
    driver: Driver,
}

impl<T> Blocking<T> {
    /// The same around something else, for what the async API can do and this has no method for:
    /// `call.map(|call| call.timeout(limit))`.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Blocking<U> {
        Blocking { inner: change(self.inner), driver: self.driver }
    }

    /// What is waited for.
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<R, T: IntoFuture<Output = Result<R, Error>>> Blocking<T> {
    /// Does it, and blocks the thread until it is done.
    ///
    /// # Errors
    ///
    /// As awaiting it, and [`Error::Configuration`] on a thread of an async runtime.
    pub fn send(self) -> Result<R, Error> {
        self.driver.block_on(self.inner.into_future())?
    }
}

impl<T: fmt::Debug> fmt::Debug for Blocking<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blocking").field(&self.inner).finish()
    }
}
