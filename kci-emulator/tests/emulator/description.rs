//! Container groups as they are described: what was requested, what the service adds, and what never comes back.

use kci_sdk::request::{
    ConfigFileToPath, ConfigFileVolume, DnsConfig, DnsOption, EbsVolume, EnvironmentVar, Exec, FieldRef, HostAlias,
    HostPathVolume, HttpGet, ImageRegistryCredential, Label, NfsVolume, Port, Probe, TcpSocket, ValueFrom, Volume,
    VolumeMount,
};
use kci_sdk::value::{ChargeType, EbsVolumeType, FsType, Protocol, SpotStrategy};
use serde_json::{Value, json};

use crate::common::{api, proves};
use crate::fixture::{IMAGE, START, group, nginx, world};

/// What stands for each value: objects have the same members, lists the same element, texts, numbers and flags the
/// same type.
fn form(value: &Value) -> Value {
    match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), form(value))).collect(),
        Value::Array(elements) => elements.first().map(form).into_iter().collect(),
        Value::String(_) => "text".into(),
        Value::Number(_) => 0.into(),
        Value::Bool(_) => true.into(),
        Value::Null => Value::Null,
    }
}

#[tokio::test]
async fn the_documents_example_is_described_as_they_show_it() {
    let world = world().await;
    let labels = ["cluster-id", "namespace", "node-name", "pod-name"].map(Label::new);
    let request = group("nginx-rbkci").containers([nginx("nginx").ports([Port::new(80)])]).labels(labels);
    let id = world.create(request.cpu(2.0).memory(4.0).eip_allocation_id("eip-1")).await;
    world.at(START);
    let described = world.raw("DescribeContainerGroup", &[("ContainerGroupId.1", &id)]).await.json;
    let api = api();
    let action = api.actions.iter().find(|action| action.name.wire == "DescribeContainerGroup").expect("the action");
    let mut expected = form(&action.examples[0].response);
    // There are events of a group as soon as it is placed.
    expected["ContainerGroups"][0]["Events"] = form(&described)["ContainerGroups"][0]["Events"].clone();
    assert_eq!(form(&described), expected);
    let group = &described["ContainerGroups"][0];
    for (member, value) in [
        ("KciType", json!("RBKCI")),
        ("KciMode", json!("STANDALONE")),
        ("InstanceType", json!("N3.2B")),
        ("ChargeType", json!("HourlyInstantSettlement")),
        ("RestartPolicy", json!("Always")),
        ("Cpu", json!(2)),
        ("Memory", json!(4)),
        ("ProjectId", json!(0)),
        ("Status", json!("Running")),
    ] {
        assert_eq!(group[member], value, "{member}");
    }
    proves(&world.kci, &["DescribeContainerGroup"]);
}

#[tokio::test]
async fn a_group_that_is_not_placed_has_null_events() {
    let world = world().await;
    let id = world.create(group("web")).await;
    assert_eq!(world.json(&id).await["Events"], Value::Null);
}

#[tokio::test]
async fn a_page_without_groups_is_an_empty_list() {
    let world = world().await;
    let answer = world.raw("DescribeContainerGroup", &[]).await;
    assert_eq!(answer.json["ContainerGroups"], json!([]));
}

#[tokio::test]
async fn times_are_written_in_both_documented_formats() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(START);
    world.kci.exit(&id, "nginx", 1).expect("running");
    world.at(START + 10);
    let json = world.json(&id).await;
    assert_eq!(json["CreateTime"], "2026-11-24 10:55:27");
    let container = &json["Containers"][0];
    assert_eq!(container["PreviousState"]["StartTime"], "2026-11-24T02:55:29Z");
    assert_eq!(container["PreviousState"]["FinishTime"], "2026-11-24T02:55:29Z");
    assert_eq!(container["CurrentState"]["StartTime"], "2026-11-24T02:55:39Z");
    assert_eq!(container["CurrentState"]["FinishTime"], Value::Null);
}

