//! The compiler.
pub mod ir;
