//! What the emulator answers to requests as bytes: those that the SDK sends, and those that it never would.

mod arbitrary;
mod common;
mod errors;
mod malformed;
mod order;
