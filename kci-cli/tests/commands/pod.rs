//! Kubernetes Pods in the place of documents of parameters.

use std::fs;

use super::{emulator, home, kci, kci_at, run, stderr, stdout};

/// What the profile would say.
const NETWORK: [&str; 2] = ["--subnet-id=s", "--security-group-id=g"];

/// Standard output, standard error and the status of `create --dry-run` with this file.
fn create(file: &str, more: &[&str]) -> (String, String, Option<i32>) {
    let home = home();
    let path = home.path().join("pod.yaml");
    fs::write(&path, file).expect("a file");
    let arguments = [&["create", "--dry-run", "-f", "pod.yaml"], &NETWORK[..], more].concat();
    let output = run(kci(home.path(), &arguments).current_dir(home.path()));
    (stdout(&output), stderr(&output), output.status.code())
}

/// A Pod with one container, and these lines in its `spec`, and these in its container.
fn pod(spec: &str, container: &str) -> String {
    let indented = |lines: &str, by| lines.lines().fold(String::new(), |text, line| text + by + line + "\n");
    let (spec, container) = (indented(spec, "  "), indented(container, "      "));
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n{spec}  containers:\n    - name: app\n      image: web:1\n{container}"
    )
}

/// The parameters of the container that these lines make.
fn container(lines: &str) -> Vec<String> {
    let (out, err, code) = create(&pod("", lines), &[]);
    assert_eq!(code, Some(0), "{err}");
    let known = ["Name=app", "Image=web:1"];
    let own = out.lines().filter_map(|line| line.strip_prefix("Container.1."));
    own.filter(|line| !known.contains(line)).map(str::to_owned).collect()
}

/// What is said of a Pod that is refused for one thing that cannot be said.
#[track_caller]
fn refused(file: &str) -> String {
    let (_, err, code) = create(file, &[]);
    assert_eq!(code, Some(3), "{err}");
    assert!(err.contains("1 problem in CreateContainerGroup") && err.contains("--accept-partial"), "{err}");
    err
}

#[test]
fn a_pod_makes_a_group_with_what_run_would_say_beside_it() {
    let (out, err, code) = create(&pod("", ""), &[]);
    let expected = "Action=CreateContainerGroup\nVersion=2020-07-02\nContainerGroupName=web\nSubnetId=s\nSecurityGroupId.1=g\n\
                    KciType=RBKCI\nChargeType=HourlyInstantSettlement\nContainer.1.Name=app\nContainer.1.Image=web:1\n\
                    Container.1.ImagePullPolicy=IfNotPresent\n";
    assert_eq!((out.as_str(), err.as_str(), code), (expected, "", Some(0)));
}

#[test]
fn a_pod_is_created_by_the_service() {
    let (kci_emulator, home) = (emulator(), home());
    let path = home.path().join("pod.yaml");
    fs::write(&path, pod("", "command: [sleep, \"1\"]")).expect("a file");
    let path = path.display().to_string();
    let arguments = [&["create", "-f", &path, "-o", "id"], &NETWORK[..]].concat();
    let output = run(&mut kci_at(&kci_emulator, home.path(), &arguments));
    assert_eq!(stdout(&output).lines().count(), 1, "{}", stderr(&output));
    let listed = run(&mut kci_at(&kci_emulator, home.path(), &["ls", "-o", "name"]));
    assert_eq!(stdout(&listed), "web\n");
}

#[test]
fn a_flag_counts_more_than_the_pod_and_the_pod_more_than_what_run_would_say() {
    let (out, err, _) =
        create(&pod("restartPolicy: Never", ""), &["--charge-type=Spot", "--spot-strategy=SpotAsPriceGo"]);
    assert!(out.contains("ChargeType=Spot\n") && out.contains("RestartPolicy=Never\n"), "{out}{err}");
    let (out, ..) = create(&pod("", ""), &["--container.1.image=web:2"]);
    assert!(out.contains("Container.1.Image=web:2\n"), "{out}");
}

