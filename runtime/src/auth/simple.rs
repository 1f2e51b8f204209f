//! The simplified signature: HMAC-SHA256 over the sorted parameters, as one more parameter.

use jiff::Timestamp;

use super::Credentials;
use super::v4::{hex, hmac};
use crate::params::{Form, Params};

/// The parameters that are signed: all but `Signature`, sorted by name, encoded as RFC 3986 says.
pub fn canonical<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut params: Params = pairs.into_iter().filter(|(name, _)| *name != "Signature").collect();
    params.sort();
    params.encode()
}

/// The signature of a [`canonical`] text, in lower-case hexadecimal.
pub fn signature(secret_key: &str, canonical: &str) -> String {
    hex(&hmac(secret_key.as_bytes(), canonical.as_bytes()))
}

/// Signs: adds who signs, where and when, sorts, and adds `Signature` at the end.
///
/// `Action` and `Version` must be there already.
pub fn sign(params: &mut Params, credentials: &Credentials, region: &str, service: &str, time: Timestamp) {
    params.push("Accesskey", credentials.access_key());
    params.push("Service", service);
    params.push("Region", region);
    params.push("SignatureVersion", "1.0");
    params.push("SignatureMethod", "HMAC-SHA256");
    params.push("Timestamp", time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
    if let Some(token) = credentials.session_token() {
        params.push("SecurityToken", token.expose());
    }
    params.sort();
    let signature = signature(credentials.secret_key().expose(), &canonical(params.iter()));
    params.push("Signature", signature);
}

/// The text that is sent, of the same parameters with the signature. They are sorted by their names as they are, not as
/// they are encoded, so they are decoded once more.
pub(crate) fn sign_form(
    form: &Form,
    credentials: &Credentials,
    region: &str,
    service: &str,
    time: Timestamp,
) -> String {
    let mut params = Params::from(form);
    sign(&mut params, credentials, region, service, time);
    params.encode()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_comes_last_and_is_over_all_the_rest() {
        let mut params: Params = [("Version", "2020-07-02"), ("Action", "Describe")].into_iter().collect();
        let credentials = Credentials::new("AK", "SK").with_session_token("token");
        sign(&mut params, &credentials, "cn-beijing-6", "kci", Timestamp::UNIX_EPOCH);
        let keys: Vec<_> = params.iter().map(|(key, _)| key).collect();
        let expected = [
            "Accesskey",
            "Action",
            "Region",
            "SecurityToken",
            "Service",
            "SignatureMethod",
            "SignatureVersion",
            "Timestamp",
            "Version",
            "Signature",
        ];
        assert_eq!(keys, expected);
        assert_eq!(params.get("Timestamp"), Some("1970-01-01T00:00:00Z"));
        let expected = signature("SK", &canonical(params.iter()));
        assert_eq!(params.get("Signature"), Some(expected.as_str()));
    }
}
