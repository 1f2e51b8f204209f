//! Names as people type them.

/// How much alike two names are that one may have been meant for the other.
const CLOSE: f64 = 0.8;

/// A name without separators, in lower case: `container-group` and `ContainerGroup` are the same.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name that is most like what was given, if one is close.
pub fn closest<'n>(given: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let given = plain(given);
    let score = |name: &str| {
        let name = plain(name);
        let begins = given.len() >= 3 && name.starts_with(&given);
        if begins { 1.0 } else { strsim::jaro_winkler(&given, &name) }
    };
    let scored = names.into_iter().map(|name| (score(name), name));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.filter(|(score, _)| *score >= CLOSE).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_slip_is_close_and_another_is_not() {
        let names = ["DescribeContainerGroup", "CreateContainerGroup", "DeleteImageCache"];
        assert_eq!(closest("descibe-container-group", names), Some("DescribeContainerGroup"));
        assert_eq!(closest("delete", names), Some("DeleteImageCache"));
        assert_eq!(closest("zzz", names), None);
    }
}
