//! A document: what it says, and where in its file each part of that stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::form::{self, Weight};
use crate::output::Output;

/// One document of a file.
#[derive(Debug)]
pub struct Document {
    /// Name of the file, for people.
    pub file: String,
    /// What it says.
    pub value: Value,
    /// Where each of its members and elements stands, by its path: `Container.1.Image`.
    places: BTreeMap<String, Place>,
    /// What its authors call them, where it was translated.
    names: Option<BTreeMap<String, String>>,
    /// What was said of its parts when it was translated.
    pub(super) remarks: Vec<(Weight, String)>,
    /// What counts where nothing else says anything.
    pub(super) defaults: Option<Map<String, Value>>,
}

/// Lines and columns, from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Of the name, or of the value where there is no name.
    pub(super) name: (usize, usize),
    pub(super) value: (usize, usize),
}

impl Document {
    /// A document that is in no file; `name` says where it is from.
    pub fn of_value(name: impl Into<String>, value: Value) -> Self {
        Self::new(name.into(), value, BTreeMap::new())
    }

    pub(super) fn new(file: String, value: Value, places: BTreeMap<String, Place>) -> Self {
        Self { file, value, places, names: None, remarks: Vec::new(), defaults: None }
    }

    /// The request that this document became. `parts` says of each part of the request where it comes from: the path in
    /// this document, and what its authors call it.
    pub(super) fn as_request(&self, request: Value, parts: impl Iterator<Item = (String, (String, String))>) -> Self {
        let (mut places, mut names) = (BTreeMap::new(), BTreeMap::new());
        for (path, (source, name)) in parts {
            places.insert(path.clone(), self.nearest(&source));
            names.insert(path, name);
        }
        places.entry(String::new()).or_insert_with(|| self.nearest(""));
        Self { names: Some(names), ..Self::new(self.file.clone(), request, places) }
    }

    /// What counts where neither this document nor anything else says something.
    pub(crate) fn defaults(&self) -> Option<Self> {
        form::defaults_of(self)
    }

    /// Tells what was said of its parts when it was translated.
    pub(crate) fn tell(&self, out: &Output) {
        for (weight, text) in &self.remarks {
            match weight {
                Weight::Note => out.note(text),
                Weight::Loss | Weight::Wrong => out.warn(text),
            }
        }
    }

    /// What the authors call what is at a path.
    pub(super) fn name<'n>(&'n self, path: &'n str) -> &'n str {
        self.names.as_ref().and_then(|names| names.get(path)).map_or(path, String::as_str)
    }

    /// Whether it is in the words of the request, so that whatever is missing can be written into it.
    pub(super) fn is_request(&self) -> bool {
        self.names.is_none()
    }

    /// Line and column of what is at a path, to sort by.
    pub(super) fn position(&self, path: &str) -> (usize, usize) {
        self.nearest(path).name
    }

    /// `group.yaml:7:5`, of the name at a path, or of what is nearest above it.
    pub fn place(&self, path: &str) -> String {
        self.show(self.nearest(path).name)
    }

    /// The same of the value, where it is there.
    pub fn place_of_value(&self, path: &str) -> String {
        let nearest = self.nearest(path);
        self.show(if self.places.contains_key(path) { nearest.value } else { nearest.name })
    }

    /// Whether something stands at a path.
    pub fn has(&self, path: &str) -> bool {
        self.places.contains_key(path)
    }

    /// The part of it that stands below these names, `path` with dots between, as a document of its own.
    pub(crate) fn below(self, names: &[&str], path: &str) -> Option<Self> {
        let value = names.iter().try_fold(&self.value, |value, name| value.get(name))?.clone();
        let inside = format!("{path}.");
        let places = self.places.iter().filter_map(|(at, place)| {
            let rest = if at == path { Some("") } else { at.strip_prefix(&inside) };
            Some((rest?.to_owned(), *place))
        });
        Some(Self::new(self.file, value, places.collect()))
    }

    fn nearest(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return *place;
            }
            if path.is_empty() {
                return Place { name: (1, 1), value: (1, 1) };
            }
            path = path.rsplit_once('.').map_or("", |(above, _)| above);
        }
    }

    fn show(&self, (line, column): (usize, usize)) -> String {
        format!("{}:{line}:{column}", self.file)
    }
}
