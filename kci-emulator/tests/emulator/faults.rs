//! Faults that are errors, whom they meet, and how the SDK reports them.

use kci_emulator::{Emulator, Fault, FaultKind};
use kci_sdk::request::{Container, DeleteImageCacheRequest, DescribeContainerGroupRequest, DescribeRegionsRequest};
use kci_sdk::runtime::ServiceError;
use kci_sdk::runtime::serde_json::json;
use kci_sdk::{Client, Error};

use crate::common::{Request, emulator};
use crate::control::command;
use crate::typed::{create_group, group, once, service_error};

fn add(kci: &Emulator, fault: Fault) {
    kci.add_fault(fault).expect("a fault");
}

async fn regions(client: &Client) -> Result<(), Error> {
    client.describe_regions(DescribeRegionsRequest::new()).await.map(drop)
}

/// The error that a call is answered with.
async fn error(kci: &Emulator) -> ServiceError {
    service_error(regions(&once(kci)).await)
}

#[tokio::test]
async fn a_documented_error_has_its_first_message_and_its_status() {
    let kci = emulator().await;
    for (code, message, status, retryable) in [
        ("LimitExceeded", "Request was rejected because the request speed", 409, true),
        ("ServiceTimeout", "Internal Service is unavailable because of time out.", 500, true),
        ("ServiceUnavailable", "Exception as scripted", 500, true),
        ("AccessDenied", "User: AKLTEMULATOR is not authorized to perform: kci:DescribeRegions.", 403, false),
        ("NoSuchEntity", "Request was rejected because it referenced", 404, false),
        ("InvalidMethod", "The method POST for is not valid", 400, false),
        ("MissingParameter", "An value must be supplied for the input parameter Action.", 400, false),
    ] {
        add(&kci, Fault::new(FaultKind::error(code)));
        let error = error(&kci).await;
        assert_eq!((error.code(), error.http_status(), error.is_transient()), (code, status, retryable));
        assert!(error.message().starts_with(message), "{error}");
        assert_eq!(error.request_id().map(str::len), Some(36));
    }
}

#[tokio::test]
async fn a_row_about_a_parameter_names_the_first_of_the_call() {
    let kci = emulator().await;
    for code in ["InvalidParameterValue", "MissingParameter", "InvalidQueryParameter"] {
        add(&kci, Fault::new(FaultKind::error(code)));
        let delete = once(&kci).delete_image_cache(DeleteImageCacheRequest::new("a")).await;
        assert!(service_error(delete).message().contains("parameter ImageCacheId"), "{code}");
    }
}

#[tokio::test]
async fn who_is_denied_is_named_however_the_call_is_signed() {
    let kci = emulator().await;
    let credential = "someone/20261124/cn-beijing-6/kci/aws4_request";
    let in_query = Request::get(&[("Action", "DescribeRegions"), ("X-Amz-Credential", credential)]);
    let simple = Request::post(&[("Action", "DescribeRegions"), ("Accesskey", "someone")]);
    let authorization = format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=00");
    let in_header = Request::post(&[("Action", "DescribeRegions")]).authorized(&kci, &authorization);
    let unsigned = Request::post(&[]);
    for (request, message) in [
        (in_header, "User: someone is not authorized to perform: kci:DescribeRegions."),
        (in_query, "User: someone is not authorized to perform: kci:DescribeRegions."),
        (simple, "User: someone is not authorized to perform: kci:DescribeRegions."),
        (unsigned, "User: anonymous is not authorized to perform: kci:."),
    ] {
        add(&kci, Fault::new(FaultKind::error("AccessDenied")));
        let answer = request.send(&kci).await;
        answer.check_shape();
        assert_eq!(answer.message(), message);
    }
}

#[tokio::test]
async fn the_row_of_a_code_and_a_message_says_the_status() {
    let kci = emulator().await;
    let missing = "Request was rejected because it referenced an 'InnerApi' that does not have an internal service";
    for (message, status, retryable) in [(missing, 404, false), ("Come back later; %s.", 500, true)] {
        add(&kci, Fault::new(FaultKind::error_with_message("ServiceUnavailable", message)));
        let error = error(&kci).await;
        assert_eq!((error.message(), error.http_status(), error.is_transient()), (message, status, retryable));
    }
}

