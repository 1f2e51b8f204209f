//! The log of a container, read again and again.

use std::time::Duration;

use kci_cli_runtime::output::Progress;
use kci_cli_runtime::{Context, Failure};
use kci_sdk::request::DescribeContainerLogRequest;
use kci_sdk::{Client, Error};

use super::{Doubt, Follower, News};

/// How often a log is read, unless that is said.
pub(crate) const INTERVAL: Duration = Duration::from_secs(2);

/// So many lines can always be asked for.
const FEW: usize = 200;

/// The log of a container.
#[derive(Debug)]
pub(crate) struct Reader {
    client: Client,
    group: String,
    container: String,
    /// How many lines are asked for: as many as can be.
    asked: usize,
    follower: Follower,
}

impl Reader {
    /// The log of a container in a group.
    pub(crate) fn new(cx: &Context, client: &Client, group: &str, container: &str) -> Self {
        Self {
            client: client.clone(),
            group: group.to_owned(),
            container: container.to_owned(),
            asked: most(cx),
            follower: Follower::default(),
        }
    }

    /// Reads what is new. `is_last`: it is not read again.
    pub(crate) async fn read(&mut self, is_last: bool) -> Result<News, Error> {
        let tail = i64::try_from(self.asked).unwrap_or(i64::MAX);
        let request = DescribeContainerLogRequest::new(&*self.group, &*self.container).tail(tail);
        let content = self.client.describe_container_log(request).await?.content;
        Ok(self.follower.read(&content, self.asked, is_last))
    }

    /// The container was started again.
    pub(crate) fn restarted(&mut self) {
        self.follower.restarted();
    }

    /// When to read again after so many new lines: sooner where there might be more than can be asked for.
    pub(crate) fn pause(&self, lines: usize, interval: Duration) -> Duration {
        if lines * 4 >= self.asked { interval / 10 } else { interval }
    }
}

/// How many lines can be asked for at once.
fn most(cx: &Context) -> usize {
    let action = cx.app.service.action("DescribeContainerLog");
    let tail = action.and_then(|action| action.request.members().iter().find(|member| member.name == "Tail"));
    let most = tail.and_then(|tail| tail.limits.max).map(str::to_owned);
    most.and_then(|most| most.parse().ok()).unwrap_or(FEW)
}

/// Writes lines to standard output, and what there is to say about them to standard error.
pub(crate) fn tell(cx: &Context, progress: Option<&Progress>, news: &News) -> Result<(), Failure> {
    if news.doubt.is_none() && news.lines.is_empty() {
        return Ok(());
    }
    let write = || {
        if let Some(doubt) = news.doubt {
            cx.out.warn(words(cx, doubt));
        }
        let text = news.lines.iter().fold(String::new(), |text, line| text + line + "\n");
        cx.out.data(&text)
    };
    match progress {
        Some(progress) => progress.suspend(write),
        None => write(),
    }
}

fn words(cx: &Context, doubt: Doubt) -> String {
    match doubt {
        Doubt::Gap(lines) => {
            let text = cx.say(
                "lines may be missing here: at least this many were written since the log was read last: {}",
                "此处可能缺行：自上次读取以来至少又写了 {} 行",
            );
            text.replace("{}", &lines.to_string())
        }
        Doubt::Anew => cx
            .say(
                "the log begins anew: what was written last before may be missing",
                "日志重新开始：此前最后写入的内容可能缺失",
            )
            .to_owned(),
        Doubt::Alike => cx
            .say(
                "the lines are so much alike that it cannot be told how many were written",
                "各行过于相似，无法判断写了多少行",
            )
            .to_owned(),
    }
}
