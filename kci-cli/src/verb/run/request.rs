//! The container group that is asked for: what the profile says, and over it what the command line says.

use clap::ArgMatches;
use kci_cli_runtime::{Context, Failure, clap};
use kci_sdk::request::{Container, CreateContainerGroupRequest, EnvironmentVar};
use kci_sdk::value::{ChargeType, KciType, RestartPolicy};
use serde_json::{Map, Value, json};

use super::mount;
use crate::defaults::no_network;

/// The name of the container.
pub(super) const CONTAINER: &str = "main";

/// How long a name may be before a mark is added to it.
const LONGEST_NAME: usize = 100;

pub(super) fn of(cx: &Context, matches: &ArgMatches) -> Result<CreateContainerGroupRequest, Failure> {
    let mut request = base(cx, matches)?;
    request.restart_policy = Some(RestartPolicy::Never);
    let mut container = container(matches)?;
    for (index, text) in matches.get_many::<String>("mount").into_iter().flatten().enumerate() {
        let mount = mount::read(text, request.volumes.len() + index + 1)
            .map_err(|problem| Failure::usage(format!("--mount {text}: {problem}")))?;
        request.volumes.push(mount.volume);
        container.volume_mounts.push(mount.mount);
    }
    request.containers = vec![container];
    Ok(request)
}

/// What the profile says, with the network and the name of the command line.
fn base(cx: &Context, matches: &ArgMatches) -> Result<CreateContainerGroupRequest, Failure> {
    let mut document = match cx.defaults("CreateContainerGroup")? {
        Value::Object(document) => document,
        _ => Map::new(),
    };
    document.remove("Container");
    let option = |id: &str| matches.get_one::<String>(id);
    let image = option("image").map_or("", String::as_str);
    let name = option("name").map_or_else(|| name_of(image), Clone::clone);
    document.insert("ContainerGroupName".to_owned(), json!(name));
    if let Some(subnet) = option("subnet") {
        document.remove("MultiSubnetId");
        document.insert("SubnetId".to_owned(), json!(subnet));
    }
    if let Some(groups) = matches.get_many::<String>("security-group") {
        document.insert("SecurityGroupId".to_owned(), json!(groups.collect::<Vec<_>>()));
    }
    for key in ["cpu", "memory"] {
        if let Some(size) = matches.get_one::<f64>(key) {
            document.insert(if key == "cpu" { "Cpu" } else { "Memory" }.to_owned(), json!(size));
        }
    }
    document.entry("KciType").or_insert_with(|| json!(KciType::Rbkci.as_str()));
    document.entry("ChargeType").or_insert_with(|| json!(ChargeType::HourlyInstantSettlement.as_str()));
    let has = |key: &str| document.contains_key(key);
    if !(has("SubnetId") || has("MultiSubnetId")) || !has("SecurityGroupId") {
        return Err(no_network(cx));
    }
    serde_json::from_value(Value::Object(document)).map_err(|error| Failure::usage(error.to_string()))
}

fn container(matches: &ArgMatches) -> Result<Container, Failure> {
    let option = |id: &str| matches.get_one::<String>(id).cloned();
    let mut container = Container::new(CONTAINER, option("image").unwrap_or_default());
    container.commands = option("entrypoint").into_iter().collect();
    container.args = matches.get_many::<String>("arguments").into_iter().flatten().cloned().collect();
    container.working_dir = option("workdir");
    for text in matches.get_many::<String>("env").into_iter().flatten() {
        container.environment_vars.push(variable(text)?);
    }
    Ok(container)
}

/// `NAME=VALUE`, or `NAME` with its value in this program's environment.
fn variable(text: &str) -> Result<EnvironmentVar, Failure> {
    if let Some((name, value)) = text.split_once('=') {
        return Ok(EnvironmentVar::new(name).value(value));
    }
    let value =
        std::env::var(text).map_err(|_| Failure::usage(format!("--env {text}: there is no such variable here")))?;
    Ok(EnvironmentVar::new(text).value(value))
}

/// A name for a group of an image: of `hub.example/team/Job_1:3` it is `run-job-1`.
fn name_of(image: &str) -> String {
    let last = image.rsplit('/').next().unwrap_or_default();
    let plain = last.split([':', '@']).next().unwrap_or_default().to_lowercase();
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut name = words.fold("run".to_owned(), |name, word| name + "-" + word);
    name.truncate(LONGEST_NAME);
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_after_its_image() {
        let names = ["nginx", "hub.example:5000/team/Job_1:3", "a@sha256:0f", ""].map(name_of);
        assert_eq!(names, ["run-nginx", "run-job-1", "run-a", "run"]);
    }

    #[test]
    fn a_variable_has_its_value_or_that_of_here() {
        let variable = |text| variable(text).map(|variable| variable.value);
        assert_eq!(variable("A=b=c"), Ok(Some("b=c".to_owned())));
        assert_eq!(variable("A="), Ok(Some(String::new())));
        assert!(variable("PATH").is_ok_and(|value| value.is_some()));
        assert!(variable("KCI_NO_SUCH_VARIABLE").is_err());
    }
}
