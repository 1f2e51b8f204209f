//! Lists without elements: which of them the documents' example of a described container group shows as null.

use serde_json::Value;

/// Lists of a container group that are null rather than empty.
const OF_GROUP: [&str; 3] = ["Volumes", "HostAliases", "Events"];
/// The same of a container. Its commands and arguments are empty lists there.
const OF_CONTAINER: [&str; 3] = ["EnvironmentVars", "VolumeMounts", "Events"];

/// Writes lists without elements as the example does.
pub(super) fn apply(answer: &mut Value) {
    for group in elements(answer, "ContainerGroups") {
        nullify(group, &OF_GROUP);
        elements(group, "Containers").for_each(|container| nullify(container, &OF_CONTAINER));
    }
}

fn elements<'a>(object: &'a mut Value, list: &str) -> impl Iterator<Item = &'a mut Value> {
    object.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten()
}

fn nullify(object: &mut Value, lists: &[&str]) {
    for list in lists {
        if let Some(value) = object.get_mut(*list).filter(|value| value.as_array().is_some_and(Vec::is_empty)) {
            *value = Value::Null;
        }
    }
}
