//! Container groups: create, describe, count, delete.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use kci_sdk::SERVICE;
use kci_sdk::request::{
    CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupCountRequest,
    DescribeContainerGroupEventsRequest, DescribeContainerGroupRequest, LabelFilter,
};
use kci_sdk::response::{
    ClusterPodCount, CreateContainerGroupResponse, DeleteContainerGroupResponse, DescribeContainerGroupCountResponse,
    DescribeContainerGroupEventsResponse, DescribeContainerGroupResponse,
};
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use kci_sdk::value::ImageCacheStatus;

use super::{Answer, Changed, Place, Reply, broken, container_group_list, describe_group, image_cache, layout};
use crate::facts::default_of;
use crate::lifecycle::group::{Scripted, progress};
use crate::lifecycle::{self, after, events};
use crate::refusal::Refusal;
use crate::store::{Change, Group, Retained, Told, subnet_id};
use crate::{ids, script};

/// The label whose value is the cluster that a group belongs to.
const CLUSTER: &str = "cluster-id";

pub(super) fn create(request: &CreateContainerGroupRequest, place: &Place<'_>) -> Changed<CreateContainerGroupRequest> {
    let image_cache = find_image_cache(request, place)?;
    let zones = SERVICE.regions.iter().find(|region| region.region == place.tenant.region).map(|region| region.zones);
    let zone = zones.and_then(|zones| ids::choice_of(subnet_id(request), zones)).copied().unwrap_or_default();
    let scripted = |image: &str| {
        let mut behaviour = script::behaviour(place.scripts, image);
        behaviour.pull_error = behaviour.pull_error.filter(|_| image_cache.is_none());
        Scripted { behaviour, exits: Vec::new() }
    };
    let init = request.init_containers.iter().map(|one| scripted(one.image.as_deref().unwrap_or_default()));
    let group = Group {
        id: place.id(),
        created: place.now,
        zone: zone.to_owned(),
        interface_id: place.id(),
        address: address(request, place)?,
        init_containers: init.collect(),
        containers: request.containers.iter().map(|container| scripted(&container.image)).collect(),
        lines: BTreeMap::new(),
        request: without_secrets(request),
        image_cache,
        told: Told::default(),
    };
    let response = CreateContainerGroupResponse::default().container_group_id(&group.id);
    let used = group.image_cache.clone().map(|id| Change::ImageCacheUsed { id, at: place.now });
    Ok((response, used.into_iter().chain([Change::GroupCreated(Box::new(group))]).collect()))
}

/// What is needed once a group is there: no passwords, no contents of files.
fn without_secrets(request: &CreateContainerGroupRequest) -> CreateContainerGroupRequest {
    let mut request = request.clone();
    request.image_registry_credentials.clear();
    request.kube_config = None;
    for volume in &mut request.volumes {
        if let kci_sdk::request::Volume::ConfigFile(volume) = volume {
            volume.config_file_volume.config_file_to_paths.iter_mut().for_each(|file| file.content = None);
        }
    }
    request
}

/// The address that is kept for a group of this name in this subnet, or else one that nobody has. A subnet may be full.
fn address(request: &CreateContainerGroupRequest, place: &Place<'_>) -> Result<String, Refusal> {
    let holdings = place.holdings;
    let subnet_id = subnet_id(request);
    let kept = holdings.retained.iter().filter(|kept| kept.until > place.now && kept.subnet_id == subnet_id);
    let own = kept.clone().find(|kept| kept.group_name == request.container_group_name);
    if let Some(own) = own.filter(|_| request.retain_ip == Some(true)) {
        return Ok(own.address.clone());
    }
    let kept: HashSet<u32> = kept.filter_map(|kept| ids::host_of(&kept.address)).collect();
    let free = holdings.hosts.free(subnet_id, holdings.addresses, |host| !kept.contains(&host));
    let has_one = request.subnet_id.as_deref().is_some_and(|id| !id.is_empty());
    let parameter = if has_one { "SubnetId" } else { "MultiSubnetId.1" };
    Ok(ids::private_address(subnet_id, free.ok_or_else(|| Refusal::invalid(parameter))?))
}

