//! Whether one automaton takes every text that another takes.

use std::collections::BTreeSet;

use super::alphabet::after;
use super::dfa::Dfa;
use super::nfa::Range;

/// Most comparisons of two ranges. Patterns of names need a few hundred.
const MOST_WORK: usize = 10_000_000;

impl Dfa {
    /// Whether every text that another pattern matches is matched by this one too. Also `false` where that takes too
    /// long to find out, for patterns that no document has.
    pub fn includes(&self, other: &Self) -> bool {
        // A state of the other, and the one that this is in after the same text; none where it takes no more.
        let mut seen = BTreeSet::from([(0, Some(0))]);
        let mut waiting = vec![(0, Some(0))];
        let mut work = 0;
        while let Some((theirs, ours)) = waiting.pop() {
            if other.accepts(theirs) && !ours.is_some_and(|state| self.accepts(state)) {
                return false;
            }
            let known: Vec<Range> = ours.map(|state| self.ranges(state)).unwrap_or_default();
            for (ranges, to) in other.steps(theirs) {
                work += ranges.len() * (known.len() + 1);
                if work > MOST_WORK {
                    return false;
                }
                for letter in ranges.iter().flat_map(|range| letters(*range, &known)) {
                    let pair = (*to, ours.and_then(|state| self.step(state, letter)));
                    if seen.insert(pair) {
                        waiting.push(pair);
                    }
                }
            }
        }
        true
    }
}

/// Letters of a range that stand for all of it: its first, and each where a known range begins or has just ended.
fn letters((first, last): Range, known: &[Range]) -> impl Iterator<Item = char> {
    let inside = move |letter: &char| (first..=last).contains(letter);
    let borders = known.iter().flat_map(|(start, end)| [Some(*start), after(*end)]).flatten();
    std::iter::once(first).chain(borders.filter(inside))
}
