//! A nondeterministic automaton over characters, after Thompson.

use std::collections::BTreeMap;

use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use super::PatternError;

/// Most states. A pattern of names needs a few hundred.
const MOST: usize = 20_000;

/// A range of characters, both ends in it.
pub(super) type Range = (char, char);

/// The automaton. Its states are numbered; one is where texts end.
#[derive(Debug, Default)]
pub(super) struct Nfa {
    pub(super) states: Vec<State>,
    /// The sets of characters that steps take, each of them once: sorted ranges that do not touch.
    pub(super) classes: Vec<Vec<Range>>,
    numbers: BTreeMap<Vec<Range>, usize>,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Where a state leads.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Without a character.
    pub(super) free: Vec<usize>,
    /// With a character of a class, by its number.
    pub(super) steps: Vec<(usize, usize)>,
}

impl Nfa {
    /// The automaton of a concatenation.
    pub(super) fn new(parts: &[Hir]) -> Result<Self, PatternError> {
        let mut nfa = Self::default();
        nfa.start = nfa.state()?;
        nfa.end = parts.iter().try_fold(nfa.start, |from, part| nfa.add(part, from))?;
        Ok(nfa)
    }

    fn state(&mut self) -> Result<usize, PatternError> {
        if self.states.len() >= MOST {
            return Err(PatternError::Unsupported("a pattern this large"));
        }
        self.states.push(State::default());
        Ok(self.states.len() - 1)
    }

    /// A new state, led to from `from` by the ranges.
    fn step(&mut self, from: usize, ranges: impl IntoIterator<Item = Range>) -> Result<usize, PatternError> {
        let ranges: Vec<Range> = ranges.into_iter().collect();
        let count = self.classes.len();
        let class = *self.numbers.entry(ranges.clone()).or_insert(count);
        if class == count {
            self.classes.push(ranges);
        }
        let to = self.state()?;
        self.states[from].steps.push((class, to));
        Ok(to)
    }

    /// Adds what a part of the pattern matches, from `from`; gives where it ends.
    fn add(&mut self, hir: &Hir, from: usize) -> Result<usize, PatternError> {
        match hir.kind() {
            HirKind::Empty => Ok(from),
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0);
                let text = text.map_err(|_| PatternError::Unsupported("bytes that are no text"))?;
                text.chars().try_fold(from, |from, letter| self.step(from, [(letter, letter)]))
            }
            HirKind::Class(Class::Unicode(class)) => {
                self.step(from, class.ranges().iter().map(|range| (range.start(), range.end())))
            }
            HirKind::Class(Class::Bytes(class)) => {
                if !class.is_ascii() {
                    return Err(PatternError::Unsupported("bytes that are no text"));
                }
                self.step(from, class.ranges().iter().map(|range| (range.start().into(), range.end().into())))
            }
            HirKind::Look(_) => Err(PatternError::Unsupported("an anchor or a boundary inside the pattern")),
            HirKind::Capture(capture) => self.add(&capture.sub, from),
            HirKind::Concat(parts) => parts.iter().try_fold(from, |from, part| self.add(part, from)),
            HirKind::Alternation(choices) => {
                let end = self.state()?;
                for choice in choices {
                    let start = self.state()?;
                    self.states[from].free.push(start);
                    let last = self.add(choice, start)?;
                    self.states[last].free.push(end);
                }
                Ok(end)
            }
            HirKind::Repetition(repetition) => self.repeat(repetition, from),
        }
    }

    fn repeat(&mut self, repetition: &Repetition, from: usize) -> Result<usize, PatternError> {
        let mut at = from;
        for _ in 0..repetition.min {
            at = self.add(&repetition.sub, at)?;
        }
        let end = self.state()?;
        let Some(max) = repetition.max else {
            let start = self.state()?;
            self.states[at].free.push(start);
            let last = self.add(&repetition.sub, start)?;
            self.states[last].free.push(start);
            self.states[start].free.push(end);
            return Ok(end);
        };
        for _ in repetition.min..max {
            self.states[at].free.push(end);
            // A state of its own, so that a way round what is optional does not lead back into it.
            let start = self.state()?;
            self.states[at].free.push(start);
            at = self.add(&repetition.sub, start)?;
        }
        self.states[at].free.push(end);
        Ok(end)
    }
}
