//! Waiting for a state.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::Call;
use crate::action::Action;
use crate::error::{Error, Last, ServiceError, WaiterError};
use crate::future::BoxFuture;
use crate::http::envelope::Answer;

/// A state that can be waited for, by asking again and again.
pub trait Waiter: Send + Sync + 'static {
    /// What is asked.
    type Action: Action;

    /// The waiter's name: `ContainerGroupRunning`.
    const NAME: &'static str;
    /// How long to wait before asking again.
    const DELAY: Duration;
    /// How often to ask at most.
    const MAX_ATTEMPTS: u64;

    /// What an answer means; `None`: ask again. An error that means nothing ends the waiting, unless it is retryable.
    fn check(&self, answer: Result<&<Self::Action as Action>::Response, &ServiceError>) -> Option<WaiterState>;
}

/// What an answer means to a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// The state is reached.
    Success,
    /// The state will not be reached.
    Failure,
}

/// Whether there are texts, and each is one of `values`. Generated waiters ask this.
pub fn all_of(texts: impl Iterator<Item = impl AsRef<str>>, values: &[&str]) -> bool {
    let mut texts = texts.peekable();
    texts.peek().is_some() && texts.all(|text| values.contains(&text.as_ref()))
}

/// Whether one of the texts is one of `values`. Generated waiters ask this.
pub fn any_of(mut texts: impl Iterator<Item = impl AsRef<str>>, values: &[&str]) -> bool {
    texts.any(|text| values.contains(&text.as_ref()))
}

/// A call that is repeated until a state is reached. It begins when it is awaited.
#[must_use = "waiting begins when it is awaited"]
pub struct Wait<W: Waiter> {
    call: Call<W::Action>,
    waiter: W,
    delay: Duration,
    max_attempts: u64,
}

impl<W: Waiter> Wait<W> {
    pub(crate) fn new(call: Call<W::Action>, waiter: W) -> Self {
        Self { call, waiter, delay: W::DELAY, max_attempts: W::MAX_ATTEMPTS }
    }

    /// How long to wait before asking again. Default: the waiter's own.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// How often to ask at most. Default: the waiter's own.
    pub fn max_attempts(mut self, attempts: u64) -> Self {
        self.max_attempts = attempts;
        self
    }

    async fn run(self) -> Result<<W::Action as Action>::Response, Error> {
        let (target, form) = (self.call.target(), self.call.form()?);
        let mut last = Seen::Nothing;
        for attempt in 1..=self.max_attempts {
            if attempt > 1 {
                self.call.client().runtime().config().clock.sleep(self.delay).await;
            }
            let answer = self.call.client().send(&target, &form).await;
            let (outcome, response) = match &answer {
                Ok(answer) => {
                    let response = answer.decode()?;
                    (self.waiter.check(Ok(&response)), Some(response))
                }
                Err(Error::Service(error)) => (self.waiter.check(Err(error)), None),
                Err(_) => (None, None),
            };
            match (outcome, answer) {
                // Where success is an error of the service, such as that a thing is gone, the response says nothing.
                (Some(WaiterState::Success), _) => return Ok(response.unwrap_or_default()),
                (Some(WaiterState::Failure), answer) => return Err(ended::<W>(attempt, true, answer.into())),
                (None, Err(error)) if !error.is_retryable() => return Err(error),
                (None, answer) => last = answer.into(),
            }
        }
        Err(ended::<W>(self.max_attempts, false, last))
    }
}

/// What was seen last.
enum Seen {
    Nothing,
    Answer(Answer),
    Error(Error),
}

impl From<Result<Answer, Error>> for Seen {
    fn from(answer: Result<Answer, Error>) -> Self {
        answer.map_or_else(Self::Error, Self::Answer)
    }
}

/// The error of a wait that is over. An error that is not the service's is its own story.
fn ended<W: Waiter>(attempts: u64, is_failure: bool, seen: Seen) -> Error {
    let last = match seen {
        Seen::Nothing => Last::Nothing,
        Seen::Answer(answer) => {
            Last::Answer { json: answer.json().unwrap_or_default(), request_id: answer.request_id() }
        }
        Seen::Error(Error::Service(error)) => Last::Error(*error),
        Seen::Error(error) => return error,
    };
    Error::Waiter(Box::new(WaiterError::new(W::NAME, attempts, is_failure, last)))
}

impl<W: Waiter> IntoFuture for Wait<W> {
    type Output = Result<<W::Action as Action>::Response, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<W: Waiter> fmt::Debug for Wait<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wait")
            .field("waiter", &W::NAME)
            .field("delay", &self.delay)
            .field("max_attempts", &self.max_attempts)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_nothing_is_not_all() {
        assert!(all_of(["a", "a"].iter(), &["a", "b"]));
        assert!(!all_of(["a", "c"].iter(), &["a", "b"]));
        assert!(!all_of(std::iter::empty::<&str>(), &["a"]));
    }

    #[test]
    fn any_of_wants_one() {
        assert!(any_of(["c", "a"].iter(), &["a", "b"]));
        assert!(!any_of(["c"].iter(), &["a", "b"]));
        assert!(!any_of(std::iter::empty::<String>(), &["a"]));
    }
}
