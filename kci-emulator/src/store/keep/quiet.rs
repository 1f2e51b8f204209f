//! Panics of the store that are told as errors, and not beside them.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// Whether a panic on this thread is going to be told as an error.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Does some work; nothing comes of it where it panics, and nobody is told. Other threads tell of their panics as before.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.try_with(Cell::get).unwrap_or(false) {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    QUIET.set(false);
    done.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_comes_to_nothing() {
        assert_eq!(quietly(|| 1), Some(1));
        assert_eq!(quietly(|| Vec::<u8>::new()[0]), None);
        assert!(!QUIET.get());
    }
}
