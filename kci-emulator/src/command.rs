//! What can be done to the emulator from outside of the API, in process and over HTTP alike.

use std::io;
use std::sync::Mutex;
use std::time::Duration;

use kci_sdk::SERVICE;
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::action::{describe_group, image_cache};
use crate::auth::TemporaryCredentials;
use crate::fault::{Fault, FaultKind};
use crate::lifecycle::container::{Current, Exit};
use crate::lifecycle::group::progress;
use crate::lifecycle::{after, events};
use crate::script::Script;
use crate::service::Service;
use crate::store::{Change, FAULTS, Group, Holdings, Line, SCRIPTS, Tenant, lock};

/// Why a command could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failed {
    message: String,
}

impl Failed {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::new(error.to_string())
    }
}

/// What is done to the clock.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum ClockCommand {
    /// It stands still from now on.
    Stop(bool),
    /// It runs from now on.
    Run(bool),
    /// It is turned ahead by so many seconds.
    Advance(f64),
    /// It is turned to a time.
    Set(Timestamp),
    /// It is turned to the next moment at which something changes by itself.
    Jump(bool),
}

impl Service {
    /// Turns the clock.
    pub(crate) fn turn(&self, command: ClockCommand) -> Result<(), Failed> {
        match command {
            ClockCommand::Stop(true) | ClockCommand::Run(false) => self.clock.stop(),
            ClockCommand::Run(true) | ClockCommand::Stop(false) => self.clock.run(),
            ClockCommand::Set(time) => self.clock.set(time),
            ClockCommand::Jump(true) => {
                self.jump();
            }
            ClockCommand::Jump(false) => {}
            ClockCommand::Advance(seconds) => {
                let by = Duration::try_from_secs_f64(seconds).map_err(|error| Failed::new(error.to_string()))?;
                self.clock.advance(by);
            }
        }
        Ok(self.store.keep_clock()?)
    }

    /// Turns the clock to the next moment at which something changes by itself.
    pub(crate) fn jump(&self) -> Option<Timestamp> {
        let next = self.next_change()?;
        self.clock.set(next);
        Some(next)
    }

    /// Adds a fault, if it says what it needs to.
    pub(crate) fn add_fault(&self, mut fault: Fault) -> Result<(), Failed> {
        if let Some(problem) = fault.problem() {
            return Err(Failed::new(problem));
        }
        if fault.rate.is_none() {
            fault.times.get_or_insert(1);
        }
        let status = match &fault.fault {
            FaultKind::Error { code, message, http_status, .. } => {
                let documented = SERVICE.errors.iter().any(|row| row.code == *code);
                if !documented && (message.is_none() || http_status.is_none()) {
                    let text = format!("the documents know no error {code}: give it a message and an http_status");
                    return Err(Failed::new(text));
                }
                *http_status
            }
            FaultKind::Html { http_status, .. } => Some(*http_status),
            _ => None,
        };
        if let Some(status) = status.filter(|status| !(200..600).contains(status)) {
            return Err(Failed::new(format!("{status} is no status of an answer: 200 to 599 are")));
        }
        self.change_faults(|faults| faults.push(fault))?;
        Ok(())
    }

    /// Gives an account temporary credentials; the first account, where none is named.
    pub(crate) fn issue(&self, account: Option<&str>, lifetime: Duration) -> Result<TemporaryCredentials, Failed> {
        let named = account.unwrap_or_default();
        let missing =
            || Failed::new(format!("there is no account {named}: credentials are issued to lasting ones only"));
        let account = self.accounts.account(account).ok_or_else(missing)?;
        let lifetime = SignedDuration::try_from(lifetime).unwrap_or(SignedDuration::MAX);
        let mut ids = lock(&self.request_ids);
        let access_key = format!("AKTP{}", ids.id().replace('-', "").to_uppercase());
        // With signs that have to be encoded, as there may be in a real one.
        let token = format!("{}/{}+==", ids.id(), ids.id());
        let credentials = Credentials::new(access_key, ids.id()).with_session_token(token);
        let issued = TemporaryCredentials { credentials, expires: after(self.clock.now(), lifetime) };
        self.accounts.add(account, issued.clone());
        Ok(issued)
    }

