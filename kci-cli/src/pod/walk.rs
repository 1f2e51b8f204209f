//! The way through a document by the tables of its fields.

use kci_cli_runtime::input::{Part, Translation, Weight};
use kci_cli_runtime::{Lang, Text, closest};
use serde_json::{Map, Value};

use super::field::{Becomes, Field};

/// A value of the document, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node<'v> {
    pub(super) value: &'v Value,
    path: String,
    name: String,
}

impl<'v> Node<'v> {
    pub(super) fn root(value: &'v Value) -> Self {
        Self { value, path: String::new(), name: String::new() }
    }

    /// The member of this name, unless it is null.
    pub(super) fn get(&self, member: &str) -> Option<Self> {
        let value = self.value.get(member).filter(|value| !value.is_null())?;
        Some(self.below(member, member, value))
    }

    /// The elements of a list.
    pub(super) fn elements(&self) -> Vec<Self> {
        let elements = self.value.as_array().into_iter().flatten().enumerate();
        let node = |(index, value): (usize, &'v Value)| Self {
            value,
            path: join(&self.path, &(index + 1).to_string()),
            name: format!("{}[{index}]", self.name),
        };
        elements.map(node).collect()
    }

    /// The members of an object that are not null.
    pub(super) fn members(&self) -> Vec<(&'v str, Self)> {
        let members = self.value.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null());
        members.map(|(name, value)| (name.as_str(), self.below(name, name, value))).collect()
    }

    pub(super) fn text(&self) -> &'v str {
        self.value.as_str().unwrap_or_default()
    }

    pub(super) fn part(&self) -> Part {
        Part { path: self.path.clone(), name: self.name.clone() }
    }

    fn below(&self, path: &str, name: &str, value: &'v Value) -> Self {
        Self { value, path: join(&self.path, path), name: join(&self.name, name) }
    }
}

fn join(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") }
}

/// An object of the request in the making.
#[derive(Debug)]
pub(super) struct Object {
    path: String,
    pub(super) members: Map<String, Value>,
}

impl Object {
    pub(super) fn root() -> Self {
        Self::at(String::new())
    }

    pub(super) fn at(path: String) -> Self {
        Self { path, members: Map::new() }
    }

    /// The path of a member.
    pub(super) fn path(&self, member: &str) -> String {
        join(&self.path, member)
    }

    pub(super) fn finish(self) -> Value {
        Value::Object(self.members)
    }
}

/// The translation in the making.
pub(super) struct Walk {
    pub(super) lang: Lang,
    pub(super) translation: Translation,
    /// The names of the volumes that were left out.
    pub(super) left_out: Vec<String>,
    /// The ports of the container at hand that have names.
    pub(super) ports: Vec<(String, Value)>,
}

const REFERENCE: Text = Text::new(
    "no source says whether the service replaces `$(NAME)` as a cluster does",
    "没有资料说明服务是否会像集群那样替换 `$(NAME)`",
);
const UNKNOWN: Text = Text::new("not a field of Pods that is known here", "未知的 Pod 字段");

impl Walk {
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, translation: Translation::default(), left_out: Vec::new(), ports: Vec::new() }
    }

    /// Says something of a part of the document.
    pub(super) fn say(&mut self, node: &Node<'_>, weight: Weight, text: impl Into<String>) {
        self.translation.remark(node.part(), weight, text);
    }

    /// Sets a member to a value that comes from there.
    pub(super) fn set(&mut self, object: &mut Object, member: &str, value: Value, from: &Node<'_>) {
        self.keep(&object.path(member), &value, from);
        object.members.insert(member.to_owned(), value);
    }

    /// Where a value and all that is in it come from.
    fn keep(&mut self, path: &str, value: &Value, from: &Node<'_>) {
        self.translation.comes_from(path, from.part());
        for ((element, place), number) in value.as_array().into_iter().flatten().zip(from.elements()).zip(1_usize..) {
            self.keep(&format!("{path}.{number}"), element, &place);
        }
    }

    /// Goes through the fields of an object, each by its row.
    pub(super) fn object(&mut self, node: &Node<'_>, fields: &[Field], into: &mut Object) {
        self.translation.comes_from(into.path.clone(), node.part());
        // In the order of the table: what others refer to stands first in it.
        for field in fields {
            if let Some(member) = node.get(field.name) {
                self.field(&member, field, into);
            }
        }
        for (name, member) in node.members() {
            if fields.iter().all(|field| field.name != name) {
                self.unknown(&member, name, fields);
            }
        }
    }

    fn field(&mut self, node: &Node<'_>, field: &Field, into: &mut Object) {
        match field.becomes {
            Becomes::Texts(member) => {
                self.set(into, member, node.value.clone(), node);
                if node.elements().iter().chain([node]).any(|node| node.text().contains("$(")) {
                    self.say(node, Weight::Note, self.lang.of(REFERENCE));
                }
            }
            Becomes::Here(fields) if node.value.is_object() => self.object(node, fields, into),
            Becomes::Here(_) => self.say(node, Weight::Wrong, self.lang.pick("an object belongs here", "此处应为对象")),
            Becomes::Object(member, fields) if node.value.is_object() => {
                let mut object = Object::at(into.path(member));
                self.object(node, fields, &mut object);
                if !object.members.is_empty() {
                    into.members.insert(member.to_owned(), object.finish());
                }
            }
            Becomes::List(member, fields) if node.value.is_array() => {
                self.list(node, member, into, |walk, element, object| {
                    walk.object(element, fields, object);
                });
            }
            // Where something else belongs, that is told later.
            Becomes::Member(member) | Becomes::Object(member, _) | Becomes::List(member, _) => {
                self.set(into, member, node.value.clone(), node);
            }
            Becomes::Made(make) => make(self, node, into),
            Becomes::Nothing(None) => {}
            Becomes::Nothing(Some(why)) => self.say(node, Weight::Note, self.lang.of(why)),
            Becomes::Lost(values, _)
                if values.iter().any(|value| value.parse().is_ok_and(|value: Value| value == *node.value)) => {}
            Becomes::Lost(_, why) => self.say(node, Weight::Loss, self.lang.of(why)),
        }
    }

    /// Makes a list of objects. What is no object is told later; what is empty is left out.
    pub(super) fn list(
        &mut self,
        node: &Node<'_>,
        member: &str,
        into: &mut Object,
        mut make: impl FnMut(&mut Self, &Node<'_>, &mut Object),
    ) {
        self.translation.comes_from(into.path(member), node.part());
        let mut objects = Vec::new();
        for element in node.elements() {
            let path = format!("{}.{}", into.path(member), objects.len() + 1);
            if !element.value.is_object() {
                self.translation.comes_from(path, element.part());
                objects.push(element.value.clone());
                continue;
            }
            let mut object = Object::at(path);
            make(self, &element, &mut object);
            if !object.members.is_empty() {
                objects.push(object.finish());
            }
        }
        into.members.insert(member.to_owned(), Value::Array(objects));
    }

    fn unknown(&mut self, node: &Node<'_>, name: &str, fields: &[Field]) {
        let close = closest(name, fields.iter().map(|field| field.name));
        let help = match (close, self.lang) {
            (Some(close), Lang::En) => format!("; did you mean {close}?"),
            (Some(close), Lang::Zh) => format!("；是否想写 {close}？"),
            (None, _) => String::new(),
        };
        self.say(node, Weight::Loss, format!("{}{help}", self.lang.of(UNKNOWN)));
    }
}
