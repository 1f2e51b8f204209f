//! What became of each call.

use std::fmt;

use crate::action::Outcome;
use crate::error::Error;

/// What one of many calls has come to.
#[derive(Debug)]
#[non_exhaustive]
pub enum BulkItem<T> {
    /// It was not begun: nothing was sent.
    NotStarted,
    /// It was begun, and has not ended: what it asked for may have been carried out, or will yet be.
    Unfinished,
    /// It has ended, with this result.
    Ended(Result<T, Error>),
}

impl<T> BulkItem<T> {
    /// Whether what it asked for was carried out.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NotStarted => Outcome::NotSent,
            Self::Unfinished => Outcome::Unknown,
            Self::Ended(Ok(_)) => Outcome::Done,
            Self::Ended(Err(error)) => error.outcome(),
        }
    }

    /// The answer, if there is one.
    pub fn answer(&self) -> Option<&T> {
        match self {
            Self::Ended(Ok(answer)) => Some(answer),
            _ => None,
        }
    }

    /// Why there is no answer, if it has ended without.
    pub fn error(&self) -> Option<&Error> {
        match self {
            Self::Ended(Err(error)) => Some(error),
            _ => None,
        }
    }
}

/// What became of many calls: an item for each, in the order of the calls.
///
/// `Display` says it on one line: `97 of 100 done, 2 failed, 1 unfinished; call 17: …`, with the first error. It is an
/// error too, for where nothing less than all will do: [`into_result`](Self::into_result).
#[derive(Debug)]
pub struct BulkReport<T> {
    items: Vec<BulkItem<T>>,
}

impl<T> BulkReport<T> {
    pub(super) fn new(items: Vec<BulkItem<T>>) -> Self {
        Self { items }
    }

    /// What each call came to.
    pub fn items(&self) -> &[BulkItem<T>] {
        &self.items
    }

    /// The same, to keep.
    pub fn into_items(self) -> Vec<BulkItem<T>> {
        self.items
    }

    /// The answers, each with the place of its call, from 0.
    pub fn answers(&self) -> impl Iterator<Item = (usize, &T)> {
        self.items.iter().enumerate().filter_map(|(index, item)| Some((index, item.answer()?)))
    }

    /// The errors, each with the place of its call, from 0.
    pub fn errors(&self) -> impl Iterator<Item = (usize, &Error)> {
        self.items.iter().enumerate().filter_map(|(index, item)| Some((index, item.error()?)))
    }

    /// The places, from 0, of the calls with an outcome: those of `Outcome::Unknown` may have been carried out.
    pub fn of_outcome(&self, outcome: Outcome) -> impl Iterator<Item = usize> {
        let items = self.items.iter().enumerate();
        items.filter(move |(_, item)| item.outcome() == outcome).map(|(index, _)| index)
    }

    /// Whether every call has an answer.
    pub fn is_complete(&self) -> bool {
        self.items.iter().all(|item| item.answer().is_some())
    }

    /// All answers, in the order of the calls.
    ///
    /// # Errors
    ///
    /// The report itself, when a call has none.
    pub fn into_result(self) -> Result<Vec<T>, Self> {
        if !self.is_complete() {
            return Err(self);
        }
        let answer = |item| if let BulkItem::Ended(Ok(answer)) = item { Some(answer) } else { None };
        Ok(self.items.into_iter().filter_map(answer).collect())
    }
}

/// How many calls have come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) total: usize,
    pub(super) done: usize,
    pub(super) failed: usize,
    pub(super) unfinished: usize,
    pub(super) not_started: usize,
}

impl Counts {
    pub(super) fn of<T>(items: &[BulkItem<T>]) -> Self {
        let mut counts = Self { total: items.len(), ..Self::default() };
        for item in items {
            match item {
                BulkItem::NotStarted => counts.not_started += 1,
                BulkItem::Unfinished => counts.unfinished += 1,
                BulkItem::Ended(Ok(_)) => counts.done += 1,
                BulkItem::Ended(Err(_)) => counts.failed += 1,
            }
        }
        counts
    }

    /// One more was started.
    pub(super) fn started(&mut self) {
        self.not_started -= 1;
        self.unfinished += 1;
    }

    /// One of those that were started has ended.
    pub(super) fn ended(&mut self, well: bool) {
        self.unfinished -= 1;
        *(if well { &mut self.done } else { &mut self.failed }) += 1;
    }
}

impl<T> fmt::Display for BulkReport<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { total, done, failed, unfinished, not_started } = Counts::of(&self.items);
        write!(f, "{done} of {total} done")?;
        for (count, what) in [(failed, "failed"), (unfinished, "unfinished"), (not_started, "not started")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        match self.errors().next() {
            Some((index, error)) => write!(f, "; call {index}: {error}"),
            None => Ok(()),
        }
    }
}

impl<T: fmt::Debug> std::error::Error for BulkReport<T> {}