#[tokio::test]
async fn parts_of_a_second_are_not_written() {
    let world = world().await;
    world.kci.advance(std::time::Duration::from_millis(999));
    let id = world.create(group("web")).await;
    world.at(10);
    let json = world.json(&id).await;
    assert_eq!(json["CreateTime"], "2026-11-24 10:55:27");
    assert_eq!(json["Containers"][0]["CurrentState"]["StartTime"], "2026-11-24T02:55:29Z");
}

#[tokio::test]
async fn every_kind_of_volume_is_described() {
    let world = world().await;
    let disk = EbsVolume::new(FsType::Ext4).r#type(EbsVolumeType::Ssd30).size(20);
    let known = EbsVolume::new(FsType::Xfs).volume_id("disk-1");
    let share = NfsVolume::new("10.0.0.9", "/data").read_only(true);
    let file = ConfigFileToPath::new().path("app.conf").content("key = value");
    let id = world
        .create(group("web").volumes([
            Volume::empty_dir("scratch"),
            Volume::ebs("disk", disk),
            Volume::ebs("known", known),
            Volume::nfs("share", share),
            Volume::host_path("host", HostPathVolume::new("/var/log")),
            Volume::config_file("config", ConfigFileVolume::new([file])),
        ]))
        .await;
    let mut volumes = world.json(&id).await["Volumes"].take();
    let new_disk = volumes[1]["EBSVolume"]["VolumeId"].take();
    assert_eq!(new_disk.as_str().map(str::len), Some(36));
    let volume = |name: &str, kind: &str, of: &str, detail: Value| {
        let mut volume = json!({ "Name": name, "Type": kind });
        for member in ["EBSVolume", "NFSVolume", "HostPathVolume", "ConfigFileVolume"] {
            volume[member] = if member == of { detail.clone() } else { Value::Null };
        }
        volume
    };
    let expected = [
        volume("scratch", "EmptyDirVolume", "", Value::Null),
        volume("disk", "EBSVolume", "EBSVolume", json!({ "FsType": "ext4", "VolumeId": null })),
        volume("known", "EBSVolume", "EBSVolume", json!({ "FsType": "xfs", "VolumeId": "disk-1" })),
        volume(
            "share",
            "NFSVolume",
            "NFSVolume",
            json!({ "Server": "10.0.0.9", "Path": "/data", "ReadOnly": true, "Options": [] }),
        ),
        volume("host", "HostPathVolume", "HostPathVolume", json!({ "Path": "/var/log" })),
        volume(
            "config",
            "ConfigFileVolume",
            "ConfigFileVolume",
            json!({ "ConfigFileToPaths": [{ "Path": "app.conf" }] }),
        ),
    ];
    assert_eq!(volumes, json!(expected));
}

#[tokio::test]
async fn new_disks_of_two_groups_are_two_disks() {
    let world = world().await;
    let disk = || EbsVolume::new(FsType::Ext4).r#type(EbsVolumeType::Ssd30).size(20);
    let request = || group("web").volumes([Volume::ebs("one", disk()), Volume::ebs("two", disk())]);
    let mut disks = Vec::new();
    for id in [world.create(request()).await, world.create(request()).await] {
        let described = world.describe(&id).await;
        assert_eq!(world.describe(&id).await.volumes, described.volumes);
        let ids = described.volumes.into_iter().filter_map(|volume| volume.ebs_volume).map(|disk| disk.volume_id);
        disks.extend(ids);
    }
    disks.sort_unstable();
    disks.dedup();
    assert_eq!(disks.len(), 4);
}

