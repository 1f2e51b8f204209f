//! Answers to typed values, with tolerance, and typed values to answers, as the service writes them.

pub mod de;
pub mod ser;
