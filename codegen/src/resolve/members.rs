//! Members of one table: types, names, and what is said of each.

use std::collections::{BTreeMap, BTreeSet};

use super::constraints::{Subject, constraints};
use super::shapes::{Owner, Shapes};
use super::{names, paths, times};
use crate::diagnostic::Sink;
use crate::ir::{Condition, ConditionTest, Holder, Member, Name, Required, Scalar, Side, Type, Visibility};
use crate::spec::{ConditionRow, ConditionTestRow, MemberRow, RequiredRow, ScalarType, Spanned};
use crate::words;

/// The members of a table, in its order.
pub(super) fn members<'a>(
    shapes: &mut Shapes<'a>,
    owner: Owner<'a>,
    rows: impl IntoIterator<Item = &'a MemberRow>,
    sink: &mut Sink<'_>,
) -> Vec<Member> {
    let rows: Vec<&MemberRow> = rows.into_iter().collect();
    let types: Vec<Option<Type>> = rows.iter().map(|row| member_type(shapes, owner, row, sink)).collect();
    check_names(&rows, owner.side, sink);
    if owner.side == Side::Request {
        paths::check(&rows, &types, shapes, sink);
    }
    let table = Table { rows: &rows, types: &types, shapes };
    rows.iter().zip(&types).filter_map(|(row, ty)| Some(table.member(row, (*ty)?, owner.side, sink))).collect()
}

fn member_type<'a>(shapes: &mut Shapes<'a>, owner: Owner<'a>, row: &'a MemberRow, sink: &mut Sink<'_>) -> Option<Type> {
    match (&row.ty, &row.shape) {
        (None, Some(name)) => shapes.reference(owner, name, sink).map(Type::Shape),
        (Some(ty), None) => Some(match (ty.value, &row.values, &row.format) {
            (ScalarType::String, Some(values), None) => Type::Enum(shapes.enums.of(row, values, false, sink)),
            (ScalarType::Integer | ScalarType::Long, Some(values), None) => {
                Type::IntegerEnum(shapes.enums.of(row, values, true, sink))
            }
            (ScalarType::String, _, Some(format)) => Type::Time(format.value),
            (ScalarType::String, None, None) => Type::String,
            (ScalarType::Integer, ..) => Type::Integer,
            (ScalarType::Long, ..) => Type::Long,
            (ScalarType::Float, ..) => Type::Float,
            (ScalarType::Boolean, ..) => Type::Boolean,
            (ScalarType::Json, ..) => Type::Json,
        }),
        // Said where the type is read.
        (None, None) if row.unknown_type => None,
        _ => {
            let message = format!("`{}` needs either `type` or `shape`", row.name.value);
            sink.error("missing-type", row.name.span, message);
            None
        }
    }
}

/// No two rows of one wire name (or alias), and none of one Rust name, of a field or of a setter.
fn check_names(rows: &[&MemberRow], side: Side, sink: &mut Sink<'_>) {
    let mut wire_names = BTreeSet::new();
    let mut rust_names: BTreeMap<String, &Spanned<String>> = BTreeMap::new();
    for row in rows {
        for name in [&row.name].into_iter().chain(&row.aliases) {
            if !wire_names.insert(name.value.as_str()) {
                sink.error("duplicate-member", name.span, format!("`{}` stands twice in this table", name.value));
            }
            if name.value.is_empty() {
                sink.error("empty-name", name.span, "an alias is empty");
            }
        }
        let rust = rust_name(row, side);
        names::check_identifier(&rust, &row.name, sink);
        match rust_names.get(&rust) {
            Some(other) if other.value != row.name.value => names::collision(&row.name, other, &rust, sink),
            Some(_) => {}
            None => drop(rust_names.insert(rust, &row.name)),
        }
    }
    for (field, name) in &rust_names {
        let setter = words::setter(field);
        if let Some(other) = rust_names.get(setter).filter(|_| setter != field) {
            names::collision(other, name, setter, sink);
        }
    }
}

fn rust_name(row: &MemberRow, side: Side) -> String {
    names::field(&row.name.value, row.list && side == Side::Request, row.rust_name.as_ref())
}

/// A table whose types are known.
pub(super) struct Table<'t, 'a> {
    pub(super) rows: &'t [&'a MemberRow],
    pub(super) types: &'t [Option<Type>],
    pub(super) shapes: &'t Shapes<'a>,
}

