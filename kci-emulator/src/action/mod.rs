//! What the actions do: one file a resource, and the way from parameters to the answer that all of them go.

#![allow(clippy::unnecessary_wraps, reason = "every action can refuse, whether or not it does so today")]

mod catalogue;
mod container_group;
mod container_group_list;
mod container_log;
pub(crate) mod describe_group;
mod described_container;
mod exec;
pub(crate) mod image_cache;
mod layout;
mod page;

use std::io;
use std::sync::{Arc, Mutex};

use kci_sdk::runtime::Params;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::{Action, Method, ReadParam, read, violations};
use serde::Serialize;

use crate::exec::Sessions;
use crate::ids::Ids;
use crate::received::{self, Pair};
use crate::refusal::Refusal;
use crate::script::Script;
use crate::store::{Change, Holdings, Store, Tenant, lock};

/// A call whose signature was good.
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    /// Host that it was sent to.
    pub(crate) host: &'a str,
    pub(crate) parameters: &'a [&'a Pair],
    pub(crate) tenant: &'a Tenant,
    pub(crate) now: Timestamp,
    pub(crate) request_id: &'a str,
}

/// What calls work on.
pub(crate) struct World<'a> {
    pub(crate) store: &'a Store,
    pub(crate) ids: &'a Mutex<Ids>,
    pub(crate) scripts: &'a [Script],
    pub(crate) sessions: &'a Sessions,
}

/// What came of a call.
#[derive(Debug)]
pub(crate) struct Answered {
    /// The request as it was understood: its parameters as this emulator would write them.
    pub(crate) understood: Option<Params>,
    /// The answer as JSON text.
    pub(crate) answer: Result<Vec<u8>, Refusal>,
}

impl From<Refusal> for Answered {
    fn from(refusal: Refusal) -> Self {
        Self { understood: None, answer: Err(refusal) }
    }
}

impl From<io::Error> for Refusal {
    /// What exists could not be kept.
    fn from(error: io::Error) -> Self {
        Self::row("ServiceUnavailable", "Exception", &[&error.to_string()])
    }
}

/// What an action sees.
pub(crate) struct Place<'a> {
    pub(crate) ids: &'a Mutex<Ids>,
    pub(crate) scripts: &'a [Script],
    pub(crate) sessions: &'a Sessions,
    pub(crate) holdings: &'a Holdings,
    pub(crate) tenant: &'a Tenant,
    pub(crate) host: &'a str,
    pub(crate) now: Timestamp,
}

impl Place<'_> {
    /// An id that nothing has.
    fn id(&self) -> String {
        lock(self.ids).id()
    }
}

/// What a reading action answers.
type Answer<A> = Result<<A as Action>::Response, Refusal>;
/// What an action answers that changes something, and what it changes.
type Changed<A> = Result<(<A as Action>::Response, Vec<Change>), Refusal>;

/// What an action answers, and groups of it that are written already: they are the elements of its `ContainerGroups`.
struct Reply<R> {
    response: R,
    groups: Vec<Arc<[u8]>>,
}

impl<R> From<R> for Reply<R> {
    fn from(response: R) -> Self {
        Self { response, groups: Vec::new() }
    }
}

/// Answers a call.
pub(crate) fn answer(world: &World<'_>, call: &Call<'_>) -> Answered {
    match named(call) {
        Ok(action) => dispatch(action, world, call).unwrap_or_else(|| Refusal::row("NoSuchEntity", "", &[]).into()),
        Err(refusal) => refusal.into(),
    }
}

/// The action that a call names, in a version that there is.
fn named<'a>(call: &Call<'a>) -> Result<&'a str, Refusal> {
    let given = |name| received::value(call.parameters, name).filter(|value| !value.is_empty());
    let action = given("Action").ok_or_else(|| Refusal::missing("Action"))?;
    let version = given("Version").ok_or_else(|| Refusal::missing("Version"))?;
    if version == kci_sdk::SERVICE.version { Ok(action) } else { Err(Refusal::row("NoSuchEntity", "", &[])) }
}

