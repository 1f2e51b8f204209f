//! Pages and items, as iterators.

use std::fmt;

use super::Blocking;
use super::thread::Driver;
use crate::action::Paginate;
use crate::call::{Items, Pages, Position};
use crate::error::Error;

/// A stream as an iterator: [`Pages`](super::Pages) or [`Items`](super::Items). It asks for a page when one is wanted.
///
/// An error ends it, after everything before the error was given; `resume` lets it go on with the page that failed.
#[must_use = "an iterator asks when it is used"]
pub struct Iter<S> {
    stream: S,
    driver: Driver,
    /// Blocking was refused, and that was said: where errors are passed over, it must end all the same.
    is_refused: bool,
}

impl<S> Iter<S> {
    pub(super) fn new(stream: Blocking<S>) -> Self {
        Self { stream: stream.inner, driver: stream.driver, is_refused: false }
    }

    fn map(self, change: impl FnOnce(S) -> S) -> Self {
        Self { stream: change(self.stream), ..self }
    }

    fn step<T>(&mut self, next: impl AsyncFnOnce(&mut S) -> Option<Result<T, Error>>) -> Option<Result<T, Error>> {
        if self.is_refused {
            return None;
        }
        self.driver.block_on(next(&mut self.stream)).unwrap_or_else(|error| {
            self.is_refused = true;
            Some(Err(error))
        })
    }
}

impl<A: Paginate> Iter<Pages<A>> {
    /// Asks for the next page as soon as one is there, so that it is under way while that one is used.
    pub fn read_ahead(self) -> Self {
        self.map(Pages::read_ahead)
    }

    /// The request of the page that comes next: see [`Pages::next_request`](crate::Pages::next_request).
    pub fn next_request(&self) -> Option<&A> {
        self.stream.next_request()
    }

    /// Lets it go on after an error, with the page that failed. Of no effect otherwise.
    pub fn resume(&mut self) {
        self.is_refused = false;
        self.stream.resume();
    }

    /// All pages in one answer: the items of all, and all else as the last page says. It holds them all.
    ///
    /// # Errors
    ///
    /// The first error of any page.
    pub fn collect_all(self) -> Result<A::Response, Error> {
        self.driver.block_on(self.stream.collect_all())?
    }
}

impl<A: Paginate> Iterator for Iter<Pages<A>> {
    type Item = Result<A::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(async |pages| pages.next().await)
    }
}

impl<A: Paginate> Iter<Items<A>> {
    /// Gives so many items at most, and asks for no page after them. Default: all.
    pub fn max_items(self, most: usize) -> Self {
        self.map(|items| items.max_items(most))
    }

    /// Leaves out so many items of the first page: those before a [`Position`].
    pub fn skip_first(self, items: usize) -> Self {
        self.map(|stream| stream.skip_first(items))
    }

    /// Asks for the next page as soon as one is there, so that it is under way while the items of that one are used.
    pub fn read_ahead(self) -> Self {
        self.map(Items::read_ahead)
    }

    /// Where it is, to go on there after a restart of the program.
    pub fn position(&self) -> &Position<A> {
        self.stream.position()
    }

    /// Lets it go on after an error, with the page that failed. Of no effect otherwise.
    pub fn resume(&mut self) {
        self.is_refused = false;
        self.stream.resume();
    }

    /// All items that are left.
    ///
    /// # Errors
    ///
    /// The first error of any page.
    pub fn collect_all(self) -> Result<Vec<A::Item>, Error> {
        self.driver.block_on(self.stream.collect_all())?
    }
}

impl<A: Paginate> Iterator for Iter<Items<A>> {
    type Item = Result<A::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step(async |items| items.next().await)
    }
}

impl<S: fmt::Debug> fmt::Debug for Iter<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.stream).finish()
    }
}
