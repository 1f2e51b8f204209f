//! Statements as facts about a member.

use super::bounds::{Bound, Bounds};
use super::letters::{self, Rule};
use super::signals::{Topic, topic};
use super::statement::{Holds, Literal, Says, Statement};
use super::subject::{Said, Subject};
use super::values::Listed;
use crate::import::cells::Type;
use crate::import::model::{Facts, Value};

/// Adds what was said to the facts. Returns what makes no sense of this member, or contradicts the rest; neither that nor
/// anything else about the same thing is in the facts.
pub(super) fn apply(subject: &Subject<'_>, said: &[&Said]) -> (Facts, Vec<String>) {
    let mut said = said.to_vec();
    // The unit that is told by itself comes first: numbers may leave it out, or repeat it.
    said.sort_by_key(|one| !matches!(one.statement.says, Says::Unit(..)));
    let mut doubts = Vec::new();
    loop {
        let (facts, failed) = all(subject, &said);
        if failed.is_empty() {
            return (facts, doubts);
        }
        // Each round takes away a topic at least.
        let (gone, kept): (Vec<_>, Vec<_>) =
            said.into_iter().partition(|one| failed.contains(&topic(&one.statement.says)));
        doubts.extend(gone.into_iter().map(|one| one.text.clone()));
        said = kept;
    }
}

/// All statements, and the topics of those that do not fit.
fn all(subject: &Subject<'_>, said: &[&Said]) -> (Facts, Vec<Topic>) {
    let mut facts = Facts::default();
    let unfit = |one: &&&Said| add(subject, &one.statement, &mut facts).is_none();
    let mut failed: Vec<Topic> = said.iter().filter(unfit).map(|one| topic(&one.statement.says)).collect();
    // Values of a number are bounds of a kind.
    failed.extend(failed.contains(&Topic::Values).then_some(Topic::Bounds));
    let rules: Vec<&Rule> = said
        .iter()
        .filter_map(|one| match &one.statement.says {
            Says::Letters(rule) => Some(rule),
            _ => None,
        })
        .collect();
    if !rules.is_empty() {
        facts.pattern = letters::pattern(&rules);
        failed.extend(facts.pattern.is_none().then_some(Topic::Letters));
    }
    (facts, failed)
}

/// Adds one statement; nothing where it does not fit.
fn add(subject: &Subject<'_>, statement: &Statement, facts: &mut Facts) -> Option<()> {
    let mut next = facts.clone();
    match &statement.says {
        Says::Unit(unit, known) => {
            let always = statement.holds == Holds::Always;
            (always && next.unit.as_ref().is_none_or(|one| one == unit)).then_some(())?;
            if !known {
                next.assumed.push(format!("the unit is `{unit}`"));
            }
            next.unit = Some(unit.clone());
        }
        Says::Default(literal) => default(subject, statement, literal, &mut next)?,
        Says::Bounds(bounds) => self::bounds(subject, &statement.holds, bounds, &mut next)?,
        Says::Decimals(count) => {
            let fits = statement.holds == Holds::Always
                && matches!(subject.ty, Type::Scalar("float"))
                && next.decimals.is_none();
            fits.then(|| next.decimals = Some(*count))?;
        }
        Says::Values(listed) => {
            (statement.holds == Holds::Always).then_some(())?;
            if !next.values.is_empty() {
                // Told twice, once with words about each.
                return same_values(facts, listed);
            }
            match subject.ty {
                // A boolean has these two anyway.
                Type::Scalar("boolean") if listed.values.iter().all(|value| is_boolean(&value.value)) => {}
                Type::Scalar("string") => next.values.clone_from(&listed.values),
                _ => return None,
            }
            if let Some(words) = &listed.assumed {
                next.assumed.push(format!("{} are its values", crate::import::report::quoted(words)));
            }
            if let Some(word) = &listed.default {
                let literal = Literal { text: word.clone(), number: None, unit: None };
                default(subject, statement, &literal, &mut next)?;
            }
        }
        Says::Effective(condition) => {
            next.effective_when.is_none().then(|| next.effective_when = Some(condition.clone()))?;
        }
        // All of them together make a pattern.
        Says::Letters(_) => (subject.is_text() && statement.holds == Holds::Always).then_some(())?,
    }
    *facts = next;
    Some(())
}

/// Takes over the words about values that are listed again; nothing where they are others.
fn same_values(facts: &mut Facts, listed: &Listed) -> Option<()> {
    let sorted = |values: &[Value]| {
        let mut names: Vec<_> = values.iter().map(|value| value.value.clone()).collect();
        names.sort();
        names
    };
    (sorted(&facts.values) == sorted(&listed.values)).then_some(())?;
    for value in facts.values.iter_mut().filter(|value| value.description.is_empty()) {
        if let Some(again) = listed.values.iter().find(|again| again.value == value.value) {
            value.description.clone_from(&again.description);
        }
    }
    Some(())
}

