//! Facts of the tables that the SDK's generated types don't carry.

include!(concat!(env!("OUT_DIR"), "/facts.rs"));

/// The whole number that the service takes where a parameter is absent.
///
/// 0 if the tables name none; a test holds that they do for every parameter that is asked for.
pub(crate) fn default_of(action: &str, path: &str) -> i64 {
    let found = DEFAULTS.iter().find(|(of, at, _)| (*of, *at) == (action, path));
    found.and_then(|(_, _, json)| json.parse().ok()).unwrap_or_default()
}

/// Whether the value of a parameter is secret, or would be if its name were not misspelt or misplaced:
/// `ImageRegistryCredential.1.Password`, `imageregistrycredential[1].password.x`.
pub(crate) fn is_sensitive(key: &str) -> bool {
    let is_secret = |part: &str| SENSITIVE.iter().any(|name| name.eq_ignore_ascii_case(part));
    key.split(|letter: char| !letter.is_alphanumeric()).any(is_secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_that_are_asked_for_are_in_the_tables() {
        let asked = [
            ("DescribeContainerGroup", "MaxResults"),
            ("DescribeImageCache", "MaxResults"),
            ("DescribeContainerLog", "Tail"),
            ("CreateImageCache", "ImageCacheSize"),
            ("CreateContainerGroup", "RetainIpHours"),
        ];
        assert_eq!(asked.map(|(action, path)| default_of(action, path)), [20, 20, 500, 20, 24]);
    }

    #[test]
    fn passwords_are_secret_wherever_they_stand() {
        assert!(is_sensitive("ImageRegistryCredential.1.Password"));
        assert!(is_sensitive("KubeConfig"));
        assert!(!is_sensitive("ImageRegistryCredential.1.Username"));
    }
}
