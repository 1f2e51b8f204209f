//! Samples in which one byte was changed.

use std::ops::Range;

use super::wire::{Answer, Connection, Sample, sample, samples};

/// Refusals of what cannot be read, or does not say who signed it and when.
const UNREADABLE: [&str; 4] =
    ["IncompleteSignature", "InvalidClientTokenId", "InvalidQueryParameter", "MissingAuthenticationToken"];
/// What the signature itself needs; of other parameters nothing may be said before the signature is verified.
const OF_SIGNATURE: [&str; 9] = [
    "Accesskey",
    "Content-Type",
    "Region",
    "Service",
    "Signature",
    "SignatureMethod",
    "SignatureVersion",
    "Timestamp",
    "body",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_signed_byte_can_be_changed() {
    let tasks: Vec<_> = samples().into_iter().map(|sample| tokio::spawn(change_each_byte(sample))).collect();
    for task in tasks {
        task.await.expect("no byte can be changed");
    }
}

/// Changes one byte after the other of all that is signed, and of the signature.
async fn change_each_byte(sample: Sample) {
    let emulator = sample.emulator().await;
    let mut connection = Connection::new(&emulator);
    let (mut changes, mut mismatches) = (0, 0);
    for at in signed(&sample).into_iter().flatten() {
        let mut raw = sample.raw.clone();
        raw[at] = another(&sample.raw, at);
        let answer = connection.send(&raw).await;
        assert!(is_refused(&answer), "{}: {} {}", sample.id, shown(&raw, at), answer.body);
        changes += 1;
        mismatches += usize::from(answer.code() == Some("SignatureDoesNotMatch"));
    }
    // The rest is unreadable: a cut escape, another date, a name without which there is no signature.
    assert!(changes > 100 && mismatches * 2 > changes, "{}: {mismatches} of {changes}", sample.id);
}

fn is_refused(answer: &Answer) -> bool {
    let Some(code) = answer.code() else { return answer.status == 400 && answer.body.is_null() };
    let message = answer.body["Error"]["Message"].as_str().unwrap_or_default();
    match code {
        "SignatureDoesNotMatch" => answer.status == 403,
        "InvalidParameterValue" | "MissingParameter" => {
            OF_SIGNATURE.iter().any(|name| message.ends_with(&format!("input parameter {name}.")))
        }
        code => UNREADABLE.contains(&code),
    }
}

/// Another byte in its place: a neighbour, or at every other place the other case, unless that says the same.
fn another(raw: &[u8], at: usize) -> u8 {
    let in_escape = raw[at.saturating_sub(2)..at].contains(&b'%');
    if at % 2 == 1 && raw[at].is_ascii_alphabetic() && !in_escape { raw[at] ^ 0x20 } else { raw[at] ^ 1 }
}

/// The target, the signed headers and `Authorization`, and the body; of a simplified signature, only the parameters.
fn signed(sample: &Sample) -> Vec<Range<usize>> {
    let body = sample.body_start()..sample.raw.len();
    let head = String::from_utf8_lossy(&sample.raw[..body.start]).to_ascii_lowercase();
    let target = head.find(' ').expect("a target") + 1..head.find(" http/1.1").expect("the end of the target");
    let Some(names) = signed_headers(&head) else {
        let query = head.find('?').map_or(target.end, |at| at + 1)..target.end;
        return vec![query, body];
    };
    let value = |name: &str| {
        let start = head.find(&format!("\r\n{name}: ")).expect("a signed header") + name.len() + 4;
        start..start + head[start..].find("\r\n").expect("the end of a line")
    };
    // What a changed length does is tested below: most would only make the server wait.
    let names = names.iter().map(String::as_str).filter(|name| *name != "content-length");
    let authorization = head.contains("\r\nauthorization: ").then_some("authorization");
    [target, body].into_iter().chain(names.chain(authorization).map(value)).collect()
}

/// The names that `Authorization` or the query lists.
fn signed_headers(head: &str) -> Option<Vec<String>> {
    let (_, list) = head.split_once("signedheaders=")?;
    let list = list.split([',', '&', ' ']).next()?.replace("%3b", ";");
    Some(list.split(';').map(ToOwned::to_owned).collect())
}

fn shown(raw: &[u8], at: usize) -> String {
    let part = |range: &[u8]| String::from_utf8_lossy(range).into_owned();
    let (from, to) = (at.saturating_sub(20), (at + 20).min(raw.len()));
    format!("{}[{}]{}", part(&raw[from..at]), part(&raw[at..=at]), part(&raw[at + 1..to]))
}

#[tokio::test]
async fn a_body_that_was_cut_is_refused() {
    let sample = sample("ksc_sdk_go_post/describe");
    let text = String::from_utf8(sample.raw.clone()).expect("text");
    let length = sample.raw.len() - sample.body_start();
    // Without the last parameter, which the URL says again.
    let lengths = [length, length - "&Version=2020-07-02".len()].map(|length| format!("Content-Length: {length}\r\n"));
    let cut = text.replace(&lengths[0], &lengths[1]);
    assert_ne!(cut, text);
    let answer = Connection::new(&sample.emulator().await).send(cut.as_bytes()).await;
    assert_eq!(answer.code(), Some("SignatureDoesNotMatch"));
}

#[tokio::test]
async fn a_parameter_that_was_added_is_refused() {
    for sample in samples() {
        let text = String::from_utf8(sample.raw.clone()).expect("text");
        let more = if text.contains("/? ") || !text.contains("/?") { "/?Marker=1" } else { "/?Marker=1&" };
        let changed = text.replacen("/?", "/", 1).replacen('/', more, 1);
        let answer = Connection::new(&sample.emulator().await).send(changed.as_bytes()).await;
        let codes = [Some("SignatureDoesNotMatch"), Some("InvalidQueryParameter")];
        assert!(codes.contains(&answer.code()), "{}: {}", sample.id, answer.body);
    }
}

/// Escapes are the same in either case, and a query is the same in any order.
#[tokio::test]
async fn a_query_that_says_the_same_is_the_same() {
    let sample = sample("python_sdk_get/create_group");
    let text = String::from_utf8(sample.raw.clone()).expect("text");
    let moved = text.replacen("/?ContainerGroupName=web&", "/?", 1).replacen(
        "&Language=zh-CN",
        "&Language=zh-CN&ContainerGroupName=web",
        1,
    );
    let lower = text.replacen("%E4%BD", "%e4%bd", 1);
    for same in [moved, lower] {
        assert_ne!(same, text);
        let answer = Connection::new(&sample.emulator().await).send(same.as_bytes()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }
}
