//! Bodies that are JSON, and what goes beside them.

use kci_tests::harbour::request::{BookBerthsRequest, CargoGrain, CargoOil, Ship};
use serde_json::{Value, json};

use super::document::{Document, made_up};

fn body(document: &Document, action: &str) -> Value {
    document.operation(action, "post")["requestBody"]["content"]["application/json"]["schema"].clone()
}

fn booked() -> Value {
    let cargo = [CargoGrain::new(12.0).into(), CargoOil::new(900).into()];
    let request = BookBerthsRequest::new("Ann", [Ship::new("Rachel", 31.5).decks([1]).cargos(cargo)]);
    serde_json::to_value(request).expect("a document")
}

#[test]
fn the_schema_of_a_body_takes_what_a_client_sends() {
    let document = made_up("harbour");
    let validator = document.validator(&body(&document, "BookBerths"));
    let errors: Vec<_> = validator.iter_errors(&booked()).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
}

#[test]
fn the_schema_of_a_body_refuses_what_validators_refuse() {
    let document = made_up("harbour");
    let validator = document.validator(&body(&document, "BookBerths"));
    let wrong = [
        ("/Captain", Value::Null),
        ("/Captain", json!("a captain of far too long a name")),
        ("/Ship", json!([])),
        ("/Ship/0/Name", json!("R2")),
        ("/Ship/0/Length", json!(0.5)),
        ("/Ship/0/Deck/0", json!("one")),
        ("/Ship/0/Cargo/0/Kind", json!("Wood")),
        ("/Ship/0/Cargo/0/Barrels", json!(1)),
        ("/Ship/0/Mast", json!(3)),
    ];
    for (place, value) in wrong {
        let mut request = booked();
        let (holder, key) = place.rsplit_once('/').expect("a place");
        let holder = request.pointer_mut(holder).expect("the holder");
        match holder {
            Value::Array(elements) => elements[0] = value,
            holder => holder[key] = value,
        }
        assert!(!validator.is_valid(&request), "{place}");
    }
}

#[test]
fn action_and_version_are_beside_a_body_or_in_headers() {
    let named = |document: &Document, action: &str, method: &str| -> Vec<(String, String)> {
        let parameters = document.operation(action, method)["parameters"].as_array().cloned().unwrap_or_default();
        let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let named = parameters.iter().filter(|one| one["style"].is_null());
        named.map(|one| (text(one, "name"), text(one, "in"))).collect()
    };
    let pairs = |place: &str, names: [&str; 2]| names.map(|name| (name.to_owned(), place.to_owned())).to_vec();
    let (harbour, beacon) = (made_up("harbour"), made_up("beacon"));
    assert_eq!(named(&harbour, "BookBerths", "post"), pairs("query", ["Action", "Version"]));
    assert_eq!(named(&harbour, "ReleaseBerths", "delete"), []);
    assert_eq!(named(&beacon, "SwitchLight", "get"), pairs("header", ["X-Action", "X-Version"]));
    assert_eq!(named(&beacon, "SetPattern", "post"), pairs("header", ["X-Action", "X-Version"]));
    let form = beacon.resolve(beacon.form("SwitchLight"));
    assert_eq!(form["properties"]["Action"], Value::Null);
}
