//! Blank lines between items, which the formatter does not put there.

/// The code with a blank line between an item that ends a block and the next one beside it.
pub(super) fn spaced(code: &str) -> String {
    let mut spaced = String::with_capacity(code.len() + code.len() / 16);
    let mut before: Option<(usize, bool)> = None;
    for line in code.lines() {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        if before == Some((indent, true)) && starts_item(text) {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        before = Some((indent, ends_item(text)));
    }
    spaced
}

fn ends_item(text: &str) -> bool {
    matches!(text, "}" | "};" | "];")
        || text.starts_with("use ")
        || (text.starts_with("pub struct ") && text.ends_with(';'))
        || (text.starts_with("rt::") && text.ends_with(");"))
}

fn starts_item(text: &str) -> bool {
    ["///", "#[", "pub ", "impl ", "fn ", "mod ", "const ", "rt::"].iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn items_are_apart_and_statements_are_not() {
        let code = "impl A {\n    fn a() {\n        if b {\n        }\n        c();\n    }\n    /// D.\n    fn d() {}\n}\nimpl E {}\n";
        let expected = "impl A {\n    fn a() {\n        if b {\n        }\n        c();\n    }\n\n    /// D.\n    fn d() {}\n}\n\nimpl E {}\n";
        assert_eq!(spaced(code), expected);
    }
}
