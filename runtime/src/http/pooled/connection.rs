//! One connection, driven by whoever uses it.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use tokio::runtime::{Handle, Id};

use super::connect::Stream;
use super::{Phase, TransportError, cannot_connect};
use crate::http::body::Body;

/// A connection to one place.
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    driver: Driver,
    /// Where it was made: only there it can be waited on.
    runtime: Id,
}

/// A request that has no answer.
pub(super) struct Broken {
    pub(super) error: TransportError,
    /// The request, if not a byte of it was written.
    pub(super) unsent: Option<Request<Full<Bytes>>>,
}

impl From<TransportError> for Broken {
    fn from(error: TransportError) -> Self {
        Self { error, unsent: None }
    }
}

impl Connection {
    /// HTTP/1.1 over this stream.
    pub(super) async fn new(stream: Stream) -> Result<Box<Self>, TransportError> {
        let (sender, http) = http1::handshake(stream).await.map_err(cannot_connect)?;
        Ok(Box::new(Self { sender, driver: Driver { http, has_ended: false }, runtime: Handle::current().id() }))
    }

    /// Whether it was made in this runtime.
    pub(super) fn is_of(&self, runtime: Id) -> bool {
        self.runtime == runtime
    }

    /// Whether it can take a request: it has not been closed, and nothing of an answer is left in it. Afterwards it wakes
    /// nobody.
    pub(super) fn is_usable(&mut self) -> bool {
        self.driver.advance(&mut Context::from_waker(Waker::noop()));
        !self.driver.has_ended && self.sender.is_ready()
    }

    /// Sends a request and reads the whole answer.
    pub(super) async fn exchange(&mut self, request: Request<Full<Bytes>>) -> Result<Response<Bytes>, Broken> {
        let Self { sender, driver, .. } = self;
        driver
            .during(async {
                let answer = sender.try_send_request(request).await.map_err(|mut failed| {
                    let unsent = failed.take_message();
                    let phase = if unsent.is_some() { Phase::Connect } else { Phase::Send };
                    Broken { error: TransportError::new(phase, failed.into_error()), unsent }
                })?;
                Ok(read(answer).await?)
            })
            .await
    }
}

async fn read(answer: Response<Incoming>) -> Result<Response<Bytes>, TransportError> {
    let (parts, mut incoming) = answer.into_parts();
    let mut body = Body::new(incoming.size_hint().exact());
    while let Some(frame) = incoming.frame().await {
        let frame = frame.map_err(|error| TransportError::new(Phase::Receive, error))?;
        if let Ok(piece) = frame.into_data() {
            body.push(piece)?;
        }
    }
    Ok(Response::from_parts(parts, body.finish()))
}

/// What moves the bytes.
struct Driver {
    http: http1::Connection<Stream, Full<Bytes>>,
    has_ended: bool,
}

impl Driver {
    /// Moves what can be moved. How a connection ends, its request is told.
    fn advance(&mut self, cx: &mut Context<'_>) {
        if !self.has_ended {
            self.has_ended = Pin::new(&mut self.http).poll(cx).is_ready();
        }
    }

    /// Moves bytes for as long as something goes on.
    async fn during<T>(&mut self, what: impl Future<Output = T>) -> T {
        let mut what = pin!(what);
        poll_fn(|cx| {
            // What is to be sent is there first; an answer that comes at once is seen at once.
            if let Poll::Ready(done) = what.as_mut().poll(cx) {
                return Poll::Ready(done);
            }
            self.advance(cx);
            what.as_mut().poll(cx)
        })
        .await
    }
}
