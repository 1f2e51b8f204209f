//! Shapes and enums.

use super::{Member, Name, Provenance, ShapeId, Side, Text};

/// A structure or a tagged union.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Which way it travels.
    pub side: Side,
    /// Name in the documents, and the Rust type.
    pub name: Name,
    /// What it is.
    pub description: Text,
    /// Where its table stands in the documents.
    pub section: String,
    /// Its members or variants.
    pub kind: ShapeKind,
    /// Whether a number with a fraction is in it, or in what it refers to: the Rust type is then neither `Eq` nor `Hash`.
    pub fractions: bool,
    /// Overlay entries that added or changed it.
    pub provenance: Vec<Provenance>,
}

/// What a shape is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// Members, in the documents' order.
    Structure {
        /// The rows.
        members: Vec<Member>,
    },
    /// One of several structures, told apart by the value of a tag.
    Union {
        /// Wire name of the tag.
        tag: Name,
        /// What the tag is.
        tag_description: Text,
        /// The variants, in the documents' order.
        variants: Vec<Variant>,
    },
}

/// One variant of a tagged union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// Value of the tag, and the Rust variant.
    pub name: Name,
    /// The variant's members without the tag: a structure of its own.
    pub shape: ShapeId,
}

/// A string or a whole number with known values. Always open: an unknown value survives a round trip.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Name of the member it was documented for, and the Rust type.
    pub name: Name,
    /// What it is.
    pub description: Text,
    /// The known values, in the documents' order.
    pub values: Vec<EnumValue>,
    /// Whether values are read without regard to case.
    pub ignore_case: bool,
    /// Whether the values are whole numbers.
    pub integers: bool,
}

/// One known value.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The value, and the Rust variant.
    pub name: Name,
    /// What it means.
    pub description: Text,
}

impl Shape {
    /// The members of a structure; none for a union.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            ShapeKind::Structure { members } => members,
            ShapeKind::Union { .. } => &[],
        }
    }
}
