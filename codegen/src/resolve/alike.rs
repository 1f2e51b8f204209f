//! Names that rustc warns of: letters that code does not have, names that look like others, and letters of another script
//! that all look like those of Latin. It warns for a whole crate, so generated code cannot allow it.

use std::collections::BTreeMap;

use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::AugmentedScriptSet;
use unicode_security::{GeneralSecurityProfile as _, is_potential_mixed_script_confusable_char};

use crate::diagnostic::Sink;
use crate::source::Span;

/// A letter of an identifier that rustc finds uncommon, such as a full-width one.
pub(super) fn uncommon_letter(name: &str) -> Option<char> {
    name.strip_prefix("r#").unwrap_or(name).chars().find(|letter| !letter.identifier_allowed())
}

/// Notes names that look like others, among all that were made.
pub(super) fn check(sink: &mut Sink<'_>) {
    let names = sink.identifiers();
    if names.keys().all(|name| name.is_ascii()) {
        return;
    }
    check_skeletons(&names, sink);
    check_scripts(&names, sink);
}

const HELP: &str = "give one of them a `rust_name`";

/// Two names that look the same, at least one of which is not ASCII.
fn check_skeletons(names: &BTreeMap<String, Span>, sink: &mut Sink<'_>) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, span) in names {
        let looks: String = skeleton(name.strip_prefix("r#").unwrap_or(name)).collect();
        match seen.get(&looks) {
            Some(other) if !(name.is_ascii() && other.is_ascii()) => {
                let message = format!("the Rust names `{name}` and `{other}` look alike, and rustc warns of that");
                sink.error_with_help("name-collision", *span, message, HELP);
            }
            Some(_) => {}
            None => drop(seen.insert(looks, name)),
        }
    }
}

/// A script of which only letters are used that look like those of another.
fn check_scripts(names: &BTreeMap<String, Span>, sink: &mut Sink<'_>) {
    let latin = AugmentedScriptSet::for_char('a');
    let mut scripts: Vec<(AugmentedScriptSet, Option<(char, Span)>)> = Vec::new();
    for (name, span) in names {
        for letter in name.chars().filter(|letter| !letter.is_ascii()) {
            let script = AugmentedScriptSet::for_char(letter);
            if script == latin {
                continue;
            }
            let doubtful = is_potential_mixed_script_confusable_char(letter).then_some((letter, *span));
            match scripts.iter_mut().find(|(known, _)| *known == script) {
                Some((_, known)) => *known = known.and(doubtful).and(*known),
                None => scripts.push((script, doubtful)),
            }
        }
    }
    for (letter, span) in scripts.into_iter().filter_map(|(_, doubtful)| doubtful) {
        let message = format!("`{letter}` looks like a letter of another script, and rustc warns of that");
        sink.error_with_help("bad-name", span, message, "give it a `rust_name`: letters, digits and `_`");
    }
}
