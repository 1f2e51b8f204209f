//! What can be asked for credentials.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::CredentialsError;
use crate::auth::Credentials;
use crate::future::BoxFuture;

/// Something that can be asked for credentials.
///
/// A client keeps what it was given, asks again before it expires, and never asks twice at the same time, so a provider
/// need not do any of that. [`from_fn`] makes a provider of an async function. `Arc<dyn ProvideCredentials>` is a provider
/// too, and cheap to clone.
///
/// ```
/// use std::borrow::Cow;
///
/// use kci_runtime::BoxFuture;
/// use kci_runtime::credentials::{Credentials, CredentialsError, ProvideCredentials};
///
/// struct Vault {
///     path: String,
/// }
///
/// impl ProvideCredentials for Vault {
///     fn name(&self) -> Cow<'_, str> {
///         "vault".into()
///     }
///
///     fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
///         Box::pin(async move { Err(CredentialsError::missing(format!("{} is not in the vault", self.path))) })
///     }
/// }
/// ```
pub trait ProvideCredentials: Send + Sync + 'static {
    /// What it is called in errors, in the log, and in the `Debug` of a client. It should not hold secrets.
    fn name(&self) -> Cow<'_, str>;

    /// The credentials now; with an [expiry](Credentials::with_expiry), if they have one.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::missing`] if it has none: a [`Chain`](super::Chain) then asks the next.
    /// [`CredentialsError::failed`] if it should have some, but they cannot be read or used.
    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>>;

    /// Whether [`provide`](Self::provide) may now give others than it gave last, though those have not expired.
    ///
    /// It is asked before each attempt of a call, so it should take no longer than a look at a file's time. Default: no.
    fn has_changed(&self) -> bool {
        false
    }

    /// Says what is wrong, as far as that can be said without waiting: a client whose provider fails here is not built.
    /// Default: nothing is.
    ///
    /// # Errors
    ///
    /// Those of [`provide`](Self::provide).
    fn check(&self) -> Result<(), CredentialsError> {
        Ok(())
    }
}

/// Credentials that are given in code.
impl ProvideCredentials for Credentials {
    fn name(&self) -> Cow<'_, str> {
        format!("access key {:?}", self.access_key()).into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }

    fn check(&self) -> Result<(), CredentialsError> {
        super::check::check(self)
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn name(&self) -> Cow<'_, str> {
        (**self).name()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        (**self).provide()
    }

    fn has_changed(&self) -> bool {
        (**self).has_changed()
    }

    fn check(&self) -> Result<(), CredentialsError> {
        (**self).check()
    }
}

/// A provider of an async function: [`from_fn`] makes it.
#[derive(Clone)]
pub struct FromFn<F> {
    name: Cow<'static, str>,
    function: F,
}

/// Makes a provider of an async function.
///
/// Its errors may be of any kind, or texts. A [`CredentialsError`] stays what it is; all others mean that the function
/// should have found credentials, and did not.
///
/// ```
/// use kci_runtime::credentials::{Credentials, from_fn};
///
/// let provider = from_fn("vault", || async { Ok::<_, std::io::Error>(Credentials::new("AKLT0123", "a secret key")) });
/// ```
pub fn from_fn<F, O, E>(name: impl Into<Cow<'static, str>>, function: F) -> FromFn<F>
where
    F: Fn() -> O + Send + Sync + 'static,
    O: Future<Output = Result<Credentials, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    FromFn { name: name.into(), function }
}

impl<F, O, E> ProvideCredentials for FromFn<F>
where
    F: Fn() -> O + Send + Sync + 'static,
    O: Future<Output = Result<Credentials, E>> + Send + 'static,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.name)
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        let answer = (self.function)();
        Box::pin(async move { answer.await.map_err(CredentialsError::failed) })
    }
}

impl<F> fmt::Debug for FromFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromFn").field("name", &self.name).finish_non_exhaustive()
    }
}
