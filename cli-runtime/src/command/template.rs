//! `--template`: a commented YAML file of a request. What must be there, and what flags or an existing object say, is
//! written out; everything else stands behind `#`, with its bounds, values and default.

use serde_json::Value;

use super::recreate;
use crate::context::Context;
use crate::failure::Failure;
use crate::input::{Document, Flag, Input};
use crate::lang::Lang;
use crate::table::{Action, Condition, Kind, Member, Required, Shape, ShapeKind, facts};

pub(super) async fn run(
    cx: &Context,
    action: &'static Action,
    flags: &[(String, Flag, String)],
    from: Option<&str>,
    (profile, documents): (Option<&Document>, &[Document]),
) -> Result<(), Failure> {
    if documents.len() > 1 {
        return Err(Failure::usage(cx.say(
            "--template: a template is of one document, and the file has several",
            "--template：模板只能对应一个文档，而文件中有多个",
        )));
    }
    let document = documents.first();
    let least = document.and_then(Document::defaults);
    let there;
    let mut input = Input::new(action);
    for document in least.iter().chain(profile) {
        input.document(document);
    }
    if let Some(id) = from {
        there = Document::of_value(id, recreate::existing(cx, action, id).await?);
        input.document(&there);
    }
    if let Some(document) = document {
        document.tell(&cx.out);
        input.document(document);
    }
    for (written, flag, value) in flags {
        input.flag(flag, written, value.as_str());
    }
    // Parameters as they are read, so that the document is one of them whatever is missing yet; without what reading makes
    // of that.
    let given = input.raw();
    let read = action.operation.read(&given).params;
    let known = read.iter().filter(|(path, value)| !value.is_empty() || given.get(path).is_some());
    let values = action.operation.document(&known.collect());
    cx.out.data(&text(cx, action, &values))
}

