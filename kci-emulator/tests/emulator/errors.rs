//! The common error table, row by row: what provokes each, and what is answered.

use kci_emulator::{Emulator, Fault, FaultKind};
use kci_sdk::SERVICE;
use kci_sdk::auth::Credentials;
use kci_sdk::runtime::ErrorRow;

use crate::common::{Request, emulator, proves};

/// Rows that no request provokes by itself, because the emulator fails, denies and throttles only when it is told to:
/// code, how the message begins, and what stands in it instead of each `%s`.
const SCRIPTED: [(&str, &str, &[&str]); 7] = [
    ("AccessDenied", "User: %s", &["AKLTEMULATOR", "kci:DescribeContainerGroup"]),
    ("ServiceUnavailable", "Exception", &["as scripted"]),
    ("ServiceUnavailable", "Auth Service", &[]),
    ("ServiceUnavailable", "Request was rejected", &[]),
    ("ServiceUnavailable", "OpenAPI or Service", &[]),
    ("LimitExceeded", "Request was rejected", &[]),
    ("ServiceTimeout", "Internal Service", &[]),
];

/// A row, and a request that provokes it.
struct Case {
    code: &'static str,
    /// How the row's message begins.
    start: &'static str,
    /// What stands in the message instead of each `%s`.
    values: Vec<String>,
    request: Request,
}

fn case(code: &'static str, start: &'static str, values: &[&str], request: Request) -> Case {
    Case { code, start, values: values.iter().map(ToString::to_string).collect(), request }
}

/// A good `Authorization` but for its signature, with one part changed.
fn authorization(from: &str, to: &str) -> String {
    let good = "AWS4-HMAC-SHA256 Credential=AKLTEMULATOR/20261124/cn-beijing-6/kci/aws4_request, \
                SignedHeaders=host;x-amz-date, Signature=00";
    let changed = good.replace(from, to);
    assert_ne!(changed, good, "{from}");
    changed
}

fn list(parameters: &[(&str, &str)]) -> Request {
    Request::action("DescribeContainerGroup", parameters)
}

/// Rows about the headers that a version 4 signature needs.
fn header_cases(kci: &Emulator) -> Vec<Case> {
    let authorized = |from, to| list(&[]).authorized(kci, &authorization(from, to));
    let incomplete =
        |start, from, to| case("IncompleteSignature", start, &[&authorization(from, to)], authorized(from, to));
    let undated = authorization("=00", "=01");
    let (cut, basic) = ("AKLTEMULATOR/20261124/cn-beijing-6/kci", "2026-11-24T02:55:27Z");
    vec![
        case("MissingAuthenticationToken", "Request is missing Authentication Token", &[], list(&[])),
        case(
            "MissingAuthenticationToken",
            "%s not in Http Header",
            &["x-ksc-tea"],
            authorized("host;", "host;x-ksc-tea;"),
        ),
        case("SignatureDoesNotMatch", "'Host' must be", &[], authorized("host;", "")),
        incomplete("Authorization header requires 'Credential'", "Credential=", "Kredential="),
        incomplete("Authorization header requires 'Signature'", "Signature=", "Siegel="),
        incomplete("Authorization header requires 'SignedHeaders'", "SignedHeaders=", "Headers="),
        case(
            "IncompleteSignature",
            "Authorization header requires existence",
            &[&undated],
            list(&[]).header("authorization", &undated),
        ),
        case("IncompleteSignature", "Authorization header format", &[], list(&[]).authorized(kci, "AWS4-HMAC-SHA256")),
        case("IncompleteSignature", "Unsupported ksc", &["HMAC-MD5"], authorized("AWS4-HMAC-SHA256", "HMAC-MD5")),
        case("IncompleteSignature", "Credential must have", &[cut], authorized("/aws4_request", "")),
        case(
            "IncompleteSignature",
            "Date must be",
            &[basic],
            list(&[]).header("x-amz-date", basic).header("authorization", &undated),
        ),
    ]
}

