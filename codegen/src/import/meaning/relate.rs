//! What one row says about another, or several rows together.

use super::subject::Subject;
use crate::import::cells::{Required, Type};
use crate::import::condition::Condition;
use crate::import::model::{Action, Member};
use crate::import::phrase::{group, phrases};
use crate::import::report::{FindingKind, Report, quoted};
use crate::import::text::half_width;

phrases! {
    /// `新建云硬盘时，…`: words that several rows of a table start with.
    OPENING = r"^([\p{Han}A-Za-z0-9]{2,20}时)[,:]";
    INDEXES = r"([A-Za-z][\w.]*\.N(?:\s*(?:和|、|,|及|与|and)\s*[A-Za-z][\w.]*\.N)*)\s*中?的?\s*N\s*的?(?:取值)?范围(?:是|为|:)?\s*\[?(\d+)\s*[-~,]\s*(\d+)";
    LIST_NAME = r"([A-Za-z][\w]*)\.N";
    SECRET = r"(?i)password|passwd|secret|private_?key|credential_?key|pre_?shared_?key";
    /// The first words of a description, when they end with what a secret is called.
    SECRET_WORDS = r"^[^,.;:。，；：、（(\s]{0,20}(?:密码|密钥|口令)(?:[,.;:。，；：、（(\s]|$)";
    /// Names of what is about a secret, and none itself.
    ABOUT_SECRET = r"(?i)(?:ids?|names?|types?|groups?|inherit|modes?|policy|enabled?|count)$";
}

/// Units that a name may end with.
const SUFFIXES: [(&str, &str); 5] =
    [("Days", "day"), ("Hours", "hour"), ("Minutes", "minute"), ("Seconds", "second"), ("Milliseconds", "millisecond")];

/// Relates the rows of a table to each other.
pub(crate) fn relate(members: &mut [Member], request: bool, place: &str, report: &mut Report) {
    bounds_for_values(members, place, report);
    conditions(members, place, report);
    openings(members, place, request, report);
    for member in members {
        let place = format!("{place}.{}", member.name);
        if is_secret(member) {
            member.facts.sensitive = true;
            report.add(FindingKind::Assumed, member.line, &place, "this is a secret, so it is `sensitive`");
        }
        let number = matches!(member.ty, Type::Scalar("integer" | "long" | "float"));
        let suffix = SUFFIXES.iter().find(|(suffix, _)| member.name.ends_with(suffix));
        if let Some((_, unit)) = suffix.filter(|_| number && !member.list && member.facts.unit.is_none()) {
            member.facts.unit = Some((*unit).to_owned());
            report.add(FindingKind::Assumed, member.line, &place, format!("the unit is `{unit}`, as the name ends"));
        }
        if request && member.list && member.required == Some(Required::Always) {
            // A list without elements leaves nothing in a request.
            member.facts.min_items.get_or_insert(1);
        }
    }
}

/// Whether a member is a secret itself: by its name, or by what its description calls it.
fn is_secret(member: &Member) -> bool {
    let text = matches!(member.ty, Type::Scalar("string")) && member.facts.values.is_empty();
    let named = SECRET.is_in(&member.name) || SECRET_WORDS.is_in(&member.description);
    text && named && !ABOUT_SECRET.is_in(&member.name)
}

/// `X最大100`, where X is a value of another member.
fn bounds_for_values(members: &mut [Member], place: &str, report: &mut Report) {
    let owner = |members: &[Member], value: &str| {
        let has = |member: &&Member| member.facts.values.iter().any(|one| one.value == value);
        members.iter().find(has).map(|member| member.name.clone())
    };
    for index in 0..members.len() {
        let bounds = members.get_mut(index).map(|member| std::mem::take(&mut member.facts.max_for)).unwrap_or_default();
        for (value, max) in bounds {
            let owner = owner(members, &value);
            let Some(member) = members.get_mut(index) else { continue };
            if let Some(owner) = owner {
                member.facts.max_when.push((Condition::Equals(owner, value), max));
            } else {
                let place = format!("{place}.{}", member.name);
                let why = format!("a maximum of {max} for {value}, which is no value of this table");
                report.add(FindingKind::NotUnderstood, member.line, &place, why);
                // Nor does anything tell what the other bounds are of.
                let others = [("minimum", member.facts.min.take()), ("maximum", member.facts.max.take())];
                for (what, number) in others.into_iter().filter_map(|(what, number)| Some((what, number?))) {
                    let why = format!("a {what} of {number}, beside one for {value}");
                    report.add(FindingKind::NotUnderstood, member.line, &place, why);
                }
                member.facts.max_when.clear();
            }
        }
    }
}

/// Whether a member can have a value.
fn can_be(member: &Member, value: &str) -> bool {
    let values = &member.facts.values;
    let listed = values.is_empty() || values.iter().any(|one| one.value == value);
    listed && Subject { list: member.list, ty: &member.ty }.literal(value).is_some()
}

