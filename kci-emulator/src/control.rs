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
//! | `POST /_kci/credentials` `{"account": AK, "seconds": 3600}` | gives an account (the first, if none is named) credentials that hold so long: `{"access_key": …, "secret_key": …, "session_token": …, "expires": …}` |
//! | `GET`, `DELETE /_kci/credentials` | whose temporary credentials there are, and until when; revokes all |
//! | `POST /_kci/exit` `{"group": ID, "container": NAME, "exit_code": 1}` | ends a running container now |
//! | `POST /_kci/log` `{"group": ID, "container": NAME, "lines": ["…"]}` | adds lines to the log of a container |
//! | `GET /_kci/journal?after=0` | the newest requests, [as received and as understood](crate::JournalEntry) |
//!
//! Bodies are JSON and say so (`Content-Type: application/json`), and so are answers. What cannot be done is answered
//! with 400 and `{"error": "…"}`, and changes nothing; another path with 404, another method with 405, and a client on
//! another machine or a page of another site in a browser with 403.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let kci = kci_emulator::start().await?;
//! let clock = format!("{}/_kci/clock", kci.endpoint());
//! let http = reqwest::Client::new();
//! let turn = http.post(&clock).header("content-type", "application/json").body(r#"{"stop": true}"#);
//! assert_eq!(turn.send().await?.status(), 200);
//! assert!(!kci.clock().is_running());
//! # Ok(())
//! # }
//! ```

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::connect_info::ConnectInfo;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use kci_sdk::Secret;
use kci_sdk::runtime::jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::blocking;
use crate::command::{ClockCommand, Failed};
use crate::fault::Fault;
use crate::local;
use crate::script::Script;
use crate::server::{BODY_LIMIT, PATIENCE};
use crate::service::Service;
use crate::store::lock;

/// Where it is.
pub(crate) const PATH: &str = "/_kci";

type Shared = State<Arc<Service>>;
type Done = Result<Json<Value>, Failed>;
type Given = Result<Json<Map<String, Value>>, JsonRejection>;

/// The routes at and below [`PATH`].
pub(crate) fn routes() -> Router<Arc<Service>> {
    // A path that ends with it and a slash is not below it by itself.
    let missing = any(no_such_control).layer(middleware::from_fn(local_only));
    Router::new().nest(PATH, below()).route(&format!("{PATH}/"), missing)
}

fn below() -> Router<Arc<Service>> {
    Router::new()
        .route("/state", get(state))
        .route("/reset", post(reset))
        .route("/clock", get(clock).post(turn))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/scripts", get(scripts).post(add_script).delete(clear_scripts))
        .route("/credentials", get(credentials).post(issue).delete(revoke))
        .route("/exit", post(exit))
        .route("/log", post(log))
        .route("/journal", get(journal))
        .method_not_allowed_fallback(async || error(StatusCode::METHOD_NOT_ALLOWED, "no such method here"))
        .fallback(no_such_control)
        .layer(middleware::from_fn(read_body))
        .layer(middleware::from_fn(local_only))
}

fn error(status: StatusCode, text: &str) -> Response {
    (status, Json(json!({ "error": text }))).into_response()
}

async fn no_such_control() -> Response {
    error(StatusCode::NOT_FOUND, "no such control")
}

/// Waits for the body, no longer than for that of any other request.
async fn read_body(request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    match tokio::time::timeout(PATIENCE, to_bytes(body, BODY_LIMIT)).await {
        Ok(Ok(body)) => next.run(Request::from_parts(head, body.into())).await,
        _ => error(StatusCode::BAD_REQUEST, "the body is too large, or was not sent in time"),
    }
}

/// Refuses clients on other machines, and pages of other sites in a browser on this one.
pub(crate) async fn local_only(ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request, next: Next) -> Response {
    if local::permits(peer, request.headers()) {
        return next.run(request).await;
    }
    error(StatusCode::FORBIDDEN, "for clients on the same machine only")
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        error(StatusCode::BAD_REQUEST, &self.to_string())
    }
}

/// What a body says, which is an object.
fn read<T: DeserializeOwned>(given: Given) -> Result<T, Failed> {
    T::deserialize(Value::Object(given?.0)).map_err(|error| Failed::new(error.to_string()))
}

impl From<JsonRejection> for Failed {
    fn from(rejection: JsonRejection) -> Self {
        Self::new(rejection.body_text())
    }
}

