//! Requests that no client should send: each is answered as documented, soon, and nothing breaks.

use std::time::{Duration, Instant};

use kci_emulator::Emulator;
use kci_sdk::auth::v4::encode;

use crate::common::{Answer, FORM, Request, emulator, exchange};

/// Longest that any of these may take: very many times of what they do, even on a busy machine. What costs the square
/// of its length takes longer.
const SOON: Duration = Duration::from_secs(10);

/// Name of the row that what cannot be read comes to.
const MALFORMED: &str = "InvalidQueryParameter";

async fn soon(kci: &Emulator, request: Request) -> Answer {
    let start = Instant::now();
    let answer = request.send(kci).await;
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    answer.check_shape();
    answer
}

/// The answer to a signed POST of this body.
async fn body(kci: &Emulator, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
    soon(kci, Request::new("POST").header("content-type", content_type).body(body).signed(kci)).await
}

/// The answer to a signed list of container groups.
async fn list(kci: &Emulator, parameters: &[(&str, &str)]) -> Answer {
    soon(kci, Request::action("DescribeContainerGroup", parameters).signed(kci)).await
}

#[tokio::test]
async fn other_methods_are_refused() {
    let kci = emulator().await;
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "TEA"] {
        let answer = soon(&kci, Request::new(method).signed(&kci)).await;
        assert_eq!(answer.told(), ("InvalidMethod", method));
    }
}

#[tokio::test]
async fn a_head_is_refused_without_a_body_as_http_wants_it() {
    let kci = emulator().await;
    let answer = Request::new("HEAD").signed(&kci).send(&kci).await;
    assert_eq!((answer.status, answer.json.is_null()), (400, true));
}

#[tokio::test]
async fn a_get_has_no_body() {
    let kci = emulator().await;
    let get = || Request::get(&[("Action", "DescribeContainerGroup"), ("Version", "2020-07-02")]);
    assert_eq!(soon(&kci, get().signed(&kci)).await.status, 200);
    assert_eq!(soon(&kci, get().body("A=1").signed(&kci)).await.told(), (MALFORMED, "body"));
    let chunked = get().header("transfer-encoding", "chunked").signed(&kci).body("3\r\nA=1\r\n0\r\n\r\n");
    assert_eq!(soon(&kci, chunked).await.told(), (MALFORMED, "body"));
}

#[tokio::test]
async fn parameters_stand_in_the_url_or_in_the_body() {
    let kci = emulator().await;
    let post = |query, body: &str| Request::new("POST").query(query).body(body).signed(&kci);
    let common = "Action=DescribeContainerGroup&Version=2020-07-02";
    for (query, body, named) in [
        ("Search=a", common, "Search"),
        (common, "Action=DeleteContainerGroup", "Action"),
        (common, "Version=1", "Version"),
        ("DryRun=true", common, "DryRun"),
        ("Search=a", "Search=b", "Search"),
    ] {
        assert_eq!(soon(&kci, post(query, body)).await.told(), (MALFORMED, named), "{query} {body}");
    }
    for (query, body) in [(common, ""), (common, "Search=a"), (common, common)] {
        assert_eq!(soon(&kci, post(query, body)).await.status, 200, "{query} {body}");
    }
}

