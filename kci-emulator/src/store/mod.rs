//! What exists, by account and region. Nothing is shared between two accounts or two regions.
//!
//! Readers work on a snapshot, so that a long list holds nobody up; a change is made on the newest state, one after
//! another within an account and region, and is kept on disk (where anything is) before it can be seen.

mod change;
mod holdings;
mod keep;
mod wire;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::ids::Ids;

pub(crate) use change::Change;
pub(crate) use holdings::{Group, Holdings, ImageCache, Line, Retained, subnet_id};
pub(crate) use keep::Keep;

/// Whose things, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Tenant {
    pub(crate) access_key: String,
    pub(crate) region: String,
}

type Shared = Arc<Mutex<Arc<Holdings>>>;

/// Everything that exists.
#[derive(Debug, Default)]
pub(crate) struct Store {
    tenants: Mutex<BTreeMap<Tenant, Shared>>,
    keeper: Option<Box<dyn Keep>>,
}

impl Store {
    /// A store of what was kept, which goes on being kept.
    pub(crate) fn kept(all: impl IntoIterator<Item = (Tenant, Holdings)>, keeper: Box<dyn Keep>) -> Self {
        let shared = |(tenant, holdings)| (tenant, Arc::new(Mutex::new(Arc::new(holdings))));
        Self { tenants: Mutex::new(all.into_iter().map(shared).collect()), keeper: Some(keeper) }
    }

    /// What a tenant has now. Later changes don't show in it.
    pub(crate) fn snapshot(&self, tenant: &Tenant) -> Arc<Holdings> {
        let holdings = lock(&self.tenants).get(tenant).cloned();
        holdings.map(|holdings| lock(&holdings).clone()).unwrap_or_default()
    }

    /// What everybody has now.
    pub(crate) fn snapshots(&self) -> Vec<(Tenant, Arc<Holdings>)> {
        let all: Vec<_> = lock(&self.tenants).iter().map(|(tenant, one)| (tenant.clone(), one.clone())).collect();
        all.into_iter().map(|(tenant, holdings)| (tenant, lock(&holdings).clone())).collect()
    }

    /// Lets `decide` look at what a tenant has and say what changes. Nobody else changes it meanwhile. If it cannot be
    /// kept, nothing changes.
    pub(crate) fn change<T, E: From<io::Error>>(
        &self,
        tenant: &Tenant,
        ids: &Mutex<Ids>,
        decide: impl FnOnce(&Holdings) -> Result<(T, Vec<Change>), E>,
    ) -> Result<T, E> {
        let shared = lock(&self.tenants).entry(tenant.clone()).or_default().clone();
        let mut holdings = lock(&shared);
        let (answer, changes) = decide(&holdings)?;
        if let Some(keeper) = &self.keeper {
            let mut changed = Holdings::clone(&holdings);
            changes.iter().cloned().for_each(|change| changed.apply(change));
            keeper.keep(tenant, &changes, &changed, *lock(ids))?;
            *holdings = Arc::new(changed);
        } else {
            let holdings = Arc::make_mut(&mut holdings);
            changes.into_iter().for_each(|change| holdings.apply(change));
        }
        Ok(answer)
    }

    /// Forgets everything.
    pub(crate) fn clear(&self, ids: Ids) -> io::Result<()> {
        let mut tenants = lock(&self.tenants);
        if let Some(keeper) = &self.keeper {
            keeper.clear(ids)?;
        }
        tenants.clear();
        Ok(())
    }
}

/// Locks; a thread that panicked while it held the lock left nothing half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
