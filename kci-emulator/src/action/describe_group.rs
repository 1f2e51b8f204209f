//! A container group as it is described: what was asked for, and what has come of it by now.

use kci_sdk::request;
use kci_sdk::response::{
    Container, ContainerGroup, CurrentState, DnsConfig, DnsOption, EbsVolume, EnvironmentVar, Event, HostAlias,
    NetworkInterfaceAttribute, NfsVolume, Port, SecurityGroup, Volume, VolumeMount,
};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::{
    ContainerGroupStatus, ContainerState, ImagePullPolicy, KciMode, NetworkInterfaceType, Protocol, RestartPolicy,
};

use crate::ids;
use crate::lifecycle::{self, GroupPhase};
use crate::store::Group;

/// Cores and GiB of a group that does not say, and has no container that does.
const DEFAULT_SIZE: (f64, f64) = (2.0, 4.0);

/// Hours that a fixed address is kept where a request does not say.
const DEFAULT_RETAIN_HOURS: i64 = 24;

/// The whole description.
pub(super) fn group(group: &Group, now: Timestamp) -> ContainerGroup {
    let request = &group.request;
    let phase = phase(group, now);
    let total = |of: fn(&request::Container) -> Option<f64>| request.containers.iter().filter_map(of).sum::<f64>();
    let or_sum = |own: Option<f64>, sum: f64, default: f64| own.unwrap_or(if sum > 0.0 { sum } else { default });
    let mut described = ContainerGroup::default()
        .container_group_id(&group.id)
        .container_group_name(&request.container_group_name)
        .availability_zone(&group.zone)
        .kci_type(request.kci_type.clone())
        .kci_mode(KciMode::Standalone)
        .charge_type(request.charge_type.clone())
        .project_id(request.project_id.unwrap_or(0))
        .instance_type(request.instance_type.as_deref().unwrap_or("N3.2B"))
        .network_interface_attributes([network_interface(group)])
        .cpu(or_sum(request.cpu, total(|container| container.cpu), DEFAULT_SIZE.0))
        .memory(or_sum(request.memory, total(|container| container.memory), DEFAULT_SIZE.1))
        .create_time(group.created)
        .restart_policy(request.restart_policy.clone().unwrap_or(RestartPolicy::Always))
        .status(status(group, now))
        .volumes(request.volumes.iter().map(volume))
        .host_aliases(request.host_aliases.iter().map(host_alias))
        .containers(request.containers.iter().map(|one| container(one, phase)))
        .events(events(group, phase));
    described.dns_config = request.dns_config.as_ref().map(dns_config);
    described.retain_ip = request.retain_ip;
    if request.retain_ip == Some(true) {
        described.retain_ip_hours = Some(request.retain_ip_hours.unwrap_or(DEFAULT_RETAIN_HOURS));
    }
    if let GroupPhase::Succeeded { ended, .. } = phase {
        described.succeeded_time = Some(ended);
    }
    described
}

/// Its state.
pub(super) fn status(group: &Group, now: Timestamp) -> ContainerGroupStatus {
    match phase(group, now) {
        GroupPhase::Pending => ContainerGroupStatus::from("Pending"),
        GroupPhase::Running { .. } => ContainerGroupStatus::Running,
        GroupPhase::Succeeded { .. } => ContainerGroupStatus::Succeeded,
    }
}

/// Id of the network that a subnet is in.
pub(super) fn vpc_id(subnet_id: &str) -> String {
    ids::id_of(&format!("vpc of {subnet_id}"))
}

fn phase(group: &Group, now: Timestamp) -> GroupPhase {
    lifecycle::group(group.created, group.request.restart_policy.as_ref(), now)
}

fn network_interface(group: &Group) -> NetworkInterfaceAttribute {
    let request = &group.request;
    let mut described = NetworkInterfaceAttribute::default()
        .network_interface_id(&group.interface_id)
        .network_interface_type(NetworkInterfaceType::Primary)
        .vpc_id(vpc_id(group.subnet_id()))
        .subnet_id(group.subnet_id())
        .private_ip_address(&group.address)
        .mac_address(ids::hardware_address(&group.interface_id))
        .security_groups(request.security_group_ids.iter().map(|id| SecurityGroup::default().security_group_id(id)));
    described.public_ip = request.eip_allocation_id.as_deref().map(ids::public_address);
    described
}

fn container(container: &request::Container, phase: GroupPhase) -> Container {
    let mut described = Container::default()
        .name(&container.name)
        .image(&container.image)
        .commands(&container.commands)
        .args(&container.args)
        .environment_vars(container.environment_vars.iter().map(environment_variable))
        .ports(
            container
                .ports
                .iter()
                .map(|port| Port::default().port(port.port).protocol(port.protocol.clone().unwrap_or(Protocol::Tcp))),
        )
        .volume_mounts(container.volume_mounts.iter().map(volume_mount))
        .current_state(state(phase));
    // What the documents' example answers to a request that does not say.
    described.image_pull_policy = container.image_pull_policy.clone().unwrap_or(ImagePullPolicy::IfNotPresent);
    described.cpu = container.cpu;
    described.memory = container.memory;
    described.working_dir.clone_from(&container.working_dir);
    described
}

fn environment_variable(variable: &request::EnvironmentVar) -> EnvironmentVar {
    let mut described = EnvironmentVar::default().key(&variable.key);
    described.value.clone_from(&variable.value);
    described
}

fn state(phase: GroupPhase) -> CurrentState {
    match phase {
        GroupPhase::Pending => {
            CurrentState::default().state(ContainerState::from("waiting")).reason("ContainerCreating")
        }
        GroupPhase::Running { since } => {
            CurrentState::default().state(ContainerState::Running).start_time(whole(since))
        }
        GroupPhase::Succeeded { since, ended } => CurrentState::default()
            .state(ContainerState::from("terminated"))
            .start_time(whole(since))
            .finish_time(whole(ended))
            .reason("Completed")
            .exit_code(0),
    }
}

fn volume_mount(mount: &request::VolumeMount) -> VolumeMount {
    VolumeMount::default()
        .name(&mount.name)
        .mount_path(mount.mount_path.as_deref().unwrap_or_default())
        .read_only(mount.read_only.unwrap_or(false))
}

fn volume(volume: &request::Volume) -> Volume {
    match volume {
        request::Volume::Ebs(one) => {
            let disk = &one.ebs_volume;
            let id = disk.volume_id.clone().unwrap_or_else(|| ids::id_of(&format!("disk {}", one.name)));
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

/// A time without parts of a second, as the service writes it.
fn whole(time: Timestamp) -> Timestamp {
    Timestamp::from_second(time.as_second()).unwrap_or(time)
}

/// What has happened to the group, oldest first.
fn events(group: &Group, phase: GroupPhase) -> Vec<Event> {
    let event = |at: Timestamp, reason: &str, message: &str| {
        let at = whole(at);
        Event::default()
            .first_timestamp(at)
            .last_timestamp(at)
            .count(1)
            .r#type("Normal")
            .reason(reason)
            .message(message)
    };
    let mut events = vec![event(group.created, "Scheduled", "placed in a zone and given an address")];
    let (since, ended) = match phase {
        GroupPhase::Pending => (None, None),
        GroupPhase::Running { since } => (Some(since), None),
        GroupPhase::Succeeded { since, ended } => (Some(since), Some(ended)),
    };
    events.extend(since.map(|since| event(since, "Started", "images pulled, containers started")));
    events.extend(ended.map(|ended| event(ended, "Completed", "all containers ended with exit code 0")));
    events
}
