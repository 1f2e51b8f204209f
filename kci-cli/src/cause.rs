//! Why a container group is not as it should be: what its state, its exit codes, its events and its logs point at, and
//! which parameter to change.

mod exit;
mod image;

use kci_cli_runtime::{Lang, Text};
use kci_sdk::response::{Container, ContainerGroup, Event};
use kci_sdk::value::{ContainerGroupStatus, RestartPolicy};

/// What is known of a group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    /// The group.
    pub(crate) group: &'a ContainerGroup,
    /// What has happened to it.
    pub(crate) events: &'a [Event],
    /// The last lines of its containers, by their names.
    pub(crate) logs: &'a [(String, Vec<String>)],
}

impl<'a> Case<'a> {
    /// The events that tell of something wrong.
    pub(crate) fn warnings(&self) -> impl Iterator<Item = &'a Event> {
        self.events.iter().filter(|event| event.r#type != "Normal")
    }

    /// The last lines of a container.
    pub(crate) fn log(&self, container: &str) -> &'a [String] {
        let found = self.logs.iter().find(|(name, _)| name == container);
        found.map_or(&[], |(_, lines)| lines)
    }

    /// A warning whose reason or message has one of these words, in small letters.
    fn warning_of(&self, words: &[&str]) -> Option<&'a Event> {
        self.warnings().find(|event| has(&format!("{} {}", event.reason, event.message), words))
    }
}

/// A likely cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cause {
    /// What is about it, such as the container `main`; empty: the group.
    pub(crate) whose: String,
    /// What is wrong.
    pub(crate) text: Text,
    /// What tells so, such as the message of an event.
    pub(crate) evidence: String,
    /// The parameter to change: `Container.1.Memory`; empty if there is none.
    pub(crate) parameter: String,
    /// How to change it.
    pub(crate) change: Text,
}

impl Cause {
    fn new(text: Text) -> Self {
        Self { whose: String::new(), text, evidence: String::new(), parameter: String::new(), change: Text::NONE }
    }

    fn of(mut self, container: &Container) -> Self {
        self.whose.clone_from(&container.name);
        self
    }

    fn because(mut self, evidence: impl Into<String>) -> Self {
        self.evidence = evidence.into();
        self
    }

    fn change(mut self, parameter: impl Into<String>, change: Text) -> Self {
        self.parameter = parameter.into();
        self.change = change;
        self
    }

    /// What is wrong, on one line.
    pub(crate) fn what(&self, lang: Lang) -> String {
        let mut text = lang.of(self.text).to_owned();
        if !self.whose.is_empty() {
            text = format!("{}: {text}", self.whose);
        }
        if !self.evidence.is_empty() {
            text = format!("{text} ({})", self.evidence);
        }
        text
    }
}

/// The likely causes, the likeliest first; none if nothing is wrong, or nothing points at any.
pub(crate) fn causes(case: &Case<'_>) -> Vec<Cause> {
    let mut causes: Vec<Cause> = [place(case), volume(case)].into_iter().flatten().collect();
    for (number, container) in (1..).zip(&case.group.containers) {
        let found = image::cause(case, container, number)
            .or_else(|| probe(case, container, number))
            .or_else(|| exit::cause(case, container, number))
            .or_else(|| ends(case, container));
        causes.extend(found);
    }
    if causes.is_empty() {
        causes.extend(state(case));
    }
    causes
}

/// Whether a text has one of these words, which are in small letters.
fn has(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}

/// Nowhere to put it.
fn place(case: &Case<'_>) -> Option<Cause> {
    let words = ["failedscheduling", "insufficient", "sold out", "no resource", "quota", "out of stock"];
    let event = case.warning_of(&words)?;
    let text = Text::new("there is no room for it", "没有可用的资源");
    Some(Cause::new(text).because(&*event.message).change(
        "Cpu, Memory, InstanceType, SubnetId",
        Text::new("another size, or a subnet in another zone", "换一种规格，或其他可用区的子网"),
    ))
}

/// A volume that cannot be mounted.
fn volume(case: &Case<'_>) -> Option<Cause> {
    let event = case.warning_of(&["failedmount", "failedattachvolume", "mount volume"])?;
    let text = Text::new("a volume cannot be mounted", "存储卷无法挂载");
    Some(Cause::new(text).because(&*event.message).change(
        "Volume.N",
        Text::new(
            "its id, server and path, and whether the subnet reaches it",
            "检查其 ID、服务器和路径，以及子网能否访问",
        ),
    ))
}

/// A probe that fails.
fn probe(case: &Case<'_>, container: &Container, number: usize) -> Option<Cause> {
    container.liveness_probe.as_ref()?;
    let event = case.warning_of(&["unhealthy", "liveness"])?;
    let text = Text::new("its liveness probe fails, so it is started again", "存活探针失败，因此被重启");
    Some(Cause::new(text).of(container).because(&*event.message).change(
        format!("Container.{number}.LivenessProbe.InitialDelaySeconds"),
        Text::new("longer than it needs to start, or another probe", "长于启动所需时间，或换一种探针"),
    ))
}

/// A container that ends well, and is started again and again.
fn ends(case: &Case<'_>, container: &Container) -> Option<Cause> {
    let ended_well = exit::code(container) == Some(0);
    if !ended_well || container.restart_count == 0 || case.group.restart_policy != Some(RestartPolicy::Always) {
        return None;
    }
    let text = Text::new("it ends well and is started again, over and over", "它正常结束后又被反复重启");
    Some(Cause::new(text).of(container).change(
        "RestartPolicy",
        Text::new("OnFailure or Never, if it is meant to end", "若本应结束，请用 OnFailure 或 Never"),
    ))
}

/// What the state alone says.
fn state(case: &Case<'_>) -> Option<Cause> {
    let text = match &case.group.status {
        ContainerGroupStatus::Running => Text::new("nothing is wrong: it runs", "没有问题：正在运行"),
        ContainerGroupStatus::Succeeded => Text::new("nothing is wrong: it has ended well", "没有问题：已成功结束"),
        ContainerGroupStatus::Pending | ContainerGroupStatus::ImagePulling => {
            Text::new("nothing is wrong yet: it is being started", "暂无问题：正在启动")
        }
        _ => return None,
    };
    Some(Cause::new(text))
}

#[cfg(test)]
mod tests;
