//! What can be waited for, how an answer shows it, and what it means.

use super::{ActionId, Name, Text};

/// A way down: member indexes. Lists on the way are walked.
pub type Path = Vec<usize>;

/// A state that can be waited for.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiter {
    /// Name in the data, and the Rust type.
    pub name: Name,
    /// The action that is asked.
    pub action: ActionId,
    /// What is waited for.
    pub description: Text,
    /// Seconds before asking again, the first time; each time it is twice as long.
    pub delay_seconds: u64,
    /// Most seconds before asking again.
    pub max_delay_seconds: u64,
    /// Seconds after which the waiting is over.
    pub deadline_seconds: u64,
    /// Tried in order.
    pub acceptors: Vec<Acceptor>,
    /// What to look at when the state does not come, where none of the subject's matches.
    pub hints: Vec<Hint>,
}

impl Waiter {
    /// Whether the state can be reached only where everything is there that was asked for.
    pub fn expects_all(&self) -> bool {
        let is_of_all = |one: &Acceptor| matches!(one.test, AcceptorTest::All { .. } | AcceptorTest::Any { .. });
        let mut successes = self.acceptors.iter().filter(|one| one.outcome == Outcome::Success).peekable();
        successes.peek().is_some() && successes.all(is_of_all)
    }
}

/// What an answer means to a waiter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptor {
    /// What it means.
    pub outcome: Outcome,
    /// When.
    pub test: AcceptorTest,
    /// How many seconds it must go on like that; failures only.
    pub for_seconds: Option<u64>,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The state is reached.
    Success,
    /// It can no longer be reached.
    Failure,
    /// Ask again.
    Retry,
}

/// When an acceptor matches. Paths lead down from the response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptorTest {
    /// There are values, each is one of these, and everything that was asked for is there.
    All {
        /// The path.
        path: Path,
        /// The values.
        values: Vec<String>,
    },
    /// At least one value is one of these.
    Any {
        /// The path.
        path: Path,
        /// The values.
        values: Vec<String>,
    },
    /// The list has no element.
    Empty {
        /// The path.
        path: Path,
    },
    /// The service answered with this error code.
    Error {
        /// The code.
        code: String,
    },
}

/// What the waiters of an action wait for: the elements of a list in its answer. Paths lead down from the element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The action.
    pub action: ActionId,
    /// What an element is: `container group`.
    pub title: Text,
    /// The way to the response member that is the list; no other lists are on it.
    pub items: Path,
    /// Request member that names the elements asked for.
    pub asked: Option<usize>,
    /// How many seconds one that was asked for may be missing.
    pub grace_seconds: u64,
    /// What it is called in a request.
    pub id: Path,
    /// What people call it.
    pub name: Option<Path>,
    /// How far it is.
    pub state: Option<Path>,
    /// Why.
    pub reason: Option<Path>,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// What happened to it.
    pub events: Option<Events>,
    /// What to look at, for the first that matches.
    pub hints: Vec<Hint>,
}

/// What a subject consists of. All paths but `items` lead down from an element of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What an element is: `container`.
    pub title: Text,
    /// The list.
    pub items: Path,
    /// What people call it.
    pub name: Option<Path>,
    /// How far it is.
    pub state: Option<Path>,
    /// Why.
    pub reason: Option<Path>,
    /// With what it ended; the first path that has a value counts.
    pub exit_code: Vec<Path>,
}

/// What happened to a subject, oldest first. All paths but `items` lead down from an element of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    /// The list.
    pub items: Path,
    /// What kind it is.
    pub kind: Option<Path>,
    /// The kinds that are as it should be.
    pub normal: Vec<String>,
    /// What happened, in a word.
    pub reason: Option<Path>,
    /// The same in words.
    pub message: Option<Path>,
    /// How often.
    pub count: Option<Path>,
}

/// What to look at where a value at a path below a subject is one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The path.
    pub path: Path,
    /// The values.
    pub values: Vec<String>,
    /// The advice.
    pub text: Text,
}
