//! Requests as documents: JSON and YAML under the names of the wire.

use kci_sdk::request::{
    ConfigFileToPath, ConfigFileVolume, Container, CreateContainerGroupRequest, DescribeContainerGroupRequest,
    DnsConfig, EbsVolume, EnvironmentVar, ImageRegistryCredential, Port, Volume,
};
use kci_sdk::value::{ChargeType, FsType, KciType, Protocol, RestartPolicy};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const FILE: &str = r#"
ContainerGroupName: batch
SubnetId: subnet-1
SecurityGroupId: [sg-1, sg-2]
KciType: RBKCI
ChargeType: HourlyInstantSettlement
RestartPolicy: Never
Cpu: 2
Memory: 0.5
ImageRegistryCredential:
  - {Server: hub.example.com, Username: me, Password: hunter2}
Volume:
  - Type: EBSVolume
    Name: data
    EBSVolume: {FsType: ext4, VolumeId: vol-1, DeleteWithInstance: true}
  - Type: ConfigFileVolume
    Name: config
    ConfigFileVolume:
      ConfigFileToPath:
        - {Path: app.toml, Content: "a = 1\n"}
Container:
  - Name: worker
    Image: hub.example.com/me/worker:1
    Command: [sh, -c, "echo 你好"]
    EnvironmentVar:
      - {Key: RATE, Value: "1.10"}
    Port:
      - {Port: 80, Protocol: TCP}
"#;

fn written_in_code() -> CreateContainerGroupRequest {
    let (kci_type, charge_type) = (KciType::Rbkci, ChargeType::HourlyInstantSettlement);
    let disk = EbsVolume::new(FsType::Ext4).volume_id("vol-1").delete_with_instance(true);
    let file = ConfigFileToPath::new().path("app.toml").content("a = 1\n");
    let worker = Container::new("worker", "hub.example.com/me/worker:1")
        .commands(["sh", "-c", "echo 你好"])
        .environment_vars([EnvironmentVar::new("RATE").value("1.10")])
        .ports([Port::new(80).protocol(Protocol::Tcp)]);
    CreateContainerGroupRequest::new("batch", ["sg-1", "sg-2"], kci_type, charge_type)
        .subnet_id("subnet-1")
        .restart_policy(RestartPolicy::Never)
        .cpu(2.0)
        .memory(0.5)
        .image_registry_credentials([ImageRegistryCredential::new("hub.example.com", "me", "hunter2")])
        .volumes([Volume::ebs("data", disk), Volume::config_file("config", ConfigFileVolume::new([file]))])
        .containers([worker])
}

fn problem<T: DeserializeOwned>(document: Value) -> String {
    serde_json::from_value::<T>(document).err().expect("a document that is wrong").to_string()
}

fn container(document: Value) -> String {
    problem::<Container>(document)
}

#[test]
fn a_file_is_the_request_that_code_would_write() {
    let request: CreateContainerGroupRequest = serde_norway::from_str(FILE).expect("a request");
    assert_eq!(request, written_in_code());
}

#[test]
fn a_request_is_written_as_it_is_read() {
    let request = written_in_code();
    let yaml = serde_norway::to_string(&request).expect("YAML");
    assert_eq!(serde_norway::from_str::<CreateContainerGroupRequest>(&yaml).expect("a request"), request);
    let json = serde_json::to_value(&request).expect("JSON");
    assert_eq!(json, serde_norway::from_str::<Value>(FILE).expect("YAML"));
    assert_eq!(serde_json::from_value::<CreateContainerGroupRequest>(json).expect("a request"), request);
}

#[test]
fn members_are_written_in_the_documents_order_and_numbers_without_needless_fractions() {
    let container = Container::new("a", "b").cpu(2.0).memory(0.5).ports([Port::new(80)]);
    let expected = r#"{"Name":"a","Cpu":2,"Memory":0.5,"Image":"b","Port":[{"Port":80}]}"#;
    assert_eq!(serde_json::to_string(&container).expect("JSON"), expected);
}

#[test]
fn a_request_without_parameters_is_an_empty_object() {
    let nothing = DescribeContainerGroupRequest::new();
    assert_eq!(serde_json::to_string(&nothing).expect("JSON"), "{}");
    assert_eq!(serde_json::from_str::<DescribeContainerGroupRequest>("{}").expect("a request"), nothing);
}

#[test]
fn null_and_empty_lists_and_objects_are_as_good_as_absent() {
    let document = json!({"Name": "a", "Image": "b", "Cpu": null, "Port": [], "Command": null, "LivenessProbe": {}});
    assert_eq!(serde_json::from_value::<Container>(document).expect("a container"), Container::new("a", "b"));
}

#[test]
fn another_spelling_of_the_live_api_is_read() {
    let document = json!({"ContainerGroupId": ["a"], "Filter": [{"Name": "vpc-id", "Value": ["x"]}]});
    serde_json::from_value::<DescribeContainerGroupRequest>(document).expect("a request");
    let mut document = serde_json::to_value(written_in_code()).expect("JSON");
    document["HostAlias"] = json!([{"Hostname": ["db"], "Ip": "10.0.0.1"}]);
    let request: CreateContainerGroupRequest = serde_json::from_value(document).expect("a request");
    assert_eq!(request.host_aliases[0].ip, "10.0.0.1");
}

