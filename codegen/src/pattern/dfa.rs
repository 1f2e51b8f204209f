//! A deterministic automaton with as few states as can be.

use std::collections::{BTreeMap, BTreeSet};

use super::PatternError;
use super::nfa::{Nfa, Range};

/// Most states of the result, which is how long the matcher's code gets.
const MOST: usize = 512;

/// The automaton. State 0 is the start; what no transition takes does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dfa {
    states: Vec<State>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    accepting: bool,
    /// Sorted by target; the ranges of a target are sorted and do not touch.
    steps: Vec<(Vec<Range>, usize)>,
}

impl Dfa {
    /// Whether a text matches.
    pub fn matches(&self, text: &str) -> bool {
        let end = text.chars().try_fold(0, |state, letter| self.step(state, letter));
        end.and_then(|state| self.states.get(state)).is_some_and(|state| state.accepting)
    }

    /// How many states there are.
    #[allow(clippy::len_without_is_empty, reason = "there always is a start")]
    pub fn len(&self) -> usize {
        self.states.len()
    }

    fn step(&self, state: usize, letter: char) -> Option<usize> {
        let takes = |(first, last): &Range| (*first..=*last).contains(&letter);
        self.states.get(state)?.steps.iter().find(|(ranges, _)| ranges.iter().any(takes)).map(|(_, to)| *to)
    }

    /// All transitions, in order: from, with which characters, to.
    pub(super) fn transitions(&self) -> impl Iterator<Item = (usize, &[Range], usize)> {
        self.states
            .iter()
            .enumerate()
            .flat_map(|(from, state)| state.steps.iter().map(move |(ranges, to)| (from, ranges.as_slice(), *to)))
    }

    /// The states in which a text may end.
    pub(super) fn accepting(&self) -> impl Iterator<Item = usize> {
        self.states.iter().enumerate().filter(|(_, state)| state.accepting).map(|(index, _)| index)
    }
}

/// A state of the subset construction: what it accepts, and where each piece of the alphabet leads.
struct Subset {
    accepting: bool,
    to: BTreeMap<usize, usize>,
}

impl Nfa {
    /// The deterministic automaton that matches the same.
    pub(super) fn determine(&self) -> Result<Dfa, PatternError> {
        let alphabet = self.alphabet();
        let mut numbers: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
        let mut waiting = vec![self.closure([self.start])];
        let mut subsets: Vec<Subset> = Vec::new();
        numbers.insert(waiting[0].clone(), 0);
        let mut next = 0;
        while let Some(set) = waiting.get(next).cloned() {
            next += 1;
            let mut to = BTreeMap::new();
            for (piece, (first, _)) in alphabet.iter().enumerate() {
                let takes = |((start, end), target): &(Range, usize)| (start..=end).contains(&first).then_some(*target);
                let targets = set.iter().flat_map(|state| self.states[*state].steps.iter().filter_map(takes));
                let target = self.closure(targets);
                if target.is_empty() {
                    continue;
                }
                let count = numbers.len();
                let number = *numbers.entry(target.clone()).or_insert(count);
                if number == count {
                    // Before minimising there may be a few times as many.
                    if count > MOST * 8 {
                        return Err(PatternError::Unsupported("a pattern this large"));
                    }
                    waiting.push(target);
                }
                to.insert(piece, number);
            }
            subsets.push(Subset { accepting: set.contains(&self.end), to });
        }
        minimal(&subsets, &alphabet)
    }

    fn closure(&self, states: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        let mut waiting: Vec<usize> = states.into_iter().collect();
        let mut closed = BTreeSet::new();
        while let Some(state) = waiting.pop() {
            if closed.insert(state) {
                waiting.extend(&self.states[state].free);
            }
        }
        closed
    }

    /// The pieces of the alphabet: all characters of one lead to the same places.
    fn alphabet(&self) -> Vec<Range> {
        let ranges = || self.states.iter().flat_map(|state| state.steps.iter().map(|(range, _)| *range));
        let mut starts: BTreeSet<char> = ranges().map(|(first, _)| first).collect();
        starts.extend(ranges().filter_map(|(_, last)| after(last)));
        let starts: Vec<char> = starts.into_iter().collect();
        let ends = starts.iter().skip(1).map(|next| before(*next)).chain([char::MAX]);
        let pieces = starts.iter().copied().zip(ends);
        pieces.filter(|(first, _)| ranges().any(|(start, end)| (start..=end).contains(first))).collect()
    }
}

fn after(letter: char) -> Option<char> {
    if letter == '\u{d7ff}' { Some('\u{e000}') } else { char::from_u32(u32::from(letter) + 1) }
}

fn before(letter: char) -> char {
    if letter == '\u{e000}' { '\u{d7ff}' } else { char::from_u32(u32::from(letter).wrapping_sub(1)).unwrap_or('\0') }
}

/// Merges states that accept the same, after Moore, and numbers what is left in the order of its first mention.
fn minimal(subsets: &[Subset], alphabet: &[Range]) -> Result<Dfa, PatternError> {
    let mut classes: Vec<usize> = subsets.iter().map(|subset| usize::from(subset.accepting)).collect();
    loop {
        let mut numbers = BTreeMap::new();
        let refined: Vec<usize> = subsets
            .iter()
            .zip(&classes)
            .map(|(subset, class)| {
                let to: BTreeMap<usize, usize> =
                    subset.to.iter().map(|(piece, target)| (*piece, classes[*target])).collect();
                let count = numbers.len();
                *numbers.entry((*class, to)).or_insert(count)
            })
            .collect();
        let done = numbers.len() == classes.iter().collect::<BTreeSet<_>>().len();
        classes = refined;
        if done {
            break;
        }
    }
    let count = classes.iter().max().map_or(0, |most| most + 1);
    if count > MOST {
        return Err(PatternError::Unsupported("a pattern this large"));
    }
    let states = (0..count).filter_map(|class| {
        let subset = classes.iter().position(|other| *other == class).and_then(|index| subsets.get(index))?;
        let mut steps: BTreeMap<usize, Vec<Range>> = BTreeMap::new();
        for (piece, target) in &subset.to {
            push(steps.entry(classes[*target]).or_default(), alphabet[*piece]);
        }
        let steps = steps.into_iter().map(|(to, ranges)| (ranges, to)).collect();
        Some(State { accepting: subset.accepting, steps })
    });
    Ok(Dfa { states: states.collect() })
}

/// Adds a range behind the others; one that touches the last makes it longer.
fn push(ranges: &mut Vec<Range>, (first, last): Range) {
    match ranges.last_mut() {
        Some(range) if after(range.1) == Some(first) => range.1 = last,
        _ => ranges.push((first, last)),
    }
}
