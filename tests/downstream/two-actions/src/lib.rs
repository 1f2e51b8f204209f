//! The two actions that this crate needs, compiled by its own build script.
#![deny(missing_docs)]

/// Client methods, requests and responses of `DescribeContainerGroup` and `DescribeContainerLog`.
pub mod kci {
    include!(concat!(env!("OUT_DIR"), "/kci.rs"));
}

#[cfg(test)]
mod tests {
    use super::kci::Client;
    use super::kci::request::DescribeContainerGroupRequest;

    #[tokio::test(flavor = "current_thread")]
    async fn a_selected_action_is_called_through_the_shared_runtime() {
        let emulator = kci_emulator::start().await.expect("the emulator starts");
        let client = Client::from(emulator.client().runtime().clone());
        let answer = client.describe_container_group(DescribeContainerGroupRequest::new()).await.expect("an answer");
        assert_eq!(answer.total_count, 0);
    }

    #[test]
    fn what_no_selected_action_reaches_is_left_out() {
        let code = include_str!(concat!(env!("OUT_DIR"), "/kci.rs"));
        assert!(code.contains("struct DescribeContainerLogRequest"));
        assert!(!code.contains("CreateContainerGroup"), "an action that was not selected");
        assert!(!code.contains("struct SystemDisk"), "a shape that only CreateContainerGroup reaches");
        assert!(!code.contains("enum SpotStrategy"), "an enum that only CreateContainerGroup reaches");
    }
}
