//! The service on a TCP port of this machine.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, header};
use axum::routing::get;
use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::document;
use crate::service::Service;

/// Largest body that is read, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// A server that stops when this is dropped: that closes the channel which it waits for.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<io::Result<()>>,
}

impl Server {
    /// Starts to listen.
    pub(crate) async fn start(service: Arc<Service>, listen: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        let text = Bytes::from(document::document(address)?);
        let described = get(move || async move { ([(header::CONTENT_TYPE, "application/json")], text) });
        let router =
            Router::new().route(document::PATH, described.fallback(answer)).fallback(answer).with_state(service);
        let served = axum::serve(listener, router).with_graceful_shutdown(async {
            // Either way there is nobody left who wants it to run.
            let _ = stopped.await;
        });
        let task = tokio::spawn(async { served.await });
        Ok(Self { address, stop, task })
    }

    /// Stops to listen, and waits until the requests under way are answered.
    pub(crate) async fn stop(self) -> io::Result<()> {
        drop(self.stop);
        self.task.await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}

async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    match to_bytes(body, BODY_LIMIT).await {
        Ok(body) => service.answer(head, body),
        Err(_) => service.unreadable(),
    }
}
