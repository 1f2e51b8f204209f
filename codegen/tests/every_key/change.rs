//! What a value can be changed to.

use serde_json::{Map, Value, json};

use crate::schema::Place;

/// The file with one key changed, in as many ways as there are.
pub(crate) fn changes(file: &Value, place: &Place) -> Vec<Value> {
    let (holder, key) = place.pointer.rsplit_once('/').expect("a pointer");
    let key = key.replace("~1", "/").replace("~0", "~");
    let with = |value: Option<Value>| {
        let mut file = file.clone();
        let Some(Value::Object(members)) = file.pointer_mut(holder) else { panic!("{holder} is an object") };
        match value {
            Some(value) => drop(members.insert(key.clone(), value)),
            None => drop(members.remove(&key)),
        }
        file
    };
    let value = file.pointer(&place.pointer).expect("a value");
    let others = others(value, place).into_iter().filter(|other| other != value);
    others.map(Some).chain([None]).map(with).collect()
}

fn others(value: &Value, place: &Place) -> Vec<Value> {
    match value {
        Value::Bool(flag) => vec![json!(!flag)],
        Value::Number(number) => match number.as_i64() {
            Some(whole) => vec![json!(whole + 1), json!(whole - 1)],
            None => vec![json!(number.as_f64().unwrap_or_default() + 0.5)],
        },
        Value::String(_) if !place.words.is_empty() => place.words.iter().map(|word| json!(word)).collect(),
        Value::String(text) => vec![json!(format!("{text}x"))],
        Value::Array(elements) => orders(elements),
        Value::Object(members) => without_each(members),
        Value::Null => Vec::new(),
    }
}

/// Without the first, without the last, and turned round.
fn orders(elements: &[Value]) -> Vec<Value> {
    let mut turned = elements.to_vec();
    turned.reverse();
    let mut all = vec![turned];
    if let [_, rest @ ..] = elements {
        all.push(rest.to_vec());
    }
    if let [before @ .., _] = elements {
        all.push(before.to_vec());
    }
    if let [first, second, rest @ ..] = elements {
        all.push([&[second.clone(), first.clone()], rest].concat());
    }
    let mut all: Vec<Value> = all.into_iter().map(Value::Array).collect();
    // Of two elements, turned round is swapped.
    let mut seen = Vec::new();
    all.retain(|one| {
        !seen.contains(one) && {
            seen.push(one.clone());
            true
        }
    });
    all
}

fn without_each(members: &Map<String, Value>) -> Vec<Value> {
    let without = |key: &String| {
        let mut members = members.clone();
        members.remove(key);
        Value::Object(members)
    };
    members.keys().map(without).collect()
}
