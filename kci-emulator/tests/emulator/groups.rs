//! Container groups as a whole: creating and deleting them, and whose they are.

use kci_emulator::{Clock, Emulator};
use kci_sdk::auth::Credentials;
use kci_sdk::request::{DeleteContainerGroupRequest, DescribeContainerGroupRequest};

use crate::common::{Request, proves};
use crate::fixture::{IMAGE, START, World, container, group, time, world};

#[tokio::test]
async fn a_dry_run_creates_nothing() {
    let world = world().await;
    let kci = &world.kci;
    let parameters = [
        ("DryRun", "true"),
        ("ContainerGroupName", "web"),
        ("SubnetId", "subnet-1"),
        ("SecurityGroupId.1", "sg-1"),
        ("KciType", "RBKCI"),
        ("ChargeType", "HourlyInstantSettlement"),
        ("Container.1.Name", "nginx"),
        ("Container.1.Image", IMAGE),
    ];
    let answer = Request::action("CreateContainerGroup", &parameters).signed(kci).send(kci).await;
    assert_eq!(answer.code(), "DryRunOperation");
    assert_eq!(world.list(DescribeContainerGroupRequest::new()).await.total_count, 0);
    let answer = Request::action("CreateContainerGroup", &parameters[1..]).signed(kci).send(kci).await;
    assert_eq!(answer.status, 200);
    assert_eq!(world.list(DescribeContainerGroupRequest::new()).await.total_count, 1);
    proves(&world.kci, &["error DryRunOperation"]);
}

async fn refused_deletion(world: &World, id: &str) -> (String, String) {
    let answer = world.raw("DeleteContainerGroup", &[("ContainerGroupId", id)]).await;
    let (code, parameter) = answer.told();
    (code.to_owned(), parameter.to_owned())
}

#[tokio::test]
async fn a_deleted_group_is_gone() {
    let world = world().await;
    let ids = world.create_many(3).await;
    world.delete(&ids[1]).await;
    let left = world.list(DescribeContainerGroupRequest::new()).await;
    let left: Vec<_> = left.container_groups.iter().map(|group| group.container_group_id.as_str()).collect();
    assert_eq!(left, [ids[0].as_str(), ids[2].as_str()]);
    proves(&world.kci, &["DeleteContainerGroup", "DeleteContainerGroup.ContainerGroupId"]);
}

#[tokio::test]
async fn a_group_is_deleted_once() {
    let world = world().await;
    let id = world.create(group("web")).await;
    world.delete(&id).await;
    let refused = ("InvalidParameterValue".to_owned(), "ContainerGroupId".to_owned());
    assert_eq!(refused_deletion(&world, &id).await, refused);
    assert_eq!(refused_deletion(&world, "nobody").await, refused);
}

#[tokio::test]
async fn a_group_can_be_deleted_in_every_state() {
    for seconds in [0, 1, START, 1_000] {
        let world = world().await;
        let id = world.create(group("web")).await;
        world.at(seconds);
        world.delete(&id).await;
        assert_eq!(world.list(DescribeContainerGroupRequest::new()).await.total_count, 0);
        assert_eq!(world.kci.jump(), None);
    }
}

#[tokio::test]
async fn a_group_belongs_to_its_account_and_its_region() {
    let accounts = [Credentials::new("AKLTONE", "one"), Credentials::new("AKLTTWO", "two")];
    let [one, two] = accounts.clone();
    let builder = Emulator::builder().clock(Clock::stopped_at(time(0))).account(one).account(two);
    let kci = builder.start().await.expect("it starts");
    let world = World { client: kci.client(), kci };
    let id = world.create(group("web")).await;
    let elsewhere = world.kci.client_builder().region("cn-shanghai-2").build().expect("a client");
    for client in [world.kci.client_of(accounts[1].clone()), elsewhere] {
        let list = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
        assert_eq!(list.total_count, 0);
        client.delete_container_group(DeleteContainerGroupRequest::new(&id)).await.expect_err("not there");
    }
    assert_eq!(world.describe(&id).await.container_group_id, id);
}

#[tokio::test]
async fn two_groups_may_have_the_same_name() {
    let world = world().await;
    let one = world.create(group("web")).await;
    let two = world.create(group("web").containers([container("redis", "redis:7")])).await;
    assert_ne!(one, two);
    assert_eq!(world.container(&two).await.name, "redis");
}

#[tokio::test]
async fn a_group_has_at_least_one_container() {
    let world = world().await;
    let mut request = group("web");
    request.containers.clear();
    world.client.create_container_group(request).await.expect_err("no container");
}