#[tokio::test]
async fn a_body_is_a_form_or_a_flat_json_object() {
    let kci = emulator().await;
    let good = r#"{"Action": "DescribeContainerGroup", "Version": "2020-07-02", "MaxResults": 5}"#;
    assert_eq!(body(&kci, "Application/JSON; charset=utf-8", good).await.json["MaxResults"], 5);
    for content_type in ["text/plain", "application/xml", "multipart/form-data; boundary=x", "a", "application/json5"] {
        assert_eq!(body(&kci, content_type, good).await.told(), ("InvalidParameterValue", "Content-Type"));
    }
    let binary = Request::new("POST").header("content-type", b"\xff\xfe").body(good).signed(&kci);
    assert_eq!(soon(&kci, binary).await.told(), ("InvalidParameterValue", "Content-Type"));
    for (json, named) in [
        ("[1]".to_owned(), "body"),
        ("{".to_owned(), "body"),
        ("{} {}".to_owned(), "body"),
        ("[".repeat(500_000), "body"),
        (format!("{{\"A\": {}", "{\"A\": ".repeat(100_000)), "body"),
        (r#"{"A": {"B": 1}}"#.to_owned(), "A"),
        (r#"{"A": ["B"]}"#.to_owned(), "A"),
        (r#"{"A": null}"#.to_owned(), "A"),
        (r#"{"": 1}"#.to_owned(), ""),
        (good.replace('}', r#", "MaxResults": 5}"#), "MaxResults"),
        (good.replace('}', r#", "Action": "DescribeContainerGroup"}"#), "Action"),
        (r#"{"A": "\ud800"}"#.to_owned(), "body"),
    ] {
        assert_eq!(body(&kci, "application/json", json.as_str()).await.told(), (MALFORMED, named), "{json:.50}");
    }
}

#[tokio::test]
async fn what_is_no_encoded_text_is_refused() {
    let kci = emulator().await;
    for (text, named) in [
        ("A=%", "A"),
        ("A=%4", "A"),
        ("A=%zz", "A"),
        ("A=%ff", "A"),
        ("A=%ed%a0%80", "A"),
        ("A=%c0%80", "A"),
        ("%ff=1", "%ff"),
        ("=1", ""),
        ("=", ""),
    ] {
        assert_eq!(body(&kci, FORM, text).await.told(), (MALFORMED, named), "{text}");
        assert_eq!(soon(&kci, Request::new("GET").query(text)).await.told(), (MALFORMED, named), "{text}");
    }
    assert_eq!(body(&kci, FORM, b"A=\xff".to_vec()).await.told(), (MALFORMED, "body"));
}

#[tokio::test]
async fn headers_that_are_no_text_are_refused_or_passed_over() {
    let kci = emulator().await;
    let request = || Request::action("DescribeContainerGroup", &[]);
    assert_eq!(soon(&kci, request().header("x-tea", b"\xff\xfe").signed(&kci)).await.status, 200);
    let authorization = request().header("authorization", b"AWS4-HMAC-SHA256 \xff");
    assert_eq!(soon(&kci, authorization).await.code(), "IncompleteSignature");
    let date = request().header("x-amz-date", b"\xff").header("authorization", "AWS4-HMAC-SHA256 Credential=a");
    assert_eq!(soon(&kci, date).await.code(), "IncompleteSignature");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_and_without_a_length() {
    let kci = emulator().await;
    for size in [1 << 20, (1 << 20) + 1, 8 << 20] {
        let code = if size > 1 << 20 { (MALFORMED, "body") } else { ("MissingParameter", "Action") };
        let form = [b"A=".as_slice(), &vec![b'x'; size - 2]].concat();
        let chunks =
            form.chunks(60_000).map(|part| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat());
        let chunked = [chunks.collect::<Vec<_>>().concat().as_slice(), b"0\r\n\r\n"].concat();
        let request = Request::new("POST").header("content-type", FORM).body(form).signed(&kci);
        assert_eq!(soon(&kci, request.clone()).await.told(), code, "{size}");
        let without_length = request.header("transfer-encoding", "chunked").body(chunked);
        assert_eq!(soon(&kci, without_length).await.told(), code, "{size} in chunks");
    }
}

#[tokio::test]
async fn ten_thousand_parameters_are_taken_and_no_more() {
    let kci = emulator().await;
    let form = |count: usize| "A&".repeat(count);
    assert_eq!(body(&kci, FORM, form(10_000)).await.told(), ("MissingParameter", "Action"));
    assert_eq!(body(&kci, FORM, form(10_001)).await.told(), (MALFORMED, "body"));
    let json = |count: usize| format!("{{{}\"A\": 1}}", "\"A\": 1,".repeat(count - 1));
    assert_eq!(body(&kci, "application/json", json(10_000)).await.told(), ("MissingParameter", "Action"));
    assert_eq!(body(&kci, "application/json", json(10_001)).await.told(), (MALFORMED, "body"));
    assert_eq!(soon(&kci, Request::new("GET").query(&form(10_001))).await.told(), (MALFORMED, "query"));
}

#[tokio::test]
async fn a_mebibyte_of_pairs_is_answered_soon() {
    let kci = emulator().await;
    for pair in ["A=&", "&", "=&", "A.1=&", "%41=&"] {
        body(&kci, FORM, pair.repeat((1 << 20) / pair.len())).await;
    }
    // Each that stands in the URL is looked for in the body.
    let (form, query) = ("B=&".repeat(9_999) + "A=", "A=&".repeat(9_999) + "A=");
    let both = Request::new("POST").query(&query).body(form).signed(&kci);
    assert_eq!(soon(&kci, both).await.told(), ("MissingParameter", "Action"));
}

#[tokio::test]
async fn a_request_with_the_most_parameters_is_answered_soon() {
    let kci = emulator().await;
    let keys: [fn(usize) -> String; 6] = [
        |number| format!("Container.{number}.Name"),
        |number| format!("Container.1.EnvironmentVar.{number}.Key"),
        |number| format!("Container.{number}.Port.{number}.Port"),
        |number| format!("SecurityGroupId.{number}"),
        |number| format!("{}{number}", "A.1.".repeat(20)),
        |_| "ContainerGroupName".to_owned(),
    ];
    for key in keys {
        let pairs: Vec<_> = (1..9_990).map(|number| format!("{}=1", key(number))).collect();
        let text = format!("Action=CreateContainerGroup&Version=2020-07-02&{}", pairs.join("&"));
        assert_eq!(body(&kci, FORM, text).await.status, 400, "{}", key(1));
    }
}

#[tokio::test]
async fn long_and_deep_names_cost_no_more_than_their_length() {
    let kci = emulator().await;
    let long = "A".repeat(1 << 19);
    let deep = "Filter.1.".repeat(50_000);
    let lists = "A.1".to_owned() + &".1".repeat(200_000);
    for key in [&long, &deep, &lists] {
        let twice = format!("Action=DescribeContainerGroup&Version=2020-07-02&{key}=1&{}=%zz", &key[..1000]);
        let answer = body(&kci, FORM, twice).await;
        assert_eq!(answer.told(), (MALFORMED, &key[..1000]));
        let unreadable = body(&kci, FORM, format!("{key}=%zz")).await;
        assert!(unreadable.message().len() < 2_000, "{}", unreadable.message().len());
    }
    assert_eq!(list(&kci, &[(&long, "1")]).await.status, 200);
    assert_eq!(list(&kci, &[(&deep, "1")]).await.code(), "MissingParameter");
}

#[tokio::test]
async fn characters_that_cannot_be_seen_are_answered_as_any_other() {
    let kci = emulator().await;
    for text in ["\0", "\r\n", "\u{7f}", "\u{202e}", "\u{feff}", "a\0b"] {
        assert_eq!(list(&kci, &[("Search", text), (text, text)]).await.json["TotalCount"], 0, "{text:?}");
        let answer = list(&kci, &[(text, "1"), (text, "2")]).await;
        assert_eq!(answer.told(), (MALFORMED, text));
        let query = format!("Action={0}&Version={0}", encode(text));
        let answer = soon(&kci, Request::new("GET").query(&query).signed(&kci)).await;
        assert_eq!(answer.code(), "NoSuchEntity", "{text:?}");
    }
}

#[tokio::test]
async fn any_path_is_answered() {
    let kci = emulator().await;
    for path in ["//", "/DescribeContainerGroup", "/a/../..", "/%00%ff", "/%", "/a;b=c", &"/a".repeat(10_000)] {
        let request = Request::action("DescribeContainerGroup", &[]).path(path);
        assert_eq!(soon(&kci, request.clone().signed(&kci)).await.status, 200, "{path:.50}");
        assert_eq!(soon(&kci, request).await.code(), "MissingAuthenticationToken", "{path:.50}");
    }
}

#[tokio::test]
async fn a_header_cannot_be_signed_over_and_over() {
    let kci = emulator().await;
    let names = "x-long;".repeat(20_000) + "host";
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={}/20261124/cn-beijing-6/kci/aws4_request, SignedHeaders={names}, Signature=00",
        kci.access_key()
    );
    let request = Request::action("DescribeContainerGroup", &[]).header("x-long", "x".repeat(100_000));
    let answer = soon(&kci, request.authorized(&kci, &authorization)).await;
    assert_eq!(answer.code(), "IncompleteSignature");
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused_by_http_itself() {
    let kci = emulator().await;
    let long = Request::new("GET").query(&"A".repeat(70_000)).signed(&kci).send(&kci).await;
    let many = (0..110).fold(Request::new("GET"), |request, number| request.header(&format!("x-{number}"), "1"));
    let many = many.signed(&kci).send(&kci).await;
    assert_eq!([(long.status, long.json.is_null()), (many.status, many.json.is_null())], [(414, true), (431, true)]);
}

#[tokio::test]
async fn what_is_not_http_ends_its_connection_and_nothing_else() {
    let kci = emulator().await;
    for bytes in [
        b"".as_slice(),
        b"\0\0\0\0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nhost: a\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nA",
    ] {
        let answer = exchange(&kci, bytes, true).await;
        let refused = answer.is_empty() || answer.starts_with(b"HTTP/1.1 4");
        assert!(refused, "{}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(list(&kci, &[]).await.status, 200);
}
