//! Bounds: a number with what it counts, and the words that make a bound of it.

use crate::import::token::{Cursor, Key, Kind, canonical_unit, is_unit};

/// Bounds of a number, a length, or how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: Option<Bound>,
    pub(super) high: Option<Bound>,
    /// Whether they are of a length in characters.
    pub(super) length: bool,
    /// Whether they are of a number of things.
    pub(super) counted: bool,
    pub(super) unit: Option<String>,
}

/// One bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) number: String,
    /// Whether the number itself is allowed.
    pub(super) included: bool,
}

impl Bounds {
    /// Whether a number lies within.
    pub(super) fn admit(&self, number: &str) -> bool {
        let value = |digits: &str| digits.parse::<f64>().unwrap_or(f64::NAN);
        let number = value(number);
        self.low.as_ref().is_none_or(|bound| value(&bound.number) <= number)
            && self.high.as_ref().is_none_or(|bound| number <= value(&bound.number))
    }
}

/// What may come between the words that state something and its number.
const LINKS: [Key; 8] = [Key::Copula, Key::Verb, Key::Of, Key::To, Key::Neutral, Key::Then, Key::Count, Key::And];

/// A unit behind a number.
pub(super) fn measure(cursor: &mut Cursor<'_>) -> Option<String> {
    let token = cursor.peek()?;
    let unit = matches!(token.kind, Kind::Unit) || (token.kind == Kind::Word && is_unit(&token.text));
    unit.then(|| {
        cursor.next();
        canonical_unit(&token.text)
    })
}

/// A number with what it counts.
#[derive(Default)]
struct Quantity {
    number: String,
    unit: Option<String>,
    characters: bool,
    counted: bool,
}

fn quantity(cursor: &mut Cursor<'_>) -> Option<Quantity> {
    let number = cursor.number()?.to_owned();
    let counted = cursor.key(Key::Count);
    let characters = cursor.key(Key::Chars);
    let unit = if characters { None } else { measure(cursor) };
    let counted = counted || cursor.key(Key::Count);
    Some(Quantity { number, unit, characters, counted })
}

/// Bounds: one or several of them in one clause.
pub(super) fn bounds(cursor: &mut Cursor<'_>) -> Option<Bounds> {
    let mut all = bound(cursor)?;
    loop {
        remark(cursor)?;
        cursor.keys(&[Key::Integer]);
        if cursor.is_end() {
            return Some(all);
        }
        let mut after = *cursor;
        after.keys(&[Key::And]);
        let more = bound(&mut after)?;
        let fits = (all.low.is_none() || more.low.is_none()) && (all.high.is_none() || more.high.is_none());
        let units = all.unit.is_none() || more.unit.is_none() || all.unit == more.unit;
        (fits && units).then_some(())?;
        all = Bounds {
            low: all.low.or(more.low),
            high: all.high.or(more.high),
            length: all.length || more.length,
            counted: all.counted || more.counted,
            unit: all.unit.or(more.unit),
        };
        *cursor = after;
    }
}

fn bound(cursor: &mut Cursor<'_>) -> Option<Bounds> {
    cursor.keys(&[Key::Neutral, Key::Must, Key::Of, Key::Integer]);
    let mut length = cursor.key(Key::Length);
    cursor.keys(&LINKS);
    let negated = cursor.key(Key::MustNot) || {
        let plain = cursor.peek().is_some_and(|token| matches!(token.text.as_str(), "不" | "not" | "no"));
        plain && cursor.key(Key::Not)
    };
    let word = cursor.peek().and_then(|token| match token.kind {
        Kind::Key(key) => Some(key),
        _ => None,
    });
    let side = match word {
        Some(Key::Max) if !negated => Side::Max,
        Some(Key::Longest) if !negated => Side::Longest,
        Some(Key::Min) if !negated => Side::Min,
        Some(Key::Shortest) if !negated => Side::Shortest,
        Some(Key::Greater) if negated => Side::Max,
        Some(Key::Less) if negated => Side::Min,
        Some(Key::Greater) => Side::Above,
        Some(Key::Less) => Side::Below,
        _ if negated => return None,
        _ => return range(cursor, length),
    };
    cursor.next();
    length |= cursor.key(Key::Length) || matches!(side, Side::Longest | Side::Shortest);
    cursor.keys(&LINKS);
    length |= cursor.key(Key::Length);
    cursor.keys(&LINKS);
    let found = quantity(cursor)?;
    let included = !matches!(side, Side::Above | Side::Below);
    let bound = Some(Bound { number: found.number, included });
    let (low, high) = match side {
        Side::Max | Side::Longest | Side::Below => (None, bound),
        Side::Min | Side::Shortest | Side::Above => (bound, None),
    };
    Some(Bounds { low, high, length: length || found.characters, counted: found.counted, unit: found.unit })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Max,
    Min,
    Longest,
    Shortest,
    Above,
    Below,
}

/// `取值范围为[1, 20]`, `between 1 and 20`, `1-63个字符`, `128个字符以内`.
fn range(cursor: &mut Cursor<'_>, mut length: bool) -> Option<Bounds> {
    let told = cursor.keys(&[Key::Range, Key::Taking, Key::Between]);
    cursor.keys(&LINKS);
    let between = cursor.key(Key::Between);
    let open = cursor.peek().and_then(|token| match token.kind {
        Kind::Mark(mark @ ('[' | '(')) => Some(mark),
        _ => None,
    });
    cursor.at += usize::from(open.is_some());
    let low = quantity(cursor)?;
    let comma = open.is_some() && cursor.mark(',');
    let dash = !comma
        && (cursor.mark('-')
            || cursor.mark('~')
            || cursor.key(Key::To)
            || ((told || between) && cursor.keys(&[Key::And])));
    if !comma && !dash {
        // `128个字符以内`.
        (open.is_none() && !told && low.characters && cursor.key(Key::Within)).then_some(())?;
        let high = Some(Bound { number: low.number, included: true });
        return Some(Bounds { high, length: true, ..Bounds::default() });
    }
    let mut high = quantity(cursor)?;
    if let Some(open) = open {
        let closed = cursor.mark(']') || cursor.mark(')');
        // A round bracket with a comma may leave the bound out; with a dash it is only a bracket.
        let round =
            open == '(' || cursor.since(cursor.at.saturating_sub(1)).iter().any(|token| token.kind == Kind::Mark(')'));
        (closed && !(round && comma)).then_some(())?;
        if high.unit.is_none() && !high.characters {
            high.counted |= cursor.key(Key::Count);
            high.characters = cursor.key(Key::Chars);
            high.unit = measure(cursor);
        }
    }
    cursor.keys(&[Key::Within, Key::Of]);
    length |= low.characters || high.characters;
    // Two numbers alone may be anything.
    (told || between || length || open == Some('[')).then_some(())?;
    let unit = match (low.unit, high.unit) {
        (Some(low), Some(high)) if low != high => return None,
        (low, high) => low.or(high),
    };
    let bound = |number| Some(Bound { number, included: true });
    let counted = low.counted || high.counted;
    Some(Bounds { low: bound(low.number), high: bound(high.number), length, counted, unit })
}

/// Passes a remark that changes nothing: `(含)`. Nothing where it says more.
pub(super) fn remark(cursor: &mut Cursor<'_>) -> Option<()> {
    if !cursor.peek().is_some_and(|token| token.kind == Kind::Mark('(')) {
        return Some(());
    }
    cursor.next();
    cursor.keys(&[Key::Inclusive, Key::Contain]);
    cursor.mark(')').then_some(())
}
