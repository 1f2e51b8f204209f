//! Questions on the terminal; where there is none, answers are lines of standard input.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use kci_runtime::Secret;

use crate::failure::Failure;

/// Asks.
pub(super) struct Asker {
    is_terminal: bool,
}

impl Asker {
    pub(super) fn new() -> Self {
        Self { is_terminal: io::stdin().is_terminal() }
    }

    /// A line of text; what is there already where nothing is answered.
    pub(super) fn text(&mut self, what: &str, there: Option<&str>) -> Result<String, Failure> {
        if self.is_terminal {
            let shown = there.map(|there| format!(" [{there}]")).unwrap_or_default();
            prompt(&format!("{what}{shown}: "));
        }
        let answer = line()?;
        Ok(if answer.is_empty() { there.unwrap_or_default().to_owned() } else { answer })
    }

    /// A secret, which is not shown while it is typed.
    pub(super) fn secret(&mut self, what: &str, there: Option<&Secret>) -> Result<Secret, Failure> {
        let answer = if self.is_terminal {
            let shown = if there.is_some() { " [***]" } else { "" };
            rpassword::prompt_password(format!("{what}{shown}: ")).map_err(|error| unreadable(&error))?
        } else {
            line()?
        };
        Ok(match there {
            Some(there) if answer.trim().is_empty() => there.clone(),
            _ => Secret::from(answer.trim().to_owned()),
        })
    }
}

fn line() -> Result<String, Failure> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| unreadable(&error))?;
    Ok(line.trim().to_owned())
}

fn unreadable(error: &io::Error) -> Failure {
    Failure::other(format!("standard input: {error}"))
}

fn prompt(text: &str) {
    let mut out = io::stderr().lock();
    // Nobody reads it where it cannot be written.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
