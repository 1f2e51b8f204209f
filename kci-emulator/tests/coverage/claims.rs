//! What the tests claim to prove: collected from their source, where each is written out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use kci_emulator::coverage::Subject;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Item, ItemFn, Lit, Token};

use crate::{check, own};

/// The function that claims are made by.
const PROVES: &str = "proves";
/// Where it is.
const DEFINED_IN: &str = "emulator/proof.rs";

/// Names of rows, and the tests that prove them.
pub(crate) type Proven = BTreeMap<String, BTreeSet<String>>;

#[test]
fn what_the_tests_claim_is_what_the_file_says() {
    check("proven.json", &collect(&own("tests")));
}

/// The claims of all tests below a folder.
pub(crate) fn collect(tests: &Path) -> Proven {
    let mut proven = Proven::new();
    for file in sources(tests) {
        let relative = file.strip_prefix(tests).expect("a path below the folder");
        if relative == Path::new(DEFINED_IN) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source");
        let parts = relative.with_extension("");
        let parts: Vec<_> = parts.iter().filter_map(|part| part.to_str()).filter(|part| *part != "main").collect();
        of_file(&text, &parts.join("::"), &mut proven)
            .unwrap_or_else(|problem| panic!("{}: {problem}", file.display()));
    }
    proven
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let found = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// Adds the claims of one file.
fn of_file(text: &str, module: &str, proven: &mut Proven) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|error| error.to_string())?;
    of_items(&file.items, module, proven)
}

fn of_items(items: &[Item], module: &str, proven: &mut Proven) -> Result<(), String> {
    for item in items {
        match item {
            Item::Mod(inner) if inner.content.is_some() => {
                let items = inner.content.as_ref().map(|(_, items)| items.as_slice()).unwrap_or_default();
                of_items(items, &format!("{module}::{}", inner.ident), proven)?;
            }
            Item::Fn(function) if is_test(function) => {
                let test = format!("{module}::{}", function.sig.ident);
                for claim in claims(function.block.to_token_stream())? {
                    let subject =
                        Subject::named(&claim).ok_or_else(|| format!("{test} proves {claim}, which is no row"))?;
                    proven.entry(subject.to_string()).or_default().insert(test.clone());
                }
            }
            other if claims(other.to_token_stream())?.is_empty() => {}
            _ => return Err(format!("{module}: a claim is made in a test that always runs, and nowhere else")),
        }
    }
    Ok(())
}

/// Whether a function is a test that always runs.
fn is_test(function: &ItemFn) -> bool {
    let last = |attribute: &Attribute| attribute.path().segments.last().map(|segment| segment.ident.to_string());
    let names: Vec<_> = function.attrs.iter().filter_map(last).collect();
    let sometimes = names.iter().any(|name| ["ignore", "cfg", "cfg_attr", "should_panic"].contains(&name.as_str()));
    names.iter().any(|name| name == "test") && !sometimes
}

/// The claims in code, in macros too.
fn claims(code: TokenStream) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut called = false;
    for token in code {
        if let TokenTree::Group(group) = &token {
            if called && group.delimiter() == Delimiter::Parenthesis {
                found.extend(of_call(group)?);
            }
            found.extend(claims(group.stream())?);
        }
        called = matches!(&token, TokenTree::Ident(name) if *name == PROVES);
    }
    Ok(found)
}

/// What a call claims: its second argument.
fn of_call(arguments: &Group) -> Result<Vec<String>, String> {
    let unclear = || format!("claims are written out: {PROVES}(&kci, &[\"…\"]), not {PROVES}{arguments}");
    let parsed = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(arguments.stream()).map_err(|_| unclear())?;
    let Some(Expr::Reference(list)) = parsed.iter().nth(1) else { return Err(unclear()) };
    let Expr::Array(list) = list.expr.as_ref() else { return Err(unclear()) };
    let text = |claim: &Expr| match claim {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    list.elems.iter().map(|claim| text(claim).ok_or_else(unclear)).collect()
}

fn collected(text: &str) -> Result<Proven, String> {
    let mut proven = Proven::new();
    of_file(text, "emulator", &mut proven).map(|()| proven)
}

#[test]
fn claims_are_found_in_tests_and_in_macros_within() {
    let text = r#"
        #[test] fn a() { proves(&kci, &["DescribeRegions"]); }
        mod inner { #[tokio::test] async fn b() { check!({ proves(&kci, &["DescribeRegions", "error NoSuchEntity"]) }) } }
    "#;
    let tests = |names: &[&str]| names.iter().map(ToString::to_string).collect::<BTreeSet<_>>();
    let expected = [
        ("DescribeRegions".to_owned(), tests(&["emulator::a", "emulator::inner::b"])),
        ("error NoSuchEntity".to_owned(), tests(&["emulator::inner::b"])),
    ];
    assert_eq!(collected(text), Ok(expected.into()));
}

#[test]
fn a_claim_that_cannot_be_checked_is_refused() {
    for text in [
        r#"#[test] fn a() { proves(&kci, &["MakeTea"]); }"#,
        r#"#[test] fn a() { proves(&kci, &["error ServiceUnavailable"]); }"#,
        "#[test] fn a() { proves(&kci, &CLAIMS); }",
        "#[test] fn a() { proves(&kci, &[CLAIM]); }",
        r#"#[test] #[ignore] fn a() { proves(&kci, &["DescribeRegions"]); }"#,
        r#"#[test] #[should_panic] fn a() { proves(&kci, &["DescribeRegions"]); }"#,
        r#"fn a() { proves(&kci, &["DescribeRegions"]); }"#,
        r#"proptest! { #[test] fn a() { proves(&kci, &["DescribeRegions"]); } }"#,
    ] {
        assert!(collected(text).is_err(), "{text}");
    }
}
