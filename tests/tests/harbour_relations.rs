//! Rules across the lists of a request.

use kci_runtime::{Rule, violations};
use kci_tests::harbour::request::{BookBerthsRequest, CargoGrain, CargoOil, MoveShipRequest, Ship, Tug};

fn found(request: &dyn kci_runtime::Validate) -> Vec<(String, Rule, String)> {
    violations(request).into_iter().map(|one| (one.path, one.rule, one.message)).collect()
}

fn one(path: &str, rule: Rule, message: &str) -> (String, Rule, String) {
    (path.to_owned(), rule, message.to_owned())
}

fn ships() -> [Ship; 2] {
    [Ship::new("Rachel", 31.0), Ship::new("Pequod", 27.0)]
}

#[test]
fn what_is_named_must_be_there() {
    let tugs = [Tug::new("a").pulls("Pequod"), Tug::new("b").pulls("Moby"), Tug::new("c")];
    let request = BookBerthsRequest::new("Ann", ships()).tugs(tugs);
    let message = r#""Moby" is no Ship.N.Name: there are Rachel, Pequod"#;
    assert_eq!(found(&request), [one("Tug.2.Pulls", Rule::Reference, message)]);
}

#[test]
fn rules_reach_into_variants_of_unions() {
    let cargo = [CargoGrain::new(1.0).into(), CargoOil::new(9).owner("Bob").into()];
    let [ship, _] = ships();
    let request = BookBerthsRequest::new("Ann", [ship.cargos(cargo)]);
    let message = r#""Bob" is no Captain: there are Ann"#;
    assert_eq!(found(&request), [one("Ship.1.Cargo.2.Owner", Rule::Reference, message)]);
}

#[test]
fn no_two_are_alike_across_lists() {
    let request = BookBerthsRequest::new("Ann", ships()).tugs([Tug::new("Rachel")]);
    assert_eq!(found(&request), [one("Tug.1.Name", Rule::Unique, "the same as Ship.1.Name")]);
}

#[test]
fn lists_are_as_long_as_each_other() {
    let request = MoveShipRequest::new("Rachel", 3).ropes(["a", "b"]).bollards([7]);
    assert_eq!(found(&request), [one("Bollard", Rule::SameCount, "1 element, but Rope has 2")]);
    assert_eq!(found(&MoveShipRequest::new("Rachel", 3)), []);
    assert_eq!(found(&MoveShipRequest::new("Rachel", 3).ropes(["a"]).bollards([7])), []);
}
