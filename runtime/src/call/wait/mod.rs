//! Waiting for a state.

mod pace;
mod progress;
mod waiter;
mod watch;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use jiff::Timestamp;

use super::Call;
use crate::action::Action;
use crate::clock::Clock;
use crate::error::{Error, Seen, WaiterEnd, WaiterError, WaiterState};
use crate::future::BoxFuture;
use pace::Pace;
pub use progress::Progress;
pub use waiter::{Waiter, WaiterInfo, all_of, any_of};
use watch::Watch;

/// How long the last question may take, however close the deadline is.
const LAST_CALL: Duration = Duration::from_secs(10);

/// A call that is repeated until a state is reached. It begins when it is awaited, and gives back the answer that shows
/// the state, with all of its pages.
///
/// It asks at once, and then again and again: after a delay that doubles each time up to a longest, half of which is left
/// to chance. Errors that are [retryable](Error::is_retryable) do not end it, all others do.
///
/// What was asked for by its id must be there, where the waiter is one of a state and not of an absence. What is missing
/// for longer than the [grace](Self::grace) ends it, so that a mistyped id fails after seconds.
///
/// # Errors
///
/// [`Error::Waiter`] when the state will not be reached, something is missing, or the [deadline](Self::deadline) has
/// passed; [`WaiterError`] says what was seen, and what to look at.
#[must_use = "waiting begins when it is awaited"]
pub struct Wait<W: Waiter> {
    call: Call<W::Action>,
    waiter: W,
    info: WaiterInfo,
    on_progress: Option<OnProgress>,
}

