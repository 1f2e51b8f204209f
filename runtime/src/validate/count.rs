//! How much is there: presence, and numbers of elements.

use super::{Spot, counted, presence_rules};
use crate::validate::Rule;

/// Rules about whether a value is there.
#[derive(Debug)]
pub struct PresenceCheck<'v> {
    spot: Spot<'v>,
    present: bool,
}

impl<'v> PresenceCheck<'v> {
    #[inline]
    pub(super) fn new(spot: Spot<'v>, present: bool) -> Self {
        Self { spot, present }
    }

    #[inline]
    fn is_present(&self) -> bool {
        self.present
    }
}

presence_rules!(PresenceCheck);

/// Rules about the number of elements of a list. A list without elements is absent.
#[derive(Debug)]
pub struct ListCheck<'v> {
    spot: Spot<'v>,
    count: usize,
}

impl<'v> ListCheck<'v> {
    #[inline]
    pub(super) fn new(spot: Spot<'v>, count: usize) -> Self {
        Self { spot, count }
    }

    #[inline]
    fn is_present(&self) -> bool {
        self.count > 0
    }

    /// At least so many elements.
    #[inline]
    pub fn min_items(mut self, least: usize) -> Self {
        if self.is_present() && self.count < least {
            let count = counted(self.count, "element");
            self.spot.again().report(Rule::MinItems, format_args!("{count}, at least {least}"));
        }
        self
    }

    /// At most so many elements.
    #[inline]
    pub fn max_items(mut self, most: usize) -> Self {
        if self.count > most {
            let count = counted(self.count, "element");
            self.spot.again().report(Rule::MaxItems, format_args!("{count}, at most {most}"));
        }
        self
    }

    /// No position after this one.
    #[inline]
    pub fn max_index(mut self, last: usize) -> Self {
        if self.count > last {
            let count = counted(self.count, "element");
            self.spot.again().report(Rule::Index, format_args!("{count}, but the last position is {last}"));
        }
        self
    }
}

presence_rules!(ListCheck);
