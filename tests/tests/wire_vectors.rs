//! Flattening, held against vectors: nested input in, the set of parameters out.

use std::collections::BTreeSet;

use kci_sdk::runtime::{ParamWriter, Params, WriteParam};
use kci_tests::typed;
use serde_json::Value;

/// Nested input that writes itself as any request does.
struct Nested<'a>(&'a Value);

impl WriteParam for Nested<'_> {
    fn write_param(&self, w: &mut ParamWriter<'_>) {
        match self.0 {
            Value::Null => {}
            Value::Bool(flag) => flag.write_param(w),
            Value::String(text) => text.write_param(w),
            Value::Number(number) => match number.as_i64() {
                Some(whole) => whole.write_param(w),
                None => number.as_f64().write_param(w),
            },
            Value::Array(elements) => elements.iter().map(Nested).collect::<Vec<_>>().write_param(w),
            Value::Object(members) => members.iter().for_each(|(name, value)| w.member(name, &Nested(value))),
        }
    }
}

type Pairs = BTreeSet<(String, String)>;

fn flattened(params: &Value) -> Pairs {
    let params = Params::from_request(&Nested(params));
    params.iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

/// The pairs of a vector, without those that say which action is called.
fn expected(pairs: &Value) -> Pairs {
    let pairs: Pairs = serde_json::from_value(pairs.clone()).expect("pairs");
    pairs.into_iter().filter(|(key, _)| key != "Action" && key != "Version").collect()
}

fn vectors(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).expect("vectors");
    file["vectors"].as_array().expect("a list").clone()
}

#[test]
fn every_vector_of_flattening_that_applies_is_met() {
    let vectors = vectors(include_str!("../vectors/flatten_vectors.json"));
    let applying: Vec<_> = vectors.iter().filter(|vector| vector["applies"] == true).collect();
    assert!(applying.len() >= 13, "only {} vectors apply", applying.len());
    for vector in applying {
        assert_eq!(flattened(&vector["params"]), expected(&vector["expected_pairs"]), "{}", vector["id"]);
    }
}

#[test]
fn every_vector_of_kci_is_met() {
    let vectors = vectors(include_str!("../vectors/kci_flatten_vectors.json"));
    assert!(vectors.len() >= 4, "only {} vectors", vectors.len());
    for vector in vectors {
        assert_eq!(flattened(&vector["params"]), expected(&vector["pairs"]), "{}", vector["id"]);
    }
}

#[test]
fn every_vector_of_kci_is_read_as_a_typed_request_and_written_the_same() {
    for vector in vectors(include_str!("../vectors/kci_flatten_vectors.json")) {
        let pairs: Vec<_> = expected(&vector["pairs"]).into_iter().collect();
        let request = typed::request(vector["action"].as_str().expect("an action"), &pairs);
        assert!(request.unreadable.is_empty(), "{}: {:?}", vector["id"], request.unreadable);
        let written: Pairs = request.written.into_iter().collect();
        assert_eq!(written, pairs.into_iter().collect(), "{}", vector["id"]);
    }
}
