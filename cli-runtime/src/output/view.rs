//! What is shown of data.

use std::borrow::Cow;

use serde_json::Value;

use super::cell;
use super::color::Tone;

/// What every answer calls the id of its request.
const REQUEST_ID: &str = "RequestId";

/// What is shown of data: where its rows are, and which columns they have.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Path of the list whose elements are the rows, with dots between the names; the data itself if it is empty.
    /// `None`: there is one row, and a table shows it upright.
    pub list: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// Path in a row of what it is called in a request.
    pub id: Option<String>,
    /// Path in a row of what people call it.
    pub name: Option<String>,
    /// Offset from UTC of times that do not say theirs, in seconds.
    pub time_offset: i32,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head.
    pub title: Cow<'static, str>,
    /// Path in a row; lists on the way are walked, and several values stand with commas between.
    pub path: Cow<'static, str>,
    /// What its values are.
    pub cell: Cell,
    /// Whether it is shown only where everything is.
    pub wide: bool,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug)]
pub enum Cell {
    /// Texts and numbers as they are.
    Plain,
    /// Times.
    Time,
    /// Times, told as how long ago they are.
    Age,
    /// States, in colours: this says what a state means.
    State(fn(&str) -> Option<Tone>),
}

impl Column {
    /// A column.
    pub fn new(title: impl Into<Cow<'static, str>>, path: impl Into<Cow<'static, str>>) -> Self {
        Self { title: title.into(), path: path.into(), cell: Cell::Plain, wide: false }
    }

    /// With values of this kind.
    pub fn of(mut self, cell: Cell) -> Self {
        self.cell = cell;
        self
    }

    /// Shown only where everything is.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }
}

impl View {
    /// A view of one row.
    pub fn one() -> Self {
        Self::default()
    }

    /// A view of the elements of a list.
    pub fn list(path: impl Into<String>) -> Self {
        Self { list: Some(path.into()), ..Self::default() }
    }

    /// With a column.
    pub fn column(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// With the path of ids.
    pub fn id(mut self, path: impl Into<String>) -> Self {
        self.id = Some(path.into());
        self
    }

    /// With the path of names.
    pub fn name(mut self, path: impl Into<String>) -> Self {
        self.name = Some(path.into());
        self
    }

    /// The rows of data.
    pub(super) fn rows<'v>(&self, data: &'v Value) -> Vec<&'v Value> {
        match &self.list {
            Some(path) => cell::values(data, path),
            None => vec![data],
        }
    }

    /// Ids, one a line. What has none is called by what else there is: the request's id, or else what the first column has,
    /// so that a call that was made is never told to have failed.
    pub(super) fn ids(&self, data: &Value) -> String {
        self.lines(data, self.id.as_deref())
    }

    /// Names, or else ids.
    pub(super) fn names(&self, data: &Value) -> String {
        self.lines(data, self.name.as_deref().or(self.id.as_deref()))
    }

    fn lines(&self, data: &Value, path: Option<&str>) -> String {
        let request = (self.list.is_none() && data.get(REQUEST_ID).is_some()).then_some(REQUEST_ID);
        let first = self.columns.first().map(|column| column.path.as_ref());
        let path = path.or(request).or(first).unwrap_or_default();
        let rows = self.rows(data);
        rows.into_iter()
            .flat_map(|row| cell::values(row, path))
            .map(|value| cell::plain(&cell::single(value)) + "\n")
            .collect()
    }
}
