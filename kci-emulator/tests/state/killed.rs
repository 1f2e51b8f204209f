//! Killed under load: what was acknowledged is there, what was acknowledged to be gone is gone.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use kci_sdk::Client;
use kci_sdk::auth::Credentials;
use kci_sdk::request::{CreateImageCacheRequest, DeleteContainerGroupRequest, DeleteImageCacheRequest};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::common::{NGINX, command, group, look, send};

/// How often it is killed.
const ROUNDS: u64 = 8;
/// How many clients there are, in as many regions as there are.
const CLIENTS: usize = 6;
const REGIONS: [&str; 2] = ["cn-beijing-6", "cn-shanghai-2"];

/// A process that ends with the test.
struct Running {
    child: Child,
    endpoint: String,
    /// Read no further, but kept: it could not write otherwise.
    _output: Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn start(file: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kci-emulator"));
        let command = command.args(["--listen", "127.0.0.1:0", "--state"]).arg(file);
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the emulator starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let mut output = lines.by_ref().map_while(Result::ok);
        let endpoint = output.find_map(|line| Some(line.strip_prefix("export KSYUN_ENDPOINT=")?.to_owned()));
        Self { child, endpoint: endpoint.expect("where it listens"), _output: lines }
    }

    fn kill(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is known of something that was created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Created,
    /// It was to be deleted, and there was no answer.
    Doubtful,
    Deleted,
}

/// One client: what it knows, by id.
struct Worker {
    client: Client,
    known: BTreeMap<String, Known>,
    heard: UnboundedSender<()>,
}

impl Worker {
    /// Creates and deletes until nobody answers.
    async fn work(mut self, number: usize) -> BTreeMap<String, Known> {
        for round in 0.. {
            if self.round(&format!("{number}-{round}"), round % 3 != 0).await.is_none() {
                break;
            }
        }
        self.known
    }

    /// Creates one of each, and deletes them again if it is to. `None` once nobody answers.
    async fn round(&mut self, name: &str, delete: bool) -> Option<()> {
        let client = self.client.clone();
        let group = answered(client.create_container_group(group(&format!("g-{name}"))).await)?.container_group_id;
        self.learn(&group, Known::Created);
        let request = CreateImageCacheRequest::new(format!("c-{name}"), "subnet-1", "sg-1", [NGINX]);
        let cache = answered(client.create_image_cache(request).await)?.image_cache_id;
        self.learn(&cache, Known::Created);
        if delete {
            self.learn(&group, Known::Doubtful);
            answered(client.delete_container_group(DeleteContainerGroupRequest::new(&group)).await)?;
            self.learn(&group, Known::Deleted);
            // It can only be deleted once it is ready.
            send(client.endpoint(), "clock", &json!({ "advance": 5 })).await.ok()?;
            self.learn(&cache, Known::Doubtful);
            answered(client.delete_image_cache(DeleteImageCacheRequest::new(&cache)).await)?;
            self.learn(&cache, Known::Deleted);
        }
        Some(())
    }

    fn learn(&mut self, id: &str, what: Known) {
        self.known.insert(id.to_owned(), what);
        if what != Known::Doubtful {
            self.heard.send(()).ok();
        }
    }
}

/// An answer, if there was any. There is nothing that could be refused.
fn answered<T>(result: Result<T, kci_sdk::Error>) -> Option<T> {
    match result {
        Err(error @ kci_sdk::Error::Service(_)) => panic!("{error}"),
        other => other.ok(),
    }
}

/// The ids of everything that is there.
async fn there(endpoint: &str) -> BTreeSet<String> {
    let state = look(endpoint, "state").await;
    let ids = |holdings: &Value, list: &str, id: &str| {
        let list = holdings[list].as_array().cloned().unwrap_or_default();
        list.iter().filter_map(|one| Some(one[id].as_str()?.to_owned())).collect::<Vec<_>>()
    };
    let holdings = state["holdings"].as_array().cloned().unwrap_or_default();
    let both = |one: &Value| {
        [ids(one, "container_groups", "ContainerGroupId"), ids(one, "image_caches", "ImageCacheId")].concat()
    };
    holdings.iter().flat_map(both).collect()
}

fn client(endpoint: &str, region: &str) -> Client {
    let credentials = Credentials::new("AKLTEMULATOR", "emulator-secret");
    let client = Client::builder().credentials(credentials).endpoint(endpoint).region(region).allow_plain_http(true);
    client.build().expect("a client")
}

/// What the clients know after a process that they worked with was killed, once so many answers were heard.
async fn killed_after(answers: u64, running: &mut Running) -> Vec<(String, Known)> {
    let (heard, mut hear) = unbounded_channel();
    let workers: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let client = client(&running.endpoint, REGIONS[number % REGIONS.len()]);
            tokio::spawn(Worker { client, known: BTreeMap::new(), heard: heard.clone() }.work(number))
        })
        .collect();
    drop(heard);
    for _ in 0..answers {
        hear.recv().await.expect("the clients work");
    }
    running.kill();
    let mut known = Vec::new();
    for worker in workers {
        known.extend(worker.await.expect("a client"));
    }
    known
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_was_acknowledged_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state");
    let mut known = BTreeMap::<String, Known>::new();
    let mut running = Running::start(&file);
    for round in 1..=ROUNDS {
        // Another number of answers every time, between 20 and 119.
        let answers = round.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 100 + 20;
        for (id, state) in killed_after(answers, &mut running).await {
            assert_eq!(known.insert(id.clone(), state), None, "the id {id} was given out before");
        }
        running = Running::start(&file);
        let there = there(&running.endpoint).await;
        for (id, state) in &known {
            match state {
                Known::Created => assert!(there.contains(id), "round {round}: {id} is lost"),
                Known::Deleted => assert!(!there.contains(id), "round {round}: {id} is back"),
                Known::Doubtful => {}
            }
        }
    }
    assert!(
        known.values().any(|state| *state == Known::Created) && known.values().any(|state| *state == Known::Deleted)
    );
}

#[tokio::test]
async fn a_command_that_was_acknowledged_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state");
    let mut running = Running::start(&file);
    let id = client(&running.endpoint, REGIONS[0]).create_container_group(group("web")).await;
    let id = id.expect("a group").container_group_id;
    command(&running.endpoint, "clock", &json!({ "stop": true })).await;
    command(&running.endpoint, "clock", &json!({ "advance": 60 })).await;
    command(&running.endpoint, "scripts", &json!({ "image": "job:", "exit_code": 1 })).await;
    command(&running.endpoint, "faults", &json!({ "fault": { "hang": {} }, "times": 2 })).await;
    command(&running.endpoint, "exit", &json!({ "group": id, "container": "nginx", "exit_code": 3 })).await;
    command(&running.endpoint, "log", &json!({ "group": id, "container": "nginx", "lines": ["a line"] })).await;
    let before = look(&running.endpoint, "state").await;
    running.kill();
    running = Running::start(&file);
    assert_eq!(look(&running.endpoint, "state").await, before);
}
