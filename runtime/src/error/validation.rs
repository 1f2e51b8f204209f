//! A request that breaks rules.

use std::fmt;

use crate::validate::Violation;

/// Everything that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    action: &'static str,
    violations: Vec<Violation>,
}

impl ValidationError {
    /// An error, if any of the violations is more than a warning.
    pub(crate) fn of(action: &'static str, violations: Vec<Violation>) -> Result<(), Self> {
        if violations.iter().any(Violation::is_error) { Err(Self { action, violations }) } else { Ok(()) }
    }

    /// The action that was asked for.
    pub fn action(&self) -> &str {
        self.action
    }

    /// What is wrong, in the order of the documents. Warnings are among it.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}

/// A headline, and a line for each violation.
impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.violations.iter().filter(|violation| violation.is_error()).count();
        let problems = if count == 1 { "problem" } else { "problems" };
        write!(f, "{count} {problems} in {}:", self.action)?;
        for violation in &self.violations {
            let mark = if violation.is_error() { "" } else { " (warning)" };
            write!(f, "\n  {violation}{mark}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ValidationError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validate::Rule;

    #[test]
    fn every_violation_has_a_line_and_warnings_are_not_counted() {
        let violations = vec![
            Violation::new("SpotStrategy", Rule::Required, "required when ChargeType is Spot"),
            Violation::new("Container.1.Name", Rule::MaxLength, "70 characters, at most 63"),
            Violation::new("Tag", Rule::Recommended, "recommended"),
        ];
        let error = ValidationError::of("CreateContainerGroup", violations).expect_err("an error");
        let text = "2 problems in CreateContainerGroup:\n  SpotStrategy: required when ChargeType is Spot\n  \
                    Container.1.Name: 70 characters, at most 63\n  Tag: recommended (warning)";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn warnings_alone_are_no_error() {
        assert_eq!(ValidationError::of("A", vec![Violation::new("Tag", Rule::Recommended, "recommended")]), Ok(()));
    }
}
