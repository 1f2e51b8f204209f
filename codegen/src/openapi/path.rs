//! Places in a flattened request: `Container.N.Port.N.Port`, with every name that a member may have.

use super::digits;
use crate::ir::Member;

/// A place in a flattened request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    /// Wire name, and other names that are understood.
    Name { wire: String, aliases: Vec<String> },
    /// The number of an element.
    Number { first: u64, last: Option<u64> },
}

impl Path {
    /// A member of the structure at this place.
    pub(super) fn member(&self, member: &Member) -> Self {
        self.with(Segment::Name { wire: member.name.wire.clone(), aliases: member.aliases.clone() })
    }

    /// The tag of the union at this place.
    pub(super) fn tag(&self, wire: &str) -> Self {
        self.with(Segment::Name { wire: wire.to_owned(), aliases: Vec::new() })
    }

    /// The elements of the list at this place, which is `member`.
    pub(super) fn elements(&self, member: &Member) -> Self {
        let rules = &member.constraints;
        self.with(Segment::Number { first: rules.min_index.unwrap_or(1), last: rules.max_index })
    }

    fn with(&self, segment: Segment) -> Self {
        let mut segments = self.segments.clone();
        segments.push(segment);
        Self { segments }
    }

    /// As the documents write it: `Container.N.Name`.
    pub(super) fn documented(&self) -> String {
        self.join(|segment| match segment {
            Segment::Name { wire, .. } => wire.clone(),
            Segment::Number { .. } => "N".to_owned(),
        })
    }

    /// In the first element of every list: `Container.1.Name`.
    pub(super) fn first(&self) -> String {
        self.join(|segment| match segment {
            Segment::Name { wire, .. } => wire.clone(),
            Segment::Number { first, .. } => first.to_string(),
        })
    }

    /// Whether exactly one key has this place.
    pub(super) fn is_one_key(&self) -> bool {
        self.segments.iter().all(|segment| matches!(segment, Segment::Name { aliases, .. } if aliases.is_empty()))
    }

    /// Whether exactly one key has this place in the first element of every list.
    pub(super) fn is_one_key_in_first(&self) -> bool {
        self.segments.iter().all(|segment| match segment {
            Segment::Name { aliases, .. } => aliases.is_empty(),
            Segment::Number { .. } => true,
        })
    }

    /// Matches every key of this place.
    pub(super) fn pattern(&self) -> String {
        format!("^{}$", self.join_escaped(digits::between))
    }

    /// Matches every key of this place in the first elements.
    pub(super) fn first_pattern(&self) -> String {
        format!("^{}$", self.first_alternatives())
    }

    /// Matches every key below this place in the first elements.
    pub(super) fn below_first(&self) -> String {
        format!("^{}\\.", self.first_alternatives())
    }

    /// Matches every key of an element of the list at this place, which is in first elements, and below.
    pub(super) fn elements_of_first(&self) -> String {
        format!("^{}\\.[0-9]+(?:\\.|$)", self.first_alternatives())
    }

    /// Matches the keys of the elements of the list of plain values at this place, which is in first elements.
    pub(super) fn values_of_first(&self) -> String {
        format!("^{}\\.[0-9]+$", self.first_alternatives())
    }

    /// Whether a key has this place.
    pub(super) fn has(&self, key: &str) -> bool {
        has(&self.segments, key)
    }

    fn first_alternatives(&self) -> String {
        self.join_escaped(|first, _| first.to_string())
    }

    fn join(&self, text: impl Fn(&Segment) -> String) -> String {
        self.segments.iter().map(text).collect::<Vec<_>>().join(".")
    }

    fn join_escaped(&self, number: impl Fn(u64, Option<u64>) -> String) -> String {
        let parts = self.segments.iter().map(|segment| match segment {
            Segment::Name { wire, aliases } if aliases.is_empty() => escape(wire),
            Segment::Name { wire, aliases } => {
                let names: Vec<_> = std::iter::once(wire).chain(aliases).map(|name| escape(name)).collect();
                format!("(?:{})", names.join("|"))
            }
            Segment::Number { first, last } => number(*first, *last),
        });
        parts.collect::<Vec<_>>().join("\\.")
    }
}

/// Whether the segments make up the key. Names may contain dots.
fn has(segments: &[Segment], key: &str) -> bool {
    let Some((segment, rest)) = segments.split_first() else { return false };
    let goes_on = |tail: &str| {
        if rest.is_empty() { tail.is_empty() } else { tail.strip_prefix('.').is_some_and(|tail| has(rest, tail)) }
    };
    match segment {
        Segment::Name { wire, aliases } => {
            std::iter::once(wire).chain(aliases).any(|name| key.strip_prefix(name.as_str()).is_some_and(goes_on))
        }
        Segment::Number { .. } => {
            let tail = key.trim_start_matches(|letter: char| letter.is_ascii_digit());
            tail.len() < key.len() && goes_on(tail)
        }
    }
}

/// A text in a regular expression, as all dialects understand it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | '^' | '$' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(wire: &str, aliases: &[&str]) -> Segment {
        Segment::Name { wire: wire.into(), aliases: aliases.iter().map(|&alias| alias.into()).collect() }
    }

    fn place() -> Path {
        Path { segments: vec![name("A.b", &["Ab"]), Segment::Number { first: 1, last: Some(9) }, name("C", &[])] }
    }

    #[test]
    fn a_place_is_written_in_three_ways() {
        assert_eq!(place().documented(), "A.b.N.C");
        assert_eq!(place().first(), "A.b.1.C");
        assert_eq!(place().pattern(), r"^(?:A\.b|Ab)\.[1-9]\.C$");
    }

    #[test]
    fn a_key_is_known_by_any_of_its_names() {
        for key in ["A.b.1.C", "Ab.9.C"] {
            assert!(place().has(key), "{key}");
        }
        for key in ["A.1.C", "A.b.C", "A.b.1", "A.b.1.C.d", "A.b.x.C", ""] {
            assert!(!place().has(key), "{key}");
        }
    }
}
