//! The journal: requests as they were received and as they were understood, and what came of them.

use std::time::Duration;

use kci_emulator::{Emulator, JournalEntry};
use kci_sdk::auth::{Credentials, Signature};
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeRegionsRequest, ImageRegistryCredential};

use crate::common::{NOW, Request, emulator, exchange};
use crate::control::ask;
use crate::typed::{cache, create_cache, group};

/// The newest entry.
fn newest(kci: &Emulator) -> JournalEntry {
    kci.journal().pop().expect("an entry")
}

fn keys(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(key, _)| key.as_str()).collect()
}

#[tokio::test]
async fn a_request_is_told_with_who_sent_it_and_what_came_of_it() {
    let kci = emulator().await;
    let answer = Request::action("DescribeContainerGroup", &[("MaxResults", "5")]).path("/a").signed(&kci).send(&kci);
    let answer = answer.await;
    let entry = newest(&kci);
    assert_eq!((entry.number, entry.time.map(|time| time.to_string())), (1, Some(NOW.to_owned())));
    assert_eq!((entry.method.as_str(), entry.path.as_str(), entry.status), ("POST", "/a", 200));
    assert_eq!(entry.action.as_deref(), Some("DescribeContainerGroup"));
    assert_eq!(entry.access_key.as_deref(), Some("AKLTEMULATOR"));
    assert_eq!(entry.region.as_deref(), Some("cn-beijing-6"));
    assert_eq!(answer.json["RequestId"], entry.request_id);
    assert_eq!((entry.code, entry.message, entry.fault), (None, None, false));
    assert_eq!(keys(&entry.received), ["Action", "Version", "MaxResults"]);
    assert_eq!(entry.understood, [("MaxResults".to_owned(), "5".to_owned())]);
    assert!(entry.headers.contains(&("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned())));
}

#[tokio::test]
async fn lists_that_are_numbered_from_zero_are_understood_as_from_one() {
    let kci = emulator().await;
    let list = [("ContainerGroupId.0", "a"), ("ContainerGroupId.7", "b"), ("Filter.0.Name", "vpc-id")];
    let list = [&list[..], &[("Filter.0.Value.0", "c")]].concat();
    Request::action("DescribeContainerGroup", &list).signed(&kci).send(&kci).await;
    let entry = newest(&kci);
    assert_eq!(
        keys(&entry.received)[2..],
        ["ContainerGroupId.0", "ContainerGroupId.7", "Filter.0.Name", "Filter.0.Value.0"]
    );
    assert_eq!(
        keys(&entry.understood),
        ["ContainerGroupId.1", "ContainerGroupId.2", "Filter.1.Name", "Filter.1.Value.1"]
    );
}

#[tokio::test]
async fn a_request_that_cannot_be_read_is_told_without_its_parameters() {
    let kci = emulator().await;
    for (request, code) in [
        (Request::post(&[]).body("A=1&Password=hunter2%"), "InvalidQueryParameter"),
        (Request::new("PUT").body("A=1"), "InvalidMethod"),
        (Request::new("POST").header("content-type", "text/xml").body("<a/>"), "InvalidParameterValue"),
        (Request::post(&[("Action", "A"), ("Action", "A")]), "InvalidQueryParameter"),
        (Request::post(&[]).body(vec![b'A'; 2 << 20]), "InvalidQueryParameter"),
    ] {
        let answer = request.send(&kci).await;
        let entry = newest(&kci);
        assert_eq!((entry.code.as_deref(), entry.status), (Some(code), answer.status));
        assert_eq!(entry.message.as_deref(), Some(answer.message()));
        assert_eq!(answer.json["RequestId"], entry.request_id);
        assert_eq!((entry.received, entry.understood, entry.access_key), (vec![], vec![], None));
    }
    assert_eq!(kci.journal().len(), 5);
}

#[tokio::test]
async fn a_signature_that_is_refused_leaves_the_sender_unnamed() {
    let kci = emulator().await;
    let thief = Credentials::new(kci.access_key(), "a guess");
    Request::action("DescribeContainerGroup", &[("Marker", "1")]).signed_by(&kci, &thief).send(&kci).await;
    let entry = newest(&kci);
    assert_eq!((entry.code.as_deref(), entry.status), (Some("SignatureDoesNotMatch"), 403));
    assert_eq!((entry.access_key, entry.region), (None, None));
    assert_eq!(keys(&entry.received), ["Action", "Version", "Marker"]);
    assert!(entry.understood.is_empty());
}

#[tokio::test]
async fn what_is_invalid_is_told_as_it_was_understood() {
    let kci = emulator().await;
    let invalid = [("MaxResults", "101"), ("Search", "web")];
    Request::action("DescribeContainerGroup", &invalid).signed(&kci).send(&kci).await;
    let entry = newest(&kci);
    assert_eq!((entry.code.as_deref(), entry.status), (Some("InvalidParameterValue"), 400));
    let mut understood = keys(&entry.understood);
    understood.sort_unstable();
    assert_eq!(understood, ["MaxResults", "Search"]);
}

#[tokio::test]
async fn what_is_not_http_is_not_in_it() {
    let kci = emulator().await;
    exchange(&kci, b"hello\r\n\r\n", true).await;
    assert!(kci.journal().is_empty());
}

#[tokio::test]
async fn passwords_and_files_are_hidden() {
    let kci = emulator().await;
    let credential = || ImageRegistryCredential::new("hub.example", "someone", "hunter2");
    create_cache(&kci.client(), cache("web", &["nginx:1"]).image_registry_credentials([credential()])).await;
    let request = group("web", &["nginx:1"]).image_registry_credentials([credential()]).kube_config("hunter2");
    kci.client().create_container_group(request).await.expect("a group");
    let misspelt = [("imageregistrycredential.1.password", "hunter2"), ("Password", "hunter2")];
    Request::action("CreateImageCache", &misspelt).signed(&kci).send(&kci).await;
    let file =
        [("Volume.1.Type", "ConfigFileVolume"), ("Volume.1.ConfigFileVolume.ConfigFileToPath.1.Content", "hunter2")];
    Request::action("CreateContainerGroup", &file).signed(&kci).send(&kci).await;
    let text = format!("{:?} {}", kci.journal(), ask(&kci, "GET", "/journal", "").await.json);
    assert!(!text.contains("hunter2"), "{text}");
    for hidden in ["ImageRegistryCredential.1.Password", "KubeConfig", "ConfigFileToPath.1.Content"] {
        assert!(text.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn signatures_and_tokens_are_hidden_in_headers_queries_and_forms() {
    let kci = emulator().await;
    let issued = kci.issue_credentials(kci.access_key(), Duration::from_secs(60)).expect("credentials");
    let credentials = issued.credentials;
    let token = credentials.session_token().expect("a token").expose().to_owned();
    for signature in [Signature::V4, Signature::Simple] {
        let client = kci.client_builder().credentials(credentials.clone()).signature(signature).build();
        client.expect("a client").describe_regions(DescribeRegionsRequest::new()).await.expect("an answer");
    }
    let signed = Request::action("DescribeRegions", &[]).header("cookie", "a-token").signed(&kci);
    signed.clone().send(&kci).await;
    let secret = credentials.secret_key().expose().to_owned();
    let list = DescribeContainerGroupRequest::new();
    let url = kci_sdk::runtime::call(kci.client_of(credentials).as_ref(), list)
        .presign(Duration::from_secs(60))
        .await
        .expect("a URL");
    let answer = Request::new("GET").query(url.query().unwrap_or_default()).send(&kci).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let text = format!("{:?} {}", kci.journal(), ask(&kci, "GET", "/journal", "").await.json);
    let query = url.query().unwrap_or_default();
    let given = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Signature=")).expect("a signature");
    let (start, _) = token.split_once('/').expect("two parts");
    for hidden in [given, "a-token", start, &secret] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let long_hex = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert_eq!(text.split(|letter: char| !letter.is_alphanumeric()).find(|word| long_hex(word)), None);
    assert!(text.contains("SignedHeaders=host;x-amz-date, Signature=***"), "{text}");
}

#[tokio::test]
async fn an_authorization_is_hidden_in_the_message_that_repeats_it() {
    let kci = emulator().await;
    for authorization in
        ["AWS4-HMAC-SHA256 Kredential=a, Signature=hunter2", "AWS4-HMAC-SHA256 hunter2", "Basic hunter2"]
    {
        let answer = Request::action("DescribeRegions", &[]).authorized(&kci, authorization).send(&kci).await;
        assert_eq!(answer.code(), "IncompleteSignature");
        let text = format!("{:?}", newest(&kci));
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[tokio::test]
async fn a_thousand_entries_are_kept_and_each_has_its_number() {
    let kci = emulator().await;
    for _ in 0..1_003 {
        Request::new("PUT").send(&kci).await;
    }
    let numbers: Vec<_> = kci.journal().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, (4..=1_003).collect::<Vec<_>>());
}

#[tokio::test]
async fn large_requests_are_told_in_part() {
    let kci = emulator().await;
    let long = "x".repeat(5_000);
    let many: Vec<_> = (1..=100).map(|number| (format!("ContainerGroupId.{number}"), long.clone())).collect();
    let many: Vec<_> = many.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let request = Request::action("DescribeContainerGroup", &many).path(&format!("/{long}")).header("x-long", &long);
    assert_eq!(request.signed(&kci).send(&kci).await.status, 200);
    let entry = newest(&kci);
    assert!(entry.received.len() > 3 && entry.understood.len() > 3);
    let size = format!("{entry:?}").len();
    assert!(size < 64 * 1024, "{size}");
}
