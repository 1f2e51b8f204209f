//! Scripts: how containers of an image behave, instead of as usual.

use serde::{Deserialize, Serialize};

use crate::lifecycle::container::Behaviour;

/// How containers of an image behave. It counts for container groups and image caches that are created after it was
/// set; of several that fit, the last one counts.
///
/// ```
/// use std::time::Duration;
///
/// use kci_emulator::{Clock, Emulator, Script};
/// use kci_sdk::request::{Container, CreateContainerGroupRequest, DescribeContainerLogRequest};
/// use kci_sdk::value::{ChargeType, KciType};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = Clock::stopped_at("2026-11-24T02:55:27Z".parse()?);
/// let kci = Emulator::builder().clock(clock).start().await?;
/// kci.add_script(Script::new("job:").run_seconds(5).exit_code(1).log(["cannot open the queue"]));
///
/// let request = CreateContainerGroupRequest::new("night", ["sg-1"], KciType::Rbkci, ChargeType::HourlyInstantSettlement)
///     .subnet_id("subnet-1")
///     .containers([Container::new("main", "hub.example/job:3")]);
/// let group = kci.client().create_container_group(request).await?.container_group_id;
/// kci.advance(Duration::from_secs(2));
/// let log = kci.client().describe_container_log(DescribeContainerLogRequest::new(group, "main")).await?;
/// assert_eq!(log.content, "2026-11-24T02:55:29Z main: cannot open the queue\n");
/// # Ok(())
/// # }
/// ```
///
/// The same over HTTP, as the body of `POST /_kci/scripts`:
///
/// ```json
/// {"image": "job:", "run_seconds": 5, "exit_code": 1, "log": ["cannot open the queue"]}
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Script {
    /// Part of the image's name. Empty: every image.
    pub image: String,
    /// Why the image cannot be pulled. Absent: it can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pull_error: Option<String>,
    /// How many seconds a container runs each time. Absent: for ever, or 30 s if the restart policy is not `Always`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_seconds: Option<u32>,
    /// The exit code of a container that ends. Default: 0.
    #[serde(default)]
    pub exit_code: i32,
    /// What a container logs when it starts. Default: a few lines about itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub log: Vec<String>,
}

impl Script {
    /// A script for images that have `image` in their name; as yet it changes nothing.
    pub fn new(image: impl Into<String>) -> Self {
        Self { image: image.into(), pull_error: None, run_seconds: None, exit_code: 0, log: Vec::new() }
    }

    /// Sets [`pull_error`](Self::pull_error): why the image cannot be pulled.
    #[must_use]
    pub fn pull_error(mut self, reason: impl Into<String>) -> Self {
        self.pull_error = Some(reason.into());
        self
    }

    /// Sets [`run_seconds`](Self::run_seconds): how long a container runs each time.
    #[must_use]
    pub fn run_seconds(mut self, seconds: u32) -> Self {
        self.run_seconds = Some(seconds);
        self
    }

    /// Sets [`exit_code`](Self::exit_code): with what a container exits.
    #[must_use]
    pub fn exit_code(mut self, code: i32) -> Self {
        self.exit_code = code;
        self
    }

    /// Sets [`log`](Self::log): what a container logs when it starts.
    #[must_use]
    pub fn log(mut self, lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.log = lines.into_iter().map(Into::into).collect();
        self
    }
}

/// How a container of an image will behave.
pub(crate) fn behaviour(scripts: &[Script], image: &str) -> Behaviour {
    let Some(script) = scripts.iter().rev().find(|script| image.contains(&script.image)) else {
        return Behaviour::default();
    };
    Behaviour {
        pull_error: script.pull_error.clone(),
        run_seconds: script.run_seconds,
        exit_code: script.exit_code,
        log: script.log.clone(),
    }
}
