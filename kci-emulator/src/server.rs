//! The service on a TCP port: connections, their limits, and how answers go out.

mod connections;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::connect_info::ConnectInfo;
use axum::extract::{Request, State};
use axum::http::{Response, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use kci_sdk::auth::Credentials;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tower_service::Service as _;

use self::connections::{Place, Places};
use crate::service::{Delivery, Outgoing, Service};
use crate::{blocking, control, document, page};

/// Largest body that is read, in bytes.
pub(crate) const BODY_LIMIT: usize = 1024 * 1024;
/// How long a client may take over the head of a request, and again over its body.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// How long requests under way may take once the server is to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// Header of clients that hold the emulator's clock while they wait for an answer: the number of their [hold](crate::Hold).
/// It is let go where no answer is going to come.
const HOLD: &str = "x-kci-hold";

/// A server that stops when this is dropped: that closes the channel which it waits for.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<()>,
}

/// What an answer says about its delivery, for the connection to see.
#[derive(Clone, Copy, Debug)]
struct Close;

/// Knows when the server is to stop.
#[derive(Clone, Debug)]
pub(crate) struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Waits until it is.
    pub(crate) async fn wait(mut self) {
        // There is nobody left to say so where that fails.
        self.0.wait_for(|stopping| *stopping).await.ok();
    }
}

/// The connection is closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("closed without an answer, as scripted")]
struct Closed;

impl Server {
    /// Starts to listen. The page tells clients to sign as `account`.
    pub(crate) async fn start(
        service: Arc<Service>,
        listen: SocketAddr,
        connections: usize,
        account: &Credentials,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let router = router(service, address, account)?;
        let task = tokio::spawn(serve(listener, router, connections, stopped));
        Ok(Self { address, stop, task })
    }

    /// Stops to listen, and waits until the requests under way are answered.
    pub(crate) async fn stop(self) -> io::Result<()> {
        drop(self.stop);
        self.task.await.map_err(io::Error::other)
    }
}

/// The routes. The page tells clients to sign as `account`.
fn router(service: Arc<Service>, address: SocketAddr, account: &Credentials) -> io::Result<Router> {
    let text = Bytes::from(document::document(address)?);
    let described = get(move || async move { ([(header::CONTENT_TYPE, "application/json")], text) });
    let router = Router::new()
        .route(document::PATH, described.fallback(answer))
        .merge(control::routes())
        .merge(page::routes(account, &service));
    #[cfg(feature = "exec")]
    let router = router.merge(crate::exec::routes());
    let router = router.fallback(answer);
    Ok(router.with_state(service))
}

/// Takes connections, as many at a time as it may, until it is to stop.
async fn serve(listener: TcpListener, router: Router, connections: usize, mut stopped: oneshot::Receiver<()>) {
    let places = Places::new(connections);
    let (stopping, watched) = watch::channel(false);
    loop {
        // Whoever comes is taken first: only then it is known that somebody has to give way.
        let next = async {
            let accepted = listener.accept().await;
            Some((places.take().await?, accepted))
        };
        let (place, accepted) = tokio::select! {
            // Either way there is nobody left who wants it to run.
            _ = &mut stopped => break,
            next = next => match next {
                Some(next) => next,
                None => break,
            },
        };
        match accepted {
            Ok((stream, peer)) => {
                let served = connection(stream, peer, router.clone(), Stopping(watched.clone()), place);
                let mut watched = watched.clone();
                tokio::spawn(async move {
                    tokio::select! {
                        ended = served => if let Err(error) = ended {
                            tracing::debug!(%peer, %error, "connection ended");
                        },
                        // The server is gone.
                        _ = watched.wait_for(|_| false) => {}
                    }
                });
            }
            Err(error) => {
                // Too many open files, most likely: others must end before the next can be taken.
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    stopping.send_replace(true);
    if tokio::time::timeout(FAREWELL, places.are_free()).await.is_err() {
        tracing::warn!("stopped while requests were under way");
    }
}

/// One connection, with what a response says about its end. It ends once it has to give way, or the server stops, as soon
/// as it has answered what it was asked.
async fn connection(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    peer: SocketAddr,
    router: Router,
    stopping: Stopping,
    place: Arc<Place>,
) -> Result<(), hyper::Error> {
    let asked = place.clone();
    let stop = stopping.clone();
    let answer = move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(stopping.clone());
        let mut router = router.clone();
        let place = asked.clone();
        async move {
            place.is_busy();
            let response = router.call(request.map(Body::new)).await.unwrap_or_else(|never: Infallible| match never {});
            place.is_idle();
            if response.extensions().get::<Close>().is_some() { Err(Closed) } else { Ok(response) }
        }
    };
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), hyper::service::service_fn(answer))
        .with_upgrades();
    let mut served = std::pin::pin!(served);
    tokio::select! {
        ended = served.as_mut() => return ended,
        () = stop.wait() => {}
        () = place.gives_way() => {}
    }
    served.as_mut().graceful_shutdown();
    served.await
}

/// The API itself, at any path.
pub(crate) async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let Ok(Ok(body)) = tokio::time::timeout(PATIENCE, to_bytes(body, BODY_LIMIT)).await else {
        return service.unreadable(&head);
    };
    let stopping = head.extensions.get::<Stopping>().cloned();
    let stopping = async {
        match stopping {
            Some(stopping) => stopping.wait().await,
            None => std::future::pending().await,
        }
    };
    let clock = service.clock.clone();
    let hold = clock.hold();
    let client = head.headers.get(HOLD).and_then(|number| number.to_str().ok()?.parse().ok());
    let answered = blocking::run(service, move |service| service.answer(head, body)).await;
    let Some(Outgoing { response, delivery }) = answered else {
        return closed();
    };
    if let (Delivery::Never, Some(number)) = (delivery, client) {
        // Whoever asked has nothing to wait for but its own patience.
        clock.let_go(number);
    }
    drop(hold);
    match delivery {
        Delivery::Whole => response,
        Delivery::Late(by) => {
            tokio::time::timeout(by, stopping).await.ok();
            response
        }
        Delivery::Cut(bytes) => cut(response, bytes).await,
        Delivery::Dropped => closed(),
        Delivery::Never => {
            stopping.await;
            closed()
        }
    }
}

fn closed() -> Response<Body> {
    let mut response = ().into_response();
    response.extensions_mut().insert(Close);
    response
}

/// A response that says how long it is, and ends before that.
async fn cut(response: Response<Body>, bytes: usize) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    head.headers.insert(header::CONTENT_LENGTH, whole.len().into());
    let start = whole.slice(..bytes.min(whole.len()));
    let end = stream::once(async {
        // What was written goes out while there is nothing to write.
        tokio::task::yield_now().await;
        Err(Closed)
    });
    let parts = stream::iter([Ok::<Bytes, Closed>(start)]).chain(end);
    Response::from_parts(head, Body::from_stream(parts))
}

#[cfg(test)]
mod tests;
