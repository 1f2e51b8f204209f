//! What all contenders work on: one large request, and pages of container groups.

use kci_sdk::request::{Container, CreateContainerGroupRequest, EnvironmentVar, Port};
use kci_sdk::value::{ChargeType, ImagePullPolicy, KciType, Protocol};
use serde::Serialize;
use serde_json::{Value, json};

/// What a container group is to be made of, in the words of a program that uses no SDK. The names are those of the wire
/// for the contenders that derive them.
#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Plan {
    #[serde(rename = "ContainerGroupName")]
    pub name: String,
    pub subnet_id: String,
    pub security_group_id: String,
    #[serde(rename = "Container")]
    pub containers: Vec<PlannedContainer>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PlannedContainer {
    pub name: String,
    #[serde(rename = "Command")]
    pub commands: Vec<String>,
    #[serde(rename = "EnvironmentVar")]
    pub variables: Vec<Variable>,
    pub cpu: f64,
    pub memory: f64,
    pub image: String,
    #[serde(rename = "Port")]
    pub ports: Vec<u32>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Variable {
    pub key: String,
    pub value: String,
}

impl Plan {
    /// 8 containers of 12 variables: about 300 parameters, 14 kB as a form.
    pub fn large() -> Self {
        Self::of(8)
    }

    /// So many containers, about 37 parameters each.
    pub fn of(containers: usize) -> Self {
        Self {
            name: "orders-and-invoices".into(),
            subnet_id: "d9b2b914-1533-4299-9b5e-563a36a1b2c3".into(),
            security_group_id: "30c47f6e-51ac-4fc3-8d7f-2b7303a1b2c3".into(),
            containers: (0..containers).map(container).collect(),
        }
    }

    /// The same as the SDK's request.
    pub fn request(&self) -> CreateContainerGroupRequest {
        let containers = self.containers.iter().map(|container| {
            let variables = container.variables.iter();
            let variables =
                variables.map(|variable| EnvironmentVar::new(variable.key.clone()).value(variable.value.clone()));
            let ports = container.ports.iter().map(|port| Port::new(i64::from(*port)).protocol(Protocol::Tcp));
            Container::new(container.name.clone(), container.image.clone())
                .commands(container.commands.clone())
                .environment_vars(variables)
                .cpu(container.cpu)
                .memory(container.memory)
                .image_pull_policy(ImagePullPolicy::IfNotPresent)
                .ports(ports)
        });
        CreateContainerGroupRequest::new(
            self.name.clone(),
            [self.security_group_id.clone()],
            KciType::Rbkci,
            ChargeType::HourlyInstantSettlement,
        )
        .subnet_id(self.subnet_id.clone())
        .containers(containers)
    }
}

fn container(index: usize) -> PlannedContainer {
    let variable = |number: usize| Variable {
        key: format!("SERVICE_SETTING_{number}"),
        value: format!("postgres-{index}.internal:5432/orders?pool={number}"),
    };
    PlannedContainer {
        name: format!("worker-{index}"),
        commands: vec!["/usr/local/bin/worker".into(), format!("--shard={index}")],
        variables: (0..12).map(variable).collect(),
        cpu: if index % 2 == 0 { 2.0 } else { 0.5 },
        memory: 4.0,
        image: format!("hub.example.com/team/worker:{index}.4.2"),
        ports: vec![8080, 9090],
    }
}

/// An answer of DescribeContainerGroup with so many groups, as the documents show them.
pub fn page(groups: usize) -> String {
    let groups: Vec<Value> = (0..groups).map(group).collect();
    let total = groups.len();
    json!({
        "RequestId": "1f0b6c93-bcb9-475d-a376-2d0123456789",
        "MaxResults": 100,
        "Marker": 0,
        "TotalCount": total,
        "ContainerGroups": groups,
    })
    .to_string()
}

fn group(index: usize) -> Value {
    json!({
        "ContainerGroupId": format!("f8cba191-c9ff-40ff-8a0b-f242090{index:05}"),
        "ContainerGroupName": format!("nginx-{index}"),
        "AvailabilityZone": "cn-beijing-6a",
        "ChargeType": "HourlyInstantSettlement",
        "NetworkInterfaceAttributes": [{
            "NetworkInterfaceId": format!("b3888b4a-be14-4f81-9c1d-4dbae10{index:05}"),
            "NetworkInterfaceType": "primary",
            "VpcId": "e8529d17-7015-48ef-8f6a-36dd25012345",
            "SubnetId": "d9b2b914-1533-4299-9b5e-563a36012345",
            "PrivateIpAddress": format!("10.0.{}.{}", index / 250, index % 250),
            "PublicIp": null,
            "MacAddress": "fa:16:3e:1d:00:01",
            "SecurityGroups": [{"SecurityGroupId": "30c47f6e-51ac-4fc3-8d7f-2b7303012345"}]
        }],
        "Cpu": 2,
        "Memory": 4.5,
        "Gpu": null,
        "CreateTime": "2026-02-27 16:45:23",
        "RestartPolicy": "Always",
        "Status": "Running",
        "SucceededTime": null,
        "Volumes": null,
        "DnsConfig": null,
        "Containers": [{
            "Name": "nginx",
            "Commands": ["nginx", "-g", "daemon off;"],
            "Args": [],
            "EnvironmentVars": [{"Key": "GREETING", "Value": "你好，\"world\""}],
            "Cpu": null,
            "Memory": null,
            "Gpu": null,
            "WorkingDir": null,
            "Image": "hub.kce.ksyun.com/ksyun/nginx:latest",
            "ImagePullPolicy": "IfNotPresent",
            "LivenessProbe": null,
            "ReadinessProbe": null,
            "Ports": [{"Protocol": "TCP", "Port": 80}],
            "VolumeMounts": null,
            "RestartCount": 0,
            "CurrentState": {
                "StartTime": "2026-02-27T08:46:08Z",
                "FinishTime": null,
                "State": "running",
                "Reason": null,
                "ExitCode": null
            },
            "PreviousState": null,
            "Events": null
        }],
        "Events": null,
        "Labels": [{"Key": "cluster-id", "Value": null}, {"Key": "namespace", "Value": "default"}],
        "HostAliases": null,
        "IngressBandwidth": null,
        "EgressBandwidth": null,
        "InstanceType": "N3.2B",
        "KciType": "RBKCI",
        "KciMode": "STANDALONE",
        "ProjectId": 0,
        "RetainIp": null,
        "RetainIpHours": null
    })
}
