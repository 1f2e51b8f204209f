//! The body of an answer, as it comes in: a piece at a time, and no more than is read.

use bytes::{Bytes, BytesMut};

use crate::error::{Phase, TransportError};

/// The most that is read of an answer, in bytes: 64 MiB.
const MOST: usize = 64 << 20;

/// The most that is set aside for an answer because it was announced, in bytes: 1 MiB.
const MOST_AHEAD: u64 = 1 << 20;

/// What came of a body so far. One piece is kept as it is; a second one makes a copy.
pub(super) struct Body {
    first: Bytes,
    all: BytesMut,
    announced: u64,
}

impl Body {
    /// A body of which nothing came yet; `announced` is its length, if the answer says one.
    pub(super) fn new(announced: Option<u64>) -> Self {
        Self { first: Bytes::new(), all: BytesMut::new(), announced: announced.unwrap_or_default() }
    }

    pub(super) fn push(&mut self, piece: Bytes) -> Result<(), TransportError> {
        if self.first.len() + self.all.len() + piece.len() > MOST {
            return Err(TransportError::new(Phase::TooLong, "longer than 64 MiB"));
        }
        if self.first.is_empty() && self.all.is_empty() {
            self.first = piece;
            return Ok(());
        }
        if self.all.is_empty() {
            let ahead = usize::try_from(self.announced.min(MOST_AHEAD)).unwrap_or_default();
            self.all.reserve(ahead.max(self.first.len() + piece.len()));
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&piece);
        Ok(())
    }

    pub(super) fn finish(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_out_in_order() {
        for pieces in [vec![], vec!["one"], vec!["one", "", "two", "three"]] {
            let mut body = Body::new(Some(3));
            for piece in &pieces {
                body.push(Bytes::from_static(piece.as_bytes())).expect("short enough");
            }
            assert_eq!(body.finish(), pieces.concat());
        }
    }

    #[test]
    fn more_than_is_read_is_an_error() {
        let mut body = Body::new(Some(u64::MAX));
        let piece = Bytes::from(vec![b' '; MOST / 2]);
        body.push(piece.clone()).expect("half of it");
        body.push(piece).expect("all of it");
        let error = body.push(Bytes::from_static(b" ")).expect_err("one more");
        assert_eq!(error.phase(), Phase::TooLong);
    }
}
