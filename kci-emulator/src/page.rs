//! The page about the emulator at `/`: what it is, what it holds, and how clients are pointed at it.
//!
//! It is there for browsers on the same machine, and refers to nothing outside of the emulator: a few files that the
//! binary contains, and the [control](crate::control) that its script asks every second.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Response, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get};
use axum::{Json, Router};
use kci_sdk::SERVICE;
use kci_sdk::auth::Credentials;
use serde_json::{Value, json};

use crate::control::local_only;
use crate::emulator::default_account;
use crate::server;
use crate::service::Service;

/// Where the page is. Requests of the API come here too.
const PATH: &str = "/";

/// The files beside the page: path, content type, text.
const FILES: [(&str, &str, &str); 7] = [
    ("/_kci/page/page.css", "text/css; charset=utf-8", include_str!("page/page.css")),
    ("/_kci/page/page.js", "text/javascript; charset=utf-8", include_str!("page/page.js")),
    ("/_kci/page/clients.js", "text/javascript; charset=utf-8", include_str!("page/clients.js")),
    ("/_kci/page/dom.js", "text/javascript; charset=utf-8", include_str!("page/dom.js")),
    ("/_kci/page/holdings.js", "text/javascript; charset=utf-8", include_str!("page/holdings.js")),
    ("/_kci/page/texts.js", "text/javascript; charset=utf-8", include_str!("page/texts.js")),
    ("/_kci/page/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
];

/// Where the page learns what to tell clients.
const ACCOUNT: &str = "/_kci/page/account";

/// What the page may load and do: its own files and the control, and no markup out of a text.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

/// The page, its files, and the API at the page's path.
pub(crate) fn routes(account: &Credentials, service: &Arc<Service>) -> Router<Arc<Service>> {
    let page = file("text/html; charset=utf-8", include_str!("page/page.html"));
    let page = page.layer(middleware::from_fn(local_only)).fallback(server::answer);
    let page = page.layer(middleware::from_fn_with_state(service.clone(), api_first));
    let account = account_for_clients(account);
    let account = get(move || async move { ([(header::CACHE_CONTROL, "no-store")], Json(account)) });
    let router = Router::new().route(ACCOUNT, account.layer(middleware::from_fn(local_only))).route(PATH, page);
    FILES.into_iter().fold(router, |router, (path, content_type, text)| {
        router.route(path, file(content_type, text).layer(middleware::from_fn(local_only)))
    })
}

fn file(content_type: &'static str, text: &'static str) -> MethodRouter<Arc<Service>> {
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        // Another version of the emulator may be at this address tomorrow.
        (header::CACHE_CONTROL, "no-cache"),
    ];
    get(move || async move { (headers, text) })
}

/// Lets through what asks for the page: no action, no signature, nothing at all. Everything else is the API's.
async fn api_first(State(service): State<Arc<Service>>, request: Request, next: Next) -> Response<axum::body::Body> {
    if asks_for_page(&request) {
        return next.run(request).await;
    }
    server::answer(State(service), request).await.into_response()
}

fn asks_for_page(request: &Request) -> bool {
    let headers = request.headers();
    let empty = headers.get(header::CONTENT_LENGTH).is_none_or(|length| length == "0");
    let bare = empty && ![header::AUTHORIZATION, header::TRANSFER_ENCODING].iter().any(|it| headers.contains_key(it));
    let reads = ["GET", "HEAD"].contains(&request.method().as_str());
    reads && bare && request.uri().query().is_none_or(str::is_empty)
}

/// What clients need to know. The secret key is told where it is the made-up one that everybody knows.
fn account_for_clients(account: &Credentials) -> Value {
    let made_up = *account == default_account();
    json!({
        "access_key": account.access_key(),
        "secret_key": made_up.then(|| account.secret_key().expose()),
        "region": SERVICE.default_region,
        "version": env!("CARGO_PKG_VERSION"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_secret_key_that_everybody_knows_is_told() {
        assert_eq!(account_for_clients(&default_account())["secret_key"], "emulator-secret");
        let own = account_for_clients(&Credentials::new("AKLTEMULATOR", "hunter2"));
        assert_eq!((&own["access_key"], &own["secret_key"]), (&json!("AKLTEMULATOR"), &Value::Null));
    }

    #[test]
    fn the_page_refers_to_nothing_outside_of_the_emulator() {
        let page = ("/", "", include_str!("page/page.html"));
        for (path, _, text) in FILES.into_iter().chain([page]) {
            let text = text.replace("http://www.w3.org/2000/svg", "");
            let mut hosts = text.split("//").skip(1);
            assert!(!hosts.any(|rest| rest.starts_with(char::is_alphanumeric)), "{path}");
        }
    }

    #[test]
    fn what_the_page_names_is_there() {
        let page = include_str!("page/page.html");
        for name in page.split('"').filter(|text| text.starts_with("/_kci/")) {
            assert!(FILES.iter().any(|(path, ..)| *path == name), "{name}");
        }
    }
}
