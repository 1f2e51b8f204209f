//! What prose, code and tables say, by the headings above them.

use super::{Reader, Target, Which};
use crate::import::block::Row;
use crate::import::cells::spaced;
use crate::import::columns::{Column, columns};
use crate::import::model::{Code, Example, Kind, Member};
use crate::import::phrase::{group, phrases};
use crate::import::report::{FindingKind, quoted};
use crate::import::table::{self, Context};
use crate::import::text::{half_width, is_han};

phrases! {
    VERSION = r"(?i)(?:版本|version)\s*(?:号)?\s*[:=]\s*(\d{4}-\d{2}-\d{2})";
    METHODS = r"(?i)\b(GET|POST)\b\s*(\([^()]*(?:推荐|recommended)[^()]*\))?";
    PAGE_NUMBER = r"^[-–\s]*(?:第\s*)?\d+\s*(?:页)?(?:\s*/\s*\d+)?[-–\s]*$";
}

impl Reader<'_, '_> {
    pub(super) fn prose(&mut self, line: usize, text: &str) {
        if let Some(found) = VERSION.captures(&half_width(text)) {
            self.document.version.get_or_insert_with(|| group(&found, 1).to_owned());
        }
        if PAGE_NUMBER.is_in(text) {
            return;
        }
        match self.state.target {
            Target::Nothing => {
                self.document.rules.push((line, half_width(text)));
                self.skip(line, 1);
            }
            Target::Action | Target::Description => {
                if let Some(action) = self.action() {
                    add_sentence(&mut action.description, text);
                }
            }
            Target::Method => self.methods(line, text),
            Target::Side | Target::Shape(_) | Target::Variant(..) => self.near_table(line, text),
            Target::Examples => {
                // Words about the example that is to come.
                let place = self.place();
                self.report.add(FindingKind::Skipped, line, &place, quoted(text));
            }
            Target::ExampleRequest | Target::ExampleResponse => self.code(line, text),
        }
    }

    fn methods(&mut self, line: usize, text: &str) {
        let text = half_width(text);
        let found = METHODS.all(&text);
        let place = self.place();
        if found.is_empty() {
            self.report.add(FindingKind::NotUnderstood, line, &place, quoted(&text));
        }
        let Some(action) = self.action() else { return };
        for method in found {
            let name = group(&method, 1).to_uppercase();
            if method.get(2).is_some() {
                action.recommended = Some(name.clone());
            }
            if !action.methods.contains(&name) {
                action.methods.push(name);
            }
        }
    }

    /// A row that fell out of its table, or words about a shape.
    fn near_table(&mut self, line: usize, text: &str) {
        let place = self.place();
        let words: Vec<_> = text.split_whitespace().collect();
        if let Some(columns) = columns(&words) {
            // A head whose columns stand between spaces: its rows do, too.
            self.state.columns = Some(columns);
            self.state.spaced = true;
            return;
        }
        let columns = self.state.columns.clone();
        let has_required = columns
            .as_ref()
            .is_some_and(|columns| columns.contains(&Column::Required) && (columns.contains(&Column::Description)));
        if let (Some(_), Some(cells)) = (&columns, spaced(text, has_required)) {
            let mut order = vec![Column::Name, Column::Type];
            order.extend(has_required.then_some(Column::Required));
            order.push(Column::Description);
            let row = Row {
                line,
                cells,
                mended: Some(if self.state.spaced {
                    "its cells stand between spaces"
                } else {
                    "a row stood outside its table"
                }),
            };
            return self.rows(&[row], &order);
        }
        if let Target::Shape(index) = self.state.target
            && let Some(shape) = self.shapes().get_mut(index)
            && matches!(&shape.kind, Kind::Structure(members) if members.is_empty())
        {
            return add_sentence(&mut shape.description, text);
        }
        let kind = if self.state.spaced { FindingKind::Lost } else { FindingKind::NotUnderstood };
        self.report.add(kind, line, &place, quoted(text));
    }

