//! Kubernetes Pods as container groups: `kci create -f pod.yaml`.
//!
//! [`fields`] has a row for each field of a Pod, which says what becomes of it; [`walk`] goes through a document by these
//! tables, and keeps from where each parameter comes. What takes more than a row stands in a file of its own.

mod container;
mod field;
mod fields;
mod quantity;
mod resources;
mod volumes;
mod walk;

use kci_cli_runtime::input::{Form, Part, Translation, Weight};
use kci_cli_runtime::{Lang, Text};
use kci_sdk::value::{ChargeType, KciType};
use serde_json::{Value, json};

use walk::{Node, Object, Walk};

/// Pods, alone or in a `List`.
pub(crate) struct Pods;

/// Kinds that have Pods inside, and where.
const TEMPLATES: [&str; 8] =
    ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "PodTemplate"];

const NO_TEMPLATE: Text = Text::new(
    "this is no Pod, and what keeps Pods running is a cluster's: write what is in its Pod template as a Pod of its own \
     (`apiVersion: v1`, `kind: Pod`, `metadata.name`, `spec`)",
    "这不是 Pod，而维持 Pod 运行属于集群的功能：请把其中的 Pod 模板写成独立的 Pod（`apiVersion: v1`、`kind: Pod`、\
     `metadata.name`、`spec`）",
);

const NO_POD: Text = Text::new(
    "this is no Pod: a container group is made of a Pod (`apiVersion: v1`, `kind: Pod`), or of a document of its parameters",
    "这不是 Pod：容器组由 Pod（`apiVersion: v1`、`kind: Pod`）或自身参数的文档创建",
);

impl Form for Pods {
    fn action(&self) -> &'static str {
        "CreateContainerGroup"
    }

    fn has(&self, document: &Value) -> bool {
        document.get("apiVersion").is_some() && document.get("kind").is_some()
    }

    fn read(&self, document: &Value, lang: Lang) -> Vec<Translation> {
        let root = Node::root(document);
        let (version, kind) = (word(document, "apiVersion"), word(document, "kind"));
        match (version, kind) {
            ("v1", "Pod") => vec![pod(&root, lang)],
            ("v1", "List" | "PodList") => {
                root.get("items").iter().flat_map(Node::elements).map(|item| member(&item, lang)).collect()
            }
            _ => vec![refused(&root, lang)],
        }
    }
}

fn word<'v>(document: &'v Value, name: &str) -> &'v str {
    document.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// An element of a list. In a `PodList` it need not say what it is.
fn member(item: &Node<'_>, lang: Lang) -> Translation {
    match item.value.get("kind").and_then(Value::as_str) {
        Some("Pod") | None => pod(item, lang),
        Some(_) => refused(item, lang),
    }
}

fn pod(root: &Node<'_>, lang: Lang) -> Translation {
    let mut walk = Walk::new(lang);
    let mut group = Object::root();
    walk.object(root, fields::POD, &mut group);
    let mut translation = walk.translation;
    translation.request = group.finish();
    // What no Pod says, as `run` has it.
    translation.defaults =
        json!({ "KciType": KciType::Rbkci.as_str(), "ChargeType": ChargeType::HourlyInstantSettlement.as_str() });
    translation
}

/// What is no Pod.
fn refused(root: &Node<'_>, lang: Lang) -> Translation {
    let mut translation = Translation::default();
    let kind = word(root.value, "kind");
    let why = if TEMPLATES.contains(&kind) { NO_TEMPLATE } else { NO_POD };
    let part = root.get("kind").map_or_else(Part::default, |kind| kind.part());
    translation.remark(part, Weight::Wrong, format!("{kind}: {}", lang.of(why)));
    translation
}
