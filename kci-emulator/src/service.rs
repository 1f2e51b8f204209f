//! From the bytes of a request to the bytes of an answer.
//!
//! Checks are made in this order, and the first that fails is the answer:
//!
//! 1. the request can be read: method, content type, encoding, size, number of parameters, none of the common ones
//!    twice;
//! 2. no scripted fault meets it that keeps it from being carried out;
//! 3. it is signed by a known account, now;
//! 4. it names an action and a version that exist, with a method that the action takes;
//! 5. its parameters make a request of that action, with numbered lists in order;
//! 6. the request is valid: what is required is there, everything is within its bounds;
//! 7. it is no dry run;
//! 8. what it names exists, and is in a state that allows it.

use std::io;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::Method;
use kci_sdk::runtime::jiff::Timestamp;

use crate::action::{self, Answered, Call, World};
use crate::auth::{self, Accounts, Caller, Now};
use crate::clock::{self, Clock};
use crate::exec::Sessions;
use crate::fault::{self, Fault, FaultKind, Met};
use crate::ids::Ids;
use crate::journal::{self, Journal, JournalEntry};
use crate::lifecycle::image_cache;
use crate::received::{self, Pair, Received};
use crate::refusal::Refusal;
use crate::script::Script;
use crate::store::{FAULTS, Store, Tenant, lock};

/// The service: its accounts, its clock, what exists, and what was scripted.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) accounts: Accounts,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) ids: Mutex<Ids>,
    /// Ids of what is not kept: requests and temporary credentials.
    pub(crate) request_ids: Mutex<Ids>,
    pub(crate) scripts: Mutex<Vec<Script>>,
    pub(crate) faults: Mutex<Vec<Fault>>,
    pub(crate) journal: Mutex<Journal>,
    pub(crate) sessions: Sessions,
}

/// What a service starts with.
#[derive(Debug)]
pub(crate) struct Start {
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) ids: Ids,
    pub(crate) request_ids: Ids,
    pub(crate) scripts: Vec<Script>,
    pub(crate) faults: Vec<Fault>,
}

impl Start {
    /// Nothing exists and nothing is scripted; ids follow from the seed.
    pub(crate) fn anew(clock: Clock, seed: u64) -> Self {
        let (ids, request_ids) = (Ids::new(seed), Ids::new(!seed));
        Self { clock, store: Store::default(), ids, request_ids, scripts: Vec::new(), faults: Vec::new() }
    }
}

/// An answer, and how it goes out.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) response: Response<Body>,
    pub(crate) delivery: Delivery,
}

/// How an answer goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// As it is.
    Whole,
    /// After a while.
    Late(Duration),
    /// Only this many bytes of its body.
    Cut(usize),
    /// Not at all, and the connection is closed.
    Dropped,
    /// Not at all, and the connection stays open.
    Never,
}

impl From<&FaultKind> for Delivery {
    fn from(fault: &FaultKind) -> Self {
        match fault {
            FaultKind::Error { .. } | FaultKind::Html { .. } => Self::Whole,
            FaultKind::Hang { .. } => Self::Never,
            FaultKind::Drop { .. } => Self::Dropped,
            FaultKind::Slow { milliseconds } => Self::Late(Duration::from_millis(*milliseconds)),
            FaultKind::Truncate { bytes } => Self::Cut(*bytes),
        }
    }
}

impl Service {
    pub(crate) fn new(accounts: Vec<Credentials>, start: Start) -> Self {
        Self {
            accounts: Accounts::new(accounts),
            clock: start.clock,
            store: start.store,
            ids: Mutex::new(start.ids),
            request_ids: Mutex::new(start.request_ids),
            scripts: Mutex::new(start.scripts),
            faults: Mutex::new(start.faults),
            journal: Mutex::default(),
            sessions: Sessions::default(),
        }
    }

    /// The answer to a request.
    pub(crate) fn answer(&self, head: Parts, body: Bytes) -> Outgoing {
        let request_id = lock(&self.request_ids).id();
        let mut entry = JournalEntry {
            request_id: request_id.clone(),
            ..journal::entry(self.clock.now(), head.method.as_str(), head.uri.path(), &head.headers)
        };
        let mut fault = None;
        let answer = self.run(head, body, &mut entry, &mut fault);
        let delivery = fault.as_ref().map_or(Delivery::Whole, Delivery::from);
        let response = match (answer, fault) {
            (_, Some(FaultKind::Html { http_status, .. })) => page(http_status),
            (Some(Ok(json)), _) => respond(StatusCode::OK, json),
            (Some(Err(refusal)), _) => {
                entry.code = Some(refusal.code.clone());
                entry.message = Some(journal::message(&refusal.message));
                refuse(&refusal, &request_id)
            }
            (None, _) => Response::default(),
        };
        let is_sent = !matches!(delivery, Delivery::Dropped | Delivery::Never);
        entry.status = if is_sent { response.status().as_u16() } else { 0 };
        tracing::debug!(request_id, action = entry.action, code = entry.code, status = entry.status, "answered");
        lock(&self.journal).write(entry);
        Outgoing { response, delivery }
    }

