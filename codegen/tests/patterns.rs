//! Generated matchers against a regular-expression engine, on random texts.

use kci_codegen::pattern::Dfa;
use proptest::prelude::*;
use regex::Regex;

/// Patterns of names, and what else a document may ask for.
const PATTERNS: &[&str] = &[
    "^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$",
    "^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$",
    "^[A-Za-z_.-][A-Za-z0-9_.-]*$",
    "^(a|bc|)d?$",
    "^a{2,4}(b{0,2}c)+$",
    "^(a(b(c)?)?)?$",
    "^[^a-c]*$",
    "^(?i)ab[c-e]$",
    "^\\d{1,3}(\\.\\d{1,3}){3}$",
    "^\\p{Han}+$",
    "^.*a.b$",
    "^(ab*|a*b)(c|$)$",
    "^(a?){3}a{3}$",
    "^(a*)*b$",
    "^(a|aa)+$",
    "^$",
];

fn agree(pattern: &str, text: &str) -> Result<(), TestCaseError> {
    let Ok(dfa) = Dfa::new(pattern) else { return Ok(()) };
    let engine = Regex::new(&format!("^(?:{})$", &pattern[1..pattern.len() - 1])).expect("a pattern");
    // `$` of the engine matches before a last line end in no mode that is used here.
    prop_assert_eq!(dfa.matches(text), engine.is_match(text), "{} on {:?}", pattern, text);
    Ok(())
}

/// Random patterns of a small grammar.
fn pattern() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-c]",
        Just("[ab]".to_owned()),
        Just("[^b]".to_owned()),
        Just(".".to_owned()),
        Just(String::new())
    ];
    let inner = leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|choices| format!("({})", choices.join("|"))),
            (inner.clone(), prop_oneof![Just("*"), Just("+"), Just("?"), Just("{2}"), Just("{1,3}"), Just("{2,}")])
                .prop_map(|(part, count)| format!("(?:{part}){count}")),
        ]
    });
    inner.prop_map(|inner| format!("^{inner}$"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patterns_of_names(pattern in proptest::sample::select(PATTERNS), text in "[a-eA-E0-9._ 容-]{0,8}") {
        agree(pattern, &text)?;
    }

    #[test]
    fn patterns_of_names_on_any_text(pattern in proptest::sample::select(PATTERNS), text in any::<String>()) {
        agree(pattern, &text)?;
    }

    #[test]
    fn random_patterns(pattern in pattern(), text in "[a-d]{0,7}") {
        agree(&pattern, &text)?;
    }
}

#[test]
fn all_of_them_are_supported_but_the_one_with_an_anchor_inside() {
    let refused: Vec<_> = PATTERNS.iter().filter(|pattern| Dfa::new(pattern).is_err()).collect();
    assert_eq!(refused, [&"^(ab*|a*b)(c|$)$"]);
}
