//! What is known of a call that failed, beside why.

use std::fmt;
use std::time::Duration;

use jiff::Timestamp;

/// How a call went until it failed. Every error that comes from sending has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct History {
    /// How often it was sent, or tried to be.
    pub(crate) attempts: u32,
    /// Whether an earlier attempt may have been carried out.
    pub(crate) earlier_unknown: bool,
    /// Whether carrying it out twice is no other than once.
    pub(crate) is_repeatable: bool,
    /// How long the service asks to wait before the next attempt.
    pub(crate) retry_after: Option<Duration>,
    /// What time it was where the answer came from.
    pub(crate) server_time: Option<Timestamp>,
    /// Why it was not sent again, if it could have been.
    pub(crate) gave_up: Option<GaveUp>,
}

/// Why a request was not sent again though that might have helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GaveUp {
    /// The retry policy had enough of it.
    Policy,
    /// The client's quota of retries is used up: too many calls fail.
    Quota,
    /// The call's time would have run out.
    Deadline,
    /// It may have been carried out, and a second time would make a second one.
    Outcome,
}

impl GaveUp {
    /// A stable name, for logs and metrics: `policy`, `quota`, `deadline`, `outcome`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Quota => "quota",
            Self::Deadline => "deadline",
            Self::Outcome => "outcome",
        }
    }
}

impl fmt::Display for GaveUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Policy => "no attempts are left",
            Self::Quota => "the client's quota of retries is used up",
            Self::Deadline => "the call's time would have run out",
            Self::Outcome => "sending it again could do it twice",
        })
    }
}

impl History {
    /// A call that was sent once.
    pub(crate) fn first(is_repeatable: bool) -> Self {
        Self { attempts: 1, is_repeatable, ..Self::default() }
    }
}

/// What follows the message: ` (3 attempts)`, and what is uncertain.
impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.attempts > 1 {
            write!(f, ", after {} attempts", self.attempts)?;
        }
        if let Some(GaveUp::Quota) = self.gave_up {
            write!(f, ", not tried again: {}", GaveUp::Quota)?;
        }
        if self.earlier_unknown {
            f.write_str("; an earlier attempt may have been carried out")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_attempt_is_nothing_to_speak_of() {
        assert_eq!(History::first(true).to_string(), "");
    }

    #[test]
    fn attempts_and_doubts_are_told() {
        let history = History { attempts: 3, earlier_unknown: true, ..History::default() };
        assert_eq!(history.to_string(), ", after 3 attempts; an earlier attempt may have been carried out");
        let history = History { attempts: 1, gave_up: Some(GaveUp::Quota), ..History::default() };
        assert_eq!(history.to_string(), ", not tried again: the client's quota of retries is used up");
    }
}
