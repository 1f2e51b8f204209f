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
    let max_results = max_results.max(1);
    let start = marker.unwrap_or(0).max(0);
    let all: Vec<T> = all.into_iter().collect();
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let end = start.saturating_add(max_results);
    let skip = usize::try_from(start).unwrap_or(usize::MAX);
    let take = usize::try_from(max_results).unwrap_or(usize::MAX);
    let items = all.into_iter().skip(skip).take(take).collect();
    Page { items, marker: if end < total { end } else { 0 }, max_results, total }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn pages_follow_each_other_until_the_marker_is_zero() {
        let first = page(0..5, None, 2);
        assert_eq!((first.items.as_slice(), first.marker, first.total), ([0, 1].as_slice(), 2, 5));
        let last = page(0..5, Some(4), 2);
        assert_eq!((last.items.as_slice(), last.marker), ([4].as_slice(), 0));
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
