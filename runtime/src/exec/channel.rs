//! What messages say: `v4.channel.k8s.io`.

use std::fmt;

use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

/// The protocol, as the handshake names it.
pub(super) const PROTOCOL: &str = "v4.channel.k8s.io";

const INPUT: u8 = 0;
const OUTPUT: u8 = 1;
const ERROR: u8 = 2;
const STATUS: u8 = 3;
const RESIZE: u8 = 4;

/// Something that comes from a command.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Output {
    /// Bytes of its standard output; with a terminal, everything is here.
    Stdout(Bytes),
    /// Bytes of its standard error.
    Stderr(Bytes),
    /// It has ended. Nothing follows.
    Exit(ExitStatus),
}

/// How a command has ended.
///
/// `Display` says it on one line: `exit code 3`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExitStatus {
    code: Option<i32>,
    message: String,
}

impl ExitStatus {
    /// Its exit code; `None` if it has none, because it could not be run or was ended from outside.
    pub fn code(&self) -> Option<i32> {
        self.code
    }

    /// What is said about it, if anything is.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether it ended with exit code 0.
    pub fn success(&self) -> bool {
        self.code == Some(0)
    }
}

impl fmt::Display for ExitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "exit code {code}"),
            None => write!(f, "no exit code: {}", crate::text::plain(&self.message)),
        }
    }
}

/// The status that ends a session, as Kubernetes writes it.
#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
struct Ending {
    status: String,
    message: String,
    reason: String,
    details: Details,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Details {
    causes: Vec<Cause>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Cause {
    reason: String,
    message: String,
}

impl From<Ending> for ExitStatus {
    fn from(ending: Ending) -> Self {
        let code = match ending.status.as_str() {
            "Success" => Some(0),
            _ => ending.details.causes.iter().find_map(|cause| {
                let is_code = cause.reason == "ExitCode";
                is_code.then(|| cause.message.parse().ok())?
            }),
        };
        let message = if ending.message.is_empty() { ending.reason } else { ending.message };
        Self { code, message }
    }
}

/// A message that is input.
pub(super) fn input(bytes: &[u8]) -> Bytes {
    [&[INPUT], bytes].concat().into()
}

/// A message that says how large the terminal is.
pub(super) fn resize(columns: u16, rows: u16) -> Bytes {
    let size = json!({ "Width": columns, "Height": rows }).to_string();
    [&[RESIZE], size.as_bytes()].concat().into()
}

/// What a message says; `None` where it says nothing: channels that this does not know, and the empty messages with which a
/// server opens each.
pub(super) fn read(message: &Bytes) -> Option<Output> {
    let (channel, content) = (*message.first()?, message.slice(1..));
    if content.is_empty() {
        return None;
    }
    match channel {
        OUTPUT => Some(Output::Stdout(content)),
        ERROR => Some(Output::Stderr(content)),
        STATUS => {
            // A status that is no JSON is a text of older servers, and says why there is none.
            let unreadable =
                |_| Ending { message: String::from_utf8_lossy(&content).into_owned(), ..Ending::default() };
            Some(Output::Exit(serde_json::from_slice(&content).unwrap_or_else(unreadable).into()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exit(text: &str) -> ExitStatus {
        match read(&Bytes::from(format!("\u{3}{text}"))) {
            Some(Output::Exit(status)) => status,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn output_and_errors_are_told_apart() {
        assert_eq!(read(&Bytes::from_static(b"\x01out")), Some(Output::Stdout(Bytes::from_static(b"out"))));
        assert_eq!(read(&Bytes::from_static(b"\x02err")), Some(Output::Stderr(Bytes::from_static(b"err"))));
    }

    #[test]
    fn what_says_nothing_is_passed_over() {
        for message in [&b""[..], b"\x01", b"\x03", b"\x09more", b"\x00echo"] {
            assert_eq!(read(&Bytes::copy_from_slice(message)), None);
        }
    }

    #[test]
    fn a_status_has_a_code() {
        assert!(exit(r#"{"status": "Success"}"#).success());
        let causes = r#"{"causes": [{"reason": "Other", "message": "9"}, {"reason": "ExitCode", "message": "3"}]}"#;
        let failed = exit(&format!(r#"{{"status": "Failure", "reason": "NonZeroExitCode", "details": {causes}}}"#));
        assert_eq!((failed.code(), failed.success(), failed.to_string().as_str()), (Some(3), false, "exit code 3"));
    }

    #[test]
    fn a_status_without_a_code_says_why() {
        let failed = exit(r#"{"status": "Failure", "message": "no such\nfile", "reason": "InternalError"}"#);
        assert_eq!((failed.code(), failed.to_string().as_str()), (None, "no exit code: no such file"));
        assert_eq!(exit("it broke").message(), "it broke");
        assert_eq!(
            exit(r#"{"status": "Failure", "details": {"causes": [{"reason": "ExitCode", "message": "x"}]}}"#).code(),
            None
        );
    }

    #[test]
    fn what_is_sent_says_its_channel() {
        assert_eq!(input(b"ls\n"), Bytes::from_static(b"\x00ls\n"));
        assert_eq!(resize(120, 40), Bytes::from_static(b"\x04{\"Height\":40,\"Width\":120}"));
    }
}
