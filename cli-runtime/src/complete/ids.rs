//! What exists, for completion: asked for, and kept for a while, so that a second Tab needs no network.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use clap_complete::engine::CompletionCandidate;
use kci_runtime::Params;
use serde_json::Value;

use super::candidate;
use crate::app::App;
use crate::command::{Line, action};
use crate::context::Context;
use crate::lang::Lang;
use crate::settings::Settings;
use crate::table::Action;

/// How long what was asked for counts.
const FRESH: Duration = Duration::from_secs(30);

/// How long somebody who pressed Tab waits.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Whose things, and where: what the line says before the word that is completed.
#[derive(Clone, Debug, Default, Hash)]
pub(super) struct Around {
    profile: Option<String>,
    region: Option<String>,
    endpoint: Option<String>,
    local: bool,
}

impl Around {
    pub(super) fn of(line: &Line) -> Self {
        let value = |name: &str| line.options.iter().rev().find(|(one, _)| one == name).map(|(_, value)| value.clone());
        let local = line.options.iter().any(|(name, _)| name == "local");
        Self { profile: value("profile"), region: value("region"), endpoint: value("endpoint"), local }
    }

    fn settings(&self) -> Settings {
        let Self { profile, region, endpoint, local } = self.clone();
        Settings { profile, region, endpoint, local, quiet: true, ..Settings::default() }
    }
}

/// How a command knows what exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// By its id alone.
    ById,
    /// By its id or its name.
    ByIdOrName,
}

/// What an action lists: ids, each with its name; or names, where one is enough, and the ids only where no name begins
/// with what was typed.
pub(super) fn listed(app: &'static App, action: &str, around: &Around, known: Known) -> Vec<CompletionCandidate> {
    let Some(action) = app.service.action(action) else { return Vec::new() };
    let file = cache_file(app, action, around);
    let text = file.as_ref().and_then(fresh).or_else(|| {
        let asked = ask(app, action, around);
        if let (Some(file), Some(text)) = (&file, &asked) {
            keep(file, text);
        }
        // Rather what was there before than nothing.
        asked.or_else(|| fs::read_to_string(file.as_ref()?).ok())
    });
    let lines = text.as_deref().unwrap_or_default().lines();
    let pairs: Vec<_> = lines.map(|line| line.split_once('\t').unwrap_or((line, ""))).collect();
    candidates(&pairs, known)
}

fn candidates(pairs: &[(&str, &str)], known: Known) -> Vec<CompletionCandidate> {
    let is_enough = |name: &str| {
        known == Known::ByIdOrName && !name.is_empty() && pairs.iter().filter(|(_, other)| *other == name).count() == 1
    };
    let of = |&(id, name): &(&str, &str)| {
        let has_name = is_enough(name);
        let named = has_name.then(|| candidate(name, id));
        named.into_iter().chain([candidate(id, name).hide(has_name)])
    };
    pairs.iter().flat_map(of).collect()
}

/// `ID` and name on each line.
fn ask(app: &'static App, action: &'static Action, around: &Around) -> Option<String> {
    let cx = Context::new(app, around.settings(), Lang::En);
    let lists = action.lists.as_ref()?;
    let mut params = Params::new();
    if let Some((size, largest)) = action.pages.as_ref().and_then(|pages| pages.size.zip(pages.largest)) {
        params.push(size, largest);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
    let answer = runtime
        .block_on(async { tokio::time::timeout(PATIENCE, action::call(&cx, action, &params)).await.ok()?.ok() })?;
    let text = |item: &Value, name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let items = answer.get(lists.items).and_then(Value::as_array)?;
    let line =
        |item| format!("{}\t{}\n", text(item, lists.id), lists.name.map(|name| text(item, name)).unwrap_or_default());
    Some(items.iter().map(line).collect())
}

/// A file of the cache: one for each place, profile and action.
fn cache_file(app: &App, action: &Action, around: &Around) -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("XDG_CACHE_HOME").map(PathBuf::from);
    let folder = folder.or_else(|| std::env::home_dir().map(|home| home.join(".cache")))?.join(app.name);
    let mut hasher = DefaultHasher::new();
    around.hash(&mut hasher);
    for name in
        ["KS_PROFILE", "KS_DEFAULT_PROFILE", "KSYUN_REGION", "KS_DEFAULT_REGION", "KSYUN_ENDPOINT", "KSYUN_ACCESS_KEY"]
    {
        variable(name).hash(&mut hasher);
    }
    Some(folder.join(format!("{}-{:016x}", action.info.name, hasher.finish())))
}

/// What is in the file, if it was written a moment ago.
fn fresh(file: &PathBuf) -> Option<String> {
    let written = fs::metadata(file).and_then(|metadata| metadata.modified()).ok()?;
    let age = SystemTime::now().duration_since(written).ok()?;
    (age < FRESH).then(|| fs::read_to_string(file).ok()).flatten()
}

/// Without a cache it only takes longer.
fn keep(file: &PathBuf, text: &str) {
    if let Some(folder) = file.parent() {
        let _ = fs::create_dir_all(folder).and_then(|()| fs::write(file, text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_one_has_stands_for_its_id() {
        let shown = |known| {
            let all = candidates(&[("i-1", "web"), ("i-2", "job"), ("i-3", "job"), ("i-4", "")], known);
            let shown = all.iter().filter(|one| !one.is_hide_set());
            shown.map(|one| one.get_value().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shown(Known::ByIdOrName), ["web", "i-2", "i-3", "i-4"]);
        assert_eq!(shown(Known::ById), ["i-1", "i-2", "i-3", "i-4"]);
    }
}
