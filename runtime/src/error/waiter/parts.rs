//! What a subject consists of, and what happened to it.

use std::fmt;

use super::subject::write_states;
use crate::text::plain;

/// What a subject consists of, such as a container of a container group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectPart {
    title: &'static str,
    name: Option<String>,
    state: Option<String>,
    reason: Option<String>,
    exit_code: Option<i64>,
}

impl SubjectPart {
    /// Something of which nothing is known but what it is: `container`. Generated waiters make it.
    pub fn new(title: &'static str) -> Self {
        Self { title, name: None, state: None, reason: None, exit_code: None }
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

    /// Sets [`exit_code`](Self::exit_code), if it is not known yet.
    #[must_use]
    pub fn with_exit_code(mut self, code: Option<i64>) -> Self {
        self.exit_code = self.exit_code.or(code);
        self
    }

    /// What it is: `container`.
    pub fn title(&self) -> &str {
        self.title
    }

    /// What people call it.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How far it is: `waiting`.
    pub fn state(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Why it is in that state: `ImagePullBackOff`.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// With what it ended, now or the last time.
    pub fn exit_code(&self) -> Option<i64> {
        self.exit_code
    }

    /// Whether there is more to say of it than its state.
    pub(super) fn is_telling(&self) -> bool {
        self.reason.is_some() || self.exit_code.is_some()
    }
}

/// `container main: terminated, Error, exit code 1`
impl fmt::Display for SubjectPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title)?;
        if let Some(name) = &self.name {
            write!(f, " {}", plain(name))?;
        }
        write_states(f, [&self.state, &self.reason])?;
        match self.exit_code {
            Some(code) => write!(f, ", exit code {code}"),
            None => Ok(()),
        }
    }
}

/// What happened to a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectEvent {
    normal: &'static [&'static str],
    kind: Option<String>,
    reason: Option<String>,
    message: Option<String>,
    count: Option<i64>,
}

impl SubjectEvent {
    /// An event of which nothing is known, where these kinds are as it should be. Generated waiters make it.
    pub fn new(normal: &'static [&'static str]) -> Self {
        Self { normal, kind: None, reason: None, message: None, count: None }
    }

    /// Sets [`kind`](Self::kind).
    #[must_use]
    pub fn with_kind(mut self, kind: Option<String>) -> Self {
        self.kind = kind;
        self
    }

    /// Sets [`reason`](Self::reason).
    #[must_use]
    pub fn with_reason(mut self, reason: Option<String>) -> Self {
        self.reason = reason;
        self
    }

    /// Sets [`message`](Self::message).
    #[must_use]
    pub fn with_message(mut self, message: Option<String>) -> Self {
        self.message = message;
        self
    }

    /// Sets [`count`](Self::count).
    #[must_use]
    pub fn with_count(mut self, count: Option<i64>) -> Self {
        self.count = count;
        self
    }

    /// What kind it is: `Warning`.
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// What happened, in a word: `BackOff`.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// The same in words.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// How often it happened.
    pub fn count(&self) -> Option<i64> {
        self.count
    }

    /// Whether it is one of those that are as it should be.
    pub fn is_normal(&self) -> bool {
        self.kind.as_deref().is_some_and(|kind| self.normal.contains(&kind))
    }
}

/// `BackOff 3 times: container main ended with exit code 1`
impl fmt::Display for SubjectEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = self.reason.as_deref().or(self.kind.as_deref()).unwrap_or("event");
        f.write_str(&plain(reason))?;
        if let Some(count) = self.count.filter(|count| *count > 1) {
            write!(f, " {count} times")?;
        }
        match &self.message {
            Some(message) => write!(f, ": {}", plain(message)),
            None => Ok(()),
        }
    }
}
