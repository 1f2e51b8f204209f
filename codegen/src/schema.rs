//! JSON Schemas.
/// The schemas.
pub fn schemas() -> Vec<(&'static str, String)> {
    Vec::new()
}
