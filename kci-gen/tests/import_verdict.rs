//! What `kci-gen import --merge` says that a new edition of a page breaks.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// An edition of the page, which the spec was read from.
const EDITION: &str = "## PaintWall（刷墙）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nCoats\tInteger\t是\t遍数，最大3\n\
    Color\tString\t否\t颜色，有效值：Red、Blue\nBrush\tString\t否\t刷子\n";

const SERVICE: &str = r#"{
  "service": "garden",
  "version": "2024-05-06",
  "overlays": ["errata"],
  "endpoints": {"rows": [{"name": "only", "host": "garden.example.com"}]}
}
"#;

/// Corrects the brush, of which the page says no length.
const ERRATA: &str = r#"{"name": "errata", "entries": [
  {"id": "brush", "at": {"action": "PaintWall", "side": "request", "member": "Brush"},
   "expect": {"max_length": null}, "set": {"max_length": 20}, "reason": "Brushes have short names."}]}
"#;

/// A folder with a spec, and pages beside it.
struct Garden(TempDir);

impl Garden {
    /// The spec of the edition.
    fn new() -> Self {
        let garden = Self(TempDir::new().expect("a folder"));
        garden.write("spec/service.json", SERVICE);
        garden.write("spec/overlays/errata.json", ERRATA);
        let first = garden.import(EDITION, &[]);
        assert!(first.status.success(), "{}", text(&first.stderr));
        garden
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file")
    }

    fn action(&self) -> String {
        self.read("spec/actions/PaintWall.json")
    }

    /// Replaces what stands once in the action's file.
    fn edit(&self, from: &str, to: &str) {
        let text = self.action();
        assert_eq!(text.matches(from).count(), 1, "{text}");
        self.write("spec/actions/PaintWall.json", &text.replace(from, to));
    }

    fn import(&self, page: &str, options: &[&str]) -> Output {
        self.write("page.txt", page);
        self.run(&[&["import", "page.txt", "--output", "spec"], options].concat())
    }

    fn merge(&self, page: &str, options: &[&str]) -> Output {
        self.import(page, &[&["--merge"], options].concat())
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kci-gen"));
        command.args(arguments).current_dir(self.0.path()).output().expect("kci-gen runs")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// The edition with one replacement.
fn edition(from: &str, to: &str) -> String {
    assert_eq!(EDITION.matches(from).count(), 1);
    EDITION.replace(from, to)
}

#[test]
fn an_edition_that_says_the_same_leaves_the_version() {
    let garden = Garden::new();
    let before = garden.action();
    let output = garden.merge(EDITION, &["--fail-on", "any"]);
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stdout);
    assert!(told.contains("PaintWall.json: unchanged\n1 action; "), "{told}");
    assert!(told.ends_with("\n0 differences; wire none, rust none; the version stays\n"), "{told}");
    assert_eq!(garden.action(), before);
}

#[test]
fn a_raised_maximum_is_a_minor_step() {
    let garden = Garden::new();
    let output = garden.merge(&edition("最大3", "最大5"), &[]);
    assert_eq!(output.status.code(), Some(0));
    let verdict = "PaintWall request Coats\n  wire compatible, rust compatible; upper-bound-raised (3 → 5): \
        more values are allowed\n1 differences; wire compatible, rust compatible; a minor step of the version\n";
    let told = text(&output.stdout);
    assert!(told.ends_with(verdict), "{told}");
    assert!(!told.contains("PaintWall request.Coats"), "what the verdict says is said once: {told}");
    assert!(garden.action().contains("\"max\": 5"));
}

#[test]
fn a_member_that_is_gone_is_a_major_step() {
    let garden = Garden::new();
    let output = garden.merge(&edition("Color\tString\t否\t颜色，有效值：Red、Blue\n", ""), &[]);
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stdout);
    assert!(told.contains("PaintWall request Color\n  wire breaking, rust breaking; member-removed"), "{told}");
    assert!(told.ends_with("a major step of the version\n"), "{told}");
}

