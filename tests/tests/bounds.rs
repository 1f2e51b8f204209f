//! Every validator, at its bound and one step beyond, for every member of every request of KCI.

use kci_codegen::ir::{ConditionTest, Ir, Member, Required, Scalar, Type};
use kci_tests::model::{self, Pair, Place, join, number};
use kci_tests::typed;

/// A change of one member: the parameters it gets, and whether the validators must object.
struct Case {
    what: String,
    pairs: Vec<Pair>,
    accepted: bool,
}

#[test]
fn every_bound_holds_and_one_step_beyond_is_refused() {
    let ir = model::kci();
    let (mut tried, mut wrong) = (0, Vec::new());
    for action in &ir.actions {
        for place in model::places(&ir, action.request) {
            for case in cases(&ir, &place) {
                tried += 1;
                wrong.extend(judge(&action.name.wire, &place, &case));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(tried > 300, "only {tried} bounds found: the model lost some");
}

#[test]
fn what_is_required_and_missing_is_named() {
    let ir = model::kci();
    for action in &ir.actions {
        for place in model::places(&ir, action.request).iter().filter(|place| place.member.required == Required::Always)
        {
            let key = join(&place.prefix, &place.member.name.wire);
            let pairs = model::replace(&place.way, &key, Vec::new());
            // An object that loses its only member is not there at all.
            if pairs.iter().any(|(name, _)| model::is_under(name, &place.prefix)) || place.prefix.is_empty() {
                let request = typed::request(&action.name.wire, &pairs);
                let named = request.unreadable.iter().chain(&request.violations).any(|violation| violation.path == key);
                assert!(named, "{}: {key} is missing and nobody says so", action.name.wire);
            }
        }
    }
}

#[test]
fn what_a_condition_requires_is_named_when_the_condition_holds() {
    let ir = model::kci();
    let mut tried = 0;
    for action in &ir.actions {
        for place in model::places(&ir, action.request) {
            let Required::When(condition) = &place.member.required else { continue };
            let (other, value) = match &condition.test {
                ConditionTest::Equals { wire, value, .. } => (join(&place.prefix, wire), Some(text(value))),
                ConditionTest::Absent { wire, .. } => (join(&place.prefix, wire), None),
                ConditionTest::Context { .. } => continue,
            };
            let key = join(&place.prefix, &place.member.name.wire);
            let pairs = model::replace(&place.way, &key, Vec::new());
            let pairs = model::replace(&pairs, &other, value.map(|value| (other.clone(), value)).into_iter().collect());
            let request = typed::request(&action.name.wire, &pairs);
            assert!(
                request.violations.iter().any(|violation| violation.path == key),
                "{key}: {:?}",
                request.violations
            );
            tried += 1;
        }
    }
    assert!(tried >= 8, "only {tried} conditions found: the model lost some");
}

fn text(value: &Scalar) -> String {
    match value {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Boolean(flag) => flag.to_string(),
    }
}

fn judge(action: &str, place: &Place<'_>, case: &Case) -> Option<String> {
    let key = join(&place.prefix, &place.member.name.wire);
    let pairs = model::replace(&place.way, &key, case.pairs.clone());
    let request = typed::request(action, &pairs);
    let objections: Vec<_> = request
        .unreadable
        .iter()
        .chain(&request.violations)
        .filter(|violation| violation.is_error() && model::is_under(&violation.path, &key))
        .map(ToString::to_string)
        .collect();
    let verdict = if case.accepted { "should be accepted" } else { "should be refused" };
    (objections.is_empty() != case.accepted)
        .then(|| format!("{action} {key}, {}: {verdict}, got {objections:?}", case.what))
}

fn cases(ir: &Ir, place: &Place<'_>) -> Vec<Case> {
    let member = place.member;
    let key = join(&place.prefix, &member.name.wire);
    let mut cases = Vec::new();
    if !matches!(member.ty, Type::Shape(_)) {
        let key = if member.list { format!("{key}.1") } else { key };
        for (what, value, accepted) in values(ir, member) {
            cases.push(Case { what, pairs: vec![(key.clone(), value)], accepted });
        }
    }
    cases.extend(counts(ir, place));
    cases
}

/// Values of one member (of an element, if it is a list).
fn values(ir: &Ir, member: &Member) -> Vec<(String, String, bool)> {
    let rules = &member.constraints;
    let mut values = vec![("valid".to_owned(), model::valid(ir, member), true)];
    let mut add = |what: &str, value: String, accepted| values.push((what.to_owned(), value, accepted));
    let letters = |count: u64| "a".repeat(usize::try_from(count).expect("a small bound"));
    let step = rules.decimals.map_or(1.0, |digits| 0.1_f64.powi(i32::try_from(digits).expect("few digits")));
    if let Some(max) = rules.max_length {
        add("longest", letters(max), true);
        add("too long", letters(max + 1), false);
    }
    if let Some(min) = rules.min_length.filter(|min| *min > 1) {
        add("shortest", letters(min), true);
        add("too short", letters(min - 1), false);
    }
    if rules.pattern.is_some() {
        add("against the pattern", "!".to_owned(), false);
        add("against the pattern at its end", "a!".to_owned(), false);
    }
    if let Some(max) = rules.max {
        add("largest", number(max), true);
        add("too large", number(max + step), false);
    }
    if let Some(min) = rules.min {
        add("smallest", number(min), true);
        add("too small", number(min - step), false);
    }
    if rules.decimals == Some(3) {
        add("three decimals", "1.125".to_owned(), true);
        add("four decimals", "1.0625".to_owned(), false);
    }
    if let Type::Enum(id) = member.ty {
        for value in &ir.enumeration(id).values {
            add("known value", value.name.wire.clone(), true);
        }
        add("unknown value", "Sometimes".to_owned(), false);
    }
    values
}

/// Numbers of elements.
fn counts(ir: &Ir, place: &Place<'_>) -> Vec<Case> {
    let member = place.member;
    let elements = |count| model::elements(ir, member, &place.prefix, count);
    let mut cases = Vec::new();
    if let Some(max) = member.constraints.max_items {
        cases.push(Case { what: format!("{max} elements"), pairs: elements(max), accepted: true });
        cases.push(Case { what: format!("{} elements", max + 1), pairs: elements(max + 1), accepted: false });
    }
    cases
}
