//! A reconciler: what a file wishes for is created, what it no longer wishes for is deleted.
//!
//! What a group is made of is in its name, as a mark made from the request's fingerprint: a group that the file describes
//! as it is stays, one that it describes in another way is another group.

use std::collections::BTreeSet;

use kci_sdk::request::{CreateContainerGroupRequest, DeleteContainerGroupRequest, DescribeContainerGroupRequest};
use kci_sdk::{Client, bulk, fingerprint};

/// What was changed: the ids of container groups.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Those that were created.
    pub created: BTreeSet<String>,
    /// Those that were deleted.
    pub deleted: BTreeSet<String>,
}

/// Makes the container groups whose names begin with `prefix` equal to those of a file: a YAML list of requests of
/// CreateContainerGroup.
///
/// # Errors
///
/// What is wrong with the file, names in it that begin otherwise, and what could not be changed.
pub async fn reconcile(client: &Client, prefix: &str, file: &str) -> Result<Changes, Box<dyn std::error::Error>> {
    let wished: Vec<CreateContainerGroupRequest> = serde_norway::from_str(file)?;
    if let Some(strange) = wished.iter().find(|request| !request.container_group_name.starts_with(prefix)) {
        return Err(format!("{}: names begin with {prefix} here", strange.container_group_name).into());
    }
    let list = client.describe_container_group(DescribeContainerGroupRequest::new()).items().collect_all().await?;
    let owned = list.into_iter().filter(|group| group.container_group_name.starts_with(prefix));
    let before: BTreeSet<_> = owned.map(|group| group.container_group_id).collect();

    let ensure = wished.into_iter().map(|request| {
        let token = fingerprint(&request);
        client.create_container_group(request).exactly_once(token)
    });
    let there = bulk(ensure).await.into_result()?;
    let there: BTreeSet<_> = there.into_iter().map(|answer| answer.container_group_id).collect();

    let (created, deleted) = (&there - &before, &before - &there);
    let leftover = deleted.iter().map(|id| client.delete_container_group(DeleteContainerGroupRequest::new(id)));
    bulk(leftover).await.into_result()?;
    Ok(Changes { created, deleted })
}
