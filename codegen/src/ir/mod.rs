//! The resolved model of one service: what every back end reads.
//!
//! The front end (`spec`, `overlay`, `resolve`) makes an [`Ir`] out of a spec folder; the back ends
//! (`emit`, `describe`, `openapi`) read it and nothing else. Everything in it is checked: names are valid Rust and
//! do not collide, references exist, bounds are in order, conditions name members. Collections are in a
//! fixed order (documents' order for members, sorted by name for shapes and enums), so that the same
//! spec always gives the same output.

mod conversion;
mod member;
mod service;
mod shape;
mod waiting;

pub use conversion::{Carried, Conversion, ConversionKind, Recreation, Source};
pub use member::{
    Condition, ConditionTest, Constraints, Format, Holder, Member, Required, Scalar, Type, Visibility, When,
};
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
    /// What is created again as it was described, sorted by the action that creates.
    pub recreations: Vec<Recreation>,
    /// How its structures are made, sorted by those of the request.
    pub conversions: Vec<Conversion>,
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
    /// A model of actions and shapes, without what hangs on them.
    pub(crate) fn of(service: Service, actions: Vec<Action>, shapes: Vec<Shape>, enums: Vec<Enum>) -> Self {
        Self {
            service,
            actions,
            shapes,
            enums,
            paginators: Vec::new(),
            find_again: Vec::new(),
            recreations: Vec::new(),
            conversions: Vec::new(),
            subjects: Vec::new(),
            waiters: Vec::new(),
        }
    }

    /// Makes the field of a member an `Option`, unless it is a list.
    pub(crate) fn make_optional(&mut self, shape: ShapeId, index: usize) {
        if let Some(ShapeKind::Structure { members }) = self.shapes.get_mut(shape.0).map(|shape| &mut shape.kind)
            && let Some(member) = members.get_mut(index).filter(|member| !member.is_boxed())
        {
            member.holder = if member.list { Holder::Plain } else { Holder::Option };
        }
    }

    /// A way down from a structure in the words of the wire: `Containers.N.Port`.
    pub fn path_from<'p>(&self, start: &Shape, path: impl IntoIterator<Item = &'p usize>) -> String {
        let mut shape = start;
        let mut words: Vec<&str> = Vec::new();
        for index in path {
            let Some(member) = shape.members().get(*index) else { break };
            words.push(member.name.wire.as_str());
            words.extend(member.list.then_some("N"));
            if let Type::Shape(id) = member.ty {
                shape = &self.shapes[id.0];
            }
        }
        words.join(".")
    }

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
