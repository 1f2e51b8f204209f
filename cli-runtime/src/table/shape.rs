//! Structures and what is said of their members.

use crate::lang::Text;

/// A structure or a union.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the documents.
    pub name: &'static str,
    /// Where its table stands there.
    pub section: &'static str,
    /// What it is.
    pub description: Text,
    /// What it is made of.
    pub kind: ShapeKind,
}

/// What a shape is made of.
#[derive(Debug)]
pub enum ShapeKind {
    /// Members.
    Structure(&'static [Member]),
    /// One of several structures, with a member that says which.
    Union {
        /// That member.
        tag: &'static str,
        /// What it is.
        tag_description: Text,
        /// Its values, each with the structure whose members stand beside it.
        variants: &'static [(&'static str, &'static Shape)],
    },
}

impl Shape {
    /// The members of a structure; a union has none of its own.
    pub const fn members(&self) -> &'static [Member] {
        match self.kind {
            ShapeKind::Structure(members) => members,
            ShapeKind::Union { .. } => &[],
        }
    }

    /// The members that may stand in it, whichever variant of a union it is; several variants may have one of a name.
    pub fn all_members(&self) -> impl Iterator<Item = &'static Member> {
        let variants = match self.kind {
            ShapeKind::Structure(_) => &[],
            ShapeKind::Union { variants, .. } => variants,
        };
        self.members().iter().chain(variants.iter().flat_map(|(_, shape)| shape.members()))
    }
}

/// A row of a table.
#[derive(Debug)]
pub struct Member {
    /// Its name on the wire, without the position in a list.
    pub name: &'static str,
    /// Other names that it is read under.
    pub aliases: &'static [&'static str],
    /// Its name in a flag: `container-group-name`.
    pub flag: &'static str,
    /// The name of the SDK's field: the same for what requests and answers have in common.
    pub field: &'static str,
    /// What it is, or each of its list.
    pub kind: Kind,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it must be there; for requests.
    pub required: Required,
    /// Whether it must not be shown.
    pub sensitive: bool,
    /// Bounds and defaults.
    pub limits: Limits,
    /// Under which condition it has any effect.
    pub effective_when: Option<Condition>,
    /// What it is.
    pub description: Text,
    /// Overlay entries that added or changed it.
    pub origin: &'static [&'static str],
}

impl Member {
    /// A member of which nothing else is said.
    pub const fn new(name: &'static str, flag: &'static str, field: &'static str, kind: Kind) -> Self {
        Self {
            name,
            aliases: &[],
            flag,
            field,
            kind,
            list: false,
            required: Required::Never,
            sensitive: false,
            limits: Limits::NONE,
            effective_when: None,
            description: Text::NONE,
            origin: &[],
        }
    }

    /// The structure that it is, or each of its list.
    pub const fn shape(&self) -> Option<&'static Shape> {
        match self.kind {
            Kind::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    /// The known values; none if it is no enum.
    pub const fn values(&self) -> &'static [Value] {
        match self.kind {
            Kind::Enum(values) | Kind::IntegerEnum(values) => values.values,
            _ => &[],
        }
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text.
    String,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A point in time.
    Time(TimeForm),
    /// One of several known values, or another that nobody knows yet.
    Enum(&'static Values),
    /// A whole number, some of which are known.
    IntegerEnum(&'static Values),
    /// Any JSON, which is a text in a form.
    Json,
    /// A structure or a union.
    Shape(&'static Shape),
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeForm {
    /// `2023-02-27T08:46:08Z`.
    Utc,
    /// `2023-02-27 16:45:23`, at the service's offset from UTC.
    Local,
}

/// The known values of an enum.
#[derive(Debug)]
pub struct Values {
    /// Whether they are read without regard to case.
    pub ignore_case: bool,
    /// The values, in the documents' order.
    pub values: &'static [Value],
}

/// A known value.
#[derive(Debug)]
pub struct Value {
    /// As it is sent.
    pub wire: &'static str,
    /// What it means.
    pub description: Text,
}

/// Whether a member must be there.
#[derive(Debug)]
pub enum Required {
    /// It need not.
    Never,
    /// It must.
    Always,
    /// It should.
    Recommended,
    /// It must under this condition.
    When(Condition),
}

/// A condition.
#[derive(Debug)]
pub enum Condition {
    /// Another member of the same table has this value.
    Is {
        /// The member.
        member: &'static str,
        /// The value.
        value: &'static str,
    },
    /// Another member of the same table is absent.
    Absent {
        /// The member.
        member: &'static str,
    },
    /// Something that no request says.
    Context {
        /// What: `machine`.
        key: &'static str,
        /// And what it is: `gpu`.
        value: &'static str,
    },
}

/// Bounds and defaults, for people: the SDK checks them.
#[derive(Debug)]
#[allow(missing_docs, reason = "the names of the spec's own keys")]
pub struct Limits {
    pub unit: Option<&'static str>,
    pub default: Option<&'static str>,
    pub min: Option<&'static str>,
    pub max: Option<&'static str>,
    pub pattern: Option<&'static str>,
    pub unique_by: Option<&'static str>,
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub min_index: Option<u64>,
    pub max_index: Option<u64>,
    pub decimals: Option<u64>,
    pub default_when: &'static [(Condition, &'static str)],
    pub max_when: &'static [(Condition, &'static str)],
    pub values_when: &'static [(Condition, &'static [&'static str])],
}

impl Limits {
    /// No bound and no default.
    pub const NONE: Self = Self {
        unit: None,
        default: None,
        min: None,
        max: None,
        pattern: None,
        unique_by: None,
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
        min_index: None,
        max_index: None,
        decimals: None,
        default_when: &[],
        max_when: &[],
        values_when: &[],
    };
}
