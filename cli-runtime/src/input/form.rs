//! Documents of another kind than requests, such as those that people wrote for another system, and the requests that they
//! become.
//!
//! A program names the kinds that it reads in [`App::forms`](crate::App::forms). A [`Form`] says what it makes of a document
//! as a [`Translation`]: the request, from where in the document each of its parts comes, and what of it the request cannot
//! say. So whatever is wrong later, with the request too, is told with its place in the file and in the file's own words.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::document::Document;
use crate::lang::Lang;

/// A kind of documents that become requests of an action.
pub trait Form: Sync {
    /// That action.
    fn action(&self) -> &'static str;

    /// Whether a document is of this kind, be it one that becomes no request.
    fn has(&self, document: &Value) -> bool;

    /// The requests that it becomes.
    fn read(&self, document: &Value, lang: Lang) -> Vec<Translation>;
}

/// A part of a document.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its path as [`Document::place`] takes it: names and positions from 1, with dots between.
    pub path: String,
    /// The same as its authors write it: `spec.containers[0].image`.
    pub name: String,
}

/// What is to be said of a part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It makes no difference to what the request does.
    Note,
    /// The request cannot say it, and without it does something else: an error, unless that is accepted.
    Loss,
    /// It is wrong, whatever is accepted.
    Wrong,
}

/// A request that a document became.
#[derive(Debug, Default)]
pub struct Translation {
    /// The request, as a document of the action; null if there is none.
    pub request: Value,
    /// What counts where neither the document, nor the profile, nor a flag says anything.
    pub defaults: Value,
    sources: BTreeMap<String, Part>,
    remarks: Vec<(Part, Weight, String)>,
}

impl Translation {
    /// Says where a part of the request comes from.
    pub fn comes_from(&mut self, path: impl Into<String>, part: Part) {
        self.sources.insert(path.into(), part);
    }

    /// Says something of a part of the document.
    pub fn remark(&mut self, part: Part, weight: Weight, text: impl Into<String>) {
        self.remarks.push((part, weight, text.into()));
    }

    /// What was said of parts so far.
    pub fn remarks(&self) -> impl Iterator<Item = (&Part, Weight, &str)> {
        self.remarks.iter().map(|(part, weight, text)| (part, *weight, text.as_str()))
    }
}

/// The documents, with the requests in the place of those that are of one of the forms.
pub(crate) fn translated(
    forms: &[&'static dyn Form],
    action: &str,
    documents: Vec<Document>,
    lang: Lang,
) -> Vec<Document> {
    let of_action: Vec<_> = forms.iter().filter(|form| form.action() == action).collect();
    let mut all = Vec::new();
    for document in documents {
        match of_action.iter().find(|form| form.has(&document.value)) {
            None => all.push(document),
            Some(form) => {
                let translations = form.read(&document.value, lang).into_iter();
                all.extend(translations.map(|translation| document_of(&document, translation)));
            }
        }
    }
    all
}

/// A translation as a document whose places are those of the original.
fn document_of(original: &Document, translation: Translation) -> Document {
    let Translation { request, defaults, sources, mut remarks } = translation;
    remarks.sort_by_key(|(part, ..)| original.position(&part.path));
    let remark = |(part, weight, text): (Part, Weight, String)| {
        let place = original.place(&part.path);
        let name = if part.name.is_empty() { String::new() } else { format!("{}: ", part.name) };
        (weight, format!("{place}: {name}{text}"))
    };
    let parts = sources.into_iter().map(|(path, part)| (path, (part.path, part.name)));
    let mut document = original.as_request(request, parts);
    document.remarks = remarks.into_iter().map(remark).collect();
    document.defaults = match defaults {
        Value::Object(members) if !members.is_empty() => Some(members),
        _ => None,
    };
    document
}

/// Defaults of a document as one of their own, which counts least.
pub(super) fn defaults_of(document: &Document) -> Option<Document> {
    let members: Map<String, Value> = document.defaults.clone()?;
    Some(Document::of_value(document.file.clone(), Value::Object(members)))
}
