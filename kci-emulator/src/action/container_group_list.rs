//! Which container groups a list has, and which of them are on a page.

use kci_sdk::request::{DescribeContainerGroupRequest, Filter};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::FilterName;
use memchr::memmem::Finder;

use super::page::{Page, Window};
use super::{Place, describe_group};
use crate::store::{Bits, Chunk, Group};

/// The page of the groups that are asked for.
pub(super) fn page<'a>(
    request: &DescribeContainerGroupRequest,
    place: &Place<'a>,
    max_results: i64,
) -> Page<&'a Group> {
    let groups = &place.holdings.groups;
    let window = Window::new(request.marker, max_results);
    if asks_for_all(request) {
        let (skipped, most) = window.whole();
        let items = groups.skip(skipped).take(most).map(AsRef::as_ref);
        return window.page(items.collect(), groups.len());
    }
    let search = request.search.as_deref().map(Finder::new);
    let (mut items, mut total) = (Vec::new(), 0);
    let mut look = |chunk: &'a Chunk, among: Bits| {
        let found = matching(request, search.as_ref(), chunk, among, place.now);
        let (skipped, most) = window.of_part(total);
        let shown = found.iter().skip(skipped).take(most);
        items.extend(shown.filter_map(|position| chunk.get(position)).map(AsRef::as_ref));
        total += found.count();
    };
    if request.container_group_ids.is_empty() {
        groups.chunks().for_each(|chunk| look(chunk, chunk.all()));
    } else {
        groups.of_ids(&request.container_group_ids).for_each(|(chunk, among)| look(chunk, among));
    }
    window.page(items, total)
}

/// Whether every group is asked for.
fn asks_for_all(request: &DescribeContainerGroupRequest) -> bool {
    let (ids, projects) = (&request.container_group_ids, &request.project_ids);
    ids.is_empty() && projects.is_empty() && request.search.is_none() && request.filters.is_empty()
}

/// Those of a chunk that are asked for.
fn matching(
    request: &DescribeContainerGroupRequest,
    search: Option<&Finder<'_>>,
    chunk: &Chunk,
    among: Bits,
    now: Timestamp,
) -> Bits {
    let mut found = among;
    if !request.project_ids.is_empty() {
        found = found.and(chunk.of_projects(|project| request.project_ids.contains(&project)));
    }
    if let Some(text) = search {
        found = found.and(chunk.named(text));
    }
    request.filters.iter().fold(found, |found, filter| found.and(passing(filter, chunk, now)))
}

/// Those that a filter lets pass: one of its values fits.
fn passing(filter: &Filter, chunk: &Chunk, now: Timestamp) -> Bits {
    let fits = |actual: &str| filter.values.iter().any(|value| value == actual);
    match &filter.name {
        FilterName::SubnetId => chunk.in_subnets(fits),
        FilterName::VpcId => chunk.in_subnets(|subnet| fits(&describe_group::vpc_id(subnet))),
        FilterName::AvailabilityZoneName => chunk.in_zones(fits),
        FilterName::Status => chunk.in_states(now, |status| fits(status.as_str())),
        _ => Bits::default(),
    }
}