/// An image cache that is named must be there and ready; otherwise one is looked for if the request says so.
fn find_image_cache(request: &CreateContainerGroupRequest, place: &Place<'_>) -> Result<Option<String>, Refusal> {
    let images: Vec<&str> = request
        .containers
        .iter()
        .map(|container| container.image.as_str())
        .chain(request.init_containers.iter().filter_map(|container| container.image.as_deref()))
        .collect();
    let has_all = |cache: &crate::store::ImageCache| images.iter().all(|image| image_cache::has(cache, image));
    if let Some(id) = request.image_cache_id.as_deref().filter(|id| !id.is_empty()) {
        let cache = place.holdings.image_cache(id, place.now);
        let ready = |cache: &&_| lifecycle::image_cache::status(cache, place.now) == ImageCacheStatus::Ready;
        let cache = cache.filter(|cache| ready(&cache.as_ref())).ok_or_else(|| Refusal::invalid("ImageCacheId"))?;
        return Ok(Some(cache.id.clone()).filter(|_| has_all(cache)));
    }
    if request.auto_match_image_cache != Some(true) {
        return Ok(None);
    }
    Ok(image_cache::ready_with(place, &images).next().map(|cache| cache.id.clone()))
}

pub(super) fn describe(
    request: &DescribeContainerGroupRequest,
    place: &Place<'_>,
) -> Result<Reply<DescribeContainerGroupResponse>, Refusal> {
    let default = default_of("DescribeContainerGroup", "MaxResults");
    let page = container_group_list::page(request, place, request.max_results.unwrap_or(default));
    let response = DescribeContainerGroupResponse::default()
        .max_results(page.max_results)
        .marker(page.marker)
        .total_count(page.total);
    let groups = page.items.into_iter().map(|group| described(group, place.now));
    Ok(Reply { response, groups: groups.collect::<Result<_, _>>()? })
}

/// A group's description as JSON.
fn described(group: &Group, now: Timestamp) -> Result<Arc<[u8]>, Refusal> {
    group.told.at(now, || {
        let progress = progress(group, now);
        let described = describe_group::at(group, &progress, now);
        Ok((layout::group(&described).map_err(|error| broken(&error))?, progress.next))
    })
}

pub(super) fn delete(request: &DeleteContainerGroupRequest, place: &Place<'_>) -> Changed<DeleteContainerGroupRequest> {
    let group = find(place, &request.container_group_id)?;
    let hours = group.request.retain_ip_hours.unwrap_or_else(|| default_of("CreateContainerGroup", "RetainIpHours"));
    let retained = Retained {
        group_name: group.request.container_group_name.clone(),
        subnet_id: group.subnet_id().to_owned(),
        address: group.address.clone(),
        until: after(place.now, SignedDuration::from_secs(hours.saturating_mul(3600))),
    };
    let retained = Some(retained).filter(|_| group.request.retain_ip == Some(true));
    Ok((DeleteContainerGroupResponse::default(), vec![Change::GroupDeleted { id: group.id.clone(), retained }]))
}

pub(super) fn events(
    request: &DescribeContainerGroupEventsRequest,
    place: &Place<'_>,
) -> Answer<DescribeContainerGroupEventsRequest> {
    let group = find(place, &request.container_group_id)?;
    let events = events::of_group(group, &progress(group, place.now), place.now);
    Ok(DescribeContainerGroupEventsResponse::default().events(events))
}

