//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Checks, describes and compiles tables of API parameters.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Without --spec, every command works on the tables of KCI that it carries.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report everything that is wrong with a spec; exit status 1 if something is.
    Check(Spec),
    /// Print the Rust code of a spec, or write it to a file.
    Generate(Generate),
    /// Show an action's parameters and fields with all their constraints, or the whole model as JSON.
    Describe(Describe),
    /// Print an OpenAPI 3.1 document of a spec, or write it to a file.
    Openapi(OpenApi),
    /// Write the JSON Schemas of the spec format.
    Schema(Schema),
}

/// Which spec, and which overlays on it.
#[derive(Args, Debug, Default)]
pub(crate) struct Spec {
    /// Folder of the spec (with service.json in it); the tables of KCI if absent.
    #[arg(long = "spec", value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,
    /// Apply this overlay instead of those that service.json names; may be repeated, in order.
    #[arg(long = "overlay", value_name = "NAME")]
    pub(crate) overlays: Vec<String>,
    /// Apply no overlay: the documents as they are.
    #[arg(long, conflicts_with = "overlays")]
    pub(crate) no_overlays: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) spec: Spec,
    /// Only these actions, and what they reach.
    #[arg(long, value_name = "A,B", value_delimiter = ',')]
    pub(crate) actions: Vec<String>,
    /// File to write, if it is not up to date; standard output if absent.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Path of the module with the runtime.
    #[arg(long, value_name = "PATH", default_value = "::kci_sdk::runtime")]
    pub(crate) runtime: String,
    /// Also emit code that reads requests back from parameters.
    #[arg(long)]
    pub(crate) readers: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Describe {
    #[command(flatten)]
    pub(crate) spec: Spec,
    /// Action to describe.
    #[arg(required_unless_present = "json", conflicts_with = "json")]
    pub(crate) action: Option<String>,
    /// Dump the resolved model of all actions as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Descriptions in Chinese.
    #[arg(long)]
    pub(crate) chinese: bool,
    /// Width of the tables in characters.
    #[arg(long, env = "COLUMNS", default_value_t = 140)]
    pub(crate) width: u16,
}

#[derive(Args, Debug)]
pub(crate) struct OpenApi {
    #[command(flatten)]
    pub(crate) spec: Spec,
    /// File to write, if it is not up to date; standard output if absent.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Schema {
    /// Folder to write them to.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
    /// Write nothing; exit status 1 if a file is missing or not up to date.
    #[arg(long)]
    pub(crate) check: bool,
}
