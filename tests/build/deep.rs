//! A spec with lists in lists, as deep as `check` accepts.

/// How deep.
const DEEPEST: usize = 24;

/// The files of the spec.
pub(crate) fn spec() -> Vec<(String, String)> {
    let shapes: Vec<String> = (1..=DEEPEST).map(shape).collect();
    let table = format!(
        r#"{{"members": [{{"name": "Inside", "shape": "S1", "list": true}}], "shapes": {{{}}}}}"#,
        shapes.join(",")
    );
    let action = format!(r#"{{"action": "Dive", "effect": "read", "request": {table}, "response": {table}}}"#);
    let service =
        r#"{"service": "deep", "version": "1", "endpoints": {"rows": [{"name": "e", "host": "deep.example.com"}]}}"#;
    vec![("actions/Dive.json".to_owned(), action), ("service.json".to_owned(), service.to_owned())]
}

fn shape(depth: usize) -> String {
    let inside = format!(r#", {{"name": "Inside", "shape": "S{}", "list": true}}"#, depth + 1);
    let inside = if depth < DEEPEST { inside } else { String::new() };
    format!(r#""S{depth}": {{"members": [{{"name": "Text", "type": "string"}}{inside}]}}"#)
}
