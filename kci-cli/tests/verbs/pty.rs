//! A terminal, of which a test has the other end.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::fd::AsFd;
use std::os::unix::ffi::OsStrExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

use crate::world::World;

/// How long a test waits for what must appear.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program on a terminal.
pub(crate) struct Terminal {
    child: Child,
    other_end: File,
    /// The program's end, so that the terminal stays when the program has ended.
    end: File,
    written: Receiver<Vec<u8>>,
    /// Everything that was seen, and how much of it was looked at.
    seen: String,
    looked: usize,
}

impl Terminal {
    /// Starts the program on a terminal of this size, in columns and rows.
    pub(crate) fn start(world: &World, words: &[&str], size: (u16, u16)) -> Self {
        Self::of(world.command(words), size)
    }

    /// Starts any program.
    pub(crate) fn of(mut command: Command, size: (u16, u16)) -> Self {
        let other_end = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&other_end).expect("a terminal");
        unlockpt(&other_end).expect("a terminal");
        set_size(&other_end, size);
        let path = ptsname(&other_end, Vec::new()).expect("its name");
        let path = std::ffi::OsStr::from_bytes(path.as_bytes());
        let end = OpenOptions::new().read(true).write(true).open(path).expect("its end");
        let stdio = || Stdio::from(end.try_clone().expect("a clone"));
        command.env("TERM", "xterm").stdin(stdio()).stdout(stdio()).stderr(stdio());
        let child = command.spawn().expect("the program");
        let other_end = File::from(other_end);
        let (sender, written) = channel();
        let mut reader = other_end.try_clone().expect("a clone");
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, other_end, end, written, seen: String::new(), looked: 0 }
    }

    /// Waits until this appears.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) {
        self.sees_times(text, 1);
    }

    /// Waits until this has appeared so many times; what has appeared since it was looked at last.
    #[track_caller]
    fn sees_times(&mut self, text: &str, times: usize) -> String {
        let start = Instant::now();
        loop {
            let news = &self.seen[self.looked..];
            if let Some((at, _)) = news.match_indices(text).nth(times - 1) {
                let end = at + text.len();
                let news = news[..end].to_owned();
                self.looked += end;
                return news;
            }
            let last: String = news.chars().rev().take(500).collect::<Vec<_>>().into_iter().rev().collect();
            assert!(start.elapsed() < PATIENCE, "no {text:?}; last came {last:?}");
            self.read(Duration::from_millis(100));
        }
    }

    /// Takes what was written, or waits for it; whether anything was.
    fn read(&mut self, patience: Duration) -> bool {
        let read = self.written.recv_timeout(patience);
        self.seen.extend(read.iter().map(|bytes| String::from_utf8_lossy(bytes)));
        read.is_ok()
    }

    /// Types keys.
    pub(crate) fn types(&mut self, keys: &str) {
        self.other_end.write_all(keys.as_bytes()).expect("keys");
    }

    /// Types keys, and waits until something has appeared so many times.
    #[track_caller]
    pub(crate) fn types_and_sees(&mut self, keys: &str, text: &str, times: usize) -> String {
        self.types(keys);
        self.sees_times(text, times)
    }

    /// Makes it larger or smaller.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        set_size(&self.other_end, size);
    }

    /// Waits until the program gets every key as it is typed.
    #[track_caller]
    pub(crate) fn is_raw(&self) {
        let start = Instant::now();
        while echoes(&self.end) {
            assert!(start.elapsed() < PATIENCE, "keys are still echoed");
            std::thread::park_timeout(Duration::from_millis(2));
        }
    }

    /// Waits for the end of the program, and says whether keys are echoed again.
    pub(crate) fn ends_cooked(mut self) -> bool {
        self.child.wait().expect("its end");
        echoes(&self.end)
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let done = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status().expect("kill");
        assert!(done.success(), "{signal}");
    }

    /// Waits for the end of the program; its status, and everything that appeared.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let code = self.child.wait().expect("its end").code();
        while self.read(Duration::from_millis(200)) {}
        (code, std::mem::take(&mut self.seen))
    }
}

fn set_size(terminal: impl AsFd, (columns, rows): (u16, u16)) {
    let size = Winsize { ws_col: columns, ws_row: rows, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(terminal, size).expect("a size");
}

fn echoes(terminal: &File) -> bool {
    tcgetattr(terminal).expect("its modes").local_modes.contains(LocalModes::ECHO)
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
