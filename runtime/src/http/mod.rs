//! Bytes out, bytes in, and what every answer has.

pub(crate) mod envelope;
pub(crate) mod transport;
