//! Where a service is.

use std::net::IpAddr;

use url::{Host, Url};

/// The address of a service: scheme, host, perhaps a port and a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    url: Url,
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
        let filled = if filled.contains("://") { filled } else { format!("https://{filled}") };
        let url = Url::parse(&filled).map_err(|error| wrong(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("neither http nor https"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(wrong("an endpoint has no query and no fragment"));
        }
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("no host"))?;
        let host = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { url, text, host })
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
        self.url.path()
    }

    /// The URL with this query, which must be encoded already.
    pub(crate) fn with_query(&self, query: &str) -> Url {
        let mut url = self.url.clone();
        url.set_query((!query.is_empty()).then_some(query));
        url
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Whether it is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
            None => false,
        }
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
        for text in
            ["", " ", "ftp://a", "http://", "https://a b", "https://a?x=1", "https://a#x", "https://u:hunter2@a"]
        {
            let error = Endpoint::parse(text, "r").expect_err(text);
            assert!(error.contains("endpoint") && !error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn an_encoded_query_stays_as_it_is() {
        let hostile: String = (0..=0x2ff_u32).filter_map(char::from_u32).chain("中文🦀".chars()).collect();
        let query = format!("{}={}", encode(&hostile), encode(&hostile));
        assert_eq!(endpoint("a").with_query(&query).query(), Some(query.as_str()));
    }
}
