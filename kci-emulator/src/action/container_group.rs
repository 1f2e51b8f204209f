//! Container groups: create, describe, delete.

use kci_sdk::SERVICE;
use kci_sdk::request::{
    CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest, Filter,
};
use kci_sdk::response::{CreateContainerGroupResponse, DeleteContainerGroupResponse, DescribeContainerGroupResponse};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::{FilterName, ImageCacheStatus};

use super::page::page;
use super::{Place, describe_group};
use crate::refusal::Refusal;
use crate::store::Group;
use crate::{ids, lifecycle};

pub(super) fn create(
    request: &CreateContainerGroupRequest,
    place: &mut Place<'_>,
) -> Result<CreateContainerGroupResponse, Refusal> {
    check_image_cache(request, place)?;
    let zones = SERVICE.regions.iter().find(|region| region.region == place.tenant.region).map(|region| region.zones);
    let mut group = Group {
        id: place.ids.id(),
        created: place.now,
        zone: String::new(),
        interface_id: place.ids.id(),
        address: String::new(),
        request: request.clone(),
    };
    let zone = zones.and_then(|zones| ids::choice_of(group.subnet_id(), zones)).copied().unwrap_or_default();
    zone.clone_into(&mut group.zone);
    place.holdings.addresses = place.holdings.addresses.wrapping_add(1);
    group.address = ids::private_address(group.subnet_id(), place.holdings.addresses);
    let response = CreateContainerGroupResponse::default().container_group_id(&group.id);
    place.holdings.groups.push(group);
    Ok(response)
}

pub(super) fn describe(
    request: &DescribeContainerGroupRequest,
    place: &mut Place<'_>,
) -> DescribeContainerGroupResponse {
    let found = place.holdings.groups.iter().filter(|group| matches(request, group, place.now));
    let page = page(found, request.marker, request.max_results);
    DescribeContainerGroupResponse::default()
        .max_results(page.max_results)
        .marker(page.marker)
        .total_count(page.total)
        .container_groups(page.items.into_iter().map(|group| describe_group::group(group, place.now)))
}

pub(super) fn delete(
    request: &DeleteContainerGroupRequest,
    place: &mut Place<'_>,
) -> Result<DeleteContainerGroupResponse, Refusal> {
    let groups = &mut place.holdings.groups;
    let index = groups.iter().position(|group| group.id == request.container_group_id);
    groups.remove(index.ok_or_else(|| Refusal::invalid("ContainerGroupId"))?);
    Ok(DeleteContainerGroupResponse::default())
}

/// An image cache that is named must be there and ready.
fn check_image_cache(request: &CreateContainerGroupRequest, place: &Place<'_>) -> Result<(), Refusal> {
    let Some(wanted) = request.image_cache_id.as_ref().filter(|id| !id.is_empty()) else { return Ok(()) };
    let ready = place.holdings.image_caches.iter().any(|cache| {
        cache.id == *wanted && lifecycle::image_cache(cache.created, place.now) == ImageCacheStatus::Ready
    });
    if ready { Ok(()) } else { Err(Refusal::invalid("ImageCacheId")) }
}

fn matches(request: &DescribeContainerGroupRequest, group: &Group, now: Timestamp) -> bool {
    let by_id = request.container_group_ids.is_empty() || request.container_group_ids.contains(&group.id);
    let project = group.request.project_id.unwrap_or(0);
    let by_project = request.project_ids.is_empty() || request.project_ids.contains(&project);
    let searched = |text: &String| group.request.container_group_name.contains(text) || group.address.contains(text);
    by_id
        && by_project
        && request.search.as_ref().is_none_or(searched)
        && request.filters.iter().all(|filter| passes(filter, group, now))
}

/// A filter lets a group pass when one of its values fits.
fn passes(filter: &Filter, group: &Group, now: Timestamp) -> bool {
    let actual = match &filter.name {
        FilterName::SubnetId => group.subnet_id().to_owned(),
        FilterName::VpcId => describe_group::vpc_id(group.subnet_id()),
        FilterName::AvailabilityZoneName => group.zone.clone(),
        FilterName::Status => describe_group::status(group, now).to_string(),
        _ => return false,
    };
    filter.values.contains(&actual)
}
