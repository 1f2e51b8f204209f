//! A batch runner: each job is a container group that is created, runs to its end, and is deleted.

use kci_sdk::request::{
    Container, CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest,
};
use kci_sdk::value::{ChargeType, ContainerGroupStatus, KciType, RestartPolicy};
use kci_sdk::{BulkProgress, BulkReport, Client, Error, bulk, waiter};
use tokio::sync::watch;

/// Jobs under way at a time.
const CONCURRENCY: usize = 50;

/// A job: a name that no other has, by which it is found again, and the image that it runs.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its name.
    pub name: String,
    /// Its image.
    pub image: String,
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Its container ended with exit code 0.
    Succeeded,
    /// It ended with another, or could not be started.
    Failed,
    /// It was stopped before its end.
    Stopped,
}

/// Runs jobs. Once `stop` ends, no more are started, those under way are stopped, and what they created is deleted.
pub async fn run(
    client: &Client,
    jobs: Vec<Job>,
    stop: impl Future,
    on_progress: impl FnMut(&BulkProgress<'_, Ended>) + Send + 'static,
) -> BulkReport<Ended> {
    let (tell, told) = watch::channel(false);
    let runs = jobs.into_iter().map(|job| Box::pin(run_one(client.clone(), job, told.clone())));
    let mut batch = bulk(runs).concurrency(CONCURRENCY).on_progress(on_progress);
    tokio::select! {
        () = batch.finish() => {}
        _ = stop => {
            batch.stop();
            tell.send_replace(true);
            batch.finish().await;
        }
    }
    batch.into_report()
}

async fn run_one(client: Client, job: Job, mut stopped: watch::Receiver<bool>) -> Result<Ended, Error> {
    // Whether or not an answer is lost, the name stands for one group.
    let create = client.create_container_group(request(&job)).exactly_once(&job.name);
    let id = create.await?.container_group_id;
    let describe = client.describe_container_group(DescribeContainerGroupRequest::new().container_group_ids([&id]));
    let ended = tokio::select! {
        groups = describe.wait_for(waiter::ContainerGroupEnded) => match groups {
            Ok(groups) if groups.container_groups.iter().all(|group| group.status == ContainerGroupStatus::Succeeded) => {
                Ok(Ended::Succeeded)
            }
            Ok(_) | Err(Error::Waiter(_)) => Ok(Ended::Failed),
            Err(error) => Err(error),
        },
        _ = stopped.wait_for(|stop| *stop) => Ok(Ended::Stopped),
    };
    delete(&client, &id).await?;
    ended
}

async fn delete(client: &Client, id: &str) -> Result<(), Error> {
    match client.delete_container_group(DeleteContainerGroupRequest::new(id)).await {
        // An attempt whose answer was lost may have deleted it already.
        Err(error) if !error.may_have_been_done_before() => Err(error),
        _ => {
            let describe = DescribeContainerGroupRequest::new().container_group_ids([id]);
            client.describe_container_group(describe).wait_for(waiter::ContainerGroupDeleted).await.map(drop)
        }
    }
}

fn request(job: &Job) -> CreateContainerGroupRequest {
    let charge = ChargeType::HourlyInstantSettlement;
    CreateContainerGroupRequest::new(&job.name, ["sg-1"], KciType::Rbkci, charge)
        .subnet_id("subnet-1")
        .restart_policy(RestartPolicy::Never)
        .containers([Container::new("job", &job.image)])
}
