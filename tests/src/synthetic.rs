//! Synthetic specs of KCI's shape, as large as wanted: its own actions again and again under other names, the rows of
//! their tables in an order that follows from a seed.

use serde_json::{Value, json};

/// A spec of so many actions: path and text of each file.
///
/// # Panics
///
/// When the spec of KCI is no JSON.
pub fn spec(actions: usize, seed: u64) -> Vec<(String, String)> {
    let originals: Vec<Value> = kci_spec::KCI
        .iter()
        .filter(|(path, _)| path.starts_with("actions/"))
        .map(|(_, text)| serde_json::from_str(text).expect("JSON"))
        .collect();
    let mut random = Random(seed);
    let mut files = vec![("service.json".to_owned(), service())];
    for number in 0..actions {
        let (round, which) = (number / originals.len(), number % originals.len());
        let mut action = originals[which].clone();
        rename(&mut action, round, &mut random);
        files.push((format!("actions/{number:05}.json"), action.to_string()));
    }
    files
}

/// The service of KCI without overlays, which name places that have other names here.
fn service() -> String {
    let (_, text) = kci_spec::KCI.iter().find(|(path, _)| *path == "service.json").expect("the service");
    let mut service: Value = serde_json::from_str(text).expect("JSON");
    service["overlays"] = json!([]);
    service.to_string()
}

/// Gives an action and its shapes the names of their round.
fn rename(action: &mut Value, round: usize, random: &mut Random) {
    let name = format!("{}Of{round}", action["action"].as_str().unwrap_or_default());
    action["action"] = name.into();
    action["examples"] = json!([]);
    // There are no paginators here, and the last round may lack the action that describes what this one makes.
    if let Some(keys) = action.as_object_mut() {
        keys.remove("find_again");
        keys.remove("recreates");
    }
    for side in ["request", "response"] {
        shuffle(&mut action[side]["members"], random);
        let Some(shapes) = action[side].get_mut("shapes").and_then(Value::as_object_mut) else { continue };
        for (shape, table) in shapes {
            rename_shape(shape, table, round, random);
        }
    }
}

fn rename_shape(name: &str, table: &mut Value, round: usize, random: &mut Random) {
    if let Some(same) = table.get_mut("same_as").and_then(Value::as_object_mut) {
        if let Some(action) = same.get_mut("action") {
            *action = format!("{}Of{round}", action.as_str().unwrap_or_default()).into();
        }
        return;
    }
    if let Some(members) = table.get_mut("members") {
        shuffle(members, random);
    }
    if let Some(table) = table.as_object_mut() {
        let given = table.get("rust_name").and_then(Value::as_str).unwrap_or(name).to_owned();
        table.insert("rust_name".to_owned(), format!("{}Of{round}", camel(&given)).into());
    }
}

/// `EBSVolume` as the compiler would name it, so that two names do not collide by their case.
fn camel(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn shuffle(members: &mut Value, random: &mut Random) {
    let Some(members) = members.as_array_mut() else { return };
    for last in (1..members.len()).rev() {
        members.swap(last, random.below(last + 1));
    }
}

/// A generator of pseudo-random numbers that is the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}
