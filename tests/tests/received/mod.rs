//! A server that answers what it is told to, and what it received.
#![allow(dead_code, reason = "each test program uses a part")]

use kci_runtime::ClientBuilder;
use kci_runtime::auth::{Credentials, v4};
use kci_tests::harbour::Client;
use serde_json::Value;
use std::sync::Mutex;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

const ACCESS_KEY: &str = "AKLTexample";
const SECRET_KEY: &str = "secret";
const REGION: &str = "coast-1";

/// Answers, in this order.
struct Answers(Mutex<std::vec::IntoIter<Value>>);

impl Respond for Answers {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        match self.0.lock().expect("the answers").next() {
            Some(answer) => ResponseTemplate::new(200).set_body_json(answer),
            None => ResponseTemplate::new(500),
        }
    }
}

/// The server.
pub(crate) struct Harbour(MockServer);

impl Harbour {
    pub(crate) async fn answering(answers: impl IntoIterator<Item = Value>) -> Self {
        let server = MockServer::start().await;
        let answers: Vec<Value> = answers.into_iter().collect();
        Mock::given(any()).respond_with(Answers(Mutex::new(answers.into_iter()))).mount(&server).await;
        Self(server)
    }

    /// A builder of clients of any service, which go here.
    pub(crate) fn builder<C: kci_runtime::TypedClient>(&self) -> ClientBuilder<C> {
        let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY);
        ClientBuilder::new().credentials(credentials).region(REGION).endpoint(self.0.uri())
    }

    pub(crate) fn client(&self) -> Client {
        self.builder::<Client>().build().expect("a client")
    }

    /// What came, in order.
    pub(crate) async fn seen(&self) -> Vec<Request> {
        self.0.received_requests().await.expect("the requests")
    }

    /// The only request that came.
    pub(crate) async fn only(&self) -> Request {
        let mut seen = self.seen().await;
        assert_eq!(seen.len(), 1, "{seen:?}");
        seen.remove(0)
    }
}

/// Checks the signature of a request over exactly what came, and gives back the names of the headers that it is over.
pub(crate) fn check_signature(seen: &Request, service: &str) -> String {
    let text = |name: &str| seen.headers[name].to_str().expect("a text").to_owned();
    let (authorization, date) = (text("authorization"), text("x-amz-date"));
    let part = |name: &str| {
        let (_, rest) = authorization.split_once(name).unwrap_or_else(|| panic!("{name} in {authorization}"));
        rest.split(", ").next().expect("a value").to_owned()
    };
    let signed = part("SignedHeaders=");
    let names: Vec<&str> = signed.split(';').collect();
    let headers = seen.headers.iter().map(|(name, value)| (name.as_str(), value.to_str().expect("a text")));
    let pairs: Vec<_> = seen.url.query_pairs().into_owned().collect();
    let query = v4::canonical_query(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let lines = v4::canonical_headers(headers, &names);
    let hash = v4::sha256_hex(&seen.body);
    let canonical =
        v4::canonical_request(seen.method.as_str(), &v4::canonical_path(seen.url.path()), &query, &lines, &hash);
    let day = format!("{}-{}-{}T00:00:00Z", &date[..4], &date[4..6], &date[6..8]);
    let scope = v4::Scope::new(day.parse().expect("a day"), REGION, service);
    let expected =
        v4::signature(&v4::signing_key(SECRET_KEY, &scope), &v4::string_to_sign(&date, &scope.to_string(), &canonical));
    assert_eq!(part("Signature="), expected, "{seen:?}");
    signed
}
