//! Enums: two members of one enum name share the type, so they must list the same values.

use std::collections::BTreeMap;

use super::names;
use crate::diagnostic::Sink;
use crate::ir::{Enum, EnumId, EnumValue, Name};
use crate::source::Span;
use crate::spec::{EnumRow, MemberRow, Spanned};

/// The enums that were met, by their Rust name.
#[derive(Default)]
pub(super) struct Enums {
    list: Vec<Enum>,
    /// Where the values of each were first met.
    spans: Vec<Span>,
    by_rust_name: BTreeMap<String, EnumId>,
}

impl Enums {
    /// The enum of a member's values.
    pub(super) fn of(
        &mut self,
        row: &MemberRow,
        values: &Spanned<Vec<EnumRow>>,
        integers: bool,
        sink: &mut Sink<'_>,
    ) -> EnumId {
        let named = row.enum_name.as_ref().unwrap_or(&row.name);
        let rust = names::type_name(&named.value, "Value", None);
        names::check_identifier(&rust, named, sink);
        if rust == "ErrorCode" {
            let message = format!("`{}` and the enum of error codes are both `{rust}` in Rust", named.value);
            sink.error_with_help("name-collision", named.span, message, "give it another `enum_name`");
        }
        if values.value.is_empty() {
            sink.error_with_help("empty-enum", values.span, "an enum lists its values", "take `enum` away, or fill it");
        }
        let new = Enum {
            name: Name { wire: named.value.clone(), rust: rust.clone() },
            description: row.description.clone(),
            values: values.value.iter().map(value).collect(),
            ignore_case: row.ignore_case.as_ref().is_some_and(|flag| flag.value),
            integers,
        };
        if let Some(id) = self.by_rust_name.get(&rust) {
            let known = &self.list[id.0];
            if !same(known, &new) {
                let place = self.spans.get(id.0).map(|span| sink.place(*span)).unwrap_or_default();
                let message = format!("`{rust}` lists other values here than where it was first met, at {place}");
                sink.error_with_help("enum-conflict", values.span, message, "give one of them another `enum_name`");
            }
            return *id;
        }
        check_values(&values.value, &new, sink);
        let id = EnumId(self.list.len());
        self.list.push(new);
        self.spans.push(values.span);
        self.by_rust_name.insert(rust, id);
        id
    }

    /// The known values of an enum.
    pub(super) fn get(&self, id: EnumId) -> &Enum {
        &self.list[id.0]
    }

    /// All enums.
    pub(super) fn finish(self) -> Vec<Enum> {
        self.list
    }
}

fn value(row: &EnumRow) -> EnumValue {
    let rust = names::variant(&row.value.value, row.rust_name.as_ref());
    EnumValue { name: Name { wire: row.value.value.clone(), rust }, description: row.description.clone() }
}

fn same(one: &Enum, other: &Enum) -> bool {
    let names = |item: &Enum| item.values.iter().map(|value| value.name.clone()).collect::<Vec<_>>();
    (one.ignore_case, one.integers) == (other.ignore_case, other.integers) && names(one) == names(other)
}

fn check_values(rows: &[EnumRow], item: &Enum, sink: &mut Sink<'_>) {
    for (index, row) in rows.iter().enumerate() {
        let rust = &item.values[index].name.rust;
        names::check_identifier(rust, &row.value, sink);
        if row.is_number != item.integers {
            let (found, wanted) = if row.is_number { ("number", "string") } else { ("string", "whole number") };
            let message = format!("this value is a {found}, and its member a {wanted}");
            sink.error("value-wrong-type", row.value.span, message);
        }
        let before = item.values.get(..index).unwrap_or_default();
        if before.iter().any(|other| other.name.wire == row.value.value) {
            sink.error("duplicate-value", row.value.span, format!("`{}` is listed twice", row.value.value));
        } else if let Some(other) = before.iter().position(|other| other.name.rust == *rust) {
            names::collision(&row.value, &rows[other].value, rust, sink);
        }
    }
}
