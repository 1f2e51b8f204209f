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

/// The ids of what an action lists, each with its name.
pub(super) fn listed(app: &'static App, action: &str, around: &Around) -> Vec<CompletionCandidate> {
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
    let pairs = text.as_deref().unwrap_or_default().lines().map(|line| line.split_once('\t').unwrap_or((line, "")));
    pairs.map(|(id, name)| candidate(id, name)).collect()
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
