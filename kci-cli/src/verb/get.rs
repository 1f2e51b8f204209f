//! `kci get`: container groups, each as a whole.

use clap::{ArgMatches, Command};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::Client;
use serde_json::json;

use super::arguments::{GROUPS, groups, words};
use crate::group;

/// The verb.
pub(crate) struct Get;

impl Verb for Get {
    fn name(&self) -> &'static str {
        "get"
    }

    fn command(&self, lang: Lang) -> Command {
        Command::new(self.name()).about(lang.pick("Show container groups", "查看容器组")).arg(groups(lang))
    }

    fn completes(&self) -> &'static [(&'static str, &'static str)] {
        GROUPS
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let client: Client = cx.client().await?;
            let found = group::find_all(cx, &client, &words(matches)).await?;
            match found.as_slice() {
                [one] => cx.out.show(&json!(one), &group::view())?,
                several => cx.out.show(&json!({ "ContainerGroups": several }), &group::list_view("ContainerGroups"))?,
            }
            Ok(Exit::SUCCESS)
        })
    }
}
