//! The WebSocket that a shell is behind.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::any;
use serde::Deserialize;
use serde_json::{Value, json};

use super::shell::Shell;
use crate::server::{self, Stopping};
use crate::service::Service;

const PROTOCOL: &str = "v4.channel.k8s.io";
const INPUT: u8 = 0;
const OUTPUT: u8 = 1;
const STATUS: u8 = 3;
const RESIZE: u8 = 4;

/// Largest message that is read, in bytes.
const LARGEST: usize = 1024 * 1024;

/// Where commands are connected to. Requests of the API come here too.
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new().route("/exec/{group}/{container}/{session}", any(open))
}

/// The size of a terminal.
#[derive(Deserialize)]
struct Size {
    #[serde(rename = "Width")]
    columns: u16,
    #[serde(rename = "Height")]
    rows: u16,
}

async fn open(
    State(service): State<Arc<Service>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    request: Request,
) -> Response<Body> {
    let Ok(upgrade) = upgrade else { return server::answer(State(service), request).await };
    let Some(session) = service.sessions.take(request.uri().path()) else {
        return (StatusCode::FORBIDDEN, "this address was used, or was never given out").into_response();
    };
    let stopping = request.extensions().get::<Stopping>().cloned();
    let upgrade = upgrade.protocols([PROTOCOL]).max_message_size(LARGEST);
    upgrade.on_upgrade(async move |socket| {
        let stopped = async {
            match stopping {
                Some(stopping) => stopping.wait().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = run(socket, Shell::new(session.tty)) => {}
            () = stopped => {}
        }
    })
}

/// Runs a shell until it exits or the client is gone.
async fn run(mut socket: WebSocket, mut shell: Shell) {
    while let Some(Ok(message)) = socket.recv().await {
        let bytes = match message {
            Message::Binary(bytes) => bytes,
            Message::Text(text) => Bytes::from(text),
            Message::Ping(_) | Message::Pong(_) => continue,
            Message::Close(_) => return,
        };
        match bytes.split_first() {
            Some((&INPUT, input)) => {
                let (written, code) = shell.read(input);
                if !written.is_empty() && send(&mut socket, OUTPUT, &written).await.is_err() {
                    return;
                }
                if let Some(code) = code {
                    // The client may be gone; then there is nobody to tell.
                    let _ = send(&mut socket, STATUS, status(code).to_string().as_bytes()).await;
                    let _ = socket.send(Message::Close(None)).await;
                    return;
                }
            }
            Some((&RESIZE, size)) => {
                if let Ok(Size { rows, columns }) = serde_json::from_slice(size) {
                    shell.resize(rows, columns);
                }
            }
            _ => {}
        }
    }
}

async fn send(socket: &mut WebSocket, channel: u8, bytes: &[u8]) -> Result<(), axum::Error> {
    socket.send(Message::Binary([&[channel], bytes].concat().into())).await
}

/// How a command has ended.
fn status(code: u8) -> Value {
    if code == 0 {
        return json!({ "status": "Success" });
    }
    let cause = json!({ "reason": "ExitCode", "message": code.to_string() });
    json!({ "status": "Failure", "reason": "NonZeroExitCode", "details": { "causes": [cause] } })
}
