//! `kci run`: one container, from its creation to its end.
//!
//! Whatever happens, nothing is left behind, unless that was asked for, or the program was interrupted a second time; then
//! it says what may stay.

mod interrupt;
mod life;
mod mount;
mod request;
mod watch;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};

use super::arguments::{interval, timeout};

/// The verb.
pub(crate) struct Run;

impl Verb for Run {
    fn name(&self) -> &'static str {
        "run"
    }

    fn command(&self, lang: Lang) -> Command {
        let say = |en, zh| lang.pick(en, zh);
        let text = |long: &'static str, value| Arg::new(long).long(long).value_name(value);
        Command::new(self.name())
            .about(say("Run a container, show its log, and delete it", "运行一个容器，显示日志，然后删除"))
            .arg(Arg::new("image").value_name("IMAGE").required(true).help(say("Its image", "镜像")))
            .arg(
                Arg::new("arguments")
                    .value_name("CMD")
                    .last(true)
                    .num_args(0..)
                    .help(say("What takes the place of the image's CMD", "替代镜像的 CMD")),
            )
            .arg(text("entrypoint", "CMD").help(say("What takes the place of its ENTRYPOINT", "替代镜像的 ENTRYPOINT")))
            .arg(
                text("env", "NAME=VALUE")
                    .short('e')
                    .action(ArgAction::Append)
                    .help(say("A variable; NAME alone: with its value here", "环境变量；只写 NAME 则取本机的值")),
            )
            .arg(text("workdir", "DIR").short('w').help(say("Its directory", "工作目录")))
            .arg(text("cpu", "CORES").value_parser(value_parser!(f64)).help(say("Cores", "核数")))
            .arg(
                text("memory", "GIB")
                    .short('m')
                    .value_parser(value_parser!(f64))
                    .help(say("GiB of memory", "内存 GiB")),
            )
            .arg(text("mount", "VOLUME").action(ArgAction::Append).help(say(
                "type=nfs,server=…,path=…,target=/data[,ro]; type=disk,id=…; type=empty; type=host,path=…",
                "type=nfs,server=…,path=…,target=/data[,ro]; type=disk,id=…; type=empty; type=host,path=…",
            )))
            .arg(text("name", "NAME").help(say("Its name; a mark is added to it", "名称；其后会加上标记")))
            .arg(text("subnet", "ID").help(say("Subnet [default: of the profile]", "子网（默认取自配置）")))
            .arg(
                text("security-group", "ID")
                    .action(ArgAction::Append)
                    .help(say("Security group [default: of the profile]", "安全组（默认取自配置）")),
            )
            .arg(
                Arg::new("rm")
                    .long("rm")
                    .action(ArgAction::SetTrue)
                    .conflicts_with("keep")
                    .help(say("Delete it afterwards [default]", "结束后删除（默认）")),
            )
            .arg(
                Arg::new("keep").long("keep").action(ArgAction::SetTrue).help(say("Leave it afterwards", "结束后保留")),
            )
            .arg(timeout(lang, "How long it may take [default: for ever]", "最长运行时间（默认不限）"))
            .arg(interval(lang))
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let request = request::of(cx, matches)?;
            if cx.settings.dry_run {
                cx.show_request(&request)?;
                return Ok(Exit::SUCCESS);
            }
            life::run(cx, request, matches).await.map_err(not_the_container)
        })
    }
}

/// A status that a container may end with too says nothing of this program.
fn not_the_container(failure: Failure) -> Failure {
    match failure.exit {
        Exit::USAGE | Exit::INTERRUPTED => failure,
        _ if failure.message.is_empty() => failure,
        _ => Failure { exit: Exit::NOT_THE_CONTAINER, ..failure },
    }
}
