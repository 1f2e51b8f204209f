//! The compiler.
#![allow(dead_code)]
pub mod describe;
pub mod emit;
mod facts;
pub mod ir;
mod markdown;
mod pattern;
pub mod write;