#[tokio::test]
async fn an_error_of_ones_own_says_its_message_and_its_status() {
    let kci = emulator().await;
    let own = |message: Option<&str>, http_status| {
        let message = message.map(ToOwned::to_owned);
        Fault::new(FaultKind::Error { code: "TeapotEmpty".to_owned(), message, http_status, after_effect: false })
    };
    for incomplete in [own(None, None), own(Some("No tea."), None), own(None, Some(418)), own(Some("No."), Some(99))] {
        kci.add_fault(incomplete).expect_err("not enough");
    }
    add(&kci, own(Some("No tea."), Some(418)));
    let error = error(&kci).await;
    assert_eq!((error.code(), error.message(), error.http_status()), ("TeapotEmpty", "No tea.", 418));
    assert_eq!((error.fault(), error.is_transient()), (None, false));
}

#[tokio::test]
async fn a_status_of_ones_own_takes_the_place_of_the_documented() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "error": { "code": "LimitExceeded", "http_status": 429 } } })).await;
    let error = error(&kci).await;
    assert_eq!((error.http_status(), error.is_transient()), (429, true));
}

#[tokio::test]
async fn a_fault_meets_the_next_calls_and_no_more() {
    let kci = emulator().await;
    add(&kci, Fault::new(FaultKind::error("ServiceTimeout")).times(2));
    for met in [true, true, false, false] {
        assert_eq!(regions(&once(&kci)).await.is_err(), met);
    }
    let faults: Vec<_> = kci.journal().iter().map(|entry| entry.fault).collect();
    assert_eq!(faults, [true, true, false, false]);
    kci.add_fault(Fault::new(FaultKind::error("ServiceTimeout")).times(0)).expect_err("meets nothing");
}

#[tokio::test]
async fn a_fault_meets_only_the_action_that_it_names() {
    let kci = emulator().await;
    let body = json!({ "action": "DescribeContainerGroup", "fault": { "error": { "code": "ServiceTimeout" } } });
    command(&kci, "/faults", &body).await;
    regions(&once(&kci)).await.expect("another action");
    let list = || once(&kci).describe_container_group(DescribeContainerGroupRequest::new());
    assert_eq!(service_error(list().await).code(), "ServiceTimeout");
    list().await.expect("met once");
}

#[tokio::test]
async fn faults_meet_calls_in_the_order_in_which_they_were_set() {
    let kci = emulator().await;
    let [first, of_groups, second] = ["ServiceTimeout", "AccessDenied", "LimitExceeded"].map(FaultKind::error);
    add(&kci, Fault::new(of_groups).of("DescribeContainerGroup"));
    add(&kci, Fault::new(first));
    add(&kci, Fault::new(second));
    assert_eq!(error(&kci).await.code(), "ServiceTimeout");
    let list = once(&kci).describe_container_group(DescribeContainerGroupRequest::new()).await;
    assert_eq!(service_error(list).code(), "AccessDenied");
    assert_eq!(error(&kci).await.code(), "LimitExceeded");
}

#[tokio::test]
async fn a_request_that_cannot_be_read_meets_no_fault() {
    let kci = emulator().await;
    add(&kci, Fault::new(FaultKind::error("ServiceTimeout")));
    assert_eq!(Request::post(&[]).body("A=%").send(&kci).await.code(), "InvalidQueryParameter");
    assert_eq!(error(&kci).await.code(), "ServiceTimeout");
}

#[tokio::test]
async fn what_is_answered_with_an_error_has_no_effect() {
    let kci = emulator().await;
    add(&kci, Fault::new(FaultKind::error("ServiceUnavailable")));
    let create = once(&kci).create_container_group(group("web", &["nginx:1"])).await;
    assert!(!create.expect_err("refused").is_retryable(), "the client cannot know that it had none");
    let list = once(&kci).describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    assert_eq!(list.total_count, 0);
    create_group(&once(&kci), group("web", &["nginx:1"])).await;
}

/// How many groups there are.
async fn groups(kci: &Emulator) -> i64 {
    let list = once(kci).describe_container_group(DescribeContainerGroupRequest::new()).await;
    list.expect("a list").total_count
}

