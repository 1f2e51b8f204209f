//! Flattening alone, for comparison.

use crate::data::Plan;
use crate::flatten;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender { name: "serde_qs alone, unsigned", ..flatten::serde_qs::contender() }
}
