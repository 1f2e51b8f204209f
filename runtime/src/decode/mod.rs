//! Reading answers: one pass over the text, straight into the values, with tolerance.
//!
//! `null` stands for a value that is not there, numbers may be written as text and the other way round, unknown members
//! are passed over. Generated code implements [`Decode`] for each structure, so that nothing of it is generic and all of
//! it is compiled where it is generated. Where something is wrong, a [`Unreadable`] knows only its place in the text; its path
//! is found by going through the text once more.

mod number;
mod path;
mod reader;
mod scalar;
pub mod ser;
mod string;
#[cfg(test)]
mod tests;
mod unreadable;
mod values;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::Value;

pub use reader::JsonReader;
pub(crate) use scalar::whole;
pub use unreadable::{Decoded, Unreadable};

/// Something that can be read from JSON, over a default.
pub trait Decode {
    /// Reads the value that the reader is at.
    ///
    /// # Errors
    ///
    /// When the text is no JSON there, or is a value that does not mean one of this type.
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded;
}

/// Reads a whole text into a value. Nothing may follow.
///
/// # Errors
///
/// As [`Decode::decode`].
pub fn read(text: &str, value: &mut dyn Decode) -> Decoded {
    let mut r = JsonReader::new(text);
    value.decode(&mut r)?;
    r.end()
}

/// Reads a value from whatever `serde` can read, by way of JSON text: for people who keep answers in a format of theirs.
///
/// # Errors
///
/// When the source cannot be read, or [`Decode`] cannot.
pub fn deserialize<'de, T: Decode + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = Value::deserialize(deserializer)?.to_string();
    let mut value = T::default();
    match read(&text, &mut value) {
        Ok(()) => Ok(value),
        Err(fault) => Err(D::Error::custom(fault.describe(&text))),
    }
}
