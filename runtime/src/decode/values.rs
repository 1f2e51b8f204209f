//! Values of the types that members have.

use jiff::Timestamp;
use serde_json::Value;

use super::Decode;
use super::reader::JsonReader;
use super::scalar::Scalar;
use super::unreadable::{Decoded, Unreadable};
use crate::Secret;
use crate::text::quote;
use crate::time::TimeFormat;

impl Decode for String {
    #[inline]
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        *self = r.text()?.into_owned();
        Ok(())
    }
}

impl Decode for Secret {
    #[inline]
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        *self = Self::new(r.text()?);
        Ok(())
    }
}

impl Decode for bool {
    #[inline]
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        *self = r.made("neither true nor false", Scalar::boolean)?;
        Ok(())
    }
}

impl Decode for i64 {
    #[inline]
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        *self = r.made("not a whole number", Scalar::integer)?;
        Ok(())
    }
}

impl Decode for f64 {
    #[inline]
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        *self = r.made("not a number", Scalar::float)?;
        Ok(())
    }
}

/// Whatever it is, as it is.
impl Decode for Value {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        r.peek();
        let at = r.at;
        let text = r.raw()?;
        *self = serde_json::from_str(text).map_err(|error| Unreadable::value(at, error.to_string()))?;
        Ok(())
    }
}

/// A structure inside of itself.
impl<T: Decode> Decode for Box<T> {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        (**self).decode(r)
    }
}

/// `null` is `None`.
impl<T: Decode + Default> Decode for Option<T> {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        if r.null()? {
            *self = None;
            return Ok(());
        }
        self.insert(T::default()).decode(r)
    }
}

/// `null` is an empty list, and elements that are `null` are left out.
impl<T: Decode + Default> Decode for Vec<T> {
    fn decode(&mut self, r: &mut JsonReader<'_>) -> Decoded {
        self.clear();
        if r.null()? {
            return Ok(());
        }
        r.list()?;
        while r.element()? {
            if r.null()? {
                continue;
            }
            // Read where it stays, because structures are large.
            self.push(T::default());
            if let Some(element) = self.last_mut() {
                element.decode(r)?;
            }
        }
        Ok(())
    }
}

impl JsonReader<'_> {
    /// Reads a time. `null`, an empty text and a date of zeros are `None`.
    pub fn time(&mut self, format: TimeFormat) -> Result<Option<Timestamp>, Unreadable> {
        self.peek();
        let at = self.at;
        let text = self.text()?;
        if text.trim().is_empty() || text.starts_with("0000-00-00") {
            return Ok(None);
        }
        let time = format.read(&text);
        time.map(Some).ok_or_else(|| Unreadable::value(at, format!("{} is not a time", quote(&text))))
    }

    /// Reads a list of times. `null` is an empty list, and what stands for no time is left out.
    pub fn times(&mut self, format: TimeFormat) -> Result<Vec<Timestamp>, Unreadable> {
        let mut times = Vec::new();
        if self.null()? {
            return Ok(times);
        }
        self.list()?;
        while self.element()? {
            times.extend(self.time(format)?);
        }
        Ok(times)
    }
}
