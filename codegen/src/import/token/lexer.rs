//! Text to tokens, in one pass over the letters and one over the tokens.

use super::number::{numbers, plain};
use super::words::{LONGEST, MOST_WORDS, known};
use super::{Key, Kind, Token, is_unit};
use crate::import::text::{half_width, is_han};

/// The tokens of a text.
pub(crate) fn lex(original: &str) -> Vec<Token> {
    let mut lexer = Lexer { letters: letters(original), at: 0, spaced: true, tokens: Vec::new() };
    while lexer.at < lexer.letters.len() {
        lexer.step();
    }
    let mut tokens = numbers(&phrases(&lexer.tokens));
    bullets(&mut tokens);
    brackets(&mut tokens);
    tokens
}

/// A letter in half width, and its bytes in the original.
type Letter = (char, std::ops::Range<usize>);

fn letters(original: &str) -> Vec<Letter> {
    let half = half_width(original);
    let places = original.char_indices().map(|(at, letter)| (letter, at..at + letter.len_utf8()));
    half.chars().zip(places).map(|(half, (letter, bytes))| (if letter == '\n' { '\n' } else { half }, bytes)).collect()
}

struct Lexer {
    letters: Vec<Letter>,
    at: usize,
    spaced: bool,
    tokens: Vec<Token>,
}

impl Lexer {
    fn letter(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|(letter, _)| *letter)
    }

    /// The letters from a place up to one that does not belong.
    fn run(&self, start: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.letters.get(start..).unwrap_or_default();
        start + rest.iter().take_while(|(letter, _)| belongs(*letter)).count()
    }

    fn push(&mut self, end: usize, kind: Kind) {
        let range = self.letters.get(self.at..end).unwrap_or_default();
        if let (Some((_, first)), Some((_, last))) = (range.first(), range.last()) {
            let bytes = first.start..last.end;
            let text = range.iter().map(|(letter, _)| *letter).collect();
            self.tokens.push(Token { kind, text, bytes, spaced: self.spaced, partner: None });
        }
        self.spaced = false;
        self.at = end;
    }

    fn text(&self, end: usize) -> String {
        self.letters.get(self.at..end).unwrap_or_default().iter().map(|(letter, _)| *letter).collect()
    }

    fn step(&mut self) {
        let Some(letter) = self.letter(self.at) else { return };
        match letter {
            '\n' => self.push(self.at + 1, Kind::Mark('\n')),
            _ if letter.is_whitespace() => {
                self.spaced = true;
                self.at += 1;
            }
            '"' => self.quoted(),
            _ if is_han(letter) => self.han(),
            _ if letter.is_ascii_graphic() && (self.at == 0 || self.starts_run()) => self.ascii(),
            _ => self.piece(letter),
        }
    }

    /// Whether a run of Latin letters and marks starts here.
    fn starts_run(&self) -> bool {
        self.letter(self.at - 1).is_none_or(|before| !before.is_ascii_graphic())
    }

    /// A run of Latin letters and marks: one token if it is a regular expression.
    fn ascii(&mut self) {
        let end = self.run(self.at, |letter| letter.is_ascii_graphic());
        let run = self.text(end);
        let class = run.contains('[') && (run.contains(['$', '+', '*', '{', '\\', '|']) || run.contains("[^"));
        let anchored = run.starts_with('^') && run.len() > 2;
        let letters = run
            .split_once('[')
            .is_some_and(|(_, class)| class.starts_with(|letter: char| letter.is_ascii_alphabetic()));
        if class || anchored || (letters && run.contains('-')) {
            return self.push(end, Kind::Pattern);
        }
        let letter = self.letter(self.at).unwrap_or(' ');
        self.piece(letter);
    }

    fn piece(&mut self, letter: char) {
        match letter {
            _ if letter.is_ascii_digit() => {
                let end = self.run(self.at, |letter| letter.is_ascii_digit() || letter == '.');
                let text = self.text(end);
                let digits = text.trim_end_matches('.');
                let kind = if digits.matches('.').count() < 2 { Kind::Number(plain(digits)) } else { Kind::Word };
                self.push(self.at + digits.len(), kind);
            }
            _ if letter.is_ascii_alphabetic() || letter == '_' => self.word(),
            '<' | '>' if self.letter(self.at + 1) == Some('=') => {
                self.push(self.at + 2, Kind::Key(if letter == '<' { Key::Max } else { Key::Min }));
            }
            '≤' => self.push(self.at + 1, Kind::Key(Key::Max)),
            '≥' => self.push(self.at + 1, Kind::Key(Key::Min)),
            '<' => self.push(self.at + 1, Kind::Key(Key::Less)),
            '>' => self.push(self.at + 1, Kind::Key(Key::Greater)),
            '%' => self.push(self.at + 1, Kind::Unit),
            ':' | '=' => self.push(self.at + 1, Kind::Key(Key::Copula)),
            '.' if self.letter(self.at + 1).is_none_or(char::is_whitespace) => self.push(self.at + 1, Kind::Mark('。')),
            _ => self.push(self.at + 1, Kind::Mark(letter)),
        }
    }

    fn word(&mut self) {
        let mut end = self.run(self.at, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        while matches!(self.letter(end), Some('.' | '-'))
            && self.letter(end + 1).is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        {
            end = self.run(end + 1, |letter| letter.is_ascii_alphanumeric() || letter == '_');
        }
        // `MB/s`.
        if is_unit(&self.text(end + 2)) {
            end += 2;
        }
        self.push(end, Kind::Word);
    }

    fn quoted(&mut self) {
        const FARTHEST: usize = 200;
        let inner = self.letters.iter().skip(self.at + 1).take(FARTHEST);
        let length = inner.take_while(|(letter, _)| *letter != '"').count();
        let end = self.at + 1 + length;
        if self.letter(end) != Some('"') {
            return self.push(self.at + 1, Kind::Mark('"'));
        }
        let inner = self.text(end).chars().skip(1).collect();
        self.push(end + 1, Kind::Quoted(inner));
    }

    /// The longest word of the vocabulary, or a letter of prose.
    fn han(&mut self) {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let longest = self.at + rest.iter().take(LONGEST).take_while(|(letter, _)| is_han(*letter)).count();
        for end in (self.at + 1..=longest).rev() {
            if let Some(kind) = known(&self.text(end)) {
                let kind = if *kind == Kind::Key(Key::Plain) { Kind::Han } else { kind.clone() };
                return self.push(end, kind);
            }
        }
        self.push(self.at + 1, Kind::Han);
    }
}

