//! Commands in containers: the answer names where a WebSocket runs [one](crate::exec).

use kci_sdk::request::ExecContainerCommandRequest;
use kci_sdk::response::ExecContainerCommandResponse;

use super::{Answer, Place, container_group, container_log};
use crate::exec::Session;
use crate::lifecycle::container::Current;
use crate::lifecycle::group::progress;
use crate::refusal::Refusal;

/// The container must be running.
pub(super) fn exec(request: &ExecContainerCommandRequest, place: &Place<'_>) -> Answer<ExecContainerCommandRequest> {
    let group = container_group::find(place, &request.container_group_id)?;
    let index = container_log::position(group, &request.container_name)?;
    let progress = progress(group, place.now);
    let course = progress.containers.get(index);
    if !course.is_some_and(|course| matches!(course.current, Current::Running { .. })) {
        return Err(Refusal::invalid("ContainerName"));
    }
    let path = format!("/exec/{}/{}/{}", group.id, request.container_name, place.id());
    let uri = format!("ws://{}{path}", place.host);
    place.sessions.add(Session { path, tty: request.tty == Some(true) });
    Ok(ExecContainerCommandResponse::default().web_socket_uri(uri))
}