impl From<QueryRejection> for Failed {
    fn from(rejection: QueryRejection) -> Self {
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

/// Where much exists, describing it takes a while: others are answered meanwhile.
async fn state(State(service): Shared) -> Done {
    let state = tokio::task::spawn_blocking(move || service.state()).await;
    Ok(Json(state.map_err(|error| Failed::new(error.to_string()))??))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    #[serde(default)]
    seed: u64,
}

async fn reset(State(service): Shared, given: Given) -> Done {
    let seed = read::<Reset>(given)?.seed;
    command(service, move |service| Ok(service.reset(seed)?)).await?;
    Ok(Json(json!({})))
}

async fn clock(State(service): Shared) -> Done {
    Ok(Json(service.clock_reading()))
}

async fn turn(State(service): Shared, given: Given) -> Done {
    let turn = read::<ClockCommand>(given)?;
    command(service, move |service| service.turn(turn).map(|()| service.clock_reading())).await.map(Json)
}

async fn faults(State(service): Shared) -> Result<Json<Vec<Fault>>, Failed> {
    command(service, |service| Ok(lock(&service.faults).clone())).await.map(Json)
}

async fn add_fault(State(service): Shared, given: Given) -> Result<Json<Vec<Fault>>, Failed> {
    let fault = read::<Fault>(given)?;
    command(service, |service| service.add_fault(fault).map(|()| lock(&service.faults).clone())).await.map(Json)
}

async fn clear_faults(State(service): Shared) -> Result<Json<Vec<Fault>>, Failed> {
    command(service, |service| Ok(service.change_faults(Vec::clear)?)).await.map(Json)
}

async fn scripts(State(service): Shared) -> Result<Json<Vec<Script>>, Failed> {
    command(service, |service| Ok(lock(&service.scripts).clone())).await.map(Json)
}

async fn add_script(State(service): Shared, given: Given) -> Result<Json<Vec<Script>>, Failed> {
    let script = read::<Script>(given)?;
    command(service, |service| Ok(service.change_scripts(|scripts| scripts.push(script))?)).await.map(Json)
}

async fn clear_scripts(State(service): Shared) -> Result<Json<Vec<Script>>, Failed> {
    command(service, |service| Ok(service.change_scripts(Vec::clear)?)).await.map(Json)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Issue {
    account: Option<String>,
    #[serde(default = "an_hour")]
    seconds: f64,
}

fn an_hour() -> f64 {
    3600.0
}

async fn issue(State(service): Shared, given: Given) -> Done {
    let Issue { account, seconds } = read::<Issue>(given)?;
    let lifetime = Duration::try_from_secs_f64(seconds).map_err(|error| Failed::new(error.to_string()))?;
    let issued = service.issue(account.as_deref(), lifetime)?;
    let credentials = &issued.credentials;
    Ok(Json(json!({
        "access_key": credentials.access_key(),
        "secret_key": credentials.secret_key().expose(),
        "session_token": credentials.session_token().map(Secret::expose),
        "expires": issued.expires,
    })))
}

/// Without what is secret.
async fn credentials(State(service): Shared) -> Done {
    let all = service.accounts.temporary().into_iter();
    let all = all.map(
        |(access_key, account, expires)| json!({ "access_key": access_key, "account": account, "expires": expires }),
    );
    Ok(Json(all.collect()))
}

async fn revoke(State(service): Shared) -> Done {
    service.accounts.forget_temporary();
    Ok(Json(json!([])))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exit {
    group: String,
    container: String,
    #[serde(default, rename = "exit_code")]
    code: i32,
}

async fn exit(State(service): Shared, given: Given) -> Done {
    let Exit { group, container, code } = read::<Exit>(given)?;
    command(service, move |service| service.exit(&group, &container, code)).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Log {
    group: String,
    container: String,
    lines: Vec<String>,
}

async fn log(State(service): Shared, given: Given) -> Done {
    let Log { group, container, lines } = read::<Log>(given)?;
    command(service, move |service| service.log(&group, &container, lines)).await?;
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Since {
    #[serde(default)]
    after: u64,
}

async fn journal(State(service): Shared, since: Result<Query<Since>, QueryRejection>) -> Done {
    let entries = lock(&service.journal).after(since?.0.after);
    Ok(Json(serde_json::to_value(entries).map_err(|error| Failed::new(error.to_string()))?))
}

/// When a clock says it is, and what it does.
impl Service {
    fn clock_reading(&self) -> Value {
        let time: Timestamp = self.clock.now();
        json!({ "time": time, "running": self.clock.is_running(), "next_change": self.next_change() })
    }
}
