//! What a change of a spec breaks: two models compared, each difference a finding of a named rule.
//!
//! Models are compared as [`describe::json`](crate::describe::json) dumps them, so that a dump kept from long ago is as
//! good as a folder. Whatever differs between two dumps is found: a test changes every key of the format to see to it.

mod actions;
mod bounds;
mod errors;
mod finding;
mod limits;
mod members;
mod model;
mod names;
mod order;
mod report;
mod rules;
mod service;
mod shapes;
mod signatures;
mod table;
mod texts;
mod waiters;

use finding::Findings;

pub use finding::Finding;
pub use model::{Model, NoModel};
pub use report::{Report, Step};
pub use rules::{Level, RULES, Rule};

/// Compares two models.
pub fn diff(old: &Model, new: &Model) -> Report {
    let mut found = Findings::default();
    service::compare(old, new, &mut found);
    actions::compare(old, new, &mut found);
    Report::new(found.into_list())
}
