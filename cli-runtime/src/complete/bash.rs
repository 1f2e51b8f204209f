//! bash takes words apart at `=` and `:` before it asks, and replaces only what comes after the last of them. Here they
//! are put together again, so that `--flag=value` and addresses are what was typed.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap::Command;
use clap_complete::engine;
use clap_complete::env::{Bash, EnvCompleter};

/// What was typed, word by word, and where.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) words: Vec<OsString>,
    /// Which word is to be completed.
    at: usize,
    /// What of that word stands before the part that bash replaces.
    before: String,
}

impl Typed {
    /// What bash asks about.
    pub(super) fn of(words: &[OsString]) -> Self {
        let at = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|text| text.parse().ok()).unwrap_or_default();
        Self::joined(words, at)
    }

    fn joined(words: &[OsString], at: usize) -> Self {
        let is_break = |word: &OsString| word.to_str().is_some_and(|word| matches!(word, "=" | ":" | "=:" | ":="));
        let mut typed = Self::default();
        for (index, word) in words.iter().enumerate() {
            let is_more = index > 1 && (is_break(word) || is_break(&words[index - 1]));
            let last = typed.words.last_mut().filter(|_| is_more);
            let before = last.as_ref().map(|last| last.to_string_lossy().into_owned()).unwrap_or_default();
            match last {
                Some(last) => last.push(word),
                None => typed.words.push(word.clone()),
            }
            if index == at {
                typed.at = typed.words.len() - 1;
                typed.before = before;
            }
        }
        typed
    }
}

/// Answers bash about what was typed.
impl EnvCompleter for Typed {
    fn name(&self) -> &'static str {
        Bash.name()
    }

    fn is(&self, name: &str) -> bool {
        Bash.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        name: &str,
        bin: &str,
        completer: &str,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        Bash.write_registration(var, name, bin, completer, buf)
    }

    fn write_complete(
        &self,
        cmd: &mut Command,
        _: Vec<OsString>,
        current_dir: Option<&Path>,
        buf: &mut dyn Write,
    ) -> io::Result<()> {
        let separator = std::env::var("_CLAP_IFS").unwrap_or_else(|_| "\n".to_owned());
        let found = engine::complete(cmd, self.words.clone(), self.at, current_dir)?;
        let values = found.iter().map(|one| one.get_value().to_string_lossy());
        let rest: Vec<_> = values.filter_map(|value| value.strip_prefix(&self.before).map(str::to_owned)).collect();
        buf.write_all(rest.join(&separator).as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &[&str], at: usize) -> (Vec<String>, usize, String) {
        let words: Vec<_> = words.iter().map(OsString::from).collect();
        let Typed { words, at, before } = Typed::joined(&words, at);
        (words.into_iter().map(|word| word.into_string().expect("UTF-8")).collect(), at, before)
    }

    #[test]
    fn words_are_as_they_were_typed() {
        let (words, at, before) = typed(&["kci", "ls", "--endpoint", "=", "http", ":", "//x", ":", "1", "--st"], 9);
        assert_eq!(words, ["kci", "ls", "--endpoint=http://x:1", "--st"]);
        assert_eq!((at, before.as_str()), (3, ""));
    }

    #[test]
    fn what_bash_does_not_replace_is_known() {
        assert_eq!(typed(&["kci", "ls", "--lang", "=", "z"], 4).2, "--lang=");
        assert_eq!(
            typed(&["kci", "ls", "a", ":", "b", "c"], 4),
            (vec!["kci".into(), "ls".into(), "a:b".into(), "c".into()], 2, "a:".into())
        );
    }
}
