//! Patterns as automata over bytes.

use std::ops::RangeInclusive;

/// A deterministic automaton of few states over the bytes of texts: the code of a pattern of names.
///
/// For each byte there is a word of ten numbers: where that byte leads from each state. A state is how far such a word is
/// shifted to have the next one in its lowest bits. So a byte takes a look-up and a shift, and nothing is decided before
/// the end.
///
/// ```
/// use kci_runtime::ByteDfa;
///
/// // ^[a-z][a-z0-9]*$
/// static NAME: ByteDfa = ByteDfa::new(&[(0, &[b'a'..=b'z'], 1), (1, &[b'0'..=b'9', b'a'..=b'z'], 1)], &[1]);
///
/// assert!(NAME.matches("web2"));
/// assert!(!NAME.matches("2web"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByteDfa {
    /// By byte, the numbers of the states that follow, times the bits of a number. State 0 is the end of what does not
    /// match, and stays so.
    next: [u64; 256],
    /// A bit at the place of each state that texts may end in.
    accepting: u64,
}

/// How many bits the number of a state has in a word.
const BITS: u32 = 6;

impl ByteDfa {
    /// The most states that there can be.
    pub const MOST_STATES: u8 = 9;

    /// An automaton, from its transitions (from a state, by these bytes, to a state) and the states in which texts may
    /// end. States are numbered from 0, where texts begin.
    ///
    /// # Panics
    ///
    /// When there are more states than [`MOST_STATES`](Self::MOST_STATES). In a `static`, that is an error of the compiler.
    pub const fn new(transitions: &[(u8, &[RangeInclusive<u8>], u8)], accepting: &[u8]) -> Self {
        let mut all = Self { next: [0; 256], accepting: 0 };
        // No iterators: this is done when a program is compiled.
        let mut index = 0;
        while index < transitions.len() {
            let (from, ranges, to) = transitions[index];
            let mut range = 0;
            while range < ranges.len() {
                let mut byte = *ranges[range].start() as usize;
                while byte <= *ranges[range].end() as usize {
                    all.next[byte] |= (place(to) as u64) << place(from);
                    byte += 1;
                }
                range += 1;
            }
            index += 1;
        }
        index = 0;
        while index < accepting.len() {
            all.accepting |= 1 << place(accepting[index]);
            index += 1;
        }
        all
    }

    /// Whether the text as a whole matches.
    #[inline]
    pub fn matches(&self, text: &str) -> bool {
        let step = |state: u64, byte: u8| self.next[usize::from(byte)] >> (state & 63);
        let end = text.bytes().fold(START, step);
        self.accepting >> (end & 63) & 1 == 1
    }
}

/// The state that texts begin in.
const START: u64 = place(0) as u64;

/// Where a state's number stands in a word.
const fn place(state: u8) -> u32 {
    assert!(state < ByteDfa::MOST_STATES, "an automaton with too many states");
    BITS * (state as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_match_as_a_whole() {
        // ^[a-z0-9]([a-z0-9-]*[a-z0-9])?$
        let name = ByteDfa::new(
            &[
                (0, &[b'0'..=b'9', b'a'..=b'z'], 1),
                (1, &[b'0'..=b'9', b'a'..=b'z'], 1),
                (1, &[b'-'..=b'-'], 2),
                (2, &[b'0'..=b'9', b'a'..=b'z'], 1),
                (2, &[b'-'..=b'-'], 2),
            ],
            &[1],
        );
        for text in ["a", "0", "a-b", "a--b", &"a".repeat(1000)] {
            assert!(name.matches(text), "{text}");
        }
        for text in ["", "-", "a-", "-a", "A", "a\n", "a容", "容", "a\u{7f}", &"-".repeat(1000)] {
            assert!(!name.matches(text), "{text}");
        }
    }

    #[test]
    fn there_can_be_nine_states() {
        // ^a{8}$
        let steps: [(u8, &[RangeInclusive<u8>], u8); 8] = std::array::from_fn(|from| {
            let from = u8::try_from(from).expect("a small number");
            (from, [b'a'..=b'a'].as_slice(), from + 1)
        });
        let eight = ByteDfa::new(&steps, &[8]);
        let matching: Vec<_> = (0..20).filter(|count| eight.matches(&"a".repeat(*count))).collect();
        assert_eq!(matching, [8]);
    }

    #[test]
    #[should_panic(expected = "too many states")]
    fn there_cannot_be_ten_states() {
        let _ = ByteDfa::new(&[(8, &[b'a'..=b'a'], 9)], &[]);
    }

    #[test]
    fn the_last_byte_is_one_too() {
        assert!(!ByteDfa::new(&[(0, &[0..=255], 0)], &[]).matches(""));
        assert!(ByteDfa::new(&[(0, &[0..=255], 0)], &[0]).matches("容\0"));
    }
}
