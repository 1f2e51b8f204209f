//! What was described, created again.

use kci_sdk::request::{
    ConfigFileToPath, ConfigFileVolume, CreateContainerGroupRequest, DnsConfig, DnsOption, EbsVolume, FieldRef,
    HostAlias, HttpGet, Label, NfsVolume, Port, Probe, ValueFrom, Volume, VolumeMount,
};
use kci_sdk::response::{self, ContainerGroup};
use kci_sdk::value::{EbsVolumeType, FsType, Protocol, RestartPolicy};
use serde_json::Value;

use crate::fixture::{group, nginx, world};

/// A request with everything that a description tells.
fn everything() -> CreateContainerGroupRequest {
    let variable = kci_sdk::request::EnvironmentVar::new("POD_IP");
    let variable = variable.value_from(ValueFrom::new().field_ref(FieldRef::new().field_path("status.podIP")));
    let container = nginx("web")
        .cpu(1.0)
        .memory(2.0)
        .commands(["sh"])
        .args(["-c", "true"])
        .environment_vars([("TZ", "Asia/Shanghai").into(), variable])
        .working_dir("/srv")
        .ports([Port::new(53).protocol(Protocol::Udp)])
        .volume_mounts([VolumeMount::new("disk").mount_path("/data").read_only(true)])
        .liveness_probe(Probe::new().period_seconds(5).http_get(HttpGet::new().port(80).path("/").scheme("HTTP")));
    group("web")
        .containers([container])
        .volumes([
            Volume::empty_dir("scratch"),
            Volume::ebs("disk", EbsVolume::new(FsType::Ext4).r#type(EbsVolumeType::Ssd30).size(20)),
            Volume::nfs("share", NfsVolume::new("10.0.0.9", "/data").options(["vers=3"])),
            Volume::config_file("config", ConfigFileVolume::new([ConfigFileToPath::new().path("app.conf")])),
        ])
        .security_group_ids(["sg-1", "sg-2"])
        .project_id(7)
        .instance_type("N3.4B")
        .restart_policy(RestartPolicy::OnFailure)
        .dns_config(DnsConfig::new().name_servers(["10.0.0.2"]).options([DnsOption::new("ndots").value("2")]))
        .host_aliases([HostAlias::new(["db"], "10.0.0.3")])
        .labels([Label::new("app").value("web")])
        .retain_ip(true)
        .retain_ip_hours(12)
}

/// A description without what is made anew for every group.
fn without_ids(group: &ContainerGroup) -> Value {
    let mut json = serde_json::to_value(group).expect("JSON");
    for name in ["ContainerGroupId", "ContainerGroupName"] {
        json[name].take();
    }
    for name in ["NetworkInterfaceId", "PrivateIpAddress", "MacAddress"] {
        json["NetworkInterfaceAttributes"][0][name].take();
    }
    json
}

#[tokio::test]
async fn a_group_that_is_created_again_is_the_same_but_for_ids_and_names() {
    let world = world().await;
    let first = world.describe(&world.create(everything()).await).await;
    let mut again = CreateContainerGroupRequest::try_from(first.clone()).expect("a request");
    assert_eq!(again.containers[0].environment_vars, everything().containers[0].environment_vars);
    again.container_group_name = "web-2".to_owned();
    let second = world.describe(&world.create(again).await).await;
    assert_ne!(first.container_group_id, second.container_group_id);
    assert_eq!(without_ids(&first), without_ids(&second));
}

#[tokio::test]
async fn each_security_group_is_asked_for_once() {
    let world = world().await;
    let mut described = world.describe(&world.create(everything()).await).await;
    described.network_interface_attributes.extend(described.network_interface_attributes.clone());
    let again = CreateContainerGroupRequest::try_from(described).expect("a request");
    assert_eq!(again.security_group_ids, ["sg-1", "sg-2"]);
}

#[test]
fn a_volume_of_no_known_kind_cannot_be_asked_for() {
    let volumes = ["EmptyDirVolume", "GlusterVolume"].map(|kind| response::Volume::default().r#type(kind).name("data"));
    let error =
        CreateContainerGroupRequest::try_from(ContainerGroup::default().volumes(volumes)).expect_err("an error");
    assert_eq!(error.path(), "Volumes.2.Type");
    assert!(error.to_string().contains(r#""GlusterVolume" is none of EmptyDirVolume, EBSVolume"#), "{error}");
}

#[test]
fn a_volume_that_is_not_told_in_full_cannot_be_asked_for() {
    let error = Volume::try_from(response::Volume::default().r#type("EBSVolume").name("data")).expect_err("an error");
    assert_eq!(error.to_string(), "EBSVolume: not told, and a request needs it");
}
