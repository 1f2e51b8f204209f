//! `explain`: the row of a member, or the rows of an action, from the tables.

use clap::builder::ArgAction;
use clap::{Arg, ArgMatches, Command};
use serde_json::{Value, json};

use super::api::no_such_action;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::{Lang, Text};
use crate::output::{Column, Tone, View};
use crate::table::{Action, Member, Shape, ShapeKind, facts};
use crate::words;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("explain")
        .about(lang.pick("What the documents say of an action or a parameter", "说明接口或参数"))
        .arg(
            Arg::new("action")
                .required(true)
                .value_name("ACTION")
                .help(lang.pick("An action, or a command that is one", "接口名，或对应的命令名")),
        )
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .help(lang.pick("A parameter, such as container.image", "参数，例如 container.image")),
        )
        .arg(
            Arg::new("answer")
                .long("answer")
                .action(ArgAction::SetTrue)
                .help(lang.pick("Of the answer instead of the request", "说明返回值而不是请求")),
        )
}

/// The action of a name, or of a command that is one.
pub(super) fn action(cx: &Context, name: &str) -> Result<&'static Action, Failure> {
    let alias = cx.app.aliases().find(|alias| alias.name == name).map(|alias| alias.action);
    alias.or_else(|| cx.app.service.action(name)).ok_or_else(|| no_such_action(cx, name))
}

pub(super) fn run(cx: &Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let name = matches.get_one::<String>("action").map(String::as_str).unwrap_or_default();
    let action = action(cx, name)?;
    let is_answer = matches.get_flag("answer");
    let shape = if is_answer { action.response } else { action.request };
    let found = match matches.get_one::<String>("path") {
        None => Found { path: String::new(), member: None, shape: Some(shape), tag: None },
        Some(path) => find(shape, path)?,
    };
    let data = found.data(action, cx.lang);
    if cx.settings.format.is_some() || cx.settings.query.is_some() {
        // What has no members is a row itself.
        let view = if found.shape.is_some() { View::list("members") } else { View::one() };
        let view = view
            .column(Column::new("PARAMETER", "name"))
            .column(Column::new("TYPE", "type"))
            .column(Column::new("REQUIRED", "required"))
            .column(Column::new("LIMITS", "limits").wide())
            .column(Column::new("DESCRIPTION", "description"))
            .id("name")
            .name("name");
        cx.out.show(&data, &view)?;
    } else {
        cx.out.data(&found.text(cx, action))?;
    }
    Ok(Exit::SUCCESS)
}

/// What a path leads to.
struct Found {
    /// As on the wire, with `N` for positions.
    path: String,
    member: Option<&'static Member>,
    /// The structure that it is.
    shape: Option<&'static Shape>,
    /// The union whose tag it is.
    tag: Option<&'static Shape>,
}

