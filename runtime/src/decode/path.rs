//! The path of a place in a text, found only when it is needed: by going through the text once more.

use std::fmt::Write as _;

use super::reader::JsonReader;
use super::unreadable::Decoded;

/// Where the values are that this byte belongs to: `ContainerGroups[0].Cpu`; empty at the top.
pub(super) fn path_at(text: &str, at: usize) -> String {
    let mut search = Search { r: JsonReader::new(text), at, path: String::new() };
    // A text that is broken at `at` ends the search there.
    let _ = search.value();
    search.path
}

struct Search<'a> {
    r: JsonReader<'a>,
    at: usize,
    path: String,
}

impl Search<'_> {
    /// Goes through a value, as far as the place that is looked for.
    fn value(&mut self) -> Decoded {
        match self.r.peek() {
            Some(b'{') if self.r.at < self.at => {
                self.r.object()?;
                while let Some(name) = self.r.member()? {
                    let outer = self.path.len();
                    if outer > 0 {
                        self.path.push('.');
                    }
                    self.path.push_str(&name);
                    self.value()?;
                    if self.r.at > self.at {
                        return Ok(());
                    }
                    self.path.truncate(outer);
                }
                Ok(())
            }
            Some(b'[') if self.r.at < self.at => {
                self.r.list()?;
                let mut index = 0_usize;
                while self.r.element()? {
                    let outer = self.path.len();
                    // Writing to a string does not fail.
                    let _ = write!(self.path, "[{index}]");
                    self.value()?;
                    if self.r.at > self.at {
                        return Ok(());
                    }
                    self.path.truncate(outer);
                    index += 1;
                }
                Ok(())
            }
            _ => self.r.skip(),
        }
    }
}
