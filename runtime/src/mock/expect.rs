//! Saying what is expected.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde_json::Value;

use super::came::Came;
use super::reply::Reply;
use super::state::{Expectation, Respond, State};
use crate::action::Action;
use crate::document::Document;
use crate::error::Phase;

/// Says whether a request is meant.
type Fits<A> = Box<dyn Fn(&A) -> bool + Send + Sync>;

/// A call that is about to be expected: of which request, how often, and then what is answered.
#[must_use = "a call is expected as soon as it is said what is answered"]
pub struct Expect<'m, A> {
    state: &'m State,
    fits: Vec<Fits<A>>,
    /// `None`: any times.
    times: Option<usize>,
    action: PhantomData<fn() -> A>,
}

impl<'m, A: Action + Document + fmt::Debug> Expect<'m, A> {
    pub(super) fn new(state: &'m State) -> Self {
        Self { state, fits: Vec::new(), times: Some(1), action: PhantomData }
    }

    /// Only requests of which this is true. It may be said more than once; all must be true then.
    pub fn matching(mut self, fits: impl Fn(&A) -> bool + Send + Sync + 'static) -> Self {
        self.fits.push(Box::new(fits));
        self
    }

    /// Only this request, as it is after it was sent: what is not sent, such as an empty list, is not there.
    #[allow(clippy::needless_pass_by_value, reason = "calls take requests by value too")]
    pub fn with(self, request: A) -> Self
    where
        A: PartialEq,
    {
        let expected: A = Came::of(&request).typed();
        self.matching(move |came| *came == expected)
    }

    /// How often it must come. Default: once.
    pub fn times(mut self, times: usize) -> Self {
        self.times = Some(times);
        self
    }

    /// It may come any number of times, or not at all.
    pub fn any_times(mut self) -> Self {
        self.times = None;
        self
    }

    /// Is answered with this. An answer without a request id gets one.
    ///
    /// # Panics
    ///
    /// If the answer is no JSON object, which generated ones are.
    #[track_caller]
    pub fn answer(self, response: A::Response)
    where
        A::Response: Serialize,
    {
        self.reply(Reply::typed(&response));
    }

    /// Is answered with these, one after the other, each once.
    ///
    /// # Panics
    ///
    /// As [`answer`](Self::answer).
    #[track_caller]
    pub fn answer_each(mut self, responses: impl IntoIterator<Item = A::Response>)
    where
        A::Response: Serialize,
    {
        let replies: Vec<_> = responses.into_iter().map(|response| Reply::typed(&response)).collect();
        self.times = Some(replies.len());
        self.expect(move |_, index| replies.get(index).cloned());
    }

    /// Is answered with what this makes of the request.
    pub fn answer_with(self, respond: impl Fn(&A) -> A::Response + Send + Sync + 'static)
    where
        A::Response: Serialize,
    {
        self.expect(move |request, _| Some(Reply::typed(&respond(request))));
    }

    /// Is answered with this JSON: for what the types do not have.
    ///
    /// # Panics
    ///
    /// If it is no object.
    #[track_caller]
    pub fn answer_json(self, json: Value) {
        self.reply(Reply::json(json));
    }

    /// Fails with an error that the service documents, with the status and the message of the first row of its code.
    /// Whether the client tries again, and what became of the request, is as with the service itself.
    ///
    /// # Panics
    ///
    /// If the service documents no such error.
    #[track_caller]
    pub fn fail(self, code: impl AsRef<str>) {
        self.reply(Reply::row(A::INFO.service, code.as_ref()));
    }

    /// Fails with any error of the service.
    ///
    /// # Panics
    ///
    /// If the status is no HTTP status.
    #[track_caller]
    pub fn fail_as(self, http_status: u16, code: impl AsRef<str>, message: impl AsRef<str>) {
        self.reply(Reply::error(http_status, code.as_ref(), message.as_ref()));
    }

    /// The connection breaks at this point.
    pub fn break_at(self, phase: Phase) {
        self.reply(Reply::Broken(phase));
    }

    fn reply(self, reply: Reply) {
        self.expect(move |_, _| Some(reply.clone()));
    }

    /// Adds the expectation. `respond` is given a request that fits, and how many came before.
    fn expect(self, respond: impl Fn(&A, usize) -> Option<Reply> + Send + Sync + 'static) {
        let fits = self.fits;
        let respond: Respond = Box::new(move |call, index| {
            let request: A = call.typed();
            if fits.iter().all(|fits| fits(&request)) { respond(&request, index) } else { None }
        });
        let show = |call: &Came| format!("{:?}", call.typed::<A>());
        let (action, times) = (A::INFO.name, self.times);
        self.state.lock().expectations.push(Expectation { action, times, came: 0, respond, show });
    }
}

impl<A: Action> fmt::Debug for Expect<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expect").field("action", &A::INFO.name).field("times", &self.times).finish_non_exhaustive()
    }
}
