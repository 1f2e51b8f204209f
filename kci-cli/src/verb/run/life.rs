//! From the creation to the end, whatever comes in between.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use clap::ArgMatches;
use kci_cli_runtime::output::Progress;
use kci_cli_runtime::{Context, Exit, Failure, clap};
use kci_sdk::request::{CreateContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::{Call, Client, Error, Outcome};

use super::interrupt::{Interrupts, Reply, ask};
use super::watch::watch;
use crate::group;
use crate::verb::rm::delete;

/// How often deleting is tried, beside what the client itself tries again.
const TRIES: u32 = 5;

/// How long to wait before it is tried again.
const PAUSE: Duration = Duration::from_secs(1);

/// What exists, or may.
enum Made {
    /// A group of this id.
    Group(String),
    /// A group of this name, or none.
    Perhaps(String),
}

struct Life<'a> {
    cx: &'a Context,
    client: Client,
    interrupts: Interrupts,
    keep: bool,
}

/// Creates, watches, deletes; the container's own status.
pub(super) async fn run(
    cx: &Context,
    request: CreateContainerGroupRequest,
    matches: &ArgMatches,
) -> Result<Exit, Failure> {
    let client: Client = cx.client().await?;
    let mut life = Life { cx, client, interrupts: Interrupts::catch()?, keep: matches.get_flag("keep") };
    let id = life.create(request).await?;
    let watched = tokio::select! {
        watched = watch(cx, &life.client, &id, matches) => Some(watched),
        () = life.interrupts.next() => None,
    };
    match watched {
        Some(watched) if life.keep => {
            cx.out.note(format!("{} {id}", cx.say("kept: container group", "已保留容器组")));
            watched
        }
        Some(watched) => {
            let cleaned = life.clean(Made::Group(id)).await;
            // What went wrong first is what matters; what stays is said all the same.
            match (watched, cleaned) {
                (Err(failure), Err(cleaning)) => {
                    cx.out.warn(cleaning.message);
                    Err(failure)
                }
                (Ok(exit), cleaned) => cleaned.map(|()| exit),
                (Err(failure), Ok(())) => Err(failure),
            }
        }
        None => Err(life.interrupted(id).await),
    }
}

