//! From the text of an answer to values.

use crate::runner::contenders;

contenders!(str: serde_derive, serde_value, sonic, simd, ours);
