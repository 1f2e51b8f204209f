//! The files of a spec, from a folder or from memory.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::diagnostic::{Severity, Sink};
use crate::json::{self, Node};
use crate::overlay::Overlay;
use crate::source::{FileId, Source, SourceSet};
use crate::spec::Files;

/// Where the files are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In memory: path in the spec folder, and text.
    Memory(Vec<(String, String)>),
    /// In a folder.
    Folder(PathBuf),
}

/// What could not be read, in place of a text.
pub(crate) struct Unreadable {
    /// Path in the folder.
    pub(crate) path: String,
    /// Why.
    pub(crate) why: String,
    /// Line and column, from 1.
    pub(crate) at: (usize, usize),
}

impl Unreadable {
    fn new(path: String, why: String) -> Self {
        Self { path, why, at: (1, 1) }
    }

    /// A file that is no UTF-8 from some byte on.
    fn no_utf8(path: String, bytes: &[u8], valid: usize) -> Self {
        let before = bytes.get(..valid).unwrap_or_default();
        let line = before.split(|byte| *byte == b'\n').count();
        let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        let column = String::from_utf8_lossy(last).chars().filter(|letter| *letter != '\u{feff}').count() + 1;
        let byte = bytes.get(valid).copied().unwrap_or_default();
        Self {
            path,
            why: format!("this file is no UTF-8: the byte {byte:#04x} begins no character"),
            at: (line, column),
        }
    }
}

/// The texts, and what could not be read.
pub(crate) fn sources(origin: &Origin) -> (Vec<Source>, Vec<Unreadable>) {
    match origin {
        Origin::Memory(files) => {
            let source = |(path, text): &(String, String)| Source { path: path.replace('\\', "/"), text: text.clone() };
            (files.iter().map(source).collect(), Vec::new())
        }
        Origin::Folder(folder) => {
            let (mut sources, mut unreadable) = (Vec::new(), Vec::new());
            for path in files_of(folder, &mut unreadable) {
                let name = relative(folder, &path);
                match read(&path).map(String::from_utf8) {
                    Ok(Ok(text)) => sources.push(Source { path: name, text }),
                    Ok(Err(error)) => {
                        let valid = error.utf8_error().valid_up_to();
                        unreadable.push(Unreadable::no_utf8(name, error.as_bytes(), valid));
                    }
                    Err(error) => unreadable.push(Unreadable::new(name, format!("this file cannot be read: {error}"))),
                }
            }
            (sources, unreadable)
        }
    }
}

/// The bytes of a file. What is no regular file (a pipe, a device) may have no end, and is not read.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() { fs::read(path) } else { Err(io::Error::other("it is no regular file")) }
}

/// All JSON files in the folder and in the folders in it.
pub(crate) fn files_of(folder: &Path, unreadable: &mut Vec<Unreadable>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut list = |path: &Path, deeper: bool| -> Vec<PathBuf> {
        let mut folders = Vec::new();
        match fs::read_dir(path) {
            Err(error) => {
                unreadable
                    .push(Unreadable::new(relative(folder, path), format!("this folder cannot be read: {error}")));
            }
            Ok(entries) => {
                for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
                    if path.is_dir() && deeper {
                        folders.push(path);
                    } else if path.extension().is_some_and(|extension| extension == "json") {
                        found.push(path);
                    }
                }
            }
        }
        folders
    };
    for inner in list(folder, true) {
        list(&inner, false);
    }
    found.sort();
    found
}

fn relative(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The files of a spec, read.
#[derive(Default)]
pub(crate) struct Parsed {
    pub(crate) files: Files,
    pub(crate) overlays: Vec<Overlay>,
    /// Whether some file is no JSON: what the others say of it cannot be checked.
    pub(crate) broken: bool,
}

/// The files as nodes, and the overlays.
pub(crate) fn parse(sources: &SourceSet, sink: &mut Sink<'_>) -> Parsed {
    let Parsed { mut files, mut overlays, mut broken } = Parsed::default();
    let mut parse = |id: FileId, source: &Source, sink: &mut Sink<'_>| -> Option<Node> {
        let node = json::parse(id, source, sink);
        broken |= node.is_none();
        node
    };
    for (id, source) in sources.iter() {
        let place = match source.path.split_once('/') {
            None => match source.path.as_str() {
                "service.json" => Some(&mut files.service),
                "paginators.json" => Some(&mut files.paginators),
                "waiters.json" => Some(&mut files.waiters),
                _ => None,
            },
            Some(("actions", name)) if is_json(name) => {
                files.actions.extend(parse(id, source, sink));
                continue;
            }
            Some(("overlays", name)) if is_json(name) => {
                let node = parse(id, source, sink);
                overlays.extend(node.and_then(|node| Overlay::new(&node, sink)));
                continue;
            }
            Some(_) => None,
        };
        match place {
            Some(place) => *place = parse(id, source, sink),
            None => unexpected(id, sink),
        }
    }
    Parsed { files, overlays, broken }
}

fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "json") && !name.contains('/')
}

fn unexpected(file: FileId, sink: &mut Sink<'_>) {
    let span = crate::source::Span { file, start: 0, end: 0 };
    let help = "a spec has service.json, paginators.json, waiters.json, actions/*.json and overlays/*.json";
    let message = "this file has no place in a spec, and is not read".to_owned();
    sink.push(Severity::Warning, "unexpected-file", span, message, Some(help.to_owned()));
}