#[tokio::test]
async fn names_that_are_looked_up_are_described_as_requested() {
    let world = world().await;
    let dns = DnsConfig::new()
        .name_servers(["10.0.0.1", "10.0.0.2"])
        .searches(["svc.local"])
        .options([DnsOption::new("ndots").value("2"), DnsOption::new("rotate")]);
    let aliases = [HostAlias::new(["db", "db.local"], "10.0.0.9")];
    let id = world.create(group("web").dns_config(dns).host_aliases(aliases)).await;
    let json = world.json(&id).await;
    let options = json!([{ "Name": "ndots", "Value": "2" }, { "Name": "rotate", "Value": null }]);
    let dns = json!({ "NameServers": ["10.0.0.1", "10.0.0.2"], "Searches": ["svc.local"], "Options": options });
    assert_eq!(json["DnsConfig"], dns);
    assert_eq!(json["HostAliases"], json!([{ "Hostnames": ["db", "db.local"], "Ip": "10.0.0.9" }]));
}

#[tokio::test]
async fn labels_are_described_as_requested() {
    let world = world().await;
    let labels = [Label::new("app").value("web"), Label::new("标签").value("中文")];
    let id = world.create(group("web").labels(labels)).await;
    let expected = json!([{ "Key": "app", "Value": "web" }, { "Key": "标签", "Value": "中文" }]);
    assert_eq!(world.json(&id).await["Labels"], expected);
}

#[tokio::test]
async fn a_container_is_described_as_requested() {
    let world = world().await;
    let from = ValueFrom::new().field_ref(FieldRef::new().field_path("status.podIP"));
    let container = nginx("web")
        .commands(["/bin/sh"])
        .args(["-c", "nginx"])
        .working_dir("/srv")
        .cpu(0.25)
        .memory(0.5)
        .gpu(1.0)
        .environment_vars([EnvironmentVar::new("A").value("中文 + &"), EnvironmentVar::new("IP").value_from(from)])
        .ports([Port::new(80), Port::new(53).protocol(Protocol::Udp)])
        .volume_mounts([VolumeMount::new("scratch").mount_path("/tmp").read_only(true), VolumeMount::new("other")])
        .liveness_probe(
            Probe::new().initial_delay_seconds(3).http_get(HttpGet::new().port(80).path("/").scheme("HTTP")),
        )
        .readiness_probe(Probe::new().exec(Exec::new().commands(["true"])).tcp_socket(TcpSocket::new().port(80)));
    let id = world.create(group("web").containers([container])).await;
    let container = &world.json(&id).await["Containers"][0];
    for (member, value) in [
        ("Name", json!("web")),
        ("Image", json!(IMAGE)),
        ("Commands", json!(["/bin/sh"])),
        ("Args", json!(["-c", "nginx"])),
        ("WorkingDir", json!("/srv")),
        ("Cpu", json!(0.25)),
        ("Memory", json!(0.5)),
        ("Gpu", json!(1)),
        ("Ports", json!([{ "Port": 80, "Protocol": "TCP" }, { "Port": 53, "Protocol": "UDP" }])),
        (
            "EnvironmentVars",
            json!([
                { "Key": "A", "Value": "中文 + &", "ValueFrom": null },
                { "Key": "IP", "Value": null, "ValueFrom": { "FieldRef": { "FieldPath": "status.podIP" } } },
            ]),
        ),
        (
            "VolumeMounts",
            json!([
                { "Name": "scratch", "MountPath": "/tmp", "ReadOnly": true },
                { "Name": "other", "MountPath": "", "ReadOnly": false },
            ]),
        ),
    ] {
        assert_eq!(container[member], value, "{member}");
    }
    let liveness = &container["LivenessProbe"];
    assert_eq!(liveness["InitialDelaySeconds"], 3);
    assert_eq!(liveness["HttpGet"], json!({ "Port": 80, "Path": "/", "Scheme": "HTTP" }));
    assert_eq!((&liveness["PeriodSeconds"], &liveness["Exec"]), (&Value::Null, &Value::Null));
    assert_eq!(container["ReadinessProbe"]["Exec"], json!({ "Commands": ["true"] }));
    assert_eq!(container["ReadinessProbe"]["TcpSocket"], json!({ "Port": 80 }));
}

