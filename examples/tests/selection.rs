//! What was selected is there and works; what no selected action reaches is not.

use kci_examples::{compiled, generated};

#[test]
fn the_generated_file_is_up_to_date() {
    let compiler = kci_codegen::Compiler::new().files(kci_spec::KCI).actions(["DeleteContainerGroup"]);
    let code = compiler.generate().expect("the spec compiles");
    assert!(include_str!("../src/generated.rs") == code, "run the command that stands above the module");
}

#[tokio::test(flavor = "current_thread")]
async fn selected_actions_are_called_through_the_shared_runtime() {
    let emulator = kci_emulator::start().await.expect("the emulator starts");
    let client = compiled::Client::from(emulator.client().runtime().clone());
    let request = compiled::request::DescribeContainerGroupRequest::new();
    assert_eq!(client.describe_container_group(request).await.expect("an answer").total_count, 0);
    let client = generated::Client::from(emulator.client().runtime().clone());
    let request = generated::request::DeleteContainerGroupRequest::new("nobody");
    assert!(client.delete_container_group(request).await.is_err());
}

#[test]
fn what_no_selected_action_reaches_is_left_out() {
    let code = include_str!(concat!(env!("OUT_DIR"), "/kci.rs"));
    assert!(code.contains("struct DescribeContainerLogRequest"));
    for gone in ["CreateContainerGroup", "SystemDisk", "SpotStrategy", "pattern"] {
        assert!(!code.contains(gone), "{gone} is still there");
    }
}
