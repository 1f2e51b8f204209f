//! How what a response describes is created again.

use super::{ActionId, Path, ShapeId};

/// An action that creates, and the structure of a response that describes what it created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recreation {
    /// The action that creates.
    pub create: ActionId,
    /// The action that describes.
    pub describe: ActionId,
    /// The structure of its response.
    pub from: ShapeId,
    /// Members that stand elsewhere in it, or under another name.
    pub elsewhere: Vec<Carried>,
}

/// A member of a request, and where in a structure of a response its value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Index in the members of the request's structure.
    pub to: usize,
    /// Where its value is.
    pub from: Source,
}

/// Where a value is in a structure of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the member of the same name, by its index.
    Member(usize),
    /// At the end of a way down that the tables give. What is empty there counts as absent.
    Path(Path),
}

/// How a structure of a request is made of one of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The response's.
    pub from: ShapeId,
    /// The request's.
    pub to: ShapeId,
    /// What is carried.
    pub kind: ConversionKind,
    /// Whether the response may lack what the request needs.
    pub fallible: bool,
}

/// What is carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConversionKind {
    /// Members to members, in the order of the request's.
    Structure(Vec<Carried>),
    /// To a variant, by the response's member (an index) that is its tag. The variants are in the order of the union's;
    /// none where the response does not tell what the variant needs.
    Union {
        /// Index in the members of the response's structure.
        tag: usize,
        /// What is carried to each.
        variants: Vec<Option<Vec<Carried>>>,
    },
}
