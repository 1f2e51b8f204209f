//! How an answer is laid out as JSON, beyond what its type says: the id of the request, and lists without elements, which
//! the documents' example of a described container group shows as null in some places. It is written once; groups may be
//! written before, each for itself.

use std::io::{self, Write};
use std::sync::Arc;

use kci_sdk::response::ContainerGroup;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Lists of a container group that are null rather than empty.
const OF_GROUP: [&str; 3] = ["Volumes", "HostAliases", "Events"];
/// The same of a container. Its commands and arguments are empty lists there.
const OF_CONTAINER: [&str; 3] = ["EnvironmentVars", "VolumeMounts", "Events"];

/// How deep objects lie whose keys matter: the answer, its groups, their containers.
const DEPTH: usize = 3;

/// The list of an answer that the groups are in.
const GROUPS: &str = "ContainerGroups";

/// An answer as JSON. Groups that are written already are the elements of its list of groups.
pub(super) fn answer(response: &impl Serialize, request_id: &str, groups: &[Arc<[u8]>]) -> serde_json::Result<Vec<u8>> {
    let length = groups.iter().map(|group| group.len() + 1).sum::<usize>() + 256;
    write(response, length, Layout { request_id, groups, ..Layout::default() })
}

/// A group as JSON, as it is in an answer.
pub(super) fn group(group: &ContainerGroup) -> serde_json::Result<Vec<u8>> {
    let keys = [GROUPS, "", ""].map(ToOwned::to_owned);
    write(group, 1_024, Layout { keys, depth: 1, ..Layout::default() })
}

fn write(value: &impl Serialize, length: usize, layout: Layout<'_>) -> serde_json::Result<Vec<u8>> {
    let mut text = Vec::with_capacity(length);
    value.serialize(&mut Serializer::with_formatter(&mut text, layout))?;
    Ok(text)
}

/// What is written, and where in it.
#[derive(Default)]
struct Layout<'a> {
    request_id: &'a str,
    groups: &'a [Arc<[u8]>],
    /// The newest key of each object that is open.
    keys: [String; DEPTH],
    /// How many objects are open.
    depth: usize,
    in_key: bool,
    /// Whether the beginning of a list has not been written yet.
    held_back: bool,
}

impl Layout<'_> {
    /// The newest key of the innermost object, if that may matter.
    fn key(&mut self) -> Option<&mut String> {
        self.keys.get_mut(self.depth.checked_sub(1)?)
    }

    /// Whether the list that begins here is null if it has no element.
    fn is_nullable(&self) -> bool {
        let keys = self.keys.each_ref().map(String::as_str);
        match (self.depth, keys) {
            (2, [GROUPS, list, _]) => OF_GROUP.contains(&list),
            (3, [GROUPS, "Containers", list]) => OF_CONTAINER.contains(&list),
            _ => false,
        }
    }
}

impl Formatter for Layout<'_> {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.held_back = self.is_nullable();
        if self.held_back {
            return Ok(());
        }
        writer.write_all(b"[")?;
        if self.depth == 1 && self.keys.first().is_some_and(|key| key == GROUPS) {
            for (index, group) in self.groups.iter().enumerate() {
                writer.write_all(if index == 0 { b"" } else { b"," })?;
                writer.write_all(group)?;
            }
        }
        Ok(())
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        match (first, std::mem::take(&mut self.held_back)) {
            (true, true) => writer.write_all(b"["),
            (true, false) => Ok(()),
            (false, _) => writer.write_all(b","),
        }
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(if std::mem::take(&mut self.held_back) { b"null" } else { b"]" })
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth = self.depth.saturating_sub(1);
        writer.write_all(b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.in_key = true;
        if let Some(key) = self.key() {
            key.clear();
        }
        if first { Ok(()) } else { writer.write_all(b",") }
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.in_key = false;
        Ok(())
    }

    fn begin_string<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\"")?;
        // The response's own is empty.
        let is_id = !self.in_key && self.depth == 1 && self.keys.first().is_some_and(|key| key == "RequestId");
        if is_id { writer.write_all(self.request_id.as_bytes()) } else { Ok(()) }
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_key
            && let Some(key) = self.key()
        {
            key.push_str(fragment);
        }
        writer.write_all(fragment.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use kci_sdk::response::{
        Container, ContainerGroup, DeleteContainerGroupResponse, DescribeContainerGroupResponse, Event, Label, Volume,
    };
    use serde_json::{Value, json};

    use super::*;

    fn written(response: &impl Serialize) -> Value {
        serde_json::from_slice(&answer(response, "an-id", &[]).expect("JSON")).expect("JSON")
    }

    #[test]
    fn the_id_of_the_request_stands_in_the_answer() {
        assert_eq!(written(&DeleteContainerGroupResponse::default())["RequestId"], "an-id");
    }

    #[test]
    fn some_lists_without_elements_are_null_and_others_are_not() {
        let group = ContainerGroup::default().containers([Container::default()]);
        let answer = written(&DescribeContainerGroupResponse::default().container_groups([group]));
        let group = &answer["ContainerGroups"][0];
        assert_eq!(OF_GROUP.map(|list| &group[list]), [&Value::Null; 3]);
        assert_eq!(["Labels", "NetworkInterfaceAttributes"].map(|list| &group[list]), [&json!([]); 2]);
        let container = &group["Containers"][0];
        assert_eq!(OF_CONTAINER.map(|list| &container[list]), [&Value::Null; 3]);
        assert_eq!(["Commands", "Args", "Ports"].map(|list| &container[list]), [&json!([]); 3]);
    }

    #[test]
    fn an_answer_without_groups_has_an_empty_list() {
        assert_eq!(written(&DescribeContainerGroupResponse::default())["ContainerGroups"], json!([]));
    }

    #[test]
    fn groups_that_were_written_before_are_the_same_as_those_that_were_not() {
        let groups =
            ["a", "b"].map(|id| ContainerGroup::default().container_group_id(id).containers([Container::default()]));
        let whole = DescribeContainerGroupResponse::default().max_results(2);
        let before = groups.each_ref().map(|one| Arc::from(group(one).expect("JSON")));
        let before = answer(&whole, "an-id", &before).expect("JSON");
        assert_eq!(before, answer(&whole.container_groups(groups), "an-id", &[]).expect("JSON"));
    }

    #[test]
    fn what_has_elements_is_written_as_it_is() {
        let group = ContainerGroup::default()
            .volumes([Volume::default().name("a"), Volume::default().name("b")])
            .labels([Label::default().key("RequestId").value("\"中\n")])
            .events([Event::default().message("m")]);
        let response = DescribeContainerGroupResponse::default().container_groups([group.clone(), group]);
        let answer = written(&response);
        for group in answer[GROUPS].as_array().expect("a list") {
            assert_eq!((&group["Volumes"][0]["Name"], &group["Volumes"][1]["Name"]), (&json!("a"), &json!("b")));
            assert_eq!(group["Labels"], json!([{ "Key": "RequestId", "Value": "\"中\n" }]));
        }
        let read: DescribeContainerGroupResponse = serde_json::from_value(answer).expect("the same type");
        assert_eq!(read.container_groups, response.container_groups);
        assert_eq!(read.request_id, "an-id");
    }
}
