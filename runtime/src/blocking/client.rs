//! What a generated blocking client is a struct around.

use std::fmt;

use super::thread::Driver;
use super::{Blocking, Call, RawCall};
use crate::action::{Action, ServiceInfo};
use crate::client::Client;

/// A client of one service whose calls block. Cloning it is cheap, and clones share the thread that drives them.
#[derive(Clone)]
pub struct ServiceClient {
    client: crate::ServiceClient,
    driver: Driver,
}

/// Makes a call; generated code does.
pub fn call<A: Action>(client: &ServiceClient, request: A) -> Call<A> {
    Blocking { inner: crate::call(&client.client, request), driver: client.driver.clone() }
}

impl ServiceClient {
    /// The client, for a service. An endpoint that cannot work is an error of each call.
    pub fn new(client: Client, service: &'static ServiceInfo) -> Self {
        crate::ServiceClient::new(client, service).into()
    }

    /// Calls an action by its name, with parameters by theirs: for what the tables do not have.
    pub fn raw(&self, action: impl Into<String>) -> RawCall {
        Blocking { inner: self.client.raw(action), driver: self.driver.clone() }
    }
}

/// The same connections, credentials, settings and quota, with a thread of its own.
impl From<crate::ServiceClient> for ServiceClient {
    fn from(client: crate::ServiceClient) -> Self {
        Self { client, driver: Driver::default() }
    }
}

/// The async client that it is around.
impl AsRef<crate::ServiceClient> for ServiceClient {
    fn as_ref(&self) -> &crate::ServiceClient {
        &self.client
    }
}

impl fmt::Debug for ServiceClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}
