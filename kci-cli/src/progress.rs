//! How far waiting is, in words.

use std::time::Duration;

use kci_sdk::Progress;

/// What a wait is at, without the time that has passed: where nothing else changes, it says the same.
pub(crate) fn without_time(progress: &Progress<'_>) -> String {
    let head = format!("{}: {} of {}", progress.waiter(), progress.reached(), progress.expected());
    if let Some(error) = progress.error() {
        return format!("{head}; {error}");
    }
    progress.subjects().iter().fold(head, |text, subject| format!("{text}; {subject}"))
}

/// How far a single group is that runs to its end; with the time, where that is no line of its own.
pub(crate) fn of_run(progress: &Progress<'_>, with_time: bool) -> String {
    let text = match (progress.error(), progress.subjects().first()) {
        (Some(error), _) => error.to_string(),
        (None, Some(group)) => group.to_string(),
        (None, None) => "…".to_owned(),
    };
    // Whole seconds are enough for people.
    let elapsed = Duration::from_secs(progress.elapsed().as_secs());
    if with_time { format!("{text} {elapsed:?}") } else { text }
}
