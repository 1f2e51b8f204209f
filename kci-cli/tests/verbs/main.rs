//! The everyday commands, as people use them: the program is started, and an emulator answers it.

mod exec;
mod forms;
mod groups;
mod logs;
#[cfg(unix)]
mod pty;
mod run;
#[cfg(unix)]
mod shells;
#[cfg(unix)]
mod terminal;
mod why;
mod world;
