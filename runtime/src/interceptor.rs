//! Hooks around each attempt of a call.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::error::Error;
use crate::future::BoxFuture;
use crate::http::headers;
use crate::params::{Form, Params};

/// Something that looks at every attempt of a call, and may add headers to it.
///
/// A client has any number of them ([`interceptor`](crate::ClientBuilder::interceptor)), and a call may have more
/// ([`Call::interceptor`](crate::Call::interceptor)). [`before_signing`](Self::before_signing) runs in the order in which
/// they were added, those of the client first; the other hooks run in reverse. Each is awaited before the next, and no
/// longer than the attempt may take.
///
/// Hooks run for each attempt, and so more than once where a call is sent again. A request that is not valid is never
/// sent, and reaches none; nor does a presigned URL. An answer that cannot be read as its type is found out later.
///
/// ```
/// use std::error::Error;
///
/// use kci_runtime::auth::Credentials;
/// use kci_runtime::{BeforeSigning, BoxFuture, Client, Interceptor};
///
/// /// Says in each request which order it serves.
/// struct Order(String);
///
/// impl Interceptor for Order {
///     fn before_signing<'a>(
///         &'a self,
///         request: &'a mut BeforeSigning<'_>,
///     ) -> BoxFuture<'a, Result<(), Box<dyn Error + Send + Sync>>> {
///         Box::pin(async move { Ok(request.insert_header("x-order", self.0.as_str())?) })
///     }
/// }
///
/// let client = Client::builder().credentials(Credentials::new("AKLT0123", "a secret key"));
/// let client = client.interceptor(Order("4711".to_owned())).build()?;
/// # Ok::<(), kci_runtime::Error>(())
/// ```
pub trait Interceptor: Send + Sync + 'static {
    /// Before a request is signed.
    ///
    /// # Errors
    ///
    /// Any: nothing is sent, the call is not tried again, and its error is [`Error::Interceptor`]. So it is if this takes
    /// longer than the attempt may.
    fn before_signing<'a>(
        &'a self,
        request: &'a mut BeforeSigning<'_>,
    ) -> BoxFuture<'a, Result<(), Box<dyn StdError + Send + Sync>>> {
        let _ = request;
        Box::pin(std::future::ready(Ok(())))
    }

    /// After an answer has come whole, be it an error of the service or not.
    fn after_response<'a>(&'a self, response: &'a mut AfterResponse<'_>) -> BoxFuture<'a, ()> {
        let _ = response;
        Box::pin(std::future::ready(()))
    }

    /// After an attempt has failed, for whatever reason. It changes nothing about the error: what it says about the
    /// outcome is what retries go by.
    fn on_error<'a>(&'a self, failure: &'a mut OnError<'_>) -> BoxFuture<'a, ()> {
        let _ = failure;
        Box::pin(std::future::ready(()))
    }
}

/// Which attempt of which call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The service: `kci`.
    pub service: &'a str,
    /// The action: `DescribeContainerGroup`.
    pub action: &'a str,
    /// The region.
    pub region: &'a str,
    /// Which attempt it is, from 1.
    pub number: u32,
}

/// A request that is about to be signed. `Debug` shows none of its parameters and headers.
pub struct BeforeSigning<'a> {
    attempt: Attempt<'a>,
    form: &'a Form,
    json: Option<&'a str>,
    extensions: &'a mut Extensions,
    added: &'a mut AddedHeaders,
}

/// Headers that interceptors added.
#[derive(Default)]
pub(crate) struct AddedHeaders {
    pub(crate) unsigned: HeaderMap,
    pub(crate) signed: HeaderMap,
}

/// Headers that are the client's own.
const RESERVED: [HeaderName; 10] = [
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    HOST,
    TRANSFER_ENCODING,
    HeaderName::from_static("x-action"),
    HeaderName::from_static("x-amz-date"),
    HeaderName::from_static("x-amz-security-token"),
    HeaderName::from_static("x-version"),
];

impl<'a> BeforeSigning<'a> {
    pub(crate) fn new(
        attempt: Attempt<'a>,
        form: &'a Form,
        json: Option<&'a str>,
        extensions: &'a mut Extensions,
        added: &'a mut AddedHeaders,
    ) -> Self {
        Self { attempt, form, json, extensions, added }
    }

