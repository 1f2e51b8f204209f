//! The verdict: all findings, the step of the version that they need, and a section of a changelog.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::finding::Finding;
use super::rules::Level;

/// All findings, the worst first.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    findings: Vec<Finding>,
}

/// Step of a semantic version. Before 1.0, a major step is a step of the minor number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Nothing changed.
    None,
    /// Nothing that anybody sees.
    Patch,
    /// Something new; everything old works.
    Minor,
    /// Something old no longer works, or means something else.
    Major,
}

impl Step {
    /// `none`, `patch`, `minor` or `major`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl Report {
    pub(super) fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| {
            let worst = |finding: &Finding| finding.wire.max(finding.rust);
            worst(b).cmp(&worst(a)).then_with(|| (&a.place, a.rule).cmp(&(&b.place, b.rule)))
        });
        Self { findings }
    }

    /// The findings, the worst first, then by place.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The worst on the wire.
    pub fn wire(&self) -> Level {
        self.findings.iter().map(|finding| finding.wire).max().unwrap_or(Level::None)
    }

    /// The worst for Rust.
    pub fn rust(&self) -> Level {
        self.findings.iter().map(|finding| finding.rust).max().unwrap_or(Level::None)
    }

    /// The step of the version that is needed.
    pub fn step(&self) -> Step {
        match self.wire().max(self.rust()) {
            _ if self.findings.is_empty() => Step::None,
            Level::None => Step::Patch,
            Level::Compatible => Step::Minor,
            Level::Breaking => Step::Major,
        }
    }

    /// All of it as JSON.
    pub fn to_json(&self) -> Value {
        let findings = self.findings.iter().map(|finding| {
            json!({
                "rule": finding.rule,
                "wire": finding.wire.as_str(),
                "rust": finding.rust.as_str(),
                "place": finding.place,
                "old": finding.old,
                "new": finding.new,
                "why": finding.why,
            })
        });
        json!({
            "step": self.step().as_str(),
            "wire": self.wire().as_str(),
            "rust": self.rust().as_str(),
            "findings": findings.collect::<Vec<_>>(),
        })
    }

    /// A section of a changelog, in Markdown, ready to paste. Empty where nothing changed.
    pub fn changelog(&self) -> String {
        let mut text = String::new();
        let facts = || self.findings.iter().filter(|finding| !is_documentation(finding));
        let breaking = |finding: &&Finding| finding.wire.max(finding.rust) == Level::Breaking;
        let added = |finding: &&Finding| !breaking(finding) && finding.old.is_null();
        let changed = |finding: &&Finding| !breaking(finding) && !finding.old.is_null();
        section(&mut text, "Breaking", facts().filter(breaking).map(item));
        section(&mut text, "Added", facts().filter(added).map(item));
        section(&mut text, "Changed", facts().filter(changed).map(item));
        section(&mut text, "Documentation", self.documentation().map(|words| format!("- {words}")).into_iter());
        text
    }

    /// How many places read in another way, and which come first; nothing where there is none.
    fn documentation(&self) -> Option<String> {
        let places: Vec<&str> = self
            .findings
            .iter()
            .filter(|finding| is_documentation(finding))
            .map(|finding| finding.place.as_str())
            .collect();
        let shown = places.get(..MOST_PLACES.min(places.len())).unwrap_or_default();
        let shown = shown.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ");
        let more = if places.len() > MOST_PLACES { ", …" } else { "" };
        let word = if places.len() == 1 { "place reads" } else { "places read" };
        (!places.is_empty()).then(|| format!("{} {word} differently: {shown}{more}", places.len()))
    }
}

/// Most places that are named of those that only people see.
const MOST_PLACES: usize = 8;

fn is_documentation(finding: &Finding) -> bool {
    finding.rule == "documentation-changed"
}

fn item(finding: &Finding) -> String {
    format!("- `{}`: {}", finding.place, line(finding))
}

fn section(text: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "### {title}\n");
    for item in items {
        let _ = writeln!(text, "{item}");
    }
}

/// What changed and why it matters, on one line.
fn line(finding: &Finding) -> String {
    let change = match (&finding.old, &finding.new) {
        (Value::Null, Value::Null) => String::new(),
        (Value::Null, new) => format!(" ({})", short(new)),
        (old, Value::Null) => format!(" (was {})", short(old)),
        (old, new) => format!(" ({} → {})", short(old), short(new)),
    };
    format!("{}{change}: {}", finding.rule, finding.why)
}

/// A value, cut where it is long.
fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
    let cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() { cut + "…" } else { cut }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for finding in self.findings.iter().filter(|finding| !is_documentation(finding)) {
            let (wire, rust) = (finding.wire.as_str(), finding.rust.as_str());
            writeln!(f, "{}\n  wire {wire}, rust {rust}; {}", finding.place, line(finding))?;
        }
        if let Some(words) = self.documentation() {
            writeln!(f, "documentation\n  wire none, rust none; {words}")?;
        }
        let step = self.step();
        write!(
            f,
            "{} differences; wire {}, rust {}; ",
            self.findings.len(),
            self.wire().as_str(),
            self.rust().as_str()
        )?;
        match step {
            Step::None => writeln!(f, "the version stays"),
            step => writeln!(f, "a {} step of the version", step.as_str()),
        }
    }
}
