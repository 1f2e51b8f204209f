//! Un-flattening: parameters back to typed values.
//!
//! Reading never fails. What is wrong is reported beside the value, so that everything can be told at once. The
//! parameters stay a sorted list: an object is the run of keys that begin with its prefix. No tree is built, and how
//! deep the reader goes depends on the types alone, so hostile keys cost no more than their length.

mod reader;
mod scalars;
#[cfg(test)]
mod tests;

pub use reader::{ListRule, ParamReader};

use crate::validate::{Rule, Violation};

/// Something that can be read from parameters.
pub trait ReadParam: Sized {
    /// Whether the value itself shows that it was not there, as an empty text does. Then its validator says so, and
    /// the reader does not.
    const ABSENCE_SHOWS: bool = false;

    /// Whether there is something to read at the reader's place. Objects are there if they have members.
    fn is_present(r: &ParamReader<'_>) -> bool {
        r.has_members()
    }

    /// Reads the value at the reader's place, and reports what is wrong with it.
    fn read_param(r: &mut ParamReader<'_>) -> Self;
}

/// A parameter.
struct Entry<'a> {
    key: &'a str,
    value: &'a str,
    read: bool,
}

/// Reads a request from decoded parameters, and says what is wrong with them.
///
/// Lists may be numbered from 0 or from 1, and gaps are closed up. Of a parameter that is there twice, the first
/// counts. `Action`, `Version` and what belongs to a signature must not be among the parameters: whatever the type
/// does not know is reported as a warning. In lists, what is no position and elements of another kind are errors.
pub fn read<'a, T: ReadParam>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (T, Vec<Violation>) {
    let mut violations = Vec::new();
    let entries = sorted(pairs, &mut violations);
    let mut reader = ParamReader::new(entries, violations);
    let value = T::read_param(&mut reader);
    let (entries, mut violations) = reader.into_parts();
    let unknown = entries.iter().filter(|entry| !entry.read);
    violations.extend(unknown.map(|entry| Violation::new(entry.key, Rule::UnknownParameter, "no such parameter")));
    (value, violations)
}

/// The parameters sorted by key, each once.
fn sorted<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>, violations: &mut Vec<Violation>) -> Vec<Entry<'a>> {
    let mut entries: Vec<_> = pairs.into_iter().map(|(key, value)| Entry { key, value, read: false }).collect();
    entries.sort_by_key(|entry| entry.key);
    let mut last_reported = None;
    entries.dedup_by(|later, earlier| {
        let same = later.key == earlier.key;
        if same && last_reported != Some(later.key) {
            last_reported = Some(later.key);
            violations.push(Violation::new(later.key, Rule::Duplicate, "there more than once"));
        }
        same
    });
    violations.extend(values_with_members(&entries).map(|key| {
        Violation::new(key, Rule::Duplicate, format!("both a value and the start of other names ({key}.…)"))
    }));
    entries
}

/// Keys that are the prefix of other keys.
fn values_with_members<'e>(entries: &'e [Entry<'_>]) -> impl Iterator<Item = &'e str> {
    // Keys between `A` and `A.x` in the order all begin with `A` and a character before the dot.
    entries.iter().enumerate().filter_map(|(index, entry)| {
        let rest = entries.get(index + 1..)?;
        let is_before = |other: &Entry<'_>| {
            other.key.strip_prefix(entry.key).is_some_and(|tail| tail.as_bytes().first() < Some(&b'.'))
        };
        let next = rest.get(rest.partition_point(is_before))?;
        next.key.strip_prefix(entry.key)?.starts_with('.').then_some(entry.key)
    })
}
