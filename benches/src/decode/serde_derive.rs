//! The floor: `serde_json` into a model written by hand for exactly this answer, as a program without an SDK has it.

use std::hint::black_box;

use serde::Deserialize;

use crate::runner::Contender;

pub fn contender() -> Contender<str> {
    Contender {
        name: "serde_json, hand-written model",
        start: |page| {
            let page = page.to_owned();
            Box::new(move || drop(black_box(serde_json::from_str::<Page>(&page).expect("a page"))))
        },
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Page {
    pub request_id: String,
    pub max_results: i64,
    pub marker: i64,
    pub total_count: i64,
    pub container_groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Group {
    pub container_group_id: String,
    pub container_group_name: String,
    pub availability_zone: String,
    pub charge_type: String,
    pub network_interface_attributes: Vec<Interface>,
    pub cpu: f64,
    pub memory: f64,
    pub gpu: Option<f64>,
    pub create_time: Option<String>,
    pub restart_policy: String,
    pub status: String,
    pub succeeded_time: Option<String>,
    pub volumes: Option<Vec<serde::de::IgnoredAny>>,
    pub containers: Vec<Container>,
    pub events: Option<Vec<Event>>,
    pub labels: Vec<Label>,
    pub ingress_bandwidth: Option<i64>,
    pub egress_bandwidth: Option<i64>,
    pub instance_type: String,
    pub kci_type: String,
    pub kci_mode: String,
    pub project_id: i64,
    pub retain_ip: Option<bool>,
    pub retain_ip_hours: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Interface {
    pub network_interface_id: String,
    pub network_interface_type: String,
    pub vpc_id: String,
    pub subnet_id: String,
    pub private_ip_address: String,
    pub public_ip: Option<String>,
    pub mac_address: String,
    pub security_groups: Vec<SecurityGroup>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct SecurityGroup {
    pub security_group_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Container {
    pub name: String,
    pub commands: Vec<String>,
    pub args: Vec<String>,
    pub environment_vars: Option<Vec<Variable>>,
    pub cpu: Option<f64>,
    pub memory: Option<f64>,
    pub gpu: Option<f64>,
    pub working_dir: Option<String>,
    pub image: String,
    pub image_pull_policy: String,
    pub ports: Vec<Port>,
    pub restart_count: i64,
    pub current_state: Option<State>,
    pub previous_state: Option<State>,
    pub events: Option<Vec<Event>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Variable {
    pub key: String,
    pub value: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Port {
    pub protocol: String,
    pub port: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct State {
    pub start_time: Option<String>,
    pub finish_time: Option<String>,
    pub state: String,
    pub reason: Option<String>,
    pub exit_code: Option<i64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Event {
    pub count: i64,
    pub reason: String,
    pub message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
#[allow(dead_code, reason = "a model")]
pub struct Label {
    pub key: String,
    pub value: Option<String>,
}