    /// Changes the faults; returns what they are then.
    pub(crate) fn change_faults(&self, change: impl FnOnce(&mut Vec<Fault>)) -> io::Result<Vec<Fault>> {
        self.change_setting(FAULTS, &self.faults, change)
    }

    /// Changes the scripts; returns what they are then.
    pub(crate) fn change_scripts(&self, change: impl FnOnce(&mut Vec<Script>)) -> io::Result<Vec<Script>> {
        self.change_setting(SCRIPTS, &self.scripts, change)
    }

    /// Changes a setting once that is kept; returns what it is then.
    fn change_setting<T: Clone + Serialize>(
        &self,
        name: &str,
        setting: &Mutex<T>,
        change: impl FnOnce(&mut T),
    ) -> io::Result<T> {
        let mut setting = lock(setting);
        let mut changed = setting.clone();
        change(&mut changed);
        self.store.keep_setting(name, &changed)?;
        setting.clone_from(&changed);
        Ok(changed)
    }

    /// Ends a running container now.
    pub(crate) fn exit(&self, group_id: &str, container: &str, code: i32) -> Result<(), Failed> {
        let now = self.clock.now();
        self.change_group(group_id, |group| {
            let index = container_of(group, container)?;
            let progress = progress(group, now);
            if !progress.containers.get(index).is_some_and(|one| matches!(one.current, Current::Running { .. })) {
                return Err(Failed::new(format!("the container {container} is not running")));
            }
            let exit = Exit { at: now, code };
            Ok(Change::ContainerExited { id: group.id.clone(), container: container.to_owned(), exit })
        })
    }

    /// Adds lines to the log of a container.
    pub(crate) fn log(&self, group_id: &str, container: &str, lines: Vec<String>) -> Result<(), Failed> {
        let at = self.clock.now();
        self.change_group(group_id, |group| {
            container_of(group, container)?;
            let lines = lines.into_iter().map(|text| Line { at, text }).collect();
            Ok(Change::ContainerLogged { id: group.id.clone(), container: container.to_owned(), lines })
        })
    }

    fn change_group(&self, id: &str, decide: impl FnOnce(&Group) -> Result<Change, Failed>) -> Result<(), Failed> {
        let missing = || Failed::new(format!("there is no container group {id}"));
        let tenant = self.owner(id).ok_or_else(missing)?;
        self.store.change(&tenant, &self.ids, |holdings| {
            let group = holdings.group(id).ok_or_else(missing)?;
            Ok(((), vec![decide(group)?]))
        })
    }

    /// Everything that exists, and everything that is scripted.
    pub(crate) fn state(&self) -> Result<Value, Failed> {
        let now = self.clock.now();
        let mut holdings = Vec::new();
        for (tenant, one) in self.store.snapshots() {
            holdings.push(self::holdings(&tenant, &one, now).map_err(|error| Failed::new(error.to_string()))?);
        }
        Ok(json!({
            "time": now,
            "running": self.clock.is_running(),
            "next_change": self.next_change(),
            "holdings": holdings,
            "faults": *lock(&self.faults),
            "scripts": *lock(&self.scripts),
        }))
    }
}

fn container_of(group: &Group, name: &str) -> Result<usize, Failed> {
    group.position(name).ok_or_else(|| Failed::new(format!("the container group {} has no container {name}", group.id)))
}

/// What one account has in one region, as the service would describe it.
fn holdings(tenant: &Tenant, holdings: &Holdings, now: Timestamp) -> serde_json::Result<Value> {
    let groups = holdings.groups.iter().map(|group| {
        let described = serde_json::to_value(describe_group::group(group, now))?;
        Ok(with(described, "ImageCacheId", json!(group.image_cache)))
    });
    let caches = holdings.image_caches(now).map(|cache| {
        let described = serde_json::to_value(image_cache::described(cache, now))?;
        Ok(with(described, "Events", serde_json::to_value(events::of_image_cache(cache, now))?))
    });
    Ok(json!({
        "access_key": tenant.access_key,
        "region": tenant.region,
        "container_groups": groups.collect::<serde_json::Result<Vec<_>>>()?,
        "image_caches": caches.collect::<serde_json::Result<Vec<_>>>()?,
        "retained_addresses": holdings.retained.iter().filter(|kept| kept.until > now).collect::<Vec<_>>(),
    }))
}

/// An object with one more member.
fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value);
    }
    object
}
