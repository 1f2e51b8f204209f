//! Flags by wire path: those that what was typed may become, and their values.

use clap::{Arg, Command};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use super::candidate;
use super::ids::{self, Known};
use crate::app::App;
use crate::command::{Line, action, sentence, shape_at};
use crate::input::{Flag, resolve};
use crate::lang::Lang;
use crate::table::{Action, Kind, Shape, ShapeKind};

/// How many levels below what was typed are offered.
const LEVELS: usize = 1;

/// The command with an argument for each flag that may be meant.
pub(super) fn arguments(
    app: &'static App,
    action: &'static Action,
    line: &Line,
    lang: Lang,
    mut command: Command,
) -> Command {
    for typed in &line.partial {
        let mut found = Vec::new();
        below(action.request, "", typed, &mut found);
        for name in found {
            let is_there = command.get_arguments().any(|arg| arg.get_long() == Some(&name));
            if let (false, Ok(flag)) = (is_there, resolve(action.request, &name)) {
                command = command.arg(action::parameter(&name, &flag, lang));
            }
        }
    }
    command.mut_args(|arg: Arg| {
        let Some(flag) = arg.get_long().and_then(|name| resolve(action.request, name).ok()) else { return arg };
        let around = ids::Around::of(line);
        let values = move || values(app, &flag, &around, lang);
        arg.hide(false).add(ArgValueCandidates::new(values))
    })
}

/// The flags of single values that begin with what was typed, or lie a little below it. A list is offered at the position
/// that was typed, or at its first.
fn below(shape: &'static Shape, start: &str, typed: &str, found: &mut Vec<String>) {
    let depth = |text: &str| text.matches('.').count();
    let is_near = |name: &str| name.starts_with(typed) && depth(name) <= depth(typed) + LEVELS + 1;
    if let ShapeKind::Union { tag, .. } = shape.kind {
        let name = format!("{start}{}", tag.to_lowercase());
        found.extend(is_near(&name).then_some(name));
    }
    for member in shape.all_members() {
        let mut name = format!("{start}{}", member.flag);
        let Kind::Shape(inside) = member.kind else {
            found.extend((is_near(&name) && !found.contains(&name)).then_some(name));
            continue;
        };
        if member.list {
            let after = typed.strip_prefix(&name).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
            let position = after.split('.').next().filter(|word| word.parse::<u32>().is_ok()).unwrap_or("1");
            name = format!("{name}.{position}");
        }
        // Either it was typed already, or it may still become this.
        let leads = format!("{name}.");
        if typed.starts_with(&leads) || is_near(&leads) {
            below(inside, &leads, typed, found);
        }
    }
}

/// The members that a path may go on with, for `explain`.
pub(super) fn members(shape: &'static Shape, typed: &str, lang: Lang) -> Vec<CompletionCandidate> {
    let start = typed.rfind('.').map_or("", |at| &typed[..=at]);
    let Some(shape) = shape_at(shape, start) else { return Vec::new() };
    let paths = shape.all_members().map(|member| (format!("{start}{}", member.flag), member));
    let found = paths.filter(|(path, _)| path.starts_with(typed));
    found.map(|(path, member)| candidate(&path, sentence(lang.of(member.description)))).collect()
}

/// What the value of a flag may be: known values, or what exists.
fn values(app: &'static App, flag: &Flag, around: &ids::Around, lang: Lang) -> Vec<CompletionCandidate> {
    let Some(member) = flag.member else {
        return flag.tags.iter().map(|tag| candidate(tag, "")).collect();
    };
    if matches!(member.kind, Kind::Boolean) {
        return ["true", "false"].map(|value| candidate(value, "")).into();
    }
    if !member.values().is_empty() {
        return member.values().iter().map(|one| candidate(one.wire, lang.of(one.description))).collect();
    }
    let lists = |action: &&Action| action.lists.as_ref().is_some_and(|lists| lists.id == member.name);
    let action = app.service.actions.iter().find(lists);
    action.map(|action| ids::listed(app, action.info.name, around, Known::ById)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Text;
    use crate::table::Member;

    static PORT: Shape = Shape {
        name: "Port",
        section: "",
        description: Text::NONE,
        kind: ShapeKind::Structure(&[Member::new("Port", "port", "port", Kind::Integer)]),
    };
    static BOX: Shape = Shape {
        name: "Box",
        section: "",
        description: Text::NONE,
        kind: ShapeKind::Structure(&[
            Member::new("Image", "image", "image", Kind::String),
            Member { list: true, ..Member::new("Port", "port", "ports", Kind::Shape(&PORT)) },
        ]),
    };
    static ROOT: Shape = Shape {
        name: "Root",
        section: "",
        description: Text::NONE,
        kind: ShapeKind::Structure(&[
            Member::new("Name", "name", "name", Kind::String),
            Member { list: true, ..Member::new("Box", "box", "boxes", Kind::Shape(&BOX)) },
        ]),
    };

    fn found(typed: &str) -> Vec<String> {
        let mut found = Vec::new();
        below(&ROOT, "", typed, &mut found);
        found
    }

    #[test]
    fn a_path_goes_on_with_members() {
        let paths = |typed: &str| {
            let found = members(&ROOT, typed, Lang::En);
            found.iter().map(|one| one.get_value().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(paths(""), ["name", "box"]);
        assert_eq!(paths("box.p"), ["box.port"]);
        assert_eq!(paths("nothing.p"), [""; 0]);
    }

    #[test]
    fn what_was_typed_may_become_flags_a_little_below_it() {
        assert_eq!(found(""), ["name", "box.1.image"]);
        assert_eq!(found("bo"), ["box.1.image"]);
        assert_eq!(found("box.2.i"), ["box.2.image"]);
        assert_eq!(found("box.2.port"), ["box.2.port.1.port"]);
    }
}
