//! The place that is being read, and what was found wrong so far.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::Timestamp;

use super::{Entry, ReadParam};
use crate::text::quote;
use crate::time::TimeFormat;
use crate::validate::{Rule, Violation};

/// The positions that a list's elements may have, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListRule {
    /// The first; `None`: 1.
    pub min_index: Option<u32>,
    /// The last; `None`: any.
    pub max_index: Option<u32>,
}

/// Where in the parameters a value is.
#[derive(Clone, Debug, Default)]
struct Place {
    /// The entry whose key is the place's.
    value: Option<usize>,
    /// The entries whose keys begin with the place's and a dot.
    members: Range<usize>,
}

/// Reads typed values from parameters: a place in the tree of names, and what was found wrong so far.
pub struct ParamReader<'a> {
    entries: Vec<Entry<'a>>,
    violations: Vec<Violation>,
    place: Place,
    /// The place's key as it was sent.
    key: String,
    /// The same, with lists numbered from 1 without gaps, as validators number them.
    path: String,
    depth: usize,
    /// Inside an object that is not there, nothing more is said.
    silent: bool,
}

/// No type goes deeper. It stops types that contain themselves.
const MAX_DEPTH: usize = 64;

impl<'a> ParamReader<'a> {
    pub(super) fn new(entries: Vec<Entry<'a>>, violations: Vec<Violation>) -> Self {
        let place = Place { value: None, members: 0..entries.len() };
        Self { entries, violations, place, key: String::new(), path: String::new(), depth: 0, silent: false }
    }

    pub(super) fn into_parts(self) -> (Vec<Entry<'a>>, Vec<Violation>) {
        (self.entries, self.violations)
    }

    /// Whether there is a text at this place itself.
    pub fn has_text(&self) -> bool {
        self.place.value.is_some()
    }

    /// Whether there are members under this place.
    pub fn has_members(&self) -> bool {
        !self.place.members.is_empty()
    }

