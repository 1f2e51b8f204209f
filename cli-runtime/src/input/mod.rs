//! What is sent: parameters from flags, files and a profile, put together and checked before anything leaves.
//!
//! All of them are parameters in the words of the wire, `Container.1.Image`, each with where it was said. So what is wrong
//! with the request is told in the words of the flag, or with the line of the file. A flag counts more than the file, and
//! the file more than the profile; a flag that gives a list of single values its values gives it all of them.

mod assemble;
mod document;
mod file;
mod form;
mod path;

pub(crate) use assemble::refusal;
pub use assemble::{Checked, Input};
pub use document::Document;
pub use file::{read_file, read_text};
pub(crate) use form::translated;
pub use form::{Form, Part, Translation, Weight};
pub use path::{Flag, flag_of, resolve};
