//! What the schemas of forms refuse: at least what a reader of the documents would expect.

use serde_json::{Value, json};

use super::document::{self, Document};

/// A form that is valid.
fn group() -> Value {
    json!({
        "Action": "CreateContainerGroup", "Version": "2020-07-02", "ContainerGroupName": "web", "SubnetId": "subnet-1",
        "SecurityGroupId.1": "sg-1", "KciType": "RBKCI", "ChargeType": "HourlyInstantSettlement",
        "Container.1.Name": "nginx", "Container.1.Image": "nginx:latest",
    })
}

/// The form with changes: `null` takes a parameter away.
fn changed(form: &Value, changes: &Value) -> Value {
    let mut form = form.as_object().expect("a form").clone();
    for (key, value) in changes.as_object().expect("changes") {
        if value.is_null() {
            form.remove(key);
        } else {
            form.insert(key.clone(), value.clone());
        }
    }
    form.into()
}

fn judge(document: &Document, form: &Value) -> bool {
    let action = form["Action"].as_str().expect("an action");
    document.form_validator(action).is_valid(form)
}

fn refused(changes: &Value) {
    assert!(!judge(&document::kci(), &changed(&group(), changes)), "accepted with {changes}");
}

fn accepted(changes: &Value) {
    let document = document::kci();
    let form = changed(&group(), changes);
    let validator = document.form_validator("CreateContainerGroup");
    let errors: Vec<_> = validator.iter_errors(&form).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "refused with {changes}: {errors:#?}");
}

#[test]
fn a_valid_form_is_accepted() {
    accepted(&json!({}));
}

#[test]
fn a_missing_parameter_is_refused() {
    for key in ["Action", "Version", "SubnetId", "ContainerGroupName", "Container.1.Image", "SecurityGroupId.1"] {
        let document = document::kci();
        let form = changed(&group(), &json!({ key: null }));
        assert!(!document.form_validator("CreateContainerGroup").is_valid(&form), "accepted without {key}");
    }
}

#[test]
fn a_form_without_a_required_list_is_refused() {
    refused(&json!({ "Container.1.Name": null, "Container.1.Image": null }));
}

#[test]
fn a_parameter_that_is_not_documented_is_refused() {
    refused(&json!({ "SubnetID": "subnet-1" }));
    refused(&json!({ "Container.1.Immage": "nginx" }));
    refused(&json!({ "Container.N.Name": "nginx" }));
}

#[test]
fn a_value_beyond_a_bound_is_refused_in_every_element() {
    for number in [1, 2, 17] {
        let key = |member: &str| format!("Container.{number}.{member}");
        accepted(&json!({ key("Name"): "nginx", key("Image"): "nginx", key("Cpu"): 0.125 }));
        refused(&json!({ key("Name"): "x".repeat(64), key("Image"): "nginx" }));
        refused(&json!({ key("Name"): "nginx", key("Image"): "nginx", key("Cpu"): 0.0625 }));
    }
}

#[test]
fn one_element_too_many_is_refused() {
    accepted(&json!({ "SecurityGroupId.2": "b", "SecurityGroupId.3": "c" }));
    refused(&json!({ "SecurityGroupId.2": "b", "SecurityGroupId.3": "c", "SecurityGroupId.4": "d" }));
}

#[test]
fn what_a_condition_requires_is_refused_when_it_is_missing() {
    refused(&json!({ "ChargeType": "Spot" }));
    accepted(&json!({ "ChargeType": "Spot", "SpotStrategy": "SpotAsPriceGo" }));
    let disk = json!({ "Volume.1.Type": "EBSVolume", "Volume.1.Name": "data", "Volume.1.EBSVolume.FsType": "ext4" });
    refused(&disk);
    accepted(&changed(&disk, &json!({ "Volume.1.EBSVolume.VolumeId": "v" })));
    accepted(&changed(&disk, &json!({ "Volume.1.EBSVolume.Type": "SSD3.0", "Volume.1.EBSVolume.Size": 20 })));
}

#[test]
fn a_maximum_under_a_condition_holds_under_the_condition() {
    let disk = |kind: &str, size: u32| json!({ "AdvanceSettings.SystemDisk.Type": kind, "AdvanceSettings.SystemDisk.Size": size });
    accepted(&disk("Local_SSD", 100));
    refused(&disk("Local_SSD", 101));
    accepted(&disk("EHDD", 500));
    refused(&disk("EHDD", 501));
}

#[test]
fn a_variant_needs_what_its_table_says() {
    refused(&json!({ "Volume.1.Name": "data" }));
    refused(&json!({ "Volume.1.Type": "NFSVolume", "Volume.1.Name": "data" }));
    refused(&json!({ "Volume.1.Type": "TapeVolume", "Volume.1.Name": "data" }));
    accepted(&json!({ "Volume.1.Type": "EmptyDirVolume", "Volume.1.Name": "data" }));
}

#[test]
fn the_other_spelling_of_a_parameter_is_accepted() {
    accepted(&json!({ "HostAlias.1.Ip": "10.0.0.1", "HostAlias.1.Hostname.1": "web" }));
    refused(&json!({ "HostAlias.1.Hostname.1": "web" }));
}

#[test]
fn a_number_beyond_the_last_is_refused() {
    let document = document::kci();
    let form = |number: u32| {
        let key = format!("ContainerGroupId.{number}");
        json!({ "Action": "DescribeContainerGroup", "Version": "2020-07-02", key: "id" })
    };
    assert!(judge(&document, &form(1)) && judge(&document, &form(100)));
    assert!(!judge(&document, &form(0)) && !judge(&document, &form(101)));
}

#[test]
fn values_under_a_condition_are_refused_in_the_first_filter() {
    let document = document::kci();
    let form = |name: &str, value: &str| json!({ "Action": "DescribeContainerGroup", "Version": "2020-07-02", "Filter.1.Name": name, "Filter.1.Value.7": value });
    assert!(judge(&document, &form("status", "Running")) && judge(&document, &form("vpc-id", "Pending")));
    assert!(judge(&document, &form("status", "Pending")) && !judge(&document, &form("status", "Stopped")));
}

#[test]
fn the_form_of_another_action_is_refused() {
    refused(&json!({ "Action": "CreateImageCache" }));
}

#[test]
fn parameters_of_the_simple_signature_belong_to_every_form() {
    accepted(&json!({ "Accesskey": "AK", "Timestamp": "2026-11-24T02:55:27Z", "Signature": "00", "Service": "kci" }));
}

#[test]
fn at_the_root_any_action_is_accepted_and_no_other() {
    let document = document::kci();
    let post = &document.json["paths"]["/"]["post"];
    let validator = document.validator(&post["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]);
    assert!(validator.is_valid(&group()));
    assert!(!validator.is_valid(&changed(&group(), &json!({ "Action": "MakeTea" }))));
    assert!(!validator.is_valid(&changed(&group(), &json!({ "SubnetId": null }))));
}
