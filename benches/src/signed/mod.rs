//! From a typed request to bytes that are signed and can be sent.

use crate::data::Plan;
use crate::runner::contenders;

contenders!(Plan: direct_append, hand_made, serde_qs_alone, aws_smithy_query_alone, ours_unchecked, ours);
