//! A call that an interceptor stopped.

use std::error::Error as StdError;
use std::fmt;

use super::history::History;
use crate::text::plain;

/// An attempt that an [`Interceptor`](crate::Interceptor) did not let through.
#[derive(Debug)]
pub struct InterceptorError {
    source: Box<dyn StdError + Send + Sync>,
    pub(crate) history: History,
}

impl InterceptorError {
    pub(crate) fn new(source: Box<dyn StdError + Send + Sync>, history: History) -> Self {
        Self { source, history }
    }
}

/// The error of the interceptor and all causes, on one line.
impl fmt::Display for InterceptorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("stopped by an interceptor")?;
        let mut cause: Option<&dyn StdError> = Some(self.source.as_ref());
        while let Some(error) = cause {
            write!(f, ": {}", plain(&error.to_string()))?;
            cause = error.source();
        }
        self.history.fmt(f)
    }
}

impl StdError for InterceptorError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
