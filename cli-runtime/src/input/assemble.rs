//! Parameters from several places to one request.

use std::collections::BTreeMap;

use kci_runtime::{Params, Rule, Violation};

use super::file::Document;
use super::path::{Flag, flag_of};
use crate::failure::{Exit, Failure};
use crate::table::Action;

/// A request in the making.
#[derive(Debug)]
pub struct Input<'d> {
    action: &'static Action,
    params: BTreeMap<String, (String, Origin)>,
    document: Option<&'d Document>,
    problems: Vec<Violation>,
    /// Where a list as a whole was given values by flags, and how many.
    added: BTreeMap<String, u32>,
}

/// Where a parameter was said.
#[derive(Clone, Debug)]
enum Origin {
    Default(String),
    File,
    /// The flag, as it was written.
    Flag(String),
}

impl<'d> Input<'d> {
    /// A request of which nothing is said.
    pub fn new(action: &'static Action) -> Self {
        Self { action, params: BTreeMap::new(), document: None, problems: Vec::new(), added: BTreeMap::new() }
    }

    /// Takes a parameter from a place that counts less than all else, such as `profile default`.
    pub fn default_value(&mut self, place: &str, path: impl Into<String>, value: impl Into<String>) {
        self.params.insert(path.into(), (value.into(), Origin::Default(place.to_owned())));
    }

    /// Takes what a document says. A list that it has takes the place of what was there before.
    pub fn document(&mut self, document: &'d Document) {
        let (params, problems) = self.action.operation.flatten(&document.value);
        for (path, value) in params.iter() {
            let list = list_of(path);
            self.params.retain(|other, (_, origin)| !matches!(origin, Origin::Default(_)) || list_of(other) != list);
            self.params.insert(path.to_owned(), (value.to_owned(), Origin::File));
        }
        self.document = Some(document);
        self.problems = problems;
    }

    /// Takes the value of a flag; `written` is the flag's name as it was written, with its dashes.
    pub fn flag(&mut self, flag: &Flag, written: &str, value: impl Into<String>) {
        let mut path = flag.path.clone();
        if flag.adds {
            let count = self.added.entry(flag.path.clone()).or_default();
            *count += 1;
            path = format!("{path}.{count}");
            if *count == 1 {
                let inside = format!("{}.", flag.path);
                self.params.retain(|other, _| !other.starts_with(&inside));
            }
        }
        self.params.insert(path, (value.into(), Origin::Flag(written.to_owned())));
    }

    /// The parameters so far, unchecked, in the order of their names.
    pub fn raw(&self) -> Params {
        self.params.iter().map(|(path, (value, _))| (path.as_str(), value.as_str())).collect()
    }

    /// The request as it is sent, and warnings about it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each with the flag or the line that it is about.
    pub fn finish(self) -> Result<(Params, Vec<String>), Failure> {
        let read = self.action.operation.read(&self.raw());
        let (mut errors, mut warnings) = (Vec::new(), Vec::new());
        let mut told: Vec<&str> = Vec::new();
        for violation in self.problems.iter().chain(&read.violations) {
            // What a document lacks a flag may give; and what is told once is told.
            let given = violation.rule == Rule::Required && self.is_given(&violation.path);
            if given || told.contains(&violation.path.as_str()) {
                continue;
            }
            told.push(&violation.path);
            // A document that says what no action has is mistaken; the SDK itself would only warn.
            let is_error = violation.is_error() || violation.rule == Rule::UnknownParameter;
            if is_error { &mut errors } else { &mut warnings }.push(self.complaint(violation));
        }
        if errors.is_empty() {
            return Ok((read.params, warnings));
        }
        let count = errors.len();
        let problems = if count == 1 { "problem" } else { "problems" };
        let head = format!("{count} {problems} in {}, nothing was sent:", self.action.info.name);
        let message = errors.iter().fold(head, |text, line| text + "\n  " + line);
        Err(Failure::new(Exit::VALIDATION, message))
    }

    fn is_given(&self, path: &str) -> bool {
        let inside = format!("{path}.");
        self.params.keys().any(|key| key == path || key.starts_with(&inside))
    }

    /// What is wrong, with the place where it can be put right.
    fn complaint(&self, violation: &Violation) -> String {
        let Violation { path, message, rule, .. } = violation;
        match self.params.get(path).map(|(_, origin)| origin) {
            Some(Origin::Flag(flag)) => format!("{flag}: {message}"),
            Some(Origin::Default(place)) => format!("{place}: {path}: {message}"),
            Some(Origin::File) => self.in_file(path, message, *rule),
            None if self.is_in_file(path) => self.in_file(path, message, *rule),
            None => format!("--{}: {message}", flag_of(self.action.request, path)),
        }
    }

    /// Whether the file has something at a path, or the object that lacks it; or there is nothing but the file.
    fn is_in_file(&self, path: &str) -> bool {
        let Some(document) = self.document else { return false };
        let above = path.rsplit_once('.').map(|(above, _)| above);
        let is_all = !self.params.values().any(|(_, origin)| matches!(origin, Origin::Flag(_)));
        document.has(path) || above.is_some_and(|above| document.has(above)) || is_all
    }

    fn in_file(&self, path: &str, message: &str, rule: Rule) -> String {
        let place = self.document.map(|document| {
            if rule == Rule::UnknownParameter { document.place(path) } else { document.place_of_value(path) }
        });
        format!("{}: {path}: {message}", place.unwrap_or_default())
    }
}

/// The name of the list that a parameter is in; itself if it is in none.
fn list_of(path: &str) -> &str {
    let end = path.split('.').scan(0, |end, word| {
        let start = *end;
        *end += word.len() + 1;
        Some((start, word))
    });
    let position = end.into_iter().find(|(_, word)| word.parse::<u32>().is_ok());
    position.map_or(path, |(start, _)| path.get(..start.saturating_sub(1)).unwrap_or(path))
}