/// Rows about what a version 4 signature claims.
fn claim_cases(kci: &Emulator) -> Vec<Case> {
    let authorized = |from, to| list(&[]).authorized(kci, &authorization(from, to));
    let stranger = "Credential=AKLTSTRANGER";
    vec![
        case(
            "SignatureDoesNotMatch",
            "Credential should be scoped with a valid terminator",
            &["aws3_request"],
            authorized("aws4_request", "aws3_request"),
        ),
        case(
            "SignatureDoesNotMatch",
            "Credential should be scoped to a valid region",
            &["mars-1"],
            authorized("cn-beijing-6", "mars-1"),
        ),
        case(
            "SignatureDoesNotMatch",
            "Credential should be scoped to correct service",
            &["kci"],
            authorized("/kci/", "/iam/"),
        ),
        case("SignatureDoesNotMatch", "Date in Credential scope", &[], authorized("20261124", "20261123")),
        case("SignatureDoesNotMatch", "The request signature", &[], list(&[]).signed(kci).body("Action=Other")),
        case(
            "SignatureDoesNotMatch",
            "Signature expired",
            &["20200101T000000Z"],
            list(&[])
                .header("x-amz-date", "20200101T000000Z")
                .header("authorization", authorization("20261124", "20200101")),
        ),
        case("InvalidClientTokenId", "", &[], authorized("Credential=AKLTEMULATOR", stranger)),
        case(
            "IncompleteSignature",
            "KSC query-string",
            &["X-Amz-Algorithm"],
            Request::get(&[("Action", "DescribeContainerGroup"), ("X-Amz-Signature", "00")]),
        ),
    ]
}

/// Rows about what a request asks for.
fn parameter_cases(kci: &Emulator) -> Vec<Case> {
    vec![
        case("DryRunOperation", "", &[], list(&[("DryRun", "true")]).signed(kci)),
        case("NoSuchEntity", "", &[], Request::action("MakeTea", &[]).signed(kci)),
        case("InvalidParameterValue", "", &["MaxResults"], list(&[("MaxResults", "101")]).signed(kci)),
        case("InvalidMethod", "", &["PUT"], Request::new("PUT").signed(kci)),
        case("MissingParameter", "", &["ContainerGroupId"], Request::action("DeleteContainerGroup", &[]).signed(kci)),
        case("InvalidQueryParameter", "", &["Marker"], list(&[("Marker", "0"), ("Marker", "1")]).signed(kci)),
    ]
}

fn cases(kci: &Emulator) -> Vec<Case> {
    [header_cases(kci), claim_cases(kci), parameter_cases(kci)].into_iter().flatten().collect()
}

/// The row that a code and the beginning of a message mean.
fn row(code: &str, start: &str) -> &'static ErrorRow {
    let rows: Vec<_> = SERVICE.errors.iter().filter(|row| row.code == code && row.message.starts_with(start)).collect();
    assert_eq!(rows.len(), 1, "{code}: {start}");
    rows[0]
}

fn filled(template: &str, values: &[String]) -> String {
    assert_eq!(template.matches("%s").count(), values.len(), "{template}");
    values.iter().fold(template.to_owned(), |text, value| text.replacen("%s", value, 1))
}

#[tokio::test]
async fn every_row_that_a_request_can_provoke_is_answered_as_documented() {
    let kci = emulator().await;
    for Case { code, start, values, request } in cases(&kci) {
        let row = row(code, start);
        let answer = request.send(&kci).await;
        answer.check_shape();
        let told = (answer.code(), answer.status, answer.message());
        assert_eq!(told, (code, row.http_status, filled(row.message, &values).as_str()));
    }
    proves(
        &kci,
        &[
            "error MissingAuthenticationToken: Request is missing Authentication Token",
            "error MissingAuthenticationToken: %s not in Http Header",
            "error SignatureDoesNotMatch: 'Host' must be",
            "error SignatureDoesNotMatch: Credential should be scoped with a valid terminator",
            "error SignatureDoesNotMatch: Credential should be scoped to a valid region",
            "error SignatureDoesNotMatch: Credential should be scoped to correct service",
            "error SignatureDoesNotMatch: The request signature",
            "error SignatureDoesNotMatch: Signature expired",
            "error SignatureDoesNotMatch: Date in Credential scope",
            "error InvalidClientTokenId",
            "error IncompleteSignature: Date must be",
            "error IncompleteSignature: KSC query-string",
            "error IncompleteSignature: Unsupported ksc",
            "error IncompleteSignature: Authorization header requires 'Credential'",
            "error IncompleteSignature: Authorization header requires 'Signature'",
            "error IncompleteSignature: Authorization header requires 'SignedHeaders'",
            "error IncompleteSignature: Authorization header requires existence",
            "error IncompleteSignature: Authorization header format",
            "error IncompleteSignature: Credential must have",
            "error DryRunOperation",
            "error NoSuchEntity",
            "error InvalidParameterValue",
            "error InvalidMethod",
            "error MissingParameter",
            "error InvalidQueryParameter",
        ],
    );
}

