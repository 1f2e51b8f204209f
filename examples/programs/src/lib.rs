//! Three programs that use the SDK. Each is a module here, which its tests call, and a binary around it, which takes the
//! client from the environment.
//!
//! - [`batch`] runs jobs, many at a time, and leaves nothing behind.
//! - [`reconcile`] makes what exists equal to a file.
//! - [`service`] is a web service in front of the API.

pub mod batch;
pub mod reconcile;
pub mod service;
