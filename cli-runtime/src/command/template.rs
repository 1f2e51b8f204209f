//! `--template`: a commented YAML file of a request. What must be there, and what flags or an existing object say, is
//! written out; everything else stands behind `#`, with its bounds, values and default.

use kci_runtime::Params;
use serde_json::Value;

use super::action;
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
        there = Document::of_value(id, existing(cx, action, id).await?);
        input.document(&there);
    }
    if let Some(document) = document {
        document.tell(&cx.out);
        input.document(document);
    }
    for (written, flag, value) in flags {
        input.flag(flag, written, value.as_str());
    }
    // Parameters as they are read, so that the document is one of them whatever is missing yet.
    let read = action.operation.read(&input.raw());
    let values = action.operation.document(&read.params);
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
                self.line(here, &format!("{}: {text}", member.name));
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

/// What there is already, as a document of a request that makes the same.
async fn existing(cx: &Context, action: &'static Action, id: &str) -> Result<Value, Failure> {
    let none = || Failure::usage(format!("--from: nothing lists what {} makes", action.info.name));
    let find = action.found_by.and_then(|name| cx.app.service.action(name)).ok_or_else(none)?;
    let lists = find.lists.as_ref().ok_or_else(none)?;
    let asked = lists.asked.ok_or_else(none)?;
    let params: Params = [(format!("{asked}.1"), id)].into_iter().collect();
    let answer = action::call(cx, find, &params).await?;
    let found = answer.get(lists.items).and_then(Value::as_array).and_then(|list| list.first());
    let found = found.ok_or_else(|| Failure::not_found(format!("there is no {} {id}", cx.lang.of(lists.title))))?;
    let shape = find.list().and_then(Member::shape).ok_or_else(none)?;
    Ok(carried(action.request, shape, found))
}

/// What an answer says that a request can say too: members that the SDK calls the same.
fn carried(request: &'static Shape, answer: &'static Shape, there: &Value) -> Value {
    let mut document = serde_json::Map::new();
    let mut members: Vec<&Member> = request.members().iter().collect();
    if let ShapeKind::Union { tag, variants, .. } = request.kind {
        let value = there.get(tag).and_then(Value::as_str);
        if let Some((value, shape)) = variants.iter().find(|(name, _)| Some(*name) == value) {
            document.insert(tag.to_owned(), Value::String((*value).to_owned()));
            members.extend(shape.members());
        }
    }
    for member in members {
        let Some(same) = answer.all_members().find(|other| other.field == member.field && other.list == member.list)
        else {
            continue;
        };
        let Some(value) = there.get(same.name).filter(|value| !is_nothing(value)) else { continue };
        let value = match (member.shape(), same.shape()) {
            (None, None) if !same.sensitive => value.clone(),
            (Some(request), Some(answer)) => match value {
                Value::Array(list) => list.iter().map(|one| carried(request, answer, one)).collect(),
                one => carried(request, answer, one),
            },
            _ => continue,
        };
        document.insert(member.name.to_owned(), value);
    }
    Value::Object(document)
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}
