//! A call of an action. This is all of the client that is generic: flattening, checking, and decoding.

mod metadata;
mod once;
mod page;
mod raw;
mod wait;

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use http::Uri;

use crate::action::{Action, ActionInfo, Method, Paginate};
use crate::client::{CallOptions, Payload, ServiceClient, Target, Validation, option_setters};
use crate::error::{Error, ValidationError};
use crate::future::BoxFuture;
use crate::http::envelope::Answer;
use crate::params::WriteParam;
use crate::validate::{Validate, Violation, violations};
pub use metadata::CallMetadata;
pub use once::{CreateOnce, FindAgain, Presence, marked};
pub use page::{Items, Pages, Position};
pub use raw::{RawAnswer, RawCall};
pub use wait::{Progress, Wait, Waiter, WaiterInfo, all_of, any_of};

/// A call that is sent when it is awaited, and not before.
///
/// ```ignore
/// let answer = client.describe_container_group(DescribeContainerGroupRequest::new()).await?;
/// ```
#[must_use = "a call is sent when it is awaited"]
#[derive(Clone)]
pub struct Call<A> {
    client: ServiceClient,
    request: A,
    options: CallOptions,
}

/// Makes a call; generated code does.
pub fn call<A: Action>(client: &ServiceClient, request: A) -> Call<A> {
    Call { client: client.clone(), request, options: CallOptions::default() }
}

impl<A: Action> Call<A> {
    option_setters!();

    /// What is done if this request breaks rules of the documents.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.options.validation = Some(validation);
        self
    }

    /// Sends the call, and tells beside the answer how it went.
    ///
    /// # Errors
    ///
    /// As awaiting the call.
    pub async fn send_with_metadata(self) -> Result<(A::Response, CallMetadata), Error> {
        let answer = self.answer().await?;
        Ok((answer.decode()?, CallMetadata::new(&answer)))
    }

    /// Asks whether this call would succeed, and carries nothing out.
    ///
    /// # Errors
    ///
    /// As awaiting the call: why it would not succeed. [`Error::Configuration`] where the service documents no dry run,
    /// and [`Error::Decode`] if the service carried it out all the same.
    pub async fn dry_run(mut self) -> Result<(), Error> {
        self.options.dry_run = true;
        let target = self.target();
        self.client.rehearse(&target, &self.payload(&target)?).await
    }

    /// A URL that is the whole call: whoever opens it with GET makes it, for so long from now. Fractions of seconds do
    /// not count. It does not outlive temporary credentials that it is signed with.
    ///
    /// It carries the session token, if there is one, and everything in the request, signed with version 4 whatever the
    /// client signs with. How long it holds stands in it as `X-Amz-Expires`; a service that does not look at that lets
    /// it expire as any other request.
    ///
    /// # Errors
    ///
    /// [`Error::Validation`], [`Error::Configuration`] if the action does not take GET, the service wants to be told it in
    /// a header, or it is less than a second or more than 7 days, and [`Error::Credentials`].
    pub async fn presign(&self, expires: Duration) -> Result<Uri, Error> {
        if !A::INFO.methods.contains(&Method::Get) {
            return Err(Error::Configuration(format!("{} does not take GET", A::INFO.name)));
        }
        let target = Target { method: Method::Get, ..self.target() };
        self.client.presign(&target, &self.payload(&target)?, expires).await
    }

    /// Asks until a state is reached, and gives back the answer that shows it.
    pub fn wait_for<W: Waiter<Action = A>>(self, waiter: W) -> Wait<W> {
        Wait::new(self, waiter)
    }

    /// The request as it is sent, checked.
    fn payload(&self, target: &Target) -> Result<Payload, Error> {
        payload(&self.client, &A::INFO, target, &self.request, &self.request)
    }

    pub(crate) fn target(&self) -> Target {
        Target {
            action: A::INFO.name.into(),
            version: A::INFO.service.version.into(),
            method: self.options.method.unwrap_or_else(|| self.client.runtime().config().method_of(&A::INFO)),
            effect: A::INFO.effect,
            yields: A::INFO.yields,
            options: self.options.clone(),
        }
    }

    pub(crate) fn client_mut(&mut self) -> &mut ServiceClient {
        &mut self.client
    }

    pub(crate) fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    pub(crate) async fn answer(&self) -> Result<Answer, Error> {
        let target = self.target();
        self.client.send(&target, &self.payload(&target)?).await
    }

    /// The same call with no more time than this.
    pub(crate) fn within(mut self, time: Duration) -> Self {
        let timeout = self.options.timeout.unwrap_or(self.client.runtime().config().timeout);
        self.options.timeout = Some(timeout.min(time));
        self
    }

    pub(crate) fn client(&self) -> &ServiceClient {
        &self.client
    }

    pub(crate) fn request(&self) -> &A {
        &self.request
    }

    /// The same call of another request.
    pub(crate) fn with(&self, request: A) -> Self {
        Self { client: self.client.clone(), request, options: self.options.clone() }
    }

    /// A call of another action through the same client, for the same caller, with the same limits.
    pub(crate) fn of<B: Action>(&self, request: B) -> Call<B> {
        // What is about this one request does not hold for another.
        let options = CallOptions { method: None, validation: None, idempotent: None, ..self.options.clone() };
        Call { client: self.client.clone(), request, options }
    }
}

impl<A: Paginate> Call<A> {
    /// All pages from this one on, each asked for when it is wanted.
    pub fn pages(self) -> Pages<A> {
        Pages::new(self)
    }

    /// What all pages from this one on list, one by one.
    pub fn items(self) -> Items<A> {
        Items::new(self)
    }

    /// The answers of all pages from this one on, in one: the items of all, and all else as the last page says. Unless
    /// the request says how large pages are, they are as large as they can be.
    ///
    /// # Errors
    ///
    /// The first error of any page.
    pub async fn collect_all(self) -> Result<A::Response, Error> {
        let request = self.request.clone().with_largest_pages();
        self.with(request).pages().collect_all().await
    }
}

/// A request as it is sent, checked as far as wanted. It is given twice, once for each of its sides, so that this need
/// not be compiled for each action.
fn payload(
    client: &ServiceClient,
    action: &ActionInfo,
    target: &Target,
    rules: &dyn Validate,
    params: &dyn WriteParam,
) -> Result<Payload, Error> {
    let validation = target.options.validation.unwrap_or(client.runtime().config().validation);
    if validation != Validation::Off {
        judge(action.name, violations(rules), validation)?;
    }
    Ok(Payload::of_request(client.form(target)?, target.method, action.body, params))
}

/// Decides what violations come to.
fn judge(action: &'static str, violations: Vec<Violation>, validation: Validation) -> Result<(), Error> {
    // Messages may quote values of the request, so they are not logged.
    for Violation { path, rule, severity, .. } in &violations {
        if validation == Validation::Warn {
            tracing::warn!(action, path, %rule, ?severity, "the request breaks a rule");
        } else {
            tracing::debug!(action, path, %rule, ?severity, "the request breaks a rule");
        }
    }
    if validation == Validation::Warn {
        return Ok(());
    }
    ValidationError::of(action, violations).map_err(Error::Validation)
}

impl<A: Action> IntoFuture for Call<A> {
    type Output = Result<A::Response, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.answer().await?.decode() })
    }
}

impl<A: fmt::Debug> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("request", &self.request).field("options", &self.options).finish_non_exhaustive()
    }
}
