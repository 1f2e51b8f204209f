//! The control over HTTP: every route, and what it does with what it cannot use.

use kci_emulator::Emulator;
use kci_sdk::request::DescribeRegionsRequest;
use kci_sdk::runtime::serde_json::{Value, json};

use crate::common::{Answer, Request, emulator};
use crate::typed::{cache, create_cache, create_group, group, once, service_error};

const JSON: &str = "application/json";

/// The answer to a request of the control.
pub(crate) async fn ask(kci: &Emulator, method: &str, path: &str, body: &str) -> Answer {
    let request = Request::new(method).path(&format!("/_kci{path}")).header("content-type", JSON);
    request.body(body).send(kci).await
}

/// Lets the control do something that it can.
pub(crate) async fn command(kci: &Emulator, path: &str, body: &Value) -> Value {
    let answer = ask(kci, "POST", path, &body.to_string()).await;
    assert_eq!(answer.status, 200, "{path}: {body}: {answer:?}");
    answer.json
}

/// Reads something of the control.
async fn look(kci: &Emulator, path: &str) -> Value {
    let answer = ask(kci, "GET", path, "").await;
    assert_eq!(answer.status, 200, "{path}: {answer:?}");
    answer.json
}

/// Why the control does not do something: a text in JSON, with this status.
async fn refused(kci: &Emulator, method: &str, path: &str, body: &str, status: u16) -> String {
    let answer = ask(kci, method, path, body).await;
    assert_eq!(answer.status, status, "{method} {path} {body}: {answer:?}");
    assert!(answer.head.contains("content-type: application/json"), "{answer:?}");
    let error = answer.json["error"].as_str().unwrap_or_default().to_owned();
    assert!(!error.is_empty() && answer.json.as_object().is_some_and(|all| all.len() == 1), "{answer:?}");
    error
}

#[tokio::test]
async fn the_state_tells_what_exists_and_what_is_scripted() {
    let kci = emulator().await;
    let empty = look(&kci, "/state").await;
    let nothing = json!({
        "time": "2026-11-24T02:55:27Z", "running": false, "next_change": null,
        "holdings": [], "faults": [], "scripts": [],
    });
    assert_eq!(empty, nothing);
    let group = create_group(&kci.client(), group("web", &["nginx:1"])).await;
    let cache = create_cache(&kci.client(), cache("web", &["nginx:1"])).await;
    command(&kci, "/faults", &json!({ "fault": { "hang": {} } })).await;
    command(&kci, "/scripts", &json!({ "image": "nginx", "exit_code": 1 })).await;
    let state = look(&kci, "/state").await;
    assert_eq!(state["next_change"], "2026-11-24T02:55:28Z");
    assert_eq!(state["faults"], json!([{ "times": 1, "fault": { "hang": {} } }]));
    assert_eq!(state["scripts"], json!([{ "image": "nginx", "exit_code": 1 }]));
    let holdings = &state["holdings"][0];
    assert_eq!((&holdings["access_key"], &holdings["region"]), (&json!("AKLTEMULATOR"), &json!("cn-beijing-6")));
    assert_eq!(holdings["container_groups"][0]["ContainerGroupId"], group);
    assert_eq!(holdings["image_caches"][0]["ImageCacheId"], cache);
    assert_eq!(holdings["image_caches"][0]["Events"][0]["Reason"], "Preparing");
    assert_eq!(holdings["retained_addresses"], json!([]));
}

#[tokio::test]
async fn a_reset_forgets_everything() {
    let kci = emulator().await;
    create_group(&kci.client(), group("web", &["nginx:1"])).await;
    command(&kci, "/faults", &json!({ "fault": { "hang": {} } })).await;
    command(&kci, "/scripts", &json!({ "image": "nginx" })).await;
    assert_eq!(command(&kci, "/reset", &json!({})).await, json!({}));
    let state = look(&kci, "/state").await;
    assert_eq!([&state["holdings"], &state["faults"], &state["scripts"]], [&json!([]); 3]);
    assert_eq!(look(&kci, "/journal").await, json!([]));
}

#[tokio::test]
async fn the_same_calls_after_a_reset_have_the_same_answers() {
    let kci = emulator().await;
    let run = async |seed: u64| {
        command(&kci, "/reset", &json!({ "seed": seed })).await;
        let list = || Request::action("DescribeContainerGroup", &[]).signed(&kci).send(&kci);
        let before = list().await.json;
        create_group(&kci.client(), group("web", &["nginx:1"])).await;
        create_cache(&kci.client(), cache("web", &["nginx:1"])).await;
        json!([before, list().await.json, look(&kci, "/state").await, kci.journal().len()]).to_string()
    };
    let first = run(7).await;
    assert_ne!(run(8).await, first);
    assert_eq!(run(7).await, first);
    kci.reset(7).expect("reset");
    assert_eq!(run(7).await, first);
}

