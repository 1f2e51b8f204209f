//! What a page says, before it is written.

use super::cells::{Required, Type};
use super::condition::Condition;

/// An action.
#[derive(Clone, Debug, Default)]
pub(crate) struct Action {
    pub(crate) line: usize,
    pub(crate) name: String,
    /// What the heading calls it.
    pub(crate) title: String,
    /// Title of the chapter that it stands in; its name where there is none.
    pub(crate) chapter: String,
    pub(crate) description: String,
    pub(crate) methods: Vec<String>,
    pub(crate) recommended: Option<String>,
    pub(crate) request: Side,
    pub(crate) response: Side,
    pub(crate) examples: Vec<Example>,
}

/// A request or a response.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    /// The heading.
    pub(crate) title: String,
    pub(crate) members: Vec<Member>,
    pub(crate) shapes: Vec<Shape>,
    /// Whether its table was seen.
    pub(crate) seen: bool,
}

/// A table of its own.
#[derive(Clone, Debug)]
pub(crate) struct Shape {
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) rust_name: Option<String>,
    /// Words between the heading and the table.
    pub(crate) description: String,
    pub(crate) kind: Kind,
}

/// What a shape is made of.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Structure(Vec<Member>),
    Union { tag: String, variants: Vec<Variant> },
    SameAs { action: Option<String>, shape: String },
}

/// The table for one value of a tag.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) line: usize,
    pub(crate) value: String,
    pub(crate) members: Vec<Member>,
}

/// A row.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) line: usize,
    pub(crate) name: String,
    pub(crate) list: bool,
    pub(crate) ty: Type,
    pub(crate) required: Option<Required>,
    /// The cell of a column of defaults.
    pub(crate) default: Option<String>,
    pub(crate) facts: Facts,
    /// What is left of the facts unless the table tells the case that the description opens with, and what is told then.
    pub(crate) without_opening: Option<(Box<Facts>, Vec<String>)>,
    /// The cell as it is.
    pub(crate) description: String,
}

/// What a description says, as far as it was understood. Numbers are kept as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) default: Option<String>,
    pub(crate) values: Vec<Value>,
    pub(crate) enum_name: Option<String>,
    pub(crate) min: Option<String>,
    pub(crate) max: Option<String>,
    pub(crate) min_length: Option<u64>,
    pub(crate) max_length: Option<u64>,
    pub(crate) min_items: Option<u64>,
    pub(crate) max_items: Option<u64>,
    pub(crate) min_index: Option<u64>,
    pub(crate) max_index: Option<u64>,
    pub(crate) pattern: Option<String>,
    pub(crate) decimals: Option<u64>,
    pub(crate) unit: Option<String>,
    pub(crate) format: Option<&'static str>,
    pub(crate) sensitive: bool,
    pub(crate) effective_when: Option<Condition>,
    pub(crate) default_when: Vec<(Condition, String)>,
    pub(crate) max_when: Vec<(Condition, String)>,
    /// Upper bounds for a value of some other member, which the whole table tells.
    pub(crate) max_for: Vec<(String, String)>,
    /// What was taken to be so without being said outright.
    pub(crate) assumed: Vec<String>,
}

/// A value of an enumeration, and what is said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) value: String,
    pub(crate) description: String,
}

/// An example.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) line: usize,
    /// `示例1`.
    pub(crate) label: String,
    pub(crate) title: String,
    pub(crate) request: Vec<Code>,
    pub(crate) response: Vec<Code>,
}

/// A block of code.
#[derive(Clone, Debug, Default)]
pub(crate) struct Code {
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Shape {
    /// All rows, with the value of the tag that they are for.
    pub(crate) fn tables(&self) -> Vec<(Option<&str>, &[Member])> {
        match &self.kind {
            Kind::Structure(members) => vec![(None, members)],
            Kind::Union { variants, .. } => {
                variants.iter().map(|variant| (Some(variant.value.as_str()), variant.members.as_slice())).collect()
            }
            Kind::SameAs { .. } => Vec::new(),
        }
    }

    /// The tables, to be changed.
    pub(crate) fn tables_mut(&mut self) -> Vec<&mut Vec<Member>> {
        match &mut self.kind {
            Kind::Structure(members) => vec![members],
            Kind::Union { variants, .. } => variants.iter_mut().map(|variant| &mut variant.members).collect(),
            Kind::SameAs { .. } => Vec::new(),
        }
    }
}

impl Action {
    /// Whether one of its sides has a shape of this name.
    pub(crate) fn has_shape(&self, name: &str) -> bool {
        [&self.request, &self.response].iter().any(|side| side.shapes.iter().any(|shape| shape.name == name))
    }
}

impl Side {
    /// All tables of the side, its own first, to be changed.
    pub(crate) fn tables_mut(&mut self) -> Vec<&mut Vec<Member>> {
        let mut tables = vec![&mut self.members];
        tables.extend(self.shapes.iter_mut().flat_map(Shape::tables_mut));
        tables
    }
}
