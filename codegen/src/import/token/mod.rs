//! A description as tokens: numbers, words, marks, and the words of either language that state a constraint.
//!
//! Every letter of the text belongs to a token, and a number to one alone: `10,000` and `1万` are one number each,
//! `10K` and `1.2.3` are words. So whoever reads a clause token by token to its end has left nothing out.

mod lexer;
mod number;
mod words;

use std::ops::Range;

pub(crate) use lexer::lex;
pub(crate) use words::{Key, Letters, canonical_unit, is_unit};

/// A piece of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    /// As it is written, in half width.
    pub(crate) text: String,
    /// Its bytes in the original.
    pub(crate) bytes: Range<usize>,
    /// Whether there is a space before it.
    pub(crate) spaced: bool,
    /// For a bracket: the index of the one that closes it.
    pub(crate) partner: Option<usize>,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number, exactly, as digits.
    Number(String),
    /// Something of digits whose value is not certain.
    Odd,
    /// A regular expression.
    Pattern,
    /// Latin letters, and digits among them.
    Word,
    /// Text in quotes, without them.
    Quoted(String),
    /// A word of the vocabulary.
    Key(Key),
    /// A word for letters.
    Letters(Letters),
    /// A unit.
    Unit,
    /// Chinese that is not in the vocabulary.
    Han,
    /// The dash or dot before an item of a list.
    Bullet,
    /// Punctuation.
    Mark(char),
}

impl Kind {
    /// Whether it is a word that announces a constraint wherever it stands.
    fn announces(&self) -> bool {
        use Key::{Default, Effective, Greater, Less, Max, Min, Must, MustNot, Only, Range, Turn, UnitIntro, Values};
        let all = [Default, Effective, Greater, Less, Max, Min, MustNot, Must, Only, Range, Turn, UnitIntro, Values];
        matches!(self, Self::Key(key) if all.contains(key))
    }
}

/// A place between tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'t> {
    tokens: &'t [Token],
    pub(crate) at: usize,
}

impl<'t> Cursor<'t> {
    pub(crate) fn new(tokens: &'t [Token], at: usize) -> Self {
        Self { tokens, at }
    }

    pub(crate) fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    /// The token so many places ahead.
    pub(crate) fn ahead(&self, by: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + by)
    }

    fn before(&self) -> Option<&'t Token> {
        self.tokens.get(self.at.checked_sub(1)?)
    }

    pub(crate) fn next(&mut self) -> Option<&'t Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Whether a word of the vocabulary comes next; it is passed if so.
    pub(crate) fn key(&mut self, key: Key) -> bool {
        let found = self.peek().is_some_and(|token| token.is(key));
        self.at += usize::from(found);
        found
    }

    /// Passes words of the vocabulary, as many as there are. Returns whether there was one.
    pub(crate) fn keys(&mut self, keys: &[Key]) -> bool {
        let start = self.at;
        while keys.iter().any(|key| self.key(*key)) {}
        self.at > start
    }

    pub(crate) fn mark(&mut self, mark: char) -> bool {
        let found = self.peek().is_some_and(|token| token.kind == Kind::Mark(mark));
        self.at += usize::from(found);
        found
    }

    pub(crate) fn number(&mut self) -> Option<&'t str> {
        let Kind::Number(digits) = &self.peek()?.kind else { return None };
        self.at += 1;
        Some(digits)
    }

    pub(crate) fn count(&mut self) -> Option<u64> {
        let mut after = *self;
        let count = after.number()?.parse().ok()?;
        *self = after;
        Some(count)
    }

    /// A name or a value: a word, one in quotes, or letters, digits, dots and dashes without a space between them.
    pub(crate) fn value(&mut self) -> Option<String> {
        if let Kind::Quoted(inner) = &self.peek()?.kind {
            self.at += 1;
            return (!inner.trim().is_empty()).then(|| inner.trim().to_owned());
        }
        let start = self.at;
        let mut value = String::new();
        while let Some(token) = self.peek() {
            let part = match token.kind {
                Kind::Word => true,
                Kind::Number(_) | Kind::Unit | Kind::Letters(_) | Kind::Key(_) => {
                    token.text.starts_with(|letter: char| letter.is_ascii_alphanumeric())
                }
                Kind::Mark('.' | '-') => {
                    let glued = |token: Option<&Token>| {
                        token.is_some_and(|token| {
                            !token.spaced && token.text.starts_with(|c: char| c.is_ascii_alphanumeric())
                        })
                    };
                    !value.is_empty() && glued(self.ahead(1))
                }
                _ => false,
            };
            if !part || (self.at > start && token.spaced) {
                break;
            }
            value.push_str(&token.text);
            self.at += 1;
        }
        let says = value.chars().any(|letter| letter.is_ascii_alphanumeric());
        if !says {
            self.at = start;
        }
        says.then_some(value)
    }

    /// The name of a member.
    pub(crate) fn name(&mut self) -> Option<String> {
        let mut after = *self;
        let name = after.value()?;
        let named = name.starts_with(|letter: char| letter.is_ascii_alphabetic());
        if named {
            *self = after;
        }
        named.then_some(name)
    }

    pub(crate) fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Whether a clause ends here: at a comma or a stop, before an item of a list, or at a space before a word that
    /// opens a statement.
    pub(crate) fn is_end(&self) -> bool {
        let Some(token) = self.peek() else { return true };
        token.ends_clause() || (token.spaced && token.opens() && !self.before().is_some_and(Token::leads_on))
    }

    /// Goes to the end of the clause; what is in brackets is passed as a whole.
    pub(crate) fn finish_clause(&mut self) {
        // A word that opens a clause ends the one before it, and not its own.
        let start = self.at;
        while let Some(token) = self.peek() {
            if self.at > start && self.is_end() {
                return;
            }
            self.at = token.partner.unwrap_or(self.at) + 1;
        }
    }

    /// The tokens from a place up to here.
    pub(crate) fn since(&self, start: usize) -> &'t [Token] {
        self.tokens.get(start..self.at).unwrap_or_default()
    }
}

impl Token {
    pub(crate) fn is(&self, key: Key) -> bool {
        self.kind == Kind::Key(key)
    }

    /// Whether no clause goes on beyond this.
    pub(crate) fn ends_clause(&self) -> bool {
        matches!(self.kind, Kind::Mark(',' | ';') | Kind::Bullet) || self.ends_sentence()
    }

    /// Whether no sentence goes on beyond this.
    pub(crate) fn ends_sentence(&self) -> bool {
        matches!(self.kind, Kind::Mark('。' | '\n' | '!') | Kind::Bullet)
    }

    /// Whether a statement may start with it.
    fn opens(&self) -> bool {
        let Kind::Key(key) = self.kind else { return false };
        !self.text.is_ascii()
            && matches!(
                key,
                Key::Default
                    | Key::Max
                    | Key::Min
                    | Key::Range
                    | Key::Values
                    | Key::Taking
                    | Key::UnitIntro
                    | Key::If
                    | Key::Note
            )
    }

    /// Whether what comes after it belongs to it.
    fn leads_on(&self) -> bool {
        match self.kind {
            Kind::Key(key) => {
                !matches!(key, Key::Neutral | Key::Plain | Key::Count | Key::Kind | Key::Chars | Key::Time)
            }
            Kind::Mark(mark) => mark != ')',
            _ => false,
        }
    }
}

/// What the original says at tokens that stand next to each other.
pub(crate) fn text_of(original: &str, tokens: &[Token]) -> String {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return String::new() };
    original.get(first.bytes.start..last.bytes.end).unwrap_or_default().trim().to_owned()
}
