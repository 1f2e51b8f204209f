//! What the emulator answers: to requests as bytes, those that the SDK sends and those that it never would, and to
//! the SDK, as time goes by.

mod addresses;
mod arbitrary;
mod catalogue;
mod common;
mod description;
mod errors;
mod events;
mod filters;
mod fixture;
mod groups;
mod jumps;
mod lifecycle;
mod listing;
mod lists;
mod logs;
mod malformed;
mod order;
mod paging;
mod restarts;
mod sample;
mod waiters;