/// Lets the named action answer; nothing if there is none of this name.
fn dispatch(action: &str, world: &World<'_>, call: &Call<'_>) -> Option<Answered> {
    Some(match action {
        "CreateContainerGroup" => change(world, call, container_group::create),
        "DeleteContainerGroup" => change(world, call, container_group::delete),
        "DescribeContainerGroup" => look(world, call, container_group::describe),
        "DescribeContainerGroupCount" => look(world, call, container_group::count),
        "DescribeContainerGroupEvents" => look(world, call, container_group::events),
        "DescribeContainerLog" => look(world, call, container_log::describe),
        "ExecContainerCommand" => look(world, call, exec::exec),
        "CreateImageCache" => change(world, call, image_cache::create),
        "UpdateImageCache" => change(world, call, image_cache::update),
        "DeleteImageCache" => change(world, call, image_cache::delete),
        "DescribeImageCache" => look(world, call, image_cache::describe),
        "DescribeImageCacheEvent" => look(world, call, image_cache::events),
        "MatchImageCache" => look(world, call, image_cache::matching),
        "DescribeRegions" => look(world, call, catalogue::regions),
        "DescribeKciPackages" => look(world, call, catalogue::packages),
        _ => return None,
    })
}

/// Lets a reading action answer, from a snapshot.
fn look<A, R>(world: &World<'_>, call: &Call<'_>, respond: fn(&A, &Place<'_>) -> Result<R, Refusal>) -> Answered
where
    A: Action + ReadParam,
    A::Response: Serialize,
    R: Into<Reply<A::Response>>,
{
    run(call, |request: &A| respond(request, &place(world, call, &world.store.snapshot(call.tenant))))
}

/// Lets an action answer that changes something.
fn change<A>(world: &World<'_>, call: &Call<'_>, respond: fn(&A, &Place<'_>) -> Changed<A>) -> Answered
where
    A: Action + ReadParam,
    A::Response: Serialize,
{
    run(call, |request: &A| {
        world.store.change(call.tenant, world.ids, |holdings| respond(request, &place(world, call, holdings)))
    })
}

fn place<'a>(world: &World<'a>, call: &Call<'a>, holdings: &'a Holdings) -> Place<'a> {
    let World { ids, scripts, sessions, .. } = *world;
    Place { ids, scripts, sessions, holdings, tenant: call.tenant, host: call.host, now: call.now }
}

/// Un-flattens the request, validates it, and lets `respond` answer it.
fn run<A, R>(call: &Call<'_>, respond: impl FnOnce(&A) -> Result<R, Refusal>) -> Answered
where
    A: Action + ReadParam,
    A::Response: Serialize,
    R: Into<Reply<A::Response>>,
{
    if !A::INFO.methods.contains(&call.method) {
        return Refusal::method(call.method.as_str()).into();
    }
    let own = call.parameters.iter().filter(|(key, _)| !received::is_common(key));
    let (request, unreadable) = read::<A>(own.map(|(key, value)| (key.as_str(), value.as_str())));
    let understood = Some(Params::from_request(&request));
    let violations = violations(&request);
    let dry = received::value(call.parameters, "DryRun").is_some_and(|flag| flag.eq_ignore_ascii_case("true"));
    let dry = dry.then(|| Refusal::row("DryRunOperation", "", &[]));
    let refusal = Refusal::of(&unreadable).or_else(|| Refusal::of(&violations)).or(dry);
    let answer = match refusal {
        Some(refusal) => Err(refusal),
        None => respond(&request).and_then(|reply| written(&reply.into(), call.request_id)),
    };
    Answered { understood, answer }
}

fn written<R: Serialize>(reply: &Reply<R>, request_id: &str) -> Result<Vec<u8>, Refusal> {
    layout::answer(&reply.response, request_id, &reply.groups).map_err(|error| broken(&error))
}

/// An answer cannot be written.
fn broken(error: &serde_json::Error) -> Refusal {
    Refusal::row("ServiceUnavailable", "Exception", &[&error.to_string()])
}
