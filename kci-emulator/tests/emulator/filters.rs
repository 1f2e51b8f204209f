//! The rules of filters and lists of ids, by the documents' own examples.

use crate::common::{Answer, Request, api, emulator};

async fn list(parameters: &[(&str, &str)]) -> Answer {
    let kci = emulator().await;
    let answer = Request::action("DescribeContainerGroup", parameters).signed(&kci).send(&kci).await;
    answer.check_shape();
    answer
}

#[tokio::test]
async fn each_example_of_the_documents_is_accepted_or_refused_as_they_say() {
    let mut checked = Vec::new();
    for rule in api().service.list_rules {
        for example in rule.examples {
            let split = |text: &'_ String| text.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
            let pairs: Vec<_> = example.parameters.iter().filter_map(split).collect();
            // The rules are those of all services, and this one is of another.
            let known = |value| if value == "network-acl-id" { "subnet-id" } else { value };
            let pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.as_str(), known(value.as_str()))).collect();
            let answer = list(&pairs).await;
            assert_eq!(answer.status == 200, example.accepted, "{}: {}", rule.id, answer.message());
            let (code, named) = answer.told();
            checked.push(format!("{}: {code} {named}", rule.id));
        }
    }
    let expected = [
        "duplicate-name-key: InvalidQueryParameter Filter.1.Name",
        "duplicate-name-value: MissingParameter Filter.1.Value",
        "duplicate-value-key: InvalidQueryParameter Filter.1.Value.1",
        "name-with-value: MissingParameter Filter.2.Name",
        "name-with-value: MissingParameter Filter.2.Value",
        "index-range:  ",
    ];
    assert_eq!(checked, expected);
}

#[tokio::test]
async fn two_filters_of_the_same_name_are_refused_for_it() {
    let values = [("Filter.1.Value.1", "a"), ("Filter.2.Value.1", "b")];
    let names = [("Filter.1.Name", "vpc-id"), ("Filter.2.Name", "vpc-id")];
    assert_eq!(list(&[names, values].concat()).await.told(), ("InvalidParameterValue", "Filter.2.Name"));
}

#[tokio::test]
async fn a_filter_has_a_name_that_is_documented() {
    let other = [("Filter.1.Name", "network-acl-id"), ("Filter.1.Value.1", "acl-1")];
    assert_eq!(list(&other).await.told(), ("InvalidParameterValue", "Filter.1.Name"));
}

#[tokio::test]
async fn an_empty_name_or_value_is_none() {
    let empty_name = [("Filter.1.Name", ""), ("Filter.1.Value.1", "a")];
    assert_eq!(list(&empty_name).await.told(), ("MissingParameter", "Filter.1.Name"));
    let empty_value = [("Filter.1.Name", "vpc-id"), ("Filter.1.Value.1", "")];
    assert_eq!(list(&empty_value).await.told(), ("MissingParameter", "Filter.1.Value.1"));
    let only_dots = [("Filter.1.Name", "vpc-id"), ("Filter.1.Value.", "a")];
    assert_eq!(list(&only_dots).await.told(), ("InvalidParameterValue", "Filter.1.Value."));
}

#[tokio::test]
async fn two_filters_of_other_names_may_have_the_same_value() {
    let same = [
        ("Filter.1.Name", "vpc-id"),
        ("Filter.1.Value.1", "a"),
        ("Filter.2.Name", "subnet-id"),
        ("Filter.2.Value.1", "a"),
        ("Filter.2.Value.2", "a"),
    ];
    assert_eq!(list(&same).await.status, 200);
}

#[tokio::test]
async fn a_hundred_values_are_taken_and_no_more() {
    let keys: Vec<_> = (1..=101).map(|number| format!("Filter.1.Value.{number}")).collect();
    let values: Vec<_> = keys.iter().map(|key| (key.as_str(), "a")).collect();
    let name = [("Filter.1.Name", "vpc-id")];
    assert_eq!(list(&[&name, &values[..100]].concat()).await.status, 200);
    assert_eq!(list(&[&name, &values[..]].concat()).await.told(), ("InvalidParameterValue", "Filter.1.Value.101"));
}
