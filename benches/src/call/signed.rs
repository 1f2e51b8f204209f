//! What the contenders without an SDK share: a signature made by hand for a request made by hand.

use jiff::Timestamp;

use crate::decode::serde_derive::Page;
use crate::sign::hand_made::Signer;

use super::BODY;

/// The headers that are new for each call.
pub fn headers(signer: &Signer) -> [(&'static str, String); 2] {
    let time = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let authorization = signer.sign(&time, BODY.as_bytes());
    [("x-amz-date", time), ("authorization", authorization)]
}

pub fn signer() -> Signer {
    Signer::new(&Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// Reads the answer.
pub fn decode(body: &[u8]) {
    std::hint::black_box(serde_json::from_slice::<Page>(body).expect("a page"));
}
