//! Parameters as a flat JSON object, which some clients of the simplified signature send.

use std::fmt;

use bytes::Bytes;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::Pair;
use crate::refusal::Refusal;

/// The members of an object in their order, those of the same name too.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// The parameters in a flat object of scalars.
pub(super) fn flat(body: &Bytes) -> Result<Vec<Pair>, Refusal> {
    let Members(members) = serde_json::from_slice(body).map_err(|_| Refusal::malformed("body"))?;
    members.into_iter().map(pair).collect()
}

fn pair((key, value): (String, Value)) -> Result<Pair, Refusal> {
    match value {
        _ if key.is_empty() => Err(Refusal::malformed(&key)),
        Value::String(text) => Ok((key, text)),
        Value::Number(number) => Ok((key, number.to_string())),
        Value::Bool(flag) => Ok((key, flag.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(Refusal::malformed(&key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_object_is_a_form_too() {
        let body = Bytes::from_static(br#"{"B": "x", "A": 2, "C": true, "A": -1.5}"#);
        let expected = [("B", "x"), ("A", "2"), ("C", "true"), ("A", "-1.5")];
        assert_eq!(flat(&body), Ok(expected.map(|(key, value)| (key.to_owned(), value.to_owned())).into()));
    }

    #[test]
    fn what_is_no_flat_object_is_malformed() {
        for body in
            ["", "[1]", "\"A\"", "{\"A\": null}", "{\"A\": [1]}", "{\"A\": {}}", "{\"\": 1}", "{\"A\": 1", "\u{feff}{}"]
        {
            assert_eq!(flat(&Bytes::from_static(body.as_bytes())).expect_err("refused").code, "InvalidQueryParameter");
        }
    }
}
