//! Reads a vendor's documentation pages into files of the spec format.
//!
//! A page is text, in one of four [`Format`]s; [`read`] finds the actions in it, their tables, and what the cells say.
//! Reading never fails: what is lost, not understood, assumed, or was broken and put together again
//! is in the [`Report`], line by line. [`merge`] brings a file up to date without losing what people wrote in it.
//!
//! ```
//! let page = "## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nCount\tInteger\t否\t次数，默认3，最大10\n";
//! let import = kci_codegen::import::read(page, None);
//! let [action] = import.actions.as_slice() else { unreachable!("one action") };
//! assert_eq!(action.name, "PingThing");
//! assert!(action.text.contains(r#""max": 10"#));
//! ```

mod block;
mod cells;
mod columns;
mod condition;
mod examples;
mod file;
mod format;
mod meaning;
mod merge;
mod model;
mod phrase;
mod print;
mod read;
mod report;
mod sections;
mod service;
mod shapes;
mod share;
mod table;
mod text;
mod titles;
mod token;
mod write;

pub use self::file::ActionFile;
use self::file::parse;
pub use self::format::Format;
pub use self::merge::{Change, MergeError, Merged, merge};
use self::model::Action;
pub use self::report::{Finding, FindingKind, Report};
pub use self::service::{ServiceFile, service};

/// What was read from a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The format that the page was read in.
    pub format: Format,
    /// Version of the API, if the page states one: `2020-07-02`.
    pub version: Option<String>,
    /// The actions in the order of the page.
    pub actions: Vec<ActionFile>,
    /// What a person should look at.
    pub report: Report,
}

/// Reads a page. Without a format, the one is taken that the heads of the tables are written in.
pub fn read(text: &str, format: Option<Format>) -> Import {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let format = format.unwrap_or_else(|| read::format(text));
    let mut report = Report::default();
    let blocks = read::blocks(text, format);
    let mut document = sections::read(&blocks, &mut report);
    describe(&mut document, &mut report);
    let loose = std::mem::take(&mut document.loose);
    for action in &mut document.actions {
        let name = action.name.clone();
        shapes::resolve(&name, &mut action.request, true, &loose, &mut report);
        shapes::resolve(&name, &mut action.response, false, &loose, &mut report);
    }
    for shape in loose.iter().filter(|shape| !document.actions.iter().any(|action| action.has_shape(&shape.name))) {
        if shape.tables().iter().any(|(_, rows)| !rows.is_empty()) {
            report.add(FindingKind::Lost, shape.line, &shape.name, "no type names this table");
        }
    }
    sections::index_rules(&document.rules, &mut document.actions, &mut report);
    share::share(&mut document.actions, &mut report);
    share::name_enums(&mut document.actions, &mut report);
    let mut version = document.version.take();
    let actions = document.actions.iter_mut().map(|action| file(action, &mut version, &mut report)).collect();
    report.finish();
    Import { format, version, actions, report }
}

/// Reads the descriptions of all rows.
fn describe(document: &mut sections::Document, report: &mut Report) {
    for shape in &mut document.loose {
        let place = shape.name.clone();
        shape.tables_mut().into_iter().for_each(|members| table::describe(members, &place, report));
    }
    for action in &mut document.actions {
        let name = action.name.clone();
        for side in [&mut action.request, &mut action.response] {
            table::describe(&mut side.members, &name, report);
            for shape in &mut side.shapes {
                let place = format!("{name} {}", shape.name);
                shape.tables_mut().into_iter().for_each(|members| table::describe(members, &place, report));
            }
        }
    }
}

/// The file of an action, with its examples. They tell the version, too, where the page does not.
fn file(action: &mut Action, version: &mut Option<String>, report: &mut Report) -> ActionFile {
    let mut extra = write::Extra { effect: effect(action, report), ..write::Extra::default() };
    for example in std::mem::take(&mut action.examples) {
        let place = format!("{} {}", action.name, example.label);
        let parameters = examples::parameters(&example, &place, report);
        if let Some((_, stated)) = parameters.iter().find(|(name, _)| name == "Version") {
            version.get_or_insert_with(|| stated.clone());
        }
        let response = examples::response(&example, &place, report);
        if let Some(value) = response.as_ref().and_then(|text| serde_json::from_str(text).ok()) {
            examples::formats(action, &value, report);
        }
        extra.examples.push((parameters, response.and_then(|text| parse(&text))));
        action.examples.push(example);
    }
    if action.request.members.is_empty() && action.response.members.is_empty() {
        report.add(FindingKind::Lost, action.line, &action.name, "no table of parameters or of fields");
    }
    ActionFile { name: action.name.clone(), text: print::file(&write::action(action, extra)) }
}

/// Verbs that change nothing, and verbs that are the same done twice.
const READS: [&str; 9] = ["Describe", "List", "Get", "Query", "Search", "Check", "Match", "Show", "Count"];
const IDEMPOTENT: [&str; 10] =
    ["Delete", "Remove", "Update", "Modify", "Set", "Put", "Terminate", "Stop", "Start", "Enable"];

/// What doing the action twice would do, by its verb.
fn effect(action: &Action, report: &mut Report) -> &'static str {
    let starts = |verbs: &[&str]| verbs.iter().any(|verb| action.name.starts_with(verb));
    if starts(&READS) {
        return "read";
    }
    let effect = if starts(&IDEMPOTENT) { "idempotent" } else { "create" };
    if !starts(&["Create", "Delete"]) {
        let why = format!("by its verb, the effect is `{effect}`");
        report.add(FindingKind::Assumed, action.line, &action.name, why);
    }
    effect
}
