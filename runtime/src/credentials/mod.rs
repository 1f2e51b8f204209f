//! Where credentials come from.

pub(crate) mod environment;
