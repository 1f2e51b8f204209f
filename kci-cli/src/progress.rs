//! How far waiting is, in words.

use kci_sdk::Progress;

/// What a wait is at; with the time that has passed, where that is no line of its own.
pub(crate) fn of_wait(progress: &Progress<'_>, with_time: bool) -> String {
    let head = format!("{}: {} of {}", progress.waiter(), progress.reached(), progress.expected());
    let text = match progress.error() {
        Some(error) => format!("{head}; {error}"),
        None => progress.subjects().iter().fold(head, |text, subject| format!("{text}; {subject}")),
    };
    timed(text, progress, with_time)
}

/// How far a single group is that runs to its end.
pub(crate) fn of_run(progress: &Progress<'_>, with_time: bool) -> String {
    let text = match (progress.error(), progress.subjects().first()) {
        (Some(error), _) => error.to_string(),
        (None, Some(group)) => group.to_string(),
        (None, None) => "…".to_owned(),
    };
    timed(text, progress, with_time)
}

/// Whole seconds are enough for people. They stand first: a line that is too long for the terminal is cut.
fn timed(text: String, progress: &Progress<'_>, with_time: bool) -> String {
    if with_time { format!("{}s {text}", progress.elapsed().as_secs()) } else { text }
}
