//! A client of one service: where it is, in which region.

use std::fmt;
use std::sync::Arc;

use super::Client;
use super::endpoint::Endpoint;
use super::settings::check_region;
use crate::action::ServiceInfo;
use crate::call::RawCall;
use crate::error::Error;

/// A generated client: the `Client` of a service's crate, around a [`ServiceClient`].
pub trait TypedClient: From<Client> + AsRef<ServiceClient> {
    /// The service.
    const SERVICE: &'static ServiceInfo;
}

/// A [`Client`] of one service. Cloning it is cheap.
#[derive(Clone)]
pub struct ServiceClient {
    client: Client,
    site: Arc<Site>,
}

/// Where a service is, for the settings of a client.
pub(crate) struct Site {
    pub(crate) service: &'static ServiceInfo,
    pub(crate) region: String,
    /// Or why there is none; every call says so then.
    endpoint: Result<Endpoint, String>,
}

impl ServiceClient {
    /// The client, for a service. An endpoint that cannot work is an error of each call.
    pub fn new(client: Client, service: &'static ServiceInfo) -> Self {
        let region = client.region().unwrap_or(service.default_region).to_owned();
        Self { site: Arc::new(Site::new(&client, service, region)), client }
    }

    /// The same in another region. A region that cannot be one is an error of each call.
    pub(crate) fn in_region(&self, region: String) -> Self {
        let site = Site::new(&self.client, self.site.service, region);
        Self { site: Arc::new(site), client: self.client.clone() }
    }

    /// What it shares with the clients of other services.
    pub fn runtime(&self) -> &Client {
        &self.client
    }

    /// Where requests go, such as `https://kci.cn-beijing-6.api.ksyun.com`; empty if there is no endpoint.
    pub fn endpoint(&self) -> &str {
        self.site.endpoint.as_ref().map_or("", Endpoint::as_str)
    }

    /// The region of the requests.
    pub fn region(&self) -> &str {
        &self.site.region
    }

    /// Calls an action by its name, with parameters by theirs: for what the tables do not have.
    pub fn raw(&self, action: impl Into<String>) -> RawCall {
        RawCall::new(self.clone(), action.into())
    }

    /// The host that requests go to, for the log.
    pub(crate) fn host(&self) -> &str {
        self.site.endpoint.as_ref().map_or("", Endpoint::host)
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }
}

impl Site {
    fn new(client: &Client, service: &'static ServiceInfo, region: String) -> Self {
        let endpoint = if region.is_empty() {
            Err(format!("{} names no default region: give one", service.name))
        } else {
            check_region(&region).and_then(|()| client.config().endpoint_of(service, &region))
        };
        Self { service, region, endpoint }
    }

    /// The parameter that makes a request a dry run.
    pub(super) fn dry_run(&self) -> Result<&'static str, Error> {
        let none = || Error::Configuration(format!("{} documents no dry run", self.service.name));
        self.service.dry_run.ok_or_else(none)
    }

    pub(crate) fn endpoint(&self) -> Result<&Endpoint, Error> {
        self.endpoint.as_ref().map_err(|why| Error::Configuration(why.clone()))
    }
}

impl fmt::Debug for ServiceClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceClient")
            .field("service", &self.site.service.name)
            .field("endpoint", &self.endpoint())
            .field("region", &self.region())
            .field("credentials", &self.client.config().credentials)
            .finish_non_exhaustive()
    }
}
