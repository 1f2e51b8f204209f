//! The service, its actions, and what hangs on them.

use super::{ActionId, Name, Path, Provenance, ShapeId, Text};

/// Identity and conventions of a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Code of the service, as in the credential scope: `kci`.
    pub name: String,
    /// Version of the API.
    pub version: String,
    /// Title.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// Endpoints; the first is the default.
    pub endpoints: Vec<Endpoint>,
    /// Region used where none is given.
    pub default_region: String,
    /// Regions, in the documents' order.
    pub regions: Vec<Region>,
    /// Methods, in the documents' order.
    pub methods: Vec<Method>,
    /// Method to prefer, if the documents prefer one.
    pub recommended_method: Option<Method>,
    /// Where requests say which action of which version they call.
    pub action_in: ActionPlace,
    /// Offset of local times from UTC, in seconds.
    pub time_offset: i32,
    /// Signature kinds with their common parameters.
    pub signatures: Vec<Signature>,
    /// The common error table, row by row.
    pub errors: Vec<ErrorRow>,
    /// Where the error table stands in the documents.
    pub errors_section: String,
    /// Rules of numbered lists.
    pub list_rules: Vec<ListRule>,
}

impl Service {
    /// The parameter that makes a request a dry run with the value `true`.
    pub fn dry_run(&self) -> Option<&str> {
        let parameters = self.signatures.iter().flat_map(|signature| &signature.parameters);
        parameters.into_iter().find(|parameter| parameter.dry_run).map(|parameter| parameter.name.as_str())
    }
}

/// A host pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Name: `regional`.
    pub name: String,
    /// Host, with `{region}` where the region goes.
    pub host: String,
    /// When to use it.
    pub description: Text,
}

/// A region and its zones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Code.
    pub region: String,
    /// Name for people.
    pub title: Text,
    /// Codes of its zones.
    pub zones: Vec<String>,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Parameters in the query.
    Get,
    /// Parameters in the body.
    Post,
    /// Parameters in the body.
    Put,
    /// Parameters in the query.
    Delete,
}

impl Method {
    /// All of them, in a fixed order.
    pub const ALL: [Self; 4] = [Self::Get, Self::Post, Self::Put, Self::Delete];

    /// Whether a request of this method has a body.
    pub fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put)
    }
}

/// How the body of a request is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Flattened, as a form.
    Form,
    /// As a JSON object; `Action` and `Version` are in the query.
    Json,
}

/// Where a request says which action of which version it calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionPlace {
    /// In the parameters `Action` and `Version`.
    Parameters,
    /// In the headers `X-Action` and `X-Version`.
    Headers,
}

/// A kind of signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// `v4` or `simple`.
    pub name: String,
    /// Title.
    pub title: Text,
    /// Its common parameters.
    pub parameters: Vec<SignatureParameter>,
}

/// A common parameter of a signature kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureParameter {
    /// Name.
    pub name: String,
    /// Where it goes.
    pub place: ParameterPlace,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the value `true` makes a request a dry run.
    pub dry_run: bool,
    /// What it is.
    pub description: Text,
}

/// Where a common parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// A header.
    Header,
    /// The query.
    Query,
    /// The query of a GET, the body of a POST.
    Parameter,
}

/// One row of the common error table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorRow {
    /// Code, and the variant of the error-code enum (the same for all rows of one code).
    pub code: Name,
    /// Message, with `%s` where something is put in.
    pub message: String,
    /// HTTP status.
    pub http_status: u16,
    /// What it means.
    pub description: Text,
    /// Who is at fault.
    pub fault: Fault,
    /// Whether the same request, sent again later, can succeed.
    pub retryable: bool,
    /// Whether the request was carried out.
    pub outcome: ErrorOutcome,
    /// Too many requests in too short a time.
    pub throttling: bool,
    /// The clock of the caller may be wrong.
    pub clock_skew: bool,
}

/// Who is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller.
    Client,
    /// The service.
    Server,
    /// Nobody: the "error" is the answer that was asked for.
    None,
}

