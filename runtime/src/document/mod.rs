//! Requests as documents: JSON, YAML, or whatever else serde reads and writes, under the names of the wire.
//!
//! A document says the same as the parameters that a request flattens to: `{"Container": [{"Name": "web"}]}` is
//! `Container.1.Name=web`. So there is no code for it but what flattens requests and reads them back, and a table of each
//! structure's members ([`Shape`]), which says where a list is, and where a number. A document is read in two steps, of which
//! only the second knows the type: into parameters by the table, and those into the request.
//!
//! What a request cannot say on the wire, no document says: an object without members and an empty list are as good as
//! absent. Secrets stand in documents as in requests, or no request could be made of one.
//!
//! What is wrong with a document is told all at once, each with its place in the words of the wire:
//!
//! ```text
//! 2 problems in CreateContainerGroupRequest:
//!   Container.1.Imgae: Container has no such member; did you mean `Image`?
//!   Container.1.Port.2: a number, where an object belongs
//! ```

mod error;
mod read;
mod shape;
mod tree;
mod write;

pub use shape::{Field, Kind, Shape, Table};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::params::{Params, ReadParam, WriteParam};
use crate::validate::Violation;

/// A structure that is read from documents and written to them.
pub trait Document: WriteParam + ReadParam {
    /// Its members.
    fn shape() -> &'static Shape;
}

/// Writes a structure as a document; generated code calls it.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T: Document, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    write::tree(T::shape(), &Params::from_request(value)).serialize(serializer)
}

/// Reads a structure from a document; generated code calls it. The format has to say what is a list, a text or a number,
/// as JSON and YAML do.
///
/// # Errors
///
/// Everything in which the document is no such structure, and what the deserializer finds.
pub fn deserialize<'de, T: Document, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tree = tree::Tree::deserialize(deserializer)?;
    read::structure(&tree).map_err(serde::de::Error::custom)
}

/// The parameters that a document of a structure flattens to, and everything in which it is no such structure. For who
/// puts parameters from several places together before they become a request.
///
/// # Errors
///
/// Those of the deserializer.
pub fn flatten<'de, D: Deserializer<'de>>(
    shape: &Shape,
    deserializer: D,
) -> Result<(Params, Vec<Violation>), D::Error> {
    Ok(read::flatten(shape, &tree::Tree::deserialize(deserializer)?))
}

/// The document of a structure that parameters say, for a serializer. The parameters are in the order in which requests
/// are flattened.
///
/// # Errors
///
/// Those of the serializer.
pub fn unflatten<S: Serializer>(shape: &Shape, params: &Params, serializer: S) -> Result<S::Ok, S::Error> {
    write::tree(shape, params).serialize(serializer)
}

/// Implements serde's traits for a [`Document`].
#[doc(hidden)]
#[macro_export]
macro_rules! __document {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::document::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::document::deserialize(deserializer)
            }
        }
    };
}