#[tokio::test]
async fn what_took_effect_may_be_answered_with_an_error_or_a_page() {
    let kci = emulator().await;
    let create = || once(&kci).create_container_group(group("web", &["nginx:1"]));
    let body = json!({ "fault": { "error": { "code": "ServiceTimeout", "after_effect": true } } });
    command(&kci, "/faults", &body).await;
    assert_eq!(service_error(create().await).code(), "ServiceTimeout");
    assert_eq!(groups(&kci).await, 1);
    command(&kci, "/faults", &json!({ "fault": { "html": { "after_effect": true } } })).await;
    assert_eq!(create().await.expect_err("a page").http_status(), Some(502));
    assert_eq!(groups(&kci).await, 2);
    let created: Vec<_> = kci.journal().into_iter().filter(|entry| entry.fault).collect();
    assert_eq!((created[0].code.as_deref(), created[0].status), (Some("ServiceTimeout"), 500));
    assert!(created.iter().all(|entry| !entry.understood.is_empty()));
}

#[tokio::test]
async fn a_call_that_would_be_refused_is_answered_with_the_fault_too() {
    let kci = emulator().await;
    add(&kci, Fault::new(FaultKind::error("ServiceTimeout").after_effect()));
    let answer = Request::action("DescribeContainerGroup", &[("MaxResults", "0")]).signed(&kci).send(&kci).await;
    assert_eq!(answer.code(), "ServiceTimeout");
}

#[tokio::test]
async fn a_fault_meets_only_calls_with_the_parameters_that_it_names() {
    let kci = emulator().await;
    let fault = json!({
        "parameters": { "ContainerGroupName": "web-2", "Container.1.Name": "nginx" },
        "rate": 1.0,
        "fault": { "error": { "code": "LimitExceeded" } },
    });
    command(&kci, "/faults", &fault).await;
    let create = async |name: &str| {
        let request = group(name, &["nginx:1"]).containers([Container::new("nginx", "nginx:1")]);
        once(&kci).create_container_group(request).await.is_ok()
    };
    assert_eq!([create("web-1").await, create("web-2").await, create("web-2").await], [true, false, false]);
    regions(&once(&kci)).await.expect("another action");
}

#[tokio::test]
async fn a_share_of_the_calls_is_met_from_the_nth_on() {
    let kci = emulator().await;
    let body = json!({ "after": 10, "rate": 0.3, "seed": 7, "fault": { "error": { "code": "LimitExceeded" } } });
    let mut runs = Vec::new();
    for _ in 0..2 {
        command(&kci, "/reset", &json!({})).await;
        command(&kci, "/faults", &body).await;
        let mut met = Vec::new();
        for _ in 0..60 {
            met.push(regions(&once(&kci)).await.is_err());
        }
        runs.push(met);
    }
    assert_eq!(runs[0], runs[1]);
    let (first, rest) = runs[0].split_at(10);
    assert!(!first.contains(&true), "{first:?}");
    let count = rest.iter().filter(|met| **met).count();
    assert!((5..25).contains(&count), "{count} of 50");
}

#[tokio::test]
async fn a_share_that_is_none_is_refused() {
    let kci = emulator().await;
    for rate in [0.0, 1.5, f64::NAN] {
        kci.add_fault(Fault::new(FaultKind::hang()).rate(rate, 0)).expect_err("no share");
    }
    regions(&once(&kci)).await.expect("no fault");
}

#[tokio::test]
async fn a_page_of_a_proxy_is_no_answer_of_the_service() {
    let kci = emulator().await;
    command(&kci, "/faults", &json!({ "fault": { "html": {} } })).await;
    add(&kci, Fault::new(FaultKind::html(200)));
    add(&kci, Fault::new(FaultKind::html(504)));
    for status in [502, 200, 504] {
        let error = regions(&once(&kci)).await.expect_err("no answer");
        assert!(matches!(error, Error::Decode(_)), "{error}");
        assert_eq!(error.http_status(), Some(status));
    }
    add(&kci, Fault::new(FaultKind::html(502)));
    let create = once(&kci).create_container_group(group("web", &["nginx:1"])).await.expect_err("no answer");
    assert!(!create.is_retryable(), "{create}");
    let entry = kci.journal().pop().expect("an entry");
    assert_eq!((entry.status, entry.code, entry.fault), (502, None, true));
}
