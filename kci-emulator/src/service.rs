//! From the bytes of a request to the bytes of an answer.
//!
//! Checks are made in this order, and the first that fails is the answer:
//!
//! 1. the request can be read: method, content type, encoding, size;
//! 2. it is signed by a known account, now;
//! 3. it names an action and a version that exist, with a method that the action takes;
//! 4. its parameters make a request of that action, with numbered lists in order;
//! 5. the request is valid: what is required is there, everything is within its bounds;
//! 6. it is no dry run;
//! 7. what it names exists, and is in a state that allows it.

use std::sync::{Mutex, PoisonError};

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{Response, StatusCode, header};
use bytes::Bytes;
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::Method;
use kci_sdk::runtime::jiff::Timestamp;

use crate::action::{self, Call};
use crate::auth::{self, Accounts, Now};
use crate::clock::Clock;
use crate::ids::Ids;
use crate::received::Received;
use crate::refusal::Refusal;
use crate::store::Store;

/// The service: its accounts, its clock, and what exists.
#[derive(Debug)]
pub(crate) struct Service {
    accounts: Accounts,
    clock: Clock,
    store: Mutex<Store>,
    request_ids: Mutex<Ids>,
}

impl Service {
    pub(crate) fn new(accounts: Vec<Credentials>, clock: Clock, seed: u64) -> Self {
        Self {
            accounts: Accounts::new(accounts),
            clock,
            store: Mutex::new(Store::new(seed)),
            request_ids: Mutex::new(Ids::new(!seed)),
        }
    }

    /// The answer to a request.
    pub(crate) fn answer(&self, head: Parts, body: Bytes) -> Response<Body> {
        let request_id = self.request_id();
        let target = head.uri.path().to_owned();
        match self.run(head, body, &request_id) {
            Ok(text) => {
                tracing::debug!(request_id, target, "answered");
                respond(StatusCode::OK, text)
            }
            Err(refusal) => {
                tracing::debug!(request_id, target, code = refusal.code, "refused");
                refuse(&refusal, &request_id)
            }
        }
    }

    /// The answer to a request whose body could not be taken in.
    pub(crate) fn unreadable(&self) -> Response<Body> {
        refuse(&Refusal::malformed("body"), &self.request_id())
    }

    fn run(&self, head: Parts, body: Bytes, request_id: &str) -> Result<String, Refusal> {
        let received = Received::new(head, body)?;
        let parameters = received.parameters()?;
        let now = Now { turned: self.clock.now(), machine: Timestamp::now() };
        let tenant = auth::authenticate(&self.accounts, &received, &parameters, now)?;
        let method = if received.head.method == "GET" { Method::Get } else { Method::Post };
        let call = Call { method, parameters: &parameters, tenant: &tenant, now: now.turned, request_id };
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        action::answer(&mut store, &call)
    }

    fn request_id(&self) -> String {
        self.request_ids.lock().unwrap_or_else(PoisonError::into_inner).id()
    }
}

fn refuse(refusal: &Refusal, request_id: &str) -> Response<Body> {
    let status = StatusCode::from_u16(refusal.http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    respond(status, refusal.body(request_id).to_string())
}

fn respond(status: StatusCode, json: String) -> Response<Body> {
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}
