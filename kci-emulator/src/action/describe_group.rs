//! A container group as it is described: what was asked for, and what has come of it by now.

use kci_sdk::request;
use kci_sdk::response::{
    ConfigFileToPath, ConfigFileVolume, ContainerGroup, DnsConfig, DnsOption, EbsVolume, HostAlias, HostPathVolume,
    Label, NetworkInterfaceAttribute, NfsVolume, SecurityGroup, Volume,
};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::{ContainerGroupStatus, KciMode, NetworkInterfaceType};

use super::described_container;
use crate::facts::default_of;
use crate::ids;
use crate::lifecycle::events;
use crate::lifecycle::group::{Progress, progress};
use crate::store::Group;

/// Cores and GiB of a group that does not say, has no container that does, and no package that is known.
const DEFAULT_SIZE: (f64, f64) = (2.0, 4.0);

/// The whole description.
pub(crate) fn group(group: &Group, now: Timestamp) -> ContainerGroup {
    at(group, &progress(group, now), now)
}

/// The whole description of a group that is so far. It changes only when the progress does.
pub(super) fn at(group: &Group, progress: &Progress, now: Timestamp) -> ContainerGroup {
    let request = &group.request;
    let total = |of: fn(&request::Container) -> Option<f64>| request.containers.iter().filter_map(of).sum::<f64>();
    let or_sum = |own: Option<f64>, sum: f64, default: f64| own.unwrap_or(if sum > 0.0 { sum } else { default });
    let default = request.instance_type.as_deref().and_then(size).unwrap_or(DEFAULT_SIZE);
    let cpu = or_sum(request.cpu, total(|container| container.cpu), default.0);
    let memory = or_sum(request.memory, total(|container| container.memory), default.1);
    let containers = request.containers.iter().zip(&progress.containers);
    let mut described = ContainerGroup::default()
        .container_group_id(&group.id)
        .container_group_name(&request.container_group_name)
        .availability_zone(&group.zone)
        .kci_type(request.kci_type.clone())
        .kci_mode(KciMode::Standalone)
        .charge_type(request.charge_type.clone())
        .project_id(request.project_id.unwrap_or(0))
        .instance_type(request.instance_type.clone().unwrap_or_else(|| instance_type(cpu, memory)))
        .network_interface_attributes([network_interface(group, progress)])
        .cpu(cpu)
        .memory(memory)
        .create_time(group.created)
        .restart_policy(group.restart_policy().clone())
        .status(progress.status.clone())
        .volumes(request.volumes.iter().map(|one| volume(group, one)))
        .host_aliases(request.host_aliases.iter().map(host_alias))
        .containers(containers.zip(&group.containers).map(|((one, course), own)| {
            described_container::container(one, course, own.behaviour.pull_error.is_some())
        }))
        .labels(request.labels.iter().map(label))
        .events(events::of_group(group, progress, now));
    described.gpu = request.gpu;
    described.dns_config = request.dns_config.as_ref().map(dns_config);
    described.retain_ip = request.retain_ip;
    if request.retain_ip == Some(true) {
        let default = || default_of("CreateContainerGroup", "RetainIpHours");
        described.retain_ip_hours = Some(request.retain_ip_hours.unwrap_or_else(default));
    }
    described.succeeded_time = progress.ended.filter(|_| progress.status == ContainerGroupStatus::Succeeded);
    described
}

/// The smallest package of the documents' example family that is large enough: 2 GiB a core.
fn instance_type(cpu: f64, memory: f64) -> String {
    let enough = |cores: &u32| f64::from(*cores) >= cpu && f64::from(*cores) * 2.0 >= memory;
    let cores = (0..=8).map(|power| 1 << power).find(enough).unwrap_or(256);
    format!("N3.{cores}B")
}

/// Cores and GiB of a package of that family.
fn size(instance_type: &str) -> Option<(f64, f64)> {
    let cores: u32 = instance_type.strip_prefix("N3.")?.strip_suffix('B')?.parse().ok()?;
    Some((f64::from(cores), f64::from(cores) * 2.0))
}

