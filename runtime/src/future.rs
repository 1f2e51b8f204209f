//! The type of futures that traits give back.

use std::pin::Pin;

/// A future on the heap that can move between threads: what methods of traits give back, so that the traits can be used
/// as `dyn`. `Box::pin(async { … })` makes one.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
