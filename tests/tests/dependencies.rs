//! What the project depends on, held to `deny.toml` without a network: licences, sources, two versions of one crate.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The first texts in quotes of each line of a list in `deny.toml`.
fn list(section: &str, key: &str) -> BTreeSet<String> {
    let text = std::fs::read_to_string(root().join("deny.toml")).expect("deny.toml");
    let (_, rest) = text.split_once(&format!("[{section}]\n")).expect("the section");
    let section = rest.split_once("\n[").map_or(rest, |(section, _)| section);
    let (_, rest) = section.split_once(&format!("{key} = [")).expect("the list");
    let list = rest.split_once(']').expect("its end").0;
    list.lines().filter_map(|line| line.split('"').nth(1)).map(ToOwned::to_owned).collect()
}

/// Name, version and source of every package of the lock file; the project's own have no source.
fn locked() -> Vec<(String, String, Option<String>)> {
    let text = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let value = |package: &str, key: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
        line.map(|value| value.trim_matches('"').to_owned())
    };
    let packages = text.split("[[package]]\n").skip(1);
    packages
        .map(|one| {
            (value(one, "name").expect("a name"), value(one, "version").expect("a version"), value(one, "source"))
        })
        .collect()
}

#[test]
fn every_package_comes_from_an_accepted_source() {
    let accepted = list("sources", "allow-registry");
    let strange: Vec<_> = locked()
        .into_iter()
        .filter_map(|(name, _, source)| Some((name, source?)))
        .filter(|(_, source)| source.strip_prefix("registry+").is_none_or(|source| !accepted.contains(source)))
        .collect();
    assert!(strange.is_empty(), "{strange:?}");
}

#[test]
fn two_versions_of_one_crate_are_listed_with_a_reason() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, version, _) in locked() {
        versions.entry(name).or_default().insert(version);
    }
    let skipped = list("bans", "skip");
    let several = versions.iter().filter(|(_, versions)| versions.len() > 1);
    let unlisted: Vec<_> = several
        .filter(|(name, versions)| {
            versions.iter().filter(|version| !skipped.contains(&format!("{name}@{version}"))).count() > 1
        })
        .collect();
    assert!(unlisted.is_empty(), "{unlisted:?}");
    let gone = skipped.iter().filter(|one| {
        let (name, version) = one.split_once('@').expect("a version");
        versions.get(name).is_none_or(|versions| versions.len() < 2 || !versions.contains(version))
    });
    let gone: Vec<_> = gone.collect();
    assert!(gone.is_empty(), "no longer there twice: {gone:?}");
}

/// The packages that are built on this machine.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).current_dir(root()).output().expect("it runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let version = run(&cargo, &["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("the host").to_owned();
    let arguments = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", &host];
    let metadata: Value = serde_json::from_str(&run(&cargo, &arguments)).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Whether a licence, or one of those to choose from, is accepted: `(MIT OR Apache-2.0) AND ISC`.
fn accepted(expression: &str, licences: &BTreeSet<String>) -> bool {
    // Of old, a slash was a choice.
    let text = expression.replace('/', " OR ");
    let text = text.trim();
    let mut depth = 0_i32;
    let mut split = |word: &str| {
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, letter) in text.char_indices() {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            if depth == 0 && text[at..].starts_with(word) {
                parts.push(&text[start..at]);
                start = at + word.len();
            }
        }
        parts.push(&text[start..]);
        parts
    };
    let choices = split(" OR ");
    if choices.len() > 1 {
        return choices.iter().any(|one| accepted(one, licences));
    }
    let all = split(" AND ");
    if all.len() > 1 {
        return all.iter().all(|one| accepted(one, licences));
    }
    match text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => accepted(inner, licences),
        None => licences.contains(text),
    }
}

#[test]
fn every_licence_is_accepted() {
    let licences = list("licenses", "allow");
    let refused: Vec<String> = packages()
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(|licence| accepted(licence, &licences)))
        .map(|package| format!("{}: {}", package["name"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[test]
fn a_licence_is_accepted_where_one_of_a_choice_is_or_all_that_hold_together() {
    let licences = BTreeSet::from(["MIT".to_owned(), "ISC".to_owned()]);
    for yes in ["MIT", "GPL-3.0 OR MIT", "MIT/GPL-3.0", "(GPL-3.0 OR MIT) AND ISC", "ISC AND (GPL-3.0 OR MIT)"] {
        assert!(accepted(yes, &licences), "{yes}");
    }
    for no in ["GPL-3.0", "MIT AND GPL-3.0", "(GPL-3.0 OR MIT) AND GPL-3.0", ""] {
        assert!(!accepted(no, &licences), "{no}");
    }
}
