//! Quantities as Kubernetes writes them, `500m`, `1.5Gi`, in thousandths of a unit.

/// What a suffix multiplies by: a power of ten, and a power of two.
const SUFFIXES: [(&str, i32, u32); 15] = [
    ("Ki", 0, 10),
    ("Mi", 0, 20),
    ("Gi", 0, 30),
    ("Ti", 0, 40),
    ("Pi", 0, 50),
    ("Ei", 0, 60),
    ("n", -9, 0),
    ("u", -6, 0),
    ("m", -3, 0),
    ("k", 3, 0),
    ("M", 6, 0),
    ("G", 9, 0),
    ("T", 12, 0),
    ("P", 15, 0),
    ("E", 18, 0),
];

/// The unit of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    One,
    Gibi,
}

/// An amount, in thousandths of its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) thousandths: u64,
    /// Whether it was rounded up to that.
    pub(super) is_rounded: bool,
}

impl Amount {
    /// As a number of the unit.
    pub(super) fn number(self) -> serde_json::Value {
        let whole = self.thousandths / 1000;
        if self.thousandths.is_multiple_of(1000) {
            return whole.into();
        }
        // A decimal of three places is read as the number that is nearest to it.
        let text = format!("{whole}.{:03}", self.thousandths % 1000);
        text.parse::<f64>().map_or(serde_json::Value::String(text), Into::into)
    }
}

/// Reads a quantity. `None`: it is none, it is negative, or it is beyond all bounds.
pub(super) fn read(text: &str, unit: Unit) -> Option<Amount> {
    let (mantissa, mut ten, rest) = decimal(text.strip_prefix('+').unwrap_or(text))?;
    let mut two = 0;
    if let Some(exponent) = rest.strip_prefix(['e', 'E']).filter(|exponent| !exponent.is_empty()) {
        ten += exponent.parse::<i32>().ok().filter(|exponent| exponent.abs() < 100)?;
    } else if !rest.is_empty() {
        let (_, by_ten, by_two) = SUFFIXES.iter().find(|(suffix, ..)| *suffix == rest)?;
        ten += by_ten;
        two = *by_two;
    }
    ten += 3;
    let above = mantissa.checked_mul(power(10, ten.max(0))?)?.checked_mul(1_u128 << two)?;
    let below = power(10, (-ten).max(0))?.checked_mul(if unit == Unit::Gibi { 1 << 30 } else { 1 })?;
    let thousandths = u64::try_from(above.div_ceil(below)).ok()?;
    Some(Amount { thousandths, is_rounded: above % below != 0 })
}

/// The digits as a whole number, the power of ten that it is to be multiplied by, and what stands after them.
fn decimal(text: &str) -> Option<(u128, i32, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at_checked(end)?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() && number.trim_matches('.').is_empty() {
        return None;
    }
    let digits = format!("{whole}{fraction}");
    let mantissa = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    Some((mantissa, -i32::try_from(fraction.len()).ok()?, rest))
}

fn power(base: u128, exponent: i32) -> Option<u128> {
    base.checked_pow(u32::try_from(exponent).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(text: &str, unit: Unit) -> Option<u64> {
        read(text, unit).filter(|amount| !amount.is_rounded).map(|amount| amount.thousandths)
    }

    #[test]
    fn cores_are_whole_or_in_thousandths() {
        let cores = ["2", "500m", "0.5", ".5", "5e-1", "1500000u", "+1.250"].map(|text| exact(text, Unit::One));
        assert_eq!(cores, [2000, 500, 500, 500, 500, 1500, 1250].map(Some));
    }

    #[test]
    fn memory_is_in_gibibytes() {
        let memory = ["1Gi", "512Mi", "1073741824", "0.25Gi", "1Ti"].map(|text| exact(text, Unit::Gibi));
        assert_eq!(memory, [1000, 500, 1000, 250, 1_024_000].map(Some));
    }

    #[test]
    fn what_does_not_come_out_even_is_rounded_up() {
        assert_eq!(read("100Mi", Unit::Gibi), Some(Amount { thousandths: 98, is_rounded: true }));
        assert_eq!(read("1G", Unit::Gibi), Some(Amount { thousandths: 932, is_rounded: true }));
        assert_eq!(read("1n", Unit::One), Some(Amount { thousandths: 1, is_rounded: true }));
    }

    #[test]
    fn what_is_no_quantity_is_none() {
        for text in ["", ".", "-1", "1Q", "1 Gi", "1gi", "1.2.3", "many", "1e", "1e999", "9999999999999999E", "1Gii"] {
            assert_eq!(read(text, Unit::Gibi), None, "{text}");
        }
    }

    #[test]
    fn a_number_has_three_places_at_most() {
        let amount = |thousandths| Amount { thousandths, is_rounded: false }.number().to_string();
        assert_eq!([2000, 500, 98, 1].map(amount), ["2", "0.5", "0.098", "0.001"]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "\\PC*", even in "[0-9.+eE-]{0,60}[A-Za-z]{0,2}") {
            read(&text, Unit::One);
            read(&even, Unit::Gibi);
        }
    }
}
