//! The resolved model of one service: what every back end reads.
//!
//! The front end (`spec`, `overlay`, `resolve`) makes an [`Ir`] out of a spec folder; the back ends
//! (`emit`, `describe`, `openapi`) read it and nothing else. Everything in it is checked: names are valid Rust and
//! do not collide, references exist, bounds are in order, conditions name members. Collections are in a
//! fixed order (documents' order for members, sorted by name for shapes and enums), so that the same
//! spec always gives the same output.

mod member;
mod service;
mod shape;
mod waiting;

pub use member::{Condition, ConditionTest, Constraints, Format, Member, Required, Scalar, Type, Visibility, When};
pub use service::{
    Action, ActionPlace, Body, Effect, Endpoint, ErrorOutcome, ErrorRow, Example, Fault, FindAgain, ListRule,
    ListRuleExample, Method, NextPage, Paginator, ParameterPlace, Region, Relation, Service, Signature,
    SignatureParameter,
};
pub use shape::{Enum, EnumValue, Shape, ShapeKind, Variant};
pub use waiting::{Acceptor, AcceptorTest, Events, Hint, Outcome, Part, Path, Subject, Waiter};

/// A whole service, resolved and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ir {
    /// Identity, endpoints, regions, errors and conventions.
    pub service: Service,
    /// The actions, sorted by wire name.
    pub actions: Vec<Action>,
    /// Every shape that an action reaches, sorted by side and Rust name. An action's own request and response are
    /// shapes too.
    pub shapes: Vec<Shape>,
    /// Every enum that a shape reaches, sorted by Rust name.
    pub enums: Vec<Enum>,
    /// The paginators, sorted by action.
    pub paginators: Vec<Paginator>,
    /// How what actions create is found again, sorted by action.
    pub find_again: Vec<FindAgain>,
    /// What the waiters of actions wait for, sorted by action.
    pub subjects: Vec<Subject>,
    /// The waiters, sorted by name.
    pub waiters: Vec<Waiter>,
}

/// Index of a shape in [`Ir::shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub usize);

/// Index of an enum in [`Ir::enums`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub usize);

/// Index of an action in [`Ir::actions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionId(pub usize);

/// A name on the wire, and the Rust identifier made from it. The wire name is never derived from the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// As the service spells it.
    pub wire: String,
    /// A valid Rust identifier, already escaped (`r#type`, `self_`).
    pub rust: String,
}

/// A text in two languages; either may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// Where a fact comes from, when not from the documents' own table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Name of the overlay.
    pub overlay: String,
    /// Id of the entry.
    pub entry: String,
    /// Why the entry exists.
    pub reason: String,
}

/// Which way a shape travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// From the client to the service, flattened into parameters.
    Request,
    /// From the service to the client, as JSON.
    Response,
}

impl Ir {
    /// The shape behind an id.
    pub fn shape(&self, id: ShapeId) -> &Shape {
        &self.shapes[id.0]
    }

    /// The member at the end of a way down from a structure.
    pub fn member_at<'i>(&'i self, start: &'i Shape, way: &[usize]) -> Option<&'i Member> {
        let (last, holders) = way.split_last()?;
        let mut shape = start;
        for index in holders {
            let Type::Shape(id) = shape.members().get(*index)?.ty else { return None };
            shape = self.shape(id);
        }
        shape.members().get(*last)
    }

    /// The wire names on a way down from a structure, joined: `Data.NextToken`.
    pub fn path_of(&self, start: &Shape, way: &[usize]) -> String {
        let names = (1..=way.len()).filter_map(|end| self.member_at(start, way.get(..end)?));
        names.map(|member| member.name.wire.as_str()).collect::<Vec<_>>().join(".")
    }

    /// The enum behind an id.
    pub fn enumeration(&self, id: EnumId) -> &Enum {
        &self.enums[id.0]
    }

    /// The action behind an id.
    pub fn action(&self, id: ActionId) -> &Action {
        &self.actions[id.0]
    }
}