#[test]
fn sizes_are_the_limits_or_else_the_requests_in_cores_and_gibibytes() {
    let made = container("resources:\n  requests: {cpu: 250m, memory: 1Gi}\n  limits: {cpu: 500m, nvidia.com/gpu: 1}");
    assert_eq!(made, ["Cpu=0.5", "Memory=1", "ImagePullPolicy=IfNotPresent", "Gpu=1"]);
    let (out, err, _) = create(&pod("", "resources: {limits: {memory: 100Mi}}"), &[]);
    assert!(out.contains("Container.1.Memory=0.098\n"), "{out}");
    assert!(
        err.contains("pod.yaml:9:28: spec.containers[0].resources.limits.memory: rounded up to 0.098 GiB"),
        "{err}"
    );
}

#[test]
fn a_size_that_is_none_is_wrong_whatever_is_accepted() {
    let (_, err, code) = create(&pod("", "resources: {limits: {memory: 1Gib}}"), &["--accept-partial"]);
    assert_eq!(code, Some(3));
    assert!(err.contains("pod.yaml:9:28: spec.containers[0].resources.limits.memory: no quantity"), "{err}");
}

#[test]
fn variables_have_their_value_or_the_field_that_it_comes_from() {
    let made = container(
        "env:\n  - {name: A, value: x}\n  - {name: B}\n  - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}",
    );
    let expected = [
        "EnvironmentVar.1.Key=A",
        "EnvironmentVar.1.Value=x",
        "EnvironmentVar.2.Key=B",
        "EnvironmentVar.2.Value=",
        "EnvironmentVar.3.Key=IP",
        "EnvironmentVar.3.ValueFrom.FieldRef.FieldPath=status.podIP",
        "ImagePullPolicy=IfNotPresent",
    ];
    assert_eq!(made, expected);
}

#[test]
fn a_value_of_a_cluster_is_refused_and_left_out_where_that_is_accepted() {
    let file =
        pod("", "env:\n  - name: TOKEN\n    valueFrom: {secretKeyRef: {name: s, key: k}}\n  - {name: A, value: x}");
    let err = refused(&file);
    assert!(err.contains("pod.yaml:11:23: spec.containers[0].env[0].valueFrom.secretKeyRef: "), "{err}");
    let (out, err, code) = create(&file, &["--accept-partial"]);
    assert!(out.contains("EnvironmentVar.1.Key=A\n") && !out.contains("TOKEN"), "{out}");
    assert_eq!(code, Some(0));
    assert!(err.starts_with("warning: pod.yaml:11:23: spec.containers[0].env[0].valueFrom.secretKeyRef"), "{err}");
}

#[test]
fn a_probe_asks_the_port_of_a_name() {
    let made = container(
        "ports: [{name: http, containerPort: 8080, protocol: TCP}]\nlivenessProbe: {periodSeconds: 5, httpGet: {path: /up, port: http}}\n\
         readinessProbe: {tcpSocket: {port: 81}, exec: {command: [ls]}}",
    );
    let expected = [
        "ImagePullPolicy=IfNotPresent",
        "Port.1.Port=8080",
        "Port.1.Protocol=TCP",
        "LivenessProbe.PeriodSeconds=5",
        "LivenessProbe.HttpGet.Port=8080",
        "LivenessProbe.HttpGet.Path=/up",
        "ReadinessProbe.TcpSocket.Port=81",
        "ReadinessProbe.Exec.Command.1=ls",
    ];
    assert_eq!(made, expected);
    let (_, err, _) = create(&pod("", "livenessProbe: {httpGet: {port: web}}"), &[]);
    assert!(
        err.contains("pod.yaml:9:33: spec.containers[0].livenessProbe.httpGet.port: the container has no port"),
        "{err}"
    );
}

