//! A service that answers what a test says, for unit tests of code that calls.
//!
//! A [`Mock`] is told which calls to expect, and what to answer. A client of it goes the whole way of a call (validation,
//! encoding, signing, retries, decoding) up to the place where bytes would leave the program: nothing ever reaches a
//! network. Waiting takes no time, by the client's [clock](crate::Clock).
//!
//! - Of the expectations that fit a call, the first one counts that has not come as often as it should;
//!   [`in_order`](Mock::in_order) makes calls come in the order in which they are expected.
//! - A call that nothing expects is an error, of the kind [`ErrorKind::Configuration`](crate::ErrorKind::Configuration),
//!   and is not tried again.
//! - When the mock is dropped it panics if a call came that nothing expected, or if one did not come as often as
//!   expected, and says which. [`verify`](Mock::verify) does so earlier.

mod came;
mod clock;
mod expect;
mod reply;
mod state;

use std::fmt;
use std::sync::Arc;

pub use expect::Expect;

use crate::action::Action;
use crate::auth::Credentials;
use crate::client::{ClientBuilder, TypedClient};
use crate::document::Document;
use crate::http::Transport;
use clock::MockClock;
use state::State;

/// Expects calls and answers them: see the [module](self).
#[must_use = "what is expected is verified when it is dropped"]
pub struct Mock {
    state: Arc<State>,
}

impl Mock {
    /// A mock that expects nothing yet.
    pub fn new() -> Self {
        Self { state: Arc::default() }
    }

    /// Calls must come in the order in which they are expected. Those that may come [any
    /// times](Expect::any_times) may also be left out.
    pub fn in_order(self) -> Self {
        self.state.lock().is_ordered = true;
        self
    }

    /// Expects a call of an action: `mock.expect::<DescribeContainerGroupRequest>()`. Unless it is told otherwise, with
    /// any request and once. What follows says what is answered, and only that makes it count.
    pub fn expect<A: Action + Document + fmt::Debug>(&self) -> Expect<'_, A> {
        Expect::new(&self.state)
    }

    /// The requests of an action that came and were expected, in order.
    pub fn requests<A: Action + Document>(&self) -> Vec<A> {
        self.state.lock().requests()
    }

    /// A client that calls this mock.
    ///
    /// # Panics
    ///
    /// Never: what it is made of is complete.
    pub fn client<C: TypedClient>(&self) -> C {
        self.builder::<C>().build().expect("a mock's settings can work")
    }

    /// A builder of a client that calls this mock, to change other settings: `mock.builder::<Client>()`. A transport or a
    /// clock of one's own takes the place of the mock's.
    pub fn builder<C: TypedClient>(&self) -> ClientBuilder<C> {
        let credentials = Credentials::new("mock-access-key", "mock-secret-key");
        ClientBuilder::new().credentials(credentials).transport(self.transport()).clock(MockClock::default())
    }

    /// What the calls go through, for a builder of one's own.
    pub fn transport(&self) -> impl Transport + use<> {
        self.state.clone()
    }

    /// Checks now that everything came as expected, and nothing else did.
    ///
    /// # Panics
    ///
    /// If it did not, with a list of what did not come and of what came.
    #[track_caller]
    pub fn verify(self) {
        self.check();
    }

    #[track_caller]
    fn check(&self) {
        let complaints = self.state.lock().complaints();
        assert!(complaints.is_empty() || std::thread::panicking(), "the mock is not satisfied:\n{complaints}");
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

/// Panics as [`verify`](Mock::verify) does, unless the thread panics already.
impl Drop for Mock {
    fn drop(&mut self) {
        self.check();
    }
}

/// Shows what is expected, and how often it came.
impl fmt::Debug for Mock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.state.lock().expectations).finish()
    }
}
