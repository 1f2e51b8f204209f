//! What can be asked for.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Checks, describes and compiles tables of API parameters.
#[derive(Debug, Parser)]
#[command(version, about, after_help = "Without --spec, every command works on the tables of KCI that it carries.")]
pub(crate) struct Cli {
    /// When to use colours: help, errors, and what is wrong with a spec.
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub(crate) color: ColorChoice,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Report everything that is wrong with a spec; exit status 1 if something is.
    Check(Spec),
    /// List the actions of a spec: what each does, by name.
    Actions(Actions),
    /// Print the Rust code of a spec, or write it to a file.
    Generate(Generate),
    /// Show an action's parameters and fields with all their constraints, or the whole model as JSON.
    Describe(Describe),
    /// Compare two specs: what breaks on the wire and in Rust, and which step of the version that needs.
    Diff(Diff),
    /// Print an OpenAPI 3.1 document of a spec, or write it to a file.
    Openapi(OpenApi),
    /// Read a vendor's documentation page into files of a spec.
    Import(Import),
    /// Write the JSON Schemas of the spec format.
    Schema(Schema),
    /// Print a script that completes this command line in a shell.
    Completions(Completions),
    /// Write the manual: a page for the program and one for each command.
    Man(Man),
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
    /// Folder for a whole crate: manifest, docs, features, code.
    #[arg(long = "crate", value_name = "DIR", conflicts_with_all = ["output", "runtime"])]
    pub(crate) package: Option<PathBuf>,
    /// Name of that crate; the service's name and `-api` if absent.
    #[arg(long, value_name = "NAME", requires = "package")]
    pub(crate) name: Option<String>,
    /// Folder of kci-runtime for that crate, instead of the published one.
    #[arg(long, value_name = "DIR", requires = "package")]
    pub(crate) runtime_dir: Option<PathBuf>,
    /// Add a command line to that crate, behind a feature `cli`; kci-cli-runtime is looked for beside kci-runtime.
    #[arg(long, requires = "package")]
    pub(crate) cli: bool,
    /// Path of the module with the runtime.
    #[arg(long, value_name = "PATH", default_value = "::kci_runtime")]
    pub(crate) runtime: String,
    /// Add a client whose calls block; a whole crate has one, behind a feature.
    #[arg(long, conflicts_with = "package")]
    pub(crate) blocking: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Actions {
    #[command(flatten)]
    pub(crate) spec: Spec,
    /// Names only, a line each.
    #[arg(long)]
    pub(crate) names: bool,
    /// Titles in Chinese.
    #[arg(long)]
    pub(crate) chinese: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Completions {
    /// The shell that is to complete.
    pub(crate) shell: Shell,
}

#[derive(Args, Debug)]
pub(crate) struct Man {
    /// Folder to write the pages to.
    #[arg(value_name = "DIR")]
    pub(crate) dir: PathBuf,
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
pub(crate) struct Diff {
    /// Before: a folder, a dump of `describe --json`, or a git revision such as `HEAD~1` or `v1:spec/kci/2020-07-02`.
    pub(crate) old: String,
    /// After: the same.
    pub(crate) new: String,
    /// How the verdict is printed.
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// Exit status 1 if something breaks on the wire, in Rust, or if anything changed at all.
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// Overlay of the old side, instead of those that its service.json names; may be repeated.
    #[arg(long = "old-overlay", value_name = "NAME")]
    pub(crate) old_overlays: Vec<String>,
    /// No overlay on the old side.
    #[arg(long, conflicts_with = "old_overlays")]
    pub(crate) old_no_overlays: bool,
    /// Overlay of the new side, instead of those that its service.json names; may be repeated.
    #[arg(long = "new-overlay", value_name = "NAME")]
    pub(crate) new_overlays: Vec<String>,
    /// No overlay on the new side.
    #[arg(long, conflicts_with = "new_overlays")]
    pub(crate) new_no_overlays: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// Lines for people.
    Text,
    /// Everything, for programs.
    Json,
    /// A section of a changelog in Markdown.
    Changelog,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// The service or an old client would misunderstand.
    Wire,
    /// A caller's code would stop compiling or change its meaning.
    Rust,
    /// Anything changed.
    Any,
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
#[command(after_help = "\
What was not understood, assumed or mended is listed on standard error, by line of the page; --strict makes the \
first a failure. Descriptions are the page's own words: write your own before you publish them.

--merge ends with the verdict of `kci-gen diff` on the spec in DIR before and after it; what is kept, and what that \
verdict does not look at, is listed before it (on standard error, unless the verdict is text). Where the spec does not \
compile before or after, because a new edition mended what an overlay corrects, say, there is no verdict: its \
diagnostics are shown, the files are written all the same, and the exit status is 2. A folder without service.json is \
no spec yet, and has no verdict either.")]
pub(crate) struct Import {
    /// The page; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) page: PathBuf,
    /// How the page is written.
    #[arg(long, value_enum, default_value_t = PageFormat::Auto)]
    pub(crate) format: PageFormat,
    /// Folder of the spec: actions go to DIR/actions.
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Name of the service: starts a service.json where there is none.
    #[arg(long, value_name = "NAME")]
    pub(crate) service: Option<String>,
    /// Write nothing, and exit with status 1, if something was not understood.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Bring files that are there up to date, keep what people wrote in them, and say what that breaks.
    #[arg(long)]
    pub(crate) merge: bool,
    #[command(flatten)]
    pub(crate) verdict: MergeVerdict,
}

/// The verdict on a merge.
#[derive(Args, Debug)]
pub(crate) struct MergeVerdict {
    /// How the verdict of --merge is printed (--format is the page's).
    #[arg(long = "verdict", value_name = "FORMAT", value_enum, default_value_t = DiffFormat::Text, requires = "merge")]
    pub(crate) printed: DiffFormat,
    /// Write nothing, and exit with status 1, if --merge breaks something on the wire, in Rust, or if it changes anything
    /// in the model at all; status 2 if there is no verdict.
    #[arg(long, value_enum, requires = "merge")]
    pub(crate) fail_on: Option<FailOn>,
    /// Overlay for the verdict, instead of those that service.json names; may be repeated.
    #[arg(long = "overlay", value_name = "NAME", requires = "merge")]
    pub(crate) overlays: Vec<String>,
    /// No overlay for the verdict: the tables alone.
    #[arg(long, conflicts_with = "overlays", requires = "merge")]
    pub(crate) no_overlays: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PageFormat {
    /// The one that the heads of the tables are written in.
    Auto,
    /// Plain text, cells between tabs.
    Text,
    /// Markdown with pipe tables.
    Markdown,
    /// One cell a line.
    Flat,
    /// HTML.
    Html,
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
