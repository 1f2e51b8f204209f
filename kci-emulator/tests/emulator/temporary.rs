//! Temporary credentials: whose they are, how they are sent, and when they hold.

use std::time::Duration;

use kci_emulator::Emulator;
use kci_sdk::auth::{Credentials, Signature};
use kci_sdk::request::{DescribeContainerGroupRequest, DescribeRegionsRequest};
use kci_sdk::runtime::serde_json::{Value, json};
use kci_sdk::{Error, Secret};

use crate::common::{Answer, Request, emulator};
use crate::control::{ask, command};
use crate::typed::{create_group, group, service_error};

const MINUTE: Duration = Duration::from_secs(60);

/// Credentials of the first account that hold for a minute.
fn issued(kci: &Emulator) -> Credentials {
    kci.issue_credentials(kci.access_key(), MINUTE).expect("credentials").credentials
}

/// The same with another token, or none.
fn with_token(credentials: &Credentials, token: Option<&str>) -> Credentials {
    let lasting = Credentials::new(credentials.access_key(), credentials.secret_key().clone());
    token.into_iter().fold(lasting, Credentials::with_session_token)
}

async fn regions(kci: &Emulator, credentials: &Credentials, signature: Signature) -> Result<(), Error> {
    let client = kci.client_builder().credentials(credentials.clone()).signature(signature).build().expect("a client");
    client.describe_regions(DescribeRegionsRequest::new()).await.map(drop)
}

async fn refused(kci: &Emulator, credentials: &Credentials, signature: Signature) {
    let error = service_error(regions(kci, credentials, signature).await);
    assert_eq!((error.code(), error.http_status()), ("InvalidClientTokenId", 403));
}

const BOTH: [Signature; 2] = [Signature::V4, Signature::Simple];

#[tokio::test]
async fn they_hold_until_they_expire_by_the_emulators_clock() {
    let kci = emulator().await;
    for signature in BOTH {
        let credentials = issued(&kci);
        kci.advance(Duration::from_secs(59));
        regions(&kci, &credentials, signature).await.expect("they hold");
        kci.advance(Duration::from_secs(1));
        refused(&kci, &credentials, signature).await;
    }
}

#[tokio::test]
async fn another_token_or_none_is_refused() {
    let kci = emulator().await;
    let credentials = issued(&kci);
    let other = issued(&kci);
    for signature in BOTH {
        for token in [None, Some("another"), other.session_token().map(Secret::expose)] {
            refused(&kci, &with_token(&credentials, token), signature).await;
        }
        regions(&kci, &credentials, signature).await.expect("its own");
    }
}

#[tokio::test]
async fn another_secret_key_is_no_signature() {
    let kci = emulator().await;
    let credentials = issued(&kci);
    let token = credentials.session_token().expect("a token").clone();
    let forged = Credentials::new(credentials.access_key(), "another").with_session_token(token);
    for signature in BOTH {
        let error = service_error(regions(&kci, &forged, signature).await);
        assert_eq!(error.code(), "SignatureDoesNotMatch");
    }
}

#[tokio::test]
async fn a_token_beside_lasting_credentials_is_refused() {
    let kci = emulator().await;
    for signature in BOTH {
        refused(&kci, &with_token(&kci.credentials(), Some("a-token")), signature).await;
    }
}

#[tokio::test]
async fn what_they_create_is_their_accounts() {
    let kci = emulator().await;
    let id = create_group(&kci.client_of(issued(&kci)), group("web", &["nginx:1"])).await;
    let own = kci.client().describe_container_group(DescribeContainerGroupRequest::new()).await.expect("a list");
    assert_eq!(own.container_groups[0].container_group_id, id);
}

#[tokio::test]
async fn the_journal_says_which_credentials_signed() {
    let kci = emulator().await;
    let credentials = issued(&kci);
    regions(&kci, &credentials, Signature::V4).await.expect("an answer");
    assert_eq!(kci.journal()[0].access_key.as_deref(), Some(credentials.access_key()));
}

/// The answer to a request with temporary credentials, whose token stands in this header and is not signed.
async fn token_in(kci: &Emulator, header: &str) -> Answer {
    let credentials = issued(kci);
    let token = credentials.session_token().expect("a token").expose().to_owned();
    let request = Request::action("DescribeRegions", &[]).signed_by(kci, &with_token(&credentials, None));
    request.header(header, &token).send(kci).await
}

#[tokio::test]
async fn the_token_may_stand_in_the_header_of_the_vendors_components() {
    let kci = emulator().await;
    for (header, status) in [("x-ksc-security-token", 200), ("x-amz-security-token", 200), ("x-security-token", 403)] {
        assert_eq!(token_in(&kci, header).await.status, status, "{header}");
    }
}

#[tokio::test]
async fn a_presigned_request_has_the_token_in_its_query() {
    let kci = emulator().await;
    let presigned = async |credentials: Credentials| {
        let call = kci_sdk::runtime::call(kci.client_of(credentials).as_ref(), DescribeRegionsRequest::new());
        call.presign(MINUTE).await.expect("a URL").query().unwrap_or_default().to_owned()
    };
    let credentials = issued(&kci);
    for (credentials, status) in [(with_token(&credentials, None), 403), (credentials, 200)] {
        assert_eq!(Request::new("GET").query(&presigned(credentials).await).send(&kci).await.status, status);
    }
}

#[tokio::test]
async fn they_are_issued_to_lasting_accounts_only() {
    let kci = emulator().await;
    kci.issue_credentials("nobody", MINUTE).expect_err("no such account");
    let error = kci.issue_credentials(issued(&kci).access_key(), MINUTE).expect_err("temporary ones");
    assert!(error.to_string().contains("lasting"), "{error}");
}

#[tokio::test]
async fn they_are_issued_listed_and_revoked_over_http() {
    let kci = emulator().await;
    let issued = command(&kci, "/credentials", &json!({ "seconds": 60 })).await;
    assert_eq!(issued["expires"], "2026-11-24T02:56:27Z");
    let text = |name: &str| issued[name].as_str().expect("a text").to_owned();
    let credentials = Credentials::new(text("access_key"), text("secret_key"));
    let credentials = credentials.with_session_token(text("session_token"));
    regions(&kci, &credentials, Signature::V4).await.expect("they hold");
    let listed = json!([{
        "access_key": text("access_key"), "account": "AKLTEMULATOR", "expires": "2026-11-24T02:56:27Z",
    }]);
    assert_eq!(ask(&kci, "GET", "/credentials", "").await.json, listed);
    assert_eq!(ask(&kci, "DELETE", "/credentials", "").await.json, json!([]));
    refused(&kci, &credentials, Signature::V4).await;
}

#[tokio::test]
async fn over_http_they_hold_for_an_hour_unless_it_is_said() {
    let kci = emulator().await;
    let issued = command(&kci, "/credentials", &json!({ "account": "AKLTEMULATOR" })).await;
    assert_eq!(issued["expires"], "2026-11-24T03:55:27Z");
    let bodies: [Value; 3] = [json!({ "account": "nobody" }), json!({ "seconds": -1 }), json!({ "second": 1 })];
    for body in bodies {
        assert_eq!(ask(&kci, "POST", "/credentials", &body.to_string()).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn a_reset_revokes_them() {
    let kci = emulator().await;
    for revoke in [|kci: &Emulator| kci.revoke_credentials(), |kci: &Emulator| kci.reset(0).expect("reset")] {
        let credentials = issued(&kci);
        revoke(&kci);
        refused(&kci, &credentials, Signature::V4).await;
    }
}
