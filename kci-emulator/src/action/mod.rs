//! What the actions do: one file a resource, and the way from parameters to the answer that all of them go.

mod container_group;
mod container_log;
mod describe_group;
mod image_cache;
mod page;

use kci_sdk::request::{
    CreateContainerGroupRequest, CreateImageCacheRequest, DeleteContainerGroupRequest, DeleteImageCacheRequest,
    DescribeContainerGroupRequest, DescribeContainerLogRequest, DescribeImageCacheRequest,
};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::{Action, Method, ReadParam, Validator, read};
use serde::Serialize;

use crate::ids::Ids;
use crate::received::{self, Pair};
use crate::refusal::Refusal;
use crate::store::{Holdings, Store, Tenant};

/// A call whose signature was good.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) method: Method,
    pub(crate) parameters: &'a [&'a Pair],
    pub(crate) tenant: &'a Tenant,
    pub(crate) now: Timestamp,
    pub(crate) request_id: &'a str,
}

/// What an action works on.
pub(crate) struct Place<'a> {
    pub(crate) ids: &'a mut Ids,
    pub(crate) holdings: &'a mut Holdings,
    pub(crate) tenant: &'a Tenant,
    pub(crate) now: Timestamp,
}

/// The answer to a call, as JSON text.
pub(crate) fn answer(store: &mut Store, call: &Call<'_>) -> Result<String, Refusal> {
    let action = received::value(call.parameters, "Action").filter(|action| !action.is_empty());
    let action = action.ok_or_else(|| Refusal::missing("Action"))?;
    let version = received::value(call.parameters, "Version").filter(|version| !version.is_empty());
    if version.ok_or_else(|| Refusal::missing("Version"))? != kci_sdk::SERVICE.version {
        return Err(Refusal::row("NoSuchEntity", "", &[]));
    }
    match action {
        "CreateContainerGroup" => run::<CreateContainerGroupRequest>(store, call, container_group::create),
        "DescribeContainerGroup" => run::<DescribeContainerGroupRequest>(store, call, |request, place| {
            Ok(container_group::describe(request, place))
        }),
        "DeleteContainerGroup" => run::<DeleteContainerGroupRequest>(store, call, container_group::delete),
        "DescribeContainerLog" => run::<DescribeContainerLogRequest>(store, call, container_log::describe),
        "CreateImageCache" => {
            run::<CreateImageCacheRequest>(store, call, |request, place| Ok(image_cache::create(request, place)))
        }
        "DescribeImageCache" => {
            run::<DescribeImageCacheRequest>(store, call, |request, place| Ok(image_cache::describe(request, place)))
        }
        "DeleteImageCache" => run::<DeleteImageCacheRequest>(store, call, image_cache::delete),
        _ => Err(Refusal::row("NoSuchEntity", "", &[])),
    }
}

/// Un-flattens the request, validates it, and lets `respond` answer it.
fn run<A>(
    store: &mut Store,
    call: &Call<'_>,
    respond: impl FnOnce(&A, &mut Place<'_>) -> Result<A::Response, Refusal>,
) -> Result<String, Refusal>
where
    A: Action + ReadParam,
    A::Response: Serialize,
{
    if !A::INFO.methods.contains(&call.method) {
        return Err(Refusal::method(call.method.as_str()));
    }
    let own = call.parameters.iter().filter(|(key, _)| !received::is_common(key));
    let (request, unreadable) = read::<A>(own.map(|(key, value)| (key.as_str(), value.as_str())));
    let mut validator = Validator::new();
    request.validate(&mut validator);
    let violations = validator.into_violations();
    if let Some(refusal) = Refusal::of(&unreadable).or_else(|| Refusal::of(&violations)) {
        return Err(refusal);
    }
    if received::value(call.parameters, "DryRun").is_some_and(|flag| flag.eq_ignore_ascii_case("true")) {
        return Err(Refusal::row("DryRunOperation", "", &[]));
    }
    let (ids, holdings) = store.holdings(call.tenant, call.now);
    let mut place = Place { ids, holdings, tenant: call.tenant, now: call.now };
    let response = respond(&request, &mut place)?;
    with_request_id(&response, call.request_id)
}

fn with_request_id(response: &impl Serialize, request_id: &str) -> Result<String, Refusal> {
    let broken = |error: serde_json::Error| Refusal::row("ServiceUnavailable", "Exception", &[&error.to_string()]);
    let mut json = serde_json::to_value(response).map_err(broken)?;
    if let Some(object) = json.as_object_mut() {
        object.insert("RequestId".to_owned(), request_id.into());
    }
    serde_json::to_string(&json).map_err(broken)
}
