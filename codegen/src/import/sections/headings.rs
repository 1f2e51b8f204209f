//! What headings change.

use super::{Reader, Target, Which};
use crate::import::block::BlockKind;
use crate::import::model::{Action, Example, Kind, Shape, Variant};
use crate::import::read::{announces_action, leads_to_table};
use crate::import::report::FindingKind;
use crate::import::titles::{Title, title};

impl Reader<'_, '_> {
    pub(super) fn heading(&mut self, index: usize, line: usize, text: &str) {
        let read = self.known(index, text);
        if self.is_repeated(&read, text) {
            let place = self.place();
            return self.report.add(FindingKind::Mended, line, &place, "a heading came again, as at the top of a page");
        }
        self.end_skipped();
        self.state.spaced = false;
        let names = matches!(read, Title::Action(..) | Title::Name(_) | Title::Variant(_));
        if self.state.action.is_none() && !names {
            self.state.skipped = Some((line, text.to_owned(), 0));
        }
        match read {
            Title::Action(name, words) => self.start_action(line, name, words),
            Title::Name(name) => self.start_shape(line, name),
            Title::Variant(value) => self.start_variant(line, value),
            Title::Request => self.start_side(Which::Request, text),
            Title::Response => self.start_side(Which::Response, text),
            Title::Description => self.state.target = self.of_action(Target::Description),
            Title::Method => self.state.target = self.of_action(Target::Method),
            Title::Examples => self.leave(Target::Examples),
            Title::Example(label, words) => {
                self.leave(Target::Examples);
                self.start_example(line, label, words);
            }
            Title::ExampleRequest => self.start_part(line, &Target::ExampleRequest),
            Title::ExampleResponse => self.start_part(line, &Target::ExampleResponse),
            Title::Aside | Title::Other => {
                self.state.side = None;
                self.state.union = None;
                self.state.target = Target::Nothing;
                self.state.skipped = Some((line, text.to_owned(), 0));
                if read == Title::Other {
                    text.clone_into(&mut self.state.chapter);
                }
            }
        }
    }

    /// The title, with what follows taken into account.
    fn known(&self, index: usize, text: &str) -> Title {
        let after = self.blocks.get(index + 1..).unwrap_or_default();
        let code = after.first().is_some_and(|block| matches!(block.kind, BlockKind::Code(_)));
        let example = matches!(self.state.target, Target::Examples | Target::ExampleRequest | Target::ExampleResponse);
        match title(text) {
            Title::Request if code && example => Title::ExampleRequest,
            Title::Response if code && example => Title::ExampleResponse,
            // A name alone is an action where what actions have comes next, and nothing with a title is one without.
            Title::Name(name) if announces_action(after) => Title::Action(name, String::new()),
            Title::Action(name, words) => {
                let known = self.document.actions.iter().any(|action| action.name == name);
                if known || announces_action(after) {
                    Title::Action(name, words)
                } else if leads_to_table(after) {
                    // A data type with a title.
                    Title::Name(name)
                } else {
                    Title::Other
                }
            }
            other => other,
        }
    }

    /// Whether the heading is one that was there already, with a table going on below it.
    fn is_repeated(&mut self, title: &Title, text: &str) -> bool {
        let reading = matches!(self.state.target, Target::Side | Target::Shape(_) | Target::Variant(..));
        let chapter = self.state.chapter.clone();
        let Some(action) = self.action().filter(|_| reading) else { return false };
        match title {
            Title::Action(name, _) => *name == action.name,
            Title::Other => chapter == text,
            _ => false,
        }
    }

    fn of_action(&self, target: Target) -> Target {
        if self.state.action.is_some() { target } else { Target::Nothing }
    }

    /// Leaves the tables for something else of the action.
    fn leave(&mut self, target: Target) {
        self.state.side = None;
        self.state.union = None;
        self.state.target = self.of_action(target);
    }

    fn start_action(&mut self, line: usize, name: String, title: String) {
        let chapter = std::mem::take(&mut self.state.chapter);
        let found = self.document.actions.iter().position(|action| action.name == name);
        let index = found.unwrap_or_else(|| {
            self.document.actions.push(Action::default());
            self.document.actions.len() - 1
        });
        self.state.action = Some(index);
        self.state.columns = None;
        self.leave(Target::Action);
        if let Some(action) = self.action() {
            // A table of contents names the action before its chapter does.
            if !action.request.seen && !action.response.seen {
                action.line = line;
                action.chapter = if chapter.is_empty() { name.clone() } else { chapter.clone() };
                action.title = title;
                action.name = name;
            }
        }
        self.state.chapter = chapter;
    }

    fn start_side(&mut self, which: Which, text: &str) {
        self.leave(Target::Side);
        if self.state.action.is_none() {
            return;
        }
        self.state.side = Some(which);
        if let Some(side) = self.side() {
            text.trim_end_matches([':', '：']).clone_into(&mut side.title);
        }
    }

    fn start_shape(&mut self, line: usize, name: String) {
        let shapes = self.shapes();
        let index = shapes.iter().position(|shape| shape.name == name).unwrap_or_else(|| {
            let kind = Kind::Structure(Vec::new());
            shapes.push(Shape { line, name, rust_name: None, description: String::new(), kind });
            shapes.len() - 1
        });
        self.state.target = Target::Shape(index);
    }

    fn start_variant(&mut self, line: usize, value: String) {
        if let Target::Shape(shape) = self.state.target {
            let is_empty = |shape: &Shape| matches!(&shape.kind, Kind::Structure(members) if members.is_empty());
            if self.shapes().get(shape).is_some_and(is_empty) {
                self.state.union = Some(shape);
            }
        }
        let place = self.place();
        let Some(union) = self.state.union else {
            let why = format!("a table for {value}, of no shape");
            return self.report.add(FindingKind::NotUnderstood, line, &place, why);
        };
        let variant = Variant { line, value, members: Vec::new() };
        let Some(shape) = self.shapes().get_mut(union) else { return };
        match &mut shape.kind {
            Kind::Union { variants, .. } => variants.push(variant),
            kind => *kind = Kind::Union { tag: String::new(), variants: vec![variant] },
        }
        let Kind::Union { variants, .. } = &shape.kind else { return };
        self.state.target = Target::Variant(union, variants.len() - 1);
    }

    fn start_example(&mut self, line: usize, label: String, title: String) {
        if let Some(action) = self.action() {
            action.examples.push(Example { line, label, title, ..Example::default() });
        }
    }

    fn start_part(&mut self, line: usize, target: &Target) {
        self.leave(target.clone());
        let Some(action) = self.action() else { return };
        let taken = |example: &Example| match target {
            Target::ExampleRequest => !example.request.is_empty() || !example.response.is_empty(),
            _ => !example.response.is_empty(),
        };
        if action.examples.last().is_none_or(taken) {
            let label = format!("示例{}", action.examples.len() + 1);
            self.start_example(line, label, String::new());
        }
    }
}
