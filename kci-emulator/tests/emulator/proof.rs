//! Claims of tests about what they prove, and what makes one hollow.

use kci_emulator::coverage::Subject;
use kci_emulator::{Emulator, JournalEntry};
use kci_sdk::SERVICE;

use crate::common::{Request, emulator};

/// Claims that the calling test proves the rows of these names ([`Subject`]), for `kci-emulator coverage` to say so.
///
/// A test proves a parameter if it fails as soon as the parameter has another effect than it should, or none: that it
/// is accepted, validated, or told back is no proof. It proves an action if it shows what the action is there for.
/// Whoever claims must judge that; what can be checked is checked here, in what `kci` was asked so far:
///
/// - a parameter was in a request that was understood and carried out;
/// - an action was carried out;
/// - an error was answered, with the status and the message of its row.
///
/// The claims are collected from the source (`tests/coverage.rs`), so they must be written out:
/// `proves(&kci, &["DescribeContainerGroup.Search", "error NoSuchEntity"])`, in the test itself.
///
/// # Panics
///
/// When a claim is hollow, or names nothing.
pub(crate) fn proves(kci: &Emulator, claims: &[&str]) {
    let journal = kci.journal();
    for claim in claims {
        let subject = Subject::named(claim).unwrap_or_else(|| panic!("no row of the tables is called {claim}"));
        let shown = journal.iter().any(|entry| shows(entry, subject));
        assert!(shown, "nothing that was asked and answered so far can prove {claim}");
    }
}

/// Whether a request, and what came of it, can prove something of a row.
fn shows(entry: &JournalEntry, subject: Subject) -> bool {
    let carried_out = |action: &str| entry.status == 200 && entry.action.as_deref() == Some(action);
    match subject {
        Subject::Action { action } => carried_out(action),
        Subject::Parameter { action, path } => {
            let within = |key: &str| {
                let rest = without_positions(key).strip_prefix(path).map(str::to_owned);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            carried_out(action) && entry.understood.iter().any(|(key, _)| within(key))
        }
        Subject::Error { code, message } => {
            let row = SERVICE.errors.iter().find(|row| (row.code, row.message) == (code, message));
            let told = entry.message.as_deref().unwrap_or_default();
            let status = row.is_some_and(|row| row.http_status == entry.status);
            status && entry.code.as_deref() == Some(code) && is_filled(message, told)
        }
        _ => false,
    }
}

/// `Container.N.Image` of `Container.1.Image`.
fn without_positions(key: &str) -> String {
    let parts = key.split('.').map(|part| if part.parse::<u32>().is_ok() { "N" } else { part });
    parts.collect::<Vec<_>>().join(".")
}

/// Whether a text is a template with something instead of each `%s`. What the journal hides goes on to the end.
fn is_filled(template: &str, text: &str) -> bool {
    let parts: Vec<_> = template.split("%s").collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let hidden = text.ends_with("***");
    let enough = text.len() >= first.len() + last.len() || hidden;
    if parts.len() == 1 {
        text == template
    } else {
        enough && text.starts_with(first) && (hidden || text.ends_with(last))
    }
}

#[tokio::test]
#[should_panic(expected = "can prove DescribeContainerGroup.Search")]
async fn a_claim_about_a_parameter_that_was_not_sent_is_hollow() {
    let kci = emulator().await;
    Request::action("DescribeContainerGroup", &[("Marker", "0")]).signed(&kci).send(&kci).await;
    claim(&kci, "DescribeContainerGroup.Marker");
    claim(&kci, "DescribeContainerGroup.Search");
}

#[tokio::test]
#[should_panic(expected = "can prove DescribeContainerGroup.MaxResults")]
async fn a_claim_about_a_request_that_was_refused_is_hollow() {
    let kci = emulator().await;
    Request::action("DescribeContainerGroup", &[("MaxResults", "101")]).signed(&kci).send(&kci).await;
    claim(&kci, "error InvalidParameterValue");
    claim(&kci, "DescribeContainerGroup.MaxResults");
}

#[tokio::test]
#[should_panic(expected = "can prove error IncompleteSignature: Unsupported")]
async fn a_claim_about_another_row_of_the_same_code_is_hollow() {
    let kci = emulator().await;
    Request::action("DescribeRegions", &[]).authorized(&kci, "AWS4-HMAC-SHA256").send(&kci).await;
    claim(&kci, "error IncompleteSignature: Authorization header format");
    claim(&kci, "error IncompleteSignature: Unsupported");
}

/// A claim that is not collected.
fn claim(kci: &Emulator, claim: &str) {
    proves(kci, &[claim]);
}
