//! The thread that drives connections and timers, for calls that other threads wait for.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Builder as Thread;

use tokio::runtime::{Builder as Runtime, Handle};
use tokio::sync::oneshot;

use crate::error::Error;

/// Said where blocking would keep the tasks of an async runtime waiting.
const REFUSED: &str = "a blocking call on a thread of an async runtime: use the async client there, or a thread of its \
                       own (std::thread)";

/// A thread with a Tokio runtime, which is started when it is needed first and ends when the last clone is dropped.
///
/// It ends by itself: nobody joins it, so that a clone can be dropped anywhere, on a thread of an async runtime too.
#[derive(Clone, Default)]
pub(super) struct Driver {
    running: Arc<Mutex<Option<Running>>>,
}

struct Running {
    handle: Handle,
    /// The thread ends once this is gone.
    _until: oneshot::Sender<()>,
}

impl Driver {
    /// Waits for a future on this thread, while the driver's looks after its connections and timers.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] on a thread of an async runtime, and when no thread can be started.
    pub(super) fn block_on<F: Future>(&self, future: F) -> Result<F::Output, Error> {
        if Handle::try_current().is_ok() {
            return Err(Error::Configuration(REFUSED.to_owned()));
        }
        Ok(self.handle()?.block_on(future))
    }

    fn handle(&self) -> Result<Handle, Error> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = &*running {
            return Ok(running.handle.clone());
        }
        let started =
            start().map_err(|error| Error::Configuration(format!("no thread for blocking calls: {error}")))?;
        Ok(running.insert(started).handle.clone())
    }
}

fn start() -> std::io::Result<Running> {
    let runtime = Runtime::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let (until, ended) = oneshot::channel::<()>();
    let drive = move || {
        // Ends with an error as soon as the other side is dropped; there is nothing else to be told.
        let _ = runtime.block_on(ended);
    };
    Thread::new().name("kci-blocking".to_owned()).spawn(drive)?;
    Ok(Running { handle, _until: until })
}

impl fmt::Debug for Driver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Driver")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_drives_timers_and_tasks_for_threads_that_are_not_async() {
        let driver = Driver::default();
        let threads: Vec<_> = (0..4)
            .map(|number| {
                let driver = driver.clone();
                std::thread::spawn(move || {
                    let work = async move {
                        let limited = tokio::time::timeout(Duration::from_millis(1), std::future::pending::<()>());
                        limited.await.expect_err("the timer runs");
                        tokio::spawn(async move { number }).await.expect("no panic")
                    };
                    driver.block_on(work).expect("it runs")
                })
            })
            .collect();
        let numbers: Vec<_> = threads.into_iter().map(|thread| thread.join().expect("no panic")).collect();
        assert_eq!(numbers, [0, 1, 2, 3]);
    }

    #[test]
    fn its_thread_ends_with_the_last_clone() {
        let driver = Driver::default();
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let waits = async move {
            tokio::spawn(async move {
                let _end = end;
                std::future::pending::<()>().await;
            });
        };
        let clone = driver.clone();
        driver.block_on(waits).expect("it runs");
        drop(driver);
        assert_eq!(clone.block_on(async { 1 }).expect("it still runs"), 1);
        drop(clone);
        // The task is dropped with the runtime, and its end of the channel with it.
        assert!(ended.recv().is_err());
    }

    #[tokio::test]
    async fn on_a_thread_of_an_async_runtime_it_refuses_and_can_be_dropped() {
        let driver = Driver::default();
        let within = driver.clone();
        std::thread::spawn(move || within.block_on(async {})).join().expect("no panic").expect("it runs");
        let error = driver.block_on(async {}).expect_err("refused");
        assert_eq!(error.to_string(), REFUSED);
        drop(driver);
    }
}
