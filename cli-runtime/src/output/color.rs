//! Colours, where somebody sees them.

use anstyle::{AnsiColor, Style};

use crate::settings::When;

/// What a text means to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Not there yet.
    Going,
    /// Wrong.
    Bad,
    /// Worth knowing.
    Warning,
    /// A headline.
    Head,
    /// Beside the point.
    Dim,
}

/// Puts colours on texts, or leaves them as they are.
#[derive(Clone, Copy, Debug)]
pub struct Paint {
    on: bool,
}

impl Paint {
    pub(crate) fn new(when: When, is_terminal: bool) -> Self {
        let on = match when {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                let is_dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
                is_terminal && !is_set("NO_COLOR") && !is_dumb
            }
        };
        Self { on }
    }

    /// Without colours.
    pub const OFF: Self = Self { on: false };

    /// Whether there are colours.
    pub fn is_on(self) -> bool {
        self.on
    }

    /// A text in the colour of what it means.
    pub fn tone(self, tone: Tone, text: &str) -> String {
        if !self.on || text.is_empty() {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Good => Style::new().fg_color(Some(AnsiColor::Green.into())),
            Tone::Going => Style::new().fg_color(Some(AnsiColor::Cyan.into())),
            Tone::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())),
            Tone::Warning => Style::new().fg_color(Some(AnsiColor::Yellow.into())),
            Tone::Head => Style::new().bold(),
            Tone::Dim => Style::new().dimmed(),
        };
        format!("{style}{text}{style:#}")
    }
}
