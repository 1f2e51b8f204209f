//! The compiler.
#![allow(dead_code)]
mod diagnostic;
mod json;
mod node;
mod source;
pub mod ir;
