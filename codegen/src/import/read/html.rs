//! HTML: headings, tables, code and paragraphs from the tokens of a browser-grade tokenizer, which counts lines.
//!
//! Tokens are enough: an end tag that is missing ends where the next cell, row or paragraph starts.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::table::Grid;
use crate::import::block::{Block, BlockKind};
use crate::import::titles::is_bare_heading;

/// The blocks of a page.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        // The tokenizer is not entered again from here; if it were, the token would be left out.
        let Ok(mut page) = self.0.try_borrow_mut() else { return TokenSinkResult::Continue };
        let line = usize::try_from(line).unwrap_or(usize::MAX);
        match token {
            Token::CharacterTokens(text) => page.text(line, &text),
            Token::TagToken(tag) => return page.tag(line, &tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Where text goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Target {
    #[default]
    Prose,
    Heading,
    Code,
    /// A script or a style.
    Nothing,
}

#[derive(Default)]
struct Page {
    blocks: Vec<Block>,
    into: Target,
    /// First line and text of the block that is being read.
    open: Option<(usize, String)>,
    grid: Option<Grid>,
    /// How many tables are open, one in the other.
    depth: usize,
    /// Whether all text of the paragraph so far is bold, which makes it a heading.
    bold: Bold,
}

/// What was bold.
#[derive(Default)]
struct Bold {
    on: bool,
    /// Whether each element that is open is bold by its style, as a word processor writes it; and how many are.
    styled: Vec<bool>,
    count: usize,
    all: bool,
}

impl Bold {
    fn is_on(&self) -> bool {
        self.on || self.count > 0
    }

    /// Notes the start or the end of an element that may have a style.
    fn style(&mut self, start: bool, tag: &Tag) {
        if !start {
            self.count -= usize::from(self.styled.pop() == Some(true));
            return;
        }
        let style = tag.attrs.iter().find(|attribute| &*attribute.name.local == "style");
        let style = style.map(|attribute| attribute.value.replace(' ', "").to_lowercase()).unwrap_or_default();
        let bold = ["font-weight:bold", "font-weight:700", "font-weight:600"].iter().any(|bold| style.contains(bold));
        self.count += usize::from(bold);
        self.styled.push(bold);
    }
}

impl Page {
    fn text(&mut self, line: usize, text: &str) {
        if let Some(grid) = &mut self.grid {
            return grid.text(text);
        }
        if self.into == Target::Nothing || (self.open.is_none() && text.trim().is_empty()) {
            return;
        }
        // The line of the token is its last one.
        let first = || line.saturating_sub(text.trim_start().matches('\n').count()).max(1);
        let (_, open) = self.open.get_or_insert_with(|| {
            self.bold.all = true;
            (first(), String::new())
        });
        if text.chars().any(char::is_alphanumeric) {
            self.bold.all &= self.bold.is_on();
        }
        open.push_str(text);
    }

    fn tag(&mut self, line: usize, tag: &Tag) -> TokenSinkResult<()> {
        let start = tag.kind == TagKind::StartTag;
        let name: &str = &tag.name;
        match name {
            "script" | "style" if start && !tag.self_closing => {
                let kind = if name == "script" { RawKind::ScriptData } else { RawKind::Rawtext };
                self.into = Target::Nothing;
                return TokenSinkResult::RawData(kind);
            }
            "script" | "style" => self.into = Target::Prose,
            "table" => self.table(line, start),
            _ => match &mut self.grid {
                Some(grid) if self.depth == 1 => grid.tag(line, name, start, tag),
                Some(grid) => grid.text(" "),
                None => {
                    if name == "span" && !tag.self_closing {
                        self.bold.style(start, tag);
                    }
                    self.outside(name, start);
                }
            },
        }
        TokenSinkResult::Continue
    }

    fn table(&mut self, line: usize, start: bool) {
        if start {
            self.end_block();
            self.depth = self.depth.saturating_add(1);
            match &mut self.grid {
                Some(grid) => grid.text(" "),
                None => self.grid = Some(Grid::new(line)),
            }
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0 {
            self.blocks.extend(self.grid.take().and_then(Grid::finish));
        }
    }

    /// A tag that is in no table.
    fn outside(&mut self, name: &str, start: bool) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block();
                self.into = if start { Target::Heading } else { Target::Prose };
            }
            "pre" => {
                self.end_block();
                self.into = if start { Target::Code } else { Target::Prose };
            }
            "b" | "strong" => self.bold.on = start,
            "br" if self.into == Target::Code => self.text_of_break(),
            "p" | "div" | "li" | "ul" | "ol" | "br" | "section" | "article" | "dt" | "dd" | "blockquote" | "hr"
                if self.into == Target::Prose =>
            {
                self.end_block();
            }
            _ => {}
        }
    }

    fn text_of_break(&mut self) {
        if let Some((_, open)) = &mut self.open {
            open.push('\n');
        }
    }

    fn end_block(&mut self) {
        let Some((line, text)) = self.open.take() else { return };
        let words = || text.split_whitespace().collect::<Vec<_>>().join(" ");
        let kind = match self.into {
            Target::Code => BlockKind::Code(text.trim_matches('\n').to_owned() + "\n"),
            Target::Heading => BlockKind::Heading(words()),
            Target::Nothing => return,
            Target::Prose if self.bold.all || is_bare_heading(&words()) => BlockKind::Heading(words()),
            Target::Prose => BlockKind::Prose(words()),
        };
        if !text.trim().is_empty() {
            self.blocks.push(Block::new(line, kind));
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.end_block();
        self.blocks.extend(self.grid.take().and_then(Grid::finish));
        self.blocks
    }
}
