//! What is emitted.

/// What to emit, and against which runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    /// Path of the runtime: `::kci_runtime` (the default), or where a crate re-exports it.
    pub runtime: String,
    /// Path under which users see the generated modules, such as `kci_sdk`. The documents' examples become doc tests
    /// that import from there; without it there are none.
    pub examples_from: Option<String>,
    /// Whether there is a blocking client.
    pub blocking: Blocking,
}

/// Whether there is a blocking client beside the async one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Blocking {
    /// There is none.
    #[default]
    No,
    /// There is one.
    Yes,
    /// There is one where this feature of the crate is on.
    Behind(String),
}

impl Default for Options {
    fn default() -> Self {
        Self { runtime: "::kci_runtime".to_owned(), examples_from: None, blocking: Blocking::No }
    }
}
