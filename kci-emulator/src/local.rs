//! Who may use what is not part of the API: clients on the same machine, and none that a page of another site sent.
//!
//! A browser on this machine sends what any page tells it to. It says so (`Sec-Fetch-Site`, `Origin`), but for requests
//! that it takes for the page's own, because the page's site says that its name is an address of this machine. Those are
//! told by the name, which is then the `Host`.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;
use http::header::HOST;
use http::uri::Authority;

/// Whether a request from there with these headers may.
pub(crate) fn permits(peer: SocketAddr, headers: &HeaderMap) -> bool {
    let all = |name: &str, fits: &dyn Fn(&str) -> bool| {
        headers.get_all(name).iter().all(|value| value.to_str().is_ok_and(fits))
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let is_own = |origin: &str| {
        let site = origin.split_once("://").map(|(_, site)| site);
        site.is_some_and(|site| site.eq_ignore_ascii_case(host))
    };
    peer.ip().to_canonical().is_loopback()
        && all("host", &is_loopback)
        && all("origin", &is_own)
        && all("sec-fetch-site", &|site| ["same-origin", "none"].contains(&site))
}

/// Whether a `Host` is a name or an address that is this machine's wherever it is looked up.
fn is_loopback(host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permitted(peer: &str, headers: &[(&'static str, &str)]) -> bool {
        let pairs = headers.iter().map(|(name, value)| {
            (http::HeaderName::from_static(name), http::HeaderValue::from_str(value).expect("a value"))
        });
        permits(SocketAddr::new(peer.parse().expect("an address"), 50_000), &pairs.collect())
    }

    const HOME: &str = "127.0.0.1:8410";

    #[test]
    fn only_this_machine_may() {
        for peer in ["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"] {
            assert!(permitted(peer, &[("host", HOME)]), "{peer}");
        }
        for peer in ["10.0.0.1", "192.168.1.2", "::ffff:10.0.0.1", "fe80::1", "0.0.0.0", "203.0.113.9"] {
            assert!(!permitted(peer, &[("host", HOME)]), "{peer}");
        }
    }

    #[test]
    fn it_is_called_by_a_name_of_this_machine() {
        for host in ["127.0.0.1", "localhost:8410", "LocalHost", "kci.localhost:8410", "[::1]:8410", "localhost."] {
            assert!(permitted("127.0.0.1", &[("host", host)]), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8410",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
            "notlocalhost",
            "0.0.0.0:8410",
            "10.0.0.1",
            "",
            "a b",
            "[::1",
        ] {
            assert!(!permitted("127.0.0.1", &[("host", host)]), "{host}");
        }
    }

    #[test]
    fn every_host_that_is_named_counts() {
        assert!(permitted("127.0.0.1", &[]));
        let mut two = HeaderMap::new();
        two.append(HOST, http::HeaderValue::from_static(HOME));
        two.append(HOST, http::HeaderValue::from_static("evil.example"));
        assert!(!permits(([127, 0, 0, 1], 50_000).into(), &two));
    }

    #[test]
    fn a_page_may_if_it_came_from_here() {
        let from = |origin| permitted("127.0.0.1", &[("host", HOME), ("origin", origin)]);
        assert!(from("http://127.0.0.1:8410"));
        for origin in ["http://127.0.0.1:3000", "http://localhost:8410", "https://evil.example", "null", ""] {
            assert!(!from(origin), "{origin}");
        }
    }

    #[test]
    fn a_page_of_another_site_may_not() {
        let from = |site| permitted("127.0.0.1", &[("host", HOME), ("sec-fetch-site", site)]);
        assert!(from("same-origin") && from("none"));
        for site in ["cross-site", "same-site", ""] {
            assert!(!from(site), "{site}");
        }
    }
}
