//! The fields of a Pod, with what becomes of each.

use kci_cli_runtime::Text;

use super::container;
use super::field::{Field, here, idle, list, lost, made, member, object, silent, texts, unless};
use super::resources;
use super::volumes;

const NOTHING_LIKE_IT: Text = Text::new("container groups have nothing like it", "容器组没有对应的功能");
const NOT_OF_GROUPS: Text = Text::new(
    "it is about how a cluster schedules and manages it: no effect here",
    "只与集群的调度或管理有关，在此无效",
);
const INFORMATION: Text = Text::new("information only: no effect here", "仅为说明信息，在此无效");
const NO_CLUSTER: Text =
    Text::new("it names something of a cluster, and there is none here", "此处没有集群，无法引用其中的对象");
const NO_SECRETS: Text = Text::new(
    "there is no cluster here that has it: give --image-registry-credential.1.server, .username and .password",
    "此处没有集群，无法引用：请用 --image-registry-credential.1.server、.username 和 .password",
);
const PLACE: Text = Text::new(
    "there are no nodes to choose from: --instance-type, --instance-family and --subnet-id say where it runs",
    "没有可选的节点：请用 --instance-type、--instance-family、--subnet-id 指定运行位置",
);
const GRACE: Text = Text::new("nothing says how long the containers may take to end", "无法指定容器结束时的宽限时间");
const NO_DEADLINE: Text = Text::new(
    "nothing ends a container group by itself: `kci run --timeout` does so from outside",
    "没有自动结束容器组的功能：可在外部使用 `kci run --timeout`",
);
const OTHER_NAME: Text = Text::new(
    "a container group has a name of its own: write metadata.name",
    "容器组需要自己的名称：请写 metadata.name",
);
const UNPROTECTED: Text = Text::new(
    "only `privileged` can be said: without it the container may do more than it should",
    "只支持 `privileged`：略去后容器的权限会比要求的更大",
);

/// A Pod.
pub(super) const POD: &[Field] =
    &[silent("apiVersion"), silent("kind"), silent("status"), here("metadata", METADATA), here("spec", SPEC)];

const METADATA: &[Field] = &[
    member("name", "ContainerGroupName"),
    made("labels", container::labels),
    lost("generateName", OTHER_NAME),
    idle("namespace", NOT_OF_GROUPS),
    idle("annotations", NOT_OF_GROUPS),
    idle("ownerReferences", NOT_OF_GROUPS),
    idle("finalizers", NOT_OF_GROUPS),
    silent("creationTimestamp"),
    silent("deletionTimestamp"),
    silent("deletionGracePeriodSeconds"),
    silent("generation"),
    silent("managedFields"),
    silent("resourceVersion"),
    silent("selfLink"),
    silent("uid"),
];

