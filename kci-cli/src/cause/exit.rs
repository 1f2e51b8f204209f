//! What exit codes say.

use kci_cli_runtime::Text;
use kci_sdk::response::{Container, CurrentState};

use super::{Case, Cause, has};

/// What a code means: the codes, what is wrong, which parameter of the container to change, and how.
struct Meaning {
    codes: &'static [i64],
    text: Text,
    parameter: &'static str,
    change: Text,
}

const MEMORY: Meaning = Meaning {
    codes: &[137],
    text: Text::new(
        "it was killed, most likely because it needed more memory than it has",
        "它被强制结束，很可能是内存不足",
    ),
    parameter: "Memory",
    change: Text::new("more than it needs at most", "大于其最大用量"),
};

const MEANINGS: [Meaning; 7] = [
    MEMORY,
    Meaning {
        codes: &[126],
        text: Text::new("its command cannot be executed", "命令无法执行"),
        parameter: "Command.1",
        change: Text::new("a file that is executable, for this architecture", "使用可执行、且架构相符的文件"),
    },
    Meaning {
        codes: &[127],
        text: Text::new("its command is not in the image", "镜像中没有该命令"),
        parameter: "Command.1",
        change: Text::new("the path of a program in the image", "使用镜像中程序的路径"),
    },
    Meaning {
        codes: &[132, 135, 136, 139],
        text: Text::new(
            "the program crashed: a fault of its own, or of another architecture",
            "程序崩溃：自身缺陷或架构不符",
        ),
        parameter: "Image",
        change: Text::new("an image for this architecture, without the fault", "使用架构相符、无此缺陷的镜像"),
    },
    Meaning {
        codes: &[134],
        text: Text::new("the program gave up by itself: its log says why", "程序主动中止：原因见日志"),
        parameter: "",
        change: Text::NONE,
    },
    Meaning {
        codes: &[143],
        text: Text::new(
            "it was asked to end, as by a deletion or a failing probe",
            "它被要求结束，例如被删除或探针失败",
        ),
        parameter: "",
        change: Text::NONE,
    },
    Meaning {
        codes: &[128],
        text: Text::new(
            "it could not be started: its command or its directory is not there",
            "无法启动：命令或工作目录不存在",
        ),
        parameter: "Command.1",
        change: Text::new("a program and a WorkingDir that exist", "使用存在的程序和 WorkingDir"),
    },
];

/// With what a container ended last.
pub(super) fn code(container: &Container) -> Option<i64> {
    states(container).find_map(|state| state.exit_code)
}

fn states(container: &Container) -> impl Iterator<Item = &CurrentState> {
    [&container.current_state, &container.previous_state].into_iter().flatten()
}

pub(super) fn cause(case: &Case<'_>, container: &Container, number: usize) -> Option<Cause> {
    let is_out_of_memory = states(container).any(|state| state.reason.as_deref() == Some("OOMKilled"));
    let code = code(container).filter(|code| *code != 0);
    if is_out_of_memory {
        return Some(told(&MEMORY, container, number, "OOMKilled"));
    }
    let code = code?;
    if let Some(meaning) = MEANINGS.iter().find(|meaning| meaning.codes.contains(&code)) {
        return Some(told(meaning, container, number, &format!("exit code {code}")));
    }
    let evidence = match line(case.log(&container.name)) {
        Some(line) => format!("exit code {code}; {line}"),
        None => format!("exit code {code}"),
    };
    let text = Text::new("the program ended with an error of its own", "程序因自身错误结束");
    Some(Cause::new(text).of(container).because(evidence).change(
        format!("Container.{number}.Command, Arg, EnvironmentVar"),
        Text::new("what the program is told, by what its log says", "根据日志修改传给程序的内容"),
    ))
}

fn told(meaning: &Meaning, container: &Container, number: usize, evidence: &str) -> Cause {
    let cause = Cause::new(meaning.text).of(container).because(evidence);
    if meaning.parameter.is_empty() {
        return cause;
    }
    cause.change(format!("Container.{number}.{}", meaning.parameter), meaning.change)
}

/// The line of a log that says most: the last that speaks of an error, or else the last.
fn line(log: &[String]) -> Option<&str> {
    let words = ["error", "fatal", "panic", "exception", "cannot", "failed", "denied", "no such"];
    let telling = log.iter().rev().find(|line| has(line, &words));
    telling.or_else(|| log.iter().rev().find(|line| !line.trim().is_empty())).map(|line| line.trim())
}
