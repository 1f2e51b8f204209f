//! What a waiter is.

use std::future::IntoFuture;
use std::time::Duration;

use crate::action::Action;
use crate::call::Call;
use crate::error::{Error, ServiceError, Subject, WaiterState};
use crate::future::BoxFuture;

/// A state that can be waited for, by asking again and again.
pub trait Waiter: Send + Sync + 'static {
    /// What is asked.
    type Action: Action + Clone;

    /// What the waiter is called, and how it waits unless it is told otherwise.
    const INFO: WaiterInfo;

    /// What an answer means; `None`: ask again. An error that means nothing ends the waiting, unless it is retryable.
    ///
    /// `all_there`: everything that was asked for by its id is in the answer.
    fn check(
        &self,
        answer: Result<&<Self::Action as Action>::Response, &ServiceError>,
        all_there: bool,
    ) -> Option<WaiterState>;

    /// The things in an answer. Default: it is not known what they are.
    fn subjects(&self, response: &<Self::Action as Action>::Response) -> Vec<Subject> {
        let _ = response;
        Vec::new()
    }

    /// The ids that a request asks for. Default: none.
    fn asked(&self, request: &Self::Action) -> Vec<String> {
        let _ = request;
        Vec::new()
    }

    /// Asks. Default: makes the call; waiters of lists read all pages.
    fn ask(&self, call: Call<Self::Action>) -> BoxFuture<'static, Result<<Self::Action as Action>::Response, Error>> {
        call.into_future()
    }
}

/// What a waiter is called, and how it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaiterInfo {
    /// Its name: `ContainerGroupRunning`.
    pub name: &'static str,
    /// How long to wait before asking again, the first time. Each time it is twice as long.
    pub delay: Duration,
    /// How long at most to wait before asking again.
    pub max_delay: Duration,
    /// How long to wait altogether.
    pub deadline: Duration,
    /// How long something that was asked for by its id may be missing; `None`: for ever.
    pub grace: Option<Duration>,
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
