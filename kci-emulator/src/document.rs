//! The API's own description: an OpenAPI document made from the same tables as the emulator.

use std::net::SocketAddr;

use serde_json::{Value, json};

/// The document as it was made at build time.
const DOCUMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

/// Where it is served.
pub(crate) const PATH: &str = "/openapi.json";

/// The document with the emulator as the first of the servers.
pub(crate) fn document(address: SocketAddr) -> serde_json::Result<String> {
    let mut document: Value = serde_json::from_str(DOCUMENT)?;
    // Whoever read the document knows an address of a machine that listens on all of its own.
    let url = if address.ip().is_unspecified() { "/".to_owned() } else { format!("http://{address}") };
    if let Some(servers) = document.get_mut("servers").and_then(Value::as_array_mut) {
        servers.insert(0, json!({ "url": url, "description": "This emulator.", "x-description-zh": "本模拟器。" }));
    }
    serde_json::to_string_pretty(&document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_server(address: &str) -> Value {
        let text = document(address.parse().expect("an address")).expect("a document");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        document["servers"][0]["url"].clone()
    }

    #[test]
    fn the_emulator_comes_before_the_service() {
        assert_eq!(first_server("127.0.0.1:8410"), "http://127.0.0.1:8410");
        assert_eq!(first_server("[::1]:8410"), "http://[::1]:8410");
    }

    #[test]
    fn an_address_that_nobody_can_connect_to_is_not_named() {
        assert_eq!(first_server("0.0.0.0:8410"), "/");
    }
}