/// Whether a request that was answered with an error was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorOutcome {
    /// It was not.
    Refused,
    /// Nobody knows.
    Unknown,
}

/// A rule of numbered lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRule {
    /// Id.
    pub id: String,
    /// What it says.
    pub description: Text,
    /// Examples.
    pub examples: Vec<ListRuleExample>,
}

/// An example of a list rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRuleExample {
    /// `key=value`, in order.
    pub parameters: Vec<String>,
    /// Whether the service accepts them.
    pub accepted: bool,
}

/// An action.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// Wire name, and the client method.
    pub name: Name,
    /// Title.
    pub title: Text,
    /// What it does.
    pub description: Text,
    /// Where it stands in the documents.
    pub section: String,
    /// Methods it takes.
    pub methods: Vec<Method>,
    /// Method to prefer, if the documents prefer one.
    pub recommended_method: Option<Method>,
    /// Method that it is sent with unless somebody says otherwise: the preferred one, or else the first.
    pub default_method: Method,
    /// How its body is written, where the method has one.
    pub body: Body,
    /// What calling it twice does.
    pub effect: Effect,
    /// Response member that the action exists for, by its index: an answer without it and without a request id is none.
    pub yields: Option<usize>,
    /// Rules across the lists of the request.
    pub relations: Vec<Relation>,
    /// Request structure.
    pub request: ShapeId,
    /// Response structure.
    pub response: ShapeId,
    /// Examples of the documents.
    pub examples: Vec<Example>,
    /// Overlay entries that added or changed it.
    pub provenance: Vec<Provenance>,
}

/// A rule about values at several places of a request. Paths have `N` for positions: `Container.N.Name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// Each value at one path is one of those at another.
    Among {
        /// The path of what names something.
        each: String,
        /// The path of the names that there are.
        among: String,
    },
    /// No two values at these paths are alike.
    Unique(Vec<String>),
    /// There are as many values at each of these paths as at the first.
    AsMany(Vec<String>),
}

/// What calling an action twice does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Twice is the same as once.
    Idempotent,
    /// Twice makes two.
    Create,
}

/// An example of the documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Title.
    pub title: Text,
    /// Parameters in the documents' order, Action and Version included.
    pub parameters: Vec<(String, String)>,
    /// Response.
    pub response: serde_json::Value,
}

/// How an action is read page by page. Members are given by their index in the request's or response's members.
#[derive(Clone, Debug, PartialEq)]
pub struct Paginator {
    /// The action.
    pub action: ActionId,
    /// How the next page is asked for.
    pub next: NextPage,
    /// Request member that limits a page.
    pub page_size: Option<usize>,
    /// The way to the response member that is the list; no lists are on it.
    pub items: Path,
    /// The way to the response member that counts all.
    pub total: Option<Path>,
}

/// How the page after another is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum NextPage {
    /// By what the answer says.
    Token {
        /// Request member that says where the page starts.
        request: usize,
        /// The way to the response member that says where the next one starts.
        response: Path,
        /// Value of the response token that means the end; absent, null and empty always do.
        end: Option<super::Scalar>,
    },
    /// By its number.
    Number {
        /// Request member that is the number.
        request: usize,
        /// Number of the first page.
        first: i64,
    },
    /// By how many items come before it.
    Offset {
        /// Request member that is the offset.
        request: usize,
        /// Offset of the first page.
        first: i64,
    },
}

impl NextPage {
    /// Request member that says which page it is.
    pub fn request(&self) -> usize {
        match self {
            Self::Token { request, .. } | Self::Number { request, .. } | Self::Offset { request, .. } => *request,
        }
    }
}

/// How what an action created is found again by the name that it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindAgain {
    /// The action that creates.
    pub create: ActionId,
    /// The action that lists, page by page.
    pub find: ActionId,
    /// Request member of the one that is the name.
    pub name: usize,
    /// Request member of the other that looks for a name.
    pub search: usize,
    /// Member of the listed items that is the name.
    pub found_name: usize,
    /// Member of the listed items that is what creating yields.
    pub found_id: usize,
}
