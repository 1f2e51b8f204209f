//! Flags by wire path: `--container.1.image` is the parameter `Container.1.Image`.

use crate::table::{Kind, Member, Shape, ShapeKind};
use crate::words;

/// A parameter that a flag names.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Its name on the wire. Without the last position if it is a list as a whole.
    pub path: String,
    /// What it is, an enum's known values among it; `None`: the tag of a union.
    pub member: Option<&'static Member>,
    /// Its possible values where it is the tag of a union.
    pub tags: Vec<&'static str>,
    /// Whether it is a list of single values as a whole: each such flag adds one.
    pub adds: bool,
}

/// The parameter of a request that a flag names, without its dashes. Names may be as on the wire or in kebab case.
///
/// # Errors
///
/// What is wrong with it, and what may have been meant.
pub fn resolve(shape: &'static Shape, flag: &str) -> Result<Flag, String> {
    let mut rest: Vec<&str> = flag.split('.').collect();
    let (mut shape, mut path) = (shape, String::new());
    loop {
        if let Some(tags) = tag_of(shape, &rest) {
            let tag = push(&path, tags.0);
            return Ok(Flag { path: tag, member: None, tags: tags.1, adds: false });
        }
        let (member, used) = member_of(shape, &rest).ok_or_else(|| no_such(shape, &path, &rest))?;
        rest.drain(..used);
        path = push(&path, member.name);
        let position = rest.first().and_then(|word| word.parse::<u32>().ok()).filter(|_| member.list);
        if let Some(position) = position {
            rest.remove(0);
            path = format!("{path}.{position}");
        }
        let here = || flag_of_words(&path);
        let Kind::Shape(below) = member.kind else {
            if let Some(word) = rest.first() {
                return Err(if member.list { not_a_position(&here(), word) } else { no_members(&here()) });
            }
            return Ok(Flag { path, member: Some(member), tags: Vec::new(), adds: member.list && position.is_none() });
        };
        if member.list && position.is_none() {
            let after = after(&rest);
            return Err(format!("--{} is a list: say which of it, such as --{}.1{after}", here(), here()));
        }
        if rest.is_empty() {
            let first = below.all_members().next().map_or("…", |member| member.flag);
            return Err(format!("--{} is an object: give it its members, such as --{}.{first}", here(), here()));
        }
        shape = below;
    }
}

/// The tag of a union and its values, if that is what is named.
fn tag_of(shape: &Shape, words: &[&str]) -> Option<(&'static str, Vec<&'static str>)> {
    let ShapeKind::Union { tag, variants, .. } = shape.kind else { return None };
    let is_tag = words.len() == 1 && words::plain(words[0]) == words::plain(tag);
    is_tag.then(|| (tag, variants.iter().map(|(value, _)| *value).collect()))
}

/// The member that the first words name, and how many they are: a name on the wire may have dots in it.
fn member_of(shape: &Shape, words: &[&str]) -> Option<(&'static Member, usize)> {
    let found = (1..=words.len()).find_map(|used| {
        let given = words::plain(&words[..used].concat());
        let is_it = |member: &&Member| {
            let names = [member.name, member.flag].into_iter().chain(member.aliases.iter().copied());
            names.into_iter().any(|name| words::plain(name) == given)
        };
        Some((shape.all_members().find(is_it)?, used))
    });
    found.filter(|_| !words.is_empty())
}

fn no_such(shape: &Shape, path: &str, words: &[&str]) -> String {
    let given = words.first().copied().unwrap_or_default();
    let start = if path.is_empty() { String::new() } else { format!("{}.", flag_of_words(path)) };
    let names = shape.all_members().map(|member| member.flag);
    let help = words::closest(given, names)
        .map(|name| {
            let after = after(words.get(1..).unwrap_or_default());
            format!("; did you mean --{start}{name}{after}?")
        })
        .unwrap_or_default();
    format!("--{start}{given}: {} has no such member{help}", shape.name)
}

/// `.a.b`
fn after(words: &[&str]) -> String {
    words.iter().fold(String::new(), |text, word| text + "." + word)
}

fn not_a_position(flag: &str, word: &str) -> String {
    format!("--{flag}.{word}: a position counts from 1, such as --{flag}.1")
}

fn no_members(flag: &str) -> String {
    format!("--{flag} is a single value: it has no members")
}

fn push(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// A path on the wire in the words of flags, where no table is at hand.
fn flag_of_words(path: &str) -> String {
    let mut flag = String::new();
    let mut previous = '.';
    for letter in path.chars() {
        if letter.is_uppercase() && (previous.is_lowercase() || previous.is_numeric()) {
            flag.push('-');
        }
        flag.extend(letter.to_lowercase());
        previous = letter;
    }
    flag
}

/// The flag of a parameter, without its dashes: `Container.1.Image` is `container.1.image`. What the tables do not have
/// stays as it is.
pub fn flag_of(shape: &Shape, path: &str) -> String {
    let mut rest: Vec<&str> = path.split('.').collect();
    let mut flag: Vec<String> = Vec::new();
    let mut shape = Some(shape);
    while !rest.is_empty() {
        let found = shape.and_then(|shape| member_of(shape, &rest));
        if let Some((member, used)) = found {
            rest.drain(..used);
            flag.push(member.flag.to_owned());
            shape = member.shape();
        } else {
            let word = rest.remove(0);
            flag.push(if word.parse::<u32>().is_ok() { word.to_owned() } else { flag_of_words(word) });
        }
    }
    flag.join(".")
}
