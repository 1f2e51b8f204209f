//! The forms in which the time of a signature may be written. Each request here is signed well, over the very text.

use kci_sdk::auth::simple;
use kci_sdk::auth::v4::{
    Scope, canonical_headers, canonical_query, canonical_request, sha256_hex, signature, signing_key, string_to_sign,
};

use super::wire::{Answer, Connection, Sample, sample};

const PARAMETERS: [(&str, &str); 2] = [("Action", "DescribeContainerGroup"), ("Version", "2020-07-02")];
const AK: &str = "AKLTSAMPLE";
const SK: &str = "sample/Secret+Key==";

/// Sends a version 4 request with a header that says the time, signed over `signed` as its time.
async fn with_header(name: &str, value: &str, signed: &str) -> Answer {
    let sample = sample("kscore_get/describe");
    let query = canonical_query(PARAMETERS);
    let lines = canonical_headers([("host", "localhost"), (name, value)], &["host", name]);
    let canonical = canonical_request("GET", "/", &query, &lines, &sha256_hex(b""));
    let scope = Scope::new(sample.now, "cn-beijing-6", "kci");
    let given = signature(&signing_key(SK, &scope), &string_to_sign(signed, &scope.to_string(), &canonical));
    let raw = format!(
        "GET /?{query} HTTP/1.1\r\nHost: localhost\r\n{name}: {value}\r\nAuthorization: AWS4-HMAC-SHA256 \
         Credential={AK}/{scope}, SignedHeaders=host;{name}, Signature={given}\r\n\r\n"
    );
    send(&sample, &raw).await
}

/// Sends a version 4 request that is signed in its query.
async fn in_query(time: &str) -> Answer {
    let sample = sample("kscore_get/describe");
    let scope = Scope::new(sample.now, "cn-beijing-6", "kci");
    let credential = format!("{AK}/{scope}");
    let of_signature = [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", credential.as_str()),
        ("X-Amz-Date", time),
        ("X-Amz-SignedHeaders", "host"),
    ];
    let query = canonical_query(PARAMETERS.into_iter().chain(of_signature));
    let lines = canonical_headers([("host", "localhost")], &["host"]);
    let canonical = canonical_request("GET", "/", &query, &lines, &sha256_hex(b""));
    let given = signature(&signing_key(SK, &scope), &string_to_sign(time, &scope.to_string(), &canonical));
    send(&sample, &format!("GET /?{query}&X-Amz-Signature={given} HTTP/1.1\r\nHost: localhost\r\n\r\n")).await
}

/// Sends a request with a simplified signature.
async fn simplified(time: &str) -> Answer {
    let of_signature = [
        ("Accesskey", AK),
        ("Service", "kci"),
        ("SignatureMethod", "HMAC-SHA256"),
        ("SignatureVersion", "1.0"),
        ("Timestamp", time),
    ];
    let query = simple::canonical(PARAMETERS.into_iter().chain(of_signature));
    let given = simple::signature(SK, &query);
    let raw = format!("GET /?{query}&Signature={given} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    send(&sample("kscore_get/describe"), &raw).await
}

async fn send(sample: &Sample, raw: &str) -> Answer {
    Connection::new(&sample.emulator().await).send(raw.as_bytes()).await
}

#[tokio::test]
async fn the_documented_forms_are_taken() {
    for (name, value, signed) in [
        ("x-amz-date", "20260702T040506Z", "20260702T040506Z"),
        ("x-amz-date", "20260702T040506+00:00", "20260702T040506+00:00"),
        ("date", "20260702T040506Z", "20260702T040506Z"),
        ("date", "Thu, 02 Jul 2026 04:05:06 GMT", "20260702T040506Z"),
    ] {
        let answer = with_header(name, value, signed).await;
        assert_eq!(answer.status, 200, "{name}: {value}: {}", answer.body);
    }
    assert_eq!(in_query("20260702T040506Z").await.status, 200);
    assert_eq!(simplified("2026-07-02T04:05:06Z").await.status, 200);
}

#[tokio::test]
async fn other_forms_are_incomplete_signatures() {
    for (name, value) in [
        ("x-amz-date", "2026-07-02T04:05:06Z"),
        ("x-amz-date", "20260702T040506"),
        ("x-amz-date", "20260702T040506z"),
        ("x-amz-date", "20260702T040506.000Z"),
        ("x-amz-date", "20260702T040506+0000"),
        ("x-amz-date", "20260702T120506+08:00"),
        ("x-amz-date", "Thu, 02 Jul 2026 04:05:06 GMT"),
        ("date", "20260702T040506+00:00"),
        ("date", "Thu, 02 Jul 2026 04:05:06 -0000"),
        ("date", "Fri, 02 Jul 2026 04:05:06 GMT"),
        ("date", "Thu, 2 Jul 2026 04:05:06 GMT"),
        ("date", "Thursday, 02-Jul-26 04:05:06 GMT"),
        ("date", "Thu Jul  2 04:05:06 2026"),
        ("date", "2026-07-02T04:05:06Z"),
    ] {
        for signed in [value, "20260702T040506Z"] {
            let answer = with_header(name, value, signed).await;
            assert_eq!((answer.status, answer.code()), (400, Some("IncompleteSignature")), "{name}: {value}");
        }
    }
    for value in ["20260702T040506+00:00", "2026-07-02T04:05:06Z", "20260702T040506"] {
        assert_eq!(in_query(value).await.code(), Some("IncompleteSignature"), "{value}");
    }
}

#[tokio::test]
async fn a_simplified_signature_has_one_form_of_time() {
    for value in [
        "20260702T040506Z",
        "2026-07-02 04:05:06Z",
        "2026-07-02T04:05:06",
        "2026-07-02T04:05:06.000Z",
        "2026-07-02T04:05:06+00:00",
        "2026-07-02T12:05:06+08:00",
        "2026-07-02t04:05:06z",
    ] {
        let answer = simplified(value).await;
        assert_eq!((answer.status, answer.code()), (400, Some("InvalidParameterValue")), "{value}");
    }
}
