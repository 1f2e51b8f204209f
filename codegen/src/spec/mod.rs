//! What the files say, table by table: every value checked for its type and with its place, nothing resolved yet.

mod action;
mod fields;
mod member;
mod paging;
mod service;
mod shape;
mod waiting;

pub(crate) use action::{ActionTable, FindAgainRow, RecreatesRow, RelationRow, SideTable};
pub(crate) use fields::{Fields, Spanned, elements, string, wrong_type};
pub(crate) use member::{ConditionRow, ConditionTestRow, MemberRow, RequiredRow, ScalarType, WhenRow};
pub(crate) use paging::{NextPageRow, PaginatorRow};
pub(crate) use service::{ErrorTableRow, ServiceTable};
pub(crate) use shape::{EnumRow, ShapeRow, ShapeRowKind, VariantRow};
pub(crate) use waiting::{AcceptorRow, AcceptorTestRow, HintRow, SubjectRow, WaiterRow, WaitingTables};

use crate::diagnostic::Sink;
use crate::json::Node;

/// The files of a spec as nodes, overlays not yet or already applied.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    pub(crate) service: Option<Node>,
    pub(crate) actions: Vec<Node>,
    pub(crate) paginators: Option<Node>,
    pub(crate) waiters: Option<Node>,
}

/// All tables of a spec.
pub(crate) struct Tables {
    pub(crate) service: ServiceTable,
    pub(crate) actions: Vec<ActionTable>,
    pub(crate) paginators: Vec<PaginatorRow>,
    pub(crate) waiting: WaitingTables,
}

/// Reads the tables. Nothing where the service itself cannot be read; what else is wrong is in the sink.
pub(crate) fn tables(files: &Files, sink: &mut Sink<'_>) -> Option<Tables> {
    let service = files.service.as_ref().and_then(|node| ServiceTable::new(node, sink));
    let actions = files.actions.iter().filter_map(|node| ActionTable::new(node, sink)).collect();
    let paginators = files.paginators.as_ref().map(|node| paging::paginators(node, sink)).unwrap_or_default();
    let waiting = files.waiters.as_ref().map(|node| waiting::waiting(node, sink)).unwrap_or_default();
    Some(Tables { service: service?, actions, paginators, waiting })
}
