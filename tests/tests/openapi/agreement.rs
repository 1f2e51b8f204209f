//! The schemas of forms against the SDK's validators: one model, two judges.

use std::cell::Cell;

use kci_codegen::ir::{Action, Required, Type};
use kci_sdk::runtime::Violation;
use kci_tests::model::{self, Pair, Place, join};
use kci_tests::strategy::parameters;
use kci_tests::typed;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::document::{Document, kci};

/// Whether the SDK's validators accept the parameters.
fn valid_by_sdk(action: &str, pairs: &[Pair]) -> bool {
    let request = typed::request(action, pairs);
    !request.unreadable.iter().chain(&request.violations).any(Violation::is_error)
}

/// Parameters of a request in which one member has been changed, for better or worse.
fn changes(document: &Document, place: &Place<'_>) -> Vec<Vec<Pair>> {
    let ir = &document.ir;
    let (member, rules) = (place.member, &place.member.constraints);
    let key = join(&place.prefix, &member.name.wire);
    let mut new = vec![Vec::new(), model::minimal_member(ir, member, &place.prefix)];
    let one = if member.list { format!("{key}.1") } else { key.clone() };
    let mut value = |text: String| new.push(vec![(one.clone(), text)]);
    let letters = |count: u64| "a".repeat(usize::try_from(count).expect("a small bound"));
    if let Type::Enum(id) = member.ty {
        ir.enumeration(id).values.iter().for_each(|known| value(known.name.wire.clone()));
        value("Sometimes".to_owned());
    }
    if let Some(max) = rules.max_length {
        value(letters(max));
        value(letters(max + 1));
    }
    if rules.pattern.is_some() {
        value("!".to_owned());
    }
    for bound in [rules.min, rules.max].into_iter().flatten().chain(rules.max_when.iter().map(|when| when.value)) {
        for number in [bound - 1.0, bound, bound + 1.0] {
            value(model::number(number));
        }
    }
    if rules.decimals.is_some() {
        value("1.125".to_owned());
        value("1.00001".to_owned());
    }
    if let Some(max) = rules.max_items {
        new.extend([max, max + 1].map(|count| model::elements(ir, member, &place.prefix, count)));
    }
    new.into_iter().map(|pairs| model::replace(&place.way, &key, pairs)).collect()
}

#[test]
fn around_every_bound_and_condition_both_judge_alike() {
    let document = kci();
    let (mut tried, mut good, mut wrong) = (0, 0, Vec::new());
    for action in &document.ir.actions {
        let validator = document.form_validator(&action.name.wire);
        for place in model::places(&document.ir, action.request) {
            for pairs in changes(&document, &place) {
                let by_sdk = valid_by_sdk(&action.name.wire, &pairs);
                tried += 1;
                good += usize::from(by_sdk);
                if by_sdk != validator.is_valid(&document.filled(action, &pairs)) {
                    wrong.push((by_sdk, pairs));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(good > 100 && tried - good > 100, "{good} of {tried} are good: that is no test");
}

#[test]
fn the_fewest_parameters_are_accepted_and_none_can_be_left_out() {
    let document = kci();
    for action in &document.ir.actions {
        let validator = document.form_validator(&action.name.wire);
        let fewest = model::minimal(&document.ir, action.request, "");
        assert!(validator.is_valid(&document.filled(action, &fewest)), "{}: {fewest:?}", action.name.wire);
        for (index, (key, _)) in fewest.iter().enumerate() {
            let mut fewer = fewest.clone();
            fewer.remove(index);
            assert!(!validator.is_valid(&document.filled(action, &fewer)), "{}: without {key}", action.name.wire);
        }
    }
}

#[test]
fn every_required_value_has_a_field_of_its_own_in_the_form() {
    let document = kci();
    for action in &document.ir.actions {
        let required = model::places(&document.ir, action.request);
        let required = required.iter().filter(|place| place.member.required == Required::Always);
        let form = document.resolve(document.form(&action.name.wire));
        for place in required.filter(|place| !matches!(place.member.ty, Type::Shape(_)) && !place.member.list) {
            let key = join(&place.prefix, &place.member.name.wire);
            assert!(form["properties"].get(&key).is_some(), "{}: {key} is no property", action.name.wire);
        }
    }
}

/// A random request of one action, perhaps without what it must have.
fn any_request(document: &Document, action: &Action) -> BoxedStrategy<Vec<Pair>> {
    let fewest = model::minimal(&document.ir, action.request, "");
    parameters(&document.ir, action.request, "")
        .prop_flat_map(move |all| {
            let kept = proptest::sample::subsequence(all.clone(), 0..=all.len().min(4));
            (kept, Just(fewest.clone()))
        })
        .prop_map(|(some, mut pairs)| {
            for (key, value) in some {
                pairs = model::replace(&pairs, &key, vec![(key.clone(), value)]);
            }
            pairs
        })
        .boxed()
}

#[test]
fn a_request_without_a_complaint_is_accepted_by_its_schema_wherever_it_stands_in_lists() {
    let document = kci();
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    let good = Cell::new(0);
    for action in &document.ir.actions {
        let validator = document.form_validator(&action.name.wire);
        let mut runner = TestRunner::new_with_rng(config.clone(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let judged = runner.run(&any_request(&document, action), |pairs| {
            let request = typed::request(&action.name.wire, &pairs);
            // What is only recommended may be missing; what is unknown is refused by the schema alone.
            if request.unreadable.is_empty() && !request.violations.iter().any(Violation::is_error) {
                good.set(good.get() + 1);
                let errors: Vec<_> =
                    validator.iter_errors(&document.filled(action, &pairs)).map(|error| error.to_string()).collect();
                prop_assert!(errors.is_empty(), "{}: {:?}: {:?}", action.name.wire, pairs, errors);
            }
            Ok(())
        });
        judged.expect("the schema is no stricter");
    }
    assert!(good.get() > 100, "only {} good requests: that is no test", good.get());
}
