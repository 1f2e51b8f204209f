//! Which addresses of subnets are given to groups.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ids::{HOSTS, host_of};

/// The hosts that are taken, by subnet. Copies are cheap as long as they are not changed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hosts {
    by_subnet: BTreeMap<Arc<str>, Arc<Taken>>,
}

/// The hosts of one subnet that are taken: runs of them, each with its first and the one behind its last. Two runs never
/// touch each other.
#[derive(Clone, Debug, Default)]
struct Taken {
    runs: BTreeMap<u32, u32>,
}

impl Hosts {
    /// The first host from `start` on, or else from 0 on, that is not taken and that `may` be; nothing if there is none.
    pub(crate) fn free(&self, subnet: &str, start: u32, may: impl Fn(u32) -> bool) -> Option<u32> {
        let start = start % HOSTS;
        let own = self.by_subnet.get(subnet);
        let next = |from| own.map_or(from, |own| own.next_free(from));
        let search = |from: u32, until: u32| {
            let all = std::iter::successors(Some(next(from)), |host| Some(next(host + 1)));
            all.take_while(|host| *host < until).find(|host| may(*host))
        };
        search(start, HOSTS).or_else(|| search(0, start))
    }

    /// Takes an address.
    pub(super) fn take(&mut self, subnet: &str, address: &str) {
        let Some(host) = host_of(address) else { return };
        if !self.by_subnet.contains_key(subnet) {
            self.by_subnet.insert(subnet.into(), Arc::default());
        }
        if let Some(own) = self.by_subnet.get_mut(subnet) {
            Arc::make_mut(own).take(host);
        }
    }

    /// Gives an address back.
    pub(super) fn give_back(&mut self, subnet: &str, address: &str) {
        let Some(host) = host_of(address) else { return };
        let Some(own) = self.by_subnet.get_mut(subnet) else { return };
        Arc::make_mut(own).give_back(host);
        if own.runs.is_empty() {
            self.by_subnet.remove(subnet);
        }
    }
}

impl Taken {
    /// The run that a host is in: its first, and the one behind its last.
    fn run_of(&self, host: u32) -> Option<(u32, u32)> {
        let (first, end) = self.runs.range(..=host).next_back()?;
        (host < *end).then_some((*first, *end))
    }

    /// The first host from one on that is not taken.
    fn next_free(&self, host: u32) -> u32 {
        self.run_of(host).map_or(host, |(_, end)| end)
    }

    fn take(&mut self, host: u32) {
        if self.run_of(host).is_some() {
            return;
        }
        let before = host.checked_sub(1).and_then(|before| self.run_of(before));
        let end = self.runs.remove(&(host + 1)).unwrap_or(host + 1);
        self.runs.insert(before.map_or(host, |(first, _)| first), end);
    }

    fn give_back(&mut self, host: u32) {
        let Some((first, end)) = self.run_of(host) else { return };
        self.runs.remove(&first);
        if first < host {
            self.runs.insert(first, host);
        }
        if host + 1 < end {
            self.runs.insert(host + 1, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::ids::private_address;

    const SUBNET: &str = "subnet-1";

    fn taken(hosts: impl IntoIterator<Item = u32>) -> Hosts {
        let mut all = Hosts::default();
        hosts.into_iter().for_each(|host| all.take(SUBNET, &private_address(SUBNET, host)));
        all
    }

    fn free(hosts: &Hosts, start: u32) -> Option<u32> {
        hosts.free(SUBNET, start, |_| true)
    }

    #[test]
    fn the_next_free_host_is_looked_for_from_the_start_on_and_around() {
        let hosts = taken([0, 1, 3, HOSTS - 1]);
        assert_eq!([0, 2, 3, HOSTS - 1, HOSTS + 2].map(|start| free(&hosts, start)), [2, 2, 4, 2, 2].map(Some));
        assert_eq!(hosts.free("subnet-2", 3, |_| true), Some(3));
        assert_eq!(hosts.free(SUBNET, 0, |host| host > 10), Some(11));
    }

    #[test]
    fn a_full_subnet_has_no_free_host_until_one_is_given_back() {
        let mut hosts = taken(0..HOSTS);
        assert_eq!(free(&hosts, 7), None);
        hosts.give_back(SUBNET, &private_address(SUBNET, 5));
        assert_eq!((free(&hosts, 7), hosts.free(SUBNET, 7, |host| host != 5)), (Some(5), None));
    }

    #[test]
    fn it_remembers_what_is_taken_in_whatever_order() {
        let (mut hosts, mut known) = (Hosts::default(), BTreeSet::new());
        for step in 0_u32..2_000 {
            let host = step.wrapping_mul(2_654_435_761) % 97;
            let address = private_address(SUBNET, host);
            if step % 3 == 0 {
                hosts.give_back(SUBNET, &address);
                known.remove(&host);
            } else {
                hosts.take(SUBNET, &address);
                known.insert(host);
            }
            let expected = (step % 97..100).find(|host| !known.contains(host));
            assert_eq!(free(&hosts, step % 97), expected, "{step}");
        }
    }
}
