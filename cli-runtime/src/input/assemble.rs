//! Parameters from several places to one request.

use std::collections::{BTreeMap, BTreeSet};

use kci_runtime::{Params, Rule, Violation};

use super::document::Document;
use super::form::Weight;
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

/// A request, and everything that is to be said about it.
#[derive(Debug, Default)]
pub struct Checked {
    /// The request as it is sent.
    pub params: Params,
    /// Why it must not be sent; it may be if there is nothing.
    pub errors: Vec<String>,
    /// What is doubtful.
    pub warnings: Vec<String>,
    /// What makes no difference.
    pub notes: Vec<String>,
    /// How many of the errors are none where it is accepted that something is left out.
    pub losses: usize,
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
        let (params, problems) =
            if document.value.is_null() { Default::default() } else { self.action.operation.flatten(&document.value) };
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

    /// The request as it is sent, and everything that is to be said about it, each with the flag or the line that it is
    /// about. `is_partial`: what documents of another kind say and the request cannot is left out.
    pub fn finish(self, is_partial: bool) -> Checked {
        let read = self.action.operation.read(&self.raw());
        let mut checked = Checked::default();
        for (weight, text) in self.documents.iter().flat_map(|document| &document.remarks) {
            let text = text.clone();
            match weight {
                Weight::Note => checked.notes.push(text),
                Weight::Loss if is_partial => checked.warnings.push(text),
                Weight::Loss => {
                    checked.losses += 1;
                    checked.errors.push(text);
                }
                Weight::Wrong => checked.errors.push(text),
            }
        }
        if self.documents.iter().any(|document| document.value.is_null()) {
            // There is no request that could be wrong.
            return checked;
        }
        let mut told: Vec<&str> = Vec::new();
        let in_documents = self.problems.iter().map(|(problem, number)| (problem, Some(*number)));
        for (violation, number) in in_documents.chain(read.violations.iter().map(|violation| (violation, None))) {
            // What a document lacks another, or a flag, may give; and what is told once is told.
            let is_given = number.is_some() && violation.rule == Rule::Required && self.is_given(&violation.path);
            if is_given || told.contains(&violation.path.as_str()) {
                continue;
            }
            told.push(&violation.path);
            // A document that says what no action has is mistaken; the SDK itself would only warn.
            let is_error = violation.is_error() || violation.rule == Rule::UnknownParameter;
            let complaint = self.complaint(violation, number);
            if is_error { &mut checked.errors } else { &mut checked.warnings }.push(complaint);
        }
        checked.params = read.params;
        checked
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
            // What the request as a whole lacks, the last document may say, or else a flag.
            (Some(_), None) if violation.rule == Rule::Required && !path.contains('.') => self.document_around(path),
            (Some(number), None) => Some(number),
            (None, None) => self.document_around(path),
        };
        let Some(document) = number.and_then(|number| self.documents.get(number)) else {
            return format!("--{}: {message}", flag_of(self.action.request, path));
        };
        let is_name = violation.rule == Rule::UnknownParameter;
        let place = if is_name { document.place(path) } else { document.place_of_value(path) };
        format!("{place}: {}: {message}", document.name(path))
    }

    /// The document that has what is at a path, or the object around it; the last of all where no flag was given.
    fn document_around(&self, path: &str) -> Option<usize> {
        let above = path.rsplit_once('.').map(|(above, _)| above);
        let has = |document: &&Document| document.has(path) || above.is_some_and(|above| document.has(above));
        let has_flags = self.params.values().any(|(_, origin)| matches!(origin, Origin::Flag(_)));
        let last = self.documents.last().is_some_and(|document| document.is_request() && !has_flags);
        self.documents.iter().rposition(has).or(last.then(|| self.documents.len() - 1))
    }
}

/// That nothing was sent, and everything why.
pub(crate) fn refusal(action: &Action, errors: &[String]) -> Failure {
    let count = errors.len();
    let problems = if count == 1 { "problem" } else { "problems" };
    let head = format!("{count} {problems} in {}, nothing was sent:", action.info.name);
    let message = errors.iter().fold(head, |text, line| text + "\n  " + line);
    Failure::new(Exit::VALIDATION, message)
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
