//! What is expected, and what came.

use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{Request, Response};

use super::came::Came;
use super::reply::Reply;
use crate::action::Action;
use crate::document::Document;
use crate::error::{Phase, TransportError};
use crate::future::BoxFuture;
use crate::http::Transport;

/// What a mock and its transports share.
#[derive(Default)]
pub(super) struct State {
    told: Mutex<Told>,
}

/// What the mock was told, and what came.
#[derive(Default)]
pub(super) struct Told {
    pub(super) expectations: Vec<Expectation>,
    pub(super) is_ordered: bool,
    /// Where in the expectations ordered calls are.
    position: usize,
    /// The calls that were expected.
    came: Vec<Came>,
    /// What is to be said of the others.
    unexpected: Vec<String>,
}

/// Answers a request of a call, of which all is known but its type, after so many others.
pub(super) type Respond = Box<dyn Fn(&Came, usize) -> Option<Reply> + Send + Sync>;

/// A call that is expected.
pub(super) struct Expectation {
    pub(super) action: &'static str,
    /// How often it must come; `None`: any times.
    pub(super) times: Option<usize>,
    pub(super) came: usize,
    /// The answer, or nothing if another request is meant.
    pub(super) respond: Respond,
    /// The request in words that show nothing secret.
    pub(super) show: fn(&Came) -> String,
}

impl Expectation {
    fn is_done(&self) -> bool {
        self.times.is_some_and(|times| self.came >= times)
    }

    /// Whether no more calls of it need to come.
    fn may_be_left(&self) -> bool {
        self.times.is_none_or(|times| self.came >= times)
    }

    /// The answer, if this is meant, and may still come.
    fn try_answer(&mut self, call: &Came) -> Option<Reply> {
        if self.action != call.action || self.is_done() {
            return None;
        }
        let reply = (self.respond)(call, self.came)?;
        self.came += 1;
        Some(reply)
    }
}

impl Told {
    /// The answer to a call, or why there is none.
    fn answer(&mut self, call: Came) -> Result<Reply, String> {
        let reply = if self.is_ordered { self.answer_in_order(&call) } else { self.answer_in_any_order(&call) };
        if let Some(reply) = reply {
            self.came.push(call);
            return Ok(reply);
        }
        let known = self.expectations.iter().find(|expectation| expectation.action == call.action);
        let request = known.map_or_else(|| format!("{call:?}"), |known| (known.show)(&call));
        let said = format!("{} with {request}", call.action);
        self.unexpected.push(said.clone());
        Err(said)
    }

    fn answer_in_any_order(&mut self, call: &Came) -> Option<Reply> {
        self.expectations.iter_mut().find_map(|expectation| expectation.try_answer(call))
    }

    fn answer_in_order(&mut self, call: &Came) -> Option<Reply> {
        for (position, expectation) in self.expectations.iter_mut().enumerate().skip(self.position) {
            if let Some(reply) = expectation.try_answer(call) {
                self.position = position;
                return Some(reply);
            }
            if !expectation.may_be_left() {
                return None;
            }
        }
        None
    }

    /// The requests of an action that came.
    pub(super) fn requests<A: Action + Document>(&self) -> Vec<A> {
        self.came.iter().filter(|call| call.action == A::INFO.name).map(Came::typed).collect()
    }

    /// What is wrong, a line each.
    pub(super) fn complaints(&self) -> String {
        let mut lines = String::new();
        for call in &self.unexpected {
            let _ = writeln!(lines, "- nothing expected {call}");
        }
        for expectation in self.expectations.iter().filter(|expectation| !expectation.may_be_left()) {
            let _ = writeln!(lines, "- {expectation:?}");
        }
        lines
    }
}

/// `DescribeContainerGroup is expected 2 times, and came 1 time`
impl fmt::Debug for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let times = |count: usize| if count == 1 { "1 time".to_owned() } else { format!("{count} times") };
        let expected = self.times.map_or_else(|| "any times".to_owned(), times);
        write!(f, "{} is expected {expected}, and came {}", self.action, times(self.came))
    }
}

impl State {
    pub(super) fn lock(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Arc<State> {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, TransportError>> {
        let reply = self.lock().answer(Came::new(&request));
        let refused = |said| TransportError::new(Phase::Refused, format!("the mock does not expect {said}"));
        Box::pin(std::future::ready(reply.map_err(refused).and_then(Reply::send)))
    }
}
