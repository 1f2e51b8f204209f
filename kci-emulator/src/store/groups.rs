//! The container groups of one account in one region, in the order in which they were created.
//!
//! A reader has a snapshot, and a list may have a hundred thousand groups. So they lie in chunks: a copy copies only
//! where the chunks are, and a change only the chunk that it touches. Each chunk knows of its groups what lists are
//! filtered by, as far as anybody has asked, so that a filter looks at chunks and not at groups. Ids are found by an
//! index.

mod bits;
mod chunk;
mod index;

use std::collections::BTreeMap;
use std::sync::Arc;

use kci_sdk::runtime::jiff::Timestamp;

pub(crate) use self::bits::Bits;
pub(crate) use self::chunk::Chunk;
use self::index::Index;
use super::Group;

/// Container groups, oldest first. Copies are cheap.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    /// None of them is empty.
    chunks: Vec<Arc<Chunk>>,
    index: Index,
    count: usize,
    /// The number of the next group.
    next: u64,
}

impl Groups {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Group>> {
        self.chunks.iter().flat_map(|chunk| chunk.groups())
    }

    /// All of them but the first.
    pub(crate) fn skip(&self, mut count: usize) -> impl Iterator<Item = &Arc<Group>> {
        let first = self.chunks.iter().position(|chunk| match count.checked_sub(chunk.len()) {
            Some(rest) => {
                count = rest;
                false
            }
            None => true,
        });
        let rest = self.chunks.get(first.unwrap_or(self.chunks.len())..).unwrap_or_default();
        rest.iter().flat_map(|chunk| chunk.groups()).skip(count)
    }

    /// All of them, in chunks.
    pub(crate) fn chunks(&self) -> impl Iterator<Item = &Chunk> {
        self.chunks.iter().map(AsRef::as_ref)
    }

    /// Those of some ids: chunks, and which of each.
    pub(crate) fn of_ids(&self, ids: &[String]) -> impl Iterator<Item = (&Chunk, Bits)> {
        let mut found = BTreeMap::<usize, Bits>::new();
        for (chunk, position) in ids.iter().filter_map(|id| self.find(id)) {
            found.entry(chunk).or_default().set(position);
        }
        found.into_iter().filter_map(|(chunk, bits)| Some((self.chunks.get(chunk)?.as_ref(), bits)))
    }

    /// The group of an id.
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<Group>> {
        let (chunk, position) = self.find(id)?;
        self.chunks.get(chunk)?.get(position)
    }

    /// When the next of them changes by itself.
    pub(crate) fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        self.chunks.iter().filter_map(|chunk| chunk.next_change(now)).min()
    }

    /// Adds one behind all others.
    pub(crate) fn push(&mut self, group: Arc<Group>) {
        self.index.insert(&group.id, self.next);
        match self.chunks.last_mut().filter(|chunk| !chunk.is_full()) {
            Some(chunk) => Arc::make_mut(chunk).push(self.next, group),
            None => self.chunks.push(Arc::new(Chunk::of(self.next, group))),
        }
        self.next += 1;
        self.count += 1;
    }

    /// Removes the group of an id.
    pub(crate) fn remove(&mut self, id: &str) -> Option<Arc<Group>> {
        let (at, position) = self.find(id)?;
        let chunk = Arc::make_mut(self.chunks.get_mut(at)?);
        let removed = chunk.remove(position)?;
        self.index.remove(id);
        self.count -= 1;
        self.tidy(at);
        Some(removed)
    }

    /// Changes the group of an id, but not its id.
    pub(crate) fn change(&mut self, id: &str, change: impl FnOnce(&mut Group)) {
        let found = self.find(id);
        let chunk = found.and_then(|(chunk, position)| Some((self.chunks.get_mut(chunk)?, position)));
        if let Some((chunk, position)) = chunk {
            Arc::make_mut(chunk).change(position, change);
        }
    }

    /// In which chunk a group is, and where.
    fn find(&self, id: &str) -> Option<(usize, usize)> {
        let number = self.index.get(id)?;
        let chunk = self.chunks.partition_point(|chunk| chunk.first() <= number).checked_sub(1)?;
        Some((chunk, self.chunks.get(chunk)?.position(number)?))
    }

    /// Removes a chunk that is empty, and joins one that has become small with its neighbours.
    fn tidy(&mut self, at: usize) {
        if self.chunks.get(at).is_some_and(|chunk| chunk.len() == 0) {
            self.chunks.remove(at);
            return;
        }
        self.join_with_next(at);
        self.join_with_next(at.saturating_sub(1));
    }

    /// Joins a chunk with the next, if both are small.
    fn join_with_next(&mut self, at: usize) {
        let pair = self.chunks.get(at).zip(self.chunks.get(at + 1));
        if pair.is_some_and(|(chunk, next)| chunk.fits_loosely(next)) {
            let next = self.chunks.remove(at + 1);
            if let Some(chunk) = self.chunks.get_mut(at) {
                Arc::make_mut(chunk).append(&next);
            }
        }
    }
}

#[cfg(test)]
mod tests;
