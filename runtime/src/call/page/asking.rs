//! A page that is under way.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::action::Paginate;
use crate::call::Call;
use crate::error::Error;
use crate::future::BoxFuture;

/// A page and the request of the next one.
pub(super) struct Page<A: Paginate> {
    pub(super) response: A::Response,
    pub(super) next: Option<A>,
    pub(super) http_status: u16,
    pub(super) request_id: Option<String>,
}

/// A page that was asked for.
pub(super) struct Asking<A: Paginate> {
    call: Call<A>,
    course: Course<A>,
}

enum Course<A: Paginate> {
    /// Goes on when it is polled.
    Here(BoxFuture<'static, Result<Page<A>, Error>>),
    /// Goes on by itself.
    Ahead(Task<A>),
}

/// A task that ends when this is dropped.
struct Task<A: Paginate>(JoinHandle<Result<Page<A>, Error>>);

impl<A: Paginate> Drop for Task<A> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn ask<A: Paginate>(call: Call<A>) -> Result<Page<A>, Error> {
    let answer = call.answer().await?;
    let response = answer.decode()?;
    let next = call.request().next_page(&response);
    Ok(Page { response, next, http_status: answer.http_status, request_id: answer.request_id() })
}

impl<A: Paginate> Asking<A> {
    pub(super) fn here(call: Call<A>) -> Self {
        Self { course: Course::Here(Box::pin(ask(call.clone()))), call }
    }

    /// In a task of its own, if there is a runtime for it.
    pub(super) fn ahead(call: Call<A>) -> Self {
        match Handle::try_current() {
            Ok(runtime) => Self { course: Course::Ahead(Task(runtime.spawn(ask(call.clone())))), call },
            Err(_) => Self::here(call),
        }
    }

    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<Page<A>, Error>> {
        loop {
            match &mut self.course {
                Course::Here(future) => return future.as_mut().poll(cx),
                Course::Ahead(task) => match ready!(Pin::new(&mut task.0).poll(cx)) {
                    Ok(page) => return Poll::Ready(page),
                    // The task came to no end, because its runtime did: it is asked again, here.
                    Err(_) => self.course = Course::Here(Box::pin(ask(self.call.clone()))),
                },
            }
        }
    }
}