const SPEC: &[Field] = &[
    made("volumes", volumes::volumes),
    made("initContainers", container::init_containers),
    made("containers", container::containers),
    lost("ephemeralContainers", NOTHING_LIKE_IT),
    member("restartPolicy", "RestartPolicy"),
    made("resources", resources::resources),
    list("hostAliases", "HostAliase", &[member("ip", "Ip"), member("hostnames", "Hostname")]),
    object("dnsConfig", "DnsConfig", DNS),
    unless("dnsPolicy", &[r#""ClusterFirst""#, r#""Default""#, r#""None""#], NO_CLUSTER),
    member("hostPID", "HostPID"),
    unless("hostNetwork", &["false"], NOTHING_LIKE_IT),
    unless("hostIPC", &["false"], NOTHING_LIKE_IT),
    unless("hostUsers", &["true"], NOTHING_LIKE_IT),
    unless("shareProcessNamespace", &["false"], NOTHING_LIKE_IT),
    unless("securityContext", &["{}"], UNPROTECTED),
    unless("imagePullSecrets", &["[]"], NO_SECRETS),
    unless("serviceAccountName", &[r#""default""#], NO_CLUSTER),
    unless("serviceAccount", &[r#""default""#], NO_CLUSTER),
    unless("automountServiceAccountToken", &["false"], NO_CLUSTER),
    unless("terminationGracePeriodSeconds", &["30"], GRACE),
    lost("activeDeadlineSeconds", NO_DEADLINE),
    unless("nodeSelector", &["{}", r#"{"kubernetes.io/os": "linux"}"#], PLACE),
    unless("affinity", &["{}"], PLACE),
    unless("topologySpreadConstraints", &["[]"], PLACE),
    unless("runtimeClassName", &[r#""""#], NOTHING_LIKE_IT),
    unless("os", &[r#"{"name": "linux"}"#], NOTHING_LIKE_IT),
    lost("hostname", NOTHING_LIKE_IT),
    lost("subdomain", NOTHING_LIKE_IT),
    lost("hostnameOverride", NOTHING_LIKE_IT),
    unless("setHostnameAsFQDN", &["false"], NOTHING_LIKE_IT),
    unless("readinessGates", &["[]"], NO_CLUSTER),
    unless("schedulingGates", &["[]"], NO_CLUSTER),
    unless("resourceClaims", &["[]"], NO_CLUSTER),
    idle("overhead", NOT_OF_GROUPS),
    idle("nodeName", NOT_OF_GROUPS),
    idle("priority", NOT_OF_GROUPS),
    idle("priorityClassName", NOT_OF_GROUPS),
    idle("preemptionPolicy", NOT_OF_GROUPS),
    idle("schedulerName", NOT_OF_GROUPS),
    idle("tolerations", NOT_OF_GROUPS),
    silent("enableServiceLinks"),
];

const DNS: &[Field] = &[
    member("nameservers", "NameServer"),
    member("searches", "Search"),
    list("options", "Option", &[member("name", "Name"), member("value", "Value")]),
];

/// What containers and those that run before them have in common.
pub(super) const ANY_CONTAINER: &[Field] = &[
    member("name", "Name"),
    member("image", "Image"),
    member("imagePullPolicy", "ImagePullPolicy"),
    texts("command", "Command"),
    texts("args", "Arg"),
    member("workingDir", "WorkingDir"),
    made("env", container::variables),
    unless("envFrom", &["[]"], NO_CLUSTER),
    made("resources", resources::resources),
    made("volumeMounts", volumes::mounts),
    unless("volumeDevices", &["[]"], NOTHING_LIKE_IT),
    object("securityContext", "SecurityContext", SECURITY),
    lost("lifecycle", NOTHING_LIKE_IT),
    lost("restartPolicy", NOTHING_LIKE_IT),
    lost("restartPolicyRules", NOTHING_LIKE_IT),
    lost("startupProbe", NOTHING_LIKE_IT),
    unless("stdin", &["false"], NOTHING_LIKE_IT),
    unless("stdinOnce", &["false"], NOTHING_LIKE_IT),
    unless("tty", &["false"], NOTHING_LIKE_IT),
    idle("resizePolicy", NOT_OF_GROUPS),
    idle("terminationMessagePath", NOT_OF_GROUPS),
    idle("terminationMessagePolicy", NOT_OF_GROUPS),
];

/// What containers have beside that.
pub(super) const CONTAINER: &[Field] = &[
    list("ports", "Port", PORT),
    object("livenessProbe", "LivenessProbe", PROBE),
    object("readinessProbe", "ReadinessProbe", PROBE),
];

/// What those have that run before the others.
pub(super) const INIT_CONTAINER: &[Field] =
    &[idle("ports", INFORMATION), lost("livenessProbe", NOTHING_LIKE_IT), lost("readinessProbe", NOTHING_LIKE_IT)];

const PORT: &[Field] = &[
    member("containerPort", "Port"),
    member("protocol", "Protocol"),
    silent("name"),
    lost("hostPort", NOTHING_LIKE_IT),
    lost("hostIP", NOTHING_LIKE_IT),
];

/// An environment variable.
pub(super) const VARIABLE: &[Field] =
    &[member("name", "Key"), texts("value", "Value"), object("valueFrom", "ValueFrom", VALUE_FROM)];

const VALUE_FROM: &[Field] = &[
    object("fieldRef", "FieldRef", &[member("fieldPath", "FieldPath"), unless("apiVersion", &[r#""v1""#], NO_CLUSTER)]),
    lost("configMapKeyRef", NO_CLUSTER),
    lost("secretKeyRef", NO_CLUSTER),
    lost("resourceFieldRef", NOTHING_LIKE_IT),
    lost("fileKeyRef", NOTHING_LIKE_IT),
];

/// A mount of a volume.
pub(super) const MOUNT: &[Field] = &[
    member("name", "Name"),
    member("mountPath", "MountPath"),
    member("readOnly", "ReadOnly"),
    unless("subPath", &[r#""""#], NOTHING_LIKE_IT),
    unless("subPathExpr", &[r#""""#], NOTHING_LIKE_IT),
    unless("mountPropagation", &[r#""None""#], NOTHING_LIKE_IT),
    unless("recursiveReadOnly", &[r#""Disabled""#], NOTHING_LIKE_IT),
];

const PROBE: &[Field] = &[
    member("initialDelaySeconds", "InitialDelaySeconds"),
    member("periodSeconds", "PeriodSeconds"),
    member("timeoutSeconds", "TimeoutSeconds"),
    member("successThreshold", "SuccessThreshold"),
    member("failureThreshold", "FailureThreshold"),
    object("exec", "Exec", &[member("command", "Command")]),
    object("httpGet", "HttpGet", HTTP_GET),
    object("tcpSocket", "TcpSocket", &[made("port", container::port), lost("host", NOTHING_LIKE_IT)]),
    lost("grpc", NOTHING_LIKE_IT),
    lost("terminationGracePeriodSeconds", GRACE),
];

const HTTP_GET: &[Field] = &[
    made("port", container::port),
    member("path", "Path"),
    member("scheme", "Scheme"),
    lost("host", NOTHING_LIKE_IT),
    unless("httpHeaders", &["[]"], NOTHING_LIKE_IT),
];

const SECURITY: &[Field] = &[
    member("privileged", "Privileged"),
    unless("allowPrivilegeEscalation", &["true"], UNPROTECTED),
    unless("appArmorProfile", &["{}"], UNPROTECTED),
    unless("capabilities", &["{}"], UNPROTECTED),
    unless("procMount", &[r#""Default""#], UNPROTECTED),
    unless("readOnlyRootFilesystem", &["false"], UNPROTECTED),
    lost("runAsGroup", UNPROTECTED),
    unless("runAsNonRoot", &["false"], UNPROTECTED),
    lost("runAsUser", UNPROTECTED),
    unless("seLinuxOptions", &["{}"], UNPROTECTED),
    unless("seccompProfile", &["{}"], UNPROTECTED),
    unless("windowsOptions", &["{}"], NOTHING_LIKE_IT),
];

/// What a volume is.
pub(super) const VOLUME: &[Field] = &[
    member("name", "Name"),
    made("emptyDir", volumes::empty),
    made("hostPath", volumes::host_path),
    made("nfs", volumes::nfs),
    made("projected", volumes::projected),
    lost("configMap", volumes::FILES),
    lost("secret", volumes::FILES),
    lost("downwardAPI", NOTHING_LIKE_IT),
    lost("persistentVolumeClaim", volumes::CLAIM),
    lost("ephemeral", volumes::CLAIM),
    lost("csi", volumes::CLAIM),
    lost("flexVolume", volumes::CLAIM),
    lost("image", NOTHING_LIKE_IT),
];

/// A directory that is empty at first.
pub(super) const EMPTY: &[Field] = &[unless("medium", &[r#""""#], NOTHING_LIKE_IT), lost("sizeLimit", NOTHING_LIKE_IT)];

/// A directory of the machine.
pub(super) const HOST_PATH: &[Field] = &[
    member("path", "Path"),
    unless("type", &[r#""""#], Text::new("what is there is mounted as it is", "按现状挂载，不做检查或创建")),
];

/// A directory of a server.
pub(super) const NFS: &[Field] = &[member("server", "Server"), member("path", "Path"), member("readOnly", "ReadOnly")];
