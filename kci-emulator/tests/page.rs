//! The page at `/`: whom it is shown to, and what it may do. What it shows is tested in a browser.

use kci_emulator::Emulator;
use reqwest::{Client, Method, Response, StatusCode};

const FOREIGN: [(&str, &str); 1] = [("sec-fetch-site", "cross-site")];

async fn ask(kci: &Emulator, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let request = Client::new().request(method, format!("{}{path}", kci.endpoint()));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    request.send().await.expect("an answer")
}

async fn emulator() -> Emulator {
    kci_emulator::start().await.expect("the emulator starts")
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

/// The files that a page names.
fn files(page: &str) -> Vec<&str> {
    page.split('"').filter(|text| text.starts_with("/_kci/page/")).collect()
}

#[tokio::test]
async fn a_browser_is_shown_the_page() {
    let answer = ask(&emulator().await, Method::GET, "/", &[("sec-fetch-site", "none")]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
    assert!(answer.text().await.expect("a text").starts_with("<!doctype html>"));
}

#[tokio::test]
async fn the_page_may_load_nothing_from_elsewhere() {
    let answer = ask(&emulator().await, Method::GET, "/", &[]).await;
    let policy: Vec<&str> = header(&answer, "content-security-policy").split("; ").collect();
    for rule in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"] {
        assert!(policy.contains(&rule), "{rule}");
    }
    assert!(!policy.iter().any(|rule| rule.contains("unsafe")));
}

#[tokio::test]
async fn the_files_of_the_page_are_there_with_their_types() {
    let kci = emulator().await;
    let page = ask(&kci, Method::GET, "/", &[]).await.text().await.expect("a text");
    let mut types = Vec::new();
    for file in files(&page) {
        let answer = ask(&kci, Method::GET, file, &[]).await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        types.push(header(&answer, "content-type").to_owned());
    }
    assert_eq!(types, ["image/svg+xml", "text/css; charset=utf-8", "text/javascript; charset=utf-8"]);
}

#[tokio::test]
async fn pages_of_other_sites_get_nothing() {
    let kci = emulator().await;
    for path in ["/", "/_kci/page/page.js", "/_kci/page/account"] {
        assert_eq!(ask(&kci, Method::GET, path, &FOREIGN).await.status(), StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn the_page_is_no_request_of_the_api() {
    let kci = emulator().await;
    ask(&kci, Method::GET, "/", &[]).await;
    assert_eq!(kci.journal(), []);
}

#[tokio::test]
async fn a_request_of_the_api_is_answered_at_the_same_path() {
    let kci = emulator().await;
    let requests = [
        (Method::GET, "/?Action=DescribeContainerGroup", &[][..]),
        (Method::GET, "/", &[("authorization", "AWS4-HMAC-SHA256")]),
        (Method::POST, "/", &[]),
        (Method::POST, "/", &FOREIGN),
    ];
    for (method, path, headers) in requests {
        let answer = ask(&kci, method.clone(), path, headers).await;
        assert_eq!(header(&answer, "content-type"), "application/json", "{method} {path}");
        assert!(answer.text().await.expect("a text").contains(r#""RequestId":""#), "{method} {path}");
    }
    assert_eq!(kci.journal().len(), 4);
}
