//! What people set once: defaults of requests, by profile and action, in a file of YAML.
//!
//! ```yaml
//! default:
//!   CreateContainerGroup:
//!     SubnetId: …
//!     SecurityGroupId: […]
//! ```

use std::path::PathBuf;

use serde_json::Value;

use crate::context::Context;
use crate::failure::Failure;
use crate::input::{Document, read_file};
use crate::table::Action;

/// The file: what the variable `KCI_DEFAULTS` names, or else `~/.ks/kci.yaml`, for a program of the name `kci`.
pub(crate) fn file(program: &str) -> Option<PathBuf> {
    let variable = format!("{}_DEFAULTS", program.to_uppercase().replace('-', "_"));
    let named = std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from);
    named.or_else(|| std::env::home_dir().map(|home| home.join(".ks").join(format!("{program}.yaml"))))
}

/// The defaults of an action for the profile in use, with their places in the file.
pub(crate) fn of_action(cx: &Context, action: &Action) -> Result<Option<Document>, Failure> {
    let Some(path) = file(cx.app.name).filter(|path| path.exists()) else { return Ok(None) };
    let documents = read_file(&path.display().to_string())?;
    let profile = profile(cx);
    let at = format!("{profile}.{}", action.info.name);
    Ok(documents.into_iter().find_map(|document| document.below(&[&profile, action.info.name], &at)))
}

/// The name of the profile in use.
pub(crate) fn profile(cx: &Context) -> String {
    let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let named =
        cx.settings.profile.clone().or_else(|| variable("KS_PROFILE")).or_else(|| variable("KS_DEFAULT_PROFILE"));
    named.unwrap_or_else(|| "default".to_owned())
}

impl Context {
    /// What people set once for an action: a document of its request; empty if there is nothing.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is no YAML.
    pub fn defaults(&self, action: &str) -> Result<Value, Failure> {
        let action = self.app.service.action(action);
        let found = action.map(|action| of_action(self, action)).transpose()?.flatten();
        Ok(found.map_or_else(|| Value::Object(serde_json::Map::new()), |document| document.value))
    }
}