#[test]
fn texts_of_people_are_kept_and_make_no_difference() {
    let garden = Garden::new();
    garden.edit("\"max\": 3", "\"max\": 3,\n        \"min\": 1,\n        \"rust_name\": \"layers\"");
    garden.edit("\"zh\": \"刷子\"", "\"zh\": \"用哪把刷子\"");
    let before = garden.action();
    let output = garden.merge(EDITION, &[]);
    assert_eq!((output.status.code(), garden.action()), (Some(0), before));
    let told = text(&output.stdout);
    assert!(told.contains("  kept, though the page does not say it: PaintWall request.Coats: min 1\n"), "{told}");
    assert!(told.ends_with("0 differences; wire none, rust none; the version stays\n"), "{told}");
}

#[test]
fn what_only_people_read_is_a_patch() {
    let garden = Garden::new();
    garden.edit("\"section\": \"PaintWall › 请求参数\"", "\"section\": \"an older title\"");
    let output = garden.merge(EDITION, &[]);
    let told = text(&output.stdout);
    assert!(told.contains("  PaintWall request: section: \"an older title\" → \"PaintWall › 请求参数\"\n"), "{told}");
    assert!(told.contains("1 place reads differently: `PaintWall request`\n"), "{told}");
    assert!(told.ends_with("a patch step of the version\n"), "{told}");
}

#[test]
fn a_change_that_an_overlay_hides_is_told_all_the_same() {
    let garden = Garden::new();
    garden.write("spec/overlays/errata.json", &ERRATA.replace("\"expect\": {\"max_length\": null}, ", ""));
    let output = garden.merge(&edition("刷子", "刷子，长度不超过9个字符"), &[]);
    let told = text(&output.stdout);
    assert!(
        told.contains("  no difference to the model: PaintWall request.Brush: max_length: nothing → 9\n"),
        "{told}"
    );
    assert!(told.ends_with("0 differences; wire none, rust none; the version stays\n"), "{told}");
}

#[test]
fn an_edition_that_breaks_the_spec_has_no_verdict() {
    let garden = Garden::new();
    let output = garden.merge(&edition("刷子", "刷子，长度不超过9个字符"), &[]);
    assert_eq!(output.status.code(), Some(2));
    let (told, said) = (text(&output.stdout), text(&output.stderr));
    assert!(!told.contains("differences") && !told.contains("the version stays"), "{told}");
    assert!(told.contains("  PaintWall request.Brush: max_length: nothing → 9\n"), "{told}");
    let sentence = "error: no verdict: the spec in spec does not compile after the merge; the files were written\n";
    assert!(said.contains(sentence), "{said}");
    assert!(said.contains("overlay-expectation-failed") && said.contains("found 9"), "{said}");
    assert!(said.contains("errata.json:3:29") && said.ends_with("1 error\n"), "{said}");
    assert!(garden.action().contains("\"max_length\": 9"), "the overlay can be mended now");
}

#[test]
fn a_spec_that_was_broken_before_has_no_verdict() {
    let garden = Garden::new();
    garden.write("spec/waiters.json", "{\"waiters\": [");
    let output = garden.merge(&edition("最大3", "最大5"), &[]);
    assert_eq!(output.status.code(), Some(2));
    let (told, said) = (text(&output.stdout), text(&output.stderr));
    assert!(!told.contains("differences"), "{told}");
    assert!(said.contains("broken-json") && said.contains("waiters.json:1:13"), "{said}");
}

#[test]
fn a_file_of_the_spec_that_cannot_be_read_is_named() {
    let garden = Garden::new();
    fs::write(garden.path("spec/waiters.json"), [0xff]).expect("written");
    let output = garden.merge(EDITION, &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("error: no verdict: ") && said.contains("waiters.json cannot be read"), "{said}");
}

