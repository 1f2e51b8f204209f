//! What the samples ask for is what the emulator understands, and what it answers is what their senders can read.

use kci_emulator::Emulator;
use serde_json::Value;

use super::wire::{Answer, Connection, sample};

async fn describe(emulator: &Emulator, action: &str, list: &str) -> Value {
    let answer = emulator.client().raw(action).await.expect("an answer");
    answer.json()[list][0].clone()
}

async fn sent(id: &str) -> (Emulator, Answer) {
    let sample = sample(id);
    let emulator = sample.emulator().await;
    let answer = Connection::new(&emulator).send(&sample.raw).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    (emulator, answer)
}

#[tokio::test]
async fn twelve_images_numbered_from_zero_keep_their_order() {
    let (emulator, _) = sent("python_sdk_get/twelve_images").await;
    let cache = describe(&emulator, "DescribeImageCache", "ImageCaches").await;
    let expected: Vec<_> = (0..12).map(|number| format!("hub/image-{number}:镜像")).collect();
    assert_eq!(cache["Images"], Value::from(expected));
}

#[tokio::test]
async fn twelve_images_numbered_from_one_keep_their_order_however_they_are_sent() {
    let emulator = kci_emulator::start().await.expect("the emulator starts");
    let mut call = emulator.client().raw("CreateImageCache");
    for (key, value) in [("ImageCacheName", "twelve"), ("SubnetId", "subnet-1"), ("SecurityGroupId", "sg-1")] {
        call = call.param(key, value);
    }
    for number in (1..=12).rev() {
        call = call.param(format!("Image.{number}"), format!("image-{number}"));
    }
    call.await.expect("a cache");
    let cache = describe(&emulator, "DescribeImageCache", "ImageCaches").await;
    let expected: Vec<_> = (1..=12).map(|number| format!("image-{number}")).collect();
    assert_eq!(cache["Images"], Value::from(expected));
}

#[tokio::test]
async fn what_the_python_sdk_writes_is_understood() {
    let (emulator, _) = sent("python_sdk_get/create_group").await;
    let group = describe(&emulator, "DescribeContainerGroup", "ContainerGroups").await;
    let container = &group["Containers"][0];
    assert_eq!(container["EnvironmentVars"][0]["Value"], "你好 a+b&c=d%");
    assert_eq!(container["VolumeMounts"][0]["ReadOnly"], true);
}

/// The official Go SDK reads the sizes of a group as integers.
#[tokio::test]
async fn whole_numbers_are_written_without_a_fraction() {
    let (emulator, _) = sent("python_sdk_get/create_group").await;
    let group = describe(&emulator, "DescribeContainerGroup", "ContainerGroups").await;
    assert_eq!([&group["Cpu"], &group["Memory"]].map(Value::to_string), ["2", "4"]);
    assert_eq!(group["Containers"][0]["Cpu"].to_string(), "0.5");
}

#[tokio::test]
async fn a_page_says_its_numbers_without_a_fraction() {
    let (_, answer) = sent("go_sdk_get/describe").await;
    for number in [r#""Marker":0,"#, r#""MaxResults":5,"#, r#""TotalCount":0"#] {
        assert!(answer.text.contains(number), "{}", answer.text);
    }
}
