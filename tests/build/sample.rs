//! Specs made by a grammar and chance: whatever `check` accepts of them must compile.

use std::fmt::Write as _;

/// Names that are hard on somebody: keywords, names of the prelude and of the runtime, dots, digits, other scripts.
const NAMES: [&str; 40] = [
    "Name",
    "Id",
    "type",
    "gen",
    "self",
    "Self",
    "Option",
    "Vec",
    "String",
    "Result",
    "Ok",
    "None",
    "Box",
    "Client",
    "Call",
    "Error",
    "Value",
    "value",
    "rt",
    "w",
    "v",
    "r",
    "item",
    "request",
    "response",
    "new",
    "clone",
    "default",
    "A.B",
    "a-b",
    "3d",
    "X-Amz-Date",
    "容器",
    "Größe",
    "HTTPServer",
    "ID",
    "Waiter",
    "Format",
    "Secret",
    "Send",
];

const PATTERNS: [&str; 4] = ["^[a-z]{1,8}$", "^(a|b)*$", r"^\\d+$", "^[`'\\\"]$"];

/// Chance that is the same for the same seed.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// Some of these, each once.
    fn some<'a>(&mut self, all: &[&'a str], most: usize) -> Vec<&'a str> {
        let mut left = all.to_vec();
        (0..self.below(most + 1)).map(|_| left.swap_remove(self.below(left.len()))).collect()
    }
}

/// The files of a spec.
pub(crate) fn spec(chance: &mut Chance) -> Vec<(String, String)> {
    let actions = chance.some(&NAMES, 3);
    let mut files: Vec<_> = actions
        .into_iter()
        .chain(["Base"])
        .map(|name| (format!("actions/{name}.json"), action(name, chance)))
        .collect();
    let service = format!(
        r#"{{"service": "sample", "version": "1", "nullable_collections": {}, "time_offset": "{}",
        "endpoints": {{"rows": [{{"name": "e", "host": "sample.example.com"}}]}}}}"#,
        chance.one_in(2),
        chance.pick(&["+08:00", "-05:30", "+00:00"])
    );
    files.push(("service.json".to_owned(), service));
    files
}

fn action(name: &str, chance: &mut Chance) -> String {
    let (request, response) = (side(name, true, chance), side(name, false, chance));
    let effect = chance.pick(&["read", "idempotent", "create"]);
    format!(r#"{{"action": "{name}", "effect": "{effect}", "request": {request}, "response": {response}}}"#)
}

/// Members, and shapes below each other: each is used by the one before it.
fn side(action: &str, request: bool, chance: &mut Chance) -> String {
    let depth = chance.below(4);
    // Shapes of two actions are different types.
    let shapes: Vec<String> = (0..depth).map(|index| format!("{}{action}{index}", chance.pick(&NAMES))).collect();
    let mut text = format!(r#"{{"members": [{}], "shapes": {{"#, table(request, shapes.first(), &[], chance));
    for (index, shape) in shapes.iter().enumerate() {
        let inner = shapes.get(index + 1);
        let comma = if index > 0 { "," } else { "" };
        if request && chance.one_in(3) {
            let variants = ["One", "gen", "Self"].map(|value| {
                let tag = r#"{"name": "Tag", "type": "string"}"#.to_owned();
                format!(r#"{{"value": "{value}", "members": [{}]}}"#, table(request, inner, &[tag], chance))
            });
            let _ = write!(text, r#"{comma}"{shape}": {{"tag": "Tag", "variants": [{}]}}"#, variants.join(","));
        } else {
            let _ = write!(text, r#"{comma}"{shape}": {{"members": [{}]}}"#, table(request, inner, &[], chance));
        }
    }
    text + "}}"
}

fn table(request: bool, shape: Option<&String>, before: &[String], chance: &mut Chance) -> String {
    let names = chance.some(&NAMES, 8);
    let mut rows: Vec<String> = before.to_vec();
    rows.extend(names.iter().map(|name| member(name, request, chance)));
    if let Some(shape) = shape {
        let list = chance.one_in(2);
        let required = if request { format!(r#", "required": {}"#, chance.one_in(2)) } else { String::new() };
        rows.push(format!(r#"{{"name": "Inner", "shape": "{shape}", "list": {list}{required}}}"#));
    }
    rows.join(",")
}

fn member(name: &str, request: bool, chance: &mut Chance) -> String {
    let list = chance.one_in(3);
    let ty = chance.pick(&["string", "integer", "long", "float", "boolean"]);
    let mut text = format!(r#"{{"name": "{name}", "type": "{ty}", "list": {list}"#);
    if request && chance.one_in(2) {
        let _ = write!(text, r#", "required": {}"#, chance.pick(&["true", "false", "\"recommended\""]));
    }
    if !request && chance.one_in(3) {
        text.push_str(r#", "nullable": true"#);
    }
    let rest = match (ty, chance.below(7)) {
        ("string", 0) => format!(r#", "pattern": "{}""#, chance.pick(&PATTERNS)),
        ("string", 1) => format!(r#", "min_length": {}, "max_length": {}"#, chance.below(3), 3 + chance.below(9)),
        // An enum of its own, so that no two differ.
        ("string", 2) => {
            let values = chance.some(&NAMES, 6).into_iter().map(|value| format!(r#"{{"value": "{value}"}}"#));
            let values: Vec<_> = values.collect();
            format!(r#", "enum_name": "E{}", "enum": [{}]"#, chance.below(1_000_000), values.join(","))
        }
        ("string", 3) => format!(r#", "format": "{}""#, chance.pick(&["utc-time", "local-time"])),
        ("string", 4) => r#", "sensitive": true"#.to_owned(),
        ("string", 5) => format!(r#", "private": true, "pattern": "{}""#, chance.pick(&PATTERNS)),
        ("integer" | "long", 0..=2) => format!(r#", "min": -{}, "max": {}"#, chance.below(9), chance.below(99)),
        ("float", 0..=2) => format!(
            r#", "min": 0.{}, "max": {}.5, "decimals": {}"#,
            chance.below(9),
            1 + chance.below(9),
            1 + chance.below(3)
        ),
        _ => String::new(),
    };
    text + &rest + "}"
}
