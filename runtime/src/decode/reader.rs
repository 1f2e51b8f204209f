//! A place in a JSON text, and the steps from there.

use std::borrow::Cow;

use super::unreadable::{Decoded, Unreadable};

/// Goes through a JSON text from its beginning to its end. It never goes back, and it copies nothing but what has to be
/// unescaped.
#[derive(Debug)]
pub struct JsonReader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many lists and objects are open.
    depth: u32,
    /// Whether a list or object was opened and has shown nothing yet.
    opened: bool,
}

/// How deep lists and objects may be inside each other.
const DEEPEST: u32 = 128;

impl<'a> JsonReader<'a> {
    /// A reader at the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, opened: false }
    }

    /// Goes into an object.
    #[inline]
    pub fn object(&mut self) -> Decoded {
        self.open(b'{', "an object")
    }

    /// Goes into a list.
    #[inline]
    pub fn list(&mut self) -> Decoded {
        self.open(b'[', "a list")
    }

    /// The name of the next member of the object that was gone into last, whose value must be read next. `None`: the
    /// object is over.
    #[inline]
    pub fn member(&mut self) -> Result<Option<Cow<'a, str>>, Unreadable> {
        if !self.next(b'}')? {
            return Ok(None);
        }
        if self.peek() != Some(b'"') {
            return Err(self.broken("expected a name in quotes"));
        }
        let name = self.string()?;
        if self.peek() != Some(b':') {
            return Err(self.broken("expected `:`"));
        }
        self.at += 1;
        Ok(Some(name))
    }

    /// Whether the list that was gone into last has another element, which must be read next.
    #[inline]
    pub fn element(&mut self) -> Result<bool, Unreadable> {
        self.next(b']')
    }

    /// Passes over `null`, if that is what comes.
    #[inline]
    pub fn null(&mut self) -> Result<bool, Unreadable> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null").map(|()| true)
    }

    /// Passes over a value, whatever it is.
    pub fn skip(&mut self) -> Decoded {
        match self.peek() {
            Some(b'{') => {
                self.object()?;
                while self.member()?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
            Some(b'[') => {
                self.list()?;
                while self.element()? {
                    self.skip()?;
                }
                Ok(())
            }
            _ => self.scalar().map(drop),
        }
    }

    /// Whether an object comes.
    pub fn is_object(&mut self) -> bool {
        self.peek() == Some(b'{')
    }

    /// Passes over a value, and gives back its text.
    pub fn raw(&mut self) -> Result<&'a str, Unreadable> {
        self.peek();
        let start = self.at;
        self.skip()?;
        self.text.get(start..self.at).ok_or_else(|| self.broken("expected a value"))
    }

    /// Makes sure that nothing follows but white space.
    pub fn end(&mut self) -> Decoded {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.broken("something after the end")),
        }
    }

    /// The next byte that is no white space, where the reader then is.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Passes over this word.
    pub(super) fn word(&mut self, word: &str) -> Decoded {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.broken("expected a value"));
        }
        self.at += word.len();
        Ok(())
    }

    /// The text is no JSON here.
    #[cold]
    pub(super) fn broken(&self, message: &str) -> Unreadable {
        Unreadable::syntax(self.at, if self.at >= self.text.len() { "the text ends too early" } else { message })
    }

    #[inline]
    fn open(&mut self, bracket: u8, what: &str) -> Decoded {
        if self.peek() != Some(bracket) {
            return Err(self.no(what));
        }
        if self.depth == DEEPEST {
            return Err(self.broken("lists and objects nested too deep"));
        }
        self.at += 1;
        self.depth += 1;
        self.opened = true;
        Ok(())
    }

    /// What comes is not what is wanted.
    #[cold]
    pub(super) fn no(&mut self, wanted: &str) -> Unreadable {
        let at = self.at;
        let found = match self.peek() {
            Some(b'{') => "an object".to_owned(),
            Some(b'[') => "a list".to_owned(),
            _ => match self.scalar() {
                Ok(scalar) => scalar.to_string(),
                Err(fault) => return fault,
            },
        };
        Unreadable::value(at, format!("{found} is not {wanted}"))
    }

    /// Whether something comes before the bracket that closes; passes over what stands between.
    #[inline]
    fn next(&mut self, bracket: u8) -> Result<bool, Unreadable> {
        match self.peek() {
            Some(b',') if !self.opened => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == bracket => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                self.opened = false;
                Ok(false)
            }
            Some(_) if self.opened => {
                self.opened = false;
                Ok(true)
            }
            _ => Err(self.broken("expected `,` or the end of the list or object")),
        }
    }
}
