//! Container groups as people speak of them: by id or by name; and how they are shown.

use kci_cli_runtime::output::{Cell, Column, Tone, View};
use kci_cli_runtime::{Context, Failure};
use kci_sdk::Client;
use kci_sdk::request::DescribeContainerGroupRequest;
use kci_sdk::response::{Container, ContainerGroup};

/// The groups that words stand for, each an id or a name, in the order of the words.
///
/// # Errors
///
/// When one is not there, or several have the name.
pub(crate) async fn find_all(cx: &Context, client: &Client, words: &[String]) -> Result<Vec<ContainerGroup>, Failure> {
    let (found, missing) = look_for(cx, client, words).await?;
    if missing.is_empty() { Ok(found) } else { Err(not_there(cx, &missing)) }
}

/// The group that a word stands for.
///
/// # Errors
///
/// As of [`find_all`].
pub(crate) async fn find(cx: &Context, client: &Client, word: &str) -> Result<ContainerGroup, Failure> {
    let found = find_all(cx, client, &[word.to_owned()]).await?;
    found.into_iter().next().ok_or_else(|| not_there(cx, &[word.to_owned()]))
}

/// The groups that words stand for, and the words for which there is none.
pub(crate) async fn look_for(
    cx: &Context,
    client: &Client,
    words: &[String],
) -> Result<(Vec<ContainerGroup>, Vec<String>), Failure> {
    let by_id = list(client, DescribeContainerGroupRequest::new().container_group_ids(words), None).await?;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for word in words {
        let group = match by_id.iter().find(|group| group.container_group_id == *word) {
            Some(group) => Some(group.clone()),
            None => of_name(cx, client, word).await?,
        };
        match group {
            Some(group) => found.push(group),
            None => missing.push(word.clone()),
        }
    }
    Ok((found, missing))
}

async fn of_name(cx: &Context, client: &Client, name: &str) -> Result<Option<ContainerGroup>, Failure> {
    let alike = list(client, DescribeContainerGroupRequest::new().search(name), None).await?;
    let mut named: Vec<_> = alike.into_iter().filter(|group| group.container_group_name == name).collect();
    if named.len() < 2 {
        return Ok(named.pop());
    }
    let ids: Vec<_> = named.iter().map(|group| group.container_group_id.as_str()).collect();
    let message = format!("{}: {name}", cx.say("several container groups have this name", "多个容器组同名"));
    let help = format!("{} {}", cx.say("say which by its id:", "请用 ID 指明："), ids.join(", "));
    Err(Failure::usage(message).with_help(help))
}

/// The groups of a request, all pages of them or so many.
pub(crate) async fn list(
    client: &Client,
    request: DescribeContainerGroupRequest,
    most: Option<usize>,
) -> Result<Vec<ContainerGroup>, Failure> {
    let request = if most.is_none_or(|most| most >= PAGE) { request.max_results(100) } else { request };
    let mut items = client.describe_container_group(request).items();
    if let Some(most) = most {
        items = items.max_items(most);
    }
    let mut groups = Vec::new();
    while let Some(group) = items.next().await {
        groups.push(group?);
    }
    Ok(groups)
}

/// How many elements a page has where nothing is said.
const PAGE: usize = 20;

fn not_there(cx: &Context, words: &[String]) -> Failure {
    let what = cx.say("there is no container group", "没有容器组");
    Failure::not_found(format!("{what} {}", words.join(", "))).with_help(cx.say(
        "`kci ls` lists those of this region; --region says which one that is",
        "`kci ls` 列出本地域的容器组；--region 指定地域",
    ))
}

/// The container of a group that a name stands for; without a name, the only one, or else the first.
///
/// # Errors
///
/// When the group has none of this name.
pub(crate) fn container<'g>(
    cx: &Context,
    group: &'g ContainerGroup,
    name: Option<&str>,
) -> Result<&'g Container, Failure> {
    let names: Vec<_> = group.containers.iter().map(|container| container.name.as_str()).collect();
    let found = match name {
        Some(name) => group.containers.iter().find(|container| container.name == name),
        None => group.containers.first(),
    };
    if name.is_none() && names.len() > 1 {
        let chosen = cx.say("of the containers, this is about the first:", "有多个容器，此处为第一个：");
        cx.out.note(format!("{chosen} {}", names.join(", ")));
    }
    found.ok_or_else(|| {
        let none = cx.say("the container group has no container", "容器组没有容器");
        let has = cx.say("it has:", "它有：");
        Failure::not_found(format!("{none} {}", name.unwrap_or_default()))
            .with_help(format!("{has} {}", names.join(", ")))
    })
}

/// What a list of groups shows.
pub(crate) fn list_view(path: &str) -> View {
    View::list(path)
        .column(Column::new("ID", "ContainerGroupId"))
        .column(Column::new("NAME", "ContainerGroupName"))
        .column(Column::new("STATUS", "Status").of(Cell::State(tone)))
        .column(Column::new("CPU", "Cpu"))
        .column(Column::new("MEMORY", "Memory"))
        .column(Column::new("ADDRESS", "NetworkInterfaceAttributes.PrivateIpAddress"))
        .column(Column::new("AGE", "CreateTime").of(Cell::Age))
        .column(Column::new("ZONE", "AvailabilityZone").wide())
        .column(Column::new("PUBLIC", "NetworkInterfaceAttributes.PublicIp").wide())
        .column(Column::new("IMAGES", "Containers.Image").wide())
        .column(Column::new("RESTARTS", "Containers.RestartCount").wide())
        .column(Column::new("REASONS", "Containers.CurrentState.Reason").wide())
        .id("ContainerGroupId")
        .name("ContainerGroupName")
}

/// What one group shows.
pub(crate) fn view() -> View {
    View::one()
        .column(Column::new("ID", "ContainerGroupId"))
        .column(Column::new("NAME", "ContainerGroupName"))
        .column(Column::new("STATUS", "Status").of(Cell::State(tone)))
        .column(Column::new("CPU", "Cpu"))
        .column(Column::new("MEMORY", "Memory"))
        .column(Column::new("ADDRESS", "NetworkInterfaceAttributes.PrivateIpAddress"))
        .column(Column::new("PUBLIC", "NetworkInterfaceAttributes.PublicIp"))
        .column(Column::new("SUBNET", "NetworkInterfaceAttributes.SubnetId"))
        .column(Column::new("ZONE", "AvailabilityZone"))
        .column(Column::new("CREATED", "CreateTime").of(Cell::Time))
        .column(Column::new("RESTART POLICY", "RestartPolicy"))
        .column(Column::new("CONTAINERS", "Containers.Name"))
        .column(Column::new("IMAGES", "Containers.Image"))
        .column(Column::new("STATES", "Containers.CurrentState.State").of(Cell::State(tone)))
        .column(Column::new("REASONS", "Containers.CurrentState.Reason"))
        .column(Column::new("EXIT CODES", "Containers.CurrentState.ExitCode"))
        .column(Column::new("RESTARTS", "Containers.RestartCount"))
        .id("ContainerGroupId")
        .name("ContainerGroupName")
}

/// What a state of a group, of a container or of an image cache means.
pub(crate) fn tone(state: &str) -> Option<Tone> {
    match state {
        "Running" | "running" | "Succeeded" | "Ready" => Some(Tone::Good),
        "Pending" | "ImagePulling" | "waiting" | "Preparing" | "Creating" | "SnapshotCreating" => Some(Tone::Going),
        "Failed" => Some(Tone::Bad),
        "Unknown" => Some(Tone::Warning),
        _ => None,
    }
}
