//! The programs against the emulator.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use kci_emulator::{Clock, Emulator, Fault, FaultKind, Script};
use kci_programs::batch::{Ended, Job};
use kci_programs::{batch, reconcile, service};
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::{Client, NoRetries, StandardRetries};
use serde_json::{Value, json};
use tower_service::Service as _;

async fn emulator() -> Emulator {
    let clock = Clock::stopped_at("2026-11-24T00:00:00Z".parse().expect("a time"));
    Emulator::builder().clock(clock).start().await.expect("the emulator starts")
}

/// The names of all container groups, in order.
async fn names(client: &Client) -> Vec<String> {
    let groups = client.describe_container_group(DescribeContainerGroupRequest::new()).items().collect_all();
    let mut names: Vec<_> = groups.await.expect("groups").into_iter().map(|group| group.container_group_name).collect();
    names.sort();
    names
}

fn jobs(count: usize) -> Vec<Job> {
    let job = |number| Job { name: format!("batch-{number}"), image: "hub.kce.ksyun.com/me/job:1".to_owned() };
    (0..count).map(job).collect()
}

/// A fifth of all calls is throttled, and of some the connection breaks before or after they were carried out.
fn make_trouble(kci: &Emulator) {
    let faults = [
        Fault::new(FaultKind::error("LimitExceeded")).rate(0.2, 1),
        Fault::new(FaultKind::Drop { after_effect: true }).rate(0.03, 2),
        Fault::new(FaultKind::Drop { after_effect: false }).rate(0.03, 3),
    ];
    for fault in faults {
        kci.add_fault(fault).expect("a fault");
    }
}

fn patient(kci: &Emulator) -> Client {
    kci.client_builder().seed(1).retries(StandardRetries::new().max_attempts(12)).build().expect("a client")
}

#[tokio::test]
async fn a_batch_of_hundreds_of_jobs_ends_in_spite_of_trouble_and_leaves_nothing() {
    let kci = emulator().await;
    make_trouble(&kci);
    let client = patient(&kci);
    let report = batch::run(&client, jobs(300), std::future::pending::<()>(), |_| {}).await;
    assert!(report.answers().all(|(_, ended)| *ended == Ended::Succeeded) && report.is_complete(), "{report}");
    // A group that was created twice would still be there.
    assert_eq!(names(&client).await, Vec::<String>::new());
}

#[tokio::test]
async fn jobs_that_fail_are_told_from_those_that_succeed() {
    let kci = emulator().await;
    kci.add_script(Script::new("bad").exit_code(1));
    let mut jobs = jobs(2);
    jobs[1].image = "hub.kce.ksyun.com/me/bad:1".to_owned();
    let report = batch::run(&kci.client(), jobs, std::future::pending::<()>(), |_| {}).await;
    assert_eq!(report.into_result().expect("both end"), [Ended::Succeeded, Ended::Failed]);
}

#[tokio::test]
async fn a_batch_that_is_stopped_starts_no_more_and_deletes_what_it_created() {
    let kci = emulator().await;
    kci.add_script(Script::new("job").run_seconds(1_000_000));
    make_trouble(&kci);
    let client = patient(&kci);
    let stop = async {
        let mut there = names(&client).await;
        while there.len() < 50 {
            there = names(&client).await;
        }
        there.dedup();
        assert_eq!(there.len(), 50, "none is there twice");
    };
    let report = batch::run(&client, jobs(200), stop, |_| {}).await;
    assert_eq!(report.to_string(), "50 of 200 done, 150 not started");
    assert!(report.answers().all(|(_, ended)| *ended == Ended::Stopped));
    assert_eq!(names(&client).await, Vec::<String>::new());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn ctrl_c_ends_the_program_and_nothing_is_left() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    kci.add_script(Script::new("job").run_seconds(1_000_000));
    let mut child = Command::new(env!("CARGO_BIN_EXE_batch"))
        .args(["60", "hub.kce.ksyun.com/me/job:1"])
        .env("KSYUN_ENDPOINT", kci.endpoint())
        .env("KSYUN_ACCESS_KEY", kci.access_key())
        .env("KSYUN_SECRET_KEY", "emulator-secret")
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let client = kci.client();
    while names(&client).await.len() < 50 {}
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(interrupted.success());
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let last = output.lines().map_while(Result::ok).last();
    assert_eq!(last.as_deref(), Some("50 of 60 done, 10 not started"));
    assert!(child.wait().expect("it ends").success());
    assert_eq!(names(&client).await, Vec::<String>::new());
}

