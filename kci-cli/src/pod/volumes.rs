//! Volumes, and where they are mounted.

use kci_cli_runtime::Text;
use kci_cli_runtime::input::Weight;
use serde_json::Value;

use super::field::Field;
use super::fields::{EMPTY, HOST_PATH, MOUNT, NFS, VOLUME};
use super::walk::{Node, Object, Walk};

pub(super) const FILES: Text = Text::new(
    "there is no cluster here that has it: a volume of type ConfigFileVolume has the files themselves",
    "此处没有集群，无法引用：可用 ConfigFileVolume 类型的数据卷直接写入文件",
);
pub(super) const CLAIM: Text = Text::new(
    "there is no cluster here that provides it: a volume of type EBSVolume names a cloud disk, one of NFSVolume a share",
    "此处没有集群提供：可用 EBSVolume 类型的数据卷指定云硬盘，或用 NFSVolume 指定共享目录",
);
const TOKEN: Text = Text::new(
    "the account of a cluster: no effect here, and left out where it is mounted",
    "集群的账号：在此无效，其挂载也一并略去",
);
const PROJECTED: Text = Text::new("there is no cluster here that has what it shows", "此处没有集群，无法提供其内容");

/// What a cluster calls the volume that it adds by itself.
const ADDED: &str = "kube-api-access-";

pub(super) fn volumes(walk: &mut Walk, node: &Node<'_>, group: &mut Object) {
    walk.list(node, "Volume", group, |walk, volume, object| {
        walk.object(volume, VOLUME, object);
        let has_kind = volume.members().iter().any(|(name, _)| *name != "name");
        if !has_kind {
            // A volume that is nothing else is a directory that is empty at first.
            walk.set(object, "Type", Value::from("EmptyDirVolume"), volume);
        } else if !object.members.contains_key("Type") {
            walk.left_out.extend(volume.get("name").map(|name| name.text().to_owned()));
            object.members.clear();
        }
    });
}

/// Mounts, but those of volumes that were left out.
pub(super) fn mounts(walk: &mut Walk, node: &Node<'_>, container: &mut Object) {
    walk.list(node, "VolumeMount", container, |walk, mount, object| {
        let is_left_out = mount.get("name").is_some_and(|name| walk.left_out.iter().any(|one| one == name.text()));
        if !is_left_out {
            walk.object(mount, MOUNT, object);
        }
    });
}

pub(super) fn empty(walk: &mut Walk, node: &Node<'_>, volume: &mut Object) {
    walk.set(volume, "Type", Value::from("EmptyDirVolume"), node);
    let mut nothing = Object::at(volume.path("EmptyDirVolume"));
    walk.object(node, EMPTY, &mut nothing);
}

pub(super) fn host_path(walk: &mut Walk, node: &Node<'_>, volume: &mut Object) {
    kind(walk, node, volume, "HostPathVolume", HOST_PATH);
}

pub(super) fn nfs(walk: &mut Walk, node: &Node<'_>, volume: &mut Object) {
    kind(walk, node, volume, "NFSVolume", NFS);
}

/// A kind of volume, whose member has the name of the kind.
fn kind(walk: &mut Walk, node: &Node<'_>, volume: &mut Object, name: &str, fields: &[Field]) {
    walk.set(volume, "Type", Value::from(name), node);
    let mut inside = Object::at(volume.path(name));
    walk.object(node, fields, &mut inside);
    volume.members.insert(name.to_owned(), inside.finish());
}

pub(super) fn projected(walk: &mut Walk, node: &Node<'_>, volume: &mut Object) {
    let is_added = volume.members.get("Name").and_then(Value::as_str).is_some_and(|name| name.starts_with(ADDED));
    if is_added {
        walk.say(node, Weight::Note, walk.lang.of(TOKEN));
    } else {
        walk.say(node, Weight::Loss, walk.lang.of(PROJECTED));
    }
}
