//! Where values are, and where what is wrong with them is written down.

use std::fmt;

use super::violation::{Rule, Violation};

/// A place in the tree of names. Places know only what they are in: paths are written where something is wrong.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'p> {
    Top,
    Member(&'p Self, &'p str),
    /// Counted from 1.
    Element(&'p Self, u64),
}

impl Place<'_> {
    /// The path of a member of this place, or of the place itself if the name is empty.
    pub(super) fn path_of(self, name: &str) -> String {
        let mut path = String::new();
        self.write(&mut path);
        add(&mut path, name);
        path
    }

    fn write(self, path: &mut String) {
        match self {
            Self::Top => {}
            Self::Member(outer, name) => {
                outer.write(path);
                add(path, name);
            }
            Self::Element(outer, number) => {
                outer.write(path);
                add(path, &number.to_string());
            }
        }
    }
}

fn add(path: &mut String, name: &str) {
    if !path.is_empty() && !name.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// A value's place: a member of a place, or the place itself if the name is empty.
#[derive(Debug)]
pub(super) struct Spot<'v> {
    pub(super) place: &'v Place<'v>,
    pub(super) name: &'v str,
    pub(super) violations: &'v mut Vec<Violation>,
}

impl Spot<'_> {
    /// The same, for a report. Rules that hold then keep nothing in memory for those that do not.
    #[inline]
    pub(super) fn again(&mut self) -> Spot<'_> {
        Spot { place: self.place, name: self.name, violations: self.violations }
    }

    /// Adds a violation.
    #[cold]
    pub(super) fn report(self, rule: Rule, message: fmt::Arguments<'_>) {
        self.violations.push(Violation::new(self.place.path_of(self.name), rule, message.to_string()));
    }
}
