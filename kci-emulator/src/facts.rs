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

/// Whether the value of a parameter is private, or would be if its name were not misspelt or misplaced:
/// `Container.1.EnvironmentVar.2.Value`, `env[2].values.x`.
pub(crate) fn is_private(key: &str) -> bool {
    let lower = key.to_lowercase();
    let parts = || lower.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    PRIVATE.iter().any(|(holder, name)| {
        let (holder, name) = (holder.to_lowercase(), name.to_lowercase());
        let held = parts().skip_while(|part| !starts_alike(part, &holder)).skip(usize::from(!holder.is_empty()));
        held.into_iter().any(|part| part.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest == "s"))
    })
}

/// Whether one is the start of the other.
fn starts_alike(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
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
    fn values_of_environment_variables_are_private_wherever_they_stand() {
        for key in [
            "Container.1.EnvironmentVar.2.Value",
            "initcontainer[1].ENVIRONMENTVARS[2].values",
            "Env.1.Value.1",
            "EnvironmentVariable.1.Value",
        ] {
            assert!(is_private(key), "{key}");
        }
        for key in
            ["Container.1.EnvironmentVar.2.Key", "EnvironmentVar.2.ValueFrom.FieldRef.FieldPath", "Label.1.Value"]
        {
            assert!(!is_private(key), "{key}");
        }
    }

    #[test]
    fn passwords_are_secret_wherever_they_stand() {
        assert!(is_sensitive("ImageRegistryCredential.1.Password"));
        assert!(is_sensitive("KubeConfig"));
        assert!(!is_sensitive("ImageRegistryCredential.1.Username"));
    }
}
