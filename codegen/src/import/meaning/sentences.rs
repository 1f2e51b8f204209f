//! Clauses in the order of a description: which case they are about, and what takes back what was said before.

use super::signals::{self, Topic, is_note, topic};
use super::statement::{Holds, Says, Statement, statement};
use super::subject::Said;
use super::values::Listed;
use crate::import::condition::{self, Case};
use crate::import::token::{Cursor, Key, Kind, Token, text_of};

/// Most statements of a description.
const MOST_STATEMENTS: usize = 200;

/// What was heard.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) said: Vec<Said>,
    pub(super) doubts: Vec<String>,
}

/// Reads all clauses.
pub(super) fn read(tokens: &[Token], original: &str) -> Heard {
    let mut reader = Reader {
        original,
        said: Vec::new(),
        doubts: Vec::new(),
        unreliable: Vec::new(),
        scope: Scope::Open,
        sentence: 0,
        trailing: None,
        special: Vec::new(),
        doubted: None,
    };
    reader.run(Cursor::new(tokens, 0));
    reader.finish()
}

/// The case that the clauses of a sentence are about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    Open,
    Case(Case),
    /// The case that the description opens with.
    Opening,
    /// Some case that was not understood.
    Unknown,
}

/// Something that was said, and where.
pub(super) struct Placed {
    pub(super) said: Said,
    sentence: usize,
    /// Its first byte.
    start: usize,
    /// Whether it was taken back.
    gone: bool,
}

pub(super) struct Reader<'r> {
    pub(super) original: &'r str,
    pub(super) said: Vec<Placed>,
    doubts: Vec<String>,
    unreliable: Vec<Topic>,
    scope: Scope,
    sentence: usize,
    /// Where a condition ends that nothing followed so far.
    trailing: Option<usize>,
    /// Numbers that mean something by themselves, with the words that say so.
    special: Vec<(String, String)>,
    /// The last sentence with something that was not understood.
    doubted: Option<usize>,
}