#[tokio::test]
async fn a_request_without_a_host_is_told_so() {
    let kci = emulator().await;
    let answer = Request::new("GET").signed(&kci).send_without_host(&kci, "").await;
    answer.check_shape();
    assert_eq!(answer.message(), row("MissingAuthenticationToken", "Request is missing 'Host'").message);
    proves(&kci, &["error MissingAuthenticationToken: Request is missing 'Host'"]);
}

#[tokio::test]
async fn every_row_that_only_a_script_provokes_is_answered_as_documented() {
    let kci = emulator().await;
    for (code, start, values) in SCRIPTED {
        let row = row(code, start);
        kci.add_fault(Fault::new(FaultKind::error_with_message(code, row.message))).expect("a fault");
        let answer = list(&[]).signed(&kci).send(&kci).await;
        answer.check_shape();
        let values: Vec<_> = values.iter().map(ToString::to_string).collect();
        let told = (answer.code(), answer.status, answer.message());
        assert_eq!(told, (code, row.http_status, filled(row.message, &values).as_str()));
    }
    assert_eq!(list(&[]).signed(&kci).send(&kci).await.status, 200);
    proves(
        &kci,
        &[
            "error AccessDenied",
            "error ServiceUnavailable: Exception",
            "error ServiceUnavailable: Auth Service",
            "error ServiceUnavailable: Request was rejected",
            "error ServiceUnavailable: OpenAPI or Service",
            "error LimitExceeded",
            "error ServiceTimeout",
        ],
    );
}

#[tokio::test]
async fn every_row_is_provoked_or_waits_for_a_script() {
    let kci = emulator().await;
    let mut expected: Vec<_> = SERVICE.errors.iter().map(|row| (row.code, row.message)).collect();
    let provoked = cases(&kci).into_iter().map(|case| (case.code, case.start));
    let host = ("MissingAuthenticationToken", "Request is missing 'Host'");
    let scripted = SCRIPTED.map(|(code, start, _)| (code, start));
    let known = provoked.chain([host]).chain(scripted).map(|(code, start)| (code, row(code, start).message));
    let mut known: Vec<_> = known.collect();
    known.sort_unstable();
    expected.sort_unstable();
    assert_eq!(known, expected);
}

#[tokio::test]
async fn each_parameter_of_a_signature_in_the_query_is_required() {
    let kci = emulator().await;
    let all = [
        ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
        ("X-Amz-Credential", "AKLTEMULATOR/20261124/cn-beijing-6/kci/aws4_request"),
        ("X-Amz-Date", "20261124T025527Z"),
        ("X-Amz-Signature", "00"),
        ("X-Amz-SignedHeaders", "host"),
    ];
    for (left_out, _) in all {
        let parameters: Vec<_> = all.iter().copied().filter(|(name, _)| *name != left_out).collect();
        let answer = Request::get(&parameters).send(&kci).await;
        answer.check_shape();
        let expected = filled(row("IncompleteSignature", "KSC query-string").message, &[left_out.to_owned()]);
        assert_eq!(answer.message(), expected);
    }
    let answer = Request::get(&all).send(&kci).await;
    assert_eq!(answer.message(), row("SignatureDoesNotMatch", "The request signature").message);
}

