//! `waiters.json`.

use schemars::JsonSchema;

use super::tables::Text;

/// Which states can be waited for, and what waits for them.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Waiters {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    subjects: Option<Vec<Subject>>,
    waiters: Vec<Waiter>,
}

/// What the waiters of an action wait for: the elements of a list in its answer. Paths lead down from the element.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Subject {
    action: String,
    /// What an element is, in singular.
    title: Option<Text>,
    /// Response member that is the list; it may be inside of an object: `Data.Ships`.
    items: String,
    /// Request member that names the elements asked for.
    asked: Option<String>,
    /// How many seconds one that was asked for may be missing before the waiting fails. Default: 15.
    grace_seconds: Option<u64>,
    /// Path of what `asked` calls it.
    id: String,
    /// Path of what people call it.
    name: Option<String>,
    /// Path of its state.
    state: Option<String>,
    /// Path of why it is in that state.
    reason: Option<String>,
    /// Lists of what it consists of.
    parts: Option<Vec<Part>>,
    events: Option<Events>,
    /// The first that matches is shown.
    hints: Option<Vec<Hint>>,
}

/// What a subject consists of. Paths but `items` lead down from an element.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Part {
    /// What an element is, in singular.
    title: Option<Text>,
    /// Path of the list.
    items: String,
    name: Option<String>,
    state: Option<String>,
    reason: Option<String>,
    /// Paths of the exit code; the first that has a value counts.
    exit_code: Option<Vec<String>>,
}

/// What happened to a subject, oldest first. Paths but `items` lead down from an element.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Events {
    /// Path of the list.
    items: String,
    /// Path of the kind.
    kind: Option<String>,
    /// The kinds that are as it should be.
    normal: Option<Vec<String>>,
    /// Path of what happened, in a word.
    reason: Option<String>,
    /// Path of the same in words.
    message: Option<String>,
    /// Path of how often.
    count: Option<String>,
}

/// What to look at where a value is one of these.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Hint {
    /// Path below the subject.
    any: String,
    equals: Vec<String>,
    hint: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Waiter {
    name: String,
    action: String,
    rust_name: Option<String>,
    description: Option<Text>,
    /// Seconds before asking again, the first time; each time it is twice as long. Default: 2.
    delay_seconds: Option<u64>,
    /// Most seconds before asking again. Default: 30.
    max_delay_seconds: Option<u64>,
    /// Seconds after which the waiting is over. Default: 600.
    deadline_seconds: Option<u64>,
    /// Tried in order; the first that matches decides.
    acceptors: Vec<Acceptor>,
    /// Shown where none of the subject's matches.
    hints: Option<Vec<Hint>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Acceptor {
    outcome: Outcome,
    /// Response path whose values must all be among `equals`, and everything that was asked for must be there.
    all: Option<String>,
    /// Response path of which one value must be among `equals`.
    any: Option<String>,
    /// Response path of a list that must be empty.
    empty: Option<String>,
    /// Error code that the service must answer with.
    error: Option<String>,
    equals: Option<Vec<String>>,
    /// How many seconds it must go on like that; failures only.
    for_seconds: Option<u64>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Outcome {
    Success,
    Failure,
    Retry,
}
