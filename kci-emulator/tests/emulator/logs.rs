//! Logs of containers, and commands in them.

use kci_emulator::Script;
use kci_sdk::request::{DescribeContainerLogRequest, ExecContainerCommandRequest};
use kci_sdk::value::RestartPolicy;

use crate::common::proves;
use crate::fixture::{IMAGE, START, World, group, group_of, nginx, world};

/// A group that runs, and has done so for as many seconds.
async fn running(seconds: i64) -> (World, String) {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.at(START + seconds);
    (world, id)
}

/// Lines without their times.
fn texts(lines: &[String]) -> Vec<&str> {
    lines.iter().filter_map(|line| line.split_once(": ")).map(|(_, text)| text).collect()
}

#[tokio::test]
async fn a_container_logs_its_start_and_that_it_is_alive() {
    let (world, id) = running(2).await;
    let expected = [
        format!("2026-11-24T02:55:29Z nginx: image {IMAGE}"),
        "2026-11-24T02:55:29Z nginx: listening on no port".to_owned(),
        "2026-11-24T02:55:29Z nginx: started".to_owned(),
        "2026-11-24T02:55:30Z nginx: alive for 1 s".to_owned(),
        "2026-11-24T02:55:31Z nginx: alive for 2 s".to_owned(),
    ];
    assert_eq!(world.log(&id, "nginx").await, expected);
    proves(&world.kci, &["DescribeContainerLog"]);
}

#[tokio::test]
async fn five_hundred_lines_are_given_where_it_is_not_said() {
    let (world, id) = running(10_000).await;
    let lines = world.log(&id, "nginx").await;
    assert_eq!(lines.len(), 500);
    assert_eq!(texts(&lines)[499], "alive for 10000 s");
}

#[tokio::test]
async fn two_thousand_lines_can_be_had_and_no_more() {
    let (world, id) = running(10_000).await;
    assert_eq!(world.log_of(DescribeContainerLogRequest::new(&id, "nginx").tail(2_000)).await.len(), 2_000);
    let more = [("ContainerGroupId", id.as_str()), ("ContainerName", "nginx"), ("Tail", "2001")];
    assert_eq!(world.raw("DescribeContainerLog", &more).await.told(), ("InvalidParameterValue", "Tail"));
}

#[tokio::test]
async fn one_line_is_the_last() {
    let (world, id) = running(10).await;
    let lines = world.log_of(DescribeContainerLogRequest::new(&id, "nginx").tail(1)).await;
    assert_eq!(texts(&lines), ["alive for 10 s"]);
    proves(&world.kci, &["DescribeContainerLog.Tail"]);
}

#[tokio::test]
async fn what_is_not_there_has_no_log() {
    let (world, id) = running(10).await;
    for (group, container, parameter) in
        [("nobody", "nginx", "ContainerGroupId"), (id.as_str(), "redis", "ContainerName")]
    {
        let parameters = [("ContainerGroupId", group), ("ContainerName", container)];
        let answer = world.raw("DescribeContainerLog", &parameters).await;
        assert_eq!(answer.told(), ("InvalidParameterValue", parameter));
    }
    world.delete(&id).await;
    let parameters = [("ContainerGroupId", id.as_str()), ("ContainerName", "nginx")];
    assert_eq!(
        world.raw("DescribeContainerLog", &parameters).await.told(),
        ("InvalidParameterValue", "ContainerGroupId")
    );
    proves(&world.kci, &["error InvalidParameterValue"]);
}

#[tokio::test]
async fn a_container_that_has_not_started_has_an_empty_log() {
    let (world, id) = running(0).await;
    world.just_before(START);
    assert!(world.log(&id, "nginx").await.is_empty());
    world.at(START);
    assert_eq!(world.log(&id, "nginx").await.len(), 3);
}

#[tokio::test]
async fn a_container_that_has_ended_logs_no_more() {
    let world = world().await;
    let id = world.create(group_of(RestartPolicy::Never, [nginx("nginx")])).await;
    world.at(START + 30);
    let ended = world.log(&id, "nginx").await;
    assert_eq!(texts(&ended).last(), Some(&"alive for 30 s"));
    world.at(1_000);
    assert_eq!(world.log(&id, "nginx").await, ended);
}

#[tokio::test]
async fn a_container_that_starts_again_has_a_new_log() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5));
    let id = world.create(group("web")).await;
    world.at(16);
    assert_eq!(texts(&world.log(&id, "nginx").await).last(), Some(&"alive for 5 s"));
    world.at(18);
    let again = world.log(&id, "nginx").await;
    assert_eq!(texts(&again).last(), Some(&"alive for 1 s"));
    assert_eq!(again.len(), 4);
}

#[tokio::test]
async fn each_container_of_a_group_has_its_own_log() {
    let world = world().await;
    let id = world.create(group("web").containers([nginx("one"), nginx("two")])).await;
    world.at(10);
    world.kci.log(&id, "two", ["hello"]).expect("a container");
    assert!(!texts(&world.log(&id, "one").await).contains(&"hello"));
    assert_eq!(texts(&world.log(&id, "two").await).last(), Some(&"hello"));
    proves(&world.kci, &["DescribeContainerLog.ContainerName", "CreateContainerGroup.Container.N.Name"]);
}

