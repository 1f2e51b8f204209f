//! What exists, by account and region. Nothing is shared between two accounts or two regions.
//!
//! Readers work on a snapshot, so that a long list holds nobody up, and no reader waits for a disk; a change is made on
//! the newest state, one after another within an account and region, and is kept on disk (where anything is) before it
//! can be seen.

mod change;
mod groups;
mod holdings;
mod hosts;
mod keep;
mod told;
mod wire;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use serde::{Deserialize, Serialize};

use crate::ids::Ids;

pub(crate) use change::Change;
pub(crate) use groups::{Bits, Chunk};
pub(crate) use holdings::{Group, Holdings, ImageCache, Line, Retained, subnet_id};
pub(crate) use keep::{FAULTS, Opened, SCRIPTS, StateFile};
pub(crate) use told::Told;

/// Whose things, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Tenant {
    pub(crate) access_key: String,
    pub(crate) region: String,
}

/// What a tenant has.
#[derive(Debug, Default)]
struct Own {
    /// Held by whoever changes it, until that is kept.
    turn: Mutex<()>,
    /// As it was last kept. Held for a moment only.
    holdings: Mutex<Arc<Holdings>>,
}

/// Where it is kept.
#[derive(Debug, Default)]
enum Keeper {
    /// Nowhere: it ends with the process.
    #[default]
    Nowhere,
    /// In a file.
    File(StateFile),
    /// In a file that was closed.
    Closed,
}

impl Keeper {
    fn file(&self) -> io::Result<Option<&StateFile>> {
        match self {
            Self::Nowhere => Ok(None),
            Self::File(file) => Ok(Some(file)),
            Self::Closed => Err(io::Error::other("the emulator has stopped")),
        }
    }
}

/// Everything that exists.
#[derive(Debug, Default)]
pub(crate) struct Store {
    tenants: Mutex<BTreeMap<Tenant, Arc<Own>>>,
    /// Shared by those who change something, alone for who forgets everything.
    keeper: RwLock<Keeper>,
}

impl Store {
    /// A store of what was kept, which goes on being kept.
    pub(crate) fn kept(all: impl IntoIterator<Item = (Tenant, Holdings)>, file: StateFile) -> Self {
        let own = |holdings| Own { turn: Mutex::default(), holdings: Mutex::new(Arc::new(holdings)) };
        let tenants = all.into_iter().map(|(tenant, holdings)| (tenant, Arc::new(own(holdings))));
        Self { tenants: Mutex::new(tenants.collect()), keeper: RwLock::new(Keeper::File(file)) }
    }

    /// Whether changes wait for a disk.
    pub(crate) fn is_kept(&self) -> bool {
        !matches!(*self.keeper(), Keeper::Nowhere)
    }

    /// What a tenant has now. Later changes don't show in it.
    pub(crate) fn snapshot(&self, tenant: &Tenant) -> Arc<Holdings> {
        let own = lock(&self.tenants).get(tenant).cloned();
        own.map(|own| lock(&own.holdings).clone()).unwrap_or_default()
    }

    /// What everybody has now.
    pub(crate) fn snapshots(&self) -> Vec<(Tenant, Arc<Holdings>)> {
        let all: Vec<_> = lock(&self.tenants).iter().map(|(tenant, own)| (tenant.clone(), own.clone())).collect();
        all.into_iter().map(|(tenant, own)| (tenant, lock(&own.holdings).clone())).collect()
    }

    /// Lets `decide` look at what a tenant has and say what changes. Nobody else changes it meanwhile. If it cannot be
    /// kept, nothing changes.
    pub(crate) fn change<T, E: From<io::Error>>(
        &self,
        tenant: &Tenant,
        ids: &Mutex<Ids>,
        decide: impl FnOnce(&Holdings) -> Result<(T, Vec<Change>), E>,
    ) -> Result<T, E> {
        let keeper = self.keeper();
        let own = lock(&self.tenants).entry(tenant.clone()).or_default().clone();
        let _turn = lock(&own.turn);
        let before = lock(&own.holdings).clone();
        let (answer, changes) = decide(&before)?;
        if let Some(file) = keeper.file()? {
            let mut after = Holdings::clone(&before);
            for change in &changes {
                after.apply(change.clone());
            }
            file.keep(tenant, &changes, &after, ids)?;
            *lock(&own.holdings) = Arc::new(after);
        } else {
            // Without this, it would have to be copied to be changed.
            drop(before);
            let mut holdings = lock(&own.holdings);
            let holdings = Arc::make_mut(&mut holdings);
            for change in changes {
                holdings.apply(change);
            }
        }
        Ok(answer)
    }

    /// Keeps the value of a setting, and the clock.
    pub(crate) fn keep_setting(&self, name: &str, value: &impl Serialize) -> io::Result<()> {
        self.keeper().file()?.map_or(Ok(()), |file| file.set(name, value))
    }

    /// Keeps the clock as it is now.
    pub(crate) fn keep_clock(&self) -> io::Result<()> {
        self.keeper().file()?.map_or(Ok(()), StateFile::keep_clock)
    }

    /// Forgets everything, and sets the ids.
    pub(crate) fn clear(&self, ids: &Mutex<Ids>, anew: Ids) -> io::Result<()> {
        let keeper = self.keeper.write().unwrap_or_else(PoisonError::into_inner);
        keeper.file()?.map_or(Ok(()), |file| file.clear(anew))?;
        lock(&self.tenants).clear();
        *lock(ids) = anew;
        Ok(())
    }

    /// Closes the file, if any; nothing can be changed from then on.
    pub(crate) fn close(&self) {
        let mut keeper = self.keeper.write().unwrap_or_else(PoisonError::into_inner);
        if matches!(*keeper, Keeper::File(_)) {
            *keeper = Keeper::Closed;
        }
    }

    fn keeper(&self) -> RwLockReadGuard<'_, Keeper> {
        self.keeper.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Locks; a thread that panicked while it held the lock left nothing half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
