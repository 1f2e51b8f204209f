//! A name for what a request asks for.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::action::Action;
use crate::params::Form;

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
    let mut form = Form::of_action(A::INFO.name, A::INFO.service.version);
    form.push_request(request);
    digest(&form)
}

fn digest(form: &Form) -> String {
    Sha256::digest(form.sorted()).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> String {
        let mut form = Form::new();
        form.extend(pairs.iter().copied());
        digest(&form)
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