#[test]
fn volumes_are_directories_shares_and_what_the_machine_has() {
    let volumes = "volumes:\n  - {name: cache, emptyDir: {}}\n  - {name: share, nfs: {server: s, path: /e, readOnly: true}}\n  - {name: host, hostPath: {path: /var}}";
    let (out, err, _) = create(&pod(volumes, "volumeMounts: [{name: share, mountPath: /e, readOnly: true}]"), &[]);
    let expected = "Volume.1.Type=EmptyDirVolume\nVolume.1.Name=cache\nVolume.2.Type=NFSVolume\nVolume.2.Name=share\n\
                    Volume.2.NFSVolume.Server=s\nVolume.2.NFSVolume.Path=/e\nVolume.2.NFSVolume.ReadOnly=true\n\
                    Volume.3.Type=HostPathVolume\nVolume.3.Name=host\nVolume.3.HostPathVolume.Path=/var\n";
    assert!(out.contains(expected), "{out}{err}");
    assert!(out.contains("Container.1.VolumeMount.1.Name=share\n"), "{out}");
}

#[test]
fn a_volume_of_a_cluster_is_left_out_with_its_mounts() {
    let file = pod(
        "volumes:\n  - {name: conf, configMap: {name: c}}\n  - {name: cache, emptyDir: {}}",
        "volumeMounts: [{name: conf, mountPath: /c}, {name: cache, mountPath: /d}]",
    );
    assert!(refused(&file).contains("pod.yaml:7:20: spec.volumes[0].configMap: "));
    let (out, ..) = create(&file, &["--accept-partial"]);
    assert!(out.contains("Container.1.VolumeMount.1.Name=cache\n") && !out.contains("conf"), "{out}");
}

#[test]
fn what_a_cluster_adds_to_a_pod_is_no_hindrance() {
    let spec = "dnsPolicy: ClusterFirst\nenableServiceLinks: true\nnodeName: node-1\npreemptionPolicy: PreemptLowerPriority\n\
                priority: 0\nschedulerName: default-scheduler\nsecurityContext: {}\nserviceAccountName: default\n\
                serviceAccount: default\nterminationGracePeriodSeconds: 30\ntolerations: [{operator: Exists}]\n\
                volumes:\n  - name: kube-api-access-x7f2k\n    projected: {sources: [{serviceAccountToken: {path: token}}]}";
    let container = "terminationMessagePath: /dev/termination-log\nresources: {}\n\
                     volumeMounts: [{name: kube-api-access-x7f2k, mountPath: /var/run/secrets, readOnly: true}]";
    let file = pod(spec, container) + "status: {phase: Running}\n";
    let (out, err, code) = create(&file, &[]);
    assert_eq!(code, Some(0), "{err}");
    assert!(!out.contains("Volume"), "{out}");
    assert!(err.contains("spec.volumes[0].projected") && err.contains("spec.nodeName"), "{err}");
    let (_, err, _) = create(&file, &["-q"]);
    assert_eq!(err, "");
}

#[test]
fn a_slip_says_what_may_have_been_meant() {
    let err = refused(&pod("", "imagePulPolicy: Always"));
    assert!(err.contains("pod.yaml:9:7: spec.containers[0].imagePulPolicy: "), "{err}");
    assert!(err.contains("did you mean imagePullPolicy?"), "{err}");
}

#[test]
fn what_would_weaken_it_is_refused() {
    for (spec, container, name) in [
        ("", "securityContext: {runAsUser: 1000}", "spec.containers[0].securityContext.runAsUser"),
        ("securityContext: {fsGroup: 2}", "", "spec.securityContext"),
        ("", "lifecycle: {preStop: {exec: {command: [ls]}}}", "spec.containers[0].lifecycle"),
        ("terminationGracePeriodSeconds: 60", "", "spec.terminationGracePeriodSeconds"),
        ("imagePullSecrets: [{name: s}]", "", "spec.imagePullSecrets"),
        ("nodeSelector: {disk: ssd}", "", "spec.nodeSelector"),
    ] {
        let err = refused(&pod(spec, container));
        assert!(err.contains(&format!(" {name}: ")), "{name} in {err}");
    }
}

