//! The verdict: all findings, the step of the version that they need, and a section of a changelog.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Finding, Level};

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
        let breaking = |finding: &&Finding| finding.wire.max(finding.rust) == Level::Breaking;
        let added = |finding: &&Finding| !breaking(finding) && finding.old.is_null();
        let changed = |finding: &&Finding| !breaking(finding) && !finding.old.is_null();
        section(&mut text, "Breaking", self.findings.iter().filter(breaking));
        section(&mut text, "Added", self.findings.iter().filter(added));
        section(&mut text, "Changed", self.findings.iter().filter(changed));
        text
    }
}

fn section<'f>(text: &mut String, title: &str, findings: impl Iterator<Item = &'f Finding>) {
    let mut findings = findings.peekable();
    if findings.peek().is_none() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    // Writing to a string cannot fail.
    let _ = writeln!(text, "### {title}\n");
    for finding in findings {
        let _ = writeln!(text, "- `{}`: {}", finding.place, line(finding));
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
        for finding in &self.findings {
            let (wire, rust) = (finding.wire.as_str(), finding.rust.as_str());
            writeln!(f, "{}\n  wire {wire}, rust {rust}; {}", finding.place, line(finding))?;
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
