//! How data is shown: a table on a terminal, tab-separated lines in a pipe, JSON, YAML, what a query finds, ids, names.
//!
//! A command gives its data as JSON and a [`View`] of it, and [`Output::show`] does the rest, so that every form works
//! with every command. Data goes to standard output, everything else ([`Output::note`]) to standard error.

mod cell;
mod color;
mod format;
mod grid;
mod progress;
mod query;
mod view;

use std::io::{self, IsTerminal as _, Write as _};

use serde_json::Value;

pub(crate) use cell::values;
pub use color::{Paint, Tone};
pub use format::Format;
pub use progress::Progress;
pub use view::{Cell, Column, View};

use crate::failure::{Exit, Failure};
use crate::lang::Lang;
use crate::settings::{Settings, When};

/// Where data and notes go, and in which form.
#[derive(Debug)]
pub struct Output {
    format: Format,
    query: Option<String>,
    lang: Lang,
    utc: bool,
    limit: Option<usize>,
    color: When,
    quiet: bool,
}

impl Output {
    pub(crate) fn new(settings: &Settings, lang: Lang) -> Self {
        let in_pipe = if io::stdout().is_terminal() { Format::Table } else { Format::Tsv };
        Self {
            format: settings.format.unwrap_or(if settings.query.is_some() { Format::Plain } else { in_pipe }),
            query: settings.query.clone(),
            lang,
            utc: settings.utc,
            limit: settings.limit,
            color: settings.color,
            quiet: settings.quiet,
        }
    }

    /// The form that was asked for, or the one that fits where the data goes.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Shows data.
    ///
    /// # Errors
    ///
    /// When the query is none, or finds nothing in this; and when it cannot be written.
    pub fn show(&self, data: &Value, view: &View) -> Result<(), Failure> {
        let mut limited = None;
        if let (Some(limit), Some(list)) = (self.limit, &view.list) {
            let mut shorter = data.clone();
            if let Some(Value::Array(elements)) = cell::get_mut(&mut shorter, list) {
                elements.truncate(limit);
            }
            limited = Some(shorter);
        }
        let data = limited.as_ref().unwrap_or(data);
        let found = self.query.as_deref().map(|query| query::search(query, data)).transpose()?;
        let text = match (&found, self.format) {
            (Some(found), format) => query::text(found, format)?,
            (None, Format::Json) => json(data)?,
            (None, Format::Yaml) => yaml(data)?,
            (None, Format::Id) => view.ids(data),
            (None, Format::Name) => view.names(data),
            (None, Format::Tsv) => grid::tsv(data, view, self.times(), false),
            (None, Format::Table | Format::Plain) => grid::table(data, view, self.times(), false, self.stdout_paint()),
            (None, Format::Wide) if io::stdout().is_terminal() => {
                grid::table(data, view, self.times(), true, self.stdout_paint())
            }
            (None, Format::Wide) => grid::tsv(data, view, self.times(), true),
        };
        self.data(&text)
    }

    /// Writes data as it is, such as the lines of a log.
    ///
    /// # Errors
    ///
    /// When it cannot be written. A reader that went away ends the program quietly.
    pub fn data(&self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())
    }

    /// Writes data as it is that need not be text.
    ///
    /// # Errors
    ///
    /// As of [`data`](Self::data).
    #[allow(clippy::unused_self, reason = "beside `data`")]
    pub fn bytes(&self, data: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(data).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::new(Exit(141), "")),
            Err(error) => Err(Failure::other(format!("standard output: {error}"))),
        }
    }

    /// Tells people something that is no data, on standard error; not with `--quiet`.
    pub fn note(&self, text: impl AsRef<str>) {
        if !self.quiet {
            say(text.as_ref());
        }
    }

    /// Warns people, on standard error.
    pub fn warn(&self, text: impl AsRef<str>) {
        let word = self.stderr_paint().tone(Tone::Warning, self.lang.pick("warning", "警告"));
        say(&format!("{word}: {}", text.as_ref()));
    }

    /// A line that says how far something is, on standard error.
    pub fn progress(&self) -> Progress {
        Progress::new(self.is_watched(), self.quiet)
    }

    /// Whether people see what goes to standard error, so that progress may be drawn there.
    pub fn is_watched(&self) -> bool {
        io::stderr().is_terminal() && !self.quiet
    }

    /// The language that people are spoken to in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// How many elements of a list are wanted.
    pub fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// Colours for standard output.
    pub fn stdout_paint(&self) -> Paint {
        Paint::new(self.color, io::stdout().is_terminal())
    }

    /// Colours for standard error.
    pub fn stderr_paint(&self) -> Paint {
        Paint::new(self.color, io::stderr().is_terminal())
    }

    fn times(&self) -> cell::Times {
        if self.utc { cell::Times::Utc } else { cell::Times::Local }
    }
}

/// A line on standard error.
pub(crate) fn say(text: &str) {
    // Nobody is left to tell it to if standard error is gone.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

fn json(data: &Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(data).map_err(|error| Failure::other(error.to_string()))?;
    Ok(text + "\n")
}

fn yaml(data: &Value) -> Result<String, Failure> {
    serde_norway::to_string(data).map_err(|error| Failure::other(error.to_string()))
}
