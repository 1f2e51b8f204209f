//! Lists of values with explanations, and notes about them.

use super::sentences::Reader;
use super::signals::is_note;
use super::statement::{Says, statement};
use super::values::{self, Item, Listed};
use crate::import::model::Value;
use crate::import::token::{Cursor, Kind, Token, text_of};

impl Reader<'_> {
    /// Values with explanations: `有效值： - A：一 - B：二`.
    pub(super) fn items(&mut self, cursor: &mut Cursor<'_>) -> Option<Listed> {
        let mut after = *cursor;
        values::intro(&mut after).then_some(())?;
        while after.mark('\n') {}
        let dashed = after.peek().is_some_and(|token| token.kind == Kind::Bullet);
        let mut next = values::item_at(&after, dashed);
        next.as_ref()?;
        let mut found = Vec::new();
        while let Some(item) = next {
            after.at = item.words;
            let (words, follower) = self.explanation(&mut after, dashed);
            found.push(Value { value: item.value, description: values::tidy(&words) });
            next = follower;
        }
        let listed = values::explained(found)?;
        *cursor = after;
        Some(listed)
    }

    /// The words about a value, up to the next item or to the end of the list.
    fn explanation(&mut self, cursor: &mut Cursor<'_>, dashed: bool) -> (String, Option<Item>) {
        let (start, mut end) = (cursor.at, cursor.at);
        let mut closed = false;
        let mut fresh = false;
        let follower = loop {
            let Some(token) = cursor.peek() else { break None };
            let apart = fresh || token.spaced || token.kind == Kind::Bullet;
            if let Some(item) =
                values::item_at(cursor, dashed).filter(|_| apart && (cursor.at > start || token.kind == Kind::Bullet))
            {
                break Some(item);
            }
            if is_note(cursor) {
                break None;
            }
            let opens = fresh || (cursor.at > start && cursor.is_end() && !token.ends_clause());
            let mut after = *cursor;
            if let Some(statement) = opens.then(|| statement(&mut after, self.original, false)).flatten()
                && matches!(statement.says, Says::Default(_))
            {
                self.hear(statement, cursor.at, &after);
                *cursor = after;
                closed = true;
                fresh = false;
                continue;
            }
            fresh = token.ends_clause();
            cursor.at = token.partner.unwrap_or(cursor.at) + 1;
            if !closed {
                end = cursor.at;
            }
        };
        let mut words = *cursor;
        words.at = end;
        let words = words.since(start);
        if values::bounds_something(words) {
            self.doubt(text_of(self.original, words), words, None);
        }
        (text_of(self.original, words), follower)
    }

    /// Notes at the end: each is about the values that it names, or a sentence as any other.
    pub(super) fn notes(&mut self, cursor: &mut Cursor<'_>) {
        while cursor.peek().is_some() {
            if is_note(cursor) {
                cursor.at += 2;
                skip_numbering(cursor);
            } else if is_numbering(cursor) {
                skip_numbering(cursor);
            } else {
                let start = cursor.at;
                while cursor.peek().is_some() && !is_note(cursor) && !is_numbering(cursor) {
                    cursor.next();
                }
                if !self.attach(cursor.since(start)) {
                    self.end_sentence();
                    self.run(Cursor::new(cursor.since(0), start));
                }
            }
        }
    }

    /// Adds a note to the values that it names. Returns whether there is one.
    fn attach(&mut self, note: &[Token]) -> bool {
        let words = text_of(self.original, note);
        if values::bounds_something(note) {
            return false;
        }
        let names = |value: &str| {
            note.iter().any(|token| {
                matches!(token.kind, Kind::Word | Kind::Quoted(_)) && token.text.trim_matches('"') == value
            })
        };
        let mut about = false;
        for one in &mut self.said {
            let Says::Values(listed) = &mut one.said.statement.says else { continue };
            for value in listed.values.iter_mut().filter(|value| names(&value.value)) {
                if !value.description.is_empty() && !value.description.ends_with(['。', '.']) {
                    value.description.push('。');
                }
                value.description.push_str(&words);
                about = true;
            }
        }
        about
    }
}

/// Whether a numbered note starts here: `1. `, `2、`.
fn is_numbering(cursor: &Cursor<'_>) -> bool {
    let number = cursor.peek().is_some_and(|token| matches!(token.kind, Kind::Number(_)) && token.spaced);
    number
        && cursor
            .ahead(1)
            .is_some_and(|token| matches!(token.kind, Kind::Mark('。' | '、' | ')' | '.')) && !token.spaced)
}

fn skip_numbering(cursor: &mut Cursor<'_>) {
    let number = cursor.peek().is_some_and(|token| matches!(token.kind, Kind::Number(_)));
    if number && cursor.ahead(1).is_some_and(|token| matches!(token.kind, Kind::Mark('。' | '、' | ')' | '.'))) {
        cursor.at += 2;
    }
}
