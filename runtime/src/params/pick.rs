//! The values of a request at some paths: what rules across lists look at. Nothing else of the request is walked.

use super::encode::decoded;
use super::{ParamWriter, WriteParam};

/// A place in a request that a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picked {
    /// Which of the paths.
    pub(crate) path: usize,
    /// The place's own path, with numbers: `Container.1.Name`.
    pub(crate) place: String,
    /// The value there as text; empty where it is none by itself.
    pub(crate) text: String,
}

/// The places of a request that each of these paths leads to, in order: `Container.N.Name`, with `N` for a position.
pub(crate) fn pick(request: &dyn WriteParam, paths: &[&str]) -> Vec<Picked> {
    let paths = paths.iter().map(|path| (*path).to_owned()).collect();
    let mut picker = Picker { paths, pattern: String::new(), place: String::new(), found: Vec::new() };
    request.write_param(&mut ParamWriter::picking(&mut picker));
    picker.found
}

/// Walks along paths. The values may be secret, so `Debug` shows none.
pub(super) struct Picker {
    paths: Vec<String>,
    /// Where it is, with `N` for numbers.
    pattern: String,
    /// The same with the numbers.
    place: String,
    found: Vec<Picked>,
}

impl Picker {
    /// Goes on to a member or an element, if a path does. [`leave`](Self::leave) wants what this returns.
    pub(super) fn enter(&mut self, name: Step<'_>) -> Option<(usize, usize)> {
        let outer = (self.pattern.len(), self.place.len());
        match name {
            Step::Member(name) if name.contains('%') => self.push(&decoded(name), &decoded(name)),
            Step::Member(name) => self.push(name, name),
            Step::Element(number) => self.push("N", &number.to_string()),
        }
        let mut goes_on = false;
        for (index, path) in self.paths.iter().enumerate() {
            let Some(rest) = path.strip_prefix(self.pattern.as_str()) else { continue };
            goes_on |= rest.is_empty() || rest.starts_with('.');
            if rest.is_empty() {
                self.found.push(Picked { path: index, place: self.place.clone(), text: String::new() });
            }
        }
        if !goes_on {
            self.leave(outer);
        }
        goes_on.then_some(outer)
    }

    pub(super) fn leave(&mut self, (pattern, place): (usize, usize)) {
        self.pattern.truncate(pattern);
        self.place.truncate(place);
    }

    /// The value of the place that was gone to last.
    pub(super) fn value(&mut self, text: &str) {
        for found in self.found.iter_mut().rev().take_while(|found| found.place == self.place) {
            text.clone_into(&mut found.text);
        }
    }

    fn push(&mut self, pattern: &str, place: &str) {
        for (path, part) in [(&mut self.pattern, pattern), (&mut self.place, place)] {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(part);
        }
    }
}

/// What is gone to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'n> {
    /// A member, by its encoded name.
    Member(&'n str),
    /// An element, by its number.
    Element(u64),
}

impl std::fmt::Debug for Picker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picker").field("place", &self.place).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Port(i64);

    impl WriteParam for Port {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("Port", &self.0);
        }
    }

    struct Group {
        name: &'static str,
        ports: Vec<Port>,
        tags: Vec<&'static str>,
    }

    impl WriteParam for Group {
        fn write_param(&self, w: &mut ParamWriter<'_>) {
            w.member("Name", self.name);
            w.member("Port", &self.ports);
            w.member("Tag", &self.tags);
        }
    }

    fn picked(paths: &[&str]) -> Vec<(usize, String, String)> {
        let group = Group { name: "a", ports: vec![Port(80), Port(-1)], tags: vec!["x", "y"] };
        pick(&group, paths).into_iter().map(|found| (found.path, found.place, found.text)).collect()
    }

    fn found(path: usize, place: &str, text: &str) -> (usize, String, String) {
        (path, place.to_owned(), text.to_owned())
    }

    #[test]
    fn values_are_found_at_their_places() {
        assert_eq!(
            picked(&["Port.N.Port", "Name"]),
            [found(1, "Name", "a"), found(0, "Port.1.Port", "80"), found(0, "Port.2.Port", "-1")]
        );
    }

    #[test]
    fn elements_are_found_whatever_they_are() {
        let expected = [found(0, "Port.1", ""), found(0, "Port.2", ""), found(1, "Tag.1", "x"), found(1, "Tag.2", "y")];
        assert_eq!(picked(&["Port.N", "Tag.N"]), expected);
    }

    #[test]
    fn what_no_path_leads_to_is_passed_over() {
        assert_eq!(picked(&["Por", "Port.N.Portal", "Port.N.Port.Deep"]), []);
    }
}
