//! Requests as values: made of pairs, compared, kept in sets, named by a fingerprint, sent rounded.

use std::collections::{BTreeMap, HashSet};

use kci_sdk::fingerprint;
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest, DnsConfig,
    EnvironmentVar, ImageRegistryCredential, Label,
};
use kci_sdk::runtime::{Params, Rule, Validate, Violation, violations};
use kci_sdk::value::{ChargeType, ImagePullPolicy, KciType};

fn group() -> CreateContainerGroupRequest {
    let (kci_type, charge_type) = (KciType::Rbkci, ChargeType::HourlyInstantSettlement);
    CreateContainerGroupRequest::new("web", ["sg-1"], kci_type, charge_type)
        .subnet_id("subnet-1")
        .containers([Container::new("nginx", "nginx:1").image_pull_policy(ImagePullPolicy::IfNotPresent)])
}

#[test]
fn labels_and_environment_variables_are_made_of_pairs() {
    let container = Container::new("nginx", "nginx:1").environment_vars([("TZ", "Asia/Shanghai"), ("LANG", "zh_CN")]);
    let long = [EnvironmentVar::new("TZ").value("Asia/Shanghai"), EnvironmentVar::new("LANG").value("zh_CN")];
    assert_eq!(container, Container::new("nginx", "nginx:1").environment_vars(long));

    let labels = BTreeMap::from([("app".to_owned(), "shop".to_owned()), ("层".to_owned(), "前端".to_owned())]);
    let expected = [Label::new("app").value("shop"), Label::new("层").value("前端")];
    assert_eq!(group().labels(labels).labels, expected);
    assert_eq!(DnsConfig::new().options([("ndots", "2")]).options[0].value.as_deref(), Some("2"));
}

#[test]
fn requests_without_fractions_can_be_kept_in_sets() {
    let asked = ["a", "b", "a"].map(DeleteContainerGroupRequest::new);
    assert_eq!(HashSet::from(asked).len(), 2);
    let credentials = ["one", "two", "one"].map(|password| ImageRegistryCredential::new("hub", "me", password));
    assert_eq!(HashSet::from(credentials).len(), 2);
}

#[test]
fn the_same_request_has_the_same_fingerprint_and_another_has_not() {
    let one = fingerprint(&group().cpu(0.3));
    assert_eq!(one, fingerprint(&group().cpu(0.1 + 0.2)));
    assert_ne!(one, fingerprint(&group().cpu(0.4)));
    assert_ne!(fingerprint(&group()), fingerprint(&group().labels([("a", "b")])));
}

#[test]
fn the_fingerprint_stays_the_same_from_version_to_version() {
    // printf %s 'Action=DescribeContainerGroup&MaxResults=20&Version=2020-07-02' | sha256sum
    let expected = "e339d465534156144cd7ff22cd6f391428e73e960d877f4d5ebaf1af799eac9d";
    assert_eq!(fingerprint(&DescribeContainerGroupRequest::new().max_results(20)), expected);
}

#[test]
fn a_sum_of_decimal_numbers_is_sent_as_what_it_means() {
    let request = group().cpu(0.1 + 0.2).containers([Container::new("a", "b").memory(0.7 + 0.1)]);
    let params = Params::from_request(&request);
    assert_eq!(params.get("Cpu"), Some("0.3"));
    assert_eq!(params.get("Container.1.Memory"), Some("0.8"));
    assert_eq!(rules(&request), []);
}

#[test]
fn a_number_with_more_decimals_than_documented_is_refused_and_not_rounded() {
    let request = group().cpu(0.1234);
    assert_eq!(Params::from_request(&request).get("Cpu"), Some("0.1234"));
    assert_eq!(rules(&request), [("Cpu".to_owned(), Rule::Decimals)]);
}

fn rules(request: &impl Validate) -> Vec<(String, Rule)> {
    let errors = violations(request).into_iter().filter(Violation::is_error);
    errors.map(|violation| (violation.path, violation.rule)).collect()
}
