//! Images that cannot be pulled.

use kci_cli_runtime::Text;
use kci_sdk::response::Container;

use super::{Case, Cause, has};

/// The reasons of a container that waits for its image.
const REASONS: [&str; 5] =
    ["ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull", "RegistryUnavailable"];

pub(super) fn cause(case: &Case<'_>, container: &Container, number: usize) -> Option<Cause> {
    let reason = container.current_state.as_ref().and_then(|state| state.reason.as_deref())?;
    if !REASONS.contains(&reason) {
        return None;
    }
    // Several containers may have trouble with several images.
    let about = |event: &&kci_sdk::response::Event| has(&event.message, &["image", "pull"]);
    let warnings: Vec<_> = case.warnings().filter(about).collect();
    let own = warnings.iter().find(|event| event.message.contains(&container.image));
    let message = own.or(warnings.first()).map_or(reason, |event| event.message.as_str());
    let found = Cause::new(Text::new("its image cannot be pulled", "镜像无法拉取")).of(container).because(message);
    let image = format!("Container.{number}.Image");
    Some(if has(message, &["unauthorized", "denied", "authentication", "401", "403"]) {
        let change = Text::new("a server, user and password that may pull it", "填写有权拉取的服务器、用户名和密码");
        found.change("ImageRegistryCredential.1", change)
    } else if has(message, &["not found", "manifest unknown", "404", "no such image"]) || reason == "InvalidImageName" {
        found.change(image, Text::new("a name and a tag that exist", "使用存在的镜像名和标签"))
    } else if has(message, &["timeout", "timed out", "no such host", "refused", "unreachable", "dial"]) {
        let change = Text::new("a subnet from which the registry can be reached", "使用能访问镜像仓库的子网");
        found.change("SubnetId", change)
    } else if reason == "ErrImageNeverPull" {
        let change = Text::new("IfNotPresent or Always", "IfNotPresent 或 Always");
        found.change(format!("Container.{number}.ImagePullPolicy"), change)
    } else {
        let change = Text::new(
            "its name and tag; else ImageRegistryCredential, or a subnet that reaches the registry",
            "检查镜像名和标签；或 ImageRegistryCredential；或子网能否访问镜像仓库",
        );
        found.change(image, change)
    })
}
