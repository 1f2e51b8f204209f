//! A command line that clap cannot read: what is wrong with it, in the language of the rest.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseFloatError, ParseIntError};

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::{Failure, Invalid};
use crate::lang::Lang;

/// What clap found wrong, what may have been meant, and how the command is written.
pub(crate) fn failure(error: &clap::Error, lang: Lang) -> Failure {
    let found = Found { error, lang };
    let mut help = found.tips();
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.trim().trim_start_matches("Usage:").trim_start();
        help.push(format!("{}{}", lang.pick("usage: ", "用法："), placeholders(usage, lang)));
    }
    let failure = Failure::usage(found.message());
    if help.is_empty() { failure } else { failure.with_help(help.join("\n      ")) }
}

/// A usage with what clap has no setting for in the language of the rest.
pub(crate) fn placeholders(usage: &str, lang: Lang) -> String {
    match lang {
        Lang::En => usage.to_owned(),
        Lang::Zh => usage.replacen("[OPTIONS]", "[选项]", 1),
    }
}

struct Found<'e> {
    error: &'e clap::Error,
    lang: Lang,
}

impl Found<'_> {
    fn message(&self) -> String {
        self.known().unwrap_or_else(|| {
            // Of a kind that this version does not know: clap's own words.
            let text = self.error.to_string();
            text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
        })
    }

    fn known(&self) -> Option<String> {
        let say = |en: String, zh: String| Some(if self.lang == Lang::En { en } else { zh });
        let arg = self.text(ContextKind::InvalidArg);
        let value = self.text(ContextKind::InvalidValue);
        match self.error.kind() {
            ErrorKind::UnknownArgument if arg.starts_with('-') => {
                say(format!("there is no option {arg}"), format!("没有选项 {arg}"))
            }
            ErrorKind::UnknownArgument => say(format!("`{arg}` is one word too many"), format!("`{arg}` 是多余的参数")),
            ErrorKind::InvalidSubcommand => {
                let name = self.text(ContextKind::InvalidSubcommand);
                say(format!("there is no command `{name}`"), format!("没有命令 `{name}`"))
            }
            ErrorKind::NoEquals => say(format!("{arg} has its value after `=`"), format!("{arg} 的值须写在 `=` 之后")),
            ErrorKind::InvalidValue if value.is_empty() => {
                let values = self.list(ContextKind::ValidValue);
                let of = if values.is_empty() { values } else { format!(": {values}") };
                say(format!("{arg} needs a value{of}"), format!("{arg} 需要一个值{}", of.replace(": ", "：")))
            }
            ErrorKind::InvalidValue => {
                let values = self.list(ContextKind::ValidValue);
                say(
                    format!("{arg}: `{value}` is none of {values}"),
                    format!("{arg}：`{value}` 不在可取的值 {values} 之中"),
                )
            }
            ErrorKind::ValueValidation => {
                let why = self.error.source().map(|source| reason(source, self.lang)).unwrap_or_default();
                say(format!("{arg}: `{value}`: {why}"), format!("{arg}：`{value}`：{why}"))
            }
            ErrorKind::MissingRequiredArgument => {
                let missing = self.list(ContextKind::InvalidArg);
                say(format!("missing: {missing}"), format!("缺少：{missing}"))
            }
            ErrorKind::MissingSubcommand => {
                let (name, commands) =
                    (self.text(ContextKind::InvalidSubcommand), self.list(ContextKind::ValidSubcommand));
                say(format!("`{name}` needs a command: {commands}"), format!("`{name}` 需要一个命令：{commands}"))
            }
            ErrorKind::ArgumentConflict => {
                let arg = if arg.is_empty() { self.text(ContextKind::InvalidSubcommand) } else { arg };
                let other = self.list(ContextKind::PriorArg);
                if other == arg || other.is_empty() {
                    say(format!("{arg} can be given only once"), format!("{arg} 只能给出一次"))
                } else {
                    say(format!("{arg} cannot go with {other}"), format!("{arg} 不能与 {other} 同时使用"))
                }
            }
            ErrorKind::TooManyValues => {
                say(format!("{arg}: the value `{value}` is one too many"), format!("{arg}：值 `{value}` 是多余的"))
            }
            ErrorKind::TooFewValues => {
                let (least, there) = (self.text(ContextKind::MinValues), self.text(ContextKind::ActualNumValues));
                say(
                    format!("{arg} needs at least {least} values and has {there}"),
                    format!("{arg} 至少需要 {least} 个值，现有 {there} 个"),
                )
            }
            ErrorKind::WrongNumberOfValues => {
                let (all, there) = (self.text(ContextKind::ExpectedNumValues), self.text(ContextKind::ActualNumValues));
                say(
                    format!("{arg} needs {all} values and has {there}"),
                    format!("{arg} 需要 {all} 个值，现有 {there} 个"),
                )
            }
            ErrorKind::InvalidUtf8 => {
                say("a word of the command line is not UTF-8".to_owned(), "命令行中有参数不是 UTF-8 文本".to_owned())
            }
            _ => None,
        }
    }

    /// What may have been meant.
    fn tips(&self) -> Vec<String> {
        let mut tips = Vec::new();
        for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue] {
            let meant = self.list(kind);
            if !meant.is_empty() {
                tips.push(match self.lang {
                    Lang::En => format!("did you mean {meant}?"),
                    Lang::Zh => format!("是否想用 {meant}？"),
                });
            }
        }
        if let Some(ContextValue::StyledStrs(suggested)) = self.error.get(ContextKind::Suggested) {
            tips.extend(suggested.iter().map(|tip| suggestion(&tip.to_string(), self.lang)));
        }
        tips
    }

    fn text(&self, kind: ContextKind) -> String {
        self.error.get(kind).map(ToString::to_string).unwrap_or_default()
    }

    fn list(&self, kind: ContextKind) -> String {
        match self.error.get(kind) {
            Some(ContextValue::Strings(all)) => all.join(self.lang.pick(", ", "、")),
            Some(one) => one.to_string(),
            None => String::new(),
        }
    }
}