    pub(super) fn code(&mut self, line: usize, text: &str) {
        let code = Code { line, text: text.to_owned() };
        let place = self.place();
        let request = match self.state.target {
            Target::Nothing => return self.skip(line, 1),
            Target::ExampleRequest => true,
            Target::ExampleResponse => false,
            // Elsewhere the code itself has to say what it is.
            _ if text.contains("Action=") => true,
            _ if text.trim_start().starts_with('{') => false,
            _ => {
                let why = format!("code that is no example: {}", quoted(text));
                return self.report.add(FindingKind::NotUnderstood, line, &place, why);
            }
        };
        let Some(action) = self.action() else { return self.skip(line, 1) };
        if action.examples.is_empty() {
            action.examples.push(Example { line, label: "示例1".to_owned(), ..Example::default() });
        }
        if let Some(example) = action.examples.last_mut() {
            (if request { &mut example.request } else { &mut example.response }).push(code);
        }
    }

    pub(super) fn table(&mut self, line: usize, rows: &[Row]) {
        let place = self.place();
        let in_table = matches!(self.state.target, Target::Side | Target::Shape(_) | Target::Variant(..));
        let head = rows.first().map(|row| row.cells.as_slice()).unwrap_or_default();
        match columns(head) {
            Some(_) if self.state.target == Target::Nothing && !self.is_common() => {
                let why = format!("a table of parameters that no action has: {}", quoted(&head.join(" | ")));
                self.report.add(FindingKind::Lost, line, &place, why);
            }
            _ if self.state.target == Target::Nothing => self.skip(line, rows.len()),
            Some(columns) if in_table => {
                for (column, name) in columns.iter().zip(head).filter(|(column, _)| **column == Column::Other) {
                    let _ = column;
                    self.report.add(FindingKind::NotUnderstood, line, &place, format!("a column {}", quoted(name)));
                }
                self.state.columns = Some(columns.clone());
                self.state.spaced = false;
                self.rows(rows.get(1..).unwrap_or_default(), &columns);
            }
            // A heading that came again parted the rows from their head.
            None if in_table && self.state.columns.as_ref().is_some_and(|columns| columns.len() == head.len()) => {
                let columns = self.state.columns.clone().unwrap_or_default();
                self.rows(rows, &columns);
            }
            _ => {
                let why = format!("a table of {}", quoted(&head.join(" | ")));
                let kind = if in_table { FindingKind::Lost } else { FindingKind::NotUnderstood };
                self.report.add(kind, line, &place, why);
            }
        }
    }

    /// Whether the part that is skipped is about what all actions have in common.
    fn is_common(&self) -> bool {
        let title = self.state.skipped.as_ref().map(|(_, title, _)| title.to_lowercase()).unwrap_or_default();
        title.contains("公共") || title.contains("公用") || title.contains("common")
    }

    /// Adds rows to the members that the headings above them name.
    fn rows(&mut self, rows: &[Row], columns: &[Column]) {
        let place = self.place();
        let target = self.state.target.clone();
        let request = self.state.side != Some(Which::Response);
        let mut members = self.members(&target).map(std::mem::take).unwrap_or_default();
        let parameters = request && target == Target::Side;
        let context = Context { request, parameters, place: &place };
        let common = table::read(rows, columns, context, &mut members, self.report);
        if let Some(version) = common.version {
            self.document.version.get_or_insert(version);
        }
        if let Some(place) = self.members(&target) {
            *place = members;
        }
        if let (Target::Side, Some(side)) = (target, self.side()) {
            side.seen = true;
        }
    }

    fn members(&mut self, target: &Target) -> Option<&mut Vec<Member>> {
        match *target {
            Target::Side => self.side().map(|side| &mut side.members),
            Target::Shape(shape) => match &mut self.shapes().get_mut(shape)?.kind {
                Kind::Structure(members) => Some(members),
                _ => None,
            },
            Target::Variant(shape, variant) => match &mut self.shapes().get_mut(shape)?.kind {
                Kind::Union { variants, .. } => variants.get_mut(variant).map(|variant| &mut variant.members),
                _ => None,
            },
            _ => None,
        }
    }
}

fn add_sentence(text: &mut String, more: &str) {
    if !text.is_empty() {
        let chinese = text.chars().next_back().is_some_and(is_han);
        text.push_str(if chinese { "。" } else { " " });
    }
    text.push_str(more);
}
