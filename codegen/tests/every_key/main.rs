//! Nothing changes in silence: every key of the format is changed, one at a time, and whatever changes what is made of
//! a spec (code, OpenAPI document, requests that are signed) must show in `describe --json` and in `diff`; what changes nothing must show in none.

mod change;
mod edits;
mod schema;

use std::collections::{BTreeMap, BTreeSet};

use kci_codegen::diff::{Model, Report, diff};
use kci_codegen::ir::Signature;
use kci_codegen::{Compiler, describe, openapi};
use schema::Key;
use serde_json::Value;

/// A spec that has every key of the format.
const BAKERY: [(&str, &str); 9] = [
    ("actions/BakeBread.json", include_str!("spec/actions/BakeBread.json")),
    ("actions/ListLoaves.json", include_str!("spec/actions/ListLoaves.json")),
    ("actions/ListOvens.json", include_str!("spec/actions/ListOvens.json")),
    ("actions/ListRolls.json", include_str!("spec/actions/ListRolls.json")),
    ("overlays/errata.json", include_str!("spec/overlays/errata.json")),
    ("overlays/live.json", include_str!("spec/overlays/live.json")),
    ("paginators.json", include_str!("spec/paginators.json")),
    ("service.json", include_str!("spec/service.json")),
    ("waiters.json", include_str!("spec/waiters.json")),
];

/// Keys that say something to whoever reads the files, and to nobody else.
const SILENT: [(&str, &str); 17] = [
    ("Action", "$schema"),
    ("Document", "edition"),
    ("Document", "sha256"),
    ("Document", "title"),
    ("Entry", "evidence"),
    ("Entry", "expect"),
    ("Example", "section"),
    ("Overlay", "$schema"),
    ("Overlay", "description"),
    ("Paginators", "$schema"),
    ("Regions", "section"),
    ("Rows", "section"),
    ("Rows3", "section"),
    ("Service", "$schema"),
    ("Service", "documents"),
    ("Signature", "section"),
    ("Waiters", "$schema"),
];

type Files = BTreeMap<&'static str, Value>;

fn bakery() -> Files {
    edited(&[])
}

/// The spec with these edits, each of which is of something that stands once in its file.
fn edited(edits: &[(&str, &str, &str)]) -> Files {
    let text = |(path, text): &(&'static str, &str)| {
        let mut text = (*text).to_owned();
        for (_, from, to) in edits.iter().filter(|edit| edit.0 == *path) {
            assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {path}");
            text = text.replace(from, to);
        }
        (*path, serde_json::from_str(&text).expect("JSON"))
    };
    BAKERY.iter().map(text).collect()
}

/// What is made of a spec.
struct Made {
    code: String,
    openapi: Value,
    /// What the runtime does by hand.
    signatures: Vec<Signature>,
    dump: Value,
    model: Model,
}

/// Nothing where the spec does not compile.
fn made(files: &Files) -> Option<Made> {
    let texts: Vec<(&str, String)> = files.iter().map(|(path, file)| (*path, file.to_string())).collect();
    let compiler =
        Compiler::new().files(texts.iter().map(|(path, text)| (*path, text.as_str()))).examples_from("bakery");
    let ir = compiler.resolve().ok()?.ir;
    let code = compiler.generate().expect("what resolves is generated");
    Some(Made {
        code,
        openapi: openapi::openapi(&ir),
        signatures: ir.service.signatures.clone(),
        dump: describe::json(&ir),
        model: Model::from(&ir),
    })
}

/// Whether something else is made of the changed spec. What `describe` or `diff` say otherwise is noted.
fn differs(one: &Made, other: &Made, what: &str, wrong: &mut Vec<String>) -> bool {
    let made = one.code != other.code || one.openapi != other.openapi || one.signatures != other.signatures;
    let mut expect = |told: bool, by: &str| {
        if told != made {
            wrong.push(format!("{what}: {}, {by}", if made { "a difference" } else { "no difference" }));
        }
    };
    expect(one.dump != other.dump, "describe says otherwise");
    for (old, new, way) in [(one, other, "there"), (other, one, "back")] {
        let report: Report = diff(&old.model, &new.model);
        let rules: Vec<_> = report.findings().iter().map(|finding| finding.rule).collect();
        expect(!rules.is_empty(), &format!("diff says otherwise, {way}: {rules:?}"));
    }
    made
}

/// What came of changes: the keys, each with whether that made a difference, and what was told wrongly.
#[derive(Default)]
struct Outcome {
    tried: BTreeMap<Key, bool>,
    wrong: Vec<String>,
}

impl Outcome {
    fn add(&mut self, base: &Made, changed: &Files, key: &Key, what: &str) {
        if let Some(made) = made(changed) {
            *self.tried.entry(key.clone()).or_default() |= differs(base, &made, what, &mut self.wrong);
        }
    }
}

/// Changes every key that a file has.
fn try_all(path: &'static str, base: &Files, made_of_base: &Made) -> Outcome {
    let (object, schema) = schema::of_file(path);
    let mut walk = schema::Walk { root: &schema, places: Vec::new() };
    walk.go(&base[path], object, &schema, "");
    let mut outcome = Outcome::default();
    for place in walk.places {
        for changed in change::changes(&base[path], &place) {
            let pointer = &place.pointer;
            let what = format!("{path} {pointer}: {}", changed.pointer(pointer).unwrap_or(&Value::Null));
            let mut files = base.clone();
            files.insert(path, changed);
            outcome.add(made_of_base, &files, &place.key, &what);
        }
    }
    outcome
}

/// Makes the changes that need others beside them.
fn try_edits(made_of_base: &Made) -> Outcome {
    let mut outcome = Outcome::default();
    for (object, key, edits) in edits::EDITS {
        let key = ((*object).to_owned(), (*key).to_owned());
        outcome.add(made_of_base, &edited(edits), &key, &format!("{edits:?}"));
    }
    outcome
}

/// Everything, file by file at once.
fn try_everything() -> Outcome {
    let base = bakery();
    let made_of_base = made(&base).expect("the spec compiles");
    let (base, made_of_base) = (&base, &made_of_base);
    let mut outcome = try_edits(made_of_base);
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            BAKERY.iter().map(|(path, _)| scope.spawn(|| try_all(path, base, made_of_base))).collect();
        for thread in threads {
            let other = thread.join().expect("no panic");
            outcome.wrong.extend(other.wrong);
            for (key, differs) in other.tried {
                *outcome.tried.entry(key).or_default() |= differs;
            }
        }
    });
    outcome
}

#[test]
fn every_key_that_makes_a_difference_shows_in_describe_and_in_diff() {
    let Outcome { tried, wrong } = try_everything();
    assert!(wrong.is_empty(), "{} changes:\n{}", wrong.len(), wrong.join("\n"));
    let all: BTreeSet<Key> = BAKERY
        .iter()
        .flat_map(|(path, _)| {
            let (object, schema) = schema::of_file(path);
            schema::keys(object, &schema)
        })
        .collect();
    let untried: Vec<_> = all.iter().filter(|key| !tried.contains_key(*key)).collect();
    assert!(untried.is_empty(), "no change of these keys compiles: give the spec one that does: {untried:?}");
    let silent: Vec<_> = tried.iter().filter(|(_, differs)| !**differs).map(|(key, _)| key).collect();
    let silent: Vec<(&str, &str)> = silent.iter().map(|(object, key)| (object.as_str(), key.as_str())).collect();
    assert_eq!(silent, SILENT, "keys that change nothing");
}