#[test]
fn pods_and_documents_of_parameters_stand_in_one_file_and_a_mistake_in_one_sends_none() {
    let own = "---\nContainerGroupName: job\nSubnetId: s\nSecurityGroupId: [g]\nKciType: RBKCI\nChargeType: HourlyInstantSettlement\n\
               Container: [{Name: a, Image: x, ImagePullPolicy: Always}]\n";
    let (out, err, code) = create(&(pod("", "") + own), &[]);
    assert_eq!((out.matches("Action=").count(), code), (2, Some(0)), "{err}");
    let mistaken = own.replace("job", "Job_1");
    let (out, err, code) = create(&(pod("", "command: ls") + &mistaken), &[]);
    assert_eq!((out.as_str(), code), ("", Some(3)));
    assert!(err.contains("pod.yaml:9:16: spec.containers[0].command: a text, where a list belongs"), "{err}");
    assert!(err.contains("pod.yaml:11:21: ContainerGroupName: "), "{err}");
}

#[test]
fn a_list_has_several_pods() {
    let file = "apiVersion: v1\nkind: List\nitems:\n\
                - {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: x}]}}\n\
                - {apiVersion: v1, kind: Pod, metadata: {name: B}, spec: {containers: [{name: a, image: x}]}}\n";
    let (_, err, code) = create(file, &[]);
    assert_eq!(code, Some(3));
    assert!(err.contains("pod.yaml:5:48: items[1].metadata.name: "), "{err}");
    let (out, ..) = create(&file.replace("name: B", "name: b"), &[]);
    assert_eq!(out.matches("Action=").count(), 2);
}

#[test]
fn what_is_no_pod_is_refused_with_what_to_do() {
    let (_, err, code) = create("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\n", &["--accept-partial"]);
    assert_eq!(code, Some(3));
    assert!(
        err.contains("pod.yaml:2:1: kind: Deployment: this is no Pod") && err.contains("as a Pod of its own"),
        "{err}"
    );
    assert!(!err.contains("required"), "{err}");
    let (_, err, _) = create("apiVersion: v1\nkind: Service\n", &[]);
    assert!(err.contains("1 problem") && err.contains("Service: this is no Pod"), "{err}");
}

#[test]
fn what_no_pod_says_is_asked_for_by_its_flag() {
    let home = home();
    let path = home.path().join("pod.yaml");
    fs::write(&path, pod("", "")).expect("a file");
    let output = run(kci(home.path(), &["create", "--dry-run", "-f", &path.display().to_string()]).env("LANG", "C"));
    assert!(stderr(&output).contains("\n  --security-group-id: required"), "{}", stderr(&output));
    assert!(stderr(&output).contains("\n  --subnet-id: required"), "{}", stderr(&output));
}

#[test]
fn it_is_told_in_chinese_too() {
    let (_, err, _) = create(&pod("", "tty: true"), &["--lang", "zh"]);
    assert!(err.contains("spec.containers[0].tty: 容器组没有对应的功能"), "{err}");
}

#[test]
fn a_template_of_a_pod_is_a_document_of_parameters_that_says_the_same() {
    let file = pod("terminationGracePeriodSeconds: 60", "command: [sleep, \"1\"]");
    let home = home();
    fs::write(home.path().join("pod.yaml"), &file).expect("a file");
    let template = |more: &[&str]| {
        let arguments = [&["create", "--template", "-f", "pod.yaml"], &NETWORK[..], more].concat();
        run(kci(home.path(), &arguments).current_dir(home.path()))
    };
    let output = template(&[]);
    assert!(
        stderr(&output).starts_with("warning: pod.yaml:6:3: spec.terminationGracePeriodSeconds: "),
        "{}",
        stderr(&output)
    );
    let (expected, ..) = create(&file, &["--accept-partial"]);
    let (made, err, code) = create(&stdout(&output), &[]);
    assert_eq!((made, code), (expected, Some(0)), "{err}");
}
