//! Pages of our own: one for each format, and one for each way in which extraction breaks pages.

use std::fs;
use std::path::Path;

use kci_codegen::import::{FindingKind, Format, Import, read};

fn page(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn import(name: &str) -> Import {
    read(&page(name), None)
}

/// What is left of a report without what is only skipped.
fn report(import: &Import) -> String {
    let findings = import.report.iter().filter(|finding| finding.kind != FindingKind::Skipped);
    findings.map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Asserts that a page says what the whole page does, with nothing left that was not understood.
fn same_as_the_whole_page(name: &str, format: Format) -> Import {
    let (whole, broken) = (import("crates.txt"), import(name));
    assert_eq!(broken.format, format);
    assert_eq!(broken.version, whole.version);
    assert_eq!(broken.actions.len(), whole.actions.len());
    for (broken, whole) in broken.actions.iter().zip(&whole.actions) {
        assert_eq!(broken.text, whole.text);
    }
    assert_eq!(broken.report.count(FindingKind::NotUnderstood), 0, "{}", broken.report);
    broken
}

#[test]
fn a_whole_page_is_read_without_a_word() {
    let import = import("crates.txt");
    assert_eq!(report(&import), "");
    assert_eq!(import.version.as_deref(), Some("2024-05-06"));
    insta::assert_snapshot!(import.actions[0].text);
}

#[test]
fn pipe_tables_say_the_same() {
    same_as_the_whole_page("crates.md", Format::Markdown);
}

#[test]
fn cells_on_lines_of_their_own_say_the_same() {
    same_as_the_whole_page("crates_flat.txt", Format::Flat);
}

#[test]
fn html_says_the_same() {
    same_as_the_whole_page("crates.html", Format::Html);
}

#[test]
fn page_breaks_in_tables_are_mended() {
    let import = same_as_the_whole_page("crates_page_breaks.txt", Format::Text);
    insta::assert_snapshot!(report(&import));
}

#[test]
fn rows_and_cells_that_were_cut_are_joined() {
    let import = same_as_the_whole_page("crates_cut.txt", Format::Text);
    insta::assert_snapshot!(report(&import));
}

#[test]
fn rows_outside_their_tables_are_put_back() {
    let import = same_as_the_whole_page("crates_outside.txt", Format::Text);
    insta::assert_snapshot!(report(&import));
}

#[test]
fn headings_of_any_level_and_in_bold_are_known_by_their_words() {
    same_as_the_whole_page("crates_headings.txt", Format::Text);
}

#[test]
fn links_leave_their_text() {
    same_as_the_whole_page("crates_links.txt", Format::Text);
}

#[test]
fn a_column_of_what_may_be_left_out_is_inverted() {
    same_as_the_whole_page("crates_optional.txt", Format::Text);
}

#[test]
fn variants_near_names_and_repeated_tables_are_resolved_and_told() {
    let import = import("variants.txt");
    insta::assert_snapshot!(format!("{}\n{}", import.actions[0].text, report(&import)));
}

#[test]
fn english_pages_and_a_chapter_of_data_types_are_read() {
    let import = import("english.md");
    assert_eq!(import.version.as_deref(), Some("2024-05-06"));
    insta::assert_snapshot!(format!("{}\n{}", import.actions[0].text, report(&import)));
}

#[test]
fn what_is_not_understood_is_listed_by_line() {
    let import = import("doubts.txt");
    insta::assert_snapshot!(format!("{}\n{}", import.actions[0].text, import.report));
}
