//! What there is to be had: regions, and sizes of container groups.

use kci_sdk::SERVICE;
use kci_sdk::request::{DescribeKciPackagesRequest, DescribeRegionsRequest};
use kci_sdk::response::{DescribeKciPackagesResponse, DescribeRegionsResponse, Package, Region};

use super::{Answer, Place};
use crate::facts::REGION_NAMES;
use crate::refusal::Refusal;

/// Cores, and the GiB of memory that there are for so many. No source lists what is really sold.
const PACKAGES: [(f64, &[f64]); 6] = [
    (1.0, &[2.0, 4.0, 8.0]),
    (2.0, &[4.0, 8.0, 16.0]),
    (4.0, &[8.0, 16.0, 32.0]),
    (8.0, &[16.0, 32.0, 64.0]),
    (16.0, &[32.0, 64.0, 128.0]),
    (32.0, &[64.0, 128.0, 256.0]),
];

/// The documented regions.
pub(super) fn regions(_: &DescribeRegionsRequest, _: &Place<'_>) -> Answer<DescribeRegionsRequest> {
    let regions = SERVICE.regions.iter().map(|region| {
        let name = REGION_NAMES.iter().find(|(id, _)| *id == region.region).map_or(region.region, |(_, name)| *name);
        Region::default().region(region.region).region_name(name).availability_zones(region.zones.iter().copied())
    });
    Ok(DescribeRegionsResponse::default().regions(regions))
}

/// The same sizes in every zone of the region.
pub(super) fn packages(request: &DescribeKciPackagesRequest, place: &Place<'_>) -> Answer<DescribeKciPackagesRequest> {
    let here = SERVICE.regions.iter().find(|region| region.region == place.tenant.region);
    let known = |zone: &str| here.is_some_and(|region| region.zones.contains(&zone));
    if request.availability_zone.as_deref().is_some_and(|zone| !zone.is_empty() && !known(zone)) {
        return Err(Refusal::invalid("AvailabilityZone"));
    }
    let packages = PACKAGES.iter().map(|(cpu, mem)| Package::default().cpu(*cpu).mem(mem.iter().copied()));
    Ok(DescribeKciPackagesResponse::default().packages(packages))
}
