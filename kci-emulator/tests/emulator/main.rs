//! What the emulator answers to requests as bytes: those that the SDK sends, and those that it never would.

mod addresses;
mod arbitrary;
mod catalogue;
mod common;
mod errors;
mod events;
mod filters;
mod fixture;
mod groups;
mod lifecycle;
mod listing;
mod lists;
mod logs;
mod malformed;
mod order;
mod restarts;
mod sample;
mod waiters;
