//! No text makes the importer panic, or write what is no JSON.

use std::fs;
use std::path::Path;
use std::time::Instant;

use kci_codegen::import::{Format, merge, read};
use proptest::prelude::*;

const PAGES: [&str; 8] = [
    "crates.txt",
    "crates.md",
    "crates_flat.txt",
    "crates.html",
    "crates_page_breaks.txt",
    "variants.txt",
    "english.md",
    "doubts.txt",
];

const FORMATS: [Option<Format>; 5] =
    [None, Some(Format::Text), Some(Format::Markdown), Some(Format::Flat), Some(Format::Html)];

/// Pieces that mean something to the importer.
const PIECES: [&str; 24] = [
    "\t",
    "|",
    "\n",
    "\n\n",
    "```",
    "#",
    "**",
    "默认",
    "有效值：",
    "最大",
    "[1, 20]",
    "当X为空时必填",
    "（",
    "(“-”)",
    "Array of ",
    "<table>",
    "<td rowspan=99>",
    "</tr>",
    "&amp;",
    "参数\t类型\t描述\n",
    "99999999999999999999",
    "\u{1}",
    "\u{fffc}",
    "𝟙",
];

fn page(index: usize) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(PAGES[index]);
    fs::read_to_string(path).expect("a page of our own")
}

/// A change of a page: at a place, so many letters give way to a piece.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, String)> {
    let piece = prop_oneof![prop::sample::select(&PIECES[..]).prop_map(str::to_owned), any::<String>()];
    (any::<prop::sample::Index>(), 0..40_usize, piece)
}

fn changed(page: &str, changes: &[(prop::sample::Index, usize, String)]) -> String {
    let mut letters: Vec<char> = page.chars().collect();
    for (place, gone, piece) in changes {
        let start = place.index(letters.len() + 1);
        let end = (start + gone).min(letters.len());
        letters.splice(start..end, piece.chars());
    }
    letters.into_iter().collect()
}

/// Reads a text in a format and holds what comes out to what every file must be.
fn reads(text: &str, format: Option<Format>) {
    let import = read(text, format);
    for file in &import.actions {
        let value: serde_json::Value = serde_json::from_str(&file.text).expect("JSON");
        assert_eq!(value["action"], file.name.as_str());
        let again = merge(&file.text, file).expect("a file of the action");
        assert_eq!(again.changes, Vec::new(), "merging a file with itself changes nothing");
        assert_eq!(again.text, file.text);
    }
    let lines = text.lines().count() + 1;
    assert!(import.report.iter().all(|finding| (1..=lines).contains(&finding.line)), "{}", import.report);
}

/// The shortest of a few times that reading a page takes whose one description repeats a piece.
fn seconds(ty: &str, piece: &str, bytes: usize) -> f64 {
    let cell = piece.repeat(bytes / piece.len());
    let page = format!("## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nX\t{ty}\t否\t{cell}\n");
    let time = || {
        let start = Instant::now();
        drop(read(&page, None));
        start.elapsed().as_secs_f64()
    };
    (0..2).map(|_| time()).fold(f64::INFINITY, f64::min)
}

#[test]
fn a_long_description_takes_time_in_proportion() {
    let pieces = [
        "默认10，",
        "最大10。",
        "有效值：A、B，",
        "A、",
        "- A：一 ",
        "(",
        "[1,",
        "当X为Y时，",
        "\"",
        "9",
        "1,",
        "字",
        "支持A/",
        "只能包含字母、",
        "^[",
        "A最大5，",
        "注：1. A ",
    ];
    for (index, piece) in pieces.iter().enumerate() {
        let ty = ["String", "Integer"][index % 2];
        // Four times as much takes about four times as long; sixteen times would be the square.
        let (one, four) = (seconds(ty, piece, 10_000), seconds(ty, piece, 40_000));
        assert!(four < 10.0 * one + 0.5, "{ty} of {piece:?}: {one} s, then {four} s");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_pages_are_read(
        index in 0..PAGES.len(),
        changes in prop::collection::vec(change(), 1..8),
        format in prop::sample::select(&FORMATS[..]),
    ) {
        reads(&changed(&page(index), &changes), format);
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), format in prop::sample::select(&FORMATS[..])) {
        reads(&text, format);
    }

    #[test]
    fn any_description_is_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12), ty in "String|Integer|Boolean|Array of String") {
        let cell = pieces.concat().replace(['\n', '\t'], " ");
        let page = format!("## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nX\t{ty}\t否\t{cell}\nY\tString\t否，{cell}\t名\n");
        reads(&page, None);
    }
}
