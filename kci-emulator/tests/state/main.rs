//! What exists is kept in a file, and is there again after a stop, a kill, or not at all with a reason.

mod common;
mod kept;
#[cfg(unix)]
mod killed;
mod refused;
