//! Flattening alone, for comparison.

use crate::data::Plan;
use crate::flatten;
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender { name: "aws-smithy-query alone, unsigned", ..flatten::aws_smithy_query::contender() }
}
