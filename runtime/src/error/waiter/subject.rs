//! What was waited for, as an answer shows it.

use std::fmt;
use std::time::Duration;

use super::parts::{SubjectEvent, SubjectPart};
use crate::text::plain;

/// What an answer, or one of the things in it, means to a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiterState {
    /// The state is reached.
    Success,
    /// The state will not be reached.
    Failure,
    /// The state will not be reached if this goes on for so long.
    FailureAfter(Duration),
}

/// One of the things that are waited for, such as a container group, as an answer showed it.
///
/// `Display` says the most important of it on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    title: &'static str,
    id: Option<String>,
    name: Option<String>,
    state: Option<String>,
    reason: Option<String>,
    parts: Vec<SubjectPart>,
    events: Vec<SubjectEvent>,
    hint: Option<&'static str>,
    standing: Option<WaiterState>,
}

/// How much of a subject a line says.
const SHOWN: usize = 2;

impl Subject {
    /// Something of which nothing is known but what it is: `container group`. Generated waiters make it.
    pub fn new(title: &'static str) -> Self {
        Self {
            title,
            id: None,
            name: None,
            state: None,
            reason: None,
            parts: Vec::new(),
            events: Vec::new(),
            hint: None,
            standing: None,
        }
    }

    /// Sets [`id`](Self::id).
    #[must_use]
    pub fn with_id(mut self, id: Option<String>) -> Self {
        self.id = id;
        self
    }

    /// Sets [`name`](Self::name).
    #[must_use]
    pub fn with_name(mut self, name: Option<String>) -> Self {
        self.name = name;
        self
    }

    /// Sets [`state`](Self::state).
    #[must_use]
    pub fn with_state(mut self, state: Option<String>) -> Self {
        self.state = state;
        self
    }

    /// Sets [`reason`](Self::reason).
    #[must_use]
    pub fn with_reason(mut self, reason: Option<String>) -> Self {
        self.reason = reason;
        self
    }

    /// Adds [`parts`](Self::parts).
    #[must_use]
    pub fn with_parts(mut self, parts: impl IntoIterator<Item = SubjectPart>) -> Self {
        self.parts.extend(parts);
        self
    }

    /// Adds [`events`](Self::events).
    #[must_use]
    pub fn with_events(mut self, events: impl IntoIterator<Item = SubjectEvent>) -> Self {
        self.events.extend(events);
        self
    }

    /// Sets [`standing`](Self::standing).
    #[must_use]
    pub fn with_standing(mut self, standing: Option<WaiterState>) -> Self {
        self.standing = standing;
        self
    }

    /// Sets [`hint`](Self::hint) where this is true of it, and there is none yet.
    #[must_use]
    pub fn hint_if(mut self, is_true: bool, hint: &'static str) -> Self {
        self.hint = self.hint.or(is_true.then_some(hint));
        self
    }

    /// What it is: `container group`.
    pub fn title(&self) -> &str {
        self.title
    }

    /// What requests call it.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// What people call it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How far it is: `Running`.
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Why it is in that state.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// What it consists of: containers.
    pub fn parts(&self) -> &[SubjectPart] {
        &self.parts
    }

    /// What happened to it, as the service sorts it.
    pub fn events(&self) -> &[SubjectEvent] {
        &self.events
    }

    /// What to look at.
    pub fn hint(&self) -> Option<&str> {
        self.hint
    }

    /// What its state means to the waiter; `None`: it is on its way.
    pub fn standing(&self) -> Option<WaiterState> {
        self.standing
    }
}

/// `container group web (6a1f): Failed; container main: terminated, Error, exit code 1; Failed: …`
impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title)?;
        match (&self.name, &self.id) {
            (Some(name), Some(id)) => write!(f, " {} ({})", plain(name), plain(id))?,
            (Some(one), None) | (None, Some(one)) => write!(f, " {}", plain(one))?,
            (None, None) => {}
        }
        write_states(f, [&self.state, &self.reason])?;
        let telling: Vec<_> = self.parts.iter().filter(|part| part.is_telling()).collect();
        for part in telling.iter().take(SHOWN) {
            write!(f, "; {part}")?;
        }
        if telling.len() > SHOWN {
            write!(f, "; {} more like that", telling.len() - SHOWN)?;
        }
        // The newest of those that are not as they should be, or else the newest.
        let mut events: Vec<_> = self.events.iter().rev().filter(|event| !event.is_normal()).take(SHOWN).collect();
        if events.is_empty() {
            events.extend(self.events.last());
        }
        for event in events.iter().rev() {
            write!(f, "; {event}")?;
        }
        Ok(())
    }
}

/// `: terminated, Error`, as far as there is anything.
pub(super) fn write_states(f: &mut fmt::Formatter<'_>, states: [&Option<String>; 2]) -> fmt::Result {
    let mut before = ": ";
    for state in states.into_iter().flatten() {
        write!(f, "{before}{}", plain(state))?;
        before = ", ";
    }
    Ok(())
}

/// The first of some values as text; nothing where there is none, or an empty text. Generated waiters use this.
pub fn first<'a, T: fmt::Display + ?Sized + 'a>(mut values: impl Iterator<Item = &'a T>) -> Option<String> {
    values.next().map(T::to_string).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::unnecessary_wraps, reason = "as the setters take it")]
    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn event(kind: &str, reason: &str, count: i64) -> SubjectEvent {
        SubjectEvent::new(&["Normal"])
            .with_kind(text(kind))
            .with_reason(text(reason))
            .with_message(text("what\nhappened"))
            .with_count(Some(count))
    }

    fn group() -> Subject {
        Subject::new("container group").with_id(text("6a1f")).with_name(text("web"))
    }

    fn container(state: &str, reason: Option<&str>, exit_code: Option<i64>) -> SubjectPart {
        let reason = reason.map(str::to_owned);
        SubjectPart::new("container")
            .with_name(text("main"))
            .with_state(text(state))
            .with_reason(reason)
            .with_exit_code(exit_code)
    }

    #[test]
    fn a_subject_says_what_is_wrong_with_it_on_plain() {
        let failed = group()
            .with_state(text("Failed"))
            .with_parts([container("running", None, None), container("terminated", Some("Error"), Some(137))])
            .with_events([event("Normal", "Started", 1), event("Warning", "Failed", 3), event("Normal", "Pulled", 1)]);
        let told = "container group web (6a1f): Failed; container main: terminated, Error, exit code 137; \
                    Failed 3 times: what happened";
        assert_eq!(failed.to_string(), told);
    }

    #[test]
    fn where_nothing_is_wrong_the_last_event_says_how_far_it_is() {
        let waits = group().with_events([event("Normal", "Scheduled", 1), event("Normal", "Pulling", 1)]);
        assert_eq!(waits.to_string(), "container group web (6a1f); Pulling: what happened");
    }

    #[test]
    fn of_many_parts_only_some_are_told() {
        let many = group().with_parts((0..100).map(|_| container("terminated", Some("Error"), Some(1))));
        assert!(many.to_string().ends_with("exit code 1; 98 more like that"), "{many}");
    }

    #[test]
    fn the_first_hint_that_is_true_counts() {
        let hints = group().hint_if(false, "one").hint_if(true, "two").hint_if(true, "three");
        assert_eq!(hints.hint(), Some("two"));
    }

    #[test]
    fn an_empty_text_is_none() {
        assert_eq!(first([""].into_iter()), None);
        assert_eq!(first([7, 8].iter()), text("7"));
    }
}
