//! What the emulator answers to requests as bytes: those that the SDK sends, and those that it never would.

mod arbitrary;
mod clock;
mod common;
mod control;
mod errors;
mod fault_deliveries;
mod faults;
mod filters;
mod image_cache_changes;
mod image_cache_lists;
mod image_cache_uses;
mod image_caches;
mod isolation;
mod journal;
mod lists;
mod load;
mod malformed;
mod order;
mod sample;
mod typed;