const WEB: &str = "
- ContainerGroupName: shop-web
  SecurityGroupId: [sg-1]
  SubnetId: subnet-1
  KciType: RBKCI
  ChargeType: HourlyInstantSettlement
  Container:
    - {Name: main, Image: 'hub.kce.ksyun.com/me/web:1'}
";

#[tokio::test]
async fn a_file_is_reconciled() {
    let kci = emulator().await;
    let client = kci.client();
    let both = format!("{WEB}{}", WEB.replace("shop-web", "shop-cache"));
    let changes = reconcile::reconcile(&client, "shop-", &both).await.expect("reconciled");
    assert_eq!((changes.created.len(), changes.deleted.len()), (2, 0));
    let there = names(&client).await;
    assert!(there[0].starts_with("shop-cache-") && there[1].starts_with("shop-web-"), "{there:?}");

    let again = reconcile::reconcile(&client, "shop-", &both).await.expect("reconciled");
    assert_eq!(again, reconcile::Changes::default(), "what is there stays");

    let newer = WEB.replace("web:1", "web:2");
    let changes = reconcile::reconcile(&client, "shop-", &newer).await.expect("reconciled");
    assert_eq!((changes.created.len(), changes.deleted.len()), (1, 2));

    // What has other names is no business of the file's.
    let changes = reconcile::reconcile(&client, "other-", "[]").await.expect("reconciled");
    assert_eq!((changes, names(&client).await.len()), (reconcile::Changes::default(), 1));
    let error = reconcile::reconcile(&client, "other-", WEB).await.expect_err("a name of others");
    assert_eq!(error.to_string(), "shop-web: names begin with other- here");
    let error = reconcile::reconcile(&client, "shop-", &WEB.replace("SubnetId", "SubnetID")).await.expect_err("a typo");
    assert!(error.to_string().contains("did you mean `SubnetId`?"), "{error}");
    assert_eq!(names(&client).await.len(), 1);
}

/// Asks the web service.
async fn ask(routes: &mut Router, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
    let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
    let request = Request::builder().method(method).uri(path).header("content-type", "application/json").body(body);
    let answer = routes.call(request.expect("a request")).await.expect("an answer");
    let status = answer.status();
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

#[tokio::test]
async fn the_service_runs_tells_and_deletes() {
    let kci = emulator().await;
    let mut routes = service::routes(kci.client());
    let wish = json!({ "name": "run-1", "image": "hub.kce.ksyun.com/me/job:1" });
    let (status, run) = ask(&mut routes, Method::POST, "/runs", Some(wish.clone())).await;
    assert_eq!((status, &run["status"]), (StatusCode::CREATED, &json!("Pending")));
    let (_, same) = ask(&mut routes, Method::POST, "/runs", Some(wish)).await;
    assert_eq!(same["id"], run["id"]);
    let path = format!("/runs/{}", run["id"].as_str().expect("an id"));
    assert_eq!(ask(&mut routes, Method::GET, &path, None).await.0, StatusCode::OK);
    assert_eq!(ask(&mut routes, Method::DELETE, &path, None).await.0, StatusCode::NO_CONTENT);
    assert_eq!(ask(&mut routes, Method::GET, &path, None).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_service_tells_its_users_whose_fault_it_is() {
    let kci = emulator().await;
    let client = kci.client_builder().retries(NoRetries).build().expect("a client");
    let mut routes = service::routes(client);
    let wish = json!({ "name": "Run_1", "image": "hub.kce.ksyun.com/me/job:1" });
    let (status, problem) = ask(&mut routes, Method::POST, "/runs", Some(wish)).await;
    assert_eq!((status, &problem["kind"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("validation")));
    for (code, expected, outcome) in [
        ("LimitExceeded", StatusCode::TOO_MANY_REQUESTS, "refused"),
        ("ServiceTimeout", StatusCode::BAD_GATEWAY, "unknown"),
        ("InvalidClientTokenId", StatusCode::INTERNAL_SERVER_ERROR, "refused"),
    ] {
        kci.add_fault(Fault::new(FaultKind::error(code))).expect("a fault");
        let (status, problem) = ask(&mut routes, Method::GET, "/runs/1", None).await;
        assert_eq!((status, &problem["outcome"]), (expected, &json!(outcome)), "{code}: {problem}");
    }
}
