//! Whatever a request is, as long as it is HTTP, it is answered as documented.

use kci_codegen::ir::{Ir, Shape, Side};
use kci_emulator::Emulator;
use kci_sdk::SERVICE;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use tokio::runtime::Runtime;

use crate::common::{FORM, Request, api, emulator};

/// The header of a version 4 signature, in parts that may be left out or come twice.
const AUTHORIZATION: [&str; 8] = [
    "AWS4-HMAC-SHA256 ",
    "Credential=AKLTEMULATOR/20261124/cn-beijing-6/kci/aws4_request",
    "Credential=",
    "SignedHeaders=host;x-amz-date",
    "Signature=00",
    ", ",
    "/",
    "=",
];

fn running() -> (Runtime, Emulator) {
    let runtime = Runtime::new().expect("a runtime");
    let kci = runtime.block_on(emulator());
    (runtime, kci)
}

/// Bytes as a query can have them: what has a meaning there and what needs no escape is left as it is.
fn query() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => select(vec!["&", "=", "%", "+", ".", "Action", "X-Amz-Date", "Signature", "%e4%b8", "1"]).prop_map(str::to_owned),
        1 => any::<u8>().prop_map(|byte| format!("%{byte:02x}")),
        1 => "[A-Za-z0-9!$'()*,/:;?@_~-]",
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn header() -> impl Strategy<Value = (String, Vec<u8>)> {
    let names = ["authorization", "x-amz-date", "date", "content-type", "x-amz-content-sha256", "x-action"];
    let name = prop_oneof![3 => select(names.to_vec()).prop_map(str::to_owned), 1 => "x-[a-z0-9!#$%&'*+.^_`|~-]{1,8}"];
    let signature = prop::collection::vec(select(AUTHORIZATION.to_vec()), 0..8).prop_map(|parts| parts.concat());
    let seen = prop_oneof![0x20_u8..=0x7e, 0x80_u8..=0xff];
    let value = prop_oneof![
        signature.prop_map(String::into_bytes),
        select(vec!["20261124T025527Z", FORM, "application/json"]).prop_map(Vec::from),
        prop::collection::vec(seen, 0..40),
    ];
    (name, value)
}

fn request() -> impl Strategy<Value = Request> {
    let known = select(vec!["GET", "POST"]).prop_map(str::to_owned);
    // HTTP itself wants other answers to HEAD and CONNECT.
    let unknown = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,8}"
        .prop_filter("a method like any other", |method: &String| method != "HEAD" && method != "CONNECT");
    let body = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..100),
        query().prop_map(String::into_bytes),
        "[\\[\\]{}:,\"A1 ]{0,30}".prop_map(String::into_bytes),
        Just(Vec::new()),
    ];
    let method = prop_oneof![4 => known, 1 => unknown];
    let headers = prop::collection::vec(header(), 0..5);
    (method, query(), headers, body).prop_map(|(method, query, headers, body)| {
        let request = Request::new(&method).query(&query).body(body);
        headers.into_iter().fold(request, |request, (name, value)| request.header(&name, value))
    })
}

/// Names of the API's parameters, flattened in some way.
fn key(api: &Ir) -> impl Strategy<Value = String> + use<> {
    let requests = api.shapes.iter().filter(|shape| shape.side == Side::Request);
    let names: Vec<_> = requests.flat_map(Shape::members).map(|member| member.name.wire.clone()).collect();
    let segment = prop_oneof![
        4 => select(names),
        3 => "[0-9]{1,2}",
        1 => select(vec!["", "-1", "01", "4294967296", "DryRun", "N"]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(segment, 1..6).prop_map(|segments| segments.join("."))
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn whatever_is_sent_is_answered() {
    let (runtime, kci) = running();
    proptest!(config(), |(request in request())| {
        // The page at `/` is no answer of the API.
        runtime.block_on(request.path("/api").send(&kci)).check_shape();
    });
}

#[test]
fn whatever_is_signed_is_answered() {
    let (runtime, kci) = running();
    let api = api();
    let actions: Vec<_> = api.actions.iter().map(|action| action.name.wire.clone()).collect();
    let value =
        prop_oneof!["[0-9.-]{0,4}", any::<String>(), select(vec!["true", "vpc-id", "a"]).prop_map(str::to_owned)];
    let parameters = prop::collection::vec((key(&api), value), 0..12);
    proptest!(config(), |(action in select(actions), parameters in parameters, post: bool, doubled: Option<Index>)| {
        let mut all = vec![("Action", action.as_str()), ("Version", SERVICE.version)];
        all.extend(parameters.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        if let Some(doubled) = doubled {
            all.push(*doubled.get(&all));
        }
        let request = if post { Request::post(&all) } else { Request::get(&all) };
        let answer = runtime.block_on(request.signed(&kci).send(&kci));
        answer.check_shape();
        prop_assert!(!["IncompleteSignature", "SignatureDoesNotMatch"].contains(&answer.code()), "{answer:?}");
        prop_assert!(doubled.is_none() || answer.status != 200, "{answer:?}");
    });
}