impl Table<'_, '_> {
    fn member(&self, row: &MemberRow, ty: Type, side: Side, sink: &mut Sink<'_>) -> Member {
        let subject = Subject { table: self, row, ty, side };
        let flag = |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| flag.value);
        let collection = row.list || matches!(ty, Type::Shape(_));
        let required = self.required(row, side, sink);
        let nullable =
            side == Side::Response && (flag(&row.nullable) || (collection && self.shapes.nullable_collections));
        let plain = match side {
            Side::Request => required == Required::Always,
            Side::Response => !nullable && !matches!(ty, Type::Shape(_) | Type::Time(_)),
        };
        Member {
            name: Name { wire: row.name.value.clone(), rust: rust_name(row, side) },
            aliases: row.aliases.iter().map(|alias| alias.value.clone()).collect(),
            ty,
            list: row.list,
            required,
            constraints: constraints(&subject, sink),
            visibility: match (flag(&row.sensitive), flag(&row.private)) {
                (true, _) => Visibility::Sensitive,
                (false, true) => Visibility::Private,
                (false, false) => Visibility::Public,
            },
            nullable,
            holder: if row.list || plain { Holder::Plain } else { Holder::Option },
            effective_when: row.effective_when.as_ref().and_then(|when| self.condition(when, sink)),
            description: row.description.clone(),
            provenance: row.provenance.clone(),
        }
    }

    fn required(&self, row: &MemberRow, side: Side, sink: &mut Sink<'_>) -> Required {
        let Some(required) = &row.required else { return Required::Never };
        if side == Side::Response {
            let message = "`required` says nothing in a response: every reader must do without any member";
            sink.error("constraint-not-applicable", required.span, message);
        }
        match &required.value {
            RequiredRow::Always => Required::Always,
            RequiredRow::Never => Required::Never,
            RequiredRow::Recommended => Required::Recommended,
            RequiredRow::When(when) => self.condition(when, sink).map_or(Required::Never, Required::When),
        }
    }

    /// A condition whose member exists and whose value it can have.
    pub(super) fn condition(&self, row: &ConditionRow, sink: &mut Sink<'_>) -> Option<Condition> {
        let test = match &row.test {
            ConditionTestRow::Context { key, value } => {
                ConditionTest::Context { key: key.clone(), value: value.clone() }
            }
            ConditionTestRow::Absent { member } => {
                ConditionTest::Absent { member: self.find(member, sink)?, wire: member.value.clone() }
            }
            ConditionTestRow::Equals { member, value } => {
                let index = self.find(member, sink)?;
                self.check_value(index, value, sink);
                ConditionTest::Equals { member: index, wire: member.value.clone(), value: value.value.clone() }
            }
        };
        Some(Condition { test })
    }

    fn find(&self, name: &Spanned<String>, sink: &mut Sink<'_>) -> Option<usize> {
        let found = self.rows.iter().position(|row| row.name.value == name.value);
        if found.is_none() {
            let known = self.rows.iter().map(|row| row.name.value.as_str());
            let message = format!("there is no member `{}` in this table", name.value);
            sink.error_with_suggestion("unknown-member", name.span, message, &name.value, known);
        }
        found
    }

    /// Whether a member can have the value that a condition compares it with.
    fn check_value(&self, index: usize, value: &Spanned<Scalar>, sink: &mut Sink<'_>) {
        let Some(Some(ty)) = self.types.get(index).copied() else { return };
        if matches!(ty, Type::Time(_)) {
            sink.error("condition-wrong-value", value.span, "a time is not compared with a value");
            return;
        }
        if let Err(why) = self.fits(ty, &value.value) {
            sink.error("condition-wrong-value", value.span, why);
        }
    }

    /// Whether a value is one of a type, and why not.
    pub(super) fn fits(&self, ty: Type, value: &Scalar) -> Result<(), String> {
        let fits = match (ty, value) {
            (Type::Enum(id), Scalar::String(text)) => {
                let values = &self.shapes.enums.get(id).values;
                if values.iter().any(|known| known.name.wire == *text) {
                    return Ok(());
                }
                let known: Vec<_> = values.iter().map(|known| known.name.wire.as_str()).collect();
                return Err(format!("`{text}` is none of {}", known.join(", ")));
            }
            (Type::IntegerEnum(id), Scalar::Integer(number)) => {
                let values = &self.shapes.enums.get(id).values;
                if values.iter().any(|known| known.name.wire == number.to_string()) {
                    return Ok(());
                }
                let known: Vec<_> = values.iter().map(|known| known.name.wire.as_str()).collect();
                return Err(format!("`{number}` is none of {}", known.join(", ")));
            }
            (Type::Time(format), Scalar::String(text)) => {
                return times::check(format, text);
            }
            (Type::String, Scalar::String(_))
            | (Type::Integer | Type::Long | Type::Float, Scalar::Integer(_))
            | (Type::Float, Scalar::Float(_))
            | (Type::Boolean, Scalar::Boolean(_)) => true,
            _ => false,
        };
        if fits {
            Ok(())
        } else {
            Err(format!("`{}` is no {}", crate::facts::scalar(value), crate::facts::type_name(ty)))
        }
    }
}