#[tokio::test]
async fn an_authorization_that_is_none_is_told_apart() {
    let kci = emulator().await;
    for (authorization, code, start) in [
        ("", "IncompleteSignature", "Authorization header format error."),
        ("Basic", "IncompleteSignature", "Authorization header format error."),
        ("Basic YTpi", "IncompleteSignature", "Unsupported ksc 'algorithm': Basic."),
        ("AWS4-HMAC-SHA512 Credential=a", "IncompleteSignature", "Unsupported ksc 'algorithm': AWS4-HMAC-SHA512."),
        ("AWS4-HMAC-SHA256 ,,,", "IncompleteSignature", "Authorization header requires 'Credential'"),
        ("AWS4-HMAC-SHA256 Credential", "IncompleteSignature", "Authorization header requires 'Credential'"),
    ] {
        let answer = list(&[]).authorized(&kci, authorization).send(&kci).await;
        answer.check_shape();
        assert_eq!(answer.code(), code, "{authorization}");
        assert!(answer.message().starts_with(start), "{authorization}: {}", answer.message());
    }
}

#[tokio::test]
async fn the_parameters_of_the_simplified_signature_are_required_and_checked() {
    let kci = emulator().await;
    let good = [
        ("Accesskey", "AKLTEMULATOR"),
        ("Action", "DescribeContainerGroup"),
        ("Region", "cn-beijing-6"),
        ("Service", "kci"),
        ("Signature", "00"),
        ("SignatureMethod", "HMAC-SHA256"),
        ("SignatureVersion", "1.0"),
        ("Timestamp", crate::common::NOW),
        ("Version", SERVICE.version),
    ];
    let with = |name: &str, value: Option<&'static str>| {
        let changed = good.iter().filter_map(|pair| if pair.0 == name { Some((pair.0, value?)) } else { Some(*pair) });
        Request::post(&changed.collect::<Vec<_>>())
    };
    for name in ["Accesskey", "Service", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp"] {
        for absent in [None, Some("")] {
            assert_eq!(with(name, absent).send(&kci).await.told(), ("MissingParameter", name));
        }
    }
    for name in ["Region", "Service", "SignatureMethod", "SignatureVersion", "Timestamp"] {
        assert_eq!(with(name, Some("tea")).send(&kci).await.told(), ("InvalidParameterValue", name));
    }
    let message = |start| row("SignatureDoesNotMatch", start).message;
    let expired = with("Timestamp", Some("2020-01-01T00:00:00Z")).send(&kci).await;
    assert_eq!(expired.message(), message("Signature expired").replace("%s", "2020-01-01T00:00:00Z"));
    assert_eq!(with("Accesskey", Some("AKLTSTRANGER")).send(&kci).await.code(), "InvalidClientTokenId");
    assert_eq!(with("", None).send(&kci).await.message(), message("The request signature"));
}

#[tokio::test]
async fn a_version_that_does_not_exist_is_no_such_entity() {
    let kci = emulator().await;
    let old = Request::post(&[("Action", "DescribeContainerGroup"), ("Version", "1999-12-31")]);
    assert_eq!(old.signed(&kci).send(&kci).await.code(), "NoSuchEntity");
}

#[tokio::test]
async fn an_action_and_a_version_are_required() {
    let kci = emulator().await;
    for (parameters, missing) in [
        (&[("Version", SERVICE.version)][..], "Action"),
        (&[("Action", ""), ("Version", SERVICE.version)], "Action"),
        (&[("Action", "DescribeContainerGroup")], "Version"),
        (&[("Action", "DescribeContainerGroup"), ("Version", "")], "Version"),
    ] {
        let answer = Request::post(parameters).signed(&kci).send(&kci).await;
        assert_eq!(answer.told(), ("MissingParameter", missing));
    }
}

#[tokio::test]
async fn a_secret_key_that_is_wrong_makes_another_signature() {
    let kci = emulator().await;
    let thief = Credentials::new(kci.access_key(), "a guess");
    let answer = list(&[]).signed_by(&kci, &thief).send(&kci).await;
    assert_eq!(answer.message(), row("SignatureDoesNotMatch", "The request signature").message);
}
