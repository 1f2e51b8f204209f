//! `kci-gen actions`, and which action a name that is none may mean.

use std::fmt::Write as _;

use kci_codegen::ir::{Action, Effect, Ir};

use super::{Failure, print};
use crate::cli::Actions;
use crate::report;

/// Lists the actions: name, effect, title.
pub(super) fn run(options: &Actions) -> Result<(), Failure> {
    let compiled = options.spec.resolve().map_err(|diagnostics| Failure::of_spec(&options.spec, &diagnostics))?;
    report::warnings(&options.spec, &compiled.warnings);
    let actions = &compiled.ir.actions;
    let widest = actions.iter().map(|action| action.name.wire.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for action in actions {
        let (name, title) = (&action.name.wire, &action.title);
        let title = if options.chinese && !title.zh.is_empty() { &title.zh } else { &title.en };
        // Writing to a string cannot fail.
        let line = if options.names {
            name.clone()
        } else {
            format!("{name:widest$}  {:10}  {title}", effect(action)).trim_end().to_owned()
        };
        let _ = writeln!(text, "{line}");
    }
    print(&text)
}

fn effect(action: &Action) -> &'static str {
    match action.effect {
        Effect::Read => "read",
        Effect::Idempotent => "idempotent",
        Effect::Create => "create",
    }
}

/// Most actions that an error names.
const MOST_NAMED: usize = 20;

/// The action of a name; where there is none, the one that may be meant.
pub(super) fn find<'ir>(ir: &'ir Ir, name: &str) -> Result<&'ir Action, Failure> {
    let actions = &ir.actions;
    if let Some(action) = actions.iter().find(|action| action.name.wire == name) {
        return Ok(action);
    }
    let names: Vec<_> = actions.iter().map(|action| action.name.wire.as_str()).collect();
    let advice = match nearest(name, &names) {
        Some(meant) => format!("did you mean {meant}?"),
        None if names.len() <= MOST_NAMED => format!("there are {}", names.join(", ")),
        None => format!("`kci-gen actions` lists the {}", names.len()),
    };
    Err(Failure::Other(format!("there is no action {name}; {advice}")))
}

/// The name that is most like another, if one is.
fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    const FEWEST_IN_COMMON: f64 = 0.75;
    let lower = name.to_lowercase();
    let like = |known: &&str| strsim::jaro_winkler(&lower, &known.to_lowercase());
    let best = names.iter().copied().max_by(|one, other| like(one).total_cmp(&like(other)))?;
    (like(&best) >= FEWEST_IN_COMMON).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_almost_right_is_told() {
        let names = ["CreateContainerGroup", "DescribeContainerGroup", "DeleteImageCache"];
        assert_eq!(nearest("DescribeContainerGroups", &names), Some("DescribeContainerGroup"));
        assert_eq!(nearest("describecontainergroup", &names), Some("DescribeContainerGroup"));
        assert_eq!(nearest("RunInstances", &names), None);
        assert_eq!(nearest("x", &[]), None);
    }
}
