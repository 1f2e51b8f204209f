//! What the emulator answers: to requests as bytes, those that the SDK sends and those that it never would, and to
//! the SDK, as time goes by.

mod addresses;
mod arbitrary;
mod calls;
mod catalogue;
mod clock;
mod common;
mod control;
mod credentials;
mod description;
mod errors;
mod events;
mod exactly_once;
#[cfg(feature = "exec")]
mod exec;
mod fault_deliveries;
mod faults;
mod filters;
mod fixture;
mod groups;
mod image_cache_changes;
mod image_cache_lists;
mod image_cache_uses;
mod image_caches;
mod isolation;
mod journal;
mod jumps;
mod lifecycle;
mod listing;
mod lists;
mod load;
mod logs;
mod malformed;
mod order;
mod paging;
mod proof;
mod recreate;
mod restarts;
mod sample;
mod temporary;
mod typed;
mod virtual_time;
mod waiters;
mod whose;
