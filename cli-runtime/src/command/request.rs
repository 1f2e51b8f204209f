//! Where the request of an action comes from: flags over documents over the profile; and whether all of it may be sent.

use clap::builder::ArgAction;
use clap::{Arg, ArgMatches, ValueHint};
use kci_runtime::Params;

use crate::app::App;
use crate::context::Context;
use crate::failure::Failure;
use crate::input::{Document, Flag, Input, read_file, refusal, resolve, translated};
use crate::lang::Lang;
use crate::table::Action;

/// Leaves out what documents of another kind say and requests cannot.
const PARTIAL: &str = "accept-partial";

/// The arguments that say where a request comes from, beside its parameters.
pub(super) fn arguments(app: &App, action: &Action, lang: Lang) -> Vec<Arg> {
    let heading = lang.pick("Input", "输入");
    let mut own = vec![
        Arg::new("file")
            .short('f')
            .long("file")
            .value_name("FILE")
            .value_hint(ValueHint::FilePath)
            .help(lang.pick("YAML or JSON; - is standard input", "YAML 或 JSON 文件，- 表示标准输入"))
            .help_heading(heading),
        Arg::new("template")
            .long("template")
            .action(ArgAction::SetTrue)
            .help(lang.pick("Write a commented YAML file instead", "改为输出带注释的 YAML 模板"))
            .help_heading(heading),
    ];
    let from = Arg::new("from").long("from").value_name("ID").requires("template").help_heading(heading);
    let from = from.help(lang.pick("With --template: as this one is", "配合 --template：以现有对象为底"));
    own.extend(action.found_by.is_some().then_some(from));
    let partial = Arg::new(PARTIAL).long(PARTIAL).action(ArgAction::SetTrue).requires("file").help_heading(heading);
    let partial = partial
        .help(lang.pick("Leave out what a file of another kind says beyond it", "略去其他格式文件中无法表达的内容"));
    own.extend(app.forms.iter().any(|form| form.action() == action.info.name).then_some(partial));
    own
}

/// The documents of the file, if one is named.
pub(super) fn documents(cx: &Context, action: &'static Action, matches: &ArgMatches) -> Result<Vec<Document>, Failure> {
    let Some(file) = matches.get_one::<String>("file") else { return Ok(Vec::new()) };
    Ok(translated(cx.app.forms, action.info.name, read_file(file)?, cx.lang))
}

/// The requests of all documents, or of none but flags, if nothing is wrong with any: everything is checked before
/// anything is sent.
pub(super) fn check(
    cx: &Context,
    action: &'static Action,
    documents: &[Document],
    profile: Option<&Document>,
    flags: &[(String, Flag, String)],
    matches: &ArgMatches,
) -> Result<Vec<Params>, Failure> {
    let is_partial = matches.try_get_one::<bool>(PARTIAL).ok().flatten().copied().unwrap_or(false);
    let (mut all, mut errors, mut losses) = (Vec::new(), Vec::new(), 0);
    let (mut notes, mut warnings) = (Vec::new(), Vec::new());
    for document in documents.iter().map(Some).chain(documents.is_empty().then_some(None)) {
        let least = document.and_then(Document::defaults);
        let mut input = Input::new(action);
        for document in least.iter().chain(profile).chain(document) {
            input.document(document);
        }
        for (written, flag, value) in flags {
            input.flag(flag, written, value.as_str());
        }
        let checked = input.finish(is_partial);
        notes.extend(checked.notes);
        warnings.extend(checked.warnings);
        losses += checked.losses;
        // What is wrong with a flag is so in every document.
        let new: Vec<_> = checked.errors.into_iter().filter(|error| !errors.contains(error)).collect();
        errors.extend(new);
        all.push(checked.params);
    }
    if errors.is_empty() {
        for note in notes {
            cx.out.note(note);
        }
        for warning in warnings {
            cx.out.warn(warning);
        }
        return Ok(all);
    }
    let failure = refusal(action, &errors);
    if losses == 0 {
        return Err(failure);
    }
    Err(failure.with_help(
        cx.say("what cannot be said is left out with --accept-partial", "加上 --accept-partial 可略去无法表达的内容"),
    ))
}

/// The parameters that flags give, in the order of the command line: as written, which one, its value.
pub(super) fn flags(action: &'static Action, matches: &ArgMatches) -> Vec<(String, Flag, String)> {
    let mut found = Vec::new();
    for id in matches.ids() {
        let id = id.as_str();
        let is_flag = matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine)
            && !super::action::is_common(id)
            && !super::line::OWN.iter().any(|(own, _)| *own == id);
        let Some(flag) = is_flag.then(|| resolve(action.request, id).ok()).flatten() else { continue };
        let values = matches.try_get_many::<String>(id).ok().flatten().into_iter().flatten();
        let indices = matches.indices_of(id).into_iter().flatten();
        found.extend(indices.zip(values).map(|(index, value)| (index, format!("--{id}"), flag.clone(), value.clone())));
    }
    found.sort_by_key(|(index, ..)| *index);
    found.into_iter().map(|(_, written, flag, value)| (written, flag, value)).collect()
}
