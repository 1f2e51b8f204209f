//! What descriptions say about members.
//!
//! A description is read clause by clause. A clause says something if every token of it was understood; a clause that
//! may say something and was not understood is told, and so is everything that was said about the same thing: what is
//! true of a part only is not written.

mod apply;
mod bounds;
mod items;
mod letters;
mod relate;
mod sentences;
mod signals;
mod statement;
mod subject;
mod values;

use self::subject::Said;
use super::model::Facts;
use super::phrase::phrases;
use super::token::{Kind, lex};

pub(crate) use self::subject::Subject;
pub(crate) use relate::{relate, rules_of_indexes};

phrases! {
    /// Says what a number means, and bounds nothing: `the most that a call returns`, `where the next page starts`.
    MEANING = r"返回的?最[大多](?:[\p{Han}]{0,4}?数[目量]?)|单次调用未返回全部[\p{Han}]{0,4}时[,，]\s*标记下次调用的?返回值的?起点|",
              r"(?i)\bmaximum number of \w+(?: \w+)? (?:to return|returned|per page)\b";
}

/// What a description says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    pub(crate) facts: Facts,
    /// The parts that may say something and were not understood.
    pub(crate) doubts: Vec<String>,
    /// The same without what holds only in the case that the description opens with: `新建云硬盘时，…`. The rest of the table
    /// may tell which case that is.
    pub(crate) without_opening: Option<(Box<Facts>, Vec<String>)>,
}

/// Reads a description, and the cell of a column of defaults.
pub(crate) fn read(subject: Subject<'_>, description: &str, default: Option<&str>) -> Reading {
    let mut heard = sentences::read(&tokens(description), description);
    if let Some(cell) = default {
        let cell = format!("默认值:{cell}");
        let mut more = sentences::read(&lex(&cell), &cell);
        let strip = |text: &String| text.trim_start_matches("默认值:").to_owned();
        heard.doubts.extend(more.doubts.iter().map(strip));
        more.said.iter_mut().for_each(|said| said.text = strip(&said.text));
        heard.said.append(&mut more.said);
    }
    let settled = |said: &[&Said]| {
        let (mut facts, mut doubts) = apply::apply(&subject, said);
        doubts.extend(settle(&mut facts));
        (facts, doubts)
    };
    let all: Vec<_> = heard.said.iter().collect();
    let (facts, more) = settled(&all);
    let told = |more: Vec<String>| heard.doubts.iter().cloned().chain(more).collect::<Vec<_>>();
    let opened = heard.said.iter().any(|said| said.opening);
    let without_opening = opened.then(|| {
        // What is said of one thing for some case and for all is not understood, then.
        let topic = |said: &Said| signals::topic(&said.statement.says);
        let in_case = |one: &Said| heard.said.iter().any(|said| said.opening && topic(said) == topic(one));
        let (lost, general): (Vec<_>, Vec<_>) = heard.said.iter().partition(|said| in_case(said));
        let (facts, mut more) = settled(&general);
        more.extend(lost.iter().map(|said| said.text.clone()));
        (Box::new(facts), told(more))
    });
    Reading { facts, doubts: told(more), without_opening }
}

/// The tokens of a description; what only says what a number means is prose.
fn tokens(description: &str) -> Vec<super::token::Token> {
    let mut tokens = lex(description);
    let masks = MEANING.all(description);
    let mut at = 0;
    for range in masks.iter().filter_map(|found| found.get(0).map(|found| found.range())) {
        while let Some(token) = tokens.get_mut(at) {
            if token.bytes.start >= range.end {
                break;
            }
            if token.bytes.start >= range.start {
                token.kind = Kind::Han;
            }
            at += 1;
        }
    }
    tokens
}

/// Takes back what contradicts itself, and says what.
fn settle(facts: &mut Facts) -> Vec<String> {
    let mut doubts = Vec::new();
    let number = |digits: &Option<String>| digits.as_ref().and_then(|digits| digits.parse::<f64>().ok());
    if let (Some(min), Some(max)) = (number(&facts.min), number(&facts.max))
        && min > max
    {
        (facts.min, facts.max) = (None, None);
        doubts.push(format!("a minimum of {min} above a maximum of {max}"));
    }
    for (low, high) in [(&mut facts.min_length, &mut facts.max_length), (&mut facts.min_items, &mut facts.max_items)] {
        if let (Some(min), Some(max)) = (*low, *high)
            && min > max
        {
            (*low, *high) = (None, None);
            doubts.push(format!("at least {min} and at most {max}"));
        }
    }
    let outside = number(&facts.default).is_some_and(|default| {
        number(&facts.min).is_some_and(|min| default < min) || number(&facts.max).is_some_and(|max| default > max)
    });
    let is_value = |default: &String| facts.values.iter().any(|value| value.value == *default);
    let unknown = !facts.values.is_empty() && facts.default.as_ref().is_some_and(|default| !is_value(default));
    if let Some(default) = facts.default.take_if(|_| outside || unknown) {
        doubts.push(format!("a default of {default}, which the values and bounds leave out"));
    }
    doubts
}

#[cfg(test)]
mod tests;