#[tokio::test]
async fn added_lines_stand_where_they_belong_in_time() {
    let (world, id) = running(1).await;
    world.kci.log(&id, "nginx", ["GET /", "中文"]).expect("a container");
    world.at(START + 2);
    let lines = world.log(&id, "nginx").await;
    assert_eq!(texts(&lines)[2..], ["started", "alive for 1 s", "GET /", "中文", "alive for 2 s"]);
}

#[tokio::test]
async fn an_added_text_of_two_lines_is_two_lines() {
    let (world, id) = running(1).await;
    world.kci.log(&id, "nginx", ["one\ntwo"]).expect("a container");
    let lines = world.log_of(DescribeContainerLogRequest::new(&id, "nginx").tail(1)).await;
    assert_eq!(texts(&lines), ["two"]);
}

#[tokio::test]
async fn a_line_that_is_added_before_the_start_is_not_lost() {
    let (world, id) = running(0).await;
    world.at(0);
    world.kci.log(&id, "nginx", ["early"]).expect("a container");
    assert_eq!(texts(&world.log(&id, "nginx").await), ["early"]);
    world.at(START);
    assert_eq!(texts(&world.log(&id, "nginx").await)[0], "early");
}

#[tokio::test]
async fn a_line_that_is_added_between_two_runs_goes_with_the_one_before() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").run_seconds(5));
    let id = world.create(group("web")).await;
    world.at(10);
    world.kci.log(&id, "nginx", ["late"]).expect("a container");
    assert_eq!(texts(&world.log(&id, "nginx").await).last(), Some(&"late"));
    world.at(17);
    assert!(!texts(&world.log(&id, "nginx").await).contains(&"late"));
}

#[tokio::test]
async fn a_line_is_not_there_before_it_was_added() {
    let (world, id) = running(10).await;
    world.kci.log(&id, "nginx", ["hello"]).expect("a container");
    world.at(START + 9);
    assert!(!texts(&world.log(&id, "nginx").await).contains(&"hello"));
    world.at(START + 10);
    assert_eq!(texts(&world.log(&id, "nginx").await).last(), Some(&"hello"));
}

#[tokio::test]
async fn a_line_is_added_only_to_a_container_that_is_there() {
    let (world, id) = running(1).await;
    assert!(world.kci.log(&id, "redis", ["hello"]).is_err());
    assert!(world.kci.log("nobody", "nginx", ["hello"]).is_err());
}

#[tokio::test]
async fn a_script_says_what_a_container_logs() {
    let world = world().await;
    world.kci.add_script(Script::new("nginx").log(["cannot open the queue"]));
    let id = world.create(group("web")).await;
    world.at(1_000);
    assert_eq!(world.log(&id, "nginx").await, ["2026-11-24T02:55:29Z nginx: cannot open the queue"]);
}

#[tokio::test]
async fn a_log_cannot_be_read_from_another_region() {
    let (world, id) = running(1).await;
    let client = world.kci.client_builder().region("cn-shanghai-2").build().expect("a client");
    client.describe_container_log(DescribeContainerLogRequest::new(&id, "nginx")).await.expect_err("refused");
}

#[tokio::test]
async fn a_command_runs_where_the_answer_says() {
    let (world, id) = running(1).await;
    let request = || ExecContainerCommandRequest::new(&id, "nginx", ["/bin/sh"]);
    let answer = world.client.exec_container_command(request()).await.expect("an answer");
    let start = format!("ws://{}/exec/{id}/nginx/", world.kci.address());
    assert!(answer.web_socket_uri.expose().starts_with(&start), "{}", answer.web_socket_uri.expose());
    let again = world.client.exec_container_command(request()).await.expect("an answer");
    assert_ne!(again.web_socket_uri.expose(), answer.web_socket_uri.expose());
}

#[tokio::test]
async fn a_command_needs_a_container_that_runs() {
    let (world, id) = running(0).await;
    let exec = |group: &str, container: &str| {
        let parameters = [("ContainerGroupId", group), ("ContainerName", container), ("Command.1", "/bin/sh")]
            .map(|(key, value)| (key.to_owned(), value.to_owned()));
        let world = &world;
        async move {
            let parameters = parameters.each_ref().map(|(key, value)| (key.as_str(), value.as_str()));
            let answer = world.raw("ExecContainerCommand", &parameters).await;
            let (code, parameter) = answer.told();
            format!("{code} {parameter}")
        }
    };
    assert_eq!(exec("nobody", "nginx").await, "InvalidParameterValue ContainerGroupId");
    assert_eq!(exec(&id, "redis").await, "InvalidParameterValue ContainerName");
    world.just_before(START);
    assert_eq!(exec(&id, "nginx").await, "InvalidParameterValue ContainerName");
    world.at(START);
    assert_eq!(exec(&id, "nginx").await, " ");
    proves(&world.kci, &["ExecContainerCommand.ContainerGroupId", "ExecContainerCommand.ContainerName"]);
}
