//! Files of requests: YAML, of which JSON is a part, with the line and column of everything.

use std::collections::BTreeMap;
use std::io::Read as _;

use saphyr::{MarkedYaml, Scalar, YamlData, YamlLoader};
use saphyr_parser::{Event, Marker, Parser, ScanError, SpannedEventReceiver as _};
use serde_json::{Map, Number, Value};

use super::document::{Document, Place};
use crate::failure::{Exit, Failure};

/// How deep a document may be nested.
const DEEPEST: usize = 64;

/// The documents of a file; `-` is standard input.
///
/// # Errors
///
/// When it cannot be read, or is no YAML.
pub fn read_file(path: &str) -> Result<Vec<Document>, Failure> {
    let read = if path == "-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    let name = if path == "-" { "standard input" } else { path };
    let text = read.map_err(|error| Failure::new(Exit::USAGE, format!("{name} cannot be read: {error}")))?;
    read_text(name, &text)
}

/// The documents of a text. Those that say nothing are left out.
///
/// # Errors
///
/// When it is no YAML, with the place.
pub fn read_text(file: &str, text: &str) -> Result<Vec<Document>, Failure> {
    let wrong = |(line, column): (usize, usize), what: &str| {
        Failure::new(Exit::VALIDATION, format!("{file}:{line}:{column}: {what}"))
    };
    let documents = load(text).map_err(|error| wrong(position(*error.marker()), error.info()))?;
    let mut read = Vec::new();
    for yaml in &documents {
        let mut places = BTreeMap::new();
        let value = value(yaml, "", &mut places).map_err(|(place, what)| wrong(place, &what))?;
        if !value.is_null() {
            let root = position(yaml.span.start);
            places.insert(String::new(), Place { name: root, value: root });
            read.push(Document::new(file.to_owned(), value, places));
        }
    }
    Ok(read)
}

/// Event by event, so that no nesting is too deep for the stack.
fn load(text: &str) -> Result<Vec<MarkedYaml<'_>>, ScanError> {
    let mut loader = YamlLoader::default();
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(ScanError::new(span.start, format!("nested deeper than {DEEPEST} levels")));
        }
        loader.on_event(event, span);
        if let Some(error) = loader.error() {
            return Err(error.clone());
        }
    }
    Ok(loader.into_documents())
}

/// Line and column from 1.
fn position(marker: Marker) -> (usize, usize) {
    (marker.line().max(1), marker.col() + 1)
}

/// Whose value is objects that are merged into the one around it.
const MERGE: &str = "<<";

type Members<'y> = saphyr::AnnotatedMapping<'y, MarkedYaml<'y>>;

type Wrong = ((usize, usize), String);

fn value(yaml: &MarkedYaml<'_>, path: &str, places: &mut BTreeMap<String, Place>) -> Result<Value, Wrong> {
    let at = position(yaml.span.start);
    match &yaml.data {
        YamlData::Value(scalar) => Ok(single(scalar)),
        YamlData::Sequence(elements) => {
            let mut list = Vec::with_capacity(elements.len());
            for (element, number) in elements.iter().zip(1_usize..) {
                let (path, at) = (under(path, &number.to_string()), position(element.span.start));
                list.push(value(element, &path, places)?);
                places.insert(path, Place { name: at, value: at });
            }
            Ok(Value::Array(list))
        }
        YamlData::Mapping(members) => {
            let mut object = Map::new();
            members_of(members, path, &mut object, places)?;
            Ok(Value::Object(object))
        }
        _ => Err((at, "neither a value, a list nor an object; a tag that is not of YAML's own?".to_owned())),
    }
}

