//! The document as the emulator serves it.

use serde_json::Value;

use super::document;

async fn served(kci: &kci_emulator::Emulator) -> Value {
    let url = format!("{}/openapi.json", kci.endpoint());
    let answer = reqwest::get(url).await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    serde_json::from_str(&answer.text().await.expect("a text")).expect("JSON")
}

#[tokio::test]
async fn the_emulator_serves_the_document_with_itself_as_the_first_server() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let mut document = served(&kci).await;
    let servers = document["servers"].as_array_mut().expect("servers");
    assert_eq!(servers.remove(0)["url"], kci.endpoint());
    assert_eq!(document, document::kci().json);
}

#[tokio::test]
async fn any_other_request_to_that_address_is_a_call_like_all() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let endpoint = format!("{}/openapi.json", kci.endpoint());
    let client = kci.client_builder().endpoint(endpoint).build().expect("a client");
    let answer = client.raw("DescribeContainerGroup").await.expect("an answer");
    assert_eq!(answer.json()["TotalCount"], 0);
}

#[tokio::test]
async fn errors_of_the_emulator_are_as_described() {
    let kci = kci_emulator::start().await.expect("the emulator starts");
    let unsigned = format!("{}/?Action=DescribeContainerGroup", kci.endpoint());
    let answer = reqwest::get(unsigned).await.expect("an answer");
    let status = answer.status().as_u16();
    let body: Value = serde_json::from_str(&answer.text().await.expect("a text")).expect("JSON");
    let document = document::kci();
    let response = &document.operation("DescribeContainerGroup", "get")["responses"][status.to_string()];
    let schema = &document.resolve(response)["content"]["application/json"]["schema"];
    assert!(document.validator(schema).is_valid(&body), "{body}");
    let codes = &document.resolve(schema)["properties"]["Error"]["properties"]["Code"]["anyOf"][0]["enum"];
    assert!(codes.as_array().expect("codes").contains(&body["Error"]["Code"]), "{codes}");
}