impl Reader<'_> {
    pub(super) fn run(&mut self, mut cursor: Cursor<'_>) {
        let first = cursor.at;
        while let Some(token) = cursor.peek() {
            if token.ends_clause() {
                if token.ends_sentence() {
                    self.end_sentence();
                } else if token.kind == Kind::Mark(';') {
                    self.end_condition();
                }
                cursor.next();
            } else {
                let start = cursor.at;
                self.clause(&mut cursor, start == first && start == 0);
                // Every clause has a token at least.
                cursor.at = cursor.at.max(start + 1);
            }
        }
        self.end_sentence();
    }

    /// A condition at the end is about what was said before it.
    fn end_condition(&mut self) {
        if let Some(end) = self.trailing.take() {
            self.take_back(end);
        }
    }

    pub(super) fn end_sentence(&mut self) {
        self.end_condition();
        self.sentence += 1;
        self.scope = Scope::Open;
    }

    fn clause(&mut self, cursor: &mut Cursor<'_>, first: bool) {
        let start = *cursor;
        if is_note(&start) {
            return self.notes(cursor);
        }
        if let Some(listed) = self.items(cursor) {
            let statement = Statement { holds: Holds::Always, says: Says::Values(listed) };
            return self.hear(statement, start.at, cursor);
        }
        *cursor = start;
        if let Some(statement) = statement(cursor, self.original, first) {
            return self.hear(statement, start.at, cursor);
        }
        *cursor = start;
        cursor.finish_clause();
        if first && self.remark(start.at, cursor) {
            return;
        }
        self.unread(start.at, cursor);
    }

    /// A statement in brackets behind the words that the description starts with: `大小（单位：GB）`.
    fn remark(&mut self, start: usize, cursor: &Cursor<'_>) -> bool {
        let clause = cursor.since(start);
        let open = clause.iter().position(|token| token.kind == Kind::Mark('('));
        let Some((open, close)) = open.and_then(|at| Some((start + at, clause.get(at)?.partner?))) else {
            return false;
        };
        let only = close + 1 == cursor.at && !signals::is_constraint(clause.get(..open - start).unwrap_or_default());
        if !only {
            return false;
        }
        let mut closed = Cursor::new(cursor.since(0), 0);
        closed.at = close;
        let mut inner = Cursor::new(closed.since(0), open + 1);
        let begin = inner.at;
        let Some(statement) = statement(&mut inner, self.original, false).filter(|_| inner.is_done()) else {
            return false;
        };
        self.hear(statement, begin, &inner);
        true
    }

    /// Notes what was said, in the case that the sentence is about.
    pub(super) fn hear(&mut self, mut statement: Statement, start: usize, cursor: &Cursor<'_>) {
        let clause = cursor.since(start);
        let text = text_of(self.original, clause);
        self.trailing = None;
        // No row says so much; whatever it is, it is not understood.
        if self.said.len() >= MOST_STATEMENTS {
            return self.doubt(text, clause, Some(&statement.says));
        }
        let mut opening = false;
        match (&statement.holds, &self.scope) {
            (Holds::Always, Scope::Case(Case::Unset)) => statement.holds = Holds::Unset,
            (Holds::Always, Scope::Case(Case::When(condition))) => statement.holds = Holds::When(condition.clone()),
            (Holds::Always, Scope::Opening) => opening = true,
            (Holds::When(condition), _) => self.scope = Scope::Case(Case::When(condition.clone())),
            (Holds::Value(_) | Holds::Others, Scope::Open) => {}
            (Holds::Always, Scope::Unknown) | (Holds::Value(_) | Holds::Others, _) => {
                return self.doubt(text, clause, Some(&statement.says));
            }
            _ => {}
        }
        // `all others` are those that no value before it is of.
        let values =
            |one: &Placed| one.sentence == self.sentence && matches!(one.said.statement.holds, Holds::Value(_));
        if statement.holds == Holds::Others && !self.said.iter().any(values) {
            return self.doubt(text, clause, Some(&statement.says));
        }
        // Behind a bound for one value, nothing tells whether the next is for all.
        let general =
            matches!(statement.holds, Holds::Always) && matches!(statement.says, Says::Default(_) | Says::Bounds(_));
        if general && self.said.iter().any(values) {
            return self.doubt(text, clause, Some(&statement.says));
        }
        let first = clause.first().map_or(0, |token| token.bytes.start);
        let said = Said { statement, text, opening };
        self.said.push(Placed { said, sentence: self.sentence, start: first, gone: false });
    }

    pub(super) fn doubt(&mut self, text: String, clause: &[Token], says: Option<&Says>) {
        self.doubted = Some(self.sentence);
        self.doubts.push(text);
        self.unreliable.extend(signals::topics(clause));
        self.unreliable.extend(says.map(topic));
    }

    /// A clause that states nothing, or nothing that was understood.
    fn unread(&mut self, start: usize, cursor: &Cursor<'_>) {
        let clause = cursor.since(start);
        let (Some(first), Some(last)) = (clause.first(), clause.last()) else { return };
        let end = last.bytes.end;
        let mut whole = Cursor::new(cursor.since(0), start);
        if let Some(case) = condition::case(&mut whole).filter(|_| whole.is_done()) {
            self.scope = Scope::Case(case);
            self.trailing = Some(end);
            return;
        }
        if condition::is_case(cursor, start) {
            let opens =
                start == 0 && last.is(Key::Time) && cursor.peek().is_some_and(|token| token.kind == Kind::Mark(','));
            self.scope = if opens { Scope::Opening } else { Scope::Unknown };
            self.trailing = last.is(Key::Time).then_some(end);
            // `传入0时，…`: zero means something, too.
            let words = text_of(self.original, clause);
            self.special.extend(signals::numbers(clause).into_iter().map(|number| (number.to_owned(), words.clone())));
            if signals::is_constraint(clause) {
                self.doubt(text_of(self.original, clause), clause, None);
            }
            return;
        }
        self.trailing = None;
        // A case before a list is about all of it.
        if last.is(Key::Copula)
            && clause
                .iter()
                .any(|token| [Key::If, Key::Time, Key::For, Key::Not, Key::Turn].iter().any(|key| token.is(*key)))
        {
            self.unreliable.extend([Topic::Bounds, Topic::Default, Topic::Values]);
        }
        if (signals::turns(clause) || (signals::is_bare(clause) && first.bytes.start > 0)) && self.take_back(end) {
            // `否则为7`, `SSD为7`: what comes next may be about that case, too.
            if clause.iter().any(|token| token.is(Key::Copula)) {
                self.scope = Scope::Unknown;
            }
            return;
        }
        self.letters_go_on(clause);
        if signals::is_constraint(clause) {
            self.doubt(text_of(self.original, clause), clause, None);
            // `甲盘最大5`: what comes next may be about that case, too.
            if signals::has_subject(clause) {
                self.scope = Scope::Unknown;
            }
            return;
        }
        self.stray(clause);
    }

    /// Takes back what was said last in this sentence. Returns whether there was something.
    fn take_back(&mut self, end: usize) -> bool {
        let sentence = self.sentence;
        let of_topic = |one: &&mut Placed| !matches!(one.said.statement.says, Says::Unit(..)) && !one.gone;
        let Some(last) = self.said.iter_mut().rev().find(of_topic).filter(|one| one.sentence == sentence) else {
            return false;
        };
        last.gone = true;
        let text = self.original.get(last.start..end).unwrap_or_default().trim().to_owned();
        let topic = topic(&last.said.statement.says);
        self.doubts.push(text);
        self.unreliable.push(topic);
        true
    }

    /// `只能包含字母，也支持中文`: the letters were not all.
    fn letters_go_on(&mut self, clause: &[Token]) {
        let rule = |one: &Placed| one.sentence == self.sentence && matches!(one.said.statement.says, Says::Letters(_));
        let more = |token: &Token| {
            [Key::Verb, Key::Contain, Key::And].iter().any(|key| token.is(*key))
                || matches!(token.kind, Kind::Letters(_) | Kind::Quoted(_))
        };
        if self.said.iter().any(rule) && clause.iter().any(more) {
            self.doubts.push(text_of(self.original, clause));
            self.unreliable.push(Topic::Letters);
        }
    }

    /// A clause that announces nothing, and has a number or a value beside what was said: `默认10，华东20`.
    fn stray(&mut self, clause: &[Token]) {
        let numbers = signals::numbers(clause);
        let means = clause.iter().any(|token| token.is(Key::Means));
        let value = |token: &Token, of: &str| {
            matches!(token.kind, Kind::Word | Kind::Quoted(_) | Kind::Number(_)) && token.text != of
        };
        let stated = |of: &str| {
            clause.windows(2).any(|pair| matches!(pair, [link, token] if link.is(Key::Copula) && value(token, of)))
        };
        if means {
            let text = text_of(self.original, clause);
            self.special.extend(numbers.iter().map(|number| ((*number).to_owned(), text.clone())));
        }
        let mut lost = Vec::new();
        for one in self.said.iter_mut().filter(|one| !one.gone) {
            let here = one.sentence == self.sentence;
            let touched = match &one.said.statement.says {
                Says::Default(literal) if here && !means => {
                    (literal.number.is_some() && !numbers.is_empty()) || stated(&literal.text)
                }
                Says::Bounds(_) => here && !means && !numbers.is_empty(),
                Says::Values(listed) => here && takes(clause, listed),
                _ => false,
            };
            if touched {
                one.gone = true;
                lost.push((one.said.text.clone(), topic(&one.said.statement.says)));
            }
        }
        let text = text_of(self.original, clause);
        // What comes next may be about the case that this names.
        let beside = self.said.iter().any(|one| one.sentence == self.sentence) || self.doubted == Some(self.sentence);
        if beside && !numbers.is_empty() && !means {
            self.scope = Scope::Unknown;
        }
        for (said, topic) in lost {
            self.doubts.push(format!("{said}，{text}"));
            self.unreliable.push(topic);
        }
    }

    /// What is left, without what cannot be relied on.
    fn finish(mut self) -> Heard {
        // Bounds that leave out a number that means something are not all.
        for one in &self.said {
            let Says::Bounds(bounds) = &one.said.statement.says else { continue };
            if let Some((_, words)) =
                self.special.iter().find(|(number, _)| !bounds.admit(number)).filter(|_| !one.gone)
            {
                self.doubts.push(words.clone());
                self.unreliable.push(Topic::Bounds);
            }
        }
        let mut said = Vec::new();
        for one in self.said.into_iter().filter(|one| !one.gone) {
            if self.unreliable.contains(&topic(&one.said.statement.says)) {
                self.doubts.push(one.said.text);
            } else {
                said.push(one.said);
            }
        }
        Heard { said, doubts: self.doubts }
    }
}

/// Whether a clause says of a value that is not in the list that it is taken, too.
fn takes(clause: &[Token], listed: &Listed) -> bool {
    clause.windows(2).any(|pair| {
        let [verb, token] = pair else { return false };
        let value = matches!(token.kind, Kind::Word | Kind::Quoted(_) | Kind::Number(_));
        (verb.is(Key::Verb) || verb.is(Key::Copula))
            && value
            && !listed.values.iter().any(|one| one.value == token.text)
    })
}
