//! Parameters from several places to one request.

use std::collections::{BTreeMap, BTreeSet};

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
    /// From the one that counts least.
    documents: Vec<&'d Document>,
    /// What is wrong with documents, and with which.
    problems: Vec<(Violation, usize)>,
    /// Where a list as a whole was given values by flags, and how many.
    added: BTreeMap<String, u32>,
}

/// Where a parameter was said.
#[derive(Clone, Debug)]
enum Origin {
    /// The document of this number.
    Document(usize),
    /// The flag, as it was written.
    Flag(String),
}

impl<'d> Input<'d> {
    /// A request of which nothing is said.
    pub fn new(action: &'static Action) -> Self {
        Self { action, params: BTreeMap::new(), documents: Vec::new(), problems: Vec::new(), added: BTreeMap::new() }
    }

    /// Takes what a document says, over what earlier ones say. A list that it has takes the place of theirs.
    pub fn document(&mut self, document: &'d Document) {
        let number = self.documents.len();
        let (params, problems) = self.action.operation.flatten(&document.value);
        let lists: BTreeSet<&str> = params.iter().map(|(path, _)| list_of(path)).collect();
        self.params.retain(|path, _| !lists.contains(list_of(path)));
        let origin = Origin::Document(number);
        self.params.extend(params.iter().map(|(path, value)| (path.to_owned(), (value.to_owned(), origin.clone()))));
        self.problems.extend(problems.into_iter().map(|problem| (problem, number)));
        self.documents.push(document);
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
        let in_documents = self.problems.iter().map(|(problem, number)| (problem, Some(*number)));
        for (violation, number) in in_documents.chain(read.violations.iter().map(|violation| (violation, None))) {
            // What a document lacks another, or a flag, may give; and what is told once is told.
            let is_given = violation.rule == Rule::Required && self.is_given(&violation.path);
            if is_given || told.contains(&violation.path.as_str()) {
                continue;
            }
            told.push(&violation.path);
            // A document that says what no action has is mistaken; the SDK itself would only warn.
            let is_error = violation.is_error() || violation.rule == Rule::UnknownParameter;
            if is_error { &mut errors } else { &mut warnings }.push(self.complaint(violation, number));
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

    /// What is wrong, with the place where it can be put right: the flag or the line that said it, or else that of what
    /// lacks it.
    fn complaint(&self, violation: &Violation, number: Option<usize>) -> String {
        let Violation { path, message, .. } = violation;
        let number = match (number, self.params.get(path).map(|(_, origin)| origin)) {
            (_, Some(Origin::Flag(flag))) => return format!("{flag}: {message}"),
            (_, Some(Origin::Document(number))) => Some(*number),
            (Some(number), None) => Some(number),
            (None, None) => self.document_around(path),
        };
        let Some(document) = number.and_then(|number| self.documents.get(number)) else {
            return format!("--{}: {message}", flag_of(self.action.request, path));
        };
        let is_name = violation.rule == Rule::UnknownParameter;
        let place = if is_name { document.place(path) } else { document.place_of_value(path) };
        format!("{place}: {path}: {message}")
    }

    /// The document that has what is at a path, or the object around it; the last of all where no flag was given.
    fn document_around(&self, path: &str) -> Option<usize> {
        let above = path.rsplit_once('.').map(|(above, _)| above);
        let has = |document: &&Document| document.has(path) || above.is_some_and(|above| document.has(above));
        let has_flags = self.params.values().any(|(_, origin)| matches!(origin, Origin::Flag(_)));
        let last = self.documents.len().checked_sub(1).filter(|_| !has_flags);
        self.documents.iter().rposition(has).or(last)
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