    /// The text at this place itself.
    pub fn text(&mut self) -> Option<&'a str> {
        let entry = self.entries.get_mut(self.place.value?)?;
        entry.read = true;
        Some(entry.value)
    }

    /// Reports something about this place.
    pub fn report(&mut self, rule: Rule, message: impl Into<String>) {
        if !self.silent {
            self.violations.push(Violation::new(self.path.as_str(), rule, message));
        }
    }

    /// Reads a member that must be there; `aliases` are other names that it may have.
    pub fn required<T: ReadParam>(&mut self, name: &str, aliases: &[&str]) -> T {
        if let Some(value) = self.optional(name, aliases) {
            return value;
        }
        self.at(name, name, Place::default(), |r| {
            if !T::ABSENCE_SHOWS {
                r.report(Rule::Required, "required");
            }
            let silent = std::mem::replace(&mut r.silent, true);
            let value = T::read_param(r);
            r.silent = silent;
            value
        })
    }

    /// Reads a member that may be absent.
    pub fn optional<T: ReadParam>(&mut self, name: &str, aliases: &[&str]) -> Option<T> {
        self.find(name, aliases, |r| T::is_present(r).then(|| T::read_param(r)))
    }

    /// Reads a list, whose elements may be numbered from 0 or from 1.
    pub fn list<T: ReadParam>(&mut self, name: &str, aliases: &[&str], rule: ListRule) -> Vec<T> {
        self.elements(name, aliases, rule, |r| T::is_present(r).then(|| T::read_param(r)))
    }

    /// Reads a time that must be there.
    pub fn required_time(&mut self, name: &str, aliases: &[&str], format: TimeFormat) -> Timestamp {
        self.optional_time(name, aliases, format).unwrap_or_else(|| {
            self.at(name, name, Place::default(), |r| r.report(Rule::Required, "required"));
            Timestamp::UNIX_EPOCH
        })
    }

    /// Reads a time that may be absent.
    pub fn optional_time(&mut self, name: &str, aliases: &[&str], format: TimeFormat) -> Option<Timestamp> {
        self.find(name, aliases, |r| r.time(format))
    }

    /// Reads a list of times.
    pub fn times(&mut self, name: &str, aliases: &[&str], rule: ListRule, format: TimeFormat) -> Vec<Timestamp> {
        self.elements(name, aliases, rule, |r| r.time(format))
    }

    /// Reads which variant of a union this is: the position of the member's value in `values`. If there is none, or
    /// it is not among them, that is reported and the first is assumed.
    pub fn tag(&mut self, name: &str, values: &[&str]) -> usize {
        let place = self.locate(name);
        self.at(name, name, place, |r| match r.text() {
            None => {
                r.report(Rule::Required, "required");
                0
            }
            Some(text) => values.iter().position(|value| *value == text).unwrap_or_else(|| {
                r.report(Rule::Value, format!("{} is none of {}", quote(text), values.join(", ")));
                0
            }),
        })
    }

    /// Reads the text here as a `T`, or reports that it is no `what`.
    pub(super) fn parse<T: Default>(&mut self, what: &str, parse: impl FnOnce(&str) -> Option<T>) -> T {
        let Some(text) = self.text() else { return T::default() };
        parse(text).unwrap_or_else(|| {
            self.report(Rule::Type, format!("{} is not {what}", quote(text)));
            T::default()
        })
    }

    fn time(&mut self, format: TimeFormat) -> Option<Timestamp> {
        self.has_text().then(|| self.parse("a time", |text| format.read(text)))
    }

    fn find<T>(&mut self, name: &str, aliases: &[&str], read: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        std::iter::once(&name).chain(aliases).find_map(|alias| {
            let place = self.locate(alias);
            self.at(alias, name, place, &read)
        })
    }

    fn elements<T>(
        &mut self,
        name: &str,
        aliases: &[&str],
        rule: ListRule,
        read: impl Fn(&mut Self) -> Option<T>,
    ) -> Vec<T> {
        let elements = self.find(name, aliases, |r| {
            r.check_positions();
            let indices = r.indices();
            let shift = u32::from(indices.first() != Some(&0));
            let mut elements = Vec::new();
            for index in indices {
                let place = r.locate(&index.to_string());
                let number = (elements.len() + 1).to_string();
                let element = r.at(&index.to_string(), &number, place, |r| {
                    let element = read(r);
                    if element.is_none() {
                        r.report_other_kind();
                    }
                    element
                });
                if let Some(element) = element {
                    r.check_index(index, shift, rule);
                    elements.push(element);
                }
            }
            (!elements.is_empty()).then_some(elements)
        });
        elements.unwrap_or_default()
    }

    /// Reports what follows a list's name and is no position: it would be passed over, and with it what it asks for.
    fn check_positions(&mut self) {
        let mut last = None;
        for entry in self.entries.get_mut(self.place.members.clone()).unwrap_or_default() {
            let segment = entry.key.get(self.key.len() + 1..).and_then(|tail| tail.split('.').next());
            let Some(segment) = segment.filter(|segment| index(segment).is_none()) else { continue };
            entry.read = true;
            if !self.silent && last != Some(segment) {
                last = Some(segment);
                let path = format!("{}.{segment}", self.key);
                self.violations.push(Violation::new(path, Rule::Index, "not a position"));
            }
        }
    }

    /// Reports that an element has members where a single value belongs, or the other way round.
    fn report_other_kind(&mut self) {
        if self.has_text() {
            self.text();
            self.report(Rule::Type, "a single value, where names of members belong");
        } else if self.has_members() {
            self.report(Rule::Type, "names of members, where a single value belongs");
        }
    }

    /// Positions are documented as counted from 1; a list that starts at 0 is counted one lower.
    fn check_index(&mut self, index: u32, shift: u32, rule: ListRule) {
        let below = 1 - shift;
        let first = rule.min_index.unwrap_or(1).saturating_sub(below);
        let last = rule.max_index.map_or(u32::MAX, |last| last.saturating_sub(below));
        if (first..=last).contains(&index) || self.silent {
            return;
        }
        let message = if index < first {
            format!("the first position is {first}")
        } else {
            format!("the last position is {last}")
        };
        self.violations.push(Violation::new(format!("{}.{index}", self.key), Rule::Index, message));
    }

    /// The numbers that follow this place in keys, in the order of numbers.
    fn indices(&self) -> BTreeSet<u32> {
        let entries = self.entries.get(self.place.members.clone()).unwrap_or_default();
        let tails = entries.iter().filter_map(|entry| entry.key.get(self.key.len() + 1..));
        tails.filter_map(|tail| index(tail.split('.').next()?)).collect()
    }

    /// Finds a member of this place.
    fn locate(&self, name: &str) -> Place {
        if self.depth >= MAX_DEPTH {
            return Place::default();
        }
        let offset = self.place.members.start;
        let entries = self.entries.get(self.place.members.clone()).unwrap_or_default();
        let key = join(&self.key, name);
        let value = entries.binary_search_by(|entry| entry.key.cmp(&key)).ok().map(|index| index + offset);
        let prefix = key + ".";
        let start = entries.partition_point(|entry| entry.key < prefix.as_str());
        let rest = entries.get(start..).unwrap_or_default();
        let length = rest.partition_point(|entry| entry.key.starts_with(&prefix));
        Place { value, members: offset + start..offset + start + length }
    }

    /// Goes to a member, whose name in paths may be another than in keys, and comes back.
    fn at<T>(&mut self, name: &str, path: &str, place: Place, read: impl FnOnce(&mut Self) -> T) -> T {
        let (outer_key, outer_path) = (self.key.len(), self.path.len());
        push(&mut self.key, name);
        push(&mut self.path, path);
        let outer = std::mem::replace(&mut self.place, place);
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        self.place = outer;
        self.key.truncate(outer_key);
        self.path.truncate(outer_path);
        value
    }
}

impl std::fmt::Debug for ParamReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParamReader").field("path", &self.path).finish_non_exhaustive()
    }
}

fn push(key: &mut String, name: &str) {
    if !key.is_empty() {
        key.push('.');
    }
    key.push_str(name);
}

fn join(key: &str, name: &str) -> String {
    let mut joined = key.to_owned();
    push(&mut joined, name);
    joined
}

/// A position: digits without leading zeros, and no more than fit.
fn index(segment: &str) -> Option<u32> {
    let is_number = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
    let is_plain = segment == "0" || !segment.starts_with('0');
    if is_number && is_plain { segment.parse().ok() } else { None }
}
