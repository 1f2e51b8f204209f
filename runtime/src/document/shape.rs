//! Tables of what structures are made of.

use super::Document;

/// Gives a structure's table: [`Document::shape`] of its type. Structures may contain themselves.
pub type Table = fn() -> &'static Shape;

/// A structure's members, or a union's variants, by their names on the wire.
#[derive(Debug)]
pub enum Shape {
    /// A structure.
    Structure {
        /// Its name.
        name: &'static str,
        /// Its members, in the order in which they are flattened.
        fields: &'static [Field],
    },
    /// One of several structures, with a member that says which.
    Union {
        /// Its name.
        name: &'static str,
        /// The member that says which variant it is.
        tag: &'static str,
        /// The values of that member, each with the structure whose members stand beside it.
        variants: &'static [(&'static str, Table)],
    },
}

impl Shape {
    /// The structure's or union's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Structure { name, .. } | Self::Union { name, .. } => name,
        }
    }

    /// The members of a structure; a union has none of its own.
    pub(super) const fn fields(&self) -> &'static [Field] {
        match self {
            Self::Structure { fields, .. } => fields,
            Self::Union { .. } => &[],
        }
    }
}

/// A member of a structure.
#[derive(Debug)]
pub struct Field {
    pub(super) name: &'static str,
    pub(super) aliases: &'static [&'static str],
    pub(super) kind: Kind,
    pub(super) list: bool,
    pub(super) required: bool,
}

/// What a member's value is, or each element of its list.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text, a time or a value of an enum.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Any value.
    Json,
    /// A structure or a union.
    Object(Table),
}

impl Kind {
    /// With its article: `a text`.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Json => "any value",
            Self::Object(_) => "an object",
        }
    }
}

impl Field {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, aliases: &[], kind, list: false, required: false }
    }

    /// A member that is a text, a time or a value of an enum.
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// A member that is a whole number.
    pub const fn integer(name: &'static str) -> Self {
        Self::new(name, Kind::Integer)
    }

    /// A member that is a number.
    pub const fn number(name: &'static str) -> Self {
        Self::new(name, Kind::Number)
    }

    /// A member that is `true` or `false`.
    pub const fn boolean(name: &'static str) -> Self {
        Self::new(name, Kind::Boolean)
    }

    /// A member that is any JSON value.
    pub const fn json(name: &'static str) -> Self {
        Self::new(name, Kind::Json)
    }

    /// A member that is a structure or a union.
    pub const fn object<T: Document>(name: &'static str) -> Self {
        Self::new(name, Kind::Object(T::shape))
    }

    /// The member is a list of these.
    pub const fn list(mut self) -> Self {
        self.list = true;
        self
    }

    /// The member must be there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Other names that the member is read under.
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) fn is_called(&self, name: &str) -> bool {
        self.name == name || self.aliases.contains(&name)
    }
}
