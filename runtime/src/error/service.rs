//! An answer that is an error of the service.

use std::fmt;

use super::history::History;
use super::{ErrorKind, fault_of_status, origin, outcome_of_status, status_is_transient};
use crate::action::{ErrorRow, Fault, Outcome, ServiceInfo};
use crate::text::plain;

/// What the service says is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    code: String,
    message: String,
    http_status: u16,
    request_id: Option<String>,
    fault: Option<Fault>,
    kind: ErrorKind,
    outcome: Outcome,
    transient: bool,
    clock_skew: bool,
    pub(crate) history: History,
}

impl ServiceError {
    /// Looks the error up in the service's table. Of a code that is not there, the status says what it can mean.
    pub(crate) fn new(
        service: &ServiceInfo,
        code: String,
        message: String,
        http_status: u16,
        request_id: Option<String>,
        history: History,
    ) -> Self {
        let row = row(service, &code, http_status);
        let is_too_fast = http_status == 429 || row.is_some_and(|row| row.throttling);
        Self {
            fault: row.map(|row| row.fault),
            kind: match row {
                Some(row) => kind(Some(row.fault), row.http_status, is_too_fast),
                None => kind(fault_of_status(http_status), http_status, is_too_fast),
            },
            outcome: row.map_or(outcome_of_status(http_status), |row| row.outcome),
            transient: http_status == 429 || row.map_or(status_is_transient(http_status), |row| row.retryable),
            clock_skew: service.errors.iter().any(|row| row.clock_skew && row.code == code),
            code,
            message,
            http_status,
            request_id,
            history,
        }
    }

    /// The error code as the service wrote it, also one that nobody has heard of. The enum `ErrorCode` of a generated
    /// crate can be compared with it, and made of it.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Whether this is the error of a code: `error.is(ErrorCode::LimitExceeded)`.
    pub fn is(&self, code: impl AsRef<str>) -> bool {
        self.code == code.as_ref()
    }

    /// What the service says about it.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        self.http_status
    }

    /// The id that the service gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Who has to change something, if the documents know this code.
    pub fn fault(&self) -> Option<Fault> {
        self.fault
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Whether the request was carried out, as far as the answer tells.
    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Whether the same request can succeed later: so says the documents' table, and of codes that are not in it the
    /// status: 408, 425, 429 and 5xx.
    pub fn is_transient(&self) -> bool {
        self.transient
    }

    /// Whether it can come from a clock that is wrong.
    pub(crate) fn may_be_clock_skew(&self) -> bool {
        self.clock_skew
    }
}

fn kind(fault: Option<Fault>, http_status: u16, is_too_fast: bool) -> ErrorKind {
    match fault {
        _ if is_too_fast => ErrorKind::Throttled,
        Some(Fault::None) => ErrorKind::DryRun,
        Some(Fault::Server) => ErrorKind::ServiceFault,
        Some(Fault::Client) | None if matches!(http_status, 401 | 403) => ErrorKind::Denied,
        Some(Fault::Client) | None => ErrorKind::Rejected,
    }
}

/// The row of this code and status, or else the first of this code.
fn row<'s>(service: &'s ServiceInfo, code: &str, http_status: u16) -> Option<&'s ErrorRow> {
    let rows = || service.errors.iter().filter(|row| row.code == code);
    rows().find(|row| row.http_status == http_status).or_else(|| rows().next())
}

/// `SignatureDoesNotMatch: text (HTTP 403, request 1234)`, on one line.
impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = if self.code.is_empty() { "error without a code" } else { &self.code };
        f.write_str(&plain(code))?;
        if !self.message.is_empty() {
            write!(f, ": {}", plain(&self.message))?;
        }
        write!(f, " ({}){}", origin(self.http_status, self.request_id.as_deref()), self.history)
    }
}

impl std::error::Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::ActionPlace;

    const fn row(code: &'static str, http_status: u16, retryable: bool, outcome: Outcome) -> ErrorRow {
        let fault = Fault::Server;
        ErrorRow { code, message: "", http_status, fault, retryable, outcome, throttling: false, clock_skew: false }
    }

    const TOO_FAST: ErrorRow = ErrorRow { throttling: true, ..row("TooFast", 409, true, Outcome::Refused) };

    static SERVICE: ServiceInfo = ServiceInfo {
        name: "s",
        version: "1",
        endpoints: &[],
        default_region: "r",
        regions: &[],
        errors: &[
            row("Unavailable", 500, true, Outcome::Unknown),
            row("Unavailable", 404, false, Outcome::Refused),
            row("Broken", 500, false, Outcome::Unknown),
            TOO_FAST,
        ],
        dry_run: None,
        action_in: ActionPlace::Parameters,
    };

    fn error(code: &str, http_status: u16) -> ServiceError {
        let id = Some("1234".into());
        ServiceError::new(&SERVICE, code.into(), "a\r\n b".into(), http_status, id, History::default())
    }

    #[test]
    fn it_reads_as_one_line() {
        assert_eq!(error("Broken", 500).to_string(), "Broken: a b (HTTP 500, request 1234)");
        let bare = ServiceError::new(&SERVICE, String::new(), String::new(), 400, None, History::default());
        assert_eq!(bare.to_string(), "error without a code (HTTP 400)");
    }

    #[test]
    fn what_is_foreign_cannot_forge_a_line_or_turn_the_text_around() {
        let id = Some("1\r\n2026 ERROR forged\u{7}".into());
        let message = "a\u{202e}b\u{2028}c\u{85}d\u{0}".to_owned();
        let error = ServiceError::new(&SERVICE, "C\nD".into(), message, 400, id, History::default());
        let text = error.to_string();
        assert!(!text.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{202e}')), "{text:?}");
        assert!(text.starts_with("C D: a\\u{202e}b c d (HTTP 400, request 1 2026 ERROR forged"), "{text:?}");
    }

    #[test]
    fn code_and_status_say_whether_it_can_pass_or_else_the_code() {
        assert!(error("Unavailable", 500).is_transient());
        assert!(!error("Unavailable", 404).is_transient());
        assert!(error("Unavailable", 503).is_transient());
        assert!(!error("Broken", 500).is_transient());
    }

    #[test]
    fn of_an_unknown_code_the_status_says_whether_it_can_pass_and_was_carried_out() {
        for (status, transient, outcome) in [
            (400, false, Outcome::Refused),
            (404, false, Outcome::Refused),
            (408, true, Outcome::Unknown),
            (429, true, Outcome::Refused),
            (500, true, Outcome::Unknown),
            (503, true, Outcome::Unknown),
        ] {
            let error = error("Unheard", status);
            assert_eq!((error.is_transient(), error.outcome()), (transient, outcome), "{status}");
        }
    }

    #[test]
    fn kinds_tell_who_has_to_change_what() {
        for (code, status, kind) in [
            ("TooFast", 409, ErrorKind::Throttled),
            ("Unheard", 429, ErrorKind::Throttled),
            ("Broken", 500, ErrorKind::ServiceFault),
            ("Unheard", 502, ErrorKind::ServiceFault),
            ("Unheard", 403, ErrorKind::Denied),
            ("Unheard", 409, ErrorKind::Rejected),
        ] {
            assert_eq!(error(code, status).kind(), kind, "{code} {status}");
        }
    }

    #[test]
    fn an_unknown_code_is_kept() {
        assert_eq!(error("Unheard", 500).code(), "Unheard");
        assert!(error("Unheard", 500).is("Unheard") && !error("Unheard", 500).is("Broken"));
    }
}
