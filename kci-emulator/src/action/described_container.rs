//! A container as it is described: what was asked for, and how far it is by now.

use kci_sdk::request;
use kci_sdk::response::{
    Container, CurrentState, EnvironmentVar, Exec, FieldRef, HttpGet, Port, Probe, TcpSocket, ValueFrom, VolumeMount,
};
use kci_sdk::value::{ContainerState, ImagePullPolicy, Protocol};

use crate::lifecycle::container::{Course, Current, Run};
use crate::lifecycle::whole;

/// The whole description. `unpullable`: its image cannot be pulled.
pub(super) fn container(container: &request::Container, course: &Course, unpullable: bool) -> Container {
    let environment_vars = container.environment_vars.iter().map(environment_variable);
    let ports = container.ports.iter();
    let ports =
        ports.map(|port| Port::default().port(port.port).protocol(port.protocol.clone().unwrap_or(Protocol::Tcp)));
    let mut described = Container::default()
        .name(&container.name)
        .image(&container.image)
        .commands(&container.commands)
        .args(&container.args)
        .environment_vars(environment_vars)
        .ports(ports)
        .volume_mounts(container.volume_mounts.iter().map(volume_mount))
        .restart_count(course.restarts)
        .current_state(state(course, unpullable));
    // What the documents' example answers to a request that does not say.
    described.image_pull_policy = container.image_pull_policy.clone().or(Some(ImagePullPolicy::IfNotPresent));
    described.cpu = container.cpu;
    described.memory = container.memory;
    described.gpu = container.gpu;
    described.working_dir.clone_from(&container.working_dir);
    described.liveness_probe = container.liveness_probe.as_ref().map(probe);
    described.readiness_probe = container.readiness_probe.as_ref().map(probe);
    described.previous_state = course.previous.map(terminated);
    described
}

fn environment_variable(variable: &request::EnvironmentVar) -> EnvironmentVar {
    let mut described = EnvironmentVar::default().key(&variable.key);
    described.value.clone_from(&variable.value);
    let field = variable.value_from.as_ref().map(|from| {
        let path = from.field_ref.as_ref().and_then(|field| field.field_path.as_deref());
        ValueFrom::default().field_ref(FieldRef::default().field_path(path.unwrap_or_default()))
    });
    described.value_from = field;
    described
}

fn volume_mount(mount: &request::VolumeMount) -> VolumeMount {
    VolumeMount::default()
        .name(&mount.name)
        .mount_path(mount.mount_path.as_deref().unwrap_or_default())
        .read_only(mount.read_only.unwrap_or(false))
}

fn probe(probe: &request::Probe) -> Probe {
    let mut described = Probe::default();
    described.initial_delay_seconds = probe.initial_delay_seconds;
    described.period_seconds = probe.period_seconds;
    described.timeout_seconds = probe.timeout_seconds;
    described.success_threshold = probe.success_threshold;
    described.failure_threshold = probe.failure_threshold;
    described.http_get = probe.http_get.as_ref().map(|get| {
        HttpGet::default()
            .port(get.port.unwrap_or_default())
            .path(get.path.as_deref().unwrap_or_default())
            .scheme(get.scheme.as_deref().unwrap_or_default())
    });
    described.tcp_socket =
        probe.tcp_socket.as_ref().map(|socket| TcpSocket::default().port(socket.port.unwrap_or_default()));
    described.exec = probe.exec.as_ref().map(|exec| Exec::default().commands(&exec.commands));
    described
}

fn state(course: &Course, unpullable: bool) -> CurrentState {
    match course.current {
        Current::Running { since } => CurrentState::default().state(ContainerState::Running).start_time(whole(since)),
        Current::Terminated(run) => terminated(run),
        Current::Waiting => {
            let reason = match course.previous {
                Some(_) => "CrashLoopBackOff",
                None if unpullable => "ImagePullBackOff",
                None => "ContainerCreating",
            };
            CurrentState::default().state(ContainerState::from("waiting")).reason(reason)
        }
    }
}

fn terminated(run: Run) -> CurrentState {
    CurrentState::default()
        .state(ContainerState::from("terminated"))
        .start_time(whole(run.started))
        .finish_time(whole(run.finished))
        .reason(if run.code == 0 { "Completed" } else { "Error" })
        .exit_code(i64::from(run.code))
}
