//! A deterministic automaton with as few states as can be.

use std::collections::{BTreeMap, BTreeSet};

use super::PatternError;
use super::alphabet::Alphabet;
use super::nfa::{Nfa, Range};

/// Most states of the result, which is how long the matcher's code gets.
const MOST: usize = 512;

/// Most states looked at on the way, all told: a pattern of names needs a few thousand.
const MOST_WORK: usize = 2_000_000;

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

    /// Where a letter leads.
    pub(super) fn step(&self, state: usize, letter: char) -> Option<usize> {
        let takes = |(first, last): &Range| (*first..=*last).contains(&letter);
        self.states.get(state)?.steps.iter().find(|(ranges, _)| ranges.iter().any(takes)).map(|(_, to)| *to)
    }

    /// Whether a text may end in a state.
    pub(super) fn accepts(&self, state: usize) -> bool {
        self.states.get(state).is_some_and(|state| state.accepting)
    }

    /// The transitions of a state.
    pub(super) fn steps(&self, state: usize) -> &[(Vec<Range>, usize)] {
        self.states.get(state).map_or(&[], |state| &state.steps)
    }

    /// The characters that a state takes, target by target.
    pub(super) fn ranges(&self, state: usize) -> Vec<Range> {
        self.steps(state).iter().flat_map(|(ranges, _)| ranges).copied().collect()
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

/// A state of the subset construction: what it accepts, and where each letter of the alphabet leads.
struct Subset {
    accepting: bool,
    to: BTreeMap<usize, usize>,
}

impl Nfa {
    /// The deterministic automaton that matches the same.
    pub(super) fn determine(&self) -> Result<Dfa, PatternError> {
        let alphabet = Alphabet::new(&self.classes);
        let mut work = 0;
        let mut numbers: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
        let mut waiting = vec![self.closure([self.start])];
        let mut subsets: Vec<Subset> = Vec::new();
        numbers.insert(waiting[0].clone(), 0);
        let mut next = 0;
        while let Some(set) = waiting.get(next).cloned() {
            next += 1;
            let mut targets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (class, target) in set.iter().flat_map(|state| &self.states[*state].steps) {
                for letter in alphabet.letters(*class) {
                    targets.entry(*letter).or_default().push(*target);
                }
            }
            let mut to = BTreeMap::new();
            for (letter, targets) in targets {
                let target = self.closure(targets);
                work += target.len();
                let count = numbers.len();
                let number = *numbers.entry(target.clone()).or_insert(count);
                if number == count {
                    waiting.push(target);
                }
                // Before minimising there may be a few times as many.
                if count > MOST * 8 || work > MOST_WORK {
                    return Err(PatternError::Unsupported("a pattern this large"));
                }
                to.insert(letter, number);
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
}

/// Merges states that accept the same, after Moore, and numbers what is left in the order of its first mention.
fn minimal(subsets: &[Subset], alphabet: &Alphabet) -> Result<Dfa, PatternError> {
    let mut classes: Vec<usize> = subsets.iter().map(|subset| usize::from(subset.accepting)).collect();
    loop {
        let mut numbers = BTreeMap::new();
        let refined: Vec<usize> = subsets
            .iter()
            .zip(&classes)
            .map(|(subset, class)| {
                let to: BTreeMap<usize, usize> =
                    subset.to.iter().map(|(letter, target)| (*letter, classes[*target])).collect();
                let count = numbers.len();
                *numbers.entry((*class, to)).or_insert(count)
            })
            .collect();
        // There are never fewer of them in a later round.
        if numbers.len() > MOST {
            return Err(PatternError::Unsupported("a pattern this large"));
        }
        let done = numbers.len() == classes.iter().collect::<BTreeSet<_>>().len();
        classes = refined;
        if done {
            break;
        }
    }
    let count = classes.iter().max().map_or(0, |most| most + 1);
    let states = (0..count).filter_map(|class| {
        let subset = classes.iter().position(|other| *other == class).and_then(|index| subsets.get(index))?;
        let mut letters: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (letter, target) in &subset.to {
            letters.entry(classes[*target]).or_default().push(*letter);
        }
        let steps = letters.into_iter().map(|(to, letters)| (alphabet.ranges(&letters), to)).collect();
        Some(State { accepting: subset.accepting, steps })
    });
    Ok(Dfa { states: states.collect() })
}