/// Puts the members of an object into one; of those that `<<` merges into it, the ones that it does not have itself.
fn members_of(
    members: &Members<'_>,
    path: &str,
    object: &mut Map<String, Value>,
    places: &mut BTreeMap<String, Place>,
) -> Result<(), Wrong> {
    let mut merged = Vec::new();
    for (key, member) in members {
        let at = position(key.span.start);
        let YamlData::Value(Scalar::String(name)) = &key.data else {
            return Err((at, "a name of a member is a text".to_owned()));
        };
        if name == MERGE {
            merged.push(member);
        } else if !object.contains_key(name.as_ref()) {
            let path = under(path, name);
            object.insert(name.to_string(), value(member, &path, places)?);
            places.insert(path, Place { name: at, value: position(member.span.start) });
        }
    }
    for member in merged {
        let sources = if let YamlData::Sequence(sources) = &member.data {
            sources.as_slice()
        } else {
            std::slice::from_ref(member)
        };
        for source in sources {
            let YamlData::Mapping(members) = &source.data else {
                return Err((position(source.span.start), format!("`{MERGE}` merges objects")));
            };
            members_of(members, path, object, places)?;
        }
    }
    Ok(())
}

fn under(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn single(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(flag) => Value::Bool(*flag),
        Scalar::Integer(number) => Value::Number((*number).into()),
        // Infinity and what is no number are texts, which no number's place takes.
        Scalar::FloatingPoint(number) => {
            Number::from_f64(number.0).map_or_else(|| Value::String(number.0.to_string()), Value::Number)
        }
        Scalar::String(text) => Value::String(text.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn several_documents_in_one_file_each_know_their_places() {
        let text = "Name: a\nContainer:\n  - Image: x\n---\n---\n{\"Name\": \"b\"}\n";
        let documents = read_text("f.yaml", text).expect("documents");
        let values: Vec<_> = documents.iter().map(|one| one.value.clone()).collect();
        assert_eq!(values, [json!({"Name": "a", "Container": [{"Image": "x"}]}), json!({"Name": "b"})]);
        assert_eq!(documents[0].place("Container.1.Image"), "f.yaml:3:5");
        assert_eq!(documents[0].place_of_value("Container.1.Image"), "f.yaml:3:12");
        assert_eq!(documents[0].place("Container.1.Name"), "f.yaml:3:5");
        assert_eq!(documents[1].place("Name"), "f.yaml:6:2");
    }

    #[test]
    fn what_is_merged_fills_up_what_is_there() {
        let text = "A: &a {X: 1, Y: 2}\nB: &b {Y: 3, Z: 4}\nC:\n  <<: [*a, *b]\n  X: 9\n";
        let documents = read_text("f.yaml", text).expect("documents");
        assert_eq!(documents[0].value["C"], json!({"X": 9, "Y": 2, "Z": 4}));
        assert_eq!(documents[0].place_of_value("C.Z"), "f.yaml:2:17");
        let failure = read_text("f.yaml", "A: {<<: 5}").expect_err("no object");
        assert!(failure.message.starts_with("f.yaml:1:9: "), "{}", failure.message);
    }

    #[test]
    fn columns_count_characters_of_any_script() {
        let documents = read_text("f.yaml", "标签: {环境: 生产, Name: 甲}\n").expect("documents");
        assert_eq!(documents[0].place("标签.Name"), "f.yaml:1:14");
    }

    #[test]
    fn aliases_that_grow_without_end_are_refused() {
        let next = |name: char| {
            format!("{name}{name}: &{name} [{}]\n", vec![format!("*{}", char::from(name as u8 - 1)); 10].join(","))
        };
        let text = ('b'..='k').fold("aa: &a [x]\n".to_owned(), |text, name| text + &next(name));
        assert!(read_text("f.yaml", &text).is_err());
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_place() {
        for (text, place) in
            [("a: [1", "f.yaml:"), ("a: 1\na: 2", "f.yaml:2:1"), ("1: a", "f.yaml:1:1"), ("a: !b c", "f.yaml:1:")]
        {
            let failure = read_text("f.yaml", text).expect_err(text);
            assert!(failure.message.starts_with(place), "{}", failure.message);
            assert_eq!(failure.exit, Exit::VALIDATION);
        }
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        let failure = read_text("f.yaml", &"[".repeat(100_000)).expect_err("too deep");
        assert!(failure.message.contains("deeper") || failure.message.contains("recursion"), "{}", failure.message);
    }
}
