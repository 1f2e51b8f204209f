//! Who sent a request, and whether the signature proves it.
//!
//! A request is signed in one of three ways, told apart in this order: an `Authorization` header; `X-Amz-…`
//! parameters in the query; the parameters of the simplified signature.

mod accounts;
mod scope;
mod simple;
mod v4;

use kci_sdk::runtime::jiff::{SignedDuration, Timestamp};

pub(crate) use accounts::Accounts;
use accounts::Claimed;
pub use accounts::TemporaryCredentials;

use crate::received::{Pair, Received, value};
use crate::refusal::Refusal;
use crate::store::Tenant;

/// How far the time of a request may be from the clock, in either direction.
const SKEW: SignedDuration = SignedDuration::from_mins(15);

/// Who sent a request, as the signature proves.
#[derive(Debug)]
pub(crate) struct Caller {
    /// The access key that signed.
    pub(crate) access_key: String,
    /// The account that it belongs to, and the region that it signed for.
    pub(crate) tenant: Tenant,
}

impl Caller {
    fn new(access_key: &str, account: String, region: &str) -> Self {
        let tenant = Tenant { access_key: account, region: region.to_owned() };
        Self { access_key: access_key.to_owned(), tenant }
    }
}

/// The clocks that the time of a request may agree with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Now {
    /// The emulator's clock, which tests turn.
    pub(crate) turned: Timestamp,
    /// The machine's clock, which clients sign by that know nothing of the other.
    pub(crate) machine: Timestamp,
}

impl Now {
    /// Refuses a time that is too far from both clocks.
    fn check(self, signed: Timestamp, text: &str) -> Result<(), Refusal> {
        let near = |clock: Timestamp| clock.duration_since(signed).abs() <= SKEW;
        if near(self.turned) || near(self.machine) {
            return Ok(());
        }
        Err(Refusal::row("SignatureDoesNotMatch", "Signature expired", &[text]))
    }
}

/// Whose request it is.
pub(crate) fn authenticate(
    accounts: &Accounts,
    received: &Received,
    parameters: &[&Pair],
    now: Now,
) -> Result<Caller, Refusal> {
    if received.head.headers.get("host").is_none() {
        return Err(Refusal::row("MissingAuthenticationToken", "Request is missing 'Host'", &[]));
    }
    if received.head.headers.contains_key("authorization") {
        return v4::in_header(accounts, received, now);
    }
    if received.query.iter().any(|(key, _)| key.starts_with("X-Amz-")) {
        return v4::in_query(accounts, received, now);
    }
    if value(parameters, "Signature").is_some() || value(parameters, "SignatureMethod").is_some() {
        return simple::in_parameters(accounts, parameters, now);
    }
    Err(Refusal::row("MissingAuthenticationToken", "Request is missing Authentication Token", &[]))
}

/// A signature is not the expected one. Nothing is guarded here, so how long finding out takes does not matter.
fn mismatch() -> Refusal {
    Refusal::row("SignatureDoesNotMatch", "The request signature we calculated", &[])
}
