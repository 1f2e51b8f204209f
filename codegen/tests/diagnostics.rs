//! Every finding that there is: what provokes it, and where it is said to stand.

mod common;

use std::collections::BTreeSet;

use common::{ERRATA, Files, LIST, MAKE, PAGINATORS, SERVICE, WAITERS, edited};
use kci_codegen::{CODES, Diagnostic, Diagnostics, Severity};

/// A code, the file that is changed, what is replaced, and by what. `«` and `»` mark what the finding points at.
type Case = (&'static str, &'static str, &'static str, &'static str);

const FILES: &[Case] = &[
    ("broken-json", PAGINATORS, r#""end": 0}"#, r#""end": 0«,»}"#),
    ("broken-json", SERVICE, r#""service": "tea","#, r#""service": "tea", «// or coffee»"#),
    ("duplicate-key", MAKE, r#""effect": "create","#, r#""effect": "create", «"effect"»: "read","#),
    (
        "too-deep",
        SERVICE,
        r#""north-1a""#,
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ),
    ("wrong-type", MAKE, r#""min": 0.5"#, r#""min": «"0.5"»"#),
    ("wrong-type", MAKE, r#""max": 2.5"#, r#""max": «1e400»"#),
    ("wrong-type", MAKE, r#""max_length": 20"#, r#""max_length": «-20»"#),
    ("unknown-key", LIST, r#""effect": "read""#, r#""effect": "read", «"efect"»: "read""#),
    ("missing-key", PAGINATORS, r#"{"action": "List", "#, r"«{»"),
    ("unknown-word", MAKE, r#""type": "boolean", "default""#, r#""type": «"bool"», "default""#),
    ("unexpected-file", "notes.json", "", "«»{}"),
    ("empty-name", MAKE, r#""name": "Served""#, r#""name": «""»"#),
];

const SERVICES: &[Case] = &[
    (
        "no-endpoint",
        SERVICE,
        r#"{"name": "regional", "host": "tea.{region}.example.com", "description": {"en": "One for each region."}}"#,
        "",
    ),
    ("unknown-region", SERVICE, r#""default": "north-1""#, r#""default": «"north-2"»"#),
    ("bad-offset", SERVICE, r#""+08:00""#, r#"«"8 hours"»"#),
    ("bad-status", SERVICE, r#""http_status": 409"#, r#""http_status": «42»"#),
    (
        "unknown-method",
        SERVICE,
        r#""methods": ["POST", "GET"],
  "recommended_method": "POST""#,
        r#""methods": ["GET"],
  "recommended_method": «"POST"»"#,
    ),
    ("name-collision", SERVICE, r#""code": "TooBusy""#, r#""code": «"no-water"»"#),
    ("duplicate-action", MAKE, r#""action": "Make""#, r#""action": «"List"»"#),
];

const MEMBERS: &[Case] = &[
    ("duplicate-member", MAKE, r#""name": "Minutes""#, r#""name": «"Cups"»"#),
    ("name-collision", MAKE, r#""name": "Minutes""#, r#""name": «"cups"»"#),
    ("bad-name", MAKE, r#""name": "Minutes""#, r#""name": «"///"»"#),
    ("missing-type", MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": «"Host"»}"#),
    (
        "unknown-shape",
        MAKE,
        r#"{"name": "Host", "shape": "Host"}"#,
        r#"{"name": "Host", "shape": «"Guests"»}, {"name": "Other", "shape": "Host"}"#,
    ),
    (
        "condition-wrong-value",
        MAKE,
        r#"{"member": "Guest", "absent": true}"#,
        r#"{"member": "Served", "equals": «"noon"»}"#,
    ),
    (
        "constraint-not-applicable",
        MAKE,
        r#""format": "local-time""#,
        r#""format": "local-time", "enum": «[{"value": "noon"}]»"#,
    ),
    ("recursive-shape", MAKE, r#"{"name": "Soft", "type": "boolean"}"#, r#"{"name": "Soft", "shape": «"Guest"»}"#),
    ("unused-shape", MAKE, r#""Chair": {"members""#, r#"«"Stool"»: {"members": []}, "Chair": {"members""#),
    ("bad-shape", MAKE, r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}]}"#, r#"«"Chair"»: {}"#),
    (
        "missing-tag",
        MAKE,
        r#"{"value": "MilkTopping", "section": "Make › Milk", "members": [
            {"name": "Type", "type": "string", "required": true},"#,
        r#"«{"value": "MilkTopping", "section": "Make › Milk", "members": [
            {"name": "Kind", "type": "string", "required": true},"#,
    ),
    ("duplicate-value", MAKE, r#""value": "SyrupTopping""#, r#""value": «"MilkTopping"»"#),
    (
        "empty-union",
        MAKE,
        r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}]}"#,
        r#""Chair": {"tag": «"Type"», "variants": []}"#,
    ),
    (
        "response-union",
        LIST,
        r#""Pot": {
        "section": "List › Pot","#,
        r#""Pot": {
        "section": "List › Pot", "tag": «"Type"», "variants": []},
      "Old": {"#,
    ),
    (
        "shape-conflict",
        LIST,
        r#""default": 20}
    ]"#,
        r#""default": 20}, {"name": "Guest", "shape": "Guest"}], "shapes": {"Guest": {"members": []}}"#,
    ),
    (
        "enum-conflict",
        LIST,
        r#""enum": [{"value": "Brewing"}, {"value": "Ready"}, {"value": "Cold"}]"#,
        r#""enum_name": "Leaf", "enum": [{"value": "Brewing"}, {"value": "Ready"}, {"value": "Cold"}]"#,
    ),
    (
        "unknown-action",
        MAKE,
        r#"{"same_as": {"shape": "Guest"}}"#,
        r#"{"same_as": {"action": «"Lists"», "shape": "Guest"}}"#,
    ),
];

const CONSTRAINTS: &[Case] = &[
    ("bad-pattern", MAKE, r#""^[a-z]+$""#, r#"«"^[a-z+$"»"#),
    ("unanchored-pattern", MAKE, r#""^[a-z]+$""#, r#"«"[a-z]+"»"#),
    ("unsupported-pattern", MAKE, r#""^[a-z]+$""#, r#"«"^a\\b.*$"»"#),
    ("default-not-in-enum", MAKE, r#""default": "Green""#, r#""default": «"Red"»"#),
    ("default-out-of-range", MAKE, r#""default": 1.0"#, r#""default": «3.5»"#),
    ("default-wrong-type", MAKE, r#""default": false"#, r#""default": «"no"»"#),
    ("min-above-max", MAKE, r#""max_length": 20"#, r#""max_length": «1»"#),
    ("min-above-max", MAKE, r#""max": 2.5"#, r#""max": «0.1»"#),
    ("unknown-member", MAKE, r#"{"member": "Guest", "absent": true}"#, r#"{"member": «"Guests"», "absent": true}"#),
    ("unknown-member", MAKE, r#""unique_by": "Name""#, r#""unique_by": «"Nmae"»"#),
    (
        "condition-wrong-value",
        MAKE,
        r#"{"member": "Leaf", "equals": "Green"}"#,
        r#"{"member": "Leaf", "equals": «"Gren"»}"#,
    ),
    ("bad-condition", MAKE, r#"{"member": "Guest", "absent": true}"#, r#"«{"member": "Guest"}»"#),
    (
        "constraint-not-applicable",
        MAKE,
        r#""type": "boolean", "default": false"#,
        r#""type": "boolean", "min": «1», "default": false"#,
    ),
    (
        "constraint-not-applicable",
        LIST,
        r#"{"name": "TotalCount", "type": "integer"}"#,
        r#"{"name": "TotalCount", "type": "integer", "required": «true»}"#,
    ),
    (
        "value-not-in-enum",
        MAKE,
        r#"{"value": "Herbal"}], "default""#,
        r#"{"value": "Herbal"}], "enum_when": [{"when": {"context": {"a": "b"}}, "values": [«"Red"»]}], "default""#,
    ),
];

const PAGING: &[Case] = &[
    ("paginator-unknown-action", PAGINATORS, r#""action": "List""#, r#""action": «"Lists"»"#),
    ("paginator-unknown-member", PAGINATORS, r#""total": "TotalCount""#, r#""total": «"Total"»"#),
    ("paginator-items", PAGINATORS, r#""items": "Pots""#, r#""items": «"TotalCount"»"#),
    (
        "paginator-token",
        LIST,
        r#"{"name": "Marker", "type": "integer", "min": 0}"#,
        r#"{"name": "Marker", "type": "string"}"#,
    ),
    (
        "duplicate-paginator",
        PAGINATORS,
        r#""end": 0}"#,
        r#""end": 0}, {"action": «"List"», "request_token": "Marker", "response_token": "Marker", "items": "Pots"}"#,
    ),
    ("waiter-unknown-action", WAITERS, r#""action": "List""#, r#""action": «"Lists"»"#),
    ("waiter-unknown-path", WAITERS, r#""any": "Pots.N.State""#, r#""any": «"Pots.N.Sate"»"#),
    ("waiter-wrong-path", WAITERS, r#""empty": "Pots.N""#, r#""empty": «"TotalCount"»"#),
    ("waiter-wrong-value", WAITERS, r#"["Ready"]"#, r#"[«"Redy"»]"#),
    ("bad-acceptor", WAITERS, r#"{"outcome": "retry", "empty": "Pots.N"}"#, r#"«{"outcome": "retry"}»"#),
];

const OVERLAYS: &[Case] = &[
    ("unknown-overlay", SERVICE, r#""overlays": ["errata"]"#, r#""overlays": [«"erata"»]"#),
    (
        "overlay-place-not-found",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": "a", "reason": "r", "at": {"action": "Make", "side": "request", "member": «"Pto"»}, "set": {"type": "long"}}]}"#,
    ),
    (
        "overlay-changes-nothing",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": "a", "reason": "r", "at": {"action": "Make", "side": "request", "member": "Pot"}, "set": {«"type"»: "string"}}]}"#,
    ),
    (
        "overlay-expectation-failed",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": "a", "reason": "r", "at": {"action": "Make", "side": "request", "member": "Pot"}, "expect": {"min_length": «1»}, "set": {"min_length": 3}}]}"#,
    ),
    (
        "overlay-cannot-add",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": "a", "reason": "r", "at": {"action": "Make"}, "add": {«"members"»: []}}]}"#,
    ),
    (
        "overlay-cannot-remove",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": «"a"», "reason": "r", "at": {}, "remove": true}]}"#,
    ),
    (
        "overlay-changes-nothing",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": "a", "reason": "r", "at": {"action": "Make", "side": "request"}, "add": {«"members"»: []}}]}"#,
    ),
    (
        "overlay-cannot-rename",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [{"id": "a", "reason": "r", "at": {}, "rename": «"coffee"»}]}"#,
    ),
    (
        "duplicate-overlay-entry",
        ERRATA,
        "",
        r#"{"name": "errata", "entries": [
        {"id": "a", "reason": "r", "at": {"action": "Make", "side": "request", "member": "Pot"}, "set": {"min_length": 3}},
        {"id": «"a"», "reason": "r", "at": {"action": "Make", "side": "request", "member": "Pot"}, "set": {"max_length": 30}}]}"#,
    ),
    (
        "duplicate-overlay",
        "overlays/second.json",
        "",
        r#"{"name": «"errata"», "entries": [{"id": "z", "reason": "r", "at": {}, "set": {"version": "2"}}]}"#,
    ),
];

const ALL: &[&[Case]] = &[FILES, SERVICES, MEMBERS, CONSTRAINTS, PAGING, OVERLAYS];

/// The changed files, and what is marked in them: file, text before it, marked text.
fn change((_, path, from, to): &Case) -> (Files, Option<(String, String, String)>) {
    let mut files = if from.is_empty() {
        let mut files = common::tea();
        files.retain(|(other, _)| other != path);
        files.push(((*path).to_owned(), (*to).to_owned()));
        files
    } else {
        edited(&[(path, from, to)])
    };
    let mut marked = None;
    for (path, text) in &mut files {
        if let Some((before, rest)) = text.clone().split_once('«') {
            let (inside, after) = rest.split_once('»').unwrap_or((rest, ""));
            marked = Some((path.clone(), before.to_owned(), inside.to_owned()));
            *text = format!("{before}{inside}{after}");
        }
    }
    (files, marked)
}

/// What is found. Overlays are left out unless they are what is tried.
fn found(case: &Case) -> Diagnostics {
    let (files, _) = change(case);
    let compiler = common::compiler(&files);
    let with_overlays = case.0.contains("overlay");
    let resolved = if with_overlays { compiler.resolve() } else { compiler.no_overlays().resolve() };
    resolved.map_or_else(|findings| findings, |compiled| compiled.warnings)
}

fn check(cases: &[Case]) {
    for case in cases {
        let (_, marked) = change(case);
        let findings = found(case);
        let of_code: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.code == case.0).collect();
        assert!(!of_code.is_empty(), "{case:?} is not found; found: {findings}");
        let Some((file, before, _)) = marked else { continue };
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
        let at_mark =
            |finding: &&Diagnostic| (finding.file.as_str(), finding.line, finding.column) == (&file, line, column);
        assert!(of_code.iter().any(at_mark), "{case:?} is not at {file}:{line}:{column}; found: {findings}");
    }
}

#[test]
fn the_valid_spec_has_no_findings() {
    let findings = common::findings(&common::tea());
    assert!(findings.is_empty(), "{findings}");
}

#[test]
fn files_that_are_no_json_and_values_that_are_not_what_the_format_says() {
    check(FILES);
}

#[test]
fn mistakes_in_the_service_and_in_its_actions() {
    check(SERVICES);
}

#[test]
fn mistakes_in_members_and_shapes() {
    check(MEMBERS);
}

#[test]
fn mistakes_in_constraints() {
    check(CONSTRAINTS);
}

#[test]
fn mistakes_in_paginators_and_waiters() {
    check(PAGING);
}

#[test]
fn mistakes_in_overlays() {
    check(OVERLAYS);
}

#[test]
fn a_file_that_comes_twice_is_named() {
    let mut files = common::tea();
    files.push((MAKE.to_owned(), "{}".to_owned()));
    assert!(common::findings(&files).iter().any(|finding| finding.code == "duplicate-file" && finding.file == MAKE));
}

#[test]
fn a_spec_without_a_service_is_none() {
    let mut files = common::tea();
    files.retain(|(path, _)| path != SERVICE);
    assert!(common::findings(&files).iter().any(|finding| finding.code == "no-service"));
}

#[test]
fn a_folder_that_is_not_there_is_unreadable() {
    let findings = kci_codegen::Compiler::new().dir("/nowhere/at/all").resolve().expect_err("unreadable");
    assert!(
        findings.iter().any(|finding| finding.code == "unreadable-file" && finding.file == "/nowhere/at/all"),
        "{findings}"
    );
}

#[test]
fn every_code_is_provoked_and_the_list_of_codes_is_sorted() {
    let elsewhere = ["duplicate-file", "no-service", "unreadable-file"];
    let tried: BTreeSet<&str> = ALL.iter().flat_map(|cases| cases.iter().map(|case| case.0)).chain(elsewhere).collect();
    let listed: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
    assert!(listed.is_sorted());
    let listed: BTreeSet<&str> = listed.into_iter().collect();
    assert_eq!(listed.difference(&tried).collect::<Vec<_>>(), Vec::<&&str>::new(), "listed and not provoked");
    assert_eq!(tried.difference(&listed).collect::<Vec<_>>(), Vec::<&&str>::new(), "provoked and not listed");
}

#[test]
fn what_was_meant_is_suggested() {
    let help = |code: &str| {
        let case = ALL.iter().flat_map(|cases| cases.iter()).find(|case| case.0 == code).expect("a case");
        found(case).iter().find(|finding| finding.code == code).and_then(|finding| finding.help.clone())
    };
    assert_eq!(help("unknown-key").as_deref(), Some("did you mean `effect`?"));
    assert_eq!(help("unknown-shape").as_deref(), Some("did you mean `Guest`?"));
    assert_eq!(help("unknown-word").as_deref(), Some("did you mean `boolean`?"));
    assert_eq!(help("paginator-unknown-action").as_deref(), Some("did you mean `List`?"));
    assert_eq!(help("unknown-overlay").as_deref(), Some("did you mean `errata`?"));
}

#[test]
fn everything_wrong_in_all_files_is_said_at_once_in_order() {
    let files = edited(&[
        (MAKE, r#""name": "Minutes""#, r#""name": "Cups""#),
        (MAKE, r#""default": "Green""#, r#""default": "Red""#),
        (PAGINATORS, r#""items": "Pots""#, r#""items": "Pot""#),
        (WAITERS, r#""action": "List""#, r#""action": "Lists""#),
        (SERVICE, r#""+08:00""#, r#""8""#),
    ]);
    let findings = common::compiler(&files).no_overlays().resolve().expect_err("findings");
    let said: Vec<_> = findings.iter().map(|finding| (finding.file.as_str(), finding.code)).collect();
    let expected = [
        (MAKE, "default-not-in-enum"),
        (MAKE, "duplicate-member"),
        (PAGINATORS, "paginator-unknown-member"),
        (SERVICE, "bad-offset"),
        (WAITERS, "waiter-unknown-action"),
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_warning_does_not_keep_a_spec_from_being_compiled() {
    let (files, _) = change(&FILES[FILES.len() - 2]);
    let warnings = common::resolved(&files).warnings;
    assert!(warnings.iter().all(|finding| finding.severity == Severity::Warning) && !warnings.is_empty());
}