/// Words as what they are in the vocabulary, phrases of several first.
fn phrases(tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        if first.kind != Kind::Word {
            out.push(first.clone());
            rest = after;
            continue;
        }
        let words = rest.iter().take(MOST_WORDS).enumerate();
        let words =
            words.take_while(|(index, token)| token.kind == Kind::Word && (*index == 0 || token.spaced)).count();
        let phrase = |count: usize| {
            let words = rest.iter().take(count).map(|token| token.text.to_lowercase()).collect::<Vec<_>>();
            known(&words.join("_")).cloned()
        };
        let found = (1..=words).rev().find_map(|count| phrase(count).map(|kind| (count, kind)));
        // Names in capitals are names, `OR`, `MAX`, `A`, and so are words such as `Is` inside of a sentence.
        let (count, kind) = found.unwrap_or((1, Kind::Word));
        let capitals = first.text.chars().filter(char::is_ascii_uppercase).count();
        let starts = out.last().is_none_or(Token::ends_sentence);
        let named =
            count == 1 && (capitals > 1 || (capitals == 1 && (first.text.len() == 1 || !(starts || kind.announces()))));
        let unit = named && capitals > 1 && is_unit(&first.text);
        let kind = if unit {
            Kind::Unit
        } else if named {
            Kind::Word
        } else {
            kind
        };
        let mut token = first.clone();
        for more in rest.get(1..count).unwrap_or_default() {
            token.bytes.end = more.bytes.end;
            token.text.push(' ');
            token.text.push_str(&more.text);
        }
        out.push(Token { kind, ..token });
        rest = rest.get(count..).unwrap_or_default();
    }
    out
}

/// Dashes and dots that start an item of a list.
fn bullets(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        let Some((token, after)) = tokens.get(at).zip(tokens.get(at + 1)) else { return };
        let word = matches!(
            after.kind,
            Kind::Word | Kind::Quoted(_) | Kind::Han | Kind::Key(_) | Kind::Letters(_) | Kind::Number(_) | Kind::Unit
        );
        let apart = before.is_none_or(|before| token.spaced || before.ends_clause() || before.is(Key::Copula));
        let between = matches!(after.kind, Kind::Number(_))
            && before.is_some_and(|before| matches!(before.kind, Kind::Number(_) | Kind::Unit));
        let dash = match token.kind {
            Kind::Mark('-' | '*') => apart && !between,
            Kind::Mark('•' | '·' | '●' | '▪' | '■' | '◦') => true,
            _ => false,
        };
        if dash
            && word
            && let Some(token) = tokens.get_mut(at)
        {
            token.kind = Kind::Bullet;
        }
    }
}

/// Tells brackets where they are closed.
fn brackets(tokens: &mut [Token]) {
    let mut open = Vec::new();
    for at in 0..tokens.len() {
        match tokens.get(at).map(|token| &token.kind) {
            Some(Kind::Mark('(' | '[')) => open.push(at),
            Some(Kind::Mark(')' | ']')) => {
                if let Some(token) = open.pop().and_then(|start| tokens.get_mut(start)) {
                    token.partner = Some(at);
                }
            }
            _ => {}
        }
    }
}