#[tokio::test]
async fn a_size_is_described_as_requested_or_by_what_is_known() {
    let world = world().await;
    let sized = |cpu, memory| nginx("web").cpu(cpu).memory(memory);
    for (request, size, instance) in [
        (group("web"), (2.0, 4.0), "N3.2B"),
        (group("web").cpu(4.0).memory(8.0), (4.0, 8.0), "N3.4B"),
        (group("web").cpu(0.5).memory(0.5), (0.5, 0.5), "N3.1B"),
        (group("web").instance_type("N3.8B"), (8.0, 16.0), "N3.8B"),
        (group("web").instance_type("P3.8B").cpu(3.0), (3.0, 4.0), "P3.8B"),
        (group("web").containers([sized(1.0, 2.0), sized(0.5, 6.0).name("two")]), (1.5, 8.0), "N3.4B"),
    ] {
        let id = world.create(request).await;
        let described = world.describe(&id).await;
        assert_eq!(described.cpu.zip(described.memory), Some(size));
        assert_eq!(described.instance_type.as_deref(), Some(instance));
    }
    proves(
        &world.kci,
        &[
            "CreateContainerGroup.Cpu",
            "CreateContainerGroup.Memory",
            "CreateContainerGroup.InstanceType",
            "CreateContainerGroup.Container.N.Cpu",
            "CreateContainerGroup.Container.N.Memory",
        ],
    );
}

#[tokio::test]
async fn gpus_are_described_as_requested() {
    let world = world().await;
    let with = world.create(group("web").gpu(2.0)).await;
    let without = world.create(group("web")).await;
    assert_eq!(
        [world.json(&with).await["Gpu"].take(), world.json(&without).await["Gpu"].take()],
        [json!(2), json!(null)]
    );
}

#[tokio::test]
async fn a_spot_group_is_one() {
    let world = world().await;
    let request = group("web").charge_type(ChargeType::Spot).spot_strategy(SpotStrategy::SpotAsPriceGo);
    let id = world.create(request).await;
    assert_eq!(world.describe(&id).await.charge_type, ChargeType::Spot);
    world.client.create_container_group(group("web").charge_type(ChargeType::Spot)).await.expect_err("no strategy");
}

#[tokio::test]
async fn secrets_never_come_back() {
    let world = world().await;
    let file = ConfigFileToPath::new().path("app.conf").content("hunter2-file");
    let id = world
        .create(
            group("web")
                .image_registry_credentials([ImageRegistryCredential::new("hub.example", "me", "hunter2-registry")])
                .kube_config("hunter2-kube")
                .volumes([Volume::config_file("config", ConfigFileVolume::new([file]))]),
        )
        .await;
    world.at(START);
    let described = world.json(&id).await.to_string();
    assert!(described.contains("app.conf"), "{described}");
    assert!(!described.contains("hunter2"), "{described}");
    let state = reqwest::get(format!("{}/_kci/state", world.kci.endpoint())).await.expect("an answer");
    let state = state.text().await.expect("text");
    assert!(state.contains("app.conf"), "{state}");
    assert!(!state.contains("hunter2"), "{state}");
    let journal = format!("{:?}", world.kci.journal());
    assert!(journal.contains("CreateContainerGroup"), "{journal}");
    assert!(!journal.contains("hunter2"), "{journal}");
}

#[tokio::test]
async fn containers_are_described_in_the_order_of_their_positions() {
    let world = world().await;
    let containers = (1..=100).map(|number| nginx(&format!("web-{number}")));
    let id = world.create(group("web").containers(containers)).await;
    world.at(START);
    let described = world.describe(&id).await;
    let names: Vec<_> = described.containers.iter().map(|container| container.name.clone()).collect();
    assert_eq!(names, (1..=100).map(|number| format!("web-{number}")).collect::<Vec<_>>());
    world.kci.exit(&id, "web-100", 9).expect("running");
    assert_eq!(world.states(&id).await.iter().filter(|state| state.starts_with("waiting")).count(), 1);
    assert!(world.states(&id).await[99].starts_with("waiting"));
    proves(&world.kci, &["CreateContainerGroup.Container.N", "CreateContainerGroup.Container.N.Name"]);
}
