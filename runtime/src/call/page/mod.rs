//! Answers that come in pages, as streams.

mod asking;
mod circle;
mod items;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::Call;
use crate::action::Paginate;
use crate::error::{DecodeError, Error, History};
use asking::{Asking, Page};
use circle::Circle;
pub use items::{Items, Position};

/// The pages of a call, one after the other. At most one of them is held at a time, two with
/// [`read_ahead`](Self::read_ahead).
///
/// An error ends the stream; [`resume`](Self::resume) lets it go on with the page that failed.
///
/// ```ignore
/// let mut pages = client.describe_container_group(DescribeContainerGroupRequest::new()).pages();
/// while let Some(page) = pages.next().await {
///     println!("{} container groups", page?.container_groups.len());
/// }
/// ```
#[must_use = "a stream asks when it is polled"]
pub struct Pages<A: Paginate> {
    /// The client and the options of all calls.
    call: Call<A>,
    /// The request of the page that is to come; `None` after the last.
    next: Option<A>,
    /// That page, if it was asked for.
    asking: Option<Asking<A>>,
    /// An error was given.
    is_halted: bool,
    /// Something that will be said once, and is the end.
    last_words: Option<Error>,
    reads_ahead: bool,
    circle: Circle<A>,
}

impl<A: Paginate> Pages<A> {
    pub(crate) fn new(call: Call<A>) -> Self {
        let request = call.request().clone();
        Self {
            circle: Circle::new(request.clone()),
            next: Some(request),
            call,
            asking: None,
            is_halted: false,
            last_words: None,
            reads_ahead: false,
        }
    }

    /// Asks for the next page as soon as one is there, in a task of its own, so that it is under way while that one is
    /// used. Default: a page is asked for when it is wanted. Without a Tokio runtime it stays with that.
    pub fn read_ahead(mut self) -> Self {
        self.reads_ahead = true;
        self
    }

    /// The next page, and `None` after the last: what `StreamExt::next` of the futures crates does, without them.
    pub async fn next(&mut self) -> Option<Result<A::Response, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The request of the page that comes next: a call of it goes on there, today or after a restart of the program.
    /// `None` after the last page. After an error it is the page that failed.
    pub fn next_request(&self) -> Option<&A> {
        self.next.as_ref()
    }

    /// Lets the stream go on after an error, with the page that failed. Of no effect otherwise.
    pub fn resume(&mut self) {
        self.is_halted = false;
    }

    /// All pages in one answer: the items of all, and all else as the last page says. It holds them all.
    ///
    /// # Errors
    ///
    /// The first error of any page.
    pub async fn collect_all(mut self) -> Result<A::Response, Error> {
        let nothing = || Error::Configuration("the pages were read already".to_owned());
        let mut all = self.next().await.ok_or_else(nothing)??;
        while let Some(page) = self.next().await {
            A::append(&mut all, page?);
        }
        Ok(all)
    }

    /// Asks for the next page now.
    pub(super) fn begin_next(&mut self) {
        if let (Some(request), None) = (&self.next, &self.asking) {
            self.asking = Some(Asking::ahead(self.call.with(request.clone())));
        }
    }

    /// What a page means for what comes after it.
    fn after(&mut self, page: &mut Page<A>) {
        self.next = page.next.take();
        let Some(next) = &self.next else { return };
        if self.circle.is_closed_by(next) {
            self.next = None;
            let message = "the next page is one that was there before";
            let request_id = page.request_id.take();
            let error = DecodeError::foreign(message, page.http_status, request_id, &[], History::default());
            self.last_words = Some(error.into());
        }
    }
}

impl<A: Paginate> Stream for Pages<A> {
    type Item = Result<A::Response, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(error) = self.last_words.take() {
            return Poll::Ready(Some(Err(error)));
        }
        if self.is_halted {
            return Poll::Ready(None);
        }
        let Some(request) = &self.next else { return Poll::Ready(None) };
        let call = self.call.with(request.clone());
        let asking = self.asking.get_or_insert_with(|| Asking::here(call));
        let page = ready!(asking.poll(cx));
        self.asking = None;
        Poll::Ready(Some(match page {
            Ok(mut page) => {
                self.after(&mut page);
                if self.reads_ahead {
                    self.begin_next();
                }
                Ok(page.response)
            }
            Err(error) => {
                self.is_halted = true;
                Err(error)
            }
        }))
    }
}

impl<A: Paginate> Unpin for Pages<A> {}

impl<A: Paginate> fmt::Debug for Pages<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}
