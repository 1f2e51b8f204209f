//! Blocks as actions: which table is whose, by the titles above it.

mod content;
mod headings;

use super::block::{Block, BlockKind};
use super::columns::Column;
use super::meaning::rules_of_indexes;
use super::model::{Action, Shape, Side};
use super::report::{FindingKind, Report, quoted};

/// What a page says.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) version: Option<String>,
    pub(crate) actions: Vec<Action>,
    /// Tables of their own that are on no side: a chapter of data types.
    pub(crate) loose: Vec<Shape>,
    /// Lines outside of actions, with their numbers: some state rules about indexes.
    pub(crate) rules: Vec<(usize, String)>,
}

/// Reads the blocks of a page.
pub(crate) fn read(blocks: &[Block], report: &mut Report) -> Document {
    let mut reader = Reader { blocks, document: Document::default(), report, state: State::default() };
    for index in 0..blocks.len() {
        reader.block(index);
    }
    reader.finish()
}

/// Applies rules about indexes.
pub(crate) fn index_rules(rules: &[(usize, String)], actions: &mut [Action], report: &mut Report) {
    for (line, text) in rules {
        rules_of_indexes(*line, text, actions, report);
    }
}

/// Where the next block belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Target {
    /// Outside of everything known.
    #[default]
    Nothing,
    /// Right below the heading of an action.
    Action,
    Description,
    Method,
    Side,
    Shape(usize),
    Variant(usize, usize),
    Examples,
    ExampleRequest,
    ExampleResponse,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Request,
    Response,
}

#[derive(Debug, Default)]
struct State {
    /// Title of the chapter: the last heading that is none of the known ones.
    chapter: String,
    action: Option<usize>,
    side: Option<Which>,
    target: Target,
    /// The shape that tables for values of a tag belong to.
    union: Option<usize>,
    /// Columns of the last table.
    columns: Option<Vec<Column>>,
    /// Whether its cells stand between spaces.
    spaced: bool,
    /// Line, title and number of blocks of the part that is skipped.
    skipped: Option<(usize, String, usize)>,
}

struct Reader<'b, 'r> {
    blocks: &'b [Block],
    document: Document,
    report: &'r mut Report,
    state: State,
}

impl Reader<'_, '_> {
    fn block(&mut self, index: usize) {
        let Some(block) = self.blocks.get(index) else { return };
        match &block.kind {
            BlockKind::Heading(text) => self.heading(index, block.line, text),
            BlockKind::Prose(text) => self.prose(block.line, text),
            BlockKind::Code(text) => self.code(block.line, text),
            BlockKind::Table(rows) => self.table(block.line, rows),
        }
    }

    fn action(&mut self) -> Option<&mut Action> {
        self.document.actions.get_mut(self.state.action?)
    }

    fn side(&mut self) -> Option<&mut Side> {
        let which = self.state.side?;
        let action = self.action()?;
        Some(match which {
            Which::Request => &mut action.request,
            Which::Response => &mut action.response,
        })
    }

    /// Shapes of the side, or those of no side.
    fn shapes(&mut self) -> &mut Vec<Shape> {
        let action = self.state.action.and_then(|action| self.document.actions.get_mut(action));
        match (action, self.state.side) {
            (Some(action), Some(Which::Request)) => &mut action.request.shapes,
            (Some(action), Some(Which::Response)) => &mut action.response.shapes,
            _ => &mut self.document.loose,
        }
    }

    /// Where findings are.
    fn place(&mut self) -> String {
        let target = self.state.target.clone();
        let action = self.action().map(|action| action.name.clone()).unwrap_or_default();
        let shape = match target {
            Target::Shape(shape) | Target::Variant(shape, _) => {
                self.shapes().get(shape).map(|shape| shape.name.clone())
            }
            _ => None,
        };
        match shape {
            Some(shape) if self.state.side.is_none() => shape,
            Some(shape) => format!("{action} {shape}"),
            None => action,
        }
    }

    /// Counts a block of a part that is skipped.
    fn skip(&mut self, line: usize, blocks: usize) {
        let (_, _, count) = self.state.skipped.get_or_insert_with(|| (line, String::new(), 0));
        *count += blocks;
    }

    fn end_skipped(&mut self) {
        let Some((line, title, count)) = self.state.skipped.take().filter(|(_, _, count)| *count > 0) else { return };
        let lines = if count == 1 { "line" } else { "lines" };
        let what = if title.is_empty() { "the start of the page".to_owned() } else { quoted(&title) };
        self.report.add(
            FindingKind::Skipped,
            line,
            "",
            format!("{what} has no place in the file of an action: {count} {lines}"),
        );
    }

    fn finish(mut self) -> Document {
        self.end_skipped();
        self.document
    }
}
