//! Numbers with as many decimals as are documented.
//!
//! Sums of decimal numbers are a hair off: 0.1 + 0.2 is 0.30000000000000004. Whoever adds up what containers need means
//! 0.3, so that is what is sent and what is checked. A number that is further off has decimals that somebody wrote.

/// How far a number may be off, as a share of the last documented digit.
const SHARE: f64 = 1e-6;

/// The number with no more than so many digits after the decimal point, if it is one of these within rounding.
pub(crate) fn rounded_to(number: f64, decimals: usize) -> Option<f64> {
    if !has_more_decimals(number, decimals) {
        return Some(number);
    }
    let rounded: f64 = format!("{number:.decimals$}").parse().ok()?;
    let digit = i32::try_from(decimals).map_or(0.0, |decimals| 10_f64.powi(-decimals));
    ((number - rounded).abs() <= digit * SHARE * number.abs().max(1.0)).then_some(rounded)
}

/// Whether a number has more digits after the decimal point, in the shortest form that reads back as the same number.
#[expect(clippy::float_cmp, reason = "only what reads back as exactly the same number is the same number")]
fn has_more_decimals(number: f64, most: usize) -> bool {
    // Up to 15 digits, a decimal number is the only one that reads as its double, and the shortest.
    const EXACT: f64 = 1e15;
    let scale = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6].get(most);
    if let Some(scale) = scale
        && (number * scale).abs() < EXACT
    {
        return (number * scale).round() / scale != number;
    }
    number.to_string().split_once('.').is_some_and(|(_, decimals)| decimals.len() > most)
}

/// Numbers that are sent with as many decimals as are documented.
pub trait Rounded {
    /// The same, but for what is within rounding of a number with so many decimals: that becomes this number.
    #[must_use]
    fn rounded(&self, decimals: usize) -> Self;
}

impl Rounded for f64 {
    fn rounded(&self, decimals: usize) -> Self {
        rounded_to(*self, decimals).unwrap_or(*self)
    }
}

impl Rounded for Option<f64> {
    fn rounded(&self, decimals: usize) -> Self {
        self.map(|number| number.rounded(decimals))
    }
}

impl Rounded for Vec<f64> {
    fn rounded(&self, decimals: usize) -> Self {
        self.iter().map(|number| number.rounded(decimals)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_what_was_meant() {
        assert_eq!(rounded_to(0.1 + 0.2, 3), Some(0.3));
        let tenths: f64 = std::iter::repeat_n(0.1, 1_000).sum();
        assert_eq!(tenths.to_string(), "99.9999999999986");
        assert_eq!(rounded_to(tenths, 3), Some(100.0));
        assert_eq!(rounded_to(-(0.1 + 0.2), 1), Some(-0.3));
    }

    #[test]
    fn decimals_that_somebody_wrote_stay() {
        for (number, decimals) in [(0.0005, 3), (0.1234, 3), (1.000_001, 3), (0.5, 0), (2.000_000_1, 3)] {
            assert_eq!(rounded_to(number, decimals), None, "{number}");
            assert_eq!(number.rounded(decimals).to_string(), number.to_string());
        }
    }

    #[test]
    fn numbers_with_few_decimals_are_their_own() {
        for number in [0.0, 0.125, 2.0, 1e23, -7.5, f64::MAX, f64::INFINITY] {
            assert_eq!(rounded_to(number, 3), Some(number));
        }
        assert!(f64::NAN.rounded(3).is_nan());
    }

    #[test]
    fn absent_numbers_and_lists_are_rounded_too() {
        assert_eq!(Some(0.1 + 0.2).rounded(3), Some(0.3));
        assert_eq!(None::<f64>.rounded(3), None);
        assert_eq!(vec![0.1 + 0.2, 1.0].rounded(3), [0.3, 1.0]);
    }
}
