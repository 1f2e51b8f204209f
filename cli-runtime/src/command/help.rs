//! `help`: what the short help of a command has no room for. Of an action, its whole tables.

use clap::{Arg, ArgMatches, Command};

use super::{Line, api, explain};
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::Lang;
use crate::output::Tone;
use crate::settings;
use crate::table::{Action, Member, Required, Shape, ShapeKind, facts};
use crate::usage;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("help").about(lang.pick("Help of a command, or all of an action", "命令的帮助，或接口的全部说明")).arg(
        Arg::new("topic")
            .value_name("TOPIC")
            .help(lang.pick("A command, an action, or `options`", "命令、接口名或 options")),
    )
}

pub(super) fn run(cx: &Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let text = match matches.get_one::<String>("topic").map(String::as_str) {
        None => usage::placeholders(&cx.app.command(&Line::default(), cx.lang).render_help().to_string(), cx.lang),
        Some("options") => settings::help(cx.lang),
        Some(topic) => match of_command(cx, topic) {
            Some(text) => text,
            None => of_action(cx, explain::action(cx, topic).map_err(|_| api::no_such_action(cx, topic))?),
        },
    };
    cx.out.data(&text)?;
    Ok(Exit::SUCCESS)
}

/// The last line of a command's help: where the options are that every command has.
pub(crate) fn hint(program: &str, lang: Lang) -> String {
    let what = lang.pick(
        "options of all commands: -o json, --query, --region, --local …",
        "所有命令共有的选项：-o json、--query、--region、--local 等",
    );
    format!("{program} help options: {what}")
}

/// The last lines of the program's help.
pub(crate) fn root_hint(program: &str, lang: Lang) -> String {
    let what = lang.pick("all there is to a command or an action", "命令或接口的全部说明");
    format!("{program} help TOPIC: {what}\n{}", hint(program, lang))
}

fn of_command(cx: &Context, name: &str) -> Option<String> {
    if cx.app.aliases().any(|alias| alias.name == name) {
        return None;
    }
    let line = Line { command: Some(name.to_owned()), ..Line::default() };
    let mut root = cx.app.command(&line, cx.lang);
    root.build();
    let mut command = root.find_subcommand(name)?.clone().after_help("");
    let text = usage::placeholders(&command.render_long_help().to_string(), cx.lang);
    Some(format!("{}\n\n{}", text.trim_end(), settings::help(cx.lang)))
}

/// Both tables of an action, and everything below.
fn of_action(cx: &Context, action: &'static Action) -> String {
    let (lang, paint) = (cx.lang, cx.out.stdout_paint());
    let head = format!("{}: {}", action.info.name, lang.of(action.title));
    let mut lines = vec![paint.tone(Tone::Head, &head)];
    let description = lang.of(action.description);
    if !description.is_empty() {
        lines.push(description.to_owned());
    }
    let sides = [(lang.pick("Parameters", "参数"), action.request), (lang.pick("Answer", "返回"), action.response)];
    for (title, shape) in sides {
        lines.extend([String::new(), paint.tone(Tone::Head, title)]);
        Rows { lang, lines: &mut lines, open: Vec::new() }.shape(shape, "");
    }
    lines.join("\n") + "\n"
}

struct Rows<'l> {
    lang: Lang,
    lines: &'l mut Vec<String>,
    /// The structures that are being shown: one that is in itself is shown once.
    open: Vec<*const Shape>,
}

impl Rows<'_> {
    fn shape(&mut self, shape: &'static Shape, path: &str) {
        if self.open.contains(&std::ptr::from_ref(shape)) {
            return;
        }
        self.open.push(shape);
        if let ShapeKind::Union { tag, tag_description, variants } = shape.kind {
            let values = variants.iter().map(|(value, _)| *value).collect::<Vec<_>>().join(", ");
            let facts =
                format!("{}; {} {values}", self.lang.pick("required", "必填"), self.lang.pick("one of", "可取"));
            self.row(&format!("{path}{tag}"), &facts, self.lang.of(tag_description));
            for (_, shape) in variants {
                self.shape(shape, path);
            }
        }
        for member in shape.members() {
            let position = if member.list { ".N" } else { "" };
            let here = format!("{path}{}{position}", member.name);
            self.row(&here, &row_facts(member, self.lang), self.lang.of(member.description));
            if let Some(below) = member.shape() {
                self.shape(below, &format!("{here}."));
            }
        }
        self.open.pop();
    }

    fn row(&mut self, path: &str, facts: &str, description: &str) {
        self.lines.push(format!("  {path}"));
        self.lines.extend(
            [facts, description].into_iter().filter(|text| !text.is_empty()).map(|text| format!("      {text}")),
        );
    }
}

fn row_facts(member: &Member, lang: Lang) -> String {
    let mut facts = vec![facts::kind(member, lang)];
    if !matches!(member.required, Required::Never) {
        facts.push(facts::required(&member.required, lang));
    }
    facts.extend(facts::values(member, lang));
    facts.extend(facts::bounds(member, lang));
    facts.join("; ")
}
