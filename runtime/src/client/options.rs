//! What a call itself says, over what the client says.

use std::sync::Arc;
use std::time::Duration;

use super::Validation;
use crate::action::Method;
use crate::credentials::SharedCredentials;
use crate::interceptor::Interceptors;
use crate::retry::RetryPolicy;

/// Options of one call. What is `None` is as the client has it.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) method: Option<Method>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) validation: Option<Validation>,
    pub(crate) retries: Option<Arc<dyn RetryPolicy>>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) credentials: Option<SharedCredentials>,
    /// Whether it is a dry run, whatever the client says.
    pub(crate) dry_run: bool,
    /// They come after those of the client.
    pub(crate) interceptors: Interceptors,
}

/// The setters that every kind of call has.
macro_rules! option_setters {
    () => {
        /// The HTTP method of this call.
        pub fn method(mut self, method: crate::action::Method) -> Self {
            self.options_mut().method = Some(method);
            self
        }

        /// How long this call may take, all attempts and the waiting between them included.
        pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
            self.options_mut().timeout = Some(timeout);
            self
        }

        /// How long one attempt of this call may take, from connecting to the end of the answer.
        pub fn attempt_timeout(mut self, timeout: std::time::Duration) -> Self {
            self.options_mut().attempt_timeout = Some(timeout);
            self
        }

        /// How often and how fast this call is sent again, where that helps and does no harm.
        pub fn retries(mut self, policy: impl crate::retry::RetryPolicy) -> Self {
            self.options_mut().retries = Some(std::sync::Arc::new(policy));
            self
        }

        /// Says whether carrying out this call twice is no other than once, over what the client and the tables say.
        pub fn idempotent(mut self, idempotent: bool) -> Self {
            self.options_mut().idempotent = Some(idempotent);
            self
        }

        /// Adds an [`Interceptor`](crate::Interceptor) to this call, after those of the client.
        pub fn interceptor(mut self, interceptor: impl crate::interceptor::Interceptor) -> Self {
            self.options_mut().interceptors.push(interceptor);
            self
        }

        /// The region of this call, which decides where it goes unless the client was given an endpoint.
        pub fn region(mut self, region: impl Into<String>) -> Self {
            let client = self.client_mut();
            *client = client.in_region(region.into());
            self
        }

        /// Who sends this call. [`SharedCredentials`](crate::credentials::SharedCredentials) that are kept between calls
        /// ask their provider once for all of them.
        pub fn credentials(mut self, credentials: impl Into<crate::credentials::SharedCredentials>) -> Self {
            self.options_mut().credentials = Some(credentials.into());
            self
        }
    };
}

pub(crate) use option_setters;
