//! Keeping what exists beyond the life of the process, in one file.
//!
//! The store is `redb`: it keeps everything in a single file, a commit is on the disk before it returns, and a process
//! that is killed at any moment leaves the last commit whole. It is written in Rust, under the project's own licences,
//! and needs no other crate than `libc`; `rusqlite` would bring a C library and more files beside the first, `fjall` a
//! folder, and `sled` has no finished release of its current format. It is release 2.6 because later ones ask for a
//! newer compiler than the workspace does, and it writes the format that they read.
//!
//! Container groups and image caches are a record each. Every commit also has the ids and the clock as they are then, so
//! that what was acknowledged never meets an id or a moment that it does not know.

mod open;
mod problem;
mod records;

use std::io;
use std::sync::Mutex;

use redb::{Database, WriteTransaction};
use serde::Serialize;

use self::records::{CLOCK, IDS, RUNS, Tables};
use super::{Change, Holdings, Tenant, lock};
use crate::clock::Clock;
use crate::fault::Fault;
use crate::ids::Ids;
use crate::script::Script;

pub(crate) use self::records::{FAULTS, SCRIPTS};

/// An open file in which what exists is kept. What it says it has kept is there after a crash.
#[derive(Debug)]
pub(crate) struct StateFile {
    database: Database,
    clock: Clock,
}

/// What was in a file.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The file, which goes on being written.
    pub(crate) file: StateFile,
    /// The clock that everything in it goes by.
    pub(crate) clock: Clock,
    /// What everybody has.
    pub(crate) holdings: Vec<(Tenant, Holdings)>,
    /// Where the ids go on, unless none was taken.
    pub(crate) ids: Option<Ids>,
    /// What containers do.
    pub(crate) scripts: Vec<Script>,
    /// What goes wrong.
    pub(crate) faults: Vec<Fault>,
    /// How often it was opened before.
    pub(crate) runs: u64,
}

impl StateFile {
    /// Keeps changes, all or none. `changed` is what the tenant has after them.
    pub(crate) fn keep(
        &self,
        tenant: &Tenant,
        changes: &[Change],
        changed: &Holdings,
        ids: &Mutex<Ids>,
    ) -> io::Result<()> {
        self.commit(|tables| {
            changes.iter().try_for_each(|change| tables.keep(tenant, change, changed))?;
            // Read only now that nobody else commits: they never go back.
            let ids = *lock(ids);
            tables.set(IDS, &ids)
        })
    }

    /// Keeps the value of a setting, and the clock.
    pub(crate) fn set(&self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.commit(|tables| tables.set(name, value))
    }

    /// Keeps the clock as it is now.
    pub(crate) fn keep_clock(&self) -> io::Result<()> {
        self.commit(|_| Ok(()))
    }

    /// Forgets everything, and takes these ids.
    pub(crate) fn clear(&self, ids: Ids) -> io::Result<()> {
        self.commit(|tables| {
            tables.clear()?;
            tables.set(IDS, &ids)
        })
    }

    fn start_run(&self, runs: u64) -> io::Result<()> {
        self.set(RUNS, &runs.saturating_add(1))
    }

    /// Makes changes, all or none. They are on the disk when this returns.
    fn commit(&self, change: impl FnOnce(&mut Tables<'_>) -> Result<(), redb::Error>) -> io::Result<()> {
        let commit = || {
            let transaction = begin(&self.database)?;
            let mut tables = Tables::open(&transaction)?;
            change(&mut tables)?;
            tables.set(CLOCK, &self.clock.reading())?;
            drop(tables);
            Ok(transaction.commit()?)
        };
        commit().map_err(problem::failed)
    }
}

/// Starts to write. In two phases, so that what is damaged later is seen to be: with one, the commit before the damaged
/// one would be taken for the newest.
fn begin(database: &Database) -> Result<WriteTransaction, redb::Error> {
    let mut transaction = database.begin_write()?;
    transaction.set_two_phase_commit(true);
    Ok(transaction)
}
