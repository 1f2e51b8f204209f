//! Ids and addresses that look like the service's, and are the same in every run.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

/// How many hosts a network has.
pub(crate) const HOSTS: u32 = 65_000;

/// A source of ids: the next one depends on the seed and on how many were taken.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Ids {
    seed: u64,
    taken: u64,
}

impl Ids {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, taken: 0 }
    }

    /// A source of others, for a later run.
    pub(crate) fn of_run(self, run: u64) -> Self {
        if run == 0 { self } else { Self::new(self.seed ^ mix(run)) }
    }

    /// An id in the form of a random UUID.
    pub(crate) fn id(&mut self) -> String {
        self.taken += 1;
        uuid(mix(self.seed ^ mix(self.taken)), mix(self.seed.rotate_left(32) ^ mix(!self.taken)))
    }
}

/// Shares that are drawn, the same in every run from the same seed: the generator SplitMix64.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draws {
    seed: u64,
}

impl Draws {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The seed from which the draws go on.
    pub(crate) fn seed(self) -> u64 {
        self.seed
    }

    /// The next one: 0 at least, and less than 1.
    pub(crate) fn share(&mut self) -> f64 {
        let drawn = mix(self.seed);
        self.seed = self.seed.wrapping_add(STEP);
        // The upper 32 bits are enough, and a float holds them as they are.
        f64::from(u32::try_from(drawn >> 32).unwrap_or_default()) / (f64::from(u32::MAX) + 1.0)
    }
}

/// The id that always belongs to a text.
pub(crate) fn id_of(text: &str) -> String {
    let (high, low) = (hash(text, 0), hash(text, 1));
    uuid(high, low)
}

/// One of `choices`, always the same for a text.
pub(crate) fn choice_of<'a, T>(text: &str, choices: &'a [T]) -> Option<&'a T> {
    let count = u64::try_from(choices.len()).ok().filter(|count| *count > 0)?;
    choices.get(usize::try_from(hash(text, 2) % count).ok()?)
}

/// A private address: the n-th host of a network that belongs to the subnet.
pub(crate) fn private_address(subnet: &str, host: u32) -> String {
    let host = host % HOSTS + 4;
    format!("10.{}.{}.{}", hash(subnet, 3) % 256, host / 256, host % 256)
}

/// The host that a private address is, in the network of its subnet.
pub(crate) fn host_of(address: &str) -> Option<u32> {
    let [_, _, high, low] = address.parse::<Ipv4Addr>().ok()?.octets();
    (u32::from(high) * 256 + u32::from(low)).checked_sub(4).filter(|host| *host < HOSTS)
}

/// A hardware address that belongs to a text.
pub(crate) fn hardware_address(text: &str) -> String {
    let bytes = hash(text, 4).to_be_bytes();
    format!("fa:16:3e:{:02x}:{:02x}:{:02x}", bytes[0], bytes[1], bytes[2])
}

/// An address of the block that is kept for documentation.
pub(crate) fn public_address(text: &str) -> String {
    format!("203.0.113.{}", hash(text, 5) % 254 + 1)
}

fn hash(text: &str, salt: u64) -> u64 {
    text.bytes().fold(mix(salt), |state, byte| mix(state ^ u64::from(byte)))
}

/// The step of SplitMix64 from one state to the next.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// What SplitMix64 makes of a state.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(STEP);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn uuid(high: u64, low: u64) -> String {
    let high = (high & !0xf000) | 0x4000;
    let low = (low & !(0b11 << 62)) | (0b10 << 62);
    let digits = format!("{high:016x}{low:016x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_differ_and_are_the_same_in_every_run() {
        let take = |seed| {
            let mut ids = Ids::new(seed);
            (0..1000).map(|_| ids.id()).collect::<BTreeSet<_>>()
        };
        assert_eq!(take(7).len(), 1000);
        assert_eq!(take(7), take(7));
        assert!(take(7).is_disjoint(&take(8)));
    }

    #[test]
    fn an_id_has_the_form_of_a_random_uuid() {
        let id = Ids::new(0).id();
        assert_eq!(id.len(), 36);
        assert_eq!(&id[14..15], "4");
        assert!(["8", "9", "a", "b"].contains(&&id[19..20]));
    }

    #[test]
    fn a_private_address_tells_its_host() {
        for host in [0, 1, 251, 252, HOSTS - 1] {
            assert_eq!(host_of(&private_address("subnet-1", host)), Some(host));
        }
        assert_eq!(["10.1.0.3", "10.1.255.255", "web", ""].map(host_of), [None; 4]);
    }

    #[test]
    fn a_text_always_has_the_same_id_and_choice() {
        assert_eq!(id_of("subnet-1"), id_of("subnet-1"));
        assert_ne!(id_of("subnet-1"), id_of("subnet-2"));
        assert_eq!(choice_of("subnet-1", &["a", "b"]), choice_of("subnet-1", &["a", "b"]));
        assert_eq!(choice_of::<u8>("subnet-1", &[]), None);
    }
}
