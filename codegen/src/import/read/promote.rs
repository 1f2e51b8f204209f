//! Lines that are headings without a mark of one: what comes next tells.

use crate::import::block::{Block, BlockKind};
use crate::import::columns::columns;
use crate::import::titles::{Title, title};

/// Makes headings of lines that name an action before its sections, a table before it, and a chapter before its action.
pub(super) fn headings(blocks: &mut [Block]) {
    // From the end, so that the headings after a line are known.
    for at in (0..blocks.len()).rev() {
        let Some((block, after)) = blocks.get(at..).and_then(<[Block]>::split_first) else { continue };
        let BlockKind::Prose(text) = &block.kind else { continue };
        let promoted = match title(text) {
            Title::Action(..) => announces_action(after),
            Title::Name(_) => leads_to_table(after) || announces_action(after),
            Title::Other => is_short(text) && leads_to_action(after),
            _ => false,
        };
        if promoted && let Some(block) = blocks.get_mut(at) {
            block.kind = BlockKind::Heading(match &block.kind {
                BlockKind::Prose(text) => text.clone(),
                _ => continue,
            });
        }
    }
}

/// Whether a line may be the title of a chapter: a few words, no sentence.
fn is_short(text: &str) -> bool {
    const LONGEST: usize = 30;
    text.chars().count() <= LONGEST && !text.contains(['。', '，', '.', ',', '{', '}', '：', ':'])
}

/// Whether a table of parameters comes next.
pub(crate) fn leads_to_table(after: &[Block]) -> bool {
    matches!(after.first().map(|block| &block.kind), Some(BlockKind::Table(rows)) if rows.first().is_some_and(|row| columns(&row.cells).is_some()))
}

/// Whether the heading of an action comes next.
fn leads_to_action(after: &[Block]) -> bool {
    let Some((next, rest)) = after.split_first() else { return false };
    let BlockKind::Heading(text) = &next.kind else { return false };
    matches!(title(text), Title::Action(..) | Title::Name(_)) && announces_action(rest)
}

/// Whether what comes next is what actions have: a description or a method perhaps, and then parameters. A table that is
/// none of parameters may stand before them.
pub(crate) fn announces_action(after: &[Block]) -> bool {
    /// Farther away, nothing belongs to the heading.
    const FARTHEST: usize = 100;
    let mut parts = 0;
    for block in after.iter().take(FARTHEST) {
        match &block.kind {
            BlockKind::Table(rows) if rows.first().is_some_and(|row| columns(&row.cells).is_some()) => return false,
            BlockKind::Heading(text) => match title(text) {
                Title::Description | Title::Method => parts += 1,
                Title::Request => return true,
                // A shape without a table may stand before the response.
                Title::Response => return parts > 0,
                _ => return false,
            },
            _ => {}
        }
    }
    false
}
