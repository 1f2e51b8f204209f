//! Members: one row of a table, with everything that the documents say of it.

use super::{EnumId, Name, Provenance, ShapeId, Text};

/// One row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Wire name without `.N`, and the Rust field.
    pub name: Name,
    /// Other wire names that a reader accepts.
    pub aliases: Vec<String>,
    /// Type of the member, or of its elements if it is a list.
    pub ty: Type,
    /// Whether it is a list.
    pub list: bool,
    /// Whether it must be there.
    pub required: Required,
    /// Bounds and the like.
    pub constraints: Constraints,
    /// Who may see its value.
    pub visibility: Visibility,
    /// Responses: `null` or absence means something.
    pub nullable: bool,
    /// What holds a single value in the field.
    pub holder: Holder,
    /// Condition under which it has any effect (documentation only).
    pub effective_when: Option<Condition>,
    /// What it is.
    pub description: Text,
    /// Overlay entries that added or changed it, in the order they were applied.
    pub provenance: Vec<Provenance>,
}

impl Member {
    /// Whether the field is an `Option`.
    pub fn is_optional(&self) -> bool {
        self.holder != Holder::Plain
    }

    /// Whether its value is in a box.
    pub fn is_boxed(&self) -> bool {
        self.holder == Holder::OptionBox
    }

    /// Whether it is a secret, of a type that says so.
    pub fn is_sensitive(&self) -> bool {
        self.visibility == Visibility::Sensitive
    }

    /// Whether it is a plain text that messages do not show.
    pub fn is_private(&self) -> bool {
        self.visibility == Visibility::Private
    }

    /// Whether no message shows its value.
    pub fn is_hidden(&self) -> bool {
        self.visibility != Visibility::Public
    }
}

/// What holds a single value in a field. A member of a response is an `Option` also where its value is carried to one of a
/// request that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Nothing, or the list that it is in.
    Plain,
    /// `Option`.
    Option,
    /// `Option<Box<…>>`, because the value leads back to the structure that it is in.
    OptionBox,
}

/// Who may see a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Whoever sees the request or the response.
    Public,
    /// A plain text that may hold secrets of users: neither Debug nor errors show it.
    Private,
    /// A secret: never shown in Debug, errors or logs, and of a type that says so.
    Sensitive,
}

/// Type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text.
    String,
    /// 32-bit integer on the wire; `i64` in Rust, because documents lag behind.
    Integer,
    /// 64-bit integer.
    Long,
    /// Decimal number.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A point in time, written as a string.
    Time(Format),
    /// A string with known values.
    Enum(EnumId),
    /// A whole number with known values.
    IntegerEnum(EnumId),
    /// Any JSON value.
    Json,
    /// A structure or a tagged union.
    Shape(ShapeId),
}

/// How a time is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 3339, UTC: `2023-02-27T08:46:08Z`.
    Utc,
    /// `2023-02-27 16:45:23`, at the service's offset from UTC.
    Local,
}

/// Whether a member must be there.
#[derive(Clone, Debug, PartialEq)]
pub enum Required {
    /// Always; an argument of `new`.
    Always,
    /// Never.
    Never,
    /// Its absence is a warning.
    Recommended,
    /// When the condition holds.
    When(Condition),
}

/// A condition on another member of the same table.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What is tested.
    pub test: ConditionTest,
}

/// What a condition tests.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionTest {
    /// The member (index in the shape's members; in a variant's shape, the tag is no member) has this value.
    Equals {
        /// Index in the members of the same shape.
        member: usize,
        /// Wire name of that member.
        wire: String,
        /// The value.
        value: Scalar,
    },
    /// The member is absent.
    Absent {
        /// Index in the members of the same shape.
        member: usize,
        /// Wire name of that member.
        wire: String,
    },
    /// Something that no request says: documentation only. Key and value, such as `machine` and `gpu`.
    Context {
        /// Key, such as `machine`.
        key: String,
        /// Value, such as `gpu`.
        value: String,
    },
}

/// A value that holds under a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct When<T> {
    /// The condition.
    pub condition: Condition,
    /// The value.
    pub value: T,
}

/// A default, or a value compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// Text.
    String(String),
    /// Whole number.
    Integer(i64),
    /// Decimal number.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
}

/// Bounds and the like. All of them hold for the element where the member is a list, but `*_items`, `*_index` and
/// `unique_by`, which are the list's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// What the service takes when it is absent.
    pub default: Option<Scalar>,
    /// Smallest value, inclusive.
    pub min: Option<f64>,
    /// Largest value, inclusive.
    pub max: Option<f64>,
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// Fewest elements.
    pub min_items: Option<u64>,
    /// Most elements.
    pub max_items: Option<u64>,
    /// Smallest index.
    pub min_index: Option<u64>,
    /// Largest index.
    pub max_index: Option<u64>,
    /// Regular expression, anchored at both ends; known to parse and to be supported by `pattern`.
    pub pattern: Option<String>,
    /// Most digits after the decimal point.
    pub decimals: Option<u32>,
    /// Unit, such as `GiB`.
    pub unit: Option<String>,
    /// No two elements may have the same value here: index of the member in the element's shape.
    pub unique_by: Option<usize>,
    /// Defaults that hold under a condition.
    pub default_when: Vec<When<Scalar>>,
    /// Maxima that hold under a condition, instead of `max`.
    pub max_when: Vec<When<f64>>,
    /// Values allowed under a condition.
    pub enum_when: Vec<When<Vec<String>>>,
}
