//! Where the groups are, by id.

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Arc, OnceLock};

/// How many parts an index has. A change copies one of them at most.
const PARTS: u64 = 256;

/// Numbers of groups by id. Copies are cheap.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// None until there is an id.
    parts: Vec<Arc<HashMap<String, u64>>>,
}

/// Which part an id is in.
fn part(id: &str) -> usize {
    static STATE: OnceLock<RandomState> = OnceLock::new();
    let hash = STATE.get_or_init(RandomState::new).hash_one(id);
    usize::try_from(hash % PARTS).unwrap_or_default()
}

impl Index {
    pub(super) fn get(&self, id: &str) -> Option<u64> {
        self.parts.get(part(id))?.get(id).copied()
    }

    pub(super) fn insert(&mut self, id: &str, number: u64) {
        if self.parts.is_empty() {
            self.parts = (0..PARTS).map(|_| Arc::default()).collect();
        }
        if let Some(part) = self.parts.get_mut(part(id)) {
            Arc::make_mut(part).insert(id.to_owned(), number);
        }
    }

    pub(super) fn remove(&mut self, id: &str) {
        if let Some(part) = self.parts.get_mut(part(id)) {
            Arc::make_mut(part).remove(id);
        }
    }
}
