//! Signature version 4, in the `Authorization` header or in the query.

use kci_sdk::auth::v4::{
    ALGORITHM, canonical_headers, canonical_path, canonical_query, canonical_request, sha256_hex, signature,
    signing_key, string_to_sign,
};
use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};

use super::scope::{Credential, amz_date_header, basic_time, date_header};
use super::{Accounts, Caller, Claimed, Now, mismatch};
use crate::received::{Pair, Received, authorization_part};
use crate::refusal::Refusal;

/// What a version 4 signature says of itself.
struct Claim<'a> {
    credential: Credential<'a>,
    /// The session token of temporary credentials.
    token: Option<&'a str>,
    /// The time as it was signed.
    time_text: &'a str,
    signed_headers: Vec<&'a str>,
    signature: &'a str,
}

/// Most headers that may be signed. Each that is named is copied, as often as it is named.
const MOST_SIGNED: usize = 64;

/// Headers that have the session token: the one of the documents, and the one of some of the vendor's components.
const TOKEN_HEADERS: [&str; 2] = ["x-amz-security-token", "x-ksc-security-token"];

/// Parameters of the query form, all of which must be there.
const IN_QUERY: [&str; 5] =
    ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-SignedHeaders", "X-Amz-Date", "X-Amz-Signature"];

pub(super) fn in_header(accounts: &Accounts, received: &Received, now: Now) -> Result<Caller, Refusal> {
    let text = received.header("authorization").unwrap_or_default();
    let incomplete = |start: &str| Refusal::row("IncompleteSignature", start, &[text]);
    let (algorithm, rest) = text.split_once(' ').ok_or_else(|| incomplete("Authorization header format error"))?;
    check_algorithm(algorithm)?;
    let part = |name: &str| authorization_part(rest, name);
    let missing = |name: &str| incomplete(&format!("Authorization header requires '{name}'"));
    let credential = part("Credential").ok_or_else(|| missing("Credential"))?;
    let given = part("Signature").ok_or_else(|| missing("Signature"))?;
    let signed = part("SignedHeaders").ok_or_else(|| missing("SignedHeaders"))?;
    let (time, time_text) = match (received.header("x-amz-date"), received.header("date")) {
        (Some(text), _) => (amz_date_header(text)?, text.to_owned()),
        (None, Some(text)) => date_header(text)?,
        (None, None) => return Err(incomplete("Authorization header requires existence")),
    };
    let claim = Claim {
        credential: Credential::new(credential, time)?,
        token: TOKEN_HEADERS.iter().find_map(|name| received.header(name)),
        time_text: &time_text,
        signed_headers: signed_headers(signed)?,
        signature: given,
    };
    now.check(time, &time_text)?;
    // curl before version 8 signs a query as it stands, neither sorted nor encoded anew. That covers each of its bytes
    // no less than the canonical form does, which is why both are taken. The two cannot be played off against each
    // other: a query whose canonical form is what somebody signed as it stands has the same parameters.
    let as_it_stands = received.head.uri.query().unwrap_or_default().to_owned();
    verify(accounts, received, &claim, now, &[canonical(&received.query), as_it_stands])
}

fn canonical(query: &[Pair]) -> String {
    canonical_query(query.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

pub(super) fn in_query(accounts: &Accounts, received: &Received, now: Now) -> Result<Caller, Refusal> {
    let get = |name: &str| received.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let incomplete = |name: &str| Refusal::row("IncompleteSignature", "KSC query-string", &[name]);
    let [algorithm, credential, signed, time_text, given] =
        IN_QUERY.map(|name| get(name).ok_or_else(|| incomplete(name)));
    check_algorithm(algorithm?)?;
    let time_text = time_text?;
    let time = basic_time(time_text)?;
    let claim = Claim {
        credential: Credential::new(credential?, time)?,
        token: get("X-Amz-Security-Token"),
        time_text,
        signed_headers: signed_headers(signed?)?,
        signature: given?,
    };
    check_expiry(time, time_text, get("X-Amz-Expires"), now)?;
    let signed: Vec<Pair> = received.query.iter().filter(|(key, _)| key != "X-Amz-Signature").cloned().collect();
    verify(accounts, received, &claim, now, &[canonical(&signed)])
}

/// A presigned request holds as long as it says, or as long as any other.
fn check_expiry(time: Timestamp, text: &str, expires: Option<&str>, now: Now) -> Result<(), Refusal> {
    let Some(expires) = expires else { return now.check(time, text) };
    let seconds: u32 = expires.parse().map_err(|_| Refusal::malformed("X-Amz-Expires"))?;
    let holds = |clock: Timestamp| {
        let age = clock.duration_since(time);
        age >= -super::SKEW && age <= SignedDuration::from_secs(seconds.into())
    };
    if holds(now.turned) || holds(now.machine) {
        return Ok(());
    }
    Err(Refusal::row("SignatureDoesNotMatch", "Signature expired", &[text]))
}

fn check_algorithm(algorithm: &str) -> Result<(), Refusal> {
    if algorithm == ALGORITHM {
        return Ok(());
    }
    Err(Refusal::row("IncompleteSignature", "Unsupported ksc 'algorithm'", &[algorithm]))
}

/// The names of signed headers, in the order in which they were signed. They are signed in lower case.
fn signed_headers(text: &str) -> Result<Vec<&str>, Refusal> {
    let names: Vec<&str> = text.split(';').collect();
    if names.len() > MOST_SIGNED {
        return Err(Refusal::row("IncompleteSignature", "Authorization header format error", &[]));
    }
    if !names.iter().any(|name| name.eq_ignore_ascii_case("host")) {
        return Err(Refusal::row("SignatureDoesNotMatch", "'Host' must be", &[]));
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Err(mismatch());
    }
    Ok(names)
}

/// Verifies the signature over the request with any of `queries`.
fn verify(
    accounts: &Accounts,
    received: &Received,
    claim: &Claim<'_>,
    now: Now,
    queries: &[String],
) -> Result<Caller, Refusal> {
    let claimed = Claimed { access_key: claim.credential.access_key, token: claim.token };
    let known = accounts.find(claimed, now.turned)?;
    let headers = received.head.headers.iter();
    let headers: Vec<_> =
        headers.map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes()))).collect();
    let headers = headers.iter().map(|(name, value)| (*name, value.as_ref()));
    for name in &claim.signed_headers {
        if !received.head.headers.contains_key(*name) {
            return Err(Refusal::row("MissingAuthenticationToken", "%s not in Http Header", &[name]));
        }
    }
    let hash = sha256_hex(&received.body);
    if received.header("x-amz-content-sha256").is_some_and(|said| said != hash) {
        return Err(mismatch());
    }
    // A target that does not begin with a slash is read as the name of a host, which would pass for no path at all.
    if received.head.uri.path().is_empty() {
        return Err(mismatch());
    }
    let (method, path) = (received.head.method.as_str(), canonical_path(received.head.uri.path()));
    let headers = canonical_headers(headers, &claim.signed_headers);
    let scope = &claim.credential.scope;
    let key = signing_key(known.secret_key.expose(), scope);
    let signed = |query: &String| {
        let canonical = canonical_request(method, &path, query, &headers, &hash);
        signature(&key, &string_to_sign(claim.time_text, &scope.to_string(), &canonical))
    };
    if !queries.iter().any(|query| signed(query) == claim.signature) {
        return Err(mismatch());
    }
    Ok(Caller::new(claim.credential.access_key, known.account, &scope.region))
}
