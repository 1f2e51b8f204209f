//! A small valid spec, and ways to break it.
#![allow(dead_code, reason = "each test program uses some of it")]

use kci_codegen::{Compiled, Compiler, Diagnostic, Diagnostics};

/// Files of a spec: path and text.
pub(crate) type Files = Vec<(String, String)>;

/// Path of the action that makes tea.
pub(crate) const MAKE: &str = "actions/Make.json";
/// Path of the action that lists pots.
pub(crate) const LIST: &str = "actions/List.json";
/// Path of the overlay.
pub(crate) const ERRATA: &str = "overlays/errata.json";
/// Path of the paginators.
pub(crate) const PAGINATORS: &str = "paginators.json";
/// Path of the service.
pub(crate) const SERVICE: &str = "service.json";
/// Path of the waiters.
pub(crate) const WAITERS: &str = "waiters.json";

/// The valid spec, sorted by path.
const TEA: [(&str, &str); 6] = [
    (LIST, include_str!("../tea/actions/List.json")),
    (MAKE, include_str!("../tea/actions/Make.json")),
    (ERRATA, include_str!("../tea/overlays/errata.json")),
    (PAGINATORS, include_str!("../tea/paginators.json")),
    (SERVICE, include_str!("../tea/service.json")),
    (WAITERS, include_str!("../tea/waiters.json")),
];

/// The valid spec.
pub(crate) fn tea() -> Files {
    TEA.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// The valid spec with one snippet of one file replaced, which must be there exactly once.
pub(crate) fn with(path: &str, from: &str, to: &str) -> Files {
    edited(&[(path, from, to)])
}

/// The valid spec with several snippets replaced. A path that the spec does not have is a new file.
pub(crate) fn edited(edits: &[(&str, &str, &str)]) -> Files {
    let mut files = tea();
    for (path, from, to) in edits {
        match files.iter_mut().find(|file| file.0 == *path) {
            Some((_, text)) => {
                assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {path}");
                *text = text.replace(from, to);
            }
            None => files.push(((*path).to_owned(), (*to).to_owned())),
        }
    }
    files
}

/// The valid spec with another text in place of one file.
pub(crate) fn with_file(path: &str, text: &str) -> Files {
    let mut files = tea();
    files.retain(|file| file.0 != path);
    files.push((path.to_owned(), text.to_owned()));
    files
}

/// The valid spec with these entries in its overlay.
pub(crate) fn with_entries(entries: &str) -> Files {
    with_file(ERRATA, &format!(r#"{{"name": "errata", "entries": [{entries}]}}"#))
}

/// A compiler of these files.
pub(crate) fn compiler(files: &Files) -> Compiler {
    Compiler::new().files(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// What is resolved; a test that calls it has a valid spec.
pub(crate) fn resolved(files: &Files) -> Compiled {
    compiler(files).resolve().unwrap_or_else(|findings| panic!("the spec is valid: {findings}"))
}

/// What is found, errors and warnings.
pub(crate) fn findings(files: &Files) -> Diagnostics {
    match compiler(files).resolve() {
        Ok(compiled) => compiled.warnings,
        Err(findings) => findings,
    }
}

/// The one thing that is found.
pub(crate) fn finding(files: &Files) -> Diagnostic {
    let findings = findings(files);
    assert_eq!(findings.len(), 1, "one finding: {findings}");
    findings.into_iter().next().expect("there is one")
}
