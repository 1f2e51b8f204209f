//! Pages of a list: where one starts, how long it is, and where the next one starts.

/// A page, and where the next one starts: 0 after the last.
pub(super) struct Page<T> {
    pub(super) items: Vec<T>,
    pub(super) marker: i64,
    pub(super) max_results: i64,
    pub(super) total: i64,
}

/// The page of `all` that starts at `marker`.
pub(super) fn page<T>(all: impl IntoIterator<Item = T>, marker: Option<i64>, max_results: i64) -> Page<T> {
    let window = Window::new(marker, max_results);
    let all: Vec<T> = all.into_iter().collect();
    let total = all.len();
    let items = all.into_iter().skip(window.start).take(window.length).collect();
    window.page(items, total)
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    start: usize,
    length: usize,
}

impl Window {
    pub(super) fn new(marker: Option<i64>, max_results: i64) -> Self {
        let start = usize::try_from(marker.unwrap_or(0).max(0)).unwrap_or(usize::MAX);
        Self { start, length: usize::try_from(max_results.max(1)).unwrap_or(usize::MAX) }
    }

    /// How many items come before the window, and how many are in it at most.
    pub(super) fn whole(self) -> (usize, usize) {
        (self.start, self.length)
    }

    /// How many of a part of the list, which begins at `position`, come before the window, and how many are in it at most.
    pub(super) fn of_part(self, position: usize) -> (usize, usize) {
        let skipped = self.start.saturating_sub(position);
        let begun = position.saturating_sub(self.start);
        (skipped, self.length.saturating_sub(begun))
    }

    /// The page that has these items, of so many in all.
    pub(super) fn page<T>(self, items: Vec<T>, total: usize) -> Page<T> {
        let number = |count| i64::try_from(count).unwrap_or(i64::MAX);
        let end = self.start.saturating_add(self.length);
        let marker = if end < total { number(end) } else { 0 };
        Page { items, marker, max_results: number(self.length), total: number(total) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Window, page};

    #[test]
    fn pages_follow_each_other_until_the_marker_is_zero() {
        let first = page(0..5, None, 2);
        assert_eq!((first.items.as_slice(), first.marker, first.total), ([0, 1].as_slice(), 2, 5));
        let last = page(0..5, Some(4), 2);
        assert_eq!((last.items.as_slice(), last.marker), ([4].as_slice(), 0));
    }

    #[test]
    fn a_list_in_parts_has_the_same_pages() {
        let window = Window::new(Some(4), 5);
        let parts = [0, 3, 6, 9, 12].map(|position| window.of_part(position));
        let taken = [0, 3, 6, 9, 12].into_iter().zip(parts);
        let taken = taken.flat_map(|(position, (skipped, most))| (position..position + 3).skip(skipped).take(most));
        assert_eq!(taken.collect::<Vec<usize>>(), [4, 5, 6, 7, 8]);
    }

    #[test]
    fn a_page_that_ends_with_the_list_is_the_last() {
        assert_eq!(page(0..4, Some(2), 2).marker, 0);
    }

    #[test]
    fn a_marker_past_the_end_is_an_empty_last_page() {
        let page = page(0..5, Some(i64::MAX), 20);
        assert_eq!((page.items.len(), page.marker, page.total), (0, 0, 5));
    }
}