/// Conditions may only look at members of their table.
fn conditions(members: &mut [Member], place: &str, report: &mut Report) {
    let all = members.to_vec();
    let find = |name: &str, own: &str| all.iter().find(|member| name != own && member.name == name);
    let known = |condition: &Condition, own: &str| match condition {
        Condition::Absent(name) => find(name, own).is_some(),
        Condition::Equals(name, value) => find(name, own).is_some_and(|member| can_be(member, value)),
        Condition::Machine(_) => true,
    };
    for member in members {
        let place = format!("{place}.{}", member.name);
        let mut doubt = |condition: &Condition, what: &str| {
            let (Condition::Absent(name) | Condition::Equals(name, _) | Condition::Machine(name)) = condition;
            let why = format!(
                "{what} depends on {}, which is no other row of this table, or cannot have the value",
                quoted(name)
            );
            report.add(FindingKind::NotUnderstood, member.line, &place, why);
        };
        if let Some(Required::When(condition)) = &member.required
            && !known(condition, &member.name)
        {
            doubt(condition, "whether it is required");
            member.required = Some(Required::Never);
        }
        if let Some(condition) = member.facts.effective_when.take_if(|condition| !known(condition, &member.name)) {
            doubt(&condition, "its effect");
        }
        for condition in split(&mut member.facts.default_when, |condition| known(condition, &member.name)) {
            doubt(&condition, "a default");
        }
        for condition in split(&mut member.facts.max_when, |condition| known(condition, &member.name)) {
            doubt(&condition, "a maximum");
        }
    }
}

/// Keeps the values whose condition is known, and returns the other conditions.
fn split(whens: &mut Vec<(Condition, String)>, known: impl Fn(&Condition) -> bool) -> Vec<Condition> {
    let all = std::mem::take(whens).into_iter();
    let (kept, lost): (Vec<_>, Vec<_>) = all.partition(|(condition, _)| known(condition));
    *whens = kept;
    lost.into_iter().map(|(condition, _)| condition).collect()
}

/// Rows that are required under a condition tell what the words mean that they start with; other rows that start
/// with the same words have an effect under that condition.
fn openings(members: &mut [Member], place: &str, request: bool, report: &mut Report) {
    let opening =
        |member: &Member| OPENING.captures(&half_width(&member.description)).map(|found| group(&found, 1).to_owned());
    let mut meanings: Vec<(String, Condition, bool)> = Vec::new();
    for member in members.iter() {
        let (Some(words), Some(Required::When(condition))) = (opening(member), &member.required) else { continue };
        match meanings.iter_mut().find(|(known, ..)| *known == words) {
            Some((_, known, agree)) => *agree &= known == condition,
            None => meanings.push((words, condition.clone(), true)),
        }
    }
    for member in members {
        let words = opening(member);
        let meaning = meanings.iter().find(|(known, _, agree)| words.as_ref() == Some(known) && *agree);
        let without = member.without_opening.take();
        let Some((words, condition, _)) = meaning.filter(|_| request) else {
            if let Some((facts, doubts)) = without {
                let place = format!("{place}.{}", member.name);
                member.facts = *facts;
                for doubt in doubts {
                    report.add(FindingKind::NotUnderstood, member.line, &place, quoted(&doubt));
                }
            }
            continue;
        };
        if member.facts.effective_when.is_none() {
            member.facts.effective_when = Some(condition.clone());
            let why = format!("{} is the condition under which rows that start so are required", quoted(words));
            report.add(FindingKind::Assumed, member.line, &format!("{place}.{}", member.name), why);
        }
    }
}

/// `Filter.N和ID.N中的N的取值范围是1-100`: bounds of indexes, which hold for the actions that have the first list.
/// `ID.N` stands for all lists of ids.
pub(crate) fn rules_of_indexes(line: usize, text: &str, actions: &mut [Action], report: &mut Report) {
    let Some(found) = INDEXES.captures(text) else { return };
    let lists: Vec<_> = LIST_NAME.all(group(&found, 1)).iter().map(|name| group(name, 1).to_owned()).collect();
    let (Ok(low), Ok(high)) = (group(&found, 2).parse::<u64>(), group(&found, 3).parse::<u64>()) else { return };
    let applies = |member: &Member| {
        member.list
            && lists
                .iter()
                .any(|list| *list == member.name || (list.eq_ignore_ascii_case("id") && member.name.ends_with("Id")))
    };
    for action in actions {
        let members = &mut action.request.members;
        if !members.iter().any(|member| member.list && lists.first() == Some(&member.name)) {
            continue;
        }
        for member in members.iter_mut().filter(|member| applies(member)) {
            (member.facts.min_index, member.facts.max_index) = (Some(low), Some(high));
            let why =
                format!("its N is from {low} to {high}: {} is about lists of this name", quoted(group(&found, 1)));
            report.add(FindingKind::Assumed, line, &format!("{}.{}", action.name, member.name), why);
        }
    }
}
