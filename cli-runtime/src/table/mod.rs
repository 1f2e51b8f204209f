//! What a command line knows of a service: statics that the compiler emits, and what they are made of.

pub mod facts;
mod operation;
mod shape;

use kci_runtime::ServiceInfo;
pub use kci_runtime::{Action as ActionOf, ActionInfo};

pub use operation::{OnProgress, Operation, Read, WaitOptions, Waiting, operation, waiting};
pub use shape::{Condition, Kind, Limits, Member, Required, Shape, ShapeKind, TimeForm, Value, Values};

pub use crate::lang::Text;

/// A service.
#[derive(Debug)]
pub struct Service {
    /// What the SDK knows of it.
    pub info: &'static ServiceInfo,
    /// Title.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// Offset from UTC of times that do not say theirs, in seconds.
    pub time_offset: i32,
    /// The actions, sorted by name.
    pub actions: &'static [Action],
    /// The waiters, sorted by name.
    pub waiters: &'static [Waiter],
}

impl Service {
    /// The action of this name, whatever its case and separators: `describe-container-group` is one too.
    pub fn action(&self, name: &str) -> Option<&'static Action> {
        let plain = crate::words::plain(name);
        self.actions.iter().find(|action| crate::words::plain(action.info.name) == plain)
    }
}

/// An action.
#[derive(Debug)]
pub struct Action {
    /// What the SDK knows of it, its name first.
    pub info: &'static ActionInfo,
    /// Title.
    pub title: Text,
    /// What it does.
    pub description: Text,
    /// Where it stands in the documents.
    pub section: &'static str,
    /// What is sent.
    pub request: &'static Shape,
    /// What comes back.
    pub response: &'static Shape,
    /// How requests are read and checked.
    pub operation: &'static dyn Operation,
    /// How it is read page by page, if it is.
    pub pages: Option<Pages>,
    /// What its answer lists, where waiters know it.
    pub lists: Option<Lists>,
    /// The action that lists what this one creates.
    pub found_by: Option<&'static str>,
    /// Members of the request whose values what is listed there tells elsewhere, or under another name, each with the
    /// path of that: names on the wire with dots between, lists on the way are walked.
    pub elsewhere: &'static [(&'static str, &'static str)],
    /// Overlay entries that added or changed it.
    pub origin: &'static [&'static str],
}

impl Action {
    /// An action without what not all have.
    pub const fn new(
        info: &'static ActionInfo,
        title: Text,
        request: &'static Shape,
        response: &'static Shape,
        operation: &'static dyn Operation,
    ) -> Self {
        let (section, origin) = ("", &[]);
        let description = Text::NONE;
        Self {
            info,
            title,
            description,
            section,
            request,
            response,
            operation,
            pages: None,
            lists: None,
            found_by: None,
            elsewhere: &[],
            origin,
        }
    }

    /// The member of the answer that is its list: that of the pages, or else the only list of structures.
    pub fn list(&self) -> Option<&'static Member> {
        let members = self.response.members();
        let named = self.pages.as_ref().map(|pages| pages.items).or(self.lists.as_ref().map(|lists| lists.items));
        if let Some(name) = named {
            return members.iter().find(|member| member.name == name);
        }
        let mut lists = members.iter().filter(|member| member.list && matches!(member.kind, Kind::Shape(_)));
        let first = lists.next();
        first.filter(|_| lists.next().is_none())
    }
}

/// How an action is read page by page. All are members on the wire.
#[derive(Debug)]
pub struct Pages {
    /// Of the request: where the page starts.
    pub start: &'static str,
    /// Of the answer: where the next one starts.
    pub next: &'static str,
    /// Of the answer: the list.
    pub items: &'static str,
    /// Of the request: how large a page is.
    pub size: Option<&'static str>,
    /// The largest page.
    pub largest: Option<&'static str>,
    /// Of the answer: how many there are altogether.
    pub total: Option<&'static str>,
    /// Value of `next` that means the end; absent, null and empty always do.
    pub end: Option<&'static str>,
}

/// What an action lists. Paths are members on the wire with dots between, from an element down.
#[derive(Debug)]
pub struct Lists {
    /// What an element is: `container group`.
    pub title: Text,
    /// Member of the answer that is the list.
    pub items: &'static str,
    /// Member of the request that names the elements asked for.
    pub asked: Option<&'static str>,
    /// What it is called in a request.
    pub id: &'static str,
    /// What people call it.
    pub name: Option<&'static str>,
    /// How far it is.
    pub state: Option<&'static str>,
    /// Why.
    pub reason: Option<&'static str>,
}

/// A state that can be waited for.
#[derive(Debug)]
pub struct Waiter {
    /// Its name: `ContainerGroupRunning`.
    pub name: &'static str,
    /// The same for a command line: `container-group-running`.
    pub flag: &'static str,
    /// The action that is asked.
    pub action: &'static str,
    /// What is waited for.
    pub description: Text,
    /// After how many seconds it gives up, unless it is told otherwise.
    pub deadline_seconds: u64,
    /// How it waits.
    pub waiting: &'static dyn Waiting,
}
