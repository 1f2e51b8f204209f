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
#[cfg(test)]
mod power;
mod problem;
mod quiet;
mod records;

use std::io;
use std::sync::Mutex;

use redb::{Database, WriteTransaction};
use serde::Serialize;

use self::problem::Failure;
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
    /// Keeps changes, all or none. `after` is what the tenant has then.
    pub(crate) fn keep(
        &self,
        tenant: &Tenant,
        changes: &[Change],
        after: &Holdings,
        ids: &Mutex<Ids>,
    ) -> io::Result<()> {
        self.commit(|tables| {
            changes.iter().try_for_each(|change| tables.keep(tenant, change, after))?;
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
    fn commit(&self, change: impl FnOnce(&mut Tables<'_>) -> Result<(), Failure>) -> io::Result<()> {
        let transaction = begin(&self.database)?;
        let mut tables = Tables::open(&transaction)?;
        change(&mut tables)?;
        tables.set(CLOCK, &self.clock.reading())?;
        drop(tables);
        Ok(transaction.commit().map_err(Failure::from)?)
    }
}

/// Starts to write. In two phases, so that what is damaged later is seen to be: with one, the commit before the damaged
/// one would be taken for the newest.
fn begin(database: &Database) -> Result<WriteTransaction, Failure> {
    let mut transaction = database.begin_write()?;
    transaction.set_two_phase_commit(true);
    Ok(transaction)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use redb::backends::InMemoryBackend;
    use redb::{Builder, StorageBackend};

    use super::super::{Retained, Store};
    use super::*;

    /// A disk that may stop to take anything.
    #[derive(Debug)]
    struct Disk {
        memory: InMemoryBackend,
        full: Arc<AtomicBool>,
    }

    impl Disk {
        fn check(&self) -> io::Result<()> {
            if self.full.load(Ordering::Relaxed) { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        }
    }

    impl StorageBackend for Disk {
        fn len(&self) -> io::Result<u64> {
            self.memory.len()
        }

        fn read(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
            self.memory.read(offset, length)
        }

        fn set_len(&self, length: u64) -> io::Result<()> {
            self.check().and_then(|()| self.memory.set_len(length))
        }

        fn sync_data(&self, eventual: bool) -> io::Result<()> {
            self.check().and_then(|()| self.memory.sync_data(eventual))
        }

        fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
            self.check().and_then(|()| self.memory.write(offset, data))
        }
    }

    fn kept_address(store: &Store, tenant: &Tenant, address: &str) -> io::Result<()> {
        let retained = Retained {
            group_name: "web".to_owned(),
            subnet_id: "subnet-1".to_owned(),
            address: address.to_owned(),
            until: kci_sdk::runtime::jiff::Timestamp::MAX,
        };
        let change = Change::GroupDeleted { id: "g".to_owned(), retained: Some(retained) };
        store.change(tenant, &Mutex::new(Ids::new(0)), |_| Ok(((), vec![change])))
    }

    #[test]
    fn what_cannot_be_kept_is_refused_and_not_seen() {
        let full = Arc::new(AtomicBool::new(false));
        let disk = Disk { memory: InMemoryBackend::new(), full: full.clone() };
        let database = Builder::new().create_with_backend(disk).expect("a database");
        let store = Store::kept([], StateFile { database, clock: Clock::real() });
        let tenant = Tenant { access_key: "AK".to_owned(), region: "cn-beijing-6".to_owned() };
        kept_address(&store, &tenant, "10.0.0.4").expect("kept");
        full.store(true, Ordering::Relaxed);
        kept_address(&store, &tenant, "10.0.0.5").expect_err("the disk is full");
        store.keep_clock().expect_err("the disk is full");
        store.clear(&Mutex::new(Ids::new(0)), Ids::new(1)).expect_err("the disk is full");
        let seen: Vec<_> = store.snapshot(&tenant).retained.iter().map(|kept| kept.address.clone()).collect();
        assert_eq!(seen, ["10.0.0.4"]);
    }
}