    /// The answer to a request whose body could not be taken in.
    pub(crate) fn unreadable(&self, head: &Parts) -> Response<Body> {
        let request_id = lock(&self.request_ids).id();
        let refusal = Refusal::malformed("body");
        let response = refuse(&refusal, &request_id);
        lock(&self.journal).write(JournalEntry {
            status: response.status().as_u16(),
            code: Some(refusal.code),
            message: Some(refusal.message),
            request_id,
            ..journal::entry(self.clock.now(), head.method.as_str(), head.uri.path(), &head.headers)
        });
        response
    }

    /// Carries a request out. Nothing comes of it where a fault keeps it from being carried out and is no error.
    fn run(
        &self,
        head: Parts,
        body: Bytes,
        entry: &mut JournalEntry,
        fault: &mut Option<FaultKind>,
    ) -> Option<Result<Vec<u8>, Refusal>> {
        let request = match Received::new(head, body) {
            Ok(request) => request,
            Err(refusal) => return Some(Err(refusal)),
        };
        let parameters = match request.parameters() {
            Ok(parameters) => parameters,
            Err(refusal) => return Some(Err(refusal)),
        };
        entry.received = journal::parameters(parameters.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        let action = received::value(&parameters, "Action");
        entry.action = action.map(journal::cut);
        let call = Met::new(&request, &parameters);
        match self.take_fault(&call) {
            Ok(taken) => *fault = taken,
            Err(error) => return Some(Err(error.into())),
        }
        entry.fault = fault.is_some();
        let refusal = fault.as_ref().and_then(|fault| fault.refusal(&call)).map(Err);
        if fault.as_ref().is_some_and(|fault| !fault.takes_effect()) {
            return refusal;
        }
        let answer = self.carry_out(&request, &parameters, entry);
        Some(refusal.unwrap_or(answer))
    }

    /// Carries a request out that nothing keeps from it.
    fn carry_out(
        &self,
        request: &Received,
        parameters: &[&Pair],
        entry: &mut JournalEntry,
    ) -> Result<Vec<u8>, Refusal> {
        let now = Now { turned: self.clock.now(), machine: Timestamp::now() };
        let Caller { access_key, tenant } = auth::authenticate(&self.accounts, request, parameters, now)?;
        entry.access_key = Some(access_key);
        entry.region = Some(tenant.region.clone());
        let method = if request.head.method == "GET" { Method::Get } else { Method::Post };
        let host = request.header("host").unwrap_or_default();
        let request_id = entry.request_id.as_str();
        let call = Call { method, host, parameters, tenant: &tenant, now: now.turned, request_id };
        let scripts = lock(&self.scripts).clone();
        let world = World { store: &self.store, ids: &self.ids, scripts: &scripts, sessions: &self.sessions };
        let Answered { understood, answer } = action::answer(&world, &call);
        entry.understood = understood.as_ref().map(journal::understood).unwrap_or_default();
        answer
    }

    /// The fault that meets a call. What is left of the faults is kept.
    fn take_fault(&self, call: &Met<'_>) -> io::Result<Option<FaultKind>> {
        let mut faults = lock(&self.faults);
        let mut left = faults.clone();
        let taken = fault::take(&mut left, call);
        if left != *faults {
            self.store.keep_setting(FAULTS, &left)?;
            *faults = left;
        }
        Ok(taken)
    }

    /// When something next changes by itself, if the clock gets there.
    pub(crate) fn next_change(&self) -> Option<Timestamp> {
        let now = self.clock.now();
        let holdings = self.store.snapshots();
        let next = holdings.iter().flat_map(|(_, holdings)| {
            let groups = holdings.groups.next_change(now).into_iter();
            let caches = holdings.image_caches.iter().filter_map(|cache| image_cache::next(cache, now));
            let kept = holdings.retained.iter().map(|kept| kept.until).filter(|until| *until > now);
            groups.chain(caches).chain(kept)
        });
        next.min().filter(|next| clock::within(*next) == *next)
    }

    /// Forgets everything that exists and everything that was scripted, and starts the ids anew.
    pub(crate) fn reset(&self, seed: u64) -> io::Result<()> {
        let (mut scripts, mut faults) = (lock(&self.scripts), lock(&self.faults));
        self.store.clear(&self.ids, Ids::new(seed))?;
        *lock(&self.request_ids) = Ids::new(!seed);
        self.accounts.forget_temporary();
        scripts.clear();
        faults.clear();
        *lock(&self.journal) = Journal::default();
        Ok(())
    }

    /// Who has the container group of an id.
    pub(crate) fn owner(&self, group_id: &str) -> Option<Tenant> {
        let found = self.store.snapshots().into_iter().find(|(_, holdings)| holdings.group(group_id).is_some());
        found.map(|(tenant, _)| tenant)
    }
}

fn refuse(refusal: &Refusal, request_id: &str) -> Response<Body> {
    let status = StatusCode::from_u16(refusal.http_status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    respond(status, refusal.body(request_id).to_string().into_bytes())
}

fn respond(status: StatusCode, json: Vec<u8>) -> Response<Body> {
    with_type(status, json, "application/json")
}

/// What a proxy in between answers.
fn page(http_status: u16) -> Response<Body> {
    let status = StatusCode::from_u16(http_status).unwrap_or(StatusCode::BAD_GATEWAY);
    let reason = status.canonical_reason().unwrap_or_default();
    let text = format!("<html><head><title>{status}</title></head><body><h1>{reason}</h1></body></html>");
    with_type(status, text.into_bytes(), "text/html")
}

fn with_type(status: StatusCode, text: Vec<u8>, content_type: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
