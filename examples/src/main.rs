//! Prints the last lines of every container of every group.
#![allow(clippy::print_stdout, reason = "this is what it is for")]

use kci_examples::compiled::Client;
use kci_examples::compiled::request::{DescribeContainerGroupRequest, DescribeContainerLogRequest};
use kci_runtime::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env()?;
    for group in client.describe_container_group(DescribeContainerGroupRequest::new()).await?.container_groups {
        for container in &group.containers {
            let log = DescribeContainerLogRequest::new(&group.container_group_id, &container.name).tail(10);
            println!(
                "{} {}\n{}",
                group.container_group_name,
                container.name,
                client.describe_container_log(log).await?.content
            );
        }
    }
    Ok(())
}