type OnProgress = Box<dyn FnMut(&Progress<'_>) + Send>;

impl<W: Waiter> Wait<W> {
    pub(crate) fn new(call: Call<W::Action>, waiter: W) -> Self {
        Self { call, waiter, info: W::INFO, on_progress: None }
    }

    /// How long to wait before asking again, the first time; then twice as long each time. At least a millisecond.
    /// Default: the waiter's own.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.info.delay = delay;
        self
    }

    /// How long at most to wait before asking again. Default: the waiter's own.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.info.max_delay = delay;
        self
    }

    /// How long to wait altogether, by the client's clock; it asks a last time then, and that may take up to 10 seconds.
    /// Zero: it asks once. Default: the waiter's own.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.info.deadline = deadline;
        self
    }

    /// How long something that was asked for by its id may be missing, from when it was missed first. Zero: it must be
    /// there at once. Default: the waiter's own. Of no effect where it is its absence that is waited for.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.info.grace = self.info.grace.map(|_| grace);
        self
    }

    /// Is called after every question that does not end the waiting.
    pub fn on_progress(mut self, callback: impl FnMut(&Progress<'_>) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(callback));
        self
    }

    async fn run(mut self) -> Result<<W::Action as Action>::Response, Error> {
        let config = self.call.client().clone();
        let config = config.runtime().config();
        let mut pace = Pace::new(self.info.delay, self.info.max_delay, config.random.clone());
        let mut watch = Watch::new(self.waiter.asked(self.call.request()));
        let mut time = Elapsed::start(&*config.clock);
        let mut looks = 0_u64;
        loop {
            looks = looks.saturating_add(1);
            let left = self.info.deadline.saturating_sub(time.so_far(&*config.clock));
            let answer = self.waiter.ask(self.call.clone().within(left.max(LAST_CALL))).await;
            let elapsed = time.so_far(&*config.clock);
            let look = match self.look(&mut watch, answer, elapsed)? {
                Look::Reached(response) => return Ok(response),
                Look::Not(look) => look,
            };
            let left = self.info.deadline.saturating_sub(elapsed);
            let end = look.end.or(left.is_zero().then_some(WaiterEnd::Deadline));
            if let Some(end) = end {
                return Err(self.ended(end, looks, elapsed, look));
            }
            let asked_for = look.seen.error.as_ref().and_then(|error| error.retry_after()).unwrap_or_default();
            let delay = pace.next().max(asked_for).min(left);
            self.tell(looks, elapsed, delay, &look);
            config.clock.sleep(delay).await;
            time.slept(delay);
        }
    }

    /// What an answer that came after so long means. An error that means nothing and will not pass is given back.
    fn look(
        &self,
        watch: &mut Watch,
        answer: Result<<W::Action as Action>::Response, Error>,
        elapsed: Duration,
    ) -> Result<Look<<W::Action as Action>::Response>, Error> {
        let mut seen = Seen::default();
        let (state, response) = match answer {
            Ok(response) => {
                if watch.has_ids() || self.on_progress.is_some() {
                    seen.subjects = self.waiter.subjects(&response);
                }
                seen.missing = watch.look(&seen.subjects, elapsed);
                (self.waiter.check(Ok(&response), seen.missing.is_empty()), Some(response))
            }
            Err(error) => {
                let state = match &error {
                    Error::Service(error) => self.waiter.check(Err(error), true),
                    _ => None,
                };
                if state.is_none() && !error.is_retryable() {
                    return Err(error);
                }
                seen.error = Some(Box::new(error));
                (state, None)
            }
        };
        let end = match watch.judge(state, elapsed) {
            // Where success is an error of the service, such as that a thing is gone, the response says nothing.
            Some(WaiterState::Success) => return Ok(Look::Reached(response.unwrap_or_default())),
            Some(_) => Some(WaiterEnd::Failed),
            None => {
                let is_missing = |grace| response.is_some() && watch.misses_for(grace, elapsed);
                self.info.grace.filter(|grace| is_missing(*grace)).map(|_| WaiterEnd::Missing)
            }
        };
        Ok(Look::Not(Sight { end, response, seen }))
    }

    fn ended(
        &self,
        end: WaiterEnd,
        looks: u64,
        elapsed: Duration,
        look: Sight<<W::Action as Action>::Response>,
    ) -> Error {
        let mut seen = look.seen;
        if let Some(response) = look.response {
            if seen.subjects.is_empty() {
                seen.subjects = self.waiter.subjects(&response);
            }
            seen.response = Some(Box::new(response));
        }
        if self.info.grace.is_none() {
            // Nothing is amiss where it is absence that is waited for.
            seen.missing.clear();
        }
        Error::Waiter(Box::new(WaiterError::new(self.info.name, end, looks, elapsed, seen)))
    }

    fn tell<R>(&mut self, looks: u64, elapsed: Duration, delay: Duration, look: &Sight<R>) {
        tracing::debug!(waiter = self.info.name, looks, ?elapsed, ?delay, "not yet");
        let Some(callback) = &mut self.on_progress else { return };
        callback(&Progress {
            waiter: self.info.name,
            looks,
            elapsed,
            delay,
            subjects: &look.seen.subjects,
            missing: if self.info.grace.is_some() { &look.seen.missing } else { &[] },
            error: look.seen.error.as_deref(),
        });
    }
}

/// What an answer shows.
enum Look<R> {
    Reached(R),
    Not(Sight<R>),
}

/// What was seen, and whether that is the end.
struct Sight<R> {
    end: Option<WaiterEnd>,
    response: Option<R>,
    seen: Seen,
}

/// How long it has waited. A clock that is turned back does not make it less than what it has slept.
struct Elapsed {
    start: Timestamp,
    slept: Duration,
}

impl Elapsed {
    fn start(clock: &dyn Clock) -> Self {
        Self { start: clock.now(), slept: Duration::ZERO }
    }

    fn slept(&mut self, time: Duration) {
        self.slept = self.slept.saturating_add(time);
    }

    fn so_far(&self, clock: &dyn Clock) -> Duration {
        let shown = Duration::try_from(clock.now().duration_since(self.start)).unwrap_or_default();
        shown.max(self.slept)
    }
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
        f.debug_struct("Wait").field("info", &self.info).finish_non_exhaustive()
    }
}
