//! From a typed request to the text of a form, without signing or checking.

use crate::data::Plan;
use crate::runner::contenders;

contenders!(Plan: direct_append, serde_qs, aws_smithy_query, ours);
