//! Parameters that are accepted without effect: found out, not written by hand. Every parameter is tried with a value,
//! with another one and without, on equal emulators, and everything that can be asked for is watched afterwards.

use std::collections::BTreeMap;
use std::time::Duration;

use kci_codegen::Compiler;
use kci_emulator::coverage::State;
use kci_emulator::{Clock, Emulator, Script};
use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::{Client, Error};
use serde_json::{Value, json};

use crate::claims::collect;
use crate::values::{FAILED, Known, Pairs, Trial, Trials};
use crate::{check, own};

/// When everything begins.
const NOW: &str = "2026-11-24T02:55:27Z";
/// Seconds after the request that is tried, at which is looked what has come of it, one step after another.
const STEPS: [u64; 3] = [1, 2, 90_000];

/// What is seen: how things are described, and everything else.
#[derive(Clone, Debug, Default, PartialEq)]
struct Seen {
    refused: Option<String>,
    described: Vec<Value>,
    other: Vec<Value>,
}

/// Equal emulators, one after another.
struct Laboratory {
    kci: Emulator,
    client: Client,
    seen: BTreeMap<(String, Pairs), Seen>,
}

impl Laboratory {
    async fn new() -> Self {
        let now: Timestamp = NOW.parse().expect("a time");
        let kci = Emulator::builder().clock(Clock::stopped_at(now)).start().await.expect("the emulator starts");
        let client = kci.client();
        Self { kci, client, seen: BTreeMap::new() }
    }

    /// An answer without its id; nothing where it is an error.
    async fn ask(&self, action: &str, parameters: &[(&str, &str)]) -> Result<Value, String> {
        let answer = self.client.raw(action).params(parameters.iter().copied()).await;
        let without_id = |error: Error| error.to_string().split(" (HTTP").next().unwrap_or_default().to_owned();
        let mut json = answer.map_err(without_id)?.json().clone();
        json.as_object_mut().map(|object| object.remove("RequestId"));
        Ok(json)
    }

    /// Whether a request passes all checks of its parameters.
    async fn is_valid(&self, action: &str, parameters: &[(&str, &str)]) -> bool {
        let dry = self.ask(action, &[parameters, &[("DryRun", "true")]].concat()).await;
        dry.is_err_and(|error| error.starts_with("DryRunOperation"))
    }

    /// Starts anew, with two image caches, one that failed, and two container groups. Returns their ids.
    async fn start(&self) -> Known {
        self.kci.reset(0).expect("nothing is kept on disk");
        self.kci.clock().set(NOW.parse().expect("a time"));
        self.kci.add_script(Script::new("broken").pull_error("no such image"));
        let mut ids = [const { String::new() }; 5];
        for (number, name) in [(0, "a1"), (1, "a2"), (4, "broken")] {
            let made = [("ImageCacheName", name), ("SubnetId", name), ("SecurityGroupId", "a1"), ("Image.1", name)];
            let cache = self.ask("CreateImageCache", &made).await.expect("an image cache");
            cache["ImageCacheId"].as_str().unwrap_or_default().clone_into(&mut ids[number]);
        }
        self.kci.advance(Duration::from_secs(10));
        for (number, name) in ["a1", "a2"].into_iter().enumerate() {
            let made = [
                ("ContainerGroupName", name),
                ("SubnetId", name),
                ("SecurityGroupId.1", "a1"),
                ("KciType", "RBKCI"),
                ("ChargeType", "HourlyInstantSettlement"),
                ("ProjectId", if number == 0 { "1" } else { "2" }),
                ("ImageCacheId", &ids[number]),
                ("Label.1.Key", "cluster-id"),
                ("Label.1.Value", name),
                ("Container.1.Name", "a1"),
                ("Container.1.Image", name),
                ("Container.1.ImagePullPolicy", "Always"),
                ("Container.2.Name", "a2"),
                ("Container.2.Image", name),
                ("Container.2.ImagePullPolicy", "Always"),
            ];
            let group = self.ask("CreateContainerGroup", &made).await.expect("a container group");
            self.kci.advance(Duration::from_secs(10));
            group["ContainerGroupId"].as_str().unwrap_or_default().clone_into(&mut ids[number + 2]);
        }
        let [cache, another_cache, group, another_group, failed] = ids;
        vec![
            ("ImageCacheId", [cache, another_cache]),
            ("ContainerGroupId", [group, another_group]),
            (FAILED, [failed.clone(), failed]),
        ]
    }

    /// What comes of a request.
    async fn see(&mut self, action: &str, pairs: &Pairs) -> Seen {
        let key = (action.to_owned(), pairs.clone());
        if let Some(seen) = self.seen.get(&key) {
            return seen.clone();
        }
        self.start().await;
        let parameters: Vec<_> = pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let mut seen = Seen::default();
        match self.ask(action, &parameters).await {
            // What is refused although it is valid is refused for what it would do.
            Err(error) if self.is_valid(action, &parameters).await => seen.other.push(json!(error)),
            Err(error) => seen.refused = Some(error),
            Ok(answer) => {
                seen.other.push(answer.clone());
                self.watch(action, answer["ContainerGroupId"].as_str(), &mut seen).await;
            }
        }
        self.seen.insert(key, seen.clone());
        seen
    }

