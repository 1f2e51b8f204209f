//! What there is already, as a request that makes the same: `--from ID`.
//!
//! Members that the SDK, or the wire, calls the same are carried over, and those that the tables name from elsewhere. What
//! the answer does not tell stays open: the profile or a flag may say it, or else whoever edits the file.

use kci_runtime::Params;
use serde_json::{Map, Value};

use super::action;
use crate::context::Context;
use crate::failure::Failure;
use crate::output;
use crate::table::{Action, Member, Shape, ShapeKind};

/// What there is already, as a document of a request that makes the same.
pub(super) async fn existing(cx: &Context, action: &'static Action, id: &str) -> Result<Value, Failure> {
    let none = || Failure::usage(format!("--from: nothing lists what {} makes", action.info.name));
    let find = action.found_by.and_then(|name| cx.app.service.action(name)).ok_or_else(none)?;
    let lists = find.lists.as_ref().ok_or_else(none)?;
    let asked = lists.asked.ok_or_else(none)?;
    let params: Params = [(format!("{asked}.1"), id)].into_iter().collect();
    let answer = action::call(cx, find, &params).await?;
    let found = answer.get(lists.items).and_then(Value::as_array).and_then(|list| list.first());
    let found = found.ok_or_else(|| Failure::not_found(format!("there is no {} {id}", cx.lang.of(lists.title))))?;
    let shape = find.list().and_then(Member::shape).ok_or_else(none)?;
    let mut document = carried(action.request, shape, found);
    for (name, path) in action.elsewhere {
        let member = action.request.members().iter().find(|member| member.name == *name);
        document.extend(member.and_then(|member| Some(((*name).to_owned(), elsewhere(member, found, path)?))));
    }
    Ok(Value::Object(document))
}

/// What stands at a path: for a list all there is, each once, and otherwise the first.
fn elsewhere(member: &Member, there: &Value, path: &str) -> Option<Value> {
    let mut values: Vec<&Value> = Vec::new();
    for value in output::values(there, path).into_iter().filter(|value| !is_nothing(value)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    if member.list {
        return (!values.is_empty()).then(|| values.into_iter().cloned().collect());
    }
    values.first().map(|value| (*value).clone())
}

/// What an answer says that a request can say too: members that the SDK calls the same.
fn carried(request: &'static Shape, answer: &'static Shape, there: &Value) -> Map<String, Value> {
    let mut document = Map::new();
    let mut members: Vec<&Member> = request.members().iter().collect();
    if let ShapeKind::Union { tag, variants, .. } = request.kind {
        let value = there.get(tag).and_then(Value::as_str);
        if let Some((value, shape)) = variants.iter().find(|(name, _)| Some(*name) == value) {
            document.insert(tag.to_owned(), Value::String((*value).to_owned()));
            members.extend(shape.members());
        }
    }
    for member in members {
        let is_same =
            |other: &&Member| (other.field == member.field || other.name == member.name) && other.list == member.list;
        let Some(same) = answer.all_members().find(is_same) else { continue };
        let Some(value) = there.get(same.name).filter(|value| !is_nothing(value)) else { continue };
        let value = match (member.shape(), same.shape()) {
            (None, None) if !same.sensitive => value.clone(),
            (Some(request), Some(answer)) => match value {
                Value::Array(list) => list.iter().map(|one| Value::Object(carried(request, answer, one))).collect(),
                one => Value::Object(carried(request, answer, one)),
            },
            _ => continue,
        };
        document.insert(member.name.to_owned(), value);
    }
    document
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::table::Kind;

    #[test]
    fn what_stands_elsewhere_is_found_in_lists_each_once() {
        let there = json!({"Interfaces": [{"Subnet": "", "Groups": ["a", "b"]}, {"Subnet": "s", "Groups": ["b"]}]});
        let one = Member::new("Subnet", "subnet", "subnet", Kind::String);
        assert_eq!(elsewhere(&one, &there, "Interfaces.Subnet"), Some(json!("s")));
        let list = Member { list: true, ..Member::new("Group", "group", "groups", Kind::String) };
        assert_eq!(elsewhere(&list, &there, "Interfaces.Groups"), Some(json!(["a", "b"])));
        assert_eq!(elsewhere(&list, &json!({"Interfaces": []}), "Interfaces.Groups"), None);
    }
}
