//! The control of the emulator over HTTP, for tests in any language: `/_kci/…`, for clients on the same machine only.
//!
//! | request | what it does |
//! |---|---|
//! | `GET /_kci/state` | what exists, by account and region, and what is scripted |
//! | `POST /_kci/reset` `{"seed": 0}` | forgets everything; ids and addresses start anew from the seed |
//! | `GET /_kci/clock` | the time, whether the clock runs, and when something changes next by itself |
//! | `POST /_kci/clock` `{"stop": true}`, `{"run": true}`, `{"advance": 90}` (seconds), `{"set": "2026-11-24T02:55:27Z"}`, `{"jump": true}` | turns the clock; `jump` turns it to the next change |
//! | `GET`, `POST`, `DELETE /_kci/faults` | the faults that are left; adds a [`Fault`]; removes all |
//! | `GET`, `POST`, `DELETE /_kci/scripts` | the scripts; adds a [`Script`]; removes all |
//! | `POST /_kci/exit` `{"group": ID, "container": NAME, "exit_code": 1}` | ends a running container now |
//! | `POST /_kci/log` `{"group": ID, "container": NAME, "lines": ["…"]}` | adds lines to the log of a container |
//! | `GET /_kci/journal?after=0` | the newest requests, [as received and as understood](crate::JournalEntry) |
//!
//! Bodies are JSON, and so are answers; one that cannot be done is answered with 400 and `{"error": "…"}`.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::connect_info::ConnectInfo;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kci_sdk::runtime::jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::blocking;
use crate::command::{ClockCommand, Failed};
use crate::fault::Fault;
use crate::script::Script;
use crate::service::Service;
use crate::store::lock;

/// Where it is.
pub(crate) const PATH: &str = "/_kci";

type Shared = State<Arc<Service>>;
type Done = Result<Json<Value>, Failed>;
type Given<T> = Result<Json<T>, JsonRejection>;

/// The routes below [`PATH`].
pub(crate) fn routes() -> Router<Arc<Service>> {
    Router::new()
        .route("/state", get(state))
        .route("/reset", post(reset))
        .route("/clock", get(clock).post(turn))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/scripts", get(scripts).post(add_script).delete(clear_scripts))
        .route("/exit", post(exit))
        .route("/log", post(log))
        .route("/journal", get(journal))
        .fallback(async || (StatusCode::NOT_FOUND, Json(json!({ "error": "no such control" }))))
        .layer(middleware::from_fn(local_only))
}

/// Refuses clients on other machines, and pages of other sites in a browser on this one.
pub(crate) async fn local_only(ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request, next: Next) -> Response {
    let foreign = request.headers().get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none");
    if peer.ip().to_canonical().is_loopback() && !foreign {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, Json(json!({ "error": "for clients on the same machine only" }))).into_response()
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": self.to_string() }))).into_response()
    }
}

impl From<JsonRejection> for Failed {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.body_text())
    }
}

/// Carries out a command that may wait for a disk.
async fn command<T: Send + 'static>(
    service: Arc<Service>,
    command: impl FnOnce(&Service) -> Result<T, Failed> + Send + 'static,
) -> Result<T, Failed> {
    blocking::run(service, command).await.unwrap_or_else(|| Err(Failed::new("it failed inside")))
}

async fn state(State(service): Shared) -> Done {
    command(service, Service::state).await.map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    #[serde(default)]
    seed: u64,
}

async fn reset(State(service): Shared, given: Given<Reset>) -> Done {
    let seed = given?.0.seed;
    command(service, move |service| Ok(service.reset(seed)?)).await?;
    Ok(Json(json!({})))
}

async fn clock(State(service): Shared) -> Done {
    Ok(Json(service.clock_reading()))
}

async fn turn(State(service): Shared, given: Given<ClockCommand>) -> Done {
    let turn = given?.0;
    command(service, move |service| service.turn(turn).map(|()| service.clock_reading())).await.map(Json)
}

async fn faults(State(service): Shared) -> Result<Json<Vec<Fault>>, Failed> {
    command(service, |service| Ok(lock(&service.faults).clone())).await.map(Json)
}

async fn add_fault(State(service): Shared, given: Given<Fault>) -> Result<Json<Vec<Fault>>, Failed> {
    let fault = given?.0;
    command(service, |service| service.add_fault(fault).map(|()| lock(&service.faults).clone())).await.map(Json)
}

async fn clear_faults(State(service): Shared) -> Result<Json<Vec<Fault>>, Failed> {
    command(service, |service| Ok(service.change_faults(Vec::clear)?)).await.map(Json)
}

async fn scripts(State(service): Shared) -> Result<Json<Vec<Script>>, Failed> {
    command(service, |service| Ok(lock(&service.scripts).clone())).await.map(Json)
}

async fn add_script(State(service): Shared, given: Given<Script>) -> Result<Json<Vec<Script>>, Failed> {
    let script = given?.0;
    command(service, |service| Ok(service.change_scripts(|scripts| scripts.push(script))?)).await.map(Json)
}

async fn clear_scripts(State(service): Shared) -> Result<Json<Vec<Script>>, Failed> {
    command(service, |service| Ok(service.change_scripts(Vec::clear)?)).await.map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exit {
    group: String,
    container: String,
    #[serde(default)]
    exit_code: i32,
}

async fn exit(State(service): Shared, given: Given<Exit>) -> Done {
    let Exit { group, container, exit_code } = given?.0;
    command(service, move |service| service.exit(&group, &container, exit_code)).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Log {
    group: String,
    container: String,
    lines: Vec<String>,
}

async fn log(State(service): Shared, given: Given<Log>) -> Done {
    let Log { group, container, lines } = given?.0;
    command(service, move |service| service.log(&group, &container, lines)).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    after: u64,
}

async fn journal(State(service): Shared, Query(since): Query<Since>) -> Done {
    let entries = lock(&service.journal).after(since.after);
    Ok(Json(serde_json::to_value(entries).map_err(|error| Failed::new(error.to_string()))?))
}

/// When a clock says it is, and what it does.
impl Service {
    fn clock_reading(&self) -> Value {
        let time: Timestamp = self.clock.now();
        json!({ "time": time, "running": self.clock.is_running(), "next_change": self.next_change() })
    }
}
