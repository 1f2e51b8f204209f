//! Exit codes of containers as statuses of this program.

/// What does not fit is cut as a shell does, but never to success.
pub(crate) fn status(code: i64) -> u8 {
    let cut = u8::try_from(code & 0xff).unwrap_or(u8::MAX);
    if cut == 0 && code != 0 { 1 } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_never_cut_to_success() {
        assert_eq!([0, 3, 137, 255, 256, -1].map(status), [0, 3, 137, 255, 1, 255]);
    }
}
