//! What generated code is written against.
//!
//! The code that `kci-codegen` emits, here and in other crates, names these items by their path. People need them for
//! little else than the traits.

pub use crate::action::{Action, ActionInfo, Effect, Endpoint, ErrorRow, Fault, Method, Paginate, Region, ServiceInfo};
pub use crate::call::{Call, call};
pub use crate::client::Client;
pub use crate::config::Validation;
pub use crate::decode::{Decode, Decoded, JsonReader, Unreadable, deserialize, read as read_json};
pub use crate::error::{DecodeError, Error, Phase, ServiceError, TransportError, ValidationError, WaiterError};
pub use crate::page::{Items, Pages};
pub use crate::params::{Form, ParamWriter, Params, WriteParam};
#[cfg(feature = "server")]
pub use crate::params::{ListRule, ParamReader, ReadParam, read};
pub use crate::raw::{RawAnswer, RawCall};
pub use crate::secret::Secret;
pub use crate::ser;
pub use crate::time::TimeFormat;
pub use crate::validate::{
    ListCheck, NumberCheck, PresenceCheck, TextCheck, TextValue, Validate, Validator, violations,
};
pub use crate::violation::{Rule, Severity, Violation};
pub use crate::wait::{Outcome, Wait, Waiter, all_of, any_of};
pub use crate::{__deserialize as deserialize, __open_enum as open_enum};
pub use {jiff, serde, serde_json};
