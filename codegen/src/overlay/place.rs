//! Places that entries name, and the way there.

use crate::diagnostic::{Sink, did_you_mean};
use crate::json::{Node, Value};
use crate::source::Span;
use crate::spec::{Fields, Files, Spanned};

/// A place as an entry names it.
pub(super) struct At {
    action: Option<Spanned<String>>,
    side: Option<Spanned<String>>,
    shape: Option<Spanned<String>>,
    variant: Option<Spanned<String>>,
    member: Option<Spanned<String>>,
    example: Option<Spanned<u64>>,
    parameter: Option<Spanned<String>>,
    error: Option<Spanned<String>>,
    message: Option<Spanned<String>>,
    region: Option<Spanned<String>>,
    list_rule: Option<Spanned<String>>,
    waiter: Option<Spanned<String>>,
    subject: Option<Spanned<String>>,
    paginator: Option<Spanned<String>>,
    span: Span,
}

/// A place that was found: a file, and the way down from its top.
#[derive(Clone, Debug)]
pub(super) struct Place {
    root: Root,
    pub(super) steps: Vec<Step>,
    pub(super) kind: Kind,
}

/// The file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    Service,
    Action(usize),
    Paginators,
    Waiters,
}

/// One step down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// What is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Service,
    Action,
    Side,
    Shape,
    Variant,
    Member,
    Parameter,
    Other,
}

impl At {
    pub(super) fn new(node: &Node, sink: &mut Sink<'_>) -> Option<Self> {
        let mut fields = Fields::new(node, "a place", sink)?;
        let at = Self {
            action: fields.string("action", sink),
            side: fields.string("side", sink),
            shape: fields.string("shape", sink),
            variant: fields.string("variant", sink),
            member: fields.string("member", sink),
            example: fields.count("example", sink),
            parameter: fields.string("parameter", sink),
            error: fields.string("error", sink),
            message: fields.string("message", sink),
            region: fields.string("region", sink),
            list_rule: fields.string("list_rule", sink),
            waiter: fields.string("waiter", sink),
            subject: fields.string("subject", sink),
            paginator: fields.string("paginator", sink),
            span: node.span,
        };
        fields.finish(sink);
        let Some((key, needed)) = at.lacks() else { return Some(at) };
        sink.error("missing-key", node.span, format!("a place with `{key}` needs `{needed}`"));
        None
    }

    /// A key that says nothing without another, and the other.
    fn lacks(&self) -> Option<(&'static str, &'static str)> {
        let (action, side) = (self.action.is_some(), self.side.is_some());
        let keys = [
            ("side", self.side.is_some(), "action", action),
            ("shape", self.shape.is_some(), "side", side),
            ("variant", self.variant.is_some(), "shape", self.shape.is_some()),
            ("member", self.member.is_some(), "side", side),
            ("example", self.example.is_some(), "action", action),
            ("parameter", self.parameter.is_some(), "example", self.example.is_some()),
            ("message", self.message.is_some(), "error", self.error.is_some()),
        ];
        keys.into_iter().find(|(_, given, _, above)| *given && !above).map(|(key, _, needed, _)| (key, needed))
    }

    /// Goes there.
    pub(super) fn find(&self, files: &Files, sink: &mut Sink<'_>) -> Option<Place> {
        let mut way = Way { files, sink, place: Place { root: Root::Service, steps: Vec::new(), kind: Kind::Service } };
        let rows = [
            ("errors", "code", &self.error),
            ("regions", "region", &self.region),
            ("list_rules", "id", &self.list_rule),
        ];
        for (table, key, wanted) in rows {
            if let Some(wanted) = wanted {
                way.key(table, self.span)?;
                way.key("rows", self.span)?;
                way.element(key, wanted, self.message.as_ref())?;
                return Some(way.at(Kind::Other));
            }
        }
        for (root, table, key, wanted) in [
            (Root::Paginators, "paginators", "action", &self.paginator),
            (Root::Waiters, "waiters", "name", &self.waiter),
            (Root::Waiters, "subjects", "action", &self.subject),
        ] {
            if let Some(wanted) = wanted {
                way.place.root = root;
                way.key(table, self.span)?;
                way.element(key, wanted, None)?;
                return Some(way.at(Kind::Other));
            }
        }
        match &self.action {
            None => Some(way.at(Kind::Service)),
            Some(action) => {
                way.action(action)?;
                self.in_action(way)
            }
        }
    }

    fn in_action(&self, mut way: Way<'_, '_, '_>) -> Option<Place> {
        if let Some(example) = &self.example {
            way.key("examples", example.span)?;
            way.index(example)?;
            let Some(parameter) = &self.parameter else { return Some(way.at(Kind::Other)) };
            way.key("parameters", parameter.span)?;
            way.key(&parameter.value, parameter.span)?;
            return Some(way.at(Kind::Parameter));
        }
        let Some(side) = &self.side else { return Some(way.at(Kind::Action)) };
        way.key(&side.value, side.span)?;
        let mut kind = Kind::Side;
        if let Some(shape) = &self.shape {
            way.key("shapes", shape.span)?;
            way.key(&shape.value, shape.span)?;
            kind = Kind::Shape;
        }
        if let Some(variant) = &self.variant {
            way.key("variants", variant.span)?;
            way.element("value", variant, None)?;
            kind = Kind::Variant;
        }
        if let Some(member) = &self.member {
            way.key("members", member.span)?;
            way.element("name", member, None)?;
            kind = Kind::Member;
        }
        Some(way.at(kind))
    }
}

/// A way under way.
struct Way<'f, 's, 'd> {
    files: &'f Files,
    sink: &'s mut Sink<'d>,
    place: Place,
}