/// The structure that a path leads to.
pub(crate) fn shape_at(shape: &'static Shape, path: &str) -> Option<&'static Shape> {
    find(shape, path).ok()?.shape
}

fn find(shape: &'static Shape, path: &str) -> Result<Found, Failure> {
    let words = path.split('.').filter(|word| !word.is_empty() && *word != "N" && word.parse::<u32>().is_err());
    let mut found = Found { path: String::new(), member: None, shape: Some(shape), tag: None };
    for word in words {
        let Some(shape) = found.shape else {
            return Err(Failure::usage(format!("{} has no members", found.path)));
        };
        let plain = words::plain(word);
        let start = if found.path.is_empty() { String::new() } else { format!("{}.", found.path) };
        if let ShapeKind::Union { tag, .. } = shape.kind
            && words::plain(tag) == plain
        {
            found = Found { path: format!("{start}{tag}"), member: None, shape: None, tag: Some(shape) };
            continue;
        }
        let names = |member: &'static Member| [member.name, member.flag, member.field];
        let member = shape.all_members().find(|member| names(member).iter().any(|name| words::plain(name) == plain));
        let member = member.ok_or_else(|| {
            let failure = Failure::usage(format!("{} has no member `{word}`", shape.name));
            match words::closest(word, shape.all_members().map(|member| member.name)) {
                Some(close) => failure.with_help(format!("did you mean {close}?")),
                None => failure,
            }
        })?;
        let position = if member.list { ".N" } else { "" };
        let path = format!("{start}{}{position}", member.name);
        found = Found { path, member: Some(member), shape: member.shape(), tag: None };
    }
    Ok(found)
}

impl Found {
    /// Everything, for programs.
    fn data(&self, action: &Action, lang: Lang) -> Value {
        let members: Vec<_> = self.shape.map(|shape| rows(shape, lang)).unwrap_or_default();
        let mut data = json!({"action": action.info.name, "path": self.path, "members": members});
        if let (Some(member), Some(object)) = (self.member, data.as_object_mut()) {
            object.extend(row(member, lang).as_object().cloned().unwrap_or_default());
            let values = member.values().iter();
            let values = values.map(|one| json!({"value": one.wire, "description": lang.of(one.description)}));
            object.insert("values".to_owned(), values.collect());
        }
        data
    }

    /// For people.
    fn text(&self, cx: &Context, action: &Action) -> String {
        let (lang, paint) = (cx.lang, cx.out.stdout_paint());
        let head = if self.path.is_empty() {
            format!("{}: {}", action.info.name, lang.of(action.title))
        } else {
            format!("{} {}", action.info.name, self.path)
        };
        let mut lines = vec![paint.tone(Tone::Head, &head)];
        let (description, section, origin) = match (self.member, self.tag) {
            (Some(member), _) => (member.description, self.shape.map_or("", |shape| shape.section), member.origin),
            (None, Some(union)) => (tag_text(union), union.section, &[] as &[&str]),
            (None, None) => (action.description, action.section, action.origin),
        };
        if let Some(member) = self.member {
            lines.push(format!("{}, {}", facts::kind(member, lang), facts::required(&member.required, lang)));
            let bounds = facts::bounds(member, lang);
            if !bounds.is_empty() {
                lines.push(bounds.join("; "));
            }
        }
        let description = lang.of(description);
        if !description.is_empty() {
            lines.extend([String::new(), description.to_owned()]);
        }
        lines.extend(self.values(lang));
        if let Some(shape) = self.shape {
            let title = lang.pick("Members", "成员");
            lines.extend([String::new(), paint.tone(Tone::Head, title)]);
            lines.extend(member_lines(shape, lang));
        }
        if !section.is_empty() {
            lines.extend([String::new(), format!("{}: {section}", lang.pick("Documents", "文档"))]);
        }
        if !origin.is_empty() {
            lines.push(format!("{}: {}", lang.pick("Origin", "来源"), origin.join(", ")));
        }
        lines.join("\n") + "\n"
    }

    fn values(&self, lang: Lang) -> Vec<String> {
        let mut lines = Vec::new();
        let values = self.member.map(Member::values).unwrap_or_default();
        let of_tag = match self.tag.map(|shape| &shape.kind) {
            Some(ShapeKind::Union { variants, .. }) => *variants,
            _ => &[],
        };
        if !values.is_empty() || !of_tag.is_empty() {
            lines.extend([String::new(), lang.pick("Values", "取值").to_owned()]);
        }
        lines.extend(
            values
                .iter()
                .map(|value| format!("  {:<24} {}", value.wire, lang.of(value.description)).trim_end().to_owned()),
        );
        lines.extend(
            of_tag
                .iter()
                .map(|(value, shape)| format!("  {value:<24} {}", lang.of(shape.description)).trim_end().to_owned()),
        );
        lines
    }
}

fn tag_text(union: &'static Shape) -> Text {
    match union.kind {
        ShapeKind::Union { tag_description, .. } => tag_description,
        ShapeKind::Structure(_) => Text::NONE,
    }
}

/// A line for each member: `*` marks what must be there.
fn member_lines(shape: &'static Shape, lang: Lang) -> Vec<String> {
    let line = |member: &Member| {
        let mark = if matches!(member.required, crate::table::Required::Always) { '*' } else { ' ' };
        let position = if member.list { ".N" } else { "" };
        let name = format!("{}{position}", member.name);
        format!("{mark} {name:<28} {}", lang.of(member.description)).trim_end().to_owned()
    };
    match shape.kind {
        ShapeKind::Structure(members) => members.iter().map(line).collect(),
        ShapeKind::Union { tag, variants, .. } => {
            let mut lines = vec![format!("* {tag}")];
            for (value, shape) in variants {
                lines.push(format!("  {tag}: {value}"));
                lines.extend(shape.members().iter().map(|member| format!("  {}", line(member))));
            }
            lines
        }
    }
}

fn rows(shape: &'static Shape, lang: Lang) -> Vec<Value> {
    shape.all_members().map(|member| row(member, lang)).collect()
}

fn row(member: &Member, lang: Lang) -> Value {
    json!({
        "name": member.name,
        "type": facts::kind(member, lang),
        "required": facts::required(&member.required, lang),
        "limits": facts::bounds(member, lang).into_iter().chain(facts::values(member, lang)).collect::<Vec<_>>().join("; "),
        "description": lang.of(member.description),
    })
}
