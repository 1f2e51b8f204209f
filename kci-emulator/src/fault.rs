//! Faults: what goes wrong on request, so that a client's handling of it can be tried.

use kci_sdk::SERVICE;
use serde::{Deserialize, Serialize};

use crate::received::{self, Pair, Received};
use crate::refusal::Refusal;

/// Something that goes wrong with the next calls.
///
/// Whoever calls is met, known or not: faults come before signatures are looked at. Of several faults that fit a call,
/// the one that was set first meets it.
///
/// ```
/// use kci_emulator::{Fault, FaultKind};
/// use kci_sdk::request::DescribeRegionsRequest;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let kci = kci_emulator::start().await?;
/// kci.add_fault(Fault::new(FaultKind::error("LimitExceeded")).of("DescribeRegions").times(2))?;
///
/// let ask = || kci.client().describe_regions(DescribeRegionsRequest::new());
/// for _ in 0..2 {
///     assert!(ask().await.is_err_and(|error| error.is_retryable()));
/// }
/// assert!(ask().await.is_ok());
/// # Ok(())
/// # }
/// ```
///
/// The same over HTTP, as the body of `POST /_kci/faults`:
///
/// ```json
/// {"action": "DescribeRegions", "times": 2, "fault": {"error": {"code": "LimitExceeded"}}}
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fault {
    /// The action whose calls it meets. Absent: every action.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// How many calls it meets, 1 at least. Default: 1.
    #[serde(default = "one")]
    pub times: u32,
    /// What goes wrong.
    pub fault: FaultKind,
}

/// What goes wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum FaultKind {
    /// It is answered with an error, and has no effect.
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
    },
    /// It takes effect, and is never answered: the connection stays open until the client gives up, or the emulator
    /// stops.
    Hang {},
    /// The connection is closed without an answer.
    Drop {
        /// Whether the call has taken effect by then.
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
    /// It has no effect, and is answered by a page, as a proxy in between would.
    Html {
        /// The HTTP status. Default: 502.
        #[serde(default = "bad_gateway")]
        http_status: u16,
    },
}

fn one() -> u32 {
    1
}

fn bad_gateway() -> u16 {
    502
}

impl FaultKind {
    /// An error with the message and the status that the documents give it.
    pub fn error(code: impl Into<String>) -> Self {
        Self::Error { code: code.into(), message: None, http_status: None }
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
        Self::Error { code: code.into(), message: Some(message.into()), http_status: None }
    }

    /// The error that it answers a call with; nothing where it answers with none.
    pub(crate) fn refusal(&self, call: &Met<'_>) -> Option<Refusal> {
        let Self::Error { code, message, http_status } = self else { return None };
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

    /// Whether the call is carried out nevertheless.
    pub(crate) fn takes_effect(&self) -> bool {
        match self {
            Self::Error { .. } | Self::Html { .. } | Self::Drop { after_effect: false } => false,
            Self::Hang {} | Self::Slow { .. } | Self::Truncate { .. } | Self::Drop { after_effect: true } => true,
        }
    }
}

impl Fault {
    /// Meets the next call, whatever its action.
    pub fn new(fault: FaultKind) -> Self {
        Self { action: None, times: 1, fault }
    }

    /// Sets [`action`](Self::action): whose calls it meets.
    #[must_use]
    pub fn of(mut self, action: impl Into<String>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// Sets [`times`](Self::times): how many calls it meets.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }
}

/// A call that a fault meets, as far as it is told of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met<'a> {
    /// The access key that the call names; nobody has looked whether it is its.
    caller: &'a str,
    action: &'a str,
    method: &'a str,
    /// The first parameter that is the action's own.
    parameter: &'a str,
}

impl<'a> Met<'a> {
    pub(crate) fn new(request: &'a Received, parameters: &[&'a Pair]) -> Self {
        let given = |name| received::value(parameters, name);
        let header = request.header("authorization").and_then(|text| text.split_once(' '));
        let credential = header.and_then(|(_, parts)| received::authorization_part(parts, "Credential"));
        let credential = credential.or_else(|| given("X-Amz-Credential")).and_then(|text| text.split('/').next());
        let own = parameters.iter().map(|(key, _)| key.as_str()).find(|key| !received::is_common(key));
        Self {
            caller: credential.or_else(|| given("Accesskey")).unwrap_or("anonymous"),
            action: given("Action").unwrap_or_default(),
            method: request.head.method.as_str(),
            parameter: own.unwrap_or("Action"),
        }
    }

    /// What stands in the rows of a code instead of each `%s`.
    fn fillings(&self, code: &str) -> [String; 2] {
        let (first, second) = match code {
            "AccessDenied" => (self.caller, format!("{}:{}", SERVICE.name, self.action)),
            "InvalidMethod" => (self.method, String::new()),
            "InvalidParameterValue" | "MissingParameter" | "InvalidQueryParameter" => (self.parameter, String::new()),
            _ => ("as scripted", String::new()),
        };
        [first.to_owned(), second]
    }
}

/// Takes the fault that meets a call of `action`: the first that was set of those that fit.
pub(crate) fn take(faults: &mut Vec<Fault>, action: Option<&str>) -> Option<FaultKind> {
    let meets = |fault: &Fault| fault.times > 0 && fault.action.as_deref().is_none_or(|own| Some(own) == action);
    let fault = faults.iter_mut().find(|fault| meets(fault))?;
    fault.times -= 1;
    let kind = fault.fault.clone();
    faults.retain(|fault| fault.times > 0);
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_meets_as_many_calls_of_its_action_as_it_says() {
        let mut faults = vec![Fault::new(FaultKind::Hang {}).of("A").times(2)];
        let taken: Vec<_> =
            ["A", "B", "A", "A"].map(|action| take(&mut faults, Some(action)).is_some()).into_iter().collect();
        assert_eq!(taken, [true, false, true, false]);
        assert!(faults.is_empty());
    }

    #[test]
    fn a_fault_without_an_action_meets_any_call() {
        let mut faults = vec![Fault::new(FaultKind::Hang {}).times(2)];
        assert!(take(&mut faults, None).is_some());
        assert!(take(&mut faults, Some("A")).is_some());
    }

    #[test]
    fn faults_meet_calls_in_the_order_in_which_they_were_set() {
        let (first, second) = (FaultKind::error("ServiceTimeout"), FaultKind::error("LimitExceeded"));
        let mut faults = vec![Fault::new(first.clone()), Fault::new(second.clone())];
        assert_eq!([take(&mut faults, None), take(&mut faults, None)], [Some(first), Some(second)]);
    }

    #[test]
    fn a_fault_is_written_shortly() {
        let fault: Fault = serde_json::from_str(r#"{"fault": {"error": {"code": "LimitExceeded"}}}"#).expect("a fault");
        assert_eq!(fault, Fault::new(FaultKind::error("LimitExceeded")));
        assert!(serde_json::from_str::<Fault>(r#"{"fault": {"hang": {}}, "tines": 2}"#).is_err());
    }
}