#[tokio::test]
async fn faults_are_listed_in_order_and_removed() {
    let kci = emulator().await;
    let error = json!({ "action": "DescribeRegions", "times": 2, "fault": { "error": { "code": "LimitExceeded" } } });
    let slow = json!({ "times": 1, "fault": { "slow": { "milliseconds": 5 } } });
    command(&kci, "/faults", &error).await;
    assert_eq!(command(&kci, "/faults", &slow).await, json!([error, slow]));
    service_error(once(&kci).describe_regions(DescribeRegionsRequest::new()).await);
    assert_eq!(look(&kci, "/faults").await[0]["times"], 1);
    assert_eq!(ask(&kci, "DELETE", "/faults", "").await.json, json!([]));
    assert_eq!(look(&kci, "/faults").await, json!([]));
    once(&kci).describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
}

#[tokio::test]
async fn scripts_are_listed_in_order_and_removed() {
    let kci = emulator().await;
    let first = json!({ "image": "a", "pull_error": "gone", "run_seconds": 5, "exit_code": 1, "log": ["one", "two"] });
    let second = json!({ "image": "b", "exit_code": 0 });
    command(&kci, "/scripts", &first).await;
    assert_eq!(command(&kci, "/scripts", &json!({ "image": "b" })).await, json!([first, second]));
    assert_eq!(look(&kci, "/scripts").await, json!([first, second]));
    assert_eq!(ask(&kci, "DELETE", "/scripts", "").await.json, json!([]));
    assert_eq!(look(&kci, "/scripts").await, json!([]));
}

#[tokio::test]
async fn a_container_that_runs_is_ended_and_its_log_is_written() {
    let kci = emulator().await;
    let group = create_group(&kci.client(), group("web", &["nginx:1"])).await;
    let exit = json!({ "group": group, "container": "c0", "exit_code": 3 });
    let error = refused(&kci, "POST", "/exit", &exit.to_string(), 400).await;
    assert_eq!(error, "the container c0 is not running");
    kci.advance(std::time::Duration::from_secs(2));
    assert_eq!(command(&kci, "/log", &json!({ "group": group, "container": "c0", "lines": ["bye"] })).await, json!({}));
    let log = [("ContainerGroupId", group.as_str()), ("ContainerName", "c0"), ("Tail", "1")];
    let log = Request::action("DescribeContainerLog", &log).signed(&kci).send(&kci).await;
    assert_eq!(log.json["Content"], "2026-11-24T02:55:29Z c0: bye\n");
    assert_eq!(command(&kci, "/exit", &exit).await, json!({}));
    let container = &look(&kci, "/state").await["holdings"][0]["container_groups"][0]["Containers"][0];
    assert_eq!(
        (&container["CurrentState"]["State"], &container["PreviousState"]["ExitCode"]),
        (&json!("waiting"), &json!(3))
    );
}

#[tokio::test]
async fn what_is_not_there_cannot_be_ended_nor_log() {
    let kci = emulator().await;
    let group = create_group(&kci.client(), group("web", &["nginx:1"])).await;
    for path in ["/exit", "/log"] {
        let body = |group: &str, container: &str| {
            let mut body = json!({ "group": group, "container": container });
            if path == "/log" {
                body["lines"] = json!([]);
            }
            body.to_string()
        };
        let error = refused(&kci, "POST", path, &body("nobody", "c0"), 400).await;
        assert_eq!(error, "there is no container group nobody");
        let error = refused(&kci, "POST", path, &body(&group, "c7"), 400).await;
        assert_eq!(error, format!("the container group {group} has no container c7"));
    }
}

