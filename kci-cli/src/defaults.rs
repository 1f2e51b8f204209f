//! What people set once, where verbs need it: the network that things are made in.

use kci_cli_runtime::{Context, Failure};
use serde_json::Value;

/// The subnet and the security groups that container groups of this profile are made with.
pub(crate) fn network(cx: &Context) -> Result<(Option<String>, Vec<String>), Failure> {
    let defaults = cx.defaults("CreateContainerGroup")?;
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let groups = match defaults.get("SecurityGroupId") {
        Some(Value::Array(list)) => list.iter().filter_map(text).collect(),
        Some(one) => text(one).into_iter().collect(),
        None => Vec::new(),
    };
    Ok((defaults.get("SubnetId").and_then(text), groups))
}

/// Neither the command line nor the profile says which network.
pub(crate) fn no_network(cx: &Context) -> Failure {
    Failure::usage(cx.say("a subnet and a security group are needed", "需要子网和安全组")).with_help(cx.say(
        "give --subnet ID and --security-group ID, or set them once with `kci configure`",
        "请用 --subnet ID 和 --security-group ID 指定，或用 `kci configure` 设置一次",
    ))
}
