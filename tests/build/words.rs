//! A spec with every word that Rust keeps for itself, or gives a meaning in some places, in every place of a spec.

/// Strict, reserved and weak keywords of every edition.
pub(crate) const WORDS: &[&str] = &[
    "abstract",
    "as",
    "async",
    "auto",
    "await",
    "become",
    "box",
    "break",
    "const",
    "continue",
    "crate",
    "default",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "macro_rules",
    "match",
    "mod",
    "move",
    "mut",
    "override",
    "priv",
    "pub",
    "raw",
    "ref",
    "return",
    "safe",
    "self",
    "static",
    "struct",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "union",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// The files of the spec.
pub(crate) fn spec() -> Vec<(String, String)> {
    let each = |one: &dyn Fn(&str) -> String| WORDS.iter().map(|word| one(word)).collect::<Vec<_>>().join(",");
    let members = each(&|word| format!(r#"{{"name": "{word}", "type": "string"}}"#));
    let lists = each(&|word| format!(r#"{{"name": "{word}", "type": "long", "list": true}}"#));
    let required = each(&|word| format!(r#"{{"name": "{word}", "type": "string", "required": true}}"#));
    let used = each(&|word| format!(r#"{{"name": "shape_{word}", "shape": "{word}", "list": true}}"#));
    let shapes = each(&|word| format!(r#""{word}": {{"members": [{{"name": "{word}", "type": "boolean"}}]}}"#));
    let values = each(&|word| format!(r#"{{"value": "{word}"}}"#));
    let variants = each(&|word| {
        format!(
            r#"{{"value": "{word}", "members": [{{"name": "tag", "type": "string"}}, {{"name": "{word}", "type": "float", "required": true}}]}}"#
        )
    });
    let enums = each(&|word| {
        format!(
            r#"{{"name": "enum_{word}", "enum_name": "{word}", "type": "string", "enum": [{{"value": "{word}"}}]}}"#
        )
    });
    let everywhere = format!(
        r#"{{"action": "Everywhere", "effect": "read",
        "request": {{"members": [{members}, {used}, {{"name": "Lists", "shape": "Lists"}}, {{"name": "Arguments", "shape": "Arguments"}},
            {{"name": "Word", "type": "string", "enum": [{values}]}}, {{"name": "Either", "shape": "EitherOf"}}],
          "shapes": {{{shapes}, "Lists": {{"members": [{lists}]}}, "Arguments": {{"members": [{required}]}},
            "EitherOf": {{"tag": "tag", "variants": [{variants}]}}}}}},
        "response": {{"members": [{members}, {enums}, {used}], "shapes": {{{shapes}}}}}}}"#
    );
    let mut files = vec![("actions/Everywhere.json".to_owned(), everywhere)];
    for word in WORDS {
        let text = format!(
            r#"{{"action": "{word}", "effect": "read", "request": {{"members": [{{"name": "{word}", "type": "string"}}]}},
            "response": {{"members": [{{"name": "{word}", "type": "string"}}]}}}}"#
        );
        files.push((format!("actions/{word}.json"), text));
    }
    let errors = each(&|word| format!(r#"{{"code": "{word}", "message": "", "http_status": 400, "fault": "client"}}"#));
    let service = format!(
        r#"{{"service": "words", "version": "1", "endpoints": {{"rows": [{{"name": "e", "host": "words.example.com"}}]}},
        "errors": {{"rows": [{errors}]}}}}"#
    );
    let waiters = each(&|word| {
        format!(
            r#"{{"name": "{word}", "action": "Everywhere", "acceptors": [{{"outcome": "success", "all": "{word}", "equals": ["{word}"]}}]}}"#
        )
    });
    files.push(("service.json".to_owned(), service));
    files.push(("waiters.json".to_owned(), format!(r#"{{"waiters": [{waiters}]}}"#)));
    files
}
