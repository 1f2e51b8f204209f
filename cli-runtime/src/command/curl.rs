//! A request as a command of curl, which signs by itself. Keys stay in the environment, and secrets are left out.

use kci_runtime::{Body, Method, Params, ServiceClient};

use crate::table::{Action, Shape};

/// What stands for a secret value.
const HIDDEN: &str = "***";

/// The parameters, without the values of those that must not be shown.
pub(super) fn without_secrets(action: &Action, params: &Params) -> Params {
    let pairs = params.iter().map(|(path, value)| {
        let is_secret = is_sensitive(action.request, path);
        (path, if is_secret { HIDDEN } else { value })
    });
    pairs.collect()
}

fn is_sensitive(shape: &'static Shape, path: &str) -> bool {
    let mut words = path.split('.').filter(|word| word.parse::<u32>().is_err());
    let mut shape = Some(shape);
    words.any(|word| {
        let members = shape.into_iter().flat_map(Shape::all_members);
        let found: Vec<_> = members.filter(|member| member.name == word).collect();
        shape = found.first().and_then(|member| member.shape());
        found.iter().any(|member| member.sensitive)
    })
}

/// A command line for a shell.
pub(super) fn command(action: &Action, client: &ServiceClient, params: &Params) -> String {
    let info = action.info;
    let method = match info.default_method {
        Method::Get => " --get".to_owned(),
        Method::Post => String::new(),
        other => format!(" --request {other}"),
    };
    let fixed = [("Action", info.name), ("Version", info.service.version)];
    let is_json = info.body == Body::Json && info.default_method.has_body();
    let query = if is_json { format!("?Action={}&Version={}", fixed[0].1, fixed[1].1) } else { String::new() };
    let mut lines = vec![
        format!("curl{method} {}", quoted(&format!("{}{query}", client.endpoint()))),
        format!("--aws-sigv4 {}", quoted(&format!("aws:amz:{}:{}", client.region(), info.service.name))),
        "--user \"$KSYUN_ACCESS_KEY:$KSYUN_SECRET_KEY\"".to_owned(),
        "--header 'Accept: application/json'".to_owned(),
    ];
    if is_json {
        lines.push("--header 'Content-Type: application/json'".to_owned());
        lines.push(format!("--data {}", quoted(&action.operation.document(params).to_string())));
    } else {
        let pairs = fixed.into_iter().chain(params.iter());
        lines.extend(pairs.map(|(name, value)| format!("--data-urlencode {}", quoted(&format!("{name}={value}")))));
    }
    lines.join(" \\\n  ") + "\n"
}

/// A text as one word of a shell.
fn quoted(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:+=,@%".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}
