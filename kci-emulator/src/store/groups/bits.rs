//! Some of the groups of a chunk.

/// How many words a set has.
const WORDS: usize = 8;
/// How many positions a set has.
pub(super) const SIZE: usize = WORDS * 64;

/// A set of positions in a chunk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits([u64; WORDS]);

impl Bits {
    /// The first positions, so many.
    pub(super) fn first(count: usize) -> Self {
        let mut words = [0; WORDS];
        for (index, word) in words.iter_mut().enumerate() {
            let of_it = count.saturating_sub(index * 64).min(64);
            *word = u32::try_from(64 - of_it).ok().and_then(|rest| u64::MAX.checked_shr(rest)).unwrap_or(0);
        }
        Self(words)
    }

    /// Adds a position.
    pub(super) fn set(&mut self, position: usize) {
        if let Some(word) = self.0.get_mut(position / 64) {
            *word |= 1 << (position % 64);
        }
    }

    /// Those that are in both.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own &= other);
        self
    }

    /// Those that are in either.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own |= other);
        self
    }

    /// How many they are.
    pub(crate) fn count(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// They, in order.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(index, word)| {
            let next = |rest: &u64| Some(rest & (rest - 1)).filter(|rest| *rest != 0);
            let words = std::iter::successors(Some(word).filter(|word| *word != 0), next);
            words.map(move |rest| index * 64 + rest.trailing_zeros() as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(positions: &[usize]) -> Bits {
        let mut bits = Bits::default();
        for position in positions {
            bits.set(*position);
        }
        bits
    }

    #[test]
    fn a_set_has_what_was_added_in_order() {
        let bits = of(&[511, 0, 63, 64, 64, 300]);
        assert_eq!(bits.iter().collect::<Vec<_>>(), [0, 63, 64, 300, 511]);
        assert_eq!((bits.count(), Bits::default().count()), (5, 0));
    }

    #[test]
    fn two_sets_are_joined_and_crossed() {
        let (one, other) = (of(&[1, 2, 100]), of(&[2, 100, 200]));
        assert_eq!((one.and(other), one.or(other)), (of(&[2, 100]), of(&[1, 2, 100, 200])));
    }

    #[test]
    fn the_first_are_as_many_as_are_wanted() {
        assert_eq!([0, 1, 65, SIZE].map(|count| Bits::first(count).count()), [0, 1, 65, SIZE]);
    }
}
