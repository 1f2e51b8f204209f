//! Random requests: what was flattened is read back to the same request.

use std::collections::BTreeSet;

use kci_tests::model::{self, Pair};
use kci_tests::strategy::parameters;
use kci_tests::typed;
use proptest::prelude::*;

fn any_request() -> BoxedStrategy<(String, Vec<Pair>)> {
    let ir = model::kci();
    let each = ir.actions.iter().map(|action| {
        let name = action.name.wire.clone();
        parameters(&ir, action.request, "").prop_map(move |pairs| (name.clone(), pairs)).boxed()
    });
    proptest::strategy::Union::new(each.collect::<Vec<_>>()).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_flattened_is_read_back_and_flattened_the_same((action, pairs) in any_request()) {
        let request = typed::request(&action, &pairs);
        prop_assert!(request.unreadable.is_empty(), "{:?}", request.unreadable);
        let sent: BTreeSet<_> = pairs.into_iter().collect();
        let written: BTreeSet<_> = request.written.iter().cloned().collect();
        prop_assert_eq!(written, sent);
    }

    #[test]
    fn lists_numbered_from_zero_read_as_the_same_request((action, pairs) in any_request()) {
        let from_zero: Vec<Pair> = pairs.iter().map(|(key, value)| (renumber(key), value.clone())).collect();
        let one = typed::request(&action, &pairs);
        let zero = typed::request(&action, &from_zero);
        prop_assert!(zero.unreadable.is_empty(), "{:?}", zero.unreadable);
        prop_assert_eq!(zero.written, one.written);
    }

    #[test]
    fn a_request_is_the_same_after_it_was_a_document((action, pairs) in any_request()) {
        let request = typed::request(&action, &pairs);
        prop_assert_eq!(request.from_document, Ok(request.written), "{}", request.document);
    }
}

fn renumber(key: &str) -> String {
    let segment = |part: &str| part.parse::<u64>().map_or_else(|_| part.to_owned(), |number| (number - 1).to_string());
    key.split('.').map(segment).collect::<Vec<_>>().join(".")
}
