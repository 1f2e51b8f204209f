//! The order of checks: a request that fails two of them is told of the earlier.

use crate::common::{FORM, Request, emulator};

/// What a group is called that is not there.
const NOBODY: (&str, &str) = ("ContainerGroupId", "nobody");

#[tokio::test]
async fn a_request_that_cannot_be_read_is_not_asked_for_its_signature() {
    let kci = emulator().await;
    let unsigned = Request::post(&[]);
    assert_eq!(unsigned.clone().send(&kci).await.code(), "MissingAuthenticationToken");
    for (unreadable, code) in [
        (Request::new("PUT"), "InvalidMethod"),
        (Request::post(&[]).body("A=%"), "InvalidQueryParameter"),
        (Request::new("GET").body("A=1"), "InvalidQueryParameter"),
        (Request::new("POST").header("content-type", "text/xml").body("<a/>"), "InvalidParameterValue"),
        (Request::post(&[]).body(vec![b'A'; 2 << 20]), "InvalidQueryParameter"),
    ] {
        assert_eq!(unreadable.send(&kci).await.code(), code);
    }
}

#[tokio::test]
async fn a_stranger_does_not_learn_which_actions_there_are() {
    let kci = emulator().await;
    let tea = Request::action("MakeTea", &[]);
    assert_eq!(tea.clone().send(&kci).await.code(), "MissingAuthenticationToken");
    assert_eq!(tea.signed(&kci).send(&kci).await.code(), "NoSuchEntity");
}

#[tokio::test]
async fn an_action_that_does_not_exist_has_no_parameters_to_check() {
    let kci = emulator().await;
    let twice = [("A", "1"), ("A", "2")];
    assert_eq!(Request::action("MakeTea", &twice).signed(&kci).send(&kci).await.code(), "NoSuchEntity");
    let old = [("Action", "DeleteContainerGroup"), ("Version", "1999-12-31"), twice[0], twice[1]];
    assert_eq!(Request::post(&old).signed(&kci).send(&kci).await.code(), "NoSuchEntity");
    let known = Request::action("DeleteContainerGroup", &twice).signed(&kci).send(&kci).await;
    assert_eq!(known.told(), ("InvalidQueryParameter", "A"));
}

#[tokio::test]
async fn parameters_are_read_before_they_are_validated() {
    let kci = emulator().await;
    let list = |parameters: &[(&str, &str)]| Request::action("DescribeContainerGroup", parameters).signed(&kci);
    let invalid = ("MaxResults", "101");
    assert_eq!(list(&[invalid]).send(&kci).await.told(), ("InvalidParameterValue", "MaxResults"));
    for (unreadable, code, named) in [
        (&[("Search", "a"), ("Search", "b")][..], "InvalidQueryParameter", "Search"),
        (&[("Search", "a"), ("Search.1", "b")], "InvalidQueryParameter", "Search"),
        (&[("Marker", "two")], "InvalidParameterValue", "Marker"),
        (&[("ContainerGroupId.101", "a")], "InvalidParameterValue", "ContainerGroupId.101"),
    ] {
        let both = [&[invalid], unreadable].concat();
        assert_eq!(list(&both).send(&kci).await.told(), (code, named));
    }
}

#[tokio::test]
async fn a_dry_run_is_only_of_a_valid_request() {
    let kci = emulator().await;
    let list = |parameters: &[(&str, &str)]| Request::action("DescribeContainerGroup", parameters).signed(&kci);
    assert_eq!(list(&[("DryRun", "true")]).send(&kci).await.code(), "DryRunOperation");
    let invalid = list(&[("DryRun", "true"), ("MaxResults", "101")]).send(&kci).await;
    assert_eq!(invalid.told(), ("InvalidParameterValue", "MaxResults"));
}

#[tokio::test]
async fn a_dry_run_does_not_look_for_what_is_named() {
    let kci = emulator().await;
    let delete = |parameters: &[(&str, &str)]| Request::action("DeleteContainerGroup", parameters).signed(&kci);
    assert_eq!(delete(&[NOBODY]).send(&kci).await.told(), ("InvalidParameterValue", "ContainerGroupId"));
    assert_eq!(delete(&[NOBODY, ("DryRun", "true")]).send(&kci).await.code(), "DryRunOperation");
}

#[tokio::test]
async fn what_a_request_cannot_be_read_for_is_told_in_order() {
    let kci = emulator().await;
    let large = vec![b'%'; 2 << 20];
    // Size, method, content type, encoding.
    let put = Request::new("PUT").header("content-type", "text/xml").body("%");
    assert_eq!(put.clone().send(&kci).await.code(), "InvalidMethod");
    assert_eq!(put.body(large).send(&kci).await.told(), ("InvalidQueryParameter", "body"));
    let xml = Request::new("POST").header("content-type", "text/xml").body("%");
    assert_eq!(xml.send(&kci).await.told(), ("InvalidParameterValue", "Content-Type"));
    let form = Request::new("POST").header("content-type", FORM).body("%");
    assert_eq!(form.send(&kci).await.code(), "InvalidQueryParameter");
}
