//! Templates: files to start from, by what flags, a file or an existing group say.

use std::fs;

use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DescribeContainerGroupRequest, DnsConfig, EnvironmentVar, HostAlias, Label,
    NfsVolume, Port, Volume, VolumeEmptyDir, VolumeMount, VolumeNfs,
};
use kci_sdk::runtime::Params;
use kci_sdk::value::{ChargeType, ImagePullPolicy, KciType, RestartPolicy};

use super::{create, emulator, home, kci, kci_at, run, stderr, stdout};

#[test]
fn a_template_is_a_file_that_is_read_again() {
    let home = home();
    let arguments = [
        "create",
        "--template",
        "--container-group-name=web",
        "--kci-type=RBKCI",
        "--charge-type=HourlyInstantSettlement",
        "--subnet-id=s",
        "--security-group-id=g",
        "--container.1.name=a",
        "--container.1.image=x",
    ];
    let template = stdout(&run(&mut kci(home.path(), &arguments)));
    assert!(template.contains("# RestartPolicy: \"Always\""), "{template}");
    let file = home.path().join("g.yaml");
    fs::write(&file, &template).expect("a file");
    let output = run(&mut kci(home.path(), &["create", "-q", "--dry-run", "-f", &file.display().to_string()]));
    assert!(output.status.success(), "{}{template}", stderr(&output));
    assert!(stdout(&output).contains("Container.1.Image=x\n"));
}

#[test]
fn a_template_of_an_existing_group_makes_the_same() {
    let (kci_emulator, home) = (emulator(), home());
    let id = create(&kci_emulator, home.path(), "web");
    let template = stdout(&run(&mut kci_at(&kci_emulator, home.path(), &["create", "--template", "--from", &id])));
    for line in [
        "ContainerGroupName: \"web\"",
        "SubnetId: \"subnet-1\"",
        "SecurityGroupId: [\"sg-1\"]",
        "    Image: \"nginx:1.27\"",
        "RestartPolicy: \"Always\"",
    ] {
        assert!(template.lines().any(|one| one.replace("- ", "  ") == line), "{line} in {template}");
    }
    let output = run(&mut kci_at(&kci_emulator, home.path(), &["create", "--template", "--from", "nothing"]));
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
}

#[test]
fn a_template_marks_what_is_required_and_not_given() {
    let home = home();
    let output = run(&mut kci(home.path(), &["create", "--template", "--container-group-name=web"]));
    let template = stdout(&output);
    let marked: Vec<_> = template.lines().filter(|line| line.ends_with("# REQUIRED")).collect();
    let expected = [
        "SubnetId: \"\"  # REQUIRED",
        "SecurityGroupId: [\"\"]  # REQUIRED",
        "KciType: \"RBKCI\"  # REQUIRED",
        "ChargeType: \"HourlyInstantSettlement\"  # REQUIRED",
        "  - Name: \"\"  # REQUIRED",
        "    Image: \"\"  # REQUIRED",
    ];
    assert_eq!(marked, expected);
    let file = home.path().join("g.yaml");
    fs::write(&file, &template).expect("a file");
    let output = run(&mut kci(home.path(), &["create", "-f", &file.display().to_string()]));
    assert_eq!(output.status.code(), Some(3));
    for path in ["MultiSubnetId", "SecurityGroupId.1", "Container.1.Name", "Container.1.Image"] {
        assert!(stderr(&output).contains(&format!(" {path}: required")), "{path} in {}", stderr(&output));
    }
}

#[test]
fn a_template_of_an_existing_group_says_what_the_sdk_makes_of_it() {
    let (kci_emulator, home) = (emulator(), home());
    let container = Container::new("app", "nginx:1.27")
        .image_pull_policy(ImagePullPolicy::IfNotPresent)
        .commands(["nginx"])
        .cpu(0.5)
        .environment_vars([EnvironmentVar::new("A").value("x")])
        .ports([Port::new(80)])
        .volume_mounts([VolumeMount::new("cache").mount_path("/cache"), VolumeMount::new("share").mount_path("/s")]);
    let share = NfsVolume::new("10.0.0.2", "/data").read_only(true);
    let request =
        CreateContainerGroupRequest::new("web", ["sg-1", "sg-2"], KciType::Rbkci, ChargeType::HourlyInstantSettlement)
            .subnet_id("subnet-1")
            .restart_policy(RestartPolicy::OnFailure)
            .volumes([Volume::EmptyDir(VolumeEmptyDir::new("cache")), Volume::Nfs(VolumeNfs::new("share", share))])
            .host_aliases([HostAlias::new(["db"], "10.0.0.1")])
            .dns_config(DnsConfig::new().name_servers(["1.1.1.1"]))
            .labels([Label::new("app").value("web")])
            .containers([container]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (id, described) = runtime.block_on(async {
        let client = kci_emulator.client();
        let id = client.create_container_group(request).await.expect("a group").container_group_id;
        let describe = DescribeContainerGroupRequest::new().container_group_ids([&id]);
        let answer = client.describe_container_group(describe).await.expect("the group");
        (id, answer.container_groups.into_iter().next().expect("the group"))
    });
    let again = CreateContainerGroupRequest::try_from(described).expect("a request");
    let expected: Vec<_> = Params::from_request(&again).iter().map(|(name, value)| format!("{name}={value}")).collect();

    let template = stdout(&run(&mut kci_at(&kci_emulator, home.path(), &["create", "--template", "--from", &id])));
    let file = home.path().join("g.yaml");
    fs::write(&file, &template).expect("a file");
    let output = run(&mut kci(home.path(), &["create", "--dry-run", "-f", &file.display().to_string()]));
    let made = stdout(&output);
    assert_eq!(made.lines().skip(2).collect::<Vec<_>>(), expected, "{}", stderr(&output));
}
