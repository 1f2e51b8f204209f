//! Containers, and what they have that takes more than a row of a table.

use kci_cli_runtime::Text;
use kci_cli_runtime::input::Weight;
use serde_json::Value;

use super::fields::{ANY_CONTAINER, CONTAINER, INIT_CONTAINER, VARIABLE};
use super::walk::{Node, Object, Walk};

const NO_PORT: Text = Text::new("the container has no port of this name", "容器没有此名称的端口");

pub(super) fn containers(walk: &mut Walk, node: &Node<'_>, group: &mut Object) {
    let fields = [ANY_CONTAINER, CONTAINER].concat();
    walk.list(node, "Container", group, |walk, container, object| {
        walk.ports = named_ports(container);
        walk.object(container, &fields, object);
        pull_policy(walk, container, object);
    });
}

pub(super) fn init_containers(walk: &mut Walk, node: &Node<'_>, group: &mut Object) {
    let fields = [ANY_CONTAINER, INIT_CONTAINER].concat();
    walk.list(node, "InitContainer", group, |walk, container, object| {
        walk.ports.clear();
        walk.object(container, &fields, object);
        pull_policy(walk, container, object);
    });
}

/// What a Pod means that does not say it: always for the latest image, and otherwise where it is not there.
fn pull_policy(walk: &mut Walk, container: &Node<'_>, object: &mut Object) {
    let image = container.get("image").filter(|image| image.value.is_string());
    let Some(image) = image.filter(|_| !object.members.contains_key("ImagePullPolicy")) else { return };
    let name = image.text().rsplit('/').next().unwrap_or_default();
    let is_latest = !name.contains('@') && name.split_once(':').is_none_or(|(_, tag)| tag == "latest");
    let policy = if is_latest { "Always" } else { "IfNotPresent" };
    walk.set(object, "ImagePullPolicy", Value::from(policy), &image);
}

/// The environment. A variable whose value is nowhere here is left out; one that has no value is empty.
pub(super) fn variables(walk: &mut Walk, node: &Node<'_>, container: &mut Object) {
    walk.list(node, "EnvironmentVar", container, |walk, variable, object| {
        walk.object(variable, VARIABLE, object);
        if object.members.contains_key("Value") || object.members.contains_key("ValueFrom") {
            return;
        }
        if variable.get("valueFrom").is_some() {
            object.members.clear();
        } else {
            walk.set(object, "Value", Value::from(""), variable);
        }
    });
}

/// The port of a probe: a number, or the name of one of the container's.
pub(super) fn port(walk: &mut Walk, node: &Node<'_>, probe: &mut Object) {
    let is_name = node.value.as_str().is_some_and(|text| text.parse::<u16>().is_err());
    let named = walk.ports.iter().find(|(name, _)| name == node.text()).map(|(_, port)| port.clone());
    match named.filter(|_| is_name) {
        Some(port) => walk.set(probe, "Port", port, node),
        None if is_name => walk.say(node, Weight::Wrong, walk.lang.of(NO_PORT)),
        None => walk.set(probe, "Port", node.value.clone(), node),
    }
}

fn named_ports(container: &Node<'_>) -> Vec<(String, Value)> {
    let ports = container.get("ports").map(|ports| ports.elements()).unwrap_or_default();
    let named = ports
        .iter()
        .filter_map(|port| Some((port.get("name")?.text().to_owned(), port.get("containerPort")?.value.clone())));
    named.collect()
}

/// Labels, a member each, as a list of names and values.
pub(super) fn labels(walk: &mut Walk, node: &Node<'_>, group: &mut Object) {
    let mut labels = Vec::new();
    for ((name, value), number) in node.members().into_iter().zip(1_usize..) {
        let mut label = Object::at(group.path(&format!("Label.{number}")));
        walk.set(&mut label, "Key", Value::from(name), &value);
        walk.set(&mut label, "Value", value.value.clone(), &value);
        labels.push(label.finish());
    }
    group.members.insert("Label".to_owned(), Value::Array(labels));
}
