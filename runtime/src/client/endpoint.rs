//! Where a service is.

use std::net::IpAddr;

use http::Uri;
use http::uri::{Authority, InvalidUri, PathAndQuery, Scheme};

/// The address of a service: scheme, host, perhaps a port and a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    uri: Uri,
    text: String,
    host: String,
}

impl Endpoint {
    /// Reads a URL or a host, in which `{region}` stands for the region. Without a scheme it is HTTPS.
    pub(crate) fn parse(text: &str, region: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("endpoint {}: {what}", crate::text::quote(text));
        if text.contains('@') {
            return Err("an endpoint has no user name and no password".to_owned());
        }
        let filled = text.trim().replace("{region}", region);
        if filled.contains(['?', '#']) {
            return Err(wrong("an endpoint has no query and no fragment"));
        }
        let (scheme, rest) = filled.split_once("://").unwrap_or(("https", &filled));
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::HTTP,
            "https" => Scheme::HTTPS,
            _ => return Err(wrong("neither http nor https")),
        };
        let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let authority: Authority = authority.parse().map_err(|error: InvalidUri| wrong(&error.to_string()))?;
        let host = host(&authority, &scheme).ok_or_else(|| wrong("no host, or a port that is none"))?;
        if !path.is_ascii() {
            return Err(wrong("a path has ASCII characters only: encode the others"));
        }
        let text = format!("{scheme}://{host}{path}");
        let uri = text.parse().map_err(|error: InvalidUri| wrong(&error.to_string()))?;
        Ok(Self { uri, text: text.trim_end_matches('/').to_owned(), host })
    }

    /// `https://kci.cn-beijing-6.api.ksyun.com`
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// What the `Host` header says: the host, and the port where it is not the scheme's own.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The path as it is sent.
    pub(crate) fn path(&self) -> &str {
        self.uri.path()
    }

    /// The URL with this query, which must be encoded already. Nothing where it is too long for a URL.
    pub(crate) fn with_query(&self, query: &str) -> Option<Uri> {
        if query.is_empty() {
            return Some(self.uri.clone());
        }
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(format!("{}?{query}", self.path())).ok()?);
        Uri::from_parts(parts).ok()
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }

    /// Whether it is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.uri.host().unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        address.map_or_else(|_| host == "localhost" || host.ends_with(".localhost"), |address| address.is_loopback())
    }
}

/// The host in small letters, with the port where it is not the scheme's own.
fn host(authority: &Authority, scheme: &Scheme) -> Option<String> {
    let host = authority.host();
    let own = if *scheme == Scheme::HTTP { 80 } else { 443 };
    let port = match authority.as_str().get(host.len()..)? {
        "" => own,
        port => port.strip_prefix(':')?.parse::<u16>().ok()?,
    };
    let host = host.to_ascii_lowercase();
    match (host.is_empty(), port == own) {
        (true, _) => None,
        (false, true) => Some(host),
        (false, false) => Some(format!("{host}:{port}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::v4::encode;

    fn endpoint(text: &str) -> Endpoint {
        Endpoint::parse(text, "cn-beijing-6").expect("an endpoint")
    }

    #[test]
    fn a_host_alone_is_https_and_the_region_is_filled_in() {
        let regional = endpoint("kci.{region}.api.ksyun.com");
        assert_eq!(regional.as_str(), "https://kci.cn-beijing-6.api.ksyun.com");
        assert_eq!(regional.host(), "kci.cn-beijing-6.api.ksyun.com");
        assert!(regional.is_encrypted() && !regional.is_loopback());
    }

    #[test]
    fn the_host_header_has_the_port_unless_it_is_the_schemes_own() {
        assert_eq!(endpoint("http://127.0.0.1:8410/").host(), "127.0.0.1:8410");
        assert_eq!(endpoint("https://a:443").host(), "a");
        assert_eq!(endpoint("http://[::1]:80/x/").host(), "[::1]");
        assert_eq!(endpoint("http://[::1]:80/x/").as_str(), "http://[::1]/x");
    }

    #[test]
    fn this_machine_is_recognised() {
        for text in ["http://127.0.0.1", "http://127.9.9.9:1", "http://[::1]", "http://localhost:80", "LOCALHOST"] {
            assert!(endpoint(text).is_loopback(), "{text}");
        }
        for text in ["http://127.0.0.1.nip.io", "http://10.0.0.1", "http://[::2]", "http://localhost.example.com"] {
            assert!(!endpoint(text).is_loopback(), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for text in [
            "",
            " ",
            "ftp://a",
            "http://",
            "https://:1",
            "https://a b",
            "https://a:b",
            "https://a:99999",
            "https://a/ b",
            "https://\u{4e2d}",
            "https://a/\u{4e2d}",
            "https://a?x=1",
            "https://a#x",
            "https://u:hunter2@a",
        ] {
            let error = Endpoint::parse(text, "r").expect_err(text);
            assert!(error.contains("endpoint") && !error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn an_encoded_query_stays_as_it_is() {
        let hostile: String = (0..=0x2ff_u32).filter_map(char::from_u32).chain("中文🦀".chars()).collect();
        let query = format!("{}={}", encode(&hostile), encode(&hostile));
        assert_eq!(endpoint("a").with_query(&query).expect("a URL").query(), Some(query.as_str()));
    }

    #[test]
    fn a_query_may_be_too_long() {
        assert_eq!(endpoint("a").with_query(&"x".repeat(1 << 16)), None);
    }
}
