//! The typed requests and responses, reached by the name of their action.

use kci_sdk::runtime::{Action, Params, ReadParam, Violation, WriteParam, read, read_json, violations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A request as it was read from parameters.
pub struct Request {
    /// What was wrong with the parameters themselves.
    pub unreadable: Vec<Violation>,
    /// What the validators say of the request.
    pub violations: Vec<Violation>,
    /// The parameters that the request writes.
    pub written: Vec<(String, String)>,
    /// Debug text of the request.
    pub debug: String,
    /// The request as a document.
    pub document: Value,
    /// The parameters that the request writes which is read from that document; or why there is none.
    pub from_document: Result<Vec<(String, String)>, String>,
}

/// Reads `parameters` as the request of `action`, checks it and writes it again.
///
/// # Panics
///
/// On an action that has no typed request.
pub fn request(action: &str, parameters: &[(String, String)]) -> Request {
    dispatch(action, parameters, None).0
}

/// Reads `json` as the response of `action` and writes it again.
///
/// # Panics
///
/// On an action that has no typed response.
pub fn response(action: &str, json: &Value) -> Result<Value, String> {
    dispatch(action, &[], Some(json)).1
}

macro_rules! actions {
    ($($name:literal => $request:ident),* $(,)?) => {
        /// The actions with a typed request.
        pub const ACTIONS: &[&str] = &[$($name),*];

        fn dispatch(action: &str, parameters: &[(String, String)], json: Option<&Value>) -> (Request, Result<Value, String>) {
            match action {
                $($name => both::<kci_sdk::request::$request>(parameters, json),)*
                other => panic!("{other} has no typed request"),
            }
        }
    };
}

actions! {
    "CreateContainerGroup" => CreateContainerGroupRequest,
    "CreateImageCache" => CreateImageCacheRequest,
    "DeleteContainerGroup" => DeleteContainerGroupRequest,
    "DeleteImageCache" => DeleteImageCacheRequest,
    "DescribeContainerGroup" => DescribeContainerGroupRequest,
    "DescribeContainerGroupCount" => DescribeContainerGroupCountRequest,
    "DescribeContainerGroupEvents" => DescribeContainerGroupEventsRequest,
    "DescribeContainerLog" => DescribeContainerLogRequest,
    "DescribeImageCache" => DescribeImageCacheRequest,
    "DescribeImageCacheEvent" => DescribeImageCacheEventRequest,
    "DescribeKciPackages" => DescribeKciPackagesRequest,
    "DescribeRegions" => DescribeRegionsRequest,
    "ExecContainerCommand" => ExecContainerCommandRequest,
    "MatchImageCache" => MatchImageCacheRequest,
    "UpdateImageCache" => UpdateImageCacheRequest,
}

/// The same of an action whose types are known.
///
/// # Errors
///
/// Of the response: when the JSON does not make one.
pub fn both<A>(parameters: &[(String, String)], json: Option<&Value>) -> (Request, Result<Value, String>)
where
    A: Action + ReadParam + Serialize + DeserializeOwned + std::fmt::Debug,
    A::Response: serde::Serialize,
{
    let pairs = parameters.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    let (request, unreadable) = read::<A>(pairs);
    let document = serde_json::to_value(&request).unwrap_or_default();
    let from_document = serde_json::from_value(document.clone()).map(|request: A| write(&request));
    let request = Request {
        unreadable,
        violations: violations(&request),
        written: write(&request),
        debug: format!("{request:?}"),
        document,
        from_document: from_document.map_err(|error| error.to_string()),
    };
    let response = json.map_or(Ok(Value::Null), |json| {
        let (text, mut typed) = (json.to_string(), A::Response::default());
        read_json(&text, &mut typed).map_err(|unreadable| unreadable.describe(&text))?;
        serde_json::to_value(&typed).map_err(|error| error.to_string())
    });
    (request, response)
}

fn write(request: &impl WriteParam) -> Vec<(String, String)> {
    Params::from_request(request).iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}
