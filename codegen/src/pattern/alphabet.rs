//! The letters of an automaton: characters that no class of the pattern tells apart are one letter. `\w` has hundreds
//! of ranges, and is one letter where nothing else is asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::nfa::Range;

/// The letters, numbered by their first characters.
pub(super) struct Alphabet {
    /// The ranges of each letter, sorted.
    ranges: Vec<Vec<Range>>,
    /// The letters of each class, sorted.
    letters: Vec<Vec<usize>>,
}

impl Alphabet {
    /// The letters of these classes. The ranges of a class are sorted and do not touch.
    pub(super) fn new(classes: &[Vec<Range>]) -> Self {
        let mut numbers: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
        let mut ranges: Vec<Vec<Range>> = Vec::new();
        for piece in pieces(classes) {
            let within: Vec<usize> = (0..classes.len()).filter(|class| takes(&classes[*class], piece.0)).collect();
            if within.is_empty() {
                continue;
            }
            let count = ranges.len();
            let letter = *numbers.entry(within).or_insert(count);
            if letter == count {
                ranges.push(Vec::new());
            }
            ranges[letter].push(piece);
        }
        let mut letters = vec![Vec::new(); classes.len()];
        for (within, letter) in &numbers {
            for class in within {
                letters[*class].push(*letter);
            }
        }
        for letters in &mut letters {
            letters.sort_unstable();
        }
        Self { ranges, letters }
    }

    /// The letters of a class.
    pub(super) fn letters(&self, class: usize) -> &[usize] {
        self.letters.get(class).map_or(&[], Vec::as_slice)
    }

    /// The ranges of these letters together: sorted, and those that touch are one.
    pub(super) fn ranges(&self, letters: &[usize]) -> Vec<Range> {
        let mut all: Vec<Range> = letters.iter().flat_map(|letter| &self.ranges[*letter]).copied().collect();
        all.sort_unstable();
        let mut merged: Vec<Range> = Vec::new();
        for (first, last) in all {
            match merged.last_mut() {
                Some(range) if after(range.1) == Some(first) => range.1 = last,
                _ => merged.push((first, last)),
            }
        }
        merged
    }
}

/// All characters, cut wherever a range of a class begins or ends.
fn pieces(classes: &[Vec<Range>]) -> Vec<Range> {
    let mut starts = BTreeSet::new();
    for (first, last) in classes.iter().flatten() {
        starts.insert(*first);
        starts.extend(after(*last));
    }
    let starts: Vec<char> = starts.into_iter().collect();
    let ends = starts.iter().skip(1).map(|next| before(*next)).chain([char::MAX]);
    starts.iter().copied().zip(ends).collect()
}

fn takes(class: &[Range], letter: char) -> bool {
    let after = class.partition_point(|(first, _)| *first <= letter);
    after.checked_sub(1).and_then(|index| class.get(index)).is_some_and(|(_, last)| letter <= *last)
}

pub(super) fn after(letter: char) -> Option<char> {
    if letter == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(u32::from(letter) + 1) }
}

fn before(letter: char) -> char {
    if letter == '\u{e000}' { '\u{d7ff}' } else { char::from_u32(u32::from(letter).wrapping_sub(1)).unwrap_or('\0') }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_no_class_tells_apart_are_one_letter() {
        let word = vec![('0', '9'), ('a', 'z')];
        let alphabet = Alphabet::new(&[word.clone(), vec![('a', 'f')], vec![('-', '-')]]);
        assert_eq!(alphabet.letters(0), [1, 2]);
        assert_eq!(alphabet.letters(1), [2]);
        assert_eq!(alphabet.ranges(&[1]), [('0', '9'), ('g', 'z')]);
        assert_eq!(alphabet.ranges(&[2, 1]), word);
        assert_eq!(alphabet.ranges(&[0]), [('-', '-')]);
    }
}