/// The template, with these values filled in.
fn text(cx: &Context, action: &'static Action, values: &Value) -> String {
    let lang = cx.lang;
    let name = cx.app.aliases().find(|alias| alias.action.info.name == action.info.name);
    let command = name.map_or_else(|| format!("api {}", action.info.name), |alias| alias.name.to_owned());
    let mut writer = Writer { lang, lines: Vec::new() };
    writer.comment(0, &format!("{}: {}", action.info.name, lang.of(action.title)));
    writer.comment(0, &format!("{} {command} -f FILE", cx.app.name));
    writer.structure(action.request, Some(values), Place { indent: 0, on: true });
    writer.lines.iter().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Where lines go: how far in, and whether they count or are comments.
#[derive(Clone, Copy)]
struct Place {
    indent: usize,
    on: bool,
}

impl Place {
    fn deeper(self) -> Self {
        Self { indent: self.indent + 1, ..self }
    }
}

struct Writer {
    lang: Lang,
    lines: Vec<String>,
}

impl Writer {
    fn comment(&mut self, indent: usize, text: &str) {
        self.lines.push(format!("{}# {text}", "  ".repeat(indent)));
    }

    fn line(&mut self, place: Place, text: &str) {
        let start = "  ".repeat(place.indent);
        self.lines.push(if place.on { format!("{start}{text}") } else { format!("# {start}{text}") });
    }

    fn structure(&mut self, shape: &'static Shape, values: Option<&Value>, place: Place) {
        match shape.kind {
            ShapeKind::Structure(members) => {
                let mut written: Vec<&str> = Vec::new();
                for member in members {
                    let value = values.and_then(|values| values.get(member.name));
                    let is_on = value.is_some() || is_needed(&member.required, values, &written);
                    written.extend(is_on.then_some(member.name));
                    self.member(member, value, place, is_on);
                }
            }
            ShapeKind::Union { tag, variants, .. } => self.union(tag, variants, values, place),
        }
    }

    fn union(&mut self, tag: &str, variants: &[(&'static str, &'static Shape)], values: Option<&Value>, place: Place) {
        let chosen = values.and_then(|values| values.get(tag)).and_then(Value::as_str);
        let all = variants.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", ");
        let first = chosen.or_else(|| variants.first().map(|(value, _)| *value)).unwrap_or_default();
        let note = format!("{}; {} {all}", self.lang.pick("required", "必填"), self.lang.pick("one of", "可取"));
        self.line(place, &format!("{tag}: {first}  # {note}"));
        for (value, shape) in variants {
            if *value == first {
                self.structure(shape, values, place);
            }
        }
    }

    fn member(&mut self, member: &'static Member, value: Option<&Value>, place: Place, is_on: bool) {
        let here = Place { on: place.on && is_on, ..place };
        self.about(member, place);
        match (member.kind, member.list) {
            (Kind::Shape(shape), false) => {
                self.line(here, &format!("{}:", member.name));
                self.structure(shape, value, here.deeper());
            }
            (Kind::Shape(shape), true) => {
                self.line(here, &format!("{}:", member.name));
                let elements = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let elements: Vec<_> = elements.iter().map(Some).collect();
                for element in if elements.is_empty() { vec![None] } else { elements } {
                    self.element(shape, element, here.deeper());
                }
            }
            (_, list) => {
                let text = value.map_or_else(|| example(member), single);
                let text = if list && value.is_none() { format!("[{text}]") } else { text };
                let is_open = is_on && place.on && value.is_none();
                let mark = if is_open { self.lang.pick("  # REQUIRED", "  # 必填") } else { "" };
                self.line(here, &format!("{}: {text}{mark}", member.name));
            }
        }
    }

    /// An element of a list of structures: its first line begins with `- `.
    fn element(&mut self, shape: &'static Shape, values: Option<&Value>, place: Place) {
        let start = self.lines.len();
        self.structure(shape, values, place.deeper());
        // The mark that a line is a comment, then the blanks, of which the last two are the dash's.
        let mark = if place.on { 0 } else { 2 };
        let dash = mark + 2 * place.indent;
        let is_line = |line: &&mut String| line.get(mark..).is_some_and(|rest| !rest.trim_start().starts_with('#'));
        match self.lines.iter_mut().skip(start).find(is_line) {
            Some(line) => line.replace_range(dash..dash + 2, "- "),
            // Nothing in it is required.
            None => self.line(place, "- "),
        }
    }

    /// What it is, and what its value may be, above it.
    fn about(&mut self, member: &Member, place: Place) {
        let lang = self.lang;
        let mut facts = vec![facts::kind(member, lang), facts::required(&member.required, lang)];
        facts.extend(facts::values(member, lang));
        facts.extend(facts::bounds(member, lang));
        let text = format!("{} [{}]", lang.of(member.description), facts.join("; "));
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if place.on {
            self.comment(place.indent, &text);
        } else {
            self.lines.push(format!("# {}# {text}", "  ".repeat(place.indent)));
        }
    }
}

/// Whether a member must be there, beside those that are.
fn is_needed(required: &Required, values: Option<&Value>, written: &[&str]) -> bool {
    let there = |member: &str| values.and_then(|values| values.get(member));
    match required {
        Required::Always => true,
        Required::When(Condition::Absent { member }) => there(member).is_none() && !written.contains(member),
        Required::When(Condition::Is { member, value }) => there(member).is_some_and(|there| there == value),
        Required::When(Condition::Context { .. }) | Required::Never | Required::Recommended => false,
    }
}

/// A value in YAML, on one line: JSON is YAML.
fn single(value: &Value) -> String {
    value.to_string()
}

/// What stands for a value that nobody gave: the default, the first known value, or something of the right kind.
fn example(member: &Member) -> String {
    let first = member.values().first().map(|value| value.wire);
    let text = member.limits.default.or(first);
    match (member.kind, text) {
        (Kind::Integer | Kind::Long | Kind::Float | Kind::Boolean | Kind::IntegerEnum(_), Some(text)) => {
            text.to_owned()
        }
        (Kind::Integer | Kind::Long | Kind::Float, None) => member.limits.min.unwrap_or("0").to_owned(),
        (Kind::Boolean, None) => "false".to_owned(),
        (_, text) => Value::String(text.unwrap_or_default().to_owned()).to_string(),
    }
}