#[test]
fn an_unknown_member_is_named_with_its_place_and_what_was_meant() {
    let mut document = serde_json::to_value(written_in_code()).expect("JSON");
    document["Container"][0]["Port"][0]["protokol"] = json!("UDP");
    let expected = "Container.1.Port.1.protokol: Port has no such member; did you mean `Protocol`?";
    assert_eq!(problem::<CreateContainerGroupRequest>(document), expected);
}

#[test]
fn names_of_the_rust_fields_lead_to_those_of_the_wire() {
    let said = container(json!({"Name": "a", "Image": "b", "environment_vars": [], "working_dir": "/", "Zzz": 1}));
    let expected = "3 problems in Container:\
        \n  Zzz: Container has no such member\
        \n  environment_vars: Container has no such member; did you mean `EnvironmentVar`?\
        \n  working_dir: Container has no such member; did you mean `WorkingDir`?";
    assert_eq!(said, expected);
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let said = container(json!({"Image": ["b"], "Cpu": "two", "Command": "sh", "Port": [{"Port": 1.5}, 80, {}]}));
    let expected = "7 problems in Container:\
        \n  Command: a text, where a list belongs\
        \n  Image: a list, where a text belongs\
        \n  Port.2: a number, where an object belongs\
        \n  Port.3.Port: required\
        \n  Name: required\
        \n  Cpu: \"two\" is not a number\
        \n  Port.1.Port: \"1.5\" is not a whole number";
    assert_eq!(said, expected);
}

#[test]
fn an_element_that_would_be_lost_is_an_error() {
    let dns = |options: Value| problem::<DnsConfig>(json!({"NameServer": options}));
    assert_eq!(dns(json!(["1.1.1.1", null])), "NameServer.2: null, where a text belongs");
    let file = problem::<ConfigFileVolume>(json!({"ConfigFileToPath": [{}]}));
    assert_eq!(file, "ConfigFileToPath.1: an element without members cannot be sent");
}

#[test]
fn a_text_that_yaml_takes_for_a_number_has_to_be_put_in_quotes() {
    for value in ["1.10", "0x1F", "true"] {
        let said = serde_norway::from_str::<EnvironmentVar>(&format!("{{Key: A, Value: {value}}}"));
        let said = said.expect_err("no text").to_string();
        assert!(said.starts_with("Value: ") && said.ends_with("where a text belongs; put it in quotes"), "{said}");
    }
}

#[test]
fn numbers_and_truth_values_can_be_in_quotes() {
    let document = json!({"Name": "a", "Image": "b", "Cpu": "0.5", "Port": [{"Port": "80"}]});
    let container: Container = serde_json::from_value(document).expect("a container");
    assert_eq!((container.cpu, container.ports[0].port), (Some(0.5), 80));
}

#[test]
fn a_volume_has_the_members_of_its_kind_and_no_others() {
    let said = problem::<Volume>(json!({"Type": "EBSVolum", "Name": "a"}));
    assert!(
        said.starts_with("Type: \"EBSVolum\" is none of ") && said.ends_with("; did you mean `EBSVolume`?"),
        "{said}"
    );
    let said = problem::<Volume>(json!({"Name": "a"}));
    assert!(said.starts_with("Type: required: one of EmptyDirVolume"), "{said}");
    let said = problem::<Volume>(json!({"Type": "EmptyDirVolume", "Name": "a", "EBSVolume": {}}));
    assert_eq!(said, "EBSVolume: EmptyDirVolume has no such member");
}

#[test]
fn a_member_that_is_there_twice_is_an_error() {
    let said = serde_json::from_str::<Port>(r#"{"Port": 80, "Port": 81}"#).expect_err("an error").to_string();
    assert_eq!(said, "Port: there more than once");
}

#[test]
fn what_is_no_object_at_all_is_said() {
    assert_eq!(container(json!([1])), "a list, where an object belongs");
    assert!(serde_json::from_str::<Container>("{").is_err());
}

#[test]
fn what_is_wrong_with_one_of_many_is_told_with_its_line() {
    let said = serde_json::from_str::<Vec<Port>>("[{\"Port\": 80},\n {\"Prot\": 81}]").expect_err("an error");
    assert!(said.to_string().contains("Prot: Port has no such member; did you mean `Port`?"), "{said}");
    assert_eq!(said.line(), 2);
}

#[test]
fn secrets_are_in_documents_and_in_no_message() {
    let credential = ImageRegistryCredential::new("hub", "me", "hunter2");
    assert_eq!(serde_json::to_value(&credential).expect("JSON")["Password"], "hunter2");
    let said = problem::<ImageRegistryCredential>(json!({"Server": 1, "Username": "me", "Password": ["hunter2"]}));
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn values_that_this_version_does_not_know_are_read() {
    let port: Port = serde_json::from_value(json!({"Port": 80, "Protocol": "SCTP"})).expect("a port");
    assert_eq!(port.protocol, Some(Protocol::Other("SCTP".to_owned())));
}
