//! How far waiting is, in words.

use kci_sdk::Progress;

/// What a wait is at, without the time that has passed: where nothing else changes, it says the same.
pub(crate) fn without_time(progress: &Progress<'_>) -> String {
    let head = format!("{}: {} of {}", progress.waiter(), progress.reached(), progress.expected());
    if let Some(error) = progress.error() {
        return format!("{head}; {error}");
    }
    progress.subjects().iter().fold(head, |text, subject| format!("{text}; {subject}"))
}
