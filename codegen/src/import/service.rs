//! The start of a service.json, for a spec that has none.

use regex::Regex;

use super::print;
use super::write::{Object, of, string};
use crate::json::{Node, Value};

/// The start of a `service.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceFile {
    /// The text of the file.
    pub text: String,
    /// What a person has to add, one sentence each.
    pub missing: Vec<String>,
}

/// The start of a `service.json`: name, version, and the endpoint if the page has a host of this name with a region in
/// it (`kci.region.api.ksyun.com`, `kci.{region}.…`). Regions, errors and the rest are for people to add.
pub fn service(name: &str, version: Option<&str>, page: &str) -> ServiceFile {
    let mut missing = Vec::new();
    let host = host(name, page);
    if host.is_none() {
        missing.push(format!("`endpoints`: the page has no host that starts with `{name}.` and names a region"));
    }
    if version.is_none() {
        missing.push("`version`: the page states none".to_owned());
    }
    missing.push("`regions`, `errors`, `signatures` and texts".to_owned());
    let array = |nodes: Vec<Node>| of(Value::Array(nodes));
    let title = || {
        let mut title = Object::default();
        title.set("en", string(name));
        title.node()
    };
    let endpoint = |host: String| {
        let mut endpoint = Object::default();
        endpoint.set("name", string("regional")).set("host", string(&host));
        endpoint.node()
    };
    let mut endpoints = Object::default();
    endpoints.set("rows", array(host.into_iter().map(endpoint).collect()));
    let mut file = Object::default();
    file.set("$schema", string("../../schema/service.schema.json"))
        .set("service", string(name))
        .set("version", string(version.unwrap_or_default()))
        .set("title", title())
        .set("endpoints", endpoints.node())
        .set("methods", array(vec![string("POST"), string("GET")]));
    ServiceFile { text: print::file(&file.node()), missing }
}

fn host(name: &str, page: &str) -> Option<String> {
    let expression = format!(r"\b({})\.(?:region|\{{region\}}|<region>)((?:\.[a-z0-9-]+)+)", regex::escape(name));
    let regex = Regex::new(&expression).ok()?;
    let found = regex.captures(page)?;
    Some(format!("{}.{{region}}{}", found.get(1)?.as_str(), found.get(2)?.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_the_page_becomes_the_endpoint() {
        let file = service("box", Some("2024-01-01"), "地址：`box.region.api.example.com`。");
        assert!(file.text.contains(r#""host": "box.{region}.api.example.com""#), "{}", file.text);
        assert_eq!(file.missing.len(), 1);
    }

    #[test]
    fn what_the_page_does_not_say_is_named() {
        let file = service("box", None, "");
        assert!(file.missing.iter().any(|one| one.contains("endpoints")));
        assert!(file.missing.iter().any(|one| one.contains("version")));
    }
}
