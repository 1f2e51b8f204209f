//! A log that is followed, although only its last lines can be asked for.
//!
//! What is asked for twice overlaps: the lines that were new last time stand before those that are new now. [`overlap()`]
//! finds by how much, and [`Follower`] keeps what it needs to know for that, and says where nothing can be known: where
//! the overlap is lost, because more was written in between than can be asked for, and where lines are so much alike that
//! it may be of several lengths.

mod overlap;
pub(crate) mod reader;

use overlap::overlap;

/// What is known of a log.
#[derive(Debug, Default)]
pub(crate) struct Follower {
    /// The last lines that were read.
    seen: Vec<String>,
    /// What they are.
    last: Last,
    /// A last line without its end, as it was when it was read; it may still grow.
    open: Option<String>,
    /// Whether it was told already that lines are too much alike.
    told_alike: bool,
}

/// What the lines are that were read last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    /// Nothing was read yet.
    #[default]
    Nothing,
    /// They were of a container that has started again since.
    Gone,
    /// There were more before them.
    Part,
    /// They were all.
    Whole,
}

/// What is new in a log.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct News {
    /// What is to be said before the lines.
    pub(crate) doubt: Option<Doubt>,
    /// The new lines.
    pub(crate) lines: Vec<String>,
}

/// What cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Nothing of what was read before is left: so many lines, or more, were written since.
    Gap(usize),
    /// The log begins anew, as that of a container does that was started again. What was written at the end of the one
    /// before may be missing.
    Anew,
    /// The lines are so much alike that it cannot be told how many were written.
    Alike,
}

impl Follower {
    /// Takes what was answered when the last `asked` lines were asked for. `is_last`: nothing will be read after this.
    pub(crate) fn read(&mut self, content: &str, asked: usize, is_last: bool) -> News {
        let mut now: Vec<&str> = content.lines().collect();
        self.hold_back(&mut now, content.ends_with('\n'), is_last);
        let is_whole = now.len() + usize::from(self.open.is_some()) < asked;
        let seen: Vec<&str> = self.seen.iter().map(String::as_str).collect();
        let (known, doubt) = match self.last {
            Last::Nothing => (0, None),
            Last::Gone => (0, Some(Doubt::Anew)),
            Last::Whole if is_whole && now.starts_with(&seen) => (seen.len(), None),
            Last::Whole | Last::Part => compare(&seen, &now, is_whole),
        };
        let lines: Vec<String> = now.iter().skip(known).map(|line| (*line).to_owned()).collect();
        let doubt = self.once(doubt, !lines.is_empty());
        self.seen = now.into_iter().map(str::to_owned).collect();
        self.last = if is_whole { Last::Whole } else { Last::Part };
        News { doubt, lines }
    }

    /// The container was started again: whatever is read next is new.
    pub(crate) fn restarted(&mut self) {
        let last = if self.last == Last::Nothing { Last::Nothing } else { Last::Gone };
        *self = Self { last, ..Self::default() };
    }

    /// Keeps a last line back that has no end yet, unless it stayed as it was, or is the last that will ever be read.
    fn hold_back(&mut self, now: &mut Vec<&str>, is_ended: bool, is_last: bool) {
        let before = self.open.take();
        if is_ended || is_last {
            return;
        }
        let is_settled = before.as_deref().is_some_and(|before| now.last() == Some(&before))
            || now.last().copied() == self.seen.last().map(String::as_str);
        if !is_settled {
            self.open = now.pop().map(str::to_owned);
        }
    }

    /// That lines are alike is said once, until they are no longer.
    fn once(&mut self, doubt: Option<Doubt>, has_lines: bool) -> Option<Doubt> {
        if doubt != Some(Doubt::Alike) {
            self.told_alike &= doubt.is_none() && !has_lines;
            return doubt;
        }
        (!std::mem::replace(&mut self.told_alike, true)).then_some(Doubt::Alike)
    }
}

/// How many of the lines are known already.
fn compare(seen: &[&str], now: &[&str], is_whole: bool) -> (usize, Option<Doubt>) {
    let found = overlap(seen, now);
    match found.length {
        0 if is_whole && seen.is_empty() => (0, None),
        // What is all there is, and does not go on from what was, is another log.
        0 if is_whole => (0, Some(Doubt::Anew)),
        0 => (0, Some(Doubt::Gap(now.len()))),
        length if found.is_vague => (length, Some(Doubt::Alike)),
        length => (length, None),
    }
}

#[cfg(test)]
mod tests;