fn is_boolean(value: &str) -> bool {
    matches!(value.to_lowercase().as_str(), "true" | "false")
}

/// Notes the unit of a number; nothing where it is not that of the others.
fn same_unit(unit: Option<&String>, facts: &mut Facts) -> Option<()> {
    let Some(unit) = unit else { return Some(()) };
    facts.unit.as_ref().is_none_or(|known| known == unit).then(|| facts.unit = Some(unit.clone()))
}

fn default(subject: &Subject<'_>, statement: &Statement, literal: &Literal, facts: &mut Facts) -> Option<()> {
    let text = match &literal.number {
        // Of a string, only digits as they are written; and behind them no unit but the one that the member has.
        Some(number) if subject.is_text() => {
            let whole = literal.unit.is_none() || literal.unit == facts.unit;
            (*number == literal.text && whole).then_some(number)?
        }
        Some(number) => number,
        None => &literal.text,
    };
    let value = subject.literal(text)?;
    same_unit(literal.unit.as_ref(), facts)?;
    match &statement.holds {
        Holds::Always | Holds::Unset => {
            facts.default.as_ref().is_none_or(|known| *known == value).then(|| facts.default = Some(value))
        }
        Holds::When(condition) => {
            let other = facts.default_when.iter().any(|(known, _)| known == condition);
            (!other).then(|| facts.default_when.push((condition.clone(), value)))
        }
        Holds::Value(_) | Holds::Others => None,
    }
}

fn bounds(subject: &Subject<'_>, holds: &Holds, bounds: &Bounds, facts: &mut Facts) -> Option<()> {
    let lengths = bounds.length && subject.is_text();
    if bounds.length != lengths {
        return None;
    }
    if lengths || subject.list {
        return count(subject, holds, bounds, facts);
    }
    subject.is_number().then_some(())?;
    let low = bounds.low.as_ref().map_or(Some(None), |bound| inclusive(subject, bound, 1))?;
    let high = bounds.high.as_ref().map_or(Some(None), |bound| inclusive(subject, bound, -1))?;
    same_unit(bounds.unit.as_ref(), facts)?;
    match holds {
        Holds::Always | Holds::Others => {
            merge(&mut facts.min, low)?;
            merge(&mut facts.max, high)
        }
        Holds::When(condition) => {
            let (None, Some(high)) = (low, high) else { return None };
            facts.max_when.push((condition.clone(), high));
            Some(())
        }
        Holds::Value(value) => {
            let (None, Some(high)) = (low, high) else { return None };
            facts.max_for.push((value.clone(), high));
            Some(())
        }
        Holds::Unset => None,
    }
}

/// The bound as a literal that is allowed itself; nothing where there is none.
#[allow(clippy::option_option)]
fn inclusive(subject: &Subject<'_>, bound: &Bound, step: i64) -> Option<Option<String>> {
    let literal = subject.literal(&bound.number)?;
    if bound.included {
        return Some(Some(literal));
    }
    let whole: i64 = literal.parse().ok().filter(|_| *subject.ty != Type::Scalar("float"))?;
    Some(Some(whole.checked_add(step)?.to_string()))
}

fn merge(known: &mut Option<String>, new: Option<String>) -> Option<()> {
    let Some(new) = new else { return Some(()) };
    known.as_ref().is_none_or(|known| *known == new).then(|| *known = Some(new))
}

/// How many characters, or how many elements.
fn count(subject: &Subject<'_>, holds: &Holds, bounds: &Bounds, facts: &mut Facts) -> Option<()> {
    // Numbers in a list of numbers may be bounds of the elements.
    let numbers = matches!(subject.ty, Type::Scalar("integer" | "long" | "float"));
    let ambiguous = subject.list && numbers && !bounds.counted;
    (matches!(holds, Holds::Always) && bounds.unit.is_none() && !ambiguous).then_some(())?;
    let whole = |bound: &Option<Bound>, step: i64| match bound {
        None => Some(None),
        Some(bound) => {
            let number = bound.number.parse::<u64>().ok()?;
            let number = if bound.included { Some(number) } else { number.checked_add_signed(step) };
            number.map(Some)
        }
    };
    let (low, high) = (whole(&bounds.low, 1)?, whole(&bounds.high, -1)?);
    let (min, max) = if subject.list {
        (&mut facts.min_items, &mut facts.max_items)
    } else {
        (&mut facts.min_length, &mut facts.max_length)
    };
    for (known, new) in [(min, low), (max, high)] {
        if let Some(new) = new {
            known.is_none_or(|known| known == new).then(|| *known = Some(new))?;
        }
    }
    Some(())
}