    /// Watches everything for a while. `made` is the container group that was made, if one was.
    async fn watch(&self, action: &str, made: Option<&str>, seen: &mut Seen) {
        if action.starts_with("Describe") || action.starts_with("Match") || action.starts_with("Exec") {
            return;
        }
        for step in STEPS {
            self.kci.advance(Duration::from_secs(step));
            let mut groups = self.ask("DescribeContainerGroup", &[]).await.expect("a list");
            let events = without(&mut groups["ContainerGroups"], "Events");
            let mut caches = self.ask("DescribeImageCache", &[]).await.expect("a list");
            let used = without(&mut caches["ImageCaches"], "LastUsedTime");
            seen.described.extend([groups, caches]);
            seen.other.extend([events, used]);
            if let Some(id) = made {
                let log = [("ContainerGroupId", id), ("ContainerName", "a1")];
                seen.other.push(json!(self.ask("DescribeContainerLog", &log).await));
            }
        }
        seen.other.push(self.ask("DescribeContainerGroupCount", &[]).await.expect("counts"));
        if made.is_none() {
            for image in ["a1", "a2"] {
                seen.other.push(self.ask("MatchImageCache", &[("Image.1", image)]).await.expect("a list"));
            }
            for cache in ids(seen.described.last()) {
                seen.other.push(json!(self.ask("DescribeImageCacheEvent", &[("ImageCacheId", &cache)]).await));
            }
        }
        if let Some(id) = made {
            seen.other.push(self.successor(id).await);
        }
    }

    /// The address of a group that wants that of the one that is deleted, two hours later.
    async fn successor(&self, id: &str) -> Value {
        self.ask("DeleteContainerGroup", &[("ContainerGroupId", id)]).await.expect("it is deleted");
        self.kci.advance(Duration::from_secs(5_400));
        let made = [
            ("ContainerGroupName", "a1"),
            ("SubnetId", "a1"),
            ("SecurityGroupId.1", "a1"),
            ("KciType", "RBKCI"),
            ("ChargeType", "HourlyInstantSettlement"),
            ("RetainIp", "true"),
            ("Container.1.Name", "a1"),
            ("Container.1.Image", "a1"),
            ("Container.1.ImagePullPolicy", "Always"),
        ];
        let group = self.ask("CreateContainerGroup", &made).await.expect("a container group");
        let id = group["ContainerGroupId"].as_str().unwrap_or_default();
        let described = self.ask("DescribeContainerGroup", &[("ContainerGroupId.1", id)]).await.expect("a list");
        described["ContainerGroups"][0]["NetworkInterfaceAttributes"][0]["PrivateIpAddress"].clone()
    }

    /// What a parameter does: nothing where it makes no difference but in descriptions, or not even there.
    async fn judge(&mut self, trial: &Trial) -> Result<Option<State>, String> {
        let with = self.see(&trial.action, &trial.with).await;
        if let Some(error) = with.refused {
            return Err(format!("{}.{}: {error}: {:?}", trial.action, trial.path, trial.with));
        }
        let (mut compared, mut refused) = (Vec::new(), Vec::new());
        for other in trial.others.iter().filter(|other| **other != trial.with) {
            let other = self.see(&trial.action, other).await;
            match other.refused {
                Some(error) => refused.push(error),
                None => compared.push(other),
            }
        }
        if trial.only_value {
            return Ok(Some(State::Described));
        }
        if compared.is_empty() {
            let refused: Vec<_> = refused.iter().map(String::as_str).collect();
            return Err(format!("{}.{}: nothing to compare: {}", trial.action, trial.path, refused.join("; ")));
        }
        Ok(match () {
            () if compared.iter().any(|other| other.other != with.other) => None,
            () if compared.iter().any(|other| other.described != with.described) => Some(State::Described),
            () => Some(State::Ignored),
        })
    }
}

/// The ids of image caches as they are described.
fn ids(described: Option<&Value>) -> Vec<String> {
    let caches = described.and_then(|list| list["ImageCaches"].as_array()).into_iter().flatten();
    caches.filter_map(|cache| cache["ImageCacheId"].as_str().map(ToOwned::to_owned)).collect()
}

/// Takes a member out of each object of a list.
fn without(list: &mut Value, member: &str) -> Value {
    let objects = list.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut);
    objects.map(|object| object.remove(member)).collect::<Vec<_>>().into_iter().map(|value| json!(value)).collect()
}

#[tokio::test]
async fn what_is_accepted_without_effect_is_what_the_file_says() {
    let mut laboratory = Laboratory::new().await;
    let api = Compiler::new().files(kci_spec::KCI).resolve().expect("a spec").ir;
    let mut known = laboratory.start().await;
    known.extend([
        ("AvailabilityZone", ["cn-beijing-6a".to_owned(), "mars-1a".to_owned()]),
        ("Key", ["cluster-id".to_owned(), "a2".to_owned()]),
        ("Value", ["a1".to_owned(), "a2".to_owned()]),
    ]);
    let mut trials = Trials { api: &api, known, made: Vec::new() };
    trials.make();
    let mut accepted = BTreeMap::new();
    let mut problems = Vec::new();
    for trial in &trials.made {
        match laboratory.judge(trial).await {
            Ok(Some(state)) => drop(accepted.insert(format!("{}.{}", trial.action, trial.path), state)),
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
    }
    assert!(problems.is_empty(), "{}\n{problems:#?}", problems.len());
    let claims = collect(&own("tests"));
    let hollow = accepted.iter().filter(|(name, state)| **state == State::Ignored && claims.contains_key(*name));
    let hollow: Vec<_> = hollow.map(|(name, _)| name).collect();
    assert!(hollow.is_empty(), "tests claim to prove what makes no difference here: {hollow:?}");
    check("accepted.json", &accepted);
}
