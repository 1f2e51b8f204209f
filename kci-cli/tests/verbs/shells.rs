//! Completion in the shells themselves: each runs on a terminal, and what it made of a word and Tab is run.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use kci_sdk::value::RestartPolicy;

use crate::pty::Terminal;
use crate::world::World;

/// What the shells are told to ask with.
const PROMPT: &str = "ready> ";

fn web(world: &World) -> String {
    let id = world.group_that("web", "nginx", RestartPolicy::Always);
    world.emulator.advance(Duration::from_secs(5));
    id
}

/// The shell, with the program on its path; none where there is no such shell.
fn shell(world: &World, name: &str) -> Option<Command> {
    let folders = ["/usr/bin", "/bin", "/usr/local/bin"].map(Path::new);
    let found = |name: &str| folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
    // A shell wants to be in charge of its terminal.
    let (Some(path), Some(leader)) = (found(name), found("setsid")) else {
        assert!(std::env::var_os("CI").is_none(), "{name} and setsid must be installed where everything must hold");
        return None;
    };
    let program = Path::new(env!("CARGO_BIN_EXE_kci")).parent().expect("its folder");
    let mut command = world.other(&leader.display().to_string());
    command.args(["--ctty", "--wait"]).arg(path).current_dir(world.home());
    command.env("PATH", format!("{}:/usr/bin:/bin", program.display())).env("PS1", PROMPT).env("LANG", "C.UTF-8");
    Some(command)
}

/// Completes commands, flags, values, files and what exists, by one Tab each.
#[track_caller]
fn completes(mut terminal: Terminal, world: &World, id: &str) {
    fs::write(world.home().join("wanted.yaml"), "Imgae: x\n").expect("a file");
    let mut is_done = |typed: &str, seen: &str| {
        terminal.types(typed);
        terminal.types("\n");
        terminal.sees(seen);
        terminal.sees(PROMPT);
    };
    is_done("kci lo\t--help", "Show the log of a container");
    is_done("kci create --restart-pol\tNever --template", "RestartPolicy: \"Never\"");
    is_done("kci create --restart-policy On\t--template", "RestartPolicy: \"OnFailure\"");
    is_done("kci create --restart-policy=Al\t--template", "RestartPolicy: \"Always\"");
    is_done("kci create --container.2.workin\t/x --template", "WorkingDir: \"/x\"");
    is_done("kci create -f wan\t", "wanted.yaml:1:1: Imgae");
    is_done("kci explain create container.image-p\t", "text, recommended");
    is_done("kci get we\t-o id", &format!("{id}\r"));
    is_done(&format!("kci get {}\t-o name", &id[..8]), "web\r");
    let delete = "kci api DeleteContainerGroup --dry-run --container-group-id";
    is_done(&format!("{delete}={}\t-q", &id[..8]), &format!("ContainerGroupId={id}\r"));
    is_done(&format!("kci ls --endpoint={} --regi\tcn-b\t-o id", world.emulator.endpoint()), &format!("{id}\r"));
    terminal.types("exit\n");
    assert_eq!(terminal.end().0, Some(0));
}

#[test]
fn bash_completes() {
    let world = World::still();
    let id = web(&world);
    let Some(mut bash) = shell(&world, "bash") else { return };
    bash.args(["--norc", "--noprofile", "-i"]);
    let mut terminal = Terminal::of(bash, (200, 50));
    terminal.sees(PROMPT);
    terminal.types_and_sees("source <(kci completion bash)\n", PROMPT, 1);
    completes(terminal, &world, &id);
}

#[test]
fn zsh_completes() {
    let world = World::still();
    let id = web(&world);
    let Some(mut zsh) = shell(&world, "zsh") else { return };
    zsh.args(["-f", "-i"]);
    let mut terminal = Terminal::of(zsh, (200, 50));
    terminal.sees(PROMPT);
    terminal.types_and_sees("autoload -U compinit && compinit -u && source <(kci completion zsh)\n", PROMPT, 1);
    completes(terminal, &world, &id);
}

#[test]
fn fish_completes() {
    let world = World::still();
    let id = web(&world);
    let Some(mut fish) = shell(&world, "fish") else { return };
    let folder = world.home().join(".config/fish/completions");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("kci.fish"), world.run(&["completion", "fish"]).ok()).expect("a file");
    fish.args(["-i", "-C", &format!("function fish_prompt; echo '{PROMPT}'; end")]);
    let mut terminal = Terminal::of(fish, (200, 50));
    terminal.sees(PROMPT);
    completes(terminal, &world, &id);
}
