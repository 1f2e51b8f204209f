//! Pages that are counted: found by their number, or by how many items come before them.

/// A page that was asked for by its number or its offset, and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedPage {
    /// Its number, or how many items come before it, as the request counts them.
    pub at: i64,
    /// What the first page is asked for by: mostly 1 for numbers, and 0 for offsets.
    pub first: i64,
    /// How many items a page may list, if that is known.
    pub size: Option<i64>,
    /// How many items it lists.
    pub items: usize,
    /// How many items all pages list, if the answer says so; 0 says nothing.
    pub total: Option<i64>,
}

impl CountedPage {
    /// The number of the page after this one; `None` after the last.
    pub fn next_number(&self) -> Option<i64> {
        let items = self.items();
        let size = self.size.filter(|size| *size > 0).unwrap_or(items);
        let before = self.at.saturating_sub(self.first).saturating_mul(size);
        (!self.is_last(before)).then(|| self.at.saturating_add(1))
    }

    /// The offset of the page after this one; `None` after the last.
    pub fn next_offset(&self) -> Option<i64> {
        (!self.is_last(self.at.saturating_sub(self.first))).then(|| self.at.saturating_add(self.items()))
    }

    /// Whether all has been listed, where so many items come before this page: it is empty, or the total is reached, or,
    /// where no total is told, it is not full.
    fn is_last(&self, before: i64) -> bool {
        match self.total.filter(|total| *total > 0) {
            _ if self.items == 0 => true,
            Some(total) => before.saturating_add(self.items()) >= total,
            None => self.size.is_some_and(|size| self.items() < size),
        }
    }

    fn items(&self) -> i64 {
        i64::try_from(self.items).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: CountedPage = CountedPage { at: 2, first: 1, size: Some(10), items: 10, total: Some(25) };

    #[test]
    fn numbers_go_on_until_the_total_is_reached() {
        assert_eq!(PAGE.next_number(), Some(3));
        assert_eq!(CountedPage { at: 3, items: 5, ..PAGE }.next_number(), None);
        assert_eq!(CountedPage { total: Some(20), ..PAGE }.next_number(), None);
        assert_eq!(CountedPage { at: 1, first: 0, ..PAGE }.next_number(), Some(2));
    }

    #[test]
    fn offsets_go_on_by_what_was_listed() {
        let page = CountedPage { at: 10, first: 0, ..PAGE };
        assert_eq!(page.next_offset(), Some(20));
        // The service lists fewer than were asked for, and there are more.
        assert_eq!(CountedPage { items: 4, ..page }.next_offset(), Some(14));
        assert_eq!(CountedPage { at: 20, items: 5, ..page }.next_offset(), None);
    }

    #[test]
    fn without_a_total_a_page_that_is_not_full_is_the_last() {
        for total in [None, Some(0)] {
            let page = CountedPage { total, ..PAGE };
            assert_eq!(page.next_number(), Some(3));
            assert_eq!(CountedPage { items: 9, ..page }.next_number(), None);
        }
    }

    #[test]
    fn without_a_total_and_a_size_an_empty_page_is_the_last() {
        let page = CountedPage { size: None, total: None, ..PAGE };
        assert_eq!((page.next_number(), page.next_offset()), (Some(3), Some(12)));
        assert_eq!(CountedPage { items: 0, ..page }.next_number(), None);
        assert_eq!(CountedPage { items: 0, ..page }.next_offset(), None);
    }

    #[test]
    fn a_short_page_in_the_middle_is_not_the_end() {
        assert_eq!(CountedPage { items: 4, ..PAGE }.next_number(), Some(3));
    }

    #[test]
    fn no_number_is_too_large() {
        let page = CountedPage { at: i64::MAX, first: i64::MIN, size: Some(i64::MAX), items: usize::MAX, total: None };
        assert_eq!(page.next_number(), Some(i64::MAX));
        assert_eq!(page.next_offset(), Some(i64::MAX));
    }
}
