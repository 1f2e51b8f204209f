//! Numbers in the forms that people write them in, as exact digits.

use super::words::{MAGNITUDES, is_unit};
use super::{Kind, Token};

/// Numbers with their signs, groups, powers and magnitudes as one token each.
pub(super) fn numbers(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut square = 0_usize;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.kind {
            Kind::Mark('[') => square += 1,
            Kind::Mark(']') => square = square.saturating_sub(1),
            Kind::Number(_) => {
                let (number, used) = number(tokens.get(at..).unwrap_or_default(), square > 0);
                push(&mut out, number);
                at += used;
                continue;
            }
            _ => {}
        }
        out.push(token.clone());
        at += 1;
    }
    out
}

/// Adds a number, with the sign before it.
fn push(out: &mut Vec<Token>, mut number: Token) {
    let signed = out.last().is_some_and(|sign| matches!(sign.kind, Kind::Mark('-' | '+'))) && !number.spaced;
    let before = out.len().checked_sub(2).and_then(|at| out.get(at));
    let operand = |token: &Token| {
        matches!(token.kind, Kind::Number(_) | Kind::Odd | Kind::Word | Kind::Unit | Kind::Mark(')' | ']'))
    };
    let spaced = out.last().is_some_and(|sign| sign.spaced);
    if !signed || before.is_some_and(|before| operand(before) && !(spaced && before.kind == Kind::Word)) {
        return out.push(number);
    }
    let Some(sign) = out.pop() else { return };
    if let (Kind::Number(digits), "-") = (&mut number.kind, sign.text.as_str()) {
        digits.insert(0, '-');
    }
    number.text.insert_str(0, &sign.text);
    number.bytes.start = sign.bytes.start;
    number.spaced = sign.spaced;
    out.push(number);
}

/// The number that tokens start with, and how many of them it takes.
fn number(tokens: &[Token], in_square: bool) -> (Token, usize) {
    let Some(first) = tokens.first() else { return (odd(tokens), 0) };
    let glued = |at: usize| tokens.get(at).filter(|token| !token.spaced);
    let mark = |at: usize, mark: char| glued(at).is_some_and(|token| token.kind == Kind::Mark(mark));
    let digits = |at: usize| match glued(at).map(|token| &token.kind) {
        Some(Kind::Number(_)) => glued(at).map(|token| token.text.as_str()),
        _ => None,
    };
    let mut used = 1;
    let mut value = plain(&first.text);
    // Groups of three digits. In square brackets, commas stand between numbers.
    if !in_square && mark(1, ',') && digits(2).is_some() {
        let mut whole = first.text.clone();
        let mut grouped = (1..=3).contains(&whole.len()) && !whole.contains('.') && !whole.starts_with('0');
        while mark(used, ',')
            && let Some(group) = digits(used + 1)
        {
            let (digits, _) = group.split_once('.').unwrap_or((group, ""));
            grouped &= digits.len() == 3 && !whole.contains('.');
            whole.push_str(group);
            used += 2;
        }
        if !grouped {
            return (odd(tokens.get(..used).unwrap_or_default()), used);
        }
        value = plain(&whole);
    }
    if mark(used, '^')
        && let Some(exponent) = digits(used + 1)
    {
        let less = mark(used + 2, '-') && digits(used + 3) == Some("1") && !mark(used + 4, '^');
        let end = if less { used + 4 } else { used + 2 };
        let all = tokens.get(..end).unwrap_or_default();
        let goes_on = !less && (mark(end, '-') || mark(end, '+'));
        let token = match power(&value, exponent, u128::from(less)) {
            Some(value) if used == 1 && !goes_on => joined(all, Kind::Number(value)),
            _ => odd(all),
        };
        return (token, end);
    }
    magnitudes(tokens, used, value)
}

/// Whether letters or a power of ten go on right behind a number.
fn magnitudes(tokens: &[Token], mut used: usize, mut value: String) -> (Token, usize) {
    let glued = |at: usize| tokens.get(at).filter(|token| !token.spaced);
    let mut certain = true;
    while let Some(token) = glued(used) {
        let letter = token.text.chars().next().unwrap_or(' ');
        let named = matches!(token.kind, Kind::Han) && token.text.chars().count() == 1;
        if let Some((_, zeros)) = MAGNITUDES.iter().find(|(name, _)| named && *name == letter) {
            match scaled(&value, *zeros) {
                Some(scaled) => value = scaled,
                None => certain = false,
            }
            used += 1;
            // `1万5千` is not read.
            if glued(used).is_some_and(|token| matches!(token.kind, Kind::Number(_))) {
                certain = false;
                used += 1;
            }
            continue;
        }
        let word = matches!(token.kind, Kind::Word | Kind::Key(_)) && letter.is_ascii_alphabetic();
        if word && !is_unit(&token.text) {
            return (joined(tokens.get(..=used).unwrap_or_default(), Kind::Word), used + 1);
        }
        break;
    }
    let all = tokens.get(..used).unwrap_or_default();
    (if certain { joined(all, Kind::Number(value)) } else { odd(all) }, used)
}

fn odd(tokens: &[Token]) -> Token {
    joined(tokens, Kind::Odd)
}

fn joined(tokens: &[Token], kind: Kind) -> Token {
    let text = tokens.iter().map(|token| token.text.as_str()).collect();
    let start = tokens.first().map_or(0, |token| token.bytes.start);
    let end = tokens.last().map_or(start, |token| token.bytes.end);
    let spaced = tokens.first().is_some_and(|token| token.spaced);
    Token { kind, text, bytes: start..end, spaced, partner: None }
}

/// Digits without leading zeros.
pub(super) fn plain(digits: &str) -> String {
    let trimmed = digits.trim_start_matches('0');
    match trimmed.chars().next() {
        None => "0".to_owned(),
        Some('.') => format!("0{trimmed}"),
        Some(_) => trimmed.to_owned(),
    }
}

/// A number times a power of ten; nothing where that is no whole number.
fn scaled(digits: &str, zeros: usize) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let missing = zeros.checked_sub(fraction.len())?;
    Some(plain(&format!("{whole}{fraction}{}", "0".repeat(missing))))
}

/// A power, and one less of it if wanted; nothing where it is beyond all bounds.
fn power(base: &str, exponent: &str, less: u128) -> Option<String> {
    let value = base.parse::<u128>().ok()?.checked_pow(exponent.parse().ok()?)?;
    Some(value.checked_sub(less)?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_exact() {
        assert_eq!(plain("007"), "7");
        assert_eq!(plain("0.50"), "0.50");
        assert_eq!(scaled("1.5", 4).as_deref(), Some("15000"));
        assert_eq!(scaled("1.55555", 4), None);
        assert_eq!(power("2", "31", 1).as_deref(), Some("2147483647"));
        assert_eq!(power("2", "999", 0), None);
    }
}
