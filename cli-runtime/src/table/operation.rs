//! What tables take from the SDK: how a request is read and checked, and how a state is waited for.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use kci_runtime::serde::Serialize;
use kci_runtime::{
    Action, BoxFuture, Document, Error, Params, Progress, Rule, ServiceClient, Violation, Waiter, call, document, read,
    violations,
};
use serde_json::Value;

/// How requests of an action are read and checked.
pub trait Operation: Sync {
    /// The request that parameters say, as it is sent, and everything that is wrong with it.
    fn read(&self, params: &Params) -> Read;

    /// The parameters that a document flattens to, and everything in which it is no such request.
    fn flatten(&self, document: &Value) -> (Params, Vec<Violation>);

    /// The document that says what parameters say.
    fn document(&self, params: &Params) -> Value;
}

/// A request that was read.
#[derive(Debug)]
pub struct Read {
    /// What is sent.
    pub params: Params,
    /// What is wrong with it, warnings included.
    pub violations: Vec<Violation>,
}

/// The operation of a request's type.
pub const fn operation<A: Action + Document>() -> &'static dyn Operation {
    &Typed::<A>(PhantomData)
}

struct Typed<T>(PhantomData<fn() -> T>);

impl<A: Action + Document> Operation for Typed<A> {
    fn read(&self, params: &Params) -> Read {
        let (request, mut found) = read::<A>(params.iter());
        found.retain(|one| one.rule != Rule::Index);
        for violation in violations(&request) {
            let is_told = found.iter().any(|told| is_at_or_under(&violation.path, &told.path));
            if !is_told {
                found.push(violation);
            }
        }
        Read { params: Params::from_request(&request), violations: found }
    }

    fn flatten(&self, document: &Value) -> (Params, Vec<Violation>) {
        // A value in memory is read without fail.
        document::flatten(A::shape(), document).unwrap_or_default()
    }

    fn document(&self, params: &Params) -> Value {
        document::unflatten(A::shape(), params, serde_json::value::Serializer).unwrap_or_default()
    }
}

fn is_at_or_under(path: &str, other: &str) -> bool {
    path.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl fmt::Debug for dyn Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Operation")
    }
}

/// How a state is waited for.
pub trait Waiting: Sync {
    /// Waits, and gives back the answer that shows the state.
    fn wait<'a>(
        &self,
        client: &'a ServiceClient,
        params: &'a Params,
        options: WaitOptions,
    ) -> BoxFuture<'a, Result<Value, Error>>;
}

/// Is called after every question that does not end the waiting.
pub type OnProgress = Box<dyn FnMut(&Progress<'_>) + Send>;

/// How long to wait, and who is told.
#[derive(Default)]
pub struct WaitOptions {
    /// How long altogether; the waiter's own if absent.
    pub deadline: Option<Duration>,
    /// Who is told.
    pub on_progress: Option<OnProgress>,
}

/// The waiting of a waiter's type.
pub const fn waiting<W>() -> &'static dyn Waiting
where
    W: Waiter + Default,
    W::Action: Document,
    <W::Action as Action>::Response: Serialize,
{
    &Typed::<W>(PhantomData)
}

impl<W> Waiting for Typed<W>
where
    W: Waiter + Default,
    W::Action: Document,
    <W::Action as Action>::Response: Serialize,
{
    fn wait<'a>(
        &self,
        client: &'a ServiceClient,
        params: &'a Params,
        options: WaitOptions,
    ) -> BoxFuture<'a, Result<Value, Error>> {
        let (request, _) = read::<W::Action>(params.iter());
        let mut wait = call(client, request).wait_for(W::default());
        if let Some(deadline) = options.deadline {
            wait = wait.deadline(deadline);
        }
        if let Some(tell) = options.on_progress {
            wait = wait.on_progress(tell);
        }
        Box::pin(async move {
            let answer = wait.await?;
            // What was read from JSON can be written as JSON.
            Ok(serde_json::to_value(answer).unwrap_or_default())
        })
    }
}

impl fmt::Debug for dyn Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Waiting")
    }
}