    /// Which attempt of which call.
    pub fn attempt(&self) -> Attempt<'a> {
        self.attempt
    }

    /// All parameters, as they will be sent, but those that a signature adds. They may be secret. Beside a
    /// [JSON body](Self::json) only those that say which action it is.
    pub fn parameters(&self) -> Params {
        self.form.into()
    }

    /// The JSON object that is the body, where the action's bodies are JSON. It may hold secrets.
    pub fn json(&self) -> Option<&'a str> {
        self.json
    }

    /// What interceptors keep while the call lasts, over all its attempts.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        self.extensions
    }

    /// Sets a header that is sent and not signed, so that whatever is in between may change it. It takes the place of
    /// the client's own `Accept` and `User-Agent`, and of what an interceptor before this one has set.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if it is no header, or one that signing or sending sets.
    pub fn insert_header(
        &mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Result<(), Error> {
        let (name, value) = header(name, value)?;
        self.added.signed.remove(&name);
        self.added.unsigned.insert(name, value);
        Ok(())
    }

    /// Sets a header that is signed too: a request whose header is changed on the way is refused. The simplified
    /// signature covers no headers.
    ///
    /// # Errors
    ///
    /// As [`insert_header`](Self::insert_header), and if the value is not visible ASCII.
    pub fn insert_signed_header(
        &mut self,
        name: impl TryInto<HeaderName>,
        value: impl TryInto<HeaderValue>,
    ) -> Result<(), Error> {
        let (name, value) = header(name, value)?;
        if value.to_str().is_err() {
            return Err(Error::Configuration(format!("the header {name} cannot be signed: it is not visible ASCII")));
        }
        self.added.unsigned.remove(&name);
        self.added.signed.insert(name, value);
        Ok(())
    }
}

fn header(
    name: impl TryInto<HeaderName>,
    value: impl TryInto<HeaderValue>,
) -> Result<(HeaderName, HeaderValue), Error> {
    let wrong = |what: String| Error::Configuration(what);
    let name = name.try_into().map_err(|_| wrong("no name of a header".to_owned()))?;
    let value = value.try_into().map_err(|_| wrong(format!("no value of a header, of {name}")))?;
    if RESERVED.contains(&name) {
        return Err(wrong(format!("the header {name} is the client's own")));
    }
    Ok((name, value))
}

impl fmt::Debug for BeforeSigning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BeforeSigning").field("attempt", &self.attempt).finish_non_exhaustive()
    }
}

/// An answer that has come. `Debug` does not show its headers.
pub struct AfterResponse<'a> {
    attempt: Attempt<'a>,
    status: StatusCode,
    headers: &'a HeaderMap,
    elapsed: Duration,
    extensions: &'a mut Extensions,
}

impl<'a> AfterResponse<'a> {
    pub(crate) fn new(
        attempt: Attempt<'a>,
        status: StatusCode,
        headers: &'a HeaderMap,
        elapsed: Duration,
        extensions: &'a mut Extensions,
    ) -> Self {
        Self { attempt, status, headers, elapsed, extensions }
    }

    /// Which attempt of which call.
    pub fn attempt(&self) -> Attempt<'a> {
        self.attempt
    }

    /// The HTTP status.
    pub fn http_status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }

    /// The id that the service gave the request, if a header has it.
    pub fn request_id(&self) -> Option<String> {
        headers::request_id(self.headers)
    }

    /// How long it took from the signed request to the end of the answer.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// What interceptors keep while the call lasts, over all its attempts.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        self.extensions
    }
}

impl fmt::Debug for AfterResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AfterResponse")
            .field("attempt", &self.attempt)
            .field("http_status", &self.http_status())
            .field("elapsed", &self.elapsed)
            .finish_non_exhaustive()
    }
}

/// An attempt that failed.
pub struct OnError<'a> {
    attempt: Attempt<'a>,
    error: &'a Error,
    delay: Option<Duration>,
    extensions: &'a mut Extensions,
}

impl<'a> OnError<'a> {
    pub(crate) fn new(
        attempt: Attempt<'a>,
        error: &'a Error,
        delay: Option<Duration>,
        extensions: &'a mut Extensions,
    ) -> Self {
        Self { attempt, error, delay, extensions }
    }

    /// Which attempt of which call.
    pub fn attempt(&self) -> Attempt<'a> {
        self.attempt
    }

    /// Why it failed.
    pub fn error(&self) -> &'a Error {
        self.error
    }

    /// How long will be waited before the call is sent again; `None`: this was the last attempt, and the call ends with
    /// this error.
    pub fn retry_delay(&self) -> Option<Duration> {
        self.delay
    }

    /// What interceptors keep while the call lasts, over all its attempts.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        self.extensions
    }
}

impl fmt::Debug for OnError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnError")
            .field("attempt", &self.attempt)
            .field("error", &self.error)
            .field("retry_delay", &self.delay)
            .finish_non_exhaustive()
    }
}

/// Interceptors in the order in which they were added.
#[derive(Clone, Default)]
pub(crate) struct Interceptors(Vec<Arc<dyn Interceptor>>);

impl Interceptors {
    pub(crate) fn push(&mut self, interceptor: impl Interceptor) {
        self.0.push(Arc::new(interceptor));
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &dyn Interceptor> {
        self.0.iter().map(|interceptor| &**interceptor)
    }
}

impl fmt::Debug for Interceptors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Interceptors({})", self.0.len())
    }
}
