//! The clock over HTTP: stop, run, advance, set, jump.

use kci_emulator::{Emulator, Script};
use kci_sdk::request::DescribeRegionsRequest;
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::runtime::serde_json::{Value, json};
use kci_sdk::value::RestartPolicy;

use crate::common::{NOW, emulator};
use crate::control::{ask, command};
use crate::typed::{create_group, group};

/// What the clock shows after a command.
async fn turn(kci: &Emulator, body: Value) -> String {
    command(kci, "/clock", &body).await["time"].as_str().expect("a time").to_owned()
}

#[tokio::test]
async fn it_tells_the_time_and_what_comes_next() {
    let kci = emulator().await;
    create_group(&kci.client(), group("web", &["nginx:1"])).await;
    let expected = json!({ "time": NOW, "running": false, "next_change": "2026-11-24T02:55:28Z" });
    assert_eq!(ask(&kci, "GET", "/clock", "").await.json, expected);
}

#[tokio::test]
async fn it_is_turned_ahead_by_seconds_and_parts_of_them() {
    let kci = emulator().await;
    assert_eq!(turn(&kci, json!({ "advance": 90 })).await, "2026-11-24T02:56:57Z");
    assert_eq!(turn(&kci, json!({ "advance": 0.25 })).await, "2026-11-24T02:56:57.25Z");
    assert_eq!(turn(&kci, json!({ "advance": 0 })).await, "2026-11-24T02:56:57.25Z");
}

#[tokio::test]
async fn it_is_set_ahead_and_back() {
    let kci = emulator().await;
    for time in ["2030-01-01T00:00:00Z", "2020-01-01T00:00:00Z", NOW] {
        assert_eq!(turn(&kci, json!({ "set": time })).await, time);
    }
    assert_eq!(turn(&kci, json!({ "set": "2026-11-24T10:55:28+08:00" })).await, "2026-11-24T02:55:28Z");
}

#[tokio::test]
async fn it_is_stopped_and_run_on() {
    let kci = emulator().await;
    for (body, running) in [
        (json!({ "run": true }), true),
        (json!({ "stop": true }), false),
        (json!({ "stop": false }), true),
        (json!({ "run": false }), false),
    ] {
        assert_eq!(command(&kci, "/clock", &body).await["running"], running, "{body}");
        assert_eq!(kci.clock().is_running(), running);
    }
}

#[tokio::test]
async fn it_jumps_to_what_comes_next_and_stays_where_nothing_does() {
    let kci = emulator().await;
    assert_eq!(turn(&kci, json!({ "jump": true })).await, NOW);
    assert_eq!(kci.jump(), None);
    create_group(&kci.client(), group("web", &["nginx:1"])).await;
    assert_eq!(turn(&kci, json!({ "jump": false })).await, NOW);
    assert_eq!(turn(&kci, json!({ "jump": true })).await, "2026-11-24T02:55:28Z");
    assert_eq!(turn(&kci, json!({ "jump": true })).await, "2026-11-24T02:55:29Z");
    assert_eq!(turn(&kci, json!({ "jump": true })).await, "2026-11-24T02:55:29Z");
}

#[tokio::test]
async fn what_is_no_time_is_refused_and_leaves_it_as_it_is() {
    let kci = emulator().await;
    for body in [
        r#"{"advance": -1}"#,
        r#"{"advance": -0.5}"#,
        r#"{"advance": NaN}"#,
        r#"{"advance": 1e20}"#,
        r#"{"advance": 1e300}"#,
        r#"{"advance": 1e999}"#,
        r#"{"advance": "1"}"#,
        r#"{"advance": null}"#,
        r#"{"set": "2026-11-24 02:55:27"}"#,
        r#"{"set": "tomorrow"}"#,
        r#"{"set": 0}"#,
        r#"{"set": "12026-11-24T02:55:27Z"}"#,
    ] {
        let answer = ask(&kci, "POST", "/clock", body).await;
        assert_eq!(answer.status, 400, "{body}: {answer:?}");
        assert!(answer.json["error"].is_string(), "{answer:?}");
    }
    assert_eq!(kci.clock().now().to_string(), NOW);
}

#[tokio::test]
async fn it_stays_between_the_years_1_and_9000() {
    let kci = emulator().await;
    assert_eq!(turn(&kci, json!({ "advance": 1e15 })).await, "9000-01-01T00:00:00Z");
    assert_eq!(turn(&kci, json!({ "set": "9999-12-30T22:00:00Z" })).await, "9000-01-01T00:00:00Z");
    assert_eq!(turn(&kci, json!({ "set": "-000001-01-01T00:00:00Z" })).await, "0001-01-01T00:00:00Z");
}

#[tokio::test]
async fn everything_is_told_at_its_ends() {
    let kci = emulator().await;
    kci.add_script(Script::new("crash").run_seconds(5).exit_code(1));
    kci.add_script(Script::new("gone").pull_error("no such tag"));
    let crashing = group("web", &["nginx:1", "crash:1"]).restart_policy(RestartPolicy::Always);
    create_group(&kci.client(), crashing).await;
    create_group(&kci.client(), group("web", &["gone:1"])).await;
    for time in [Timestamp::MAX, Timestamp::MIN] {
        kci.clock().set(time);
        assert_eq!(ask(&kci, "GET", "/state", "").await.status, 200);
        assert_eq!(kci.jump().is_some(), time == Timestamp::MIN);
    }
}

#[tokio::test]
async fn clients_that_go_by_the_machine_are_answered_whatever_it_shows() {
    let kci = emulator().await;
    kci.clock().set("2001-01-01T00:00:00Z".parse().expect("a time"));
    let client = kci.client_builder().clock(Timestamp::now).build().expect("a client");
    for client in [client, kci.client()] {
        client.describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
    }
}
