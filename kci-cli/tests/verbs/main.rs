//! The everyday commands, as people use them: the program is started, and an emulator answers it.

mod groups;
mod logs;
mod run;
mod why;
mod world;
