//! What is sent: flags over the file over the defaults, checked before anything leaves.

use std::fs;

use super::{emulator, home, kci, kci_at, run, stderr, stdout};

const CREATE: [&str; 6] = [
    "create",
    "--dry-run",
    "--container-group-name=web",
    "--kci-type=RBKCI",
    "--charge-type=HourlyInstantSettlement",
    "-q",
];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CREATE.iter().copied().chain(more.iter().copied()).collect()
}

#[test]
fn a_flag_counts_more_than_the_file_and_the_file_more_than_the_defaults() {
    let home = home();
    fs::create_dir(home.path().join(".ks")).expect("a folder");
    let defaults =
        "default:\n  CreateContainerGroup:\n    SubnetId: subnet-d\n    SecurityGroupId: [sg-d1, sg-d2]\n    Cpu: 1\n";
    fs::write(home.path().join(".ks/kci.yaml"), defaults).expect("defaults");
    let file = home.path().join("group.yaml");
    fs::write(&file, "SecurityGroupId: [sg-f]\nCpu: 2\nMemory: 4\nContainer:\n  - {Name: a, Image: x}\n")
        .expect("a file");
    let output =
        run(&mut kci(home.path(), &with(&["-f", &file.display().to_string(), "--memory=8", "--container.1.image=y"])));
    let text = stdout(&output);
    for line in [
        "SubnetId=subnet-d",
        "SecurityGroupId.1=sg-f",
        "Cpu=2",
        "Memory=8",
        "Container.1.Name=a",
        "Container.1.Image=y",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} in {text}{}", stderr(&output));
    }
    assert!(!text.contains("SecurityGroupId.2") && !text.contains("sg-d"), "{text}");
}

#[test]
fn a_list_of_single_values_is_given_by_repeating_its_flag() {
    let home = home();
    let more = [
        "--subnet-id=s",
        "--security-group-id=a",
        "--security-group-id=b",
        "--container.1.name=a",
        "--container.1.image=x",
    ];
    let output = run(&mut kci(home.path(), &with(&more)));
    assert!(stdout(&output).contains("SecurityGroupId.1=a\nSecurityGroupId.2=b\n"), "{}", stderr(&output));
}

#[test]
fn everything_that_is_wrong_is_told_at_once_in_the_words_of_the_flags() {
    let (kci_emulator, home) = (emulator(), home());
    let arguments = ["create", "--container.1.port.1.port=x", "--cpu=many"];
    let output = run(&mut kci_at(&kci_emulator, home.path(), &arguments));
    assert_eq!(output.status.code(), Some(3));
    let text = stderr(&output);
    for flag in
        ["--container-group-name: required", "--container.1.port.1.port: ", "--cpu: ", "--container.1.image: required"]
    {
        assert!(text.contains(flag), "{flag} in {text}");
    }
    assert!(kci_emulator.journal().is_empty(), "nothing was sent");
}

#[test]
fn everything_that_is_wrong_with_a_file_has_its_line_and_column() {
    let home = home();
    let file = home.path().join("g.yaml");
    fs::write(&file, "ContainerGroupName: Web_1\nContainer:\n  - Imgae: nginx\n    Name: 5\n").expect("a file");
    let path = file.display().to_string();
    let output = run(&mut kci(home.path(), &["create", "-f", &path]));
    assert_eq!(output.status.code(), Some(3));
    let text = stderr(&output);
    for place in [
        ":1:21: ContainerGroupName: ",
        ":3:5: Container.1.Imgae: Container has no such member; did you mean `Image`?",
        ":4:11: Container.1.Name: a number",
    ] {
        assert!(text.contains(&format!("{path}{place}")), "{place} in {text}");
    }
}

#[test]
fn several_documents_are_several_calls_and_a_mistake_in_one_sends_none() {
    let (kci_emulator, home) = (emulator(), home());
    let document = |name: &str| {
        format!(
            "ContainerGroupName: {name}\nSubnetId: s\nSecurityGroupId: [g]\nKciType: RBKCI\nChargeType: HourlyInstantSettlement\n\
                 Container: [{{Name: a, Image: x, ImagePullPolicy: Always}}]\n"
        )
    };
    let file = home.path().join("g.yaml");
    let path = file.display().to_string();
    fs::write(&file, format!("{}---\n{}", document("one"), document("Two_"))).expect("a file");
    let output = run(&mut kci_at(&kci_emulator, home.path(), &["create", "-f", &path]));
    assert_eq!((output.status.code(), kci_emulator.journal().len()), (Some(3), 0), "{}", stderr(&output));
    fs::write(&file, format!("{}---\n{}", document("one"), document("two"))).expect("a file");
    let output = run(&mut kci_at(&kci_emulator, home.path(), &["create", "-f", &path, "-o", "id"]));
    assert_eq!(stdout(&output).lines().count(), 2, "{}", stderr(&output));
}

#[test]
fn secrets_are_not_shown_by_a_dry_run() {
    let home = home();
    let more = [
        "--subnet-id=s",
        "--security-group-id=g",
        "--container.1.name=a",
        "--container.1.image=x",
        "--image-registry-credential.1.server=r",
        "--image-registry-credential.1.username=u",
        "--image-registry-credential.1.password=hunter2",
    ];
    for curl in [&[][..], &["--curl"]] {
        let output = run(&mut kci(home.path(), &with(&[&more, curl].concat())));
        let text = stdout(&output) + &stderr(&output);
        assert!(text.contains("ImageRegistryCredential.1.Password=***") && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn a_flag_that_names_nothing_says_what_may_have_been_meant() {
    let home = home();
    let output = run(&mut kci(home.path(), &["create", "--container.1.imgae=x"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("did you mean --container.1.image?"), "{}", stderr(&output));
}
