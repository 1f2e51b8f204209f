//! What goes wrong with a call.

use kci_sdk::SERVICE;
use serde::{Deserialize, Serialize};

use super::Met;
use crate::refusal::Refusal;

/// What goes wrong with a call, and whether the call has taken effect by then: whether it was carried out as any other,
/// and only its answer is lost or another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FaultKind {
    /// It is answered with an error.
    Error {
        /// The error's code.
        code: String,
        /// The error's message. Absent: that of the documents' first row of this code.
        ///
        /// Where it is that of a row, each `%s` in it is replaced: in `AccessDenied` by who calls and the action, in
        /// rows about a parameter by the name of the call's first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        /// The HTTP status. Absent: that of the documents' row of this code and message, or else of the first of this
        /// code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        http_status: Option<u16>,
        /// Whether the call has taken effect by then. Default: no.
        #[serde(default, skip_serializing_if = "is_no")]
        after_effect: bool,
    },
    /// It is never answered: the connection stays open until the client gives up, or the emulator stops.
    Hang {
        /// Whether the call has taken effect by then. Default: yes.
        #[serde(default = "yes", skip_serializing_if = "is_yes")]
        after_effect: bool,
    },
    /// The connection is closed without an answer.
    Drop {
        /// Whether the call has taken effect by then. Default: no.
        #[serde(default)]
        after_effect: bool,
    },
    /// It takes effect, and is answered late, or when the emulator stops.
    Slow {
        /// How late, in milliseconds of the machine's clock.
        milliseconds: u64,
    },
    /// It takes effect, and the connection is closed in the middle of the answer.
    Truncate {
        /// How many bytes of the body arrive.
        bytes: usize,
    },
    /// It is answered by a page, as a proxy in between would.
    Html {
        /// The HTTP status. Default: 502.
        #[serde(default = "bad_gateway")]
        http_status: u16,
        /// Whether the call has taken effect by then. Default: no.
        #[serde(default, skip_serializing_if = "is_no")]
        after_effect: bool,
    },
}

fn bad_gateway() -> u16 {
    502
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_yes(flag: &bool) -> bool {
    *flag
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives references")]
fn is_no(flag: &bool) -> bool {
    !*flag
}

impl FaultKind {
    /// An error with the message and the status that the documents give it.
    pub fn error(code: impl Into<String>) -> Self {
        Self::Error { code: code.into(), message: None, http_status: None, after_effect: false }
    }

    /// An error with a message of its own, or that of one of the documents' rows of this code where there are several.
    ///
    /// ```
    /// use kci_emulator::FaultKind;
    ///
    /// let row = kci_sdk::SERVICE.errors.iter().find(|row| row.http_status == 404).expect("a row");
    /// let fault = FaultKind::error_with_message(row.code, row.message);
    /// ```
    pub fn error_with_message(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Error { code: code.into(), message: Some(message.into()), http_status: None, after_effect: false }
    }

    /// No answer, over a connection that stays open, to a call that has taken effect.
    pub fn hang() -> Self {
        Self::Hang { after_effect: true }
    }

    /// A page of a proxy with this HTTP status, and no effect.
    pub fn html(http_status: u16) -> Self {
        Self::Html { http_status, after_effect: false }
    }

    /// The same once the call has taken effect.
    ///
    /// ```
    /// use kci_emulator::FaultKind;
    ///
    /// let lost = FaultKind::error("ServiceTimeout").after_effect();
    /// # assert!(matches!(lost, FaultKind::Error { after_effect: true, .. }));
    /// ```
    #[must_use]
    pub fn after_effect(mut self) -> Self {
        match &mut self {
            Self::Error { after_effect, .. }
            | Self::Hang { after_effect }
            | Self::Drop { after_effect }
            | Self::Html { after_effect, .. } => *after_effect = true,
            Self::Slow { .. } | Self::Truncate { .. } => {}
        }
        self
    }

    /// Whether the call is carried out nevertheless.
    pub(crate) fn takes_effect(&self) -> bool {
        match self {
            Self::Error { after_effect, .. }
            | Self::Hang { after_effect }
            | Self::Drop { after_effect }
            | Self::Html { after_effect, .. } => *after_effect,
            Self::Slow { .. } | Self::Truncate { .. } => true,
        }
    }

    /// The error that it answers a call with; nothing where it answers with none.
    pub(crate) fn refusal(&self, call: &Met<'_>) -> Option<Refusal> {
        let Self::Error { code, message, http_status, .. } = self else { return None };
        let mut rows = SERVICE.errors.iter().filter(|row| row.code == *code);
        let first = rows.clone().next();
        let row = match message {
            None => first,
            Some(message) => rows.find(|row| row.message == message),
        };
        let mut refusal = match row {
            Some(row) => Refusal::row(code, row.message, &call.fillings(code).each_ref().map(String::as_str)),
            None => Refusal {
                code: code.clone(),
                message: message.clone().unwrap_or_default(),
                http_status: first.map_or(400, |row| row.http_status),
            },
        };
        refusal.http_status = http_status.unwrap_or(refusal.http_status);
        Some(refusal)
    }
}
