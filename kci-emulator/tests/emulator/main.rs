//! What the emulator answers to requests as bytes: those that the SDK sends, and those that it never would.

mod arbitrary;
mod common;
mod errors;
mod filters;
mod lists;
mod malformed;
mod order;
mod sample;
