//! An answer that is an error of the service.

use std::fmt;

use super::origin;
use crate::action::{ErrorRow, Fault, ServiceInfo};
use crate::text::one_line;

/// What the service says is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceError {
    code: String,
    message: String,
    http_status: u16,
    request_id: Option<String>,
    fault: Option<Fault>,
    retryable: bool,
}

impl ServiceError {
    /// Looks the error up in the service's table.
    pub(crate) fn new(
        service: &ServiceInfo,
        code: String,
        message: String,
        http_status: u16,
        request_id: Option<String>,
    ) -> Self {
        let row = row(service, &code, http_status);
        let (fault, retryable) = (row.map(|row| row.fault), row.is_some_and(|row| row.retryable));
        Self { code, message, http_status, request_id, fault, retryable }
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

    /// Whether the documents say that the same request can succeed later. Unknown codes are not retryable.
    pub fn is_retryable(&self) -> bool {
        self.retryable
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
        f.write_str(&one_line(code))?;
        if !self.message.is_empty() {
            write!(f, ": {}", one_line(&self.message))?;
        }
        write!(f, " ({})", origin(self.http_status, self.request_id.as_deref()))
    }
}

impl std::error::Error for ServiceError {}

#[cfg(test)]
mod tests {
    use super::*;

    const fn row(code: &'static str, http_status: u16, retryable: bool) -> ErrorRow {
        ErrorRow { code, message: "", http_status, fault: Fault::Server, retryable }
    }

    static SERVICE: ServiceInfo = ServiceInfo {
        name: "s",
        version: "1",
        endpoints: &[],
        default_region: "r",
        regions: &[],
        errors: &[row("Unavailable", 500, true), row("Unavailable", 404, false), row("Broken", 500, false)],
    };

    fn error(code: &str, http_status: u16) -> ServiceError {
        ServiceError::new(&SERVICE, code.into(), "a\r\n b".into(), http_status, Some("1234".into()))
    }

    #[test]
    fn it_reads_as_one_line() {
        assert_eq!(error("Broken", 500).to_string(), "Broken: a b (HTTP 500, request 1234)");
        let bare = ServiceError::new(&SERVICE, String::new(), String::new(), 400, None);
        assert_eq!(bare.to_string(), "error without a code (HTTP 400)");
    }

    #[test]
    fn code_and_status_say_whether_it_is_retryable_or_else_the_code() {
        assert!(error("Unavailable", 500).is_retryable());
        assert!(!error("Unavailable", 404).is_retryable());
        assert!(error("Unavailable", 503).is_retryable());
        assert!(!error("Broken", 500).is_retryable());
        assert!(!error("Unheard", 503).is_retryable());
        assert_eq!((error("Broken", 500).fault(), error("Unheard", 500).fault()), (Some(Fault::Server), None));
    }

    #[test]
    fn an_unknown_code_is_kept() {
        assert_eq!(error("Unheard", 500).code(), "Unheard");
    }
}
