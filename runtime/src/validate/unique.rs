//! Whether elements of a list are alike.

use std::collections::HashSet;

/// The longest list whose elements are compared with each other, each with all before it, so that nothing is written
/// down. Documented lists are shorter.
const SHORT: usize = 64;

/// Whether two of the texts are the same. Empty ones are not compared.
pub(super) fn has_duplicates<T: AsRef<str>>(texts: impl ExactSizeIterator<Item = T> + Clone) -> bool {
    if texts.len() > SHORT {
        let mut seen = HashSet::new();
        return texts.filter(|text| !text.as_ref().is_empty()).any(|text| !seen.insert(text.as_ref().to_owned()));
    }
    texts.clone().enumerate().any(|(index, text)| {
        let text = text.as_ref();
        !text.is_empty() && texts.clone().take(index).any(|other| other.as_ref() == text)
    })
}

#[cfg(test)]
mod tests {
    use super::has_duplicates;

    #[test]
    fn duplicates_are_found_in_short_lists_and_in_long_ones() {
        for length in [2, 3, 64, 65, 1000] {
            let mut texts: Vec<_> = (0..length).map(|number: usize| number.to_string()).collect();
            assert!(!has_duplicates(texts.iter()), "{length}");
            texts[length - 1] = "0".to_owned();
            assert!(has_duplicates(texts.iter()), "{length}");
        }
    }

    #[test]
    fn empty_texts_are_not_compared() {
        assert!(!has_duplicates(["", ""].iter()));
        assert!(!has_duplicates(std::iter::repeat_n("", 100)));
    }
}
