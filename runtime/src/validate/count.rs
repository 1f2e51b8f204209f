//! How much is there: presence, and numbers of elements.

use super::{Validator, counted, presence_rules};
use crate::validate::Rule;

/// Rules about whether a value is there.
#[derive(Debug)]
pub struct PresenceCheck<'v> {
    v: Validator<'v>,
    name: &'v str,
    present: bool,
}

impl<'v> PresenceCheck<'v> {
    #[inline]
    pub(super) fn new(v: Validator<'v>, name: &'v str, present: bool) -> Self {
        Self { v, name, present }
    }

    fn is_present(&self) -> bool {
        self.present
    }
}

presence_rules!(PresenceCheck);

/// Rules about the number of elements of a list. A list without elements is absent.
#[derive(Debug)]
pub struct ListCheck<'v> {
    v: Validator<'v>,
    name: &'v str,
    count: usize,
}

impl<'v> ListCheck<'v> {
    #[inline]
    pub(super) fn new(v: Validator<'v>, name: &'v str, count: usize) -> Self {
        Self { v, name, count }
    }

    fn is_present(&self) -> bool {
        self.count > 0
    }

    /// At least so many elements.
    pub fn min_items(mut self, least: usize) -> Self {
        if self.is_present() && self.count < least {
            self.v.report(self.name, Rule::MinItems, format!("{}, at least {least}", counted(self.count, "element")));
        }
        self
    }

    /// At most so many elements.
    pub fn max_items(mut self, most: usize) -> Self {
        if self.count > most {
            self.v.report(self.name, Rule::MaxItems, format!("{}, at most {most}", counted(self.count, "element")));
        }
        self
    }

    /// No position after this one.
    pub fn max_index(mut self, last: usize) -> Self {
        if self.count > last {
            let count = counted(self.count, "element");
            self.v.report(self.name, Rule::Index, format!("{count}, but the last position is {last}"));
        }
        self
    }
}

presence_rules!(ListCheck);
