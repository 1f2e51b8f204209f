//! By how much two looks at the end of a growing list overlap.

/// An overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// Its length: so many at the end of what was seen are those at the beginning of what is seen now.
    pub(crate) length: usize,
    /// Whether it may as well be much shorter, because what overlaps repeats itself: at least twice.
    pub(crate) is_vague: bool,
}

/// The longest overlap: the longest end of `seen` that `now` begins with. In linear time.
pub(crate) fn overlap<T: PartialEq>(seen: &[T], now: &[T]) -> Overlap {
    // Of `now` alone: how long the longest beginning is that stands before each position too.
    let borders = borders(now);
    let shorter = |length: usize| length.checked_sub(1).and_then(|at| borders.get(at)).copied().unwrap_or(0);
    let most = seen.len().min(now.len());
    let mut length = 0;
    for item in seen.iter().skip(seen.len() - most) {
        while length > 0 && (length == now.len() || now.get(length) != Some(item)) {
            length = shorter(length);
        }
        if now.get(length) == Some(item) {
            length += 1;
        }
    }
    let next = shorter(length);
    Overlap { length, is_vague: length > 1 && 2 * next >= length }
}

/// For each beginning of a list: the length of the longest shorter beginning that is its end too.
fn borders<T: PartialEq>(list: &[T]) -> Vec<usize> {
    let mut borders = Vec::with_capacity(list.len());
    let mut length = 0_usize;
    for (at, item) in list.iter().enumerate() {
        if at > 0 {
            while length > 0 && list.get(length) != Some(item) {
                length = borders.get(length - 1).copied().unwrap_or(0);
            }
            if list.get(length) == Some(item) {
                length += 1;
            }
        }
        borders.push(length);
    }
    borders
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn length(seen: &str, now: &str) -> usize {
        overlap(seen.as_bytes(), now.as_bytes()).length
    }

    #[test]
    fn the_end_of_the_one_is_the_beginning_of_the_other() {
        assert_eq!(length("abcd", "cdef"), 2);
        assert_eq!(length("abcd", "abcd"), 4);
        assert_eq!(length("abcd", "efgh"), 0);
        assert_eq!(length("", "ab"), 0);
        assert_eq!(length("ab", ""), 0);
    }

    #[test]
    fn it_is_the_longest() {
        assert_eq!(length("xaxa", "xaxaxb"), 4);
        assert_eq!(length("aab", "abaab"), 2);
        assert_eq!(length("cababa", "ababab"), 5);
    }

    #[test]
    fn what_repeats_itself_is_vague() {
        let is_vague = |seen: &str, now: &str| overlap(seen.as_bytes(), now.as_bytes()).is_vague;
        assert!(is_vague("aaaa", "aaaa"));
        assert!(is_vague("abab", "abab"));
        assert!(!is_vague("abca", "abca"), "a line that happens to come twice is none");
        assert!(!is_vague("xa", "ab"));
    }

    /// The same, as it is said rather than as it is found.
    fn said(seen: &[u8], now: &[u8]) -> usize {
        let most = seen.len().min(now.len());
        (0..=most).rev().find(|length| now.starts_with(&seen[seen.len() - length..])).unwrap_or(0)
    }

    proptest! {
        #[test]
        fn it_is_what_it_says(seen in vec(0..3_u8, 0..40), now in vec(0..3_u8, 0..40)) {
            prop_assert_eq!(overlap(&seen, &now).length, said(&seen, &now));
        }

        #[test]
        fn two_looks_at_a_log_whose_lines_differ_overlap_by_what_they_share(
            first in 0..200_usize, more in 0..200_usize, window in 1..100_usize,
        ) {
            let log: Vec<usize> = (0..first + more).collect();
            let look = |end: usize| &log[end.saturating_sub(window)..end];
            let (seen, now) = (look(first), look(first + more));
            prop_assert_eq!(overlap(seen, now), Overlap { length: now.len().saturating_sub(more), is_vague: false });
        }
    }
}
