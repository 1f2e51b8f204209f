//! `kci ls`: the container groups.

use clap::{Arg, ArgMatches, Command};
use kci_cli_runtime::{Context, Exit, Failure, Lang, LocalFuture, Verb, clap};
use kci_sdk::Client;
use kci_sdk::request::{DescribeContainerGroupRequest, Filter};
use kci_sdk::value::FilterName;
use serde_json::json;

use crate::group;

/// The verb.
pub(crate) struct Ls;

/// Options that become filters: the option, what stands for its value, the filter, what it is.
const FILTERS: [(&str, &str, &str, &str); 4] = [
    (
        "status",
        "STATUS",
        "Only of this status: Running, Succeeded, Failed",
        "只列出此状态的：Running、Succeeded、Failed",
    ),
    ("subnet", "ID", "Only in this subnet", "只列出此子网中的"),
    ("vpc", "ID", "Only in this VPC", "只列出此 VPC 中的"),
    ("zone", "ZONE", "Only in this zone", "只列出此可用区中的"),
];

impl Verb for Ls {
    fn name(&self) -> &'static str {
        "ls"
    }

    fn command(&self, lang: Lang) -> Command {
        let filters = FILTERS.map(|(long, value, en, zh)| {
            Arg::new(long).long(long).value_name(value).action(clap::ArgAction::Append).help(lang.pick(en, zh))
        });
        Command::new(self.name())
            .about(lang.pick("List container groups", "列出容器组"))
            .arg(
                Arg::new("text").value_name("TEXT").help(
                    lang.pick("Only those with this in name, id or address", "只列出名称、ID 或地址含有此内容的"),
                ),
            )
            .args(filters)
    }

    fn run<'a>(&'a self, cx: &'a Context, matches: &'a ArgMatches) -> LocalFuture<'a, Result<Exit, Failure>> {
        Box::pin(async move {
            let mut request = DescribeContainerGroupRequest::new();
            if let Some(text) = matches.get_one::<String>("text") {
                request = request.search(text);
            }
            request = request.filters(FILTERS.iter().filter_map(|(option, ..)| {
                let values: Vec<&String> = matches.get_many(option)?.collect();
                Some(Filter::new(filter(option), values))
            }));
            let client: Client = cx.client().await?;
            let groups = group::list(&client, request, cx.out.limit()).await?;
            cx.out.show(&json!({ "ContainerGroups": groups }), &group::list_view("ContainerGroups"))?;
            Ok(Exit::SUCCESS)
        })
    }
}

fn filter(option: &str) -> FilterName {
    match option {
        "status" => FilterName::from("status"),
        "subnet" => FilterName::from("subnet-id"),
        "vpc" => FilterName::from("vpc-id"),
        _ => FilterName::from("availability-zone.name"),
    }
}
