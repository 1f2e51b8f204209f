//! The forms of data, and the status that a command ends with.

use std::time::{Duration, Instant};

use super::{create, emulator, home, kci, kci_at, run, stderr, stdout};

#[test]
fn every_form_of_a_list_goes_to_standard_output_alone() {
    let (kci_emulator, home) = (emulator(), home());
    let id = create(&kci_emulator, home.path(), "web");
    let list = |form: &[&str]| {
        let output = run(&mut kci_at(&kci_emulator, home.path(), &[&["api", "DescribeContainerGroup"], form].concat()));
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
        stdout(&output)
    };
    assert_eq!(list(&["-o", "id"]), format!("{id}\n"));
    assert_eq!(list(&["-o", "name"]), "web\n");
    assert!(list(&[]).starts_with(&format!("{id}\tweb\tRunning\t")), "{}", list(&[]));
    assert!(list(&["-o", "table"]).starts_with("CONTAINER-GROUP-ID "));
    assert!(list(&["--json"]).contains("\"ContainerGroupName\": \"web\""));
    assert!(list(&["--yaml"]).contains("ContainerGroupName: web\n"));
    assert_eq!(list(&["--query", "ContainerGroups[].[ContainerGroupName, Status]"]), "web\tRunning\n");
}

#[test]
fn all_pages_are_read_and_a_limit_asks_for_no_more() {
    let (kci_emulator, home) = (emulator(), home());
    for name in ["a", "b", "c"] {
        create(&kci_emulator, home.path(), name);
    }
    let arguments = ["api", "DescribeContainerGroup", "--max-results=2", "-o", "name"];
    let output = run(&mut kci_at(&kci_emulator, home.path(), &arguments));
    assert_eq!(stdout(&output).lines().count(), 3, "{}", stderr(&output));
    let before = kci_emulator.journal().len();
    let output =
        run(&mut kci_at(&kci_emulator, home.path(), &["api", "DescribeContainerGroup", "--limit=2", "-o", "name"]));
    assert_eq!((stdout(&output).lines().count(), kci_emulator.journal().len()), (2, before + 1));
}

#[test]
fn the_status_says_what_went_wrong() {
    let (kci_emulator, home) = (emulator(), home());
    let status = |arguments: &[&str]| run(&mut kci_at(&kci_emulator, home.path(), arguments)).status.code();
    assert_eq!(status(&["api", "DescribeContainerGroup"]), Some(0));
    assert_eq!(status(&["api", "NoSuchAction"]), Some(2));
    assert_eq!(status(&["api", "DescribeContainerGroup", "--query", "a["]), Some(2));
    assert_eq!(status(&["api", "DeleteContainerGroup"]), Some(3));
    let mut denied = kci_at(&kci_emulator, home.path(), &["api", "DescribeContainerGroup"]);
    assert_eq!(run(denied.env("KSYUN_SECRET_KEY", "another")).status.code(), Some(4));
    assert_eq!(status(&["api", "--raw", "NoSuchAction"]), Some(5));
    let wait =
        ["api", "DescribeContainerGroup", "--until=container-group-running", "--timeout=0", "--container-group-id=x"];
    assert_eq!(status(&wait), Some(6));
    assert_eq!(run(&mut kci(home.path(), &["api", "DescribeContainerGroup"])).status.code(), Some(7));
    assert_eq!(status(&["api", "DescribeContainerGroup", "--endpoint=http://127.0.0.1:1"]), Some(8));
}

#[test]
fn the_log_has_attempts_and_request_ids_and_no_secret() {
    let (kci_emulator, home) = (emulator(), home());
    let output = run(&mut kci_at(&kci_emulator, home.path(), &["api", "DescribeContainerGroup", "--debug"]));
    let text = stderr(&output);
    assert!(text.contains("request_id=") && text.contains("DescribeContainerGroup"), "{text}");
    let secret = kci_emulator.credentials();
    assert!(!text.contains(secret.secret_key().expose()));
}

#[test]
fn help_is_in_the_language_of_the_locale_or_of_the_option() {
    let home = home();
    let text = |arguments: &[&str], locale: &str| stdout(&run(kci(home.path(), arguments).env("LANG", locale)));
    assert!(text(&["create", "-h"], "zh_CN.UTF-8").contains("用法：kci create"));
    assert!(text(&["create", "-h", "--lang", "en"], "zh_CN.UTF-8").contains("Usage: kci create"));
    assert!(text(&["explain", "create", "container.image", "--lang=zh"], "C").contains("必填"));
}

#[test]
fn a_shell_is_told_flags_values_and_what_exists() {
    let (kci_emulator, home) = (emulator(), home());
    let id = create(&kci_emulator, home.path(), "web");
    let complete = |words: &[&str]| {
        let mut command = kci_at(&kci_emulator, home.path(), &[&["--", "kci"], words].concat());
        command.env("COMPLETE", "fish");
        stdout(&run(&mut command))
    };
    assert!(complete(&["create", "--container.2.im"]).contains("--container.2.image\t"));
    assert!(complete(&["create", "--restart-policy", ""]).starts_with("Always"));
    let words = ["api", "DeleteContainerGroup", "--container-group-id", ""];
    assert_eq!(complete(&words).trim_end(), format!("{id}\tweb"));
    // A second time nobody is asked.
    let before = kci_emulator.journal().len();
    assert_eq!((complete(&words).trim_end(), kci_emulator.journal().len()), (format!("{id}\tweb").as_str(), before));
}

#[test]
fn a_shell_is_answered_within_50_ms_from_what_is_kept() {
    let (kci_emulator, home) = (emulator(), home());
    create(&kci_emulator, home.path(), "web");
    let complete = |words: &[&str]| {
        let mut command = kci_at(&kci_emulator, home.path(), &[&["--", "kci"], words].concat());
        let start = Instant::now();
        let output = run(command.env("COMPLETE", "fish"));
        assert!(!output.stdout.is_empty(), "{}", stderr(&output));
        start.elapsed()
    };
    // The machine may be busy with other things; the quickest of some is what the program takes.
    for words in [&["get", ""][..], &["create", "--container.1.volume-mount.1."], &["api", "Describe"]] {
        complete(words);
        let quickest = (0..20).map(|_| complete(words)).min().expect("some");
        assert!(quickest < Duration::from_millis(50), "{words:?} takes {quickest:?}");
    }
}
