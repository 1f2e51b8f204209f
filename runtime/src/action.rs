//! What the generated code says about the service and its actions.

use std::fmt;

use crate::decode::Decode;
use crate::params::WriteParam;
use crate::validate::Validate;

/// A service of the cloud: where it is and which errors it gives.
#[derive(Debug)]
pub struct ServiceInfo {
    /// The name in the credential scope of a signature: `kci`.
    pub name: &'static str,
    /// The version that every request carries: `2020-07-02`.
    pub version: &'static str,
    /// The endpoints. The first is the default.
    pub endpoints: &'static [Endpoint],
    /// The region of a client that is told none.
    pub default_region: &'static str,
    /// The documented regions. Others work too: the list ages.
    pub regions: &'static [Region],
    /// The documented errors.
    pub errors: &'static [ErrorRow],
    /// The parameter that makes a request a dry run with the value `true`. An error whose [fault](ErrorRow::fault) is
    /// [`Fault::None`] then says that it would have succeeded.
    pub dry_run: Option<&'static str>,
    /// Where requests say which action of which version they call.
    pub action_in: ActionPlace,
}

/// Where a request says which action of which version it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionPlace {
    /// In the parameters `Action` and `Version`.
    Parameters,
    /// In the headers `X-Action` and `X-Version`, which are signed.
    Headers,
}

/// A host name that the service answers at.
#[derive(Debug)]
pub struct Endpoint {
    /// A name for it: `regional`, `global`.
    pub name: &'static str,
    /// The host name, in which `{region}` stands for the region.
    pub host: &'static str,
}

/// A region and its zones.
#[derive(Debug)]
pub struct Region {
    /// The region's name: `cn-beijing-6`.
    pub region: &'static str,
    /// The names of its availability zones: `cn-beijing-6a`.
    pub zones: &'static [&'static str],
}

/// A row of the documents' error table.
#[derive(Debug)]
pub struct ErrorRow {
    /// The error code.
    pub code: &'static str,
    /// The message, in which `%s` stands for something that varies.
    pub message: &'static str,
    /// The HTTP status that comes with it.
    pub http_status: u16,
    /// Who has to change something.
    pub fault: Fault,
    /// Whether the same request can succeed later.
    pub retryable: bool,
    /// Whether a request that is answered so was carried out.
    pub outcome: Outcome,
    /// Whether it means that too many requests came in too short a time.
    pub throttling: bool,
    /// Whether it can come from a clock that is wrong.
    pub clock_skew: bool,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It did not leave this machine.
    NotSent,
    /// It was answered, and not carried out.
    Refused,
    /// It was carried out.
    Done,
    /// It may have been carried out, or not, or will yet be.
    Unknown,
}

impl Outcome {
    /// A stable name, for logs and metrics: `not_sent`, `refused`, `done`, `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Refused => "refused",
            Self::Done => "done",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Who has to change something about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The sender of the request.
    Client,
    /// The service.
    Server,
    /// Nobody: it is not a failure, for example what a dry run answers.
    None,
}

/// What an action does, and so what sending it twice would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing changes.
    Read,
    /// Something changes, and a second time changes nothing more.
    Idempotent,
    /// Every time something new comes into being.
    Create,
}

/// The HTTP method of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// All parameters in the query.
    Get,
    /// All parameters in the body.
    Post,
    /// All parameters in the body.
    Put,
    /// All parameters in the query.
    Delete,
}

impl Method {
    /// The method's name in HTTP: `GET`, `POST`, `PUT`, `DELETE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }

    /// Whether a request of this method has a body, which its parameters are in.
    pub const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How the body of a request is written, where its method has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Body {
    /// Flattened, as a form: `Container.1.Name=web`.
    Form,
    /// As a JSON object: `{"Container": [{"Name": "web"}]}`. `Action` and `Version` are in the query.
    Json,
}

/// An action of a service.
#[derive(Clone, Copy, Debug)]
pub struct ActionInfo {
    /// The service it belongs to.
    pub service: &'static ServiceInfo,
    /// The action's name: `DescribeContainerGroup`.
    pub name: &'static str,
    /// The methods that it takes.
    pub methods: &'static [Method],
    /// The method that it is sent with unless the client or the call says otherwise.
    pub default_method: Method,
    /// How its body is written.
    pub body: Body,
    /// What it does.
    pub effect: Effect,
    /// The member of the answer that the action exists for, such as the id of what was created. An answer without it
    /// and without a request id is none of the service's.
    pub yields: Option<&'static str>,
}

/// A request, which knows its action and the type of its answer.
pub trait Action: WriteParam + Validate + Send + Sync + 'static {
    /// The answer.
    type Response: Decode + Default + Send + Sync + 'static;
    /// The action.
    const INFO: ActionInfo;
}

/// A request whose answer comes in pages.
pub trait Paginate: Action + Clone + PartialEq {
    /// What the pages list.
    type Item: Send + 'static;

    /// The request for the page after this one; `None` after the last.
    fn next_page(&self, response: &Self::Response) -> Option<Self>;

    /// What the page lists.
    fn items(response: Self::Response) -> Vec<Self::Item>;

    /// Puts the page that follows behind what is there: the items of both, and all else as the later one says.
    fn append(response: &mut Self::Response, next: Self::Response);

    /// The same request for pages as large as they can be, unless it says itself how large.
    #[must_use]
    fn with_largest_pages(self) -> Self {
        self
    }
}
