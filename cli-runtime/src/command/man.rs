//! `man`: the manual, a page for the program, one for each command and one for each action.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use clap_mangen::Man;

use super::Line;
use crate::context::Context;
use crate::failure::{Exit, Failure};
use crate::lang::Lang;

pub(super) fn command(lang: Lang) -> Command {
    Command::new("man")
        .about(lang.pick("Write manual pages to a folder", "将手册页写入目录"))
        .arg(Arg::new("folder").required(true).value_name("DIR").value_parser(value_parser!(PathBuf)))
}

pub(super) fn run(cx: &Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else { return Ok(Exit::USAGE) };
    fs::create_dir_all(folder).map_err(|error| Failure::other(format!("{}: {error}", folder.display())))?;
    let name = cx.app.name;
    let mut root = cx.app.command(&Line::default(), cx.lang);
    root.build();
    page(folder, name, root.clone())?;
    for command in root.get_subcommands() {
        let line = Line {
            command: Some(command.get_name().to_owned()),
            action: cx.app.aliases().find(|alias| alias.name == command.get_name()).map(|alias| alias.action),
            ..Line::default()
        };
        below(cx, folder, command.get_name(), &format!("{name}-{}", command.get_name()), &line)?;
    }
    for action in cx.app.service.actions {
        let line = Line { command: Some("api".to_owned()), action: Some(action), ..Line::default() };
        below(cx, folder, "api", &format!("{name}-{}", action.info.name), &line)?;
    }
    Ok(Exit::SUCCESS)
}

/// The page of a command, as it is when `line` was typed.
fn below(cx: &Context, folder: &Path, command: &str, title: &str, line: &Line) -> Result<(), Failure> {
    let mut root = cx.app.command(line, cx.lang);
    root.build();
    let Some(found) = root.find_subcommand(command) else { return Ok(()) };
    let about = line.action.filter(|_| command == "api").map(|action| cx.lang.of(action.title));
    let found = about.into_iter().fold(found.clone(), Command::about);
    page(folder, title, found)
}

fn page(folder: &Path, title: &str, command: Command) -> Result<(), Failure> {
    let path = folder.join(format!("{title}.1"));
    let mut text = Vec::new();
    let rendered = Man::new(command.display_name(title.to_owned())).title(title.to_uppercase()).render(&mut text);
    rendered
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| Failure::other(format!("{}: {error}", path.display())))
}
