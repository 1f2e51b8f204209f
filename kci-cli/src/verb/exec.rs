//! `kci exec`: a command in a container, with or without a terminal.

use std::io::{self, IsTerminal as _, Read as _, Write as _};

use clap::{Arg, ArgAction, ArgMatches, Command};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::Client;
use kci_sdk::exec::{self, ExitStatus, Input, Output, Outputs};
use kci_sdk::request::ExecContainerCommandRequest;
use tokio::sync::mpsc;

use super::arguments::{GROUPS, container, group as argument, word};
use crate::status::status;
use crate::terminal::{Raw, Resizes, size};
use crate::{group, terminal};

/// The verb.
pub(crate) struct Execute;

/// What runs on a terminal where nothing is said.
const SHELL: &str = "/bin/sh";

/// How much is read at once, in bytes.
const CHUNK: usize = 16 * 1_024;

impl Verb for Execute {
    fn name(&self) -> &'static str {
        "exec"
    }

    fn command(&self, lang: Lang) -> Command {
        let say = |en, zh| lang.pick(en, zh);
        let flag = |long: &'static str, short| Arg::new(long).long(long).short(short).action(ArgAction::SetTrue);
        Command::new(self.name())
            .about(say("Run a command in a container", "在容器中执行命令"))
            .arg(argument(lang))
            .arg(container(lang))
            .arg(flag("tty", 't').help(say("With a terminal [default on one]", "使用终端（在终端上默认）")))
            .arg(flag("no-tty", 'T').conflicts_with("tty").help(say("Without a terminal", "不使用终端")))
            .arg(
                flag("stdin", 'i')
                    .help(say("Pass standard input on [default with a terminal]", "传递标准输入（使用终端时默认）")),
            )
            .arg(
                Arg::new("words")
                    .value_name("CMD")
                    .last(true)
                    .num_args(0..)
                    .help(say("The command [default on a terminal: /bin/sh]", "命令（在终端上默认 /bin/sh）")),
            )
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let is_on_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
            let tty = matches.get_flag("tty") || is_on_terminal && !matches.get_flag("no-tty");
            let mut words: Vec<String> = matches.get_many("words").into_iter().flatten().cloned().collect();
            if words.is_empty() && tty {
                words.push(SHELL.to_owned());
            }
            if words.is_empty() {
                let text = cx.say("what is to be run? Write it after --", "要执行什么？请写在 -- 之后");
                return Err(Failure::usage(text));
            }
            let has_input = tty || matches.get_flag("stdin");
            execute(cx, matches, words, tty, has_input).await.map_err(not_the_command)
        })
    }
}

/// Runs the command to its end.
async fn execute(
    cx: &Context,
    matches: &ArgMatches,
    words: Vec<String>,
    tty: bool,
    has_input: bool,
) -> Result<Exit, Failure> {
    let client: Client = cx.client().await?;
    let group = group::find(cx, &client, word(matches)).await?;
    let container = group::container(cx, &group, matches.get_one::<String>("container").map(String::as_str))?;
    let request = ExecContainerCommandRequest::new(&*group.container_group_id, &*container.name, words).tty(tty);
    if cx.settings.dry_run {
        cx.show_request(&request)?;
        return Ok(Exit::SUCCESS);
    }
    let answer = client.exec_container_command(request).await?;
    let (input, outputs) = exec::connect(&client, &answer.web_socket_uri).await?.split();
    // Only now: what went wrong before is told on a terminal as it should be.
    let _raw = if tty { Raw::enter() } else { None };
    tokio::select! {
        // How it ended counts, whatever becomes of the input then.
        biased;
        ended = write(cx, outputs) => exit(cx, ended?),
        Err(failure) = send(input, tty, has_input) => Err(failure),
    }
}

/// Writes what comes, up to the end.
async fn write(cx: &Context, mut outputs: Outputs) -> Result<Option<ExitStatus>, Failure> {
    while let Some(output) = outputs.next().await? {
        match output {
            Output::Stdout(bytes) => cx.out.bytes(&bytes)?,
            // Nobody is left to tell it to if standard error is gone.
            Output::Stderr(bytes) => drop(io::stderr().lock().write_all(&bytes)),
            Output::Exit(status) => return Ok(Some(status)),
            _ => {}
        }
    }
    Ok(None)
}

/// Sends what is typed, and how large the terminal is. It ends only when the connection does.
async fn send(mut input: Input, tty: bool, has_input: bool) -> Result<(), Failure> {
    let mut typed = has_input.then(typed);
    let mut resizes = Resizes::watch();
    if tty && let Some((columns, rows)) = size() {
        input.resize(columns, rows).await?;
    }
    loop {
        tokio::select! {
            bytes = next(&mut typed) => if let Some(bytes) = bytes {
                input.send(bytes).await?;
            } else {
                // The protocol cannot say that the input has ended; a terminal has a character for it.
                typed = None;
                if tty {
                    input.send([terminal::END]).await?;
                }
            },
            () = resizes.next() => if tty && let Some((columns, rows)) = size() {
                input.resize(columns, rows).await?;
            },
        }
    }
}

/// The next that is typed; for ever where nothing is.
async fn next(typed: &mut Option<mpsc::Receiver<Vec<u8>>>) -> Option<Vec<u8>> {
    match typed {
        Some(typed) => typed.recv().await,
        None => std::future::pending().await,
    }
}

/// Standard input, read by a thread of its own: reading cannot be given up, and must not hold up the end of the program.
fn typed() -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel(16);
    std::thread::spawn(move || {
        let mut bytes = vec![0; CHUNK];
        while let Ok(count @ 1..) = io::stdin().lock().read(&mut bytes) {
            let read = bytes.get(..count).unwrap_or_default().to_vec();
            if sender.blocking_send(read).is_err() {
                break;
            }
        }
    });
    receiver
}

fn exit(cx: &Context, ended: Option<ExitStatus>) -> Result<Exit, Failure> {
    match ended {
        Some(ended) => match ended.code() {
            Some(code) => Ok(Exit(status(code.into()))),
            None => Err(Failure::other(ended.to_string())),
        },
        None => Err(Failure::other(cx.say(
            "the connection was closed, and nothing says how the command ended",
            "连接已关闭，且没有命令的退出码",
        ))),
    }
}

/// A status that a command may end with too says nothing of this program.
fn not_the_command(failure: Failure) -> Failure {
    match failure.exit {
        Exit::USAGE => failure,
        _ if failure.message.is_empty() => failure,
        _ => Failure { exit: Exit::NOT_THE_CONTAINER, ..failure },
    }
}
