//! One provider after another.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{CredentialsError, ProvideCredentials, Surroundings};
use crate::auth::Credentials;
use crate::clock::{Clock, SystemClock};
use crate::future::BoxFuture;

/// Asks one provider after another, until one has credentials. It then stays with that one: when they expire or change,
/// only it is asked again, so that a program never changes to another account by itself.
///
/// A provider that has none is passed over. One that has something which cannot be used ends the chain with its error.
#[derive(Clone)]
pub struct Chain {
    providers: Vec<Arc<dyn ProvideCredentials>>,
    chosen: Arc<OnceLock<usize>>,
}

impl Chain {
    /// A chain of one provider.
    pub fn new(first: impl ProvideCredentials) -> Self {
        Self { providers: vec![Arc::new(first)], chosen: Arc::default() }
    }

    /// Asks this one if those before have none.
    pub fn or(mut self, next: impl ProvideCredentials) -> Self {
        self.providers.push(Arc::new(next));
        self.chosen = Arc::default();
        self
    }

    /// What a program is expected to look at: [environment variables](super::Environment), then [profile
    /// files](super::ProfileFiles), then [key files](super::KeyFiles).
    pub fn standard(around: &Surroundings) -> Self {
        Self::standard_by(around, &(Arc::new(SystemClock) as Arc<dyn Clock>))
    }

    /// The same, by this clock.
    pub(crate) fn standard_by(around: &Surroundings, clock: &Arc<dyn Clock>) -> Self {
        around.providers(clock)
    }

    fn chosen(&self) -> Option<&dyn ProvideCredentials> {
        self.providers.get(*self.chosen.get()?).map(|provider| &**provider)
    }

    async fn first(&self) -> Result<Credentials, CredentialsError> {
        if let Some(chosen) = self.chosen() {
            return chosen.provide().await.map_err(|error| error.of(&chosen.name()));
        }
        let mut missing = Vec::new();
        for (index, provider) in self.providers.iter().enumerate() {
            match provider.provide().await.map_err(|error| error.of(&provider.name())) {
                Ok(credentials) => {
                    tracing::debug!(provider = %provider.name(), "credentials found");
                    // Another call may have chosen meanwhile: the same one, or an earlier one that has some by now.
                    self.chosen.get_or_init(|| index);
                    return Ok(credentials);
                }
                Err(error) if error.is_missing() => missing.push(error),
                Err(error) => return Err(error),
            }
        }
        Err(CredentialsError::none_of(missing))
    }
}

impl ProvideCredentials for Chain {
    fn name(&self) -> Cow<'_, str> {
        let names: Vec<_> = self.providers.iter().map(|provider| provider.name()).collect();
        names.join(", or else ").into()
    }

    fn provide(&self) -> BoxFuture<'_, Result<Credentials, CredentialsError>> {
        Box::pin(self.first())
    }

    fn has_changed(&self) -> bool {
        self.chosen().is_some_and(ProvideCredentials::has_changed)
    }

    fn check(&self) -> Result<(), CredentialsError> {
        let mut missing = Vec::new();
        for provider in &self.providers {
            match provider.check().map_err(|error| error.of(&provider.name())) {
                Err(error) if error.is_missing() => missing.push(error),
                other => return other,
            }
        }
        Err(CredentialsError::none_of(missing))
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.providers.iter().map(|provider| provider.name());
        f.debug_tuple("Chain").field(&names.collect::<Vec<_>>()).finish()
    }
}
