//! What Rust keeps for itself.

/// Keywords of every edition up to 2024, those too that are only reserved. None of them can be a name as it is.
const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that no `r#` makes a name of.
const NEVER_RAW: [&str; 4] = ["Self", "crate", "self", "super"];

/// Types, traits and variants that every module sees, and what generated code uses beside them.
const PRELUDE: [&str; 50] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "Api",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Client",
];

/// Methods that every client has, whatever its actions are.
const CLIENT_METHODS: [&str; 10] =
    ["builder", "clone", "endpoint", "from", "from_env", "new", "raw", "region", "runtime", "to_builder"];

/// Whether a name is a keyword.
pub(crate) fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Whether a type of this name hides one that generated code uses.
pub(crate) fn is_in_prelude(name: &str) -> bool {
    PRELUDE.contains(&name)
}

/// Name of the method of an action, beside those that every client has.
pub(crate) fn method_beside(name: String) -> String {
    if CLIENT_METHODS.contains(&name.as_str()) { name + "_action" } else { name }
}

/// Name of the setter of a field: the field's, unless the constructor has it.
pub(crate) fn setter(field: &str) -> &str {
    if field == "new" { "with_new" } else { field }
}

/// The name as an identifier: a keyword becomes a raw one, or gets a `_` where it cannot be one.
pub(crate) fn escape(name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else if is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }
}
