//! The tables of Kingsoft Cloud's container instance API (KCI), transcribed as data.
//!
//! The JSON is embedded, so that whoever depends on this crate has the whole spec at hand without looking for files.
//! `README.md` of this crate says what the files mean; `kci-codegen` compiles them.

/// The spec of API version 2020-07-02: `(path, text)` of every file, sorted by path.
///
/// Paths are relative to the spec folder and use `/`: `service.json`, `actions/CreateContainerGroup.json`.
pub const KCI: &[(&str, &str)] = &[
    ("actions/CreateContainerGroup.json", include_str!("../kci/2020-07-02/actions/CreateContainerGroup.json")),
    ("actions/CreateImageCache.json", include_str!("../kci/2020-07-02/actions/CreateImageCache.json")),
    ("actions/DeleteContainerGroup.json", include_str!("../kci/2020-07-02/actions/DeleteContainerGroup.json")),
    ("actions/DeleteImageCache.json", include_str!("../kci/2020-07-02/actions/DeleteImageCache.json")),
    ("actions/DescribeContainerGroup.json", include_str!("../kci/2020-07-02/actions/DescribeContainerGroup.json")),
    ("actions/DescribeContainerLog.json", include_str!("../kci/2020-07-02/actions/DescribeContainerLog.json")),
    ("actions/DescribeImageCache.json", include_str!("../kci/2020-07-02/actions/DescribeImageCache.json")),
    ("overlays/errata.json", include_str!("../kci/2020-07-02/overlays/errata.json")),
    ("overlays/live.json", include_str!("../kci/2020-07-02/overlays/live.json")),
    ("paginators.json", include_str!("../kci/2020-07-02/paginators.json")),
    ("service.json", include_str!("../kci/2020-07-02/service.json")),
    ("waiters.json", include_str!("../kci/2020-07-02/waiters.json")),
];

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::KCI;

    /// Paths of the JSON files under `folder`, relative to it, sorted.
    fn json_files(folder: &Path) -> Vec<String> {
        let mut files = Vec::new();
        for below in ["", "actions/", "overlays/"] {
            for entry in std::fs::read_dir(folder.join(below)).expect("the folder exists") {
                let name = entry.expect("the folder can be read").file_name().into_string().expect("names are UTF-8");
                if Path::new(&name).extension().is_some_and(|extension| extension == "json") {
                    files.push(format!("{below}{name}"));
                }
            }
        }
        files.sort();
        files
    }

    #[test]
    fn every_file_of_the_spec_is_embedded_in_order() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("kci/2020-07-02");
        let embedded: Vec<&str> = KCI.iter().map(|(path, _)| *path).collect();
        assert_eq!(embedded, json_files(&folder));
    }
}
