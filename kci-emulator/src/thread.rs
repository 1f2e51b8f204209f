//! An emulator on a thread of its own, for programs without an async runtime.

use std::io;
use std::sync::mpsc;
use std::thread::{Builder as Thread, JoinHandle};

use tokio::runtime::{Builder as Runtime, Handle};
use tokio::sync::oneshot;

use crate::emulator::{Builder, Emulator};

/// A thread that drives an emulator. Its runtime ends when this is dropped.
#[derive(Debug)]
pub(crate) struct RuntimeThread {
    handle: Handle,
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// What the thread needs to be told of by its creator.
type Started = io::Result<(Emulator, Handle, oneshot::Sender<()>)>;

/// Starts an emulator on a thread of its own.
pub(crate) fn start(builder: Builder) -> io::Result<(Emulator, RuntimeThread)> {
    let (tell, told) = mpsc::channel();
    let thread = Thread::new().name("kci-emulator".to_owned()).spawn(move || drive(builder, &tell))?;
    let (emulator, handle, stop) = told.recv().map_err(io::Error::other)??;
    Ok((emulator, RuntimeThread { handle, stop, thread }))
}

/// Runs until nobody wants it any more.
fn drive(builder: Builder, tell: &mpsc::Sender<Started>) {
    let runtime = match Runtime::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        // Whoever started the thread waits for what is told.
        Err(error) => return tell.send(Err(error)).unwrap_or_default(),
    };
    let (stop, stopped) = oneshot::channel();
    let started = runtime.block_on(builder.start());
    let is_started = started.is_ok();
    let told = tell.send(started.map(|emulator| (emulator, runtime.handle().clone(), stop)));
    if is_started && told.is_ok() {
        let _ = runtime.block_on(stopped);
    }
}

impl RuntimeThread {
    /// Waits for something on the thread's runtime, then ends it.
    pub(crate) fn finish<T: Send + 'static>(
        self,
        last: impl Future<Output = io::Result<T>> + Send + 'static,
    ) -> io::Result<T> {
        let (tell, told) = mpsc::channel();
        // There is somebody who waits for it.
        self.handle.spawn(async move { tell.send(last.await).unwrap_or_default() });
        let done = told.recv().map_err(io::Error::other)?;
        drop(self.stop);
        self.thread.join().map_err(|_| io::Error::other("the emulator's thread panicked"))?;
        done
    }
}
