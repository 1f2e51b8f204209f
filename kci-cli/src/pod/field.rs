//! What becomes of a field of a Pod.

use kci_cli_runtime::Text;

use super::walk::{Node, Object, Walk};

/// A field, and what becomes of it.
#[derive(Clone, Copy)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) becomes: Becomes,
}

/// What becomes of a field.
#[derive(Clone, Copy)]
pub(super) enum Becomes {
    /// This member, as it is.
    Member(&'static str),
    /// The same of texts in which a cluster replaces `$(NAME)`.
    Texts(&'static str),
    /// Members of the same object, by this table.
    Here(&'static [Field]),
    /// This member, an object, by this table.
    Object(&'static str, &'static [Field]),
    /// This member, a list of objects, by this table; elements of which nothing is left are left out.
    List(&'static str, &'static [Field]),
    /// What a function makes of it.
    Made(fn(&mut Walk, &Node<'_>, &mut Object)),
    /// Nothing, which makes no difference. Without a reason it is not even told.
    Nothing(Option<Text>),
    /// Nothing, which makes a difference, unless it has one of these values: JSON, with blanks between.
    Lost(&'static [&'static str], Text),
}

pub(super) const fn member(name: &'static str, member: &'static str) -> Field {
    Field { name, becomes: Becomes::Member(member) }
}

pub(super) const fn texts(name: &'static str, member: &'static str) -> Field {
    Field { name, becomes: Becomes::Texts(member) }
}

pub(super) const fn here(name: &'static str, fields: &'static [Field]) -> Field {
    Field { name, becomes: Becomes::Here(fields) }
}

pub(super) const fn object(name: &'static str, member: &'static str, fields: &'static [Field]) -> Field {
    Field { name, becomes: Becomes::Object(member, fields) }
}

pub(super) const fn list(name: &'static str, member: &'static str, fields: &'static [Field]) -> Field {
    Field { name, becomes: Becomes::List(member, fields) }
}

pub(super) const fn made(name: &'static str, make: fn(&mut Walk, &Node<'_>, &mut Object)) -> Field {
    Field { name, becomes: Becomes::Made(make) }
}

pub(super) const fn lost(name: &'static str, why: Text) -> Field {
    unless(name, &[], why)
}

pub(super) const fn unless(name: &'static str, values: &'static [&'static str], why: Text) -> Field {
    Field { name, becomes: Becomes::Lost(values, why) }
}

pub(super) const fn idle(name: &'static str, why: Text) -> Field {
    Field { name, becomes: Becomes::Nothing(Some(why)) }
}

pub(super) const fn silent(name: &'static str) -> Field {
    Field { name, becomes: Becomes::Nothing(None) }
}