#[tokio::test]
async fn the_journal_is_read_from_a_number_on() {
    let kci = emulator().await;
    for _ in 0..3 {
        once(&kci).describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
    }
    let numbers = async |path: &str| {
        let entries = look(&kci, path).await;
        entries.as_array().expect("a list").iter().map(|entry| entry["number"].as_u64()).collect::<Vec<_>>()
    };
    assert_eq!(numbers("/journal").await, [Some(1), Some(2), Some(3)]);
    assert_eq!(numbers("/journal?after=2").await, [Some(3)]);
    assert_eq!(numbers("/journal?after=18446744073709551615").await, []);
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_and_changes_nothing() {
    let kci = emulator().await;
    let before = look(&kci, "/state").await;
    for (path, bodies) in [
        ("/reset", &["", "[]", "{", r#"{"seed": -1}"#, r#"{"sead": 1}"#, r#"{"seed": "1"}"#][..]),
        ("/clock", &["{}", r#"{"stop": 1}"#, r#"{"wait": 1}"#, r#"{"stop": true, "run": true}"#, r#""stop""#]),
        ("/faults", &["{}", r#"{"fault": {}}"#, r#"{"fault": {"hang": {}}, "tines": 1}"#]),
        ("/faults", &[r#"{"fault": {"hang": {"for": 1}}}"#, r#"{"fault": {"hang": {}}, "times": 0}"#]),
        ("/faults", &[r#"{"fault": {"error": {"code": "Tea"}}}"#, r#"{"fault": {"html": {"http_status": 99}}}"#]),
        ("/faults", &[r#"{"fault": {"error": {"code": "Tea", "message": "no", "http_status": 600}}}"#]),
        ("/scripts", &["{}", r#"{"image": 1}"#, r#"{"image": "a", "run_seconds": -1}"#, r#"{"image": "a", "x": 1}"#]),
        ("/exit", &["{}", r#"{"group": "a"}"#, r#"{"group": "a", "container": "b", "code": 1}"#]),
        ("/exit", &[r#"{"group": "a", "container": "b", "exit_code": 4294967296}"#]),
        ("/log", &["{}", r#"{"group": "a", "container": "b"}"#, r#"{"group": "a", "container": "b", "lines": "c"}"#]),
    ] {
        for body in bodies {
            refused(&kci, "POST", path, body, 400).await;
        }
    }
    for query in ["after=-1", "after=x", "after=", "aftr=1", "after=1&after=2"] {
        refused(&kci, "GET", &format!("/journal?{query}"), "", 400).await;
    }
    assert_eq!(look(&kci, "/state").await, before);
}

#[tokio::test]
async fn a_body_says_that_it_is_json() {
    let kci = emulator().await;
    for content_type in ["text/plain", "application/x-www-form-urlencoded"] {
        let request = Request::new("POST").path("/_kci/reset").header("content-type", content_type).body("{}");
        assert_eq!(request.send(&kci).await.status, 400, "{content_type}");
    }
    let request = Request::new("POST").path("/_kci/reset").header("content-type", "application/json; charset=utf-8");
    assert_eq!(request.body("{}").send(&kci).await.status, 200);
}

#[tokio::test]
async fn another_path_is_not_found() {
    let kci = emulator().await;
    for path in ["", "/", "/tea", "/state/", "/state/tea", "/State", "//state"] {
        refused(&kci, "GET", path, "", 404).await;
        refused(&kci, "POST", path, "{}", 404).await;
    }
    assert!(kci.journal().is_empty());
}

#[tokio::test]
async fn another_method_is_not_allowed() {
    let kci = emulator().await;
    for (path, methods) in [
        ("/state", &["POST", "DELETE"][..]),
        ("/reset", &["GET", "DELETE"]),
        ("/clock", &["PUT", "DELETE"]),
        ("/faults", &["PUT", "PATCH"]),
        ("/scripts", &["PUT", "PATCH"]),
        ("/exit", &["GET"]),
        ("/log", &["GET"]),
        ("/journal", &["POST", "DELETE"]),
    ] {
        for method in methods {
            refused(&kci, method, path, "{}", 405).await;
        }
    }
}

#[tokio::test]
async fn a_body_has_room_for_a_mebibyte_and_no_more() {
    let kci = emulator().await;
    let body = |size: usize| format!("{}{{}}", " ".repeat(size - 2));
    assert_eq!(ask(&kci, "POST", "/reset", &body(1 << 20)).await.status, 200);
    refused(&kci, "POST", "/reset", &body((1 << 20) + 1), 400).await;
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let kci = emulator().await;
    let state = || Request::new("GET").path("/_kci/state");
    let own = format!("http://{}", kci.address());
    for (name, value) in [("host", "localhost"), ("origin", own.as_str()), ("sec-fetch-site", "same-origin")] {
        assert_eq!(state().header(name, value).send(&kci).await.status, 200, "{name}: {value}");
    }
    for (name, value) in [("host", "evil.example"), ("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")]
    {
        let answer = state().header(name, value).send(&kci).await;
        assert_eq!((answer.status, &answer.json["error"]), (403, &json!("for clients on the same machine only")));
    }
}

#[tokio::test]
async fn the_control_is_not_in_the_journal_and_meets_no_fault() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "error": { "code": "ServiceTimeout" } } })).await;
    look(&kci, "/state").await;
    assert_eq!(look(&kci, "/faults").await[0]["times"], 1);
    assert!(kci.journal().is_empty());
}
