//! `configure`: asks for keys, region and defaults, tries them with a call, and writes them to files that only their owner
//! can read.

mod ask;
mod ini;
mod save;

use std::path::PathBuf;

use clap::builder::ArgAction;
use clap::{Arg, ArgMatches, Command};
use kci_runtime::auth::Credentials;
use kci_runtime::credentials::Profiles;
use kci_runtime::{Effect, Params, Secret, ServiceClient};
use serde_json::{Map, Value};

use super::action;
use crate::app::App;
use crate::context::Context;
use crate::defaults;
use crate::failure::{Exit, Failure};
use crate::lang::Lang;
use crate::table::{Action, Required};
use ask::Asker;

pub(super) fn command(app: &App, lang: Lang) -> Command {
    let about = lang.pick("Set keys, region and defaults", "设置密钥、地域和默认值");
    let about = format!("{about} (~/.ks/credentials, ~/.ks/{}.yaml)", app.name);
    Command::new("configure").about(about).arg(
        Arg::new("no-check")
            .long("no-check")
            .action(ArgAction::SetTrue)
            .help(lang.pick("Write without trying the keys", "不检查密钥，直接写入")),
    )
}

pub(super) async fn run(cx: &Context, matches: &ArgMatches) -> Result<Exit, Failure> {
    let profile = defaults::profile(cx);
    let path = credentials_file()?;
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let wrong = |error| Failure::new(Exit::SETTINGS, format!("{}: {error}", path.display()));
    let there = Profiles::parse(&text).map_err(wrong)?;
    let answers = Answers::ask(cx, &profile, &there)?;
    if !matches.get_flag("no-check") {
        check(cx, &answers).await?;
    }
    let mut values = vec![("ks_access_key_id", answers.access_key.as_str())];
    values.push(("ks_secret_access_key", answers.secret_key.expose()));
    values.extend((!answers.region.is_empty()).then_some(("region", answers.region.as_str())));
    save::private(&path, &ini::with(&text, &profile, &values))?;
    cx.out.note(format!("{} {} [{profile}]", cx.say("written:", "已写入："), path.display()));
    save_defaults(cx, &profile, answers.defaults)?;
    Ok(Exit::SUCCESS)
}

/// What was answered.
struct Answers {
    access_key: String,
    secret_key: Secret,
    region: String,
    /// By action: a document of its request.
    defaults: Map<String, Value>,
}

impl Answers {
    fn ask(cx: &Context, profile: &str, there: &Profiles) -> Result<Self, Failure> {
        let there = there.get(profile);
        let before = there.and_then(|profile| profile.credentials().ok().flatten());
        let mut asker = Asker::new();
        let key = before.as_ref().map(Credentials::access_key);
        let access_key = asker.text("Access key id", key)?;
        // A secret key stays only with its own access key.
        let secret = before.as_ref().filter(|before| before.access_key() == access_key).map(Credentials::secret_key);
        let secret_key =
            asker.secret(cx.say("Secret access key (not shown)", "Secret access key（不回显）"), secret)?;
        if access_key.is_empty() || secret_key.expose().is_empty() {
            return Err(Failure::usage(cx.say("both keys are needed", "两个密钥都必须填写")));
        }
        let default = Some(cx.app.service.info.default_region).filter(|region| !region.is_empty());
        let region = there.and_then(|profile| profile.region()).or(default);
        let region = asker.text(cx.say("Region", "地域"), region)?;
        let mut defaults = Map::new();
        for (name, member, what) in cx.app.asks {
            let Some(action) = cx.app.service.action(name) else { continue };
            let answer = asker.text(cx.lang.of(*what), None)?;
            if answer.is_empty() {
                continue;
            }
            let is_list = action.request.members().iter().any(|one| one.name == *member && one.list);
            let value = if is_list {
                answer.split(',').map(|word| Value::String(word.trim().to_owned())).collect()
            } else {
                Value::String(answer)
            };
            let document = defaults.entry(action.info.name).or_insert_with(|| Value::Object(Map::new()));
            if let Some(document) = document.as_object_mut() {
                document.insert((*member).to_owned(), value);
            }
        }
        Ok(Self { access_key, secret_key, region, defaults })
    }
}

/// Calls an action that changes nothing and needs nothing.
async fn check(cx: &Context, answers: &Answers) -> Result<(), Failure> {
    let is_free = |action: &&Action| {
        let needs = |required: &Required| matches!(required, Required::Always | Required::When(_));
        action.info.effect == Effect::Read && !action.request.members().iter().any(|member| needs(&member.required))
    };
    let Some(action) = cx.app.service.actions.iter().find(is_free) else { return Ok(()) };
    let mut builder = cx.builder().credentials(Credentials::new(&answers.access_key, answers.secret_key.clone()));
    if cx.settings.region.is_none() && !answers.region.is_empty() {
        builder = builder.region(&answers.region);
    }
    let client = ServiceClient::new(builder.build()?, cx.app.service.info);
    let mut params = Params::new();
    if let Some(size) = action.pages.as_ref().and_then(|pages| pages.size) {
        params.push(size, "1");
    }
    let checked = action::call_with(&client, action, &params).await;
    checked.map(drop).map_err(|failure| {
        let help =
            cx.say("nothing was written; --no-check writes all the same", "未写入任何内容；--no-check 可跳过检查");
        failure.with_help(help)
    })
}

/// Writes what is asked for beside keys, or says what to write where a person wrote the file.
fn save_defaults(cx: &Context, profile: &str, new: Map<String, Value>) -> Result<(), Failure> {
    let Some(path) = defaults::file(cx.app.name).filter(|_| !new.is_empty()) else { return Ok(()) };
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let yaml =
        |value: &Map<String, Value>| serde_norway::to_string(value).map_err(|error| Failure::other(error.to_string()));
    if text.contains('#') {
        let lines = yaml(&Map::from_iter([(profile.to_owned(), Value::Object(new))]))?;
        cx.out.note(format!(
            "{} {}:\n{lines}",
            cx.say("has comments, so add this by hand to", "含有注释，请手动加入"),
            path.display()
        ));
        return Ok(());
    }
    let mut documents = crate::input::read_text(&path.display().to_string(), &text)?;
    let there = documents.pop().map(|document| document.value);
    let mut all = there.and_then(|value| value.as_object().cloned()).unwrap_or_default();
    let of_profile = all.entry(profile).or_insert_with(|| Value::Object(Map::new()));
    for (action, members) in new {
        if let (Some(actions), Value::Object(members)) = (of_profile.as_object_mut(), members) {
            let document = actions.entry(action).or_insert_with(|| Value::Object(Map::new()));
            document.as_object_mut().into_iter().for_each(|document| document.extend(members.clone()));
        }
    }
    save::private(&path, &yaml(&all)?)?;
    cx.out.note(format!("{} {}", cx.say("written:", "已写入："), path.display()));
    Ok(())
}

/// The file that `KS_SHARED_CREDENTIALS_FILE` names, or else `~/.ks/credentials`.
fn credentials_file() -> Result<PathBuf, Failure> {
    let named = std::env::var_os("KS_SHARED_CREDENTIALS_FILE").filter(|value| !value.is_empty()).map(PathBuf::from);
    let usual = || std::env::home_dir().map(|home| home.join(".ks").join("credentials"));
    named.or_else(usual).ok_or_else(|| Failure::new(Exit::SETTINGS, "there is no home folder"))
}
