//! Pages of other services, as far as they are at hand: what comes out of them, for a person to judge.
//!
//! Vendors' texts are not part of the project: the environment variable `KCI_PAGES` names a folder of pages. Without it
//! this test says that it was skipped. With `--nocapture` it prints every constraint beside the words that it was read
//! from, and what of each page was listed; `docs/import.md` has the figures of twenty services.

use std::io::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

use kci_codegen::import::{FindingKind, Import, read};
use serde_json::Value;

/// Keys that are read from a description.
const CONSTRAINTS: [&str; 17] = [
    "default",
    "enum",
    "min",
    "max",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
    "min_index",
    "max_index",
    "pattern",
    "decimals",
    "unit",
    "sensitive",
    "effective_when",
    "default_when",
    "max_when",
];

/// What came out of pages.
#[derive(Default)]
struct Count {
    actions: usize,
    rows: usize,
    required: usize,
    constraints: usize,
    listed: usize,
    lost: usize,
}

impl Count {
    fn add(&mut self, import: &Import, out: &mut impl io::Write) {
        self.actions += import.actions.len();
        for file in &import.actions {
            let action: Value = serde_json::from_str(&file.text).expect("JSON");
            for side in ["request", "response"] {
                self.table(&action[side], &format!("{} {side}", file.name), out);
                for (name, shape) in action[side]["shapes"].as_object().into_iter().flatten() {
                    self.table(shape, &format!("{} {side} {name}", file.name), out);
                    for variant in shape["variants"].as_array().into_iter().flatten() {
                        self.table(variant, &format!("{} {side} {name}", file.name), out);
                    }
                }
            }
        }
        self.listed += import.report.count(FindingKind::NotUnderstood);
        self.lost += import.report.count(FindingKind::Lost);
    }

    fn table(&mut self, table: &Value, place: &str, out: &mut impl io::Write) {
        for row in table["members"].as_array().into_iter().flatten() {
            self.rows += 1;
            self.required += usize::from(!row["required"].is_null());
            let said: Vec<_> = CONSTRAINTS.iter().filter(|key| !row[**key].is_null()).collect();
            self.constraints += said.len();
            if !said.is_empty() {
                let said: Vec<_> = said.iter().map(|key| format!("{key} {}", row[**key])).collect();
                let words = row["description"]["zh"].as_str().or(row["description"]["en"].as_str()).unwrap_or_default();
                let _ = writeln!(out, "{place}.{}: {}\n    {}", row["name"], said.join(", "), words.replace('\n', " "));
            }
        }
    }
}

#[test]
fn pages_of_other_services_are_read() {
    let mut out = io::stderr().lock();
    let Some(folder) = env::var_os("KCI_PAGES").map(PathBuf::from) else {
        let _ = writeln!(out, "skipped: KCI_PAGES does not name a folder of pages");
        return;
    };
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("a folder").filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ["txt", "md", "html"].iter().any(|one| ending == *one)));
    paths.sort();
    assert!(!paths.is_empty(), "{} has no page that ends in txt, md or html", folder.display());
    let mut all = Count::default();
    for path in &paths {
        let import = read(&fs::read_to_string(path).expect("a text"), None);
        let _ = writeln!(out, "\n== {}", path.display());
        all.add(&import, &mut out);
        for finding in import
            .report
            .iter()
            .filter(|finding| matches!(finding.kind, FindingKind::NotUnderstood | FindingKind::Lost))
        {
            let _ = writeln!(out, "{finding}");
        }
    }
    let Count { actions, rows, required, constraints, listed, lost } = all;
    let pages = paths.len();
    let _ = writeln!(
        out,
        "\n{pages} pages: {actions} actions, {rows} rows, {required} required marks, {constraints} constraints written; {listed} places listed, {lost} lost"
    );
}
