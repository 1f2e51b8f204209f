//! A name for what a request asks for.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::action::Action;
use crate::params::{Params, encode};

/// A fingerprint of a request: 64 hexadecimal digits that are the same exactly where the request is the same on the wire.
///
/// It is the SHA-256 of the request's canonical query, which is stable: the parameters as they are sent, with `Action` and
/// `Version`, percent-encoded as RFC 3986 says, sorted by name and joined as `name=value&name=value`. It stays the same
/// across versions of this crate, as long as the request means the same parameters, and any program can make it. The
/// order of list elements counts; a member that is absent and one that was never set are the same. Region, credentials
/// and method are no part of it.
///
/// Secrets are a part of it, as of the request: whoever knows the rest can try out short passwords against a fingerprint.
pub fn fingerprint<A: Action>(request: &A) -> String {
    let mut params = Params::from_request(request);
    params.push("Action", A::INFO.name);
    params.push("Version", A::INFO.service.version);
    digest(&params)
}

fn digest(params: &Params) -> String {
    let mut pairs: Vec<_> = params.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    pairs.sort_unstable();
    let mut hasher = Sha256::new();
    for (index, (name, value)) in pairs.iter().enumerate() {
        let separator = if index == 0 { "" } else { "&" };
        for part in [separator, name, "=", value] {
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> String {
        digest(&pairs.iter().copied().collect())
    }

    #[test]
    fn it_is_the_hash_of_the_canonical_query() {
        // printf '%s' 'A=1&Action=Make&B=%E4%B8%AD%20%2B&Version=1' | sha256sum
        let expected = "c413b945a3f2f86048e6bc61070aec72bbdec9811fa03d6354ee73d32dc766f3";
        assert_eq!(of(&[("B", "中 +"), ("A", "1"), ("Version", "1"), ("Action", "Make")]), expected);
    }

    #[test]
    fn values_do_not_run_into_names() {
        assert_ne!(of(&[("A", "1&B=2")]), of(&[("A", "1"), ("B", "2")]));
        assert_ne!(of(&[("A", "")]), of(&[]));
    }
}
