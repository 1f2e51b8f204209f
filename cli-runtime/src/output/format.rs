//! The forms that data can have.

use clap::builder::PossibleValue;

/// A form of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table.
    Table,
    /// A table of all there is; tab-separated in a pipe.
    Wide,
    /// Lines of tab-separated values, without a head.
    Tsv,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// The ids, one a line.
    Id,
    /// The names, one a line.
    Name,
    /// What a query found: single values as they are, all else as JSON. Not to be asked for by name.
    Plain,
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Table, Self::Wide, Self::Tsv, Self::Json, Self::Yaml, Self::Id, Self::Name]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let name = match self {
            Self::Table => "table",
            Self::Wide => "wide",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Yaml => "yaml",
            Self::Id => "id",
            Self::Name => "name",
            Self::Plain => return None,
        };
        Some(PossibleValue::new(name))
    }
}
