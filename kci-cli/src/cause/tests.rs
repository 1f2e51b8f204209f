use kci_sdk::response::CurrentState;
use kci_sdk::value::ContainerState;

use super::*;

fn container(state: &str, reason: &str, code: Option<i64>) -> Container {
    let mut current = CurrentState::default().state(ContainerState::from(state)).reason(reason);
    current.exit_code = code;
    Container::default().name("main").image("hub.example/job:3").current_state(current)
}

fn group(container: Container) -> ContainerGroup {
    ContainerGroup::default().status(ContainerGroupStatus::Failed).containers([container])
}

fn warning(reason: &str, message: &str) -> Event {
    Event::default().r#type("Warning").reason(reason).message(message)
}

/// The parameters that causes name, and what they say.
fn found(group: &ContainerGroup, events: &[Event], log: &[&str]) -> Vec<(String, String)> {
    let logs = [("main".to_owned(), log.iter().map(|line| (*line).to_owned()).collect())];
    let causes = causes(&Case { group, events, logs: &logs });
    causes.into_iter().map(|cause| (cause.parameter.clone(), cause.what(Lang::En))).collect()
}

fn parameters(group: &ContainerGroup, events: &[Event]) -> Vec<String> {
    found(group, events, &[]).into_iter().map(|(parameter, _)| parameter).collect()
}

#[test]
fn an_image_that_cannot_be_pulled_is_blamed_on_what_the_registry_says() {
    let group = group(container("waiting", "ImagePullBackOff", None));
    let blamed = |message| parameters(&group, &[warning("Failed", &format!("cannot pull image: {message}"))]);
    assert_eq!(blamed("unauthorized: log in"), ["ImageRegistryCredential.1"]);
    assert_eq!(blamed("manifest unknown"), ["Container.1.Image"]);
    assert_eq!(blamed("dial tcp: i/o timeout"), ["SubnetId"]);
    assert_eq!(blamed("tea time"), ["Container.1.Image"]);
}

#[test]
fn too_little_memory_is_known_by_the_reason_and_by_the_code() {
    for (reason, code) in [("OOMKilled", Some(137)), ("OOMKilled", None), ("Error", Some(137))] {
        assert_eq!(parameters(&group(container("terminated", reason, code)), &[]), ["Container.1.Memory"]);
    }
}

#[test]
fn codes_of_the_shell_are_about_the_command() {
    for code in [126, 127, 128] {
        assert_eq!(parameters(&group(container("terminated", "Error", Some(code))), &[]), ["Container.1.Command.1"]);
    }
}

#[test]
fn an_error_of_the_program_is_told_by_the_line_that_says_most() {
    let group = group(container("terminated", "Error", Some(1)));
    let [(_, what)] = &found(&group, &[], &["start", "error: no queue", "bye"])[..] else { panic!("one") };
    assert_eq!(what, "main: the program ended with an error of its own (exit code 1; error: no queue)");
}

#[test]
fn a_container_that_ends_well_over_and_over_has_the_wrong_policy() {
    let mut container = container("waiting", "CrashLoopBackOff", None).restart_count(3);
    container.previous_state = Some(CurrentState::default().exit_code(0));
    let mut group = group(container);
    group.restart_policy = Some(RestartPolicy::Always);
    assert_eq!(parameters(&group, &[]), ["RestartPolicy"]);
}

#[test]
fn no_room_and_volumes_are_known_by_events() {
    let group = ContainerGroup::default().status(ContainerGroupStatus::Pending);
    let events = [warning("FailedScheduling", "insufficient cpu"), warning("FailedMount", "timed out")];
    assert_eq!(parameters(&group, &events), ["Cpu, Memory, InstanceType, SubnetId", "Volume.N"]);
}

#[test]
fn what_is_as_it_should_be_is_said() {
    let group = ContainerGroup::default().status(ContainerGroupStatus::Running);
    assert_eq!(found(&group, &[], &[]), [(String::new(), "nothing is wrong: it runs".to_owned())]);
}

#[test]
fn a_failure_that_nothing_explains_has_no_cause() {
    let group = ContainerGroup::default().status(ContainerGroupStatus::Failed);
    assert!(found(&group, &[], &[]).is_empty());
}
