//! The OpenAPI documents of KCI and of specs made for tests: valid, readable by others, and true.

mod agreement;
mod bodies;
mod document;
mod examples;
mod mistakes;
mod served;
mod validity;

#[test]
fn the_document_of_the_whole_api() {
    let text = serde_json::to_string_pretty(&document::kci().json).expect("JSON");
    insta::assert_snapshot!(text);
}
