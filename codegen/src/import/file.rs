//! A file of the spec format that is about one action.

use crate::diagnostic::Sink;
use crate::json::{self, Node};
use crate::source::{FileId, Source, SourceSet};

/// A file for one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionFile {
    /// Name of the action, which is also the name of the file without `.json`.
    pub name: String,
    /// The text of the file.
    pub text: String,
}

/// JSON as nodes; nothing where it is no JSON.
pub(crate) fn parse(text: &str) -> Option<Node> {
    let source = Source { path: String::new(), text: text.to_owned() };
    let (sources, _) = SourceSet::new(vec![source.clone()]);
    let mut sink = Sink::new(&sources);
    json::parse(FileId::default(), &source, &mut sink).filter(|_| !sink.has_errors())
}
