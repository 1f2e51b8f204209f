//! Tests of the whole: snapshots, the obstacle course, wire and signing vectors, end to end over loopback.
//!
//! The library part is what several of them share: the resolved model of KCI, and a way to read, check and write a
//! request of an action that is only known by its name.

pub mod model;
pub mod strategy;
pub mod synthetic;
pub mod typed;

/// Generated code of names and texts that break careless generators: it must compile without a warning.
#[deny(warnings, missing_docs)]
pub mod hostile {
    include!(concat!(env!("OUT_DIR"), "/hostile.rs"));
}

/// Generated code of every keyword in every place, and of those words that are keywords in some places only.
#[deny(warnings, missing_docs)]
pub mod words {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

/// Generated code of lists in lists, as deep as they may be: it must compile, and so must what calls it.
#[deny(warnings, missing_docs)]
pub mod deep {
    include!(concat!(env!("OUT_DIR"), "/deep.rs"));
}

/// Generated code of specs that were made by chance and accepted: each must compile without a warning.
#[deny(warnings, missing_docs)]
pub mod samples {
    include!(concat!(env!("OUT_DIR"), "/samples.rs"));
}

/// Generated code of KCI as its documents have it, mistakes put right, without what the live API has beyond them.
#[deny(warnings, missing_docs)]
pub mod documented {
    include!(concat!(env!("OUT_DIR"), "/documented.rs"));
}

/// Generated code of a service of which each action shows something that KCI does not have: JSON bodies, other methods.
#[deny(warnings, missing_docs)]
pub mod harbour {
    include!(concat!(env!("OUT_DIR"), "/harbour.rs"));
}

/// Generated code of a service that wants to be told the action in headers.
#[deny(warnings, missing_docs)]
pub mod beacon {
    include!(concat!(env!("OUT_DIR"), "/beacon.rs"));
}

/// Generated code of a second service: nested lists, a token as a marker, another endpoint.
#[deny(warnings, missing_docs)]
pub mod lending {
    include!(concat!(env!("OUT_DIR"), "/lending.rs"));
}

/// Tables of a command line of each of these: they must compile without a warning, too.
pub mod tables {
    /// Of names and texts that break careless generators.
    #[deny(warnings, missing_docs)]
    pub mod hostile {
        include!(concat!(env!("OUT_DIR"), "/hostile_tables.rs"));
    }

    /// Of every keyword in every place.
    #[deny(warnings, missing_docs)]
    pub mod words {
        include!(concat!(env!("OUT_DIR"), "/words_tables.rs"));
    }

    /// Of JSON bodies and other methods.
    #[deny(warnings, missing_docs)]
    pub mod harbour {
        include!(concat!(env!("OUT_DIR"), "/harbour_tables.rs"));
    }

    /// Of actions in headers.
    #[deny(warnings, missing_docs)]
    pub mod beacon {
        include!(concat!(env!("OUT_DIR"), "/beacon_tables.rs"));
    }

    /// Of a second service.
    #[deny(warnings, missing_docs)]
    pub mod lending {
        include!(concat!(env!("OUT_DIR"), "/lending_tables.rs"));
    }
}

/// The program in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The programs in the guide to credentials do.
#[cfg(doctest)]
#[doc = include_str!("../../docs/credentials.md")]
pub struct Credentials;

/// Those in the guide to errors, outcomes and retries run.
#[cfg(doctest)]
#[doc = include_str!("../../docs/errors.md")]
pub struct Errors;

/// And so do those in the guide to waiting and listing.
#[cfg(doctest)]
#[doc = include_str!("../../docs/waiting.md")]
pub struct Waiting;

/// And those in the guide to testing.
#[cfg(doctest)]
#[doc = include_str!("../../docs/testing.md")]
pub struct Testing;

/// Those in the guide to settings for production compile.
#[cfg(doctest)]
#[doc = include_str!("../../docs/production.md")]
pub struct Production;

/// The one in the guide for those who come from the Go SDK runs.
#[cfg(doctest)]
#[doc = include_str!("../../docs/from-go.md")]
pub struct FromGo;

/// And so does the one in the Chinese README.
#[cfg(doctest)]
#[doc = include_str!("../../README.zh-CN.md")]
pub struct ReadmeInChinese;
