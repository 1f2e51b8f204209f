//! The floor: the digest of the body, without which there is no signature.

use sha2::{Digest, Sha256};

use super::{Input, done};
use crate::runner::Contender;

pub fn contender() -> Contender<Input> {
    Contender {
        name: "bare sha256 of the body",
        start: |input| {
            let body = input.body.clone();
            Box::new(move || done(Sha256::digest(body.as_bytes())))
        },
    }
}
