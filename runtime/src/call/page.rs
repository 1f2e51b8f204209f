//! Answers that come in pages, as streams.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::Call;
use crate::action::Paginate;
use crate::error::{DecodeError, Error, History};
use crate::future::BoxFuture;

/// The pages of a call, one after the other.
#[must_use = "a stream asks when it is polled"]
pub struct Pages<A: Paginate> {
    state: State<A>,
    circle: Circle<A>,
}

enum State<A: Paginate> {
    /// The next page is still to be asked for.
    Next(Call<A>),
    /// A page is under way.
    Asking(BoxFuture<'static, Result<Page<A>, Error>>),
    /// This will be the last that is said.
    Failing(Error),
    Over,
}

/// A page and the call of the next one.
struct Page<A: Paginate> {
    response: A::Response,
    next: Option<Call<A>>,
    http_status: u16,
    request_id: Option<String>,
}

async fn ask<A: Paginate>(call: Call<A>) -> Result<Page<A>, Error> {
    let answer = call.answer().await?;
    let response = answer.decode()?;
    let next = call.request().next_page(&response).map(|request| call.with(request));
    Ok(Page { response, next, http_status: answer.http_status, request_id: answer.request_id() })
}

impl<A: Paginate> Pages<A> {
    pub(crate) fn new(call: Call<A>) -> Self {
        let circle = Circle::new(call.request().clone());
        Self { state: State::Next(call), circle }
    }

    /// What follows a page.
    fn after(&mut self, page: &mut Page<A>) -> State<A> {
        match page.next.take() {
            None => State::Over,
            Some(call) if self.circle.is_closed_by(call.request()) => {
                let message = "the next page is one that was there before";
                State::Failing(
                    DecodeError::foreign(message, page.http_status, page.request_id.take(), &[], History::default())
                        .into(),
                )
            }
            Some(call) => State::Next(call),
        }
    }
}

impl<A: Paginate> Stream for Pages<A> {
    type Item = Result<A::Response, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Next(call) => self.state = State::Asking(Box::pin(ask(call))),
                State::Asking(mut future) => {
                    let Poll::Ready(page) = future.as_mut().poll(cx) else {
                        self.state = State::Asking(future);
                        return Poll::Pending;
                    };
                    return Poll::Ready(Some(page.map(|mut page| {
                        self.state = self.after(&mut page);
                        page.response
                    })));
                }
                State::Failing(error) => return Poll::Ready(Some(Err(error))),
                State::Over => return Poll::Ready(None),
            }
        }
    }
}

impl<A: Paginate> Unpin for Pages<A> {}

impl<A: Paginate> fmt::Debug for Pages<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// Notices that requests go round in a circle, whatever its length, and remembers only one of them (Brent's way).
struct Circle<A> {
    remembered: A,
    steps: u64,
    limit: u64,
}

impl<A: Clone + PartialEq> Circle<A> {
    fn new(first: A) -> Self {
        Self { remembered: first, steps: 0, limit: 1 }
    }

    fn is_closed_by(&mut self, next: &A) -> bool {
        if self.remembered == *next {
            return true;
        }
        self.steps += 1;
        if self.steps == self.limit {
            self.steps = 0;
            self.limit = self.limit.saturating_mul(2);
            self.remembered.clone_from(next);
        }
        false
    }
}

/// What the pages of a call list, one by one.
#[must_use = "a stream asks when it is polled"]
pub struct Items<A: Paginate> {
    pages: Pages<A>,
    page: vec::IntoIter<A::Item>,
}

impl<A: Paginate> Items<A> {
    pub(crate) fn new(call: Call<A>) -> Self {
        Self { pages: Pages::new(call), page: Vec::new().into_iter() }
    }
}

impl<A: Paginate> Stream for Items<A> {
    type Item = Result<A::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(cx)) {
                Some(Ok(response)) => self.page = A::items(response).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<A: Paginate> Unpin for Items<A> {}

impl<A: Paginate> fmt::Debug for Items<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_circle_is_noticed_whatever_leads_into_it_and_however_long_it_is() {
        for (start, length) in [(0, 1), (0, 2), (5, 1), (3, 7), (100, 40)] {
            let next = |page: u32| if page + 1 == start + length { start } else { page + 1 };
            let pages = std::iter::successors(Some(0_u32), |page| Some(next(*page)));
            let mut circle = Circle::new(0);
            let noticed = pages.skip(1).take(1000).position(|page| circle.is_closed_by(&page));
            assert!(noticed.is_some_and(|pages| pages < 3 * 140), "{start} {length}: {noticed:?}");
        }
    }

    #[test]
    fn a_way_that_goes_on_is_no_circle() {
        let mut circle = Circle::new(0);
        assert!(!(1..10_000).any(|page| circle.is_closed_by(&page)));
    }
}
