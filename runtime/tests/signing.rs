//! Both signature algorithms against published vectors. All of them are run, even those whose raw text no HTTP request
//! can carry: the functions take it all the same.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use kci_runtime::auth::v4::{
    Request, Scope, Signer, canonical_headers, canonical_path, canonical_query, canonical_request, sha256_hex,
    signature, signing_key, string_to_sign,
};
use kci_runtime::auth::{Credentials, simple};
use serde_json::Value;

fn vectors(file: &str) -> Vec<Value> {
    let path = format!("{}/../tests/vectors/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let json: Value = serde_json::from_str(&text).expect("JSON");
    json["vectors"].as_array().expect("vectors").clone()
}

fn text_of(json: &Value) -> String {
    json.as_str().expect("a text").to_owned()
}

fn decoded(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(|(k, v)| (decode(k), decode(v))).collect()
}

/// A vector of version 4, and what goes into its signature.
struct Vector {
    json: Value,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    credentials: Credentials,
    time: Timestamp,
}

impl Vector {
    fn new(json: Value) -> Self {
        let uri = text_of(&json["uri"]);
        let (path, query) = uri.split_once('?').unwrap_or((&uri, ""));
        let query = decoded(query);
        let headers = json["headers"].as_array().expect("headers").iter();
        let headers = headers.map(|pair| (text_of(&pair[0]), text_of(&pair[1]))).collect();
        let credentials = Credentials::new(text_of(&json["access_key"]), text_of(&json["secret_key"]));
        let token = json["token"].as_str().filter(|_| json["token_added_by_signer"] == true);
        let date = DateTime::strptime("%Y%m%dT%H%M%SZ", text_of(&json["date"])).expect("a date");
        Self {
            path: path.to_owned(),
            query: canonical_query(query.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
            headers,
            credentials: token.into_iter().fold(credentials, Credentials::with_session_token),
            time: Offset::UTC.to_timestamp(date).expect("a time"),
            json,
        }
    }

    fn text(&self, name: &str) -> &str {
        self.json[name].as_str().unwrap_or_else(|| panic!("{}: {name}", self.json["id"]))
    }

    fn expected(&self, name: &str) -> &str {
        self.json["expected"][name].as_str().unwrap_or_else(|| panic!("{}: {name}", self.json["id"]))
    }

    fn expected_steps(&self) -> [&str; 3] {
        ["canonical_request", "string_to_sign", "signature"].map(|name| self.expected(name))
    }

    fn signer(&self) -> Signer<'_> {
        Signer::new(&self.credentials, self.text("region"), self.text("service"), self.time)
    }

    /// Gives `sign` the request that is to be signed.
    fn with_request<T>(&self, sign: impl FnOnce(&Request<'_>) -> T) -> T {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        sign(&Request {
            method: self.text("method"),
            path: &self.path,
            query: &self.query,
            headers: &headers,
            body: self.text("body").as_bytes(),
        })
    }

    /// The steps of a signature over this query and all of these headers: canonical request, text, signature.
    fn steps(&self, query: &str, headers: &[(String, String)]) -> [String; 3] {
        let mut names: Vec<_> = headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        names.sort();
        names.dedup();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let lines = canonical_headers(headers.iter().map(|(name, value)| (name.as_str(), value.as_str())), &names);
        let hash = sha256_hex(self.text("body").as_bytes());
        let canonical = canonical_request(self.text("method"), &canonical_path(&self.path), query, &lines, &hash);
        let scope = Scope::new(self.time, self.text("region"), self.text("service"));
        let to_sign = string_to_sign(self.text("date"), &scope.to_string(), &canonical);
        let signature = signature(&signing_key(self.text("secret_key"), &scope), &to_sign);
        [canonical, to_sign, signature]
    }
}

/// The vectors that are signed in this place, and sign themselves as the file says they would be: no payload hash in a
/// header, no token outside of the signature, paths normalised and encoded twice.
fn v4_vectors(location: &str) -> Vec<Vector> {
    let all = vectors("sigv4_vectors.json").into_iter().map(Vector::new);
    let here: Vec<_> = all.filter(|vector| vector.text("location") == location).collect();
    for Vector { json, .. } in &here {
        let usual = [("normalize_path", true), ("double_encode_path", true)];
        let unusual = [("add_content_sha256", false), ("omit_session_token", false)];
        for (switch, expected) in usual.into_iter().chain(unusual) {
            assert_eq!(json[switch], expected, "{}: {switch}", json["id"]);
        }
    }
    here
}

#[test]
fn every_vector_in_headers_is_signed_as_published() {
    let vectors = v4_vectors("header");
    assert_eq!(vectors.len(), 34);
    for vector in vectors {
        let id = &vector.json["id"];
        let signer = vector.signer();
        let signature = vector.with_request(|request| signer.sign(request));
        let mut added: Vec<_> = signature.headers().collect();
        assert_eq!(added.pop(), Some(("authorization", vector.expected("authorization"))), "{id}");
        let added = added.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let headers: Vec<_> = vector.headers.iter().cloned().chain(added).collect();
        assert_eq!(vector.steps(&vector.query, &headers), vector.expected_steps(), "{id}");
    }
}

#[test]
fn every_vector_in_the_query_is_signed_as_published() {
    let vectors = v4_vectors("query");
    assert_eq!(vectors.len(), 4);
    for vector in vectors {
        let id = &vector.json["id"];
        let expires = vector.json["expires"].as_u64().and_then(|seconds| u32::try_from(seconds).ok());
        let query = vector.with_request(|request| vector.signer().presign(request, expires));
        let (_, expected) = vector.expected("signed_uri").split_once('?').expect("a query");
        let (mut pairs, mut expected) = (decoded(&query), decoded(expected));
        pairs.sort();
        expected.sort();
        assert_eq!(pairs, expected, "{id}");
        let (unsigned, _) = query.rsplit_once("&X-Amz-Signature=").expect("a signature at the end");
        assert_eq!(vector.steps(unsigned, &vector.headers), vector.expected_steps(), "{id}");
    }
}

#[test]
fn every_vector_of_the_simplified_signature_is_signed_as_published() {
    let vectors = vectors("simplified_vectors.json");
    assert_eq!(vectors.len(), 1);
    for vector in vectors {
        let params = vector["params"].as_object().expect("parameters").iter();
        let pairs: Vec<_> = params.map(|(name, value)| (name.clone(), text_of(value))).collect();
        let canonical = simple::canonical(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(canonical, text_of(&vector["canonical"]));
        assert_eq!(simple::signature(&text_of(&vector["secret_key"]), &canonical), text_of(&vector["signature"]));
    }
}