#[test]
fn a_merge_that_mends_the_spec_has_no_verdict_either() {
    let garden = Garden::new();
    garden.edit("\"max\": 3", "\"max\": \"three\"");
    let output = garden.merge(EDITION, &[]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("the spec in spec does not compile before the merge; the files were written"), "{said}");
    assert!(said.contains("expected a number, found a string"), "{said}");
    assert_eq!(garden.run(&["check", "--spec", "spec"]).status.code(), Some(0));
}

#[test]
fn a_folder_that_is_no_spec_yet_has_no_verdict() {
    let garden = Garden::new();
    fs::remove_file(garden.path("spec/service.json")).expect("removed");
    let output = garden.merge(&edition("最大3", "最大5"), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("no verdict: spec has no service.json yet"), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("Coats: max: 3 → 5") && !told.contains("differences"), "{told}");
    let gated = garden.merge(EDITION, &["--fail-on", "any"]);
    assert_eq!(gated.status.code(), Some(2));
    assert!(garden.action().contains("\"max\": 5"), "nothing was written");
}

#[test]
fn the_verdict_is_that_of_diff_in_every_format() {
    for name in ["text", "json", "changelog"] {
        let garden = Garden::new();
        for file in ["service.json", "overlays/errata.json", "actions/PaintWall.json"] {
            garden.write(&format!("old/{file}"), &garden.read(&format!("spec/{file}")));
        }
        let output = garden.merge(&edition("Red、Blue", "Red、Green"), &["--verdict", name]);
        let compared = garden.run(&["diff", "old", "spec", "--format", name]);
        let (told, said) = (text(&output.stdout), text(&output.stderr));
        assert!(text(&compared.stdout).contains("enum-value-removed"), "{name}");
        let (verdict, rest) = if name == "text" {
            (told.ends_with(&text(&compared.stdout)), &told)
        } else {
            (told == text(&compared.stdout), &said)
        };
        assert!(verdict, "{name}: {told}");
        assert!(rest.contains("PaintWall.json: changed\n1 action; "), "{name}: {said}");
    }
}

#[test]
fn a_verdict_that_is_worse_than_wanted_keeps_the_files_as_they_are() {
    let garden = Garden::new();
    let (before, narrower) = (garden.action(), edition("最大3", "最大2"));
    for on in ["wire", "rust", "any"] {
        let output = garden.merge(&narrower, &["--fail-on", on, "--verdict", "json"]);
        assert_eq!(output.status.code(), Some(1), "{on}");
        let verdict: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!((&verdict["step"], &verdict["wire"]), (&json!("major"), &json!("breaking")));
        assert!(text(&output.stderr).ends_with("error: spec: nothing was written (--fail-on)\n"), "{on}");
        assert_eq!(garden.action(), before, "{on}");
    }
    let wider = garden.merge(&edition("最大3", "最大5"), &["--fail-on", "wire"]);
    assert_eq!(wider.status.code(), Some(0));
    assert_ne!(garden.action(), before);
}

#[test]
fn no_verdict_is_never_good_enough() {
    let garden = Garden::new();
    let before = garden.action();
    let output = garden.merge(&edition("刷子", "刷子，长度不超过9个字符"), &["--fail-on", "wire"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("after the merge; nothing was written (--fail-on)\n"));
    assert_eq!(garden.action(), before);
}

#[test]
fn the_tables_alone_are_judged_where_no_overlay_is_wanted() {
    let garden = Garden::new();
    let output = garden.merge(&edition("刷子", "刷子，长度不超过9个字符"), &["--no-overlays"]);
    assert_eq!(output.status.code(), Some(0));
    let told = text(&output.stdout);
    assert!(
        told.contains("PaintWall request Brush\n  wire breaking, rust breaking; upper-bound-lowered (9)"),
        "{told}"
    );
}

#[test]
fn what_is_about_a_verdict_needs_a_merge() {
    let garden = Garden::new();
    for options in [&["--fail-on", "any"][..], &["--verdict", "json"], &["--overlay", "errata"], &["--no-overlays"]] {
        let output = garden.import(EDITION, options);
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(text(&output.stderr).contains("--merge"), "{options:?}: {}", text(&output.stderr));
    }
}
