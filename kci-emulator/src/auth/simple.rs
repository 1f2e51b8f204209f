//! The simplified signature.

use kci_sdk::SERVICE;
use kci_sdk::auth::simple::{canonical, signature};

use super::scope::exactly;
use super::{Accounts, Caller, Claimed, Now, mismatch};
use crate::received::{Pair, value};
use crate::refusal::Refusal;

/// The time of a `Timestamp` parameter.
const TIMESTAMP: &str = "%Y-%m-%dT%H:%M:%SZ";

pub(super) fn in_parameters(accounts: &Accounts, parameters: &[&Pair], now: Now) -> Result<Caller, Refusal> {
    let get = |name: &str| value(parameters, name).filter(|value| !value.is_empty());
    let required = |name: &str| get(name).ok_or_else(|| Refusal::missing(name));
    let access_key = required("Accesskey")?;
    let timestamp = required("Timestamp")?;
    let given = required("Signature")?;
    for (name, only) in [("SignatureVersion", "1.0"), ("SignatureMethod", "HMAC-SHA256"), ("Service", SERVICE.name)] {
        if required(name)? != only {
            return Err(Refusal::invalid(name));
        }
    }
    let region = get("Region").unwrap_or(SERVICE.default_region);
    if !SERVICE.regions.iter().any(|known| known.region == region) {
        return Err(Refusal::invalid("Region"));
    }
    let time = exactly(TIMESTAMP, timestamp).ok_or_else(|| Refusal::invalid("Timestamp"))?;
    now.check(time, timestamp)?;
    let known = accounts.find(Claimed { access_key, token: get("SecurityToken") }, now.turned)?;
    let pairs = parameters.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    if signature(known.secret_key.expose(), &canonical(pairs)) != given {
        return Err(mismatch());
    }
    Ok(Caller::new(access_key, known.account, region))
}