/// A tip that clap gives as a sentence. There are three; the quoted texts say what it is about.
fn suggestion(tip: &str, lang: Lang) -> String {
    let quoted: Vec<_> = tip.split('\'').skip(1).step_by(2).collect();
    match (lang, quoted.as_slice()) {
        (Lang::Zh, [value, way]) if tip.starts_with("to pass") => format!("要把 {value} 作为值传入，请写 {way}"),
        (Lang::Zh, [command, dashes]) if tip.starts_with("subcommand") => {
            format!("有命令 {command}；要使用它，请去掉前面的 {dashes}")
        }
        (Lang::Zh, [there]) if tip.ends_with("exists") => format!("有 {there}"),
        _ => tip.replace('\'', ""),
    }
}

/// Why a value cannot be read.
fn reason(source: &(dyn std::error::Error + 'static), lang: Lang) -> String {
    if let Some(Invalid(text)) = source.downcast_ref() {
        return lang.of(*text).to_owned();
    }
    if let Some(error) = source.downcast_ref::<ParseIntError>() {
        let (en, zh) = match error.kind() {
            IntErrorKind::PosOverflow => ("is too large", "太大"),
            IntErrorKind::NegOverflow => ("is too small", "太小"),
            _ => ("is not a whole number", "不是整数"),
        };
        return lang.pick(en, zh).to_owned();
    }
    if source.is::<ParseFloatError>() {
        return lang.pick("is not a number", "不是数值").to_owned();
    }
    let text = source.to_string();
    match text.split_once(" is not in ") {
        Some((_, range)) => match lang {
            Lang::En => format!("is not in {range}"),
            Lang::Zh => format!("不在 {range} 范围内"),
        },
        None => text,
    }
}

#[cfg(test)]
mod tests;
