use clap::builder::{ArgAction, PossibleValuesParser};
use clap::{Arg, Command, value_parser};

use super::*;
use crate::lang::Text;

fn command() -> Command {
    let switch = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    let option = |name: &'static str| Arg::new(name).long(name).value_name("X");
    let odd = |text: &str| match text {
        "odd" => Ok(()),
        _ => Err(Invalid(Text::new("a thing is odd", "应为奇数"))),
    };
    let ls = Command::new("ls")
        .args([switch("follow"), switch("json").conflicts_with("yaml"), switch("yaml")])
        .arg(option("for").value_parser(PossibleValuesParser::new(["running", "ended"])))
        .arg(option("tail").value_parser(value_parser!(u32).range(1..10)))
        .arg(option("cpu").value_parser(value_parser!(f64)))
        .arg(option("odd").value_parser(odd))
        .arg(option("equal").require_equals(true))
        .arg(option("pair").num_args(2))
        .arg(option("many").num_args(2..));
    let rm = Command::new("rm").arg(Arg::new("group").value_name("GROUP").required(true));
    let cache = Command::new("cache").subcommand_required(true).subcommand(Command::new("prune"));
    Command::new("kci").subcommand_required(true).subcommands([ls, rm, cache])
}

#[track_caller]
fn told(words: &[&str], kind: ErrorKind, lang: Lang) -> String {
    let words = std::iter::once("kci").chain(words.iter().copied());
    let error = command().try_get_matches_from(words).expect_err("it is wrong");
    assert_eq!(error.kind(), kind, "{error}");
    let failure = failure(&error, lang);
    format!("{}\n{}", failure.message, failure.help.unwrap_or_default())
}

#[test]
fn every_mistake_is_told_in_both_languages() {
    use ErrorKind as Kind;
    let cases: &[(&[&str], Kind, &str, &str)] = &[
        (&["ls", "--folow"], Kind::UnknownArgument, "there is no option --folow", "没有选项 --folow"),
        (&["ls", "word"], Kind::UnknownArgument, "`word` is one word too many", "`word` 是多余的参数"),
        (&["lsx"], Kind::InvalidSubcommand, "there is no command `lsx`", "没有命令 `lsx`"),
        (
            &["ls", "--equal", "1"],
            Kind::NoEquals,
            "--equal=<X> has its value after `=`",
            "--equal=<X> 的值须写在 `=` 之后",
        ),
        (
            &["ls", "--for"],
            Kind::InvalidValue,
            "--for <X> needs a value: running, ended",
            "--for <X> 需要一个值：running、ended",
        ),
        (&["ls", "--cpu"], Kind::InvalidValue, "--cpu <X> needs a value\n", "--cpu <X> 需要一个值\n"),
        (
            &["ls", "--for", "x"],
            Kind::InvalidValue,
            "--for <X>: `x` is none of running, ended",
            "--for <X>：`x` 不在可取的值 running、ended 之中",
        ),
        (
            &["ls", "--tail", "x"],
            Kind::ValueValidation,
            "--tail <X>: `x`: is not a whole number",
            "--tail <X>：`x`：不是整数",
        ),
        (&["ls", "--tail", "0"], Kind::ValueValidation, "`0`: is not in 1..10", "`0`：不在 1..10 范围内"),
        (&["ls", "--cpu", "x"], Kind::ValueValidation, "`x`: is not a number", "`x`：不是数值"),
        (&["ls", "--odd", "x"], Kind::ValueValidation, "`x`: a thing is odd", "`x`：应为奇数"),
        (&["rm"], Kind::MissingRequiredArgument, "missing: <GROUP>", "缺少：<GROUP>"),
        (&["cache"], Kind::MissingSubcommand, "`kci cache` needs a command: prune", "`kci cache` 需要一个命令：prune"),
        (
            &["ls", "--json", "--yaml"],
            Kind::ArgumentConflict,
            "--json cannot go with --yaml",
            "--json 不能与 --yaml 同时使用",
        ),
        (
            &["ls", "--cpu", "1", "--cpu", "2"],
            Kind::ArgumentConflict,
            "--cpu <X> can be given only once",
            "--cpu <X> 只能给出一次",
        ),
        (&["ls", "--json=x"], Kind::TooManyValues, "--json: the value `x` is one too many", "--json：值 `x` 是多余的"),
        (
            &["ls", "--many", "1"],
            Kind::TooFewValues,
            "--many <X> <X>... needs at least 2 values and has 1",
            "--many <X> <X>... 至少需要 2 个值，现有 1 个",
        ),
        (
            &["ls", "--pair", "1"],
            Kind::WrongNumberOfValues,
            "--pair <X> <X> needs 2 values and has 1",
            "--pair <X> <X> 需要 2 个值，现有 1 个",
        ),
    ];
    for (words, kind, en, zh) in cases {
        let (english, chinese) = (told(words, *kind, Lang::En), told(words, *kind, Lang::Zh));
        assert!(english.contains(en), "{words:?}: {english}");
        assert!(chinese.contains(zh), "{words:?}: {chinese}");
    }
}

#[test]
fn what_may_have_been_meant_is_told_in_both_languages() {
    use ErrorKind as Kind;
    let cases: &[(&[&str], Kind, &str, &str)] = &[
        (&["ls", "--folow"], Kind::UnknownArgument, "did you mean --follow?", "是否想用 --follow？"),
        (&["cahe"], Kind::InvalidSubcommand, "did you mean cache?", "是否想用 cache？"),
        (&["ls", "--for", "runing"], Kind::InvalidValue, "did you mean running?", "是否想用 running？"),
        (
            &["rm", "--x"],
            Kind::UnknownArgument,
            "to pass --x as a value, use -- --x",
            "要把 --x 作为值传入，请写 -- --x",
        ),
        (
            &["--", "ls"],
            Kind::UnknownArgument,
            "subcommand ls exists; to use it, remove the -- before it",
            "有命令 ls；要使用它，请去掉前面的 --",
        ),
        (&["--follow", "ls"], Kind::UnknownArgument, "ls --follow exists", "有 ls --follow"),
        (&["rm"], Kind::MissingRequiredArgument, "usage: kci rm <GROUP>", "用法：kci rm <GROUP>"),
        (&["ls", "word"], Kind::UnknownArgument, "usage: kci ls [OPTIONS]", "用法：kci ls [选项]"),
    ];
    for (words, kind, en, zh) in cases {
        let (english, chinese) = (told(words, *kind, Lang::En), told(words, *kind, Lang::Zh));
        assert!(english.contains(en), "{words:?}: {english}");
        assert!(chinese.contains(zh), "{words:?}: {chinese}");
    }
}
