//! Regular expressions of ranges of whole numbers, for the numbers in `Name.N`.

/// Matches the decimal numbers from `first` to `last` (any, if there is no last), without leading zeros.
pub(super) fn between(first: u64, last: Option<u64>) -> String {
    let first = u128::from(first);
    let mut parts = match last {
        Some(last) => blocks(first, u128::from(last)),
        None => open_ended(first),
    };
    match parts.len() {
        // No number is in an empty range; its first stands for it.
        0 => first.to_string(),
        1 => parts.remove(0),
        _ => format!("(?:{})", parts.join("|")),
    }
}

/// Numbers of as many digits as `first`, then all longer ones.
fn open_ended(first: u128) -> Vec<String> {
    let longer = power_above(first);
    let digits = longer.ilog10();
    if first == longer / 10 {
        return vec![match digits {
            1 => "[1-9][0-9]*".to_owned(),
            _ => format!("[1-9][0-9]{{{},}}", digits - 1),
        }];
    }
    let mut parts = blocks(first, longer - 1);
    parts.push(format!("[1-9][0-9]{{{digits},}}"));
    parts
}

/// The smallest power of ten above a number.
fn power_above(number: u128) -> u128 {
    let mut power = 10;
    while power <= number {
        power *= 10;
    }
    power
}

/// The range in pieces, each a prefix, a range of one digit, and any digits.
fn blocks(mut first: u128, last: u128) -> Vec<String> {
    let mut parts = Vec::new();
    while first <= last {
        let (mut size, mut free) = (1, 0);
        while first > 0 && first.is_multiple_of(size * 10) && first + (size * 10 - 1) <= last {
            size *= 10;
            free += 1;
        }
        let low = first / size % 10;
        let mut high = low;
        while high < 9 && first + size * (high - low + 2) - 1 <= last {
            high += 1;
        }
        parts.push(block(first / size / 10, low, high, free));
        first += size * (high - low + 1);
    }
    parts
}

fn block(prefix: u128, low: u128, high: u128, free: usize) -> String {
    let prefix = if prefix > 0 { prefix.to_string() } else { String::new() };
    let digit = if low == high { low.to_string() } else { format!("[{low}-{high}]") };
    let rest = match free {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        _ => format!("[0-9]{{{free}}}"),
    };
    format!("{prefix}{digit}{rest}")
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::between;

    #[test]
    fn usual_ranges_read_well() {
        assert_eq!(between(1, None), "[1-9][0-9]*");
        assert_eq!(between(1, Some(100)), "(?:[1-9]|[1-9][0-9]|100)");
        assert_eq!(between(0, Some(9)), "[0-9]");
        assert_eq!(between(7, Some(7)), "7");
    }

    #[test]
    fn a_range_matches_its_numbers_and_no_others() {
        let bounds = [0, 1, 2, 8, 9, 10, 11, 19, 99, 100, 101, 123, 199, 200, 999, 1000, 1001];
        for first in bounds {
            for last in bounds.into_iter().map(Some).chain([None]).filter(|last| last.is_none_or(|last| first <= last))
            {
                let pattern = between(first, last);
                let regex = Regex::new(&format!("^{pattern}$")).expect("a regular expression");
                for number in 0..=1200 {
                    let inside = number >= first && last.is_none_or(|last| number <= last);
                    assert_eq!(
                        regex.is_match(&number.to_string()),
                        inside,
                        "{number} in {first}..={last:?}: {pattern}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_largest_numbers_are_no_trouble() {
        let regex = Regex::new(&format!("^{}$", between(u64::MAX - 1, Some(u64::MAX)))).expect("a regular expression");
        assert!(regex.is_match(&u64::MAX.to_string()));
        assert!(!regex.is_match("18446744073709551616"));
        Regex::new(&between(u64::MAX, None)).expect("a regular expression");
    }

    #[test]
    fn leading_zeros_are_not_matched() {
        let regex = Regex::new(&format!("^{}$", between(0, None))).expect("a regular expression");
        assert!(regex.is_match("0") && regex.is_match("10") && !regex.is_match("01"));
    }
}