impl Life<'_> {
    async fn create(&mut self, request: CreateContainerGroupRequest) -> Result<String, Failure> {
        let once = self.call(request).exactly_once(token());
        let name = once.request().container_group_name.clone();
        let mut progress = self.cx.out.progress();
        progress.set(format!("{} {name}", self.cx.say("creating container group", "正在创建容器组")));
        let mut creating = once.into_future();
        let created = loop {
            tokio::select! {
                created = &mut creating => break created,
                () = self.interrupts.next() => {}
            }
            if self.interrupts.count > 1 {
                return Err(self.left(&Made::Perhaps(name)));
            }
            let text = self.cx.say(
                "interrupted: waiting for the answer, to delete what is created; interrupt again to leave it",
                "已中断：等待创建的结果以便删除；再次中断则不再等待",
            );
            progress.suspend(|| self.cx.out.note(text));
        };
        drop(progress);
        match created {
            Ok(answer) if self.interrupts.count == 0 => Ok(answer.container_group_id),
            Ok(answer) => {
                self.clean(Made::Group(answer.container_group_id)).await?;
                Err(interrupted())
            }
            Err(error) => Err(self.not_created(error, name).await),
        }
    }

    fn call(&self, request: CreateContainerGroupRequest) -> Call<CreateContainerGroupRequest> {
        self.client.create_container_group(request)
    }

    /// Where nobody knows whether it was created, it is looked for, and deleted.
    async fn not_created(&mut self, error: Error, name: String) -> Failure {
        if matches!(error.outcome(), Outcome::NotSent | Outcome::Refused) {
            return error.into();
        }
        match self.clean(Made::Perhaps(name)).await {
            Ok(()) => error.into(),
            Err(cleaning) => {
                let failure = Failure::from(error);
                let message = format!("{}\n{}", failure.message, cleaning.message);
                Failure { message, help: cleaning.help, ..failure }
            }
        }
    }

    /// Asks whether to clean up, and does.
    async fn interrupted(&mut self, id: String) -> Failure {
        if self.keep {
            return self.left(&Made::Group(id));
        }
        let question = format!("{} {id}?", self.cx.say("delete container group", "删除容器组"));
        match ask(self.cx, &mut self.interrupts, &question).await {
            Reply::Yes => self.clean(Made::Group(id)).await.err().unwrap_or_else(interrupted),
            Reply::No | Reply::Interrupted => self.left(&Made::Group(id)),
        }
    }

    /// Deletes what was made, unless it is interrupted.
    async fn clean(&mut self, made: Made) -> Result<(), Failure> {
        let mut progress = self.cx.out.progress();
        let text = match &made {
            Made::Group(id) => format!("{} {id}", self.cx.say("deleting container group", "正在删除容器组")),
            Made::Perhaps(name) => format!("{} {name}", self.cx.say("looking for container group", "正在查找容器组")),
        };
        progress.set(text);
        let (client, cx) = (self.client.clone(), self.cx);
        let mut cleaning = std::pin::pin!(remove(cx, &client, &mut progress, &made));
        loop {
            tokio::select! {
                cleaned = &mut cleaning => return cleaned.map_err(|failure| self.stays(failure, &made)),
                () = self.interrupts.next() => {}
            }
            if self.interrupts.count > 1 {
                return Err(self.left(&made));
            }
            self.cx.out.note(self.cx.say(
                "interrupted: it is being deleted; interrupt again to leave it",
                "已中断：正在删除；再次中断则不再等待",
            ));
        }
    }

    /// The end of a program that was told to leave things as they are.
    fn left(&self, made: &Made) -> Failure {
        self.stays(Failure::new(Exit::INTERRUPTED, self.cx.say("interrupted", "已中断")), made)
    }

    /// The same failure, with what stays because of it.
    fn stays(&self, failure: Failure, made: &Made) -> Failure {
        let (text, word) = match made {
            Made::Group(id) => (self.cx.say("this container group stays", "此容器组仍然存在"), id),
            Made::Perhaps(name) => {
                (self.cx.say("a container group of this name may exist", "可能存在此名称的容器组"), name)
            }
        };
        let message = format!("{}: {text}: {word}", failure.message);
        Failure { message, ..failure }.with_help(format!("kci rm {word}"))
    }
}

/// Deletes a group; one of this name, if there is one.
async fn remove(cx: &Context, client: &Client, progress: &mut Progress, made: &Made) -> Result<(), Failure> {
    let mut tries = 0;
    loop {
        let failure = match remove_once(client, made).await {
            Ok(()) => return Ok(()),
            Err(failure) => failure,
        };
        tries += 1;
        if tries == TRIES {
            return Err(failure);
        }
        progress.set(format!("{} {}", cx.say("not deleted yet:", "尚未删除："), failure.message));
        tokio::time::sleep(PAUSE).await;
    }
}

async fn remove_once(client: &Client, made: &Made) -> Result<(), Failure> {
    match made {
        Made::Group(id) => delete(client, id).await,
        Made::Perhaps(name) => {
            let alike = group::list(client, DescribeContainerGroupRequest::new().search(name), None).await?;
            for group in alike.iter().filter(|group| group.container_group_name == *name) {
                delete(client, &group.container_group_id).await?;
            }
            Ok(())
        }
    }
}

/// The end of a program that was interrupted and left nothing.
fn interrupted() -> Failure {
    Failure::new(Exit::INTERRUPTED, "")
}

/// A text that no other run has: hashes of the standard library are keyed by chance.
fn token() -> String {
    let chance = || RandomState::new().hash_one(std::process::id());
    format!("{:016x}{:016x}", chance(), chance())
}
