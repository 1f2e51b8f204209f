//! Checking a valid request. Nobody else does it; the floor is what flattening the request costs by hand.

use crate::data::Plan;
use crate::runner::contenders;

contenders!(Plan: direct_append, ours);
