//! Prints the container groups of a region.

use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    for line in summary(&Client::from_env()?).await? {
        println!("{line}");
    }
    Ok(())
}

async fn summary(client: &Client) -> Result<Vec<String>, Error> {
    let groups = client.describe_container_group(DescribeContainerGroupRequest::new()).await?.container_groups;
    Ok(groups.iter().map(|group| format!("{} {}", group.container_group_name, group.status)).collect())
}

#[cfg(test)]
mod tests {
    use kci_sdk::request::{Container, CreateContainerGroupRequest};
    use kci_sdk::value::{ChargeType, KciType};

    #[tokio::test(flavor = "current_thread")]
    async fn a_group_is_listed_with_its_state() {
        let emulator = kci_emulator::start().await.expect("the emulator starts");
        let request = CreateContainerGroupRequest::new(
            "web",
            ["sg-1"],
            KciType::Rbkci,
            ChargeType::HourlyInstantSettlement,
        )
        .subnet_id("subnet-1")
        .containers([Container::new("nginx", "nginx:latest")]);
        emulator.client().create_container_group(request).await.expect("a group");
        assert_eq!(super::summary(&emulator.client()).await.expect("a summary"), ["web Pending"]);
    }
}
