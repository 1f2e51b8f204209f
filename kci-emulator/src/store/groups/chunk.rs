//! Some hundreds of groups that were created one after another, and what lists of them are filtered by.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use kci_sdk::runtime::jiff::Timestamp;
use kci_sdk::value::ContainerGroupStatus;
use memchr::memmem::Finder;

use super::bits::{Bits, SIZE};
use crate::lifecycle::group::progress;
use crate::store::{Group, Told, lock};

/// Groups that were created one after another.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// With their numbers, which ascend.
    groups: Vec<(u64, Arc<Group>)>,
    /// What does not change with time, once somebody has asked.
    lasting: OnceLock<Lasting>,
    /// What does, as it was when somebody asked last.
    passing: Mutex<Option<Arc<Passing>>>,
}

/// Which groups have which value.
type Column<T> = BTreeMap<T, Bits>;

/// What groups are filtered by that does not change with time.
#[derive(Debug, Default)]
struct Lasting {
    subnets: Column<String>,
    zones: Column<String>,
    projects: Column<i64>,
    /// Name and address of each group, with [`END`] behind each.
    searched: String,
    /// Where the part of each group ends.
    ends: Vec<usize>,
}

/// What ends a text that is searched: neither a name nor an address has it.
const END: char = '\0';

/// How far groups are at some time.
#[derive(Debug)]
struct Passing {
    /// From when on it is so, as far as is known.
    from: Timestamp,
    /// Until when.
    until: Option<Timestamp>,
    statuses: Vec<(ContainerGroupStatus, Bits)>,
}

impl Clone for Chunk {
    /// The copy is about to be changed, so it knows nothing about its groups yet.
    fn clone(&self) -> Self {
        Self { groups: self.groups.clone(), ..Self::default() }
    }
}

impl Chunk {
    pub(super) fn of(number: u64, group: Arc<Group>) -> Self {
        Self { groups: vec![(number, group)], ..Self::default() }
    }

    pub(super) fn is_full(&self) -> bool {
        self.groups.len() >= SIZE
    }

    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// Whether both together leave room.
    pub(super) fn fits_loosely(&self, other: &Self) -> bool {
        self.groups.len() + other.groups.len() <= SIZE / 2
    }

    /// The number of the first group.
    pub(super) fn first(&self) -> u64 {
        self.groups.first().map_or(u64::MAX, |(number, _)| *number)
    }

    /// Where the group of a number is.
    pub(super) fn position(&self, number: u64) -> Option<usize> {
        self.groups.binary_search_by_key(&number, |(number, _)| *number).ok()
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = &Arc<Group>> {
        self.groups.iter().map(|(_, group)| group)
    }

    /// The group at a position.
    pub(crate) fn get(&self, position: usize) -> Option<&Arc<Group>> {
        self.groups.get(position).map(|(_, group)| group)
    }

    pub(super) fn push(&mut self, number: u64, group: Arc<Group>) {
        self.forget();
        self.groups.push((number, group));
    }

    pub(super) fn append(&mut self, next: &Self) {
        self.forget();
        self.groups.extend(next.groups.iter().cloned());
    }

    pub(super) fn remove(&mut self, position: usize) -> Option<Arc<Group>> {
        self.forget();
        (position < self.groups.len()).then(|| self.groups.remove(position).1)
    }

    pub(super) fn change(&mut self, position: usize, change: impl FnOnce(&mut Group)) {
        self.forget();
        if let Some((_, group)) = self.groups.get_mut(position) {
            let group = Arc::make_mut(group);
            change(group);
            group.told = Told::default();
        }
    }

    fn forget(&mut self) {
        self.lasting = OnceLock::new();
        self.passing = Mutex::default();
    }

    /// All groups.
    pub(crate) fn all(&self) -> Bits {
        Bits::first(self.groups.len())
    }

    /// Those whose subnet is one of those that `fits` says.
    pub(crate) fn in_subnets(&self, fits: impl Fn(&str) -> bool) -> Bits {
        with(&self.lasting().subnets, |subnet| fits(subnet))
    }

    /// Those in zones that `fits` says.
    pub(crate) fn in_zones(&self, fits: impl Fn(&str) -> bool) -> Bits {
        with(&self.lasting().zones, |zone| fits(zone))
    }

    /// Those of projects that `fits` says.
    pub(crate) fn of_projects(&self, fits: impl Fn(i64) -> bool) -> Bits {
        with(&self.lasting().projects, |project| fits(*project))
    }

    /// Those in whose name or address a text is found.
    pub(crate) fn named(&self, text: &Finder<'_>) -> Bits {
        let Lasting { searched, ends, .. } = self.lasting();
        let mut bits = Bits::default();
        if text.needle().contains(&(END as u8)) {
            return bits;
        }
        let mut start = 0;
        while let Some(found) = searched.as_bytes().get(start..).and_then(|rest| text.find(rest)) {
            let position = ends.partition_point(|end| *end <= start + found);
            let Some(end) = ends.get(position) else { break };
            bits.set(position);
            start = *end;
        }
        bits
    }

    /// Those whose status at `now` is one that `fits` says.
    pub(crate) fn in_states(&self, now: Timestamp, fits: impl Fn(&ContainerGroupStatus) -> bool) -> Bits {
        let passing = self.passing(now);
        let fitting = passing.statuses.iter().filter(|(status, _)| fits(status));
        fitting.fold(Bits::default(), |all, (_, bits)| all.or(*bits))
    }

    /// When the next of the groups changes by itself.
    pub(super) fn next_change(&self, now: Timestamp) -> Option<Timestamp> {
        self.passing(now).until
    }

    fn lasting(&self) -> &Lasting {
        self.lasting.get_or_init(|| {
            let mut lasting = Lasting::default();
            for (position, group) in self.groups().enumerate() {
                lasting.subnets.entry(group.subnet_id().to_owned()).or_default().set(position);
                lasting.zones.entry(group.zone.clone()).or_default().set(position);
                lasting.projects.entry(group.project_id()).or_default().set(position);
                for text in [&group.request.container_group_name, &group.address] {
                    lasting.searched.push_str(text);
                    lasting.searched.push(END);
                }
                lasting.ends.push(lasting.searched.len());
            }
            lasting
        })
    }

    fn passing(&self, now: Timestamp) -> Arc<Passing> {
        let mut known = lock(&self.passing);
        if let Some(passing) = known.as_ref().filter(|passing| passing.holds(now)) {
            return passing.clone();
        }
        let passing = Arc::new(Passing::of(self.groups(), now));
        *known = Some(passing.clone());
        passing
    }
}

/// Those that have a value which `fits`.
fn with<T>(column: &Column<T>, fits: impl Fn(&T) -> bool) -> Bits {
    column.iter().filter(|(value, _)| fits(value)).fold(Bits::default(), |all, (_, bits)| all.or(*bits))
}

impl Passing {
    fn of<'a>(groups: impl Iterator<Item = &'a Arc<Group>>, now: Timestamp) -> Self {
        let mut passing = Self { from: now, until: None, statuses: Vec::new() };
        for (position, group) in groups.enumerate() {
            let progress = progress(group, now);
            passing.until = [passing.until, progress.next].into_iter().flatten().min();
            let known = passing.statuses.iter().position(|(status, _)| *status == progress.status);
            let at = known.unwrap_or_else(|| {
                passing.statuses.push((progress.status, Bits::default()));
                passing.statuses.len() - 1
            });
            if let Some((_, bits)) = passing.statuses.get_mut(at) {
                bits.set(position);
            }
        }
        passing
    }

    fn holds(&self, now: Timestamp) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}
