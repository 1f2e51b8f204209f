//! What pages list, as a stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::Pages;
use crate::action::Paginate;
use crate::call::Call;
use crate::error::Error;

/// What the pages of a call list, one by one. At most one page is held at a time, two with
/// [`read_ahead`](Self::read_ahead).
///
/// An error ends the stream, after the items of all pages before it; [`resume`](Self::resume) lets it go on with the page
/// that failed, so that no item is given twice and none is left out.
///
/// ```ignore
/// let mut groups = client.describe_container_group(DescribeContainerGroupRequest::new()).items().max_items(50);
/// while let Some(group) = groups.next().await {
///     println!("{}", group?.container_group_name);
/// }
/// ```
#[must_use = "a stream asks when it is polled"]
pub struct Items<A: Paginate> {
    pages: Pages<A>,
    page: vec::IntoIter<A::Item>,
    /// The request of that page, and how many items of it were given.
    position: Position<A>,
    /// How many items are still wanted.
    left: usize,
    reads_ahead: bool,
}

/// Where a stream of items is: the next item is this one of the page that this request asks for.
///
/// `client.describe_container_group(position.request).items().skip_first(position.given)` goes on there, as long as
/// the service lists the same things in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position<A> {
    /// The request of a page.
    pub request: A,
    /// How many of its items were given.
    pub given: usize,
}

impl<A: Paginate> Items<A> {
    pub(crate) fn new(call: Call<A>) -> Self {
        let position = Position { request: call.request().clone(), given: 0 };
        let page = Vec::new().into_iter();
        Self { pages: Pages::new(call), page, position, left: usize::MAX, reads_ahead: false }
    }

    /// Gives so many items at most, and asks for no page after them. Default: all.
    pub fn max_items(mut self, most: usize) -> Self {
        self.left = most;
        self
    }

    /// Leaves out so many items of the first page: those before a [`Position`].
    pub fn skip_first(mut self, items: usize) -> Self {
        self.position.given = items;
        self
    }

    /// Asks for the next page as soon as one is there, in a task of its own, so that it is under way while the items of
    /// that one are used. Default: a page is asked for when it is wanted. Without a Tokio runtime it stays with that.
    pub fn read_ahead(mut self) -> Self {
        self.reads_ahead = true;
        self
    }

    /// The next item, and `None` after the last: what `StreamExt::next` of the futures crates does, without them.
    pub async fn next(&mut self) -> Option<Result<A::Item, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Where the stream is, to go on from there after a restart of the program.
    pub fn position(&self) -> &Position<A> {
        &self.position
    }

    /// Lets the stream go on after an error, with the page that failed. Of no effect otherwise.
    pub fn resume(&mut self) {
        self.pages.resume();
    }

    /// All items. It holds them all; [`max_items`](Self::max_items) says how many that can be.
    ///
    /// # Errors
    ///
    /// The first error of any page; the items before it are gone. [`next`](Self::next) and
    /// [`resume`](Self::resume) keep them.
    pub async fn collect_all(mut self) -> Result<Vec<A::Item>, Error> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    /// Takes what a page lists.
    fn turn(&mut self, response: A::Response, request: A) {
        let mut items = A::items(response);
        if self.position.request == request {
            // What was given of this very page before the stream began.
            self.position.given = self.position.given.min(items.len());
            items.drain(..self.position.given);
        } else {
            self.position = Position { request, given: 0 };
        }
        if self.reads_ahead && self.left > items.len() {
            self.pages.begin_next();
        }
        self.page = items.into_iter();
    }
}

impl<A: Paginate> Stream for Items<A> {
    type Item = Result<A::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.left == 0 {
                return Poll::Ready(None);
            }
            if let Some(item) = self.page.next() {
                self.left -= 1;
                self.position.given += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            let request = self.pages.next_request().cloned();
            match (ready!(Pin::new(&mut self.pages).poll_next(cx)), request) {
                (Some(Ok(response)), Some(request)) => self.turn(response, request),
                (Some(Err(error)), _) => return Poll::Ready(Some(Err(error))),
                (None | Some(Ok(_)), _) => return Poll::Ready(None),
            }
        }
    }
}

impl<A: Paginate> Unpin for Items<A> {}

impl<A: Paginate> fmt::Debug for Items<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("left", &self.left).finish_non_exhaustive()
    }
}
