//! Every keyword in every place: the words come through as they are on the wire. That their code compiles without a
//! warning is seen by this crate's library.

use std::collections::BTreeSet;

use kci_tests::typed;
use kci_tests::words::request::EverywhereRequest;
use kci_tests::words::value::{ErrorCode, Word};

#[test]
fn every_word_is_a_known_value() {
    assert!(Word::KNOWN.contains(&"gen") && Word::KNOWN.contains(&"self") && Word::KNOWN.contains(&"union"));
    for word in Word::KNOWN {
        let value = Word::from(*word);
        assert!(!matches!(value, Word::Other(_)), "{word}");
        assert_eq!(value.as_str(), *word);
        let code = ErrorCode::from(*word);
        assert!(!matches!(code, ErrorCode::Other(_)), "{word}");
    }
}

#[test]
fn every_word_is_written_as_it_was_read() {
    let mut pairs = Vec::new();
    for word in Word::KNOWN {
        pairs.push(((*word).to_owned(), "a".to_owned()));
        pairs.push((format!("Lists.{word}.1"), "1".to_owned()));
        pairs.push((format!("Arguments.{word}"), "b".to_owned()));
        pairs.push((format!("shape_{word}.1.{word}"), "true".to_owned()));
    }
    pairs.push(("Either.tag".to_owned(), "gen".to_owned()));
    pairs.push(("Either.gen".to_owned(), "1.5".to_owned()));
    let (request, _) = typed::both::<EverywhereRequest>(&pairs, None);
    assert!(request.unreadable.is_empty(), "{:?}", request.unreadable);
    let written: BTreeSet<_> = request.written.into_iter().collect();
    assert_eq!(written, pairs.into_iter().collect());
}