impl Way<'_, '_, '_> {
    fn at(self, kind: Kind) -> Place {
        Place { kind, ..self.place }
    }

    fn action(&mut self, wanted: &Spanned<String>) -> Option<()> {
        let name = |node: &Node| node.get("action").and_then(Node::text).map(ToOwned::to_owned);
        let index = self.files.actions.iter().position(|node| name(node).as_ref() == Some(&wanted.value));
        let Some(index) = index else {
            let names: Vec<_> = self.files.actions.iter().filter_map(name).collect();
            return self.lost(wanted.span, &wanted.value, &names);
        };
        self.place.root = Root::Action(index);
        Some(())
    }

    fn key(&mut self, key: &str, span: Span) -> Option<()> {
        let here = self.place.node(self.files);
        if here.is_some_and(|node| node.get(key).is_some()) {
            self.place.steps.push(Step::Key(key.to_owned()));
            return Some(());
        }
        let names = here.map(|node| node.entries().iter().map(|entry| entry.key.clone()).collect::<Vec<_>>());
        self.lost(span, key, &names.unwrap_or_default())
    }

    fn index(&mut self, wanted: &Spanned<u64>) -> Option<()> {
        let count = self.place.node(self.files).map_or(0, |node| node.elements().len());
        match usize::try_from(wanted.value) {
            Ok(index) if index < count => {
                self.place.steps.push(Step::Index(index));
                Some(())
            }
            _ => self.lost(wanted.span, &wanted.value.to_string(), &[]),
        }
    }

    /// The element whose `key` is `wanted`, and whose message begins with this one.
    fn element(&mut self, key: &str, wanted: &Spanned<String>, message: Option<&Spanned<String>>) -> Option<()> {
        let elements = self.place.node(self.files).map(Node::elements).unwrap_or_default();
        let text = |node: &Node, key: &str| node.get(key).and_then(Node::text).map(ToOwned::to_owned);
        let called = |node: &&Node| text(node, key).as_ref() == Some(&wanted.value);
        let begins = |start: &str, node: &Node| text(node, "message").is_some_and(|text| text.starts_with(start));
        let fits = |node: &Node| called(&node) && message.is_none_or(|start| begins(&start.value, node));
        let Some(index) = elements.iter().position(fits) else {
            let texts =
                |nodes: Vec<&Node>, key: &str| nodes.iter().filter_map(|node| text(node, key)).collect::<Vec<_>>();
            let same_name: Vec<_> = elements.iter().filter(called).collect();
            return match message {
                Some(message) if !same_name.is_empty() => {
                    self.lost(message.span, &message.value, &texts(same_name, "message"))
                }
                _ => self.lost(wanted.span, &wanted.value, &texts(elements.iter().collect(), key)),
            };
        };
        self.place.steps.push(Step::Index(index));
        Some(())
    }

    fn lost(&mut self, span: Span, wanted: &str, names: &[String]) -> Option<()> {
        let help = did_you_mean(wanted, names.iter().map(String::as_str));
        let help =
            help.unwrap_or_else(|| "look whether the documents were mended, or an earlier entry renamed it".to_owned());
        self.sink.error_with_help(
            "overlay-place-not-found",
            span,
            format!("there is no `{wanted}` at this place"),
            help,
        );
        None
    }
}

impl Place {
    pub(super) fn root(&self) -> Root {
        self.root
    }

    /// The node there.
    pub(super) fn node<'f>(&self, files: &'f Files) -> Option<&'f Node> {
        let top = match self.root {
            Root::Service => files.service.as_ref(),
            Root::Action(index) => files.actions.get(index),
            Root::Paginators => files.paginators.as_ref(),
            Root::Waiters => files.waiters.as_ref(),
        }?;
        self.steps.iter().try_fold(top, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Index(index) => node.elements().get(*index),
        })
    }

    /// The node there, to be changed.
    pub(super) fn node_mut<'f>(&self, files: &'f mut Files) -> Option<&'f mut Node> {
        descend(top_mut(files, self.root)?, &self.steps)
    }

    /// The node that holds it, to be changed, and the last step.
    pub(super) fn holder_mut<'f>(&self, files: &'f mut Files) -> Option<(&'f mut Node, &Step)> {
        let (last, before) = self.steps.split_last()?;
        Some((descend(top_mut(files, self.root)?, before)?, last))
    }

    /// Takes it away. False where that cannot be done: a service, and a side of an action, must be there.
    pub(super) fn remove(&self, files: &mut Files) -> bool {
        if matches!(self.kind, Kind::Service | Kind::Side) {
            return false;
        }
        if let (Root::Action(index), true) = (self.root, self.steps.is_empty()) {
            files.actions.remove(index);
            return true;
        }
        match self.holder_mut(files).map(|(node, step)| (&mut node.value, step)) {
            Some((Value::Array(elements), Step::Index(index))) => drop(elements.remove(*index)),
            Some((Value::Object(entries), Step::Key(key))) => entries.retain(|entry| entry.key != *key),
            _ => return false,
        }
        true
    }
}

fn top_mut(files: &mut Files, root: Root) -> Option<&mut Node> {
    match root {
        Root::Service => files.service.as_mut(),
        Root::Action(index) => files.actions.get_mut(index),
        Root::Paginators => files.paginators.as_mut(),
        Root::Waiters => files.waiters.as_mut(),
    }
}

/// Goes down.
fn descend<'n>(top: &'n mut Node, steps: &[Step]) -> Option<&'n mut Node> {
    steps.iter().try_fold(top, |node, step| match (&mut node.value, step) {
        (Value::Object(entries), Step::Key(key)) => {
            entries.iter_mut().find(|entry| entry.key == *key).map(|entry| &mut entry.node)
        }
        (Value::Array(elements), Step::Index(index)) => elements.get_mut(*index),
        _ => None,
    })
}
