//! `kci`: the command line of Kingsoft Cloud's container instances.
//!
//! The actions, their flags, help and checks come from the tables; what is written by hand is in `verb/`, a file each.

mod cause;
mod defaults;
mod follow;
mod group;
mod local;
mod pod;
mod progress;
mod status;
mod terminal;
mod verb;

use std::process::ExitCode;

use kci_cli_runtime::{App, Text};

/// What `build.rs` makes of the spec.
#[allow(unreachable_pub, reason = "the tables may be a crate's")]
mod tables {
    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

static APP: App = App {
    name: "kci",
    version: env!("CARGO_PKG_VERSION"),
    about: Text::new("Kingsoft Cloud container instances (KCI)", "金山云容器实例（KCI）"),
    verbs: verb::ALL,
    aliases: &[("create", "CreateContainerGroup")],
    forms: &[&pod::Pods],
    asks: &[
        ("CreateContainerGroup", "SubnetId", Text::new("Default subnet id (may be empty)", "默认子网 ID（可为空）")),
        (
            "CreateContainerGroup",
            "SecurityGroupId",
            Text::new("Default security group ids, with commas (may be empty)", "默认安全组 ID，以逗号分隔（可为空）"),
        ),
    ],
    local: Some(local::find),
    ..App::new(&tables::SERVICE)
};

fn main() -> ExitCode {
    APP.run(std::env::args_os())
}
