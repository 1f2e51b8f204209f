//! A web service in front of the API: it runs an image, tells how that is, and deletes it.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest,
};
use kci_sdk::value::{ChargeType, KciType, RestartPolicy};
use kci_sdk::{Client, ErrorKind};
use serde::{Deserialize, Serialize};

/// How long a request of a user may wait for the API, retries included.
const PATIENCE: Duration = Duration::from_secs(10);

/// The routes. All handlers share the client: its connections, its credentials, its quota of retries.
pub fn routes(client: Client) -> Router {
    Router::new().route("/runs", post(create)).route("/runs/{id}", get(describe).delete(delete)).with_state(client)
}

/// What is to be run.
#[derive(Debug, Deserialize)]
struct Wish {
    /// A name that stands for this one run, however often it is asked for.
    name: String,
    image: String,
}

/// A run.
#[derive(Debug, Serialize)]
struct Run {
    id: String,
    status: String,
}

async fn create(State(client): State<Client>, Json(wish): Json<Wish>) -> Result<(StatusCode, Json<Run>), Failure> {
    let charge = ChargeType::HourlyInstantSettlement;
    let request = CreateContainerGroupRequest::new(&wish.name, ["sg-1"], KciType::Rbkci, charge)
        .subnet_id("subnet-1")
        .restart_policy(RestartPolicy::Never)
        .containers([Container::new("run", wish.image)]);
    let created = client.create_container_group(request).timeout(PATIENCE).exactly_once(&wish.name).await?;
    Ok((StatusCode::CREATED, Json(Run { id: created.container_group_id, status: "Pending".to_owned() })))
}

async fn describe(State(client): State<Client>, Path(id): Path<String>) -> Result<Json<Run>, Failure> {
    let request = DescribeContainerGroupRequest::new().container_group_ids([&id]);
    let answer = client.describe_container_group(request).timeout(PATIENCE).await?;
    let group = answer.container_groups.into_iter().next().ok_or(Failure::NoSuchRun)?;
    Ok(Json(Run { id, status: group.status.to_string() }))
}

async fn delete(State(client): State<Client>, Path(id): Path<String>) -> Result<StatusCode, Failure> {
    client.delete_container_group(DeleteContainerGroupRequest::new(id)).timeout(PATIENCE).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why a request of a user has no answer.
enum Failure {
    NoSuchRun,
    Api(kci_sdk::Error),
}

impl From<kci_sdk::Error> for Failure {
    fn from(error: kci_sdk::Error) -> Self {
        Self::Api(error)
    }
}

/// What the kind of the error means to a user, and whether what was asked for may have been done.
#[derive(Serialize)]
struct Problem {
    kind: &'static str,
    outcome: &'static str,
    message: String,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Self::Api(error) = self else { return StatusCode::NOT_FOUND.into_response() };
        let status = match error.kind() {
            ErrorKind::Validation => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorKind::Rejected => StatusCode::BAD_REQUEST,
            ErrorKind::Throttled => StatusCode::TOO_MANY_REQUESTS,
            ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
            // Users cannot mend keys and settings.
            ErrorKind::Credentials | ErrorKind::Configuration | ErrorKind::Denied => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::BAD_GATEWAY,
        };
        let (kind, outcome) = (error.kind().as_str(), error.outcome().as_str());
        let after = error.retry_after().map(|after| [(header::RETRY_AFTER, after.as_secs().to_string())]);
        (status, after, Json(Problem { kind, outcome, message: error.to_string() })).into_response()
    }
}
