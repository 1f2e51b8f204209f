//! What a table shows of an action's answer, where nobody chose it by hand: of a list the id, the name, the state and its
//! reason, then the first single members, so many as stand side by side; all of them where everything is wanted.

use crate::context::Context;
use crate::output::{Cell, Column, View};
use crate::table::{Action, Kind, Lists, Member, Shape};

/// How many columns a table has where not everything is wanted.
const COLUMNS: usize = 6;

/// The view of an action's answer.
pub(crate) fn of_answer(cx: &Context, action: &'static Action) -> View {
    let mut view = match action.list() {
        Some(list) => of_list(action, list),
        None => of_one(action.response),
    };
    view.time_offset = cx.app.service.time_offset;
    view
}

fn of_list(action: &'static Action, list: &'static Member) -> View {
    let mut view = View::list(list.name);
    let Some(element) = list.shape() else {
        return view.column(Column::new(title(list.flag), "")).id("");
    };
    let lists = action.lists.as_ref().filter(|lists| lists.items == list.name);
    let first: Vec<&str> = lists.map(first_paths).unwrap_or_default();
    for path in &first {
        let cell =
            if lists.and_then(|lists| lists.state) == Some(*path) { Cell::Plain } else { cell_of(element, path) };
        view = view.column(Column::new(title(last_flag(element, path)), *path).of(cell));
    }
    let others = element.members().iter().filter(|member| is_single(member) && !first.contains(&member.name));
    for member in others {
        let column = Column::new(title(member.flag), member.name).of(cell(member));
        let column = if view.columns.len() < COLUMNS && !member.list { column } else { column.wide() };
        view.columns.push(column);
    }
    if let Some(lists) = lists {
        view.id = Some(lists.id.to_owned());
        view.name = lists.name.map(str::to_owned);
    }
    view
}

fn first_paths(lists: &Lists) -> Vec<&'static str> {
    [Some(lists.id), lists.name, lists.state, lists.reason].into_iter().flatten().collect()
}

/// One row: the single members of an answer.
fn of_one(shape: &'static Shape) -> View {
    let mut view = View::one();
    for member in shape.members().iter().filter(|member| is_single(member)) {
        view = view.column(Column::new(title(member.flag), member.name).of(cell(member)));
    }
    // What was made is what is asked for by its id.
    let id = shape.members().iter().find(|member| member.name.ends_with("Id") && member.name != "RequestId");
    if let Some(member) = id {
        view = view.id(member.name);
    }
    view
}

fn is_single(member: &Member) -> bool {
    member.shape().is_none() && !member.sensitive
}

fn cell(member: &Member) -> Cell {
    if matches!(member.kind, Kind::Time(_)) { Cell::Time } else { Cell::Plain }
}

fn member_at(shape: &'static Shape, path: &str) -> Option<&'static Member> {
    let mut shape = Some(shape);
    let mut found = None;
    for name in path.split('.') {
        found = shape?.all_members().find(|member| member.name == name);
        shape = found.and_then(|member: &Member| member.shape());
    }
    found
}

fn cell_of(shape: &'static Shape, path: &str) -> Cell {
    member_at(shape, path).map_or(Cell::Plain, cell)
}

fn last_flag(shape: &'static Shape, path: &str) -> &'static str {
    member_at(shape, path).map_or("", |member| member.flag)
}

/// `container-group-id` as the head of a column.
fn title(flag: &str) -> String {
    flag.to_uppercase()
}
