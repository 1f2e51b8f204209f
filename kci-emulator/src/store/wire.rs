//! Requests inside of what is kept, written as the parameters that they flatten to. For `#[serde(with = "…")]`.

use kci_sdk::runtime::Params;
use kci_sdk::runtime::{ReadParam, WriteParam, read};
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<A: WriteParam, S: Serializer>(request: &A, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(Params::from_request(request).iter())
}

pub(super) fn deserialize<'de, A: ReadParam, D: Deserializer<'de>>(deserializer: D) -> Result<A, D::Error> {
    let pairs = Vec::<(String, String)>::deserialize(deserializer)?;
    // It was valid when it was taken in; what a newer version finds wrong with it is no reason to lose it.
    Ok(read(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))).0)
}
