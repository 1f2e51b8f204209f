//! Conditions on another member, and what a cell or a clause says under them.

use super::token::{Cursor, Key, Kind, lex};

/// A condition on a member of the same table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    Absent(String),
    Equals(String, String),
    /// Of the kind of machine, which no request says.
    Machine(String),
}

/// The case that words are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// The member itself is not given: the case of every default.
    Unset,
    When(Condition),
}

/// `当X为Y时`, `when X is Y`, `不填时`: one condition, and all of it.
pub(crate) fn case(cursor: &mut Cursor<'_>) -> Option<Case> {
    let mut after = *cursor;
    after.key(Key::Only);
    let opened = after.key(Key::If);
    let case = if after.keys(&[Key::Neutral]) || after.peek().is_some_and(|token| token.is(Key::Empty)) {
        after.key(Key::Copula);
        after.key(Key::Empty).then_some(Case::Unset)?
    } else {
        let name = after.name()?;
        if after.key(Key::Empty) {
            Case::When(Condition::Absent(name))
        } else {
            after.key(Key::Copula).then_some(())?;
            if after.key(Key::Empty) {
                Case::When(Condition::Absent(name))
            } else {
                Case::When(Condition::Equals(name, after.value()?))
            }
        }
    };
    let closed = after.key(Key::Time) || after.key(Key::Then);
    if !opened && !closed {
        return None;
    }
    after.key(Key::Then);
    *cursor = after;
    Some(case)
}

/// The condition of a cell that says when a member must be there: `否，当X为空时必填`, `required when X is Y`. Nothing
/// where the cell says anything beside it.
pub(crate) fn required_when(cell: &str) -> Option<Condition> {
    let tokens = lex(cell);
    let mut cursor = Cursor::new(&tokens, 0);
    if cursor.peek().is_some_and(|token| matches!(token.text.to_lowercase().as_str(), "是" | "否" | "no" | "yes")) {
        cursor.next();
        while cursor.mark(',') || cursor.mark('(') || cursor.mark('。') || cursor.mark(';') {}
    }
    let must = |cursor: &mut Cursor<'_>| {
        cursor.keys(&[Key::Copula, Key::Then]);
        cursor.key(Key::Must)
    };
    let first = must(&mut cursor);
    cursor.mark(',');
    let Case::When(condition) = case(&mut cursor)? else { return None };
    cursor.mark(',');
    let told = first || must(&mut cursor);
    while cursor.mark(')') || cursor.mark('。') || cursor.mark(',') {}
    (told && cursor.is_done()).then_some(condition)
}

/// Whether a clause that was not understood is about some case: `…时`, `如果…`.
pub(crate) fn is_case(cursor: &Cursor<'_>, start: usize) -> bool {
    let tokens = cursor.since(start);
    let ends = tokens.last().is_some_and(|token| token.is(Key::Time));
    let mut lead =
        tokens.iter().skip_while(|token| token.is(Key::Only) || token.is(Key::Neutral) || token.is(Key::And));
    let opens = lead.next().is_some_and(|token| token.is(Key::If) || token.is(Key::For));
    let goes_on = cursor.peek().is_some_and(|token| matches!(token.kind, Kind::Mark(',' | ';')));
    ends || (opens && goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_say_when_a_member_must_be_there() {
        let spot = Condition::Equals("ChargeType".into(), "Spot".into());
        assert_eq!(required_when("否，当ChargeType为Spot时必填"), Some(spot.clone()));
        assert_eq!(required_when("Required when ChargeType is Spot"), Some(spot));
        assert_eq!(required_when("否，当VolumeId为空时必填"), Some(Condition::Absent("VolumeId".into())));
    }

    #[test]
    fn two_conditions_or_a_negation_are_none() {
        for cell in [
            "否，当A为x或y时必填",
            "否，当A为空或B为空时必填",
            "当A为x且B为y时必选",
            "Required when A is x or B is y",
            "当A为x时非必填",
            "当A不为x时必填",
            "Required unless A is x or y",
            "Not required when A is x",
            "必填，当A为x时除外",
        ] {
            assert_eq!(required_when(cell), None, "{cell}");
        }
    }
}