/// Groups by cluster: what their label `cluster-id` says. Those without one count for a cluster without a name.
pub(super) fn count(
    request: &DescribeContainerGroupCountRequest,
    place: &Place<'_>,
) -> Answer<DescribeContainerGroupCountRequest> {
    if request.label.as_ref().is_some_and(|label| label.key.as_deref().is_none_or(str::is_empty)) {
        return Err(Refusal::missing("Label.Key"));
    }
    let mut counts = BTreeMap::<&str, i64>::new();
    let counted = place
        .holdings
        .groups
        .iter()
        .filter(|group| request.label.as_ref().is_none_or(|wanted| has_label(group, wanted)));
    for group in counted {
        *counts.entry(label(group, CLUSTER).unwrap_or_default()).or_default() += 1;
    }
    let counts = counts.into_iter().map(|(id, count)| ClusterPodCount::default().cluster_id(id).count(count));
    Ok(DescribeContainerGroupCountResponse::default().cluster_pod_counts(counts))
}

pub(super) fn find<'a>(place: &Place<'a>, id: &str) -> Result<&'a Group, Refusal> {
    place.holdings.group(id).map(AsRef::as_ref).ok_or_else(|| Refusal::invalid("ContainerGroupId"))
}

fn label<'a>(group: &'a Group, key: &str) -> Option<&'a str> {
    let label = group.request.labels.iter().find(|label| label.key == key)?;
    Some(label.value.as_deref().unwrap_or_default())
}

/// Whether a group has the label, with one of the values if there are any.
fn has_label(group: &Group, wanted: &LabelFilter) -> bool {
    let Some(key) = wanted.key.as_deref() else { return true };
    label(group, key).is_some_and(|value| wanted.values.is_empty() || wanted.values.iter().any(|one| one == value))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use kci_sdk::request::{ConfigFileToPath, ConfigFileVolume, ImageRegistryCredential, Volume};
    use kci_sdk::runtime::Params;
    use kci_sdk::value::{ChargeType, KciType};

    use super::*;
    use crate::store::{Holdings, Tenant};

    fn request() -> CreateContainerGroupRequest {
        let charge = ChargeType::HourlyInstantSettlement;
        CreateContainerGroupRequest::new("web", ["sg-1"], KciType::Rbkci, charge).subnet_id("subnet-1")
    }

    /// The address that a group gets while the next one is kept for a group of another name until 100 s.
    fn address_at(seconds: i64) -> String {
        let kept = Retained {
            group_name: "other".to_owned(),
            subnet_id: "subnet-1".to_owned(),
            address: ids::private_address("subnet-1", 0),
            until: Timestamp::from_second(100).expect("a time"),
        };
        let holdings = Holdings { retained: vec![kept], ..Holdings::default() };
        let place = Place {
            ids: &Mutex::new(ids::Ids::new(0)),
            scripts: &[],
            sessions: &crate::exec::Sessions::default(),
            holdings: &holdings,
            tenant: &Tenant { access_key: "AK".to_owned(), region: "cn-beijing-6".to_owned() },
            host: "127.0.0.1",
            now: Timestamp::from_second(seconds).expect("a time"),
        };
        address(&request(), &place).expect("an address")
    }

    #[test]
    fn a_kept_address_is_passed_over_as_long_as_it_is_kept() {
        assert_eq!(address_at(99), ids::private_address("subnet-1", 1));
        assert_eq!(address_at(100), ids::private_address("subnet-1", 0));
    }

    #[test]
    fn nothing_secret_is_left_in_what_is_kept_of_a_request() {
        let file = ConfigFileToPath::new().path("app.conf").content("hunter2");
        let request = request()
            .image_registry_credentials([ImageRegistryCredential::new("hub.example", "me", "hunter2")])
            .kube_config("hunter2")
            .volumes([Volume::config_file("config", ConfigFileVolume::new([file]))]);
        let secrets = |request: &CreateContainerGroupRequest| {
            let params = Params::from_request(request);
            params.iter().filter(|(_, value)| value.contains("hunter2")).count()
        };
        assert_eq!(secrets(&request), 3);
        assert_eq!(secrets(&without_secrets(&request)), 0);
        assert_eq!(without_secrets(&request).volumes.len(), 1);
    }
}