/// Id of the network that a subnet is in.
pub(super) fn vpc_id(subnet_id: &str) -> String {
    ids::id_of(&format!("vpc of {subnet_id}"))
}

fn network_interface(group: &Group, progress: &Progress) -> NetworkInterfaceAttribute {
    let request = &group.request;
    let mut described = NetworkInterfaceAttribute::default()
        .network_interface_id(&group.interface_id)
        .network_interface_type(NetworkInterfaceType::Primary)
        .vpc_id(vpc_id(group.subnet_id()))
        .subnet_id(group.subnet_id())
        .private_ip_address(&group.address)
        .mac_address(ids::hardware_address(&group.interface_id))
        .security_groups(request.security_group_ids.iter().map(|id| SecurityGroup::default().security_group_id(id)));
    let eip = request.eip_allocation_id.as_ref().or(request.multi_eip_allocation_ids.first());
    // It is bound once the group has started.
    let has_started = progress.containers.iter().any(|course| course.first_start.is_some());
    described.public_ip = eip.filter(|_| has_started).map(|id| ids::public_address(id));
    described
}

fn volume(group: &Group, volume: &request::Volume) -> Volume {
    match volume {
        request::Volume::Ebs(one) => {
            let disk = &one.ebs_volume;
            let id =
                disk.volume_id.clone().unwrap_or_else(|| ids::id_of(&format!("disk {} of {}", one.name, group.id)));
            let described = EbsVolume::default().fs_type(disk.fs_type.as_str()).volume_id(id);
            Volume::default().r#type("EBSVolume").name(&one.name).ebs_volume(described)
        }
        request::Volume::Nfs(one) => {
            let share = &one.nfs_volume;
            let described = NfsVolume::default()
                .server(&share.server)
                .path(&share.path)
                .read_only(share.read_only.unwrap_or(false))
                .options(&share.options);
            Volume::default().r#type("NFSVolume").name(&one.name).nfs_volume(described)
        }
        request::Volume::EmptyDir(one) => Volume::default().r#type("EmptyDirVolume").name(&one.name),
        request::Volume::HostPath(one) => {
            let described = HostPathVolume::default().path(&one.host_path_volume.path);
            Volume::default().r#type("HostPathVolume").name(&one.name).host_path_volume(described)
        }
        request::Volume::ConfigFile(one) => {
            let paths = one.config_file_volume.config_file_to_paths.iter();
            let paths = paths.map(|file| ConfigFileToPath::default().path(file.path.as_deref().unwrap_or_default()));
            let described = ConfigFileVolume::default().config_file_to_paths(paths);
            Volume::default().r#type("ConfigFileVolume").name(&one.name).config_file_volume(described)
        }
        _ => Volume::default(),
    }
}

fn dns_config(config: &request::DnsConfig) -> DnsConfig {
    let option = |option: &request::DnsOption| {
        let mut described = DnsOption::default().name(&option.name);
        described.value.clone_from(&option.value);
        described
    };
    DnsConfig::default()
        .name_servers(&config.name_servers)
        .searches(&config.searches)
        .options(config.options.iter().map(option))
}

fn host_alias(alias: &request::HostAlias) -> HostAlias {
    HostAlias::default().hostnames(&alias.hostnames).ip(&alias.ip)
}

fn label(label: &request::Label) -> Label {
    let mut described = Label::default().key(label.key.as_str());
    described.value.clone_from(&label.value);
    described
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_package_that_fits_is_chosen() {
        let chosen = [(2.0, 4.0), (0.5, 0.5), (2.0, 16.0), (3.0, 1.0)].map(|(cpu, memory)| instance_type(cpu, memory));
        assert_eq!(chosen, ["N3.2B", "N3.1B", "N3.8B", "N3.4B"]);
    }

    #[test]
    fn a_package_of_the_family_has_a_size() {
        assert_eq!(size("N3.4B"), Some((4.0, 8.0)));
        assert_eq!(["N3.xB", "P3.4B", "N3.4C", ""].map(size), [None; 4]);
    }
}
