//! Down the shapes of a request or a response, row by row.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::keys::keys;
use super::texts::documented;
use super::{Row, join, rust};
use crate::facts;
use crate::ir::{
    Action, Condition, ConditionTest, Ir, Member, Required, Scalar, ShapeId, ShapeKind, Side, Text, Type, Variant,
};

/// The rows of an action's request or response, in the documents' order.
pub fn rows(ir: &Ir, action: &Action, side: Side) -> Vec<Row> {
    let shape = match side {
        Side::Request => action.request,
        Side::Response => action.response,
    };
    let mut walk =
        Walk { ir, side, rows: Vec::new(), by_path: BTreeMap::new(), variants: Vec::new(), inside: Vec::new() };
    walk.shape(shape, "");
    walk.rows
}

struct Walk<'a> {
    ir: &'a Ir,
    side: Side,
    rows: Vec<Row>,
    /// Where the row of a path is.
    by_path: BTreeMap<String, usize>,
    /// The variants that are walked, from the outside in: path and value of the tag of each.
    variants: Vec<String>,
    /// The shapes that are walked, from the outside in: what holds itself is not walked again.
    inside: Vec<ShapeId>,
}

impl Walk<'_> {
    fn shape(&mut self, id: ShapeId, prefix: &str) {
        if self.inside.contains(&id) {
            return;
        }
        self.inside.push(id);
        match &self.ir.shape(id).kind {
            ShapeKind::Structure { members } => {
                for member in members {
                    self.member(member, prefix, &member.required);
                }
            }
            ShapeKind::Union { tag, tag_description, variants } => {
                self.tag(join(prefix, &tag.wire), tag_description, variants);
                self.variants(&tag.wire, variants, prefix);
            }
        }
        self.inside.pop();
    }

    /// Adds a row. One whose path is there already is that of another variant: what it says is added to the first.
    fn add(&mut self, mut row: Row, own: Map<String, Value>) {
        let variant = self.variants.join(", ");
        if let Some(first) = self.by_path.get(&row.path).and_then(|index| self.rows.get_mut(*index)) {
            if first.facts != row.facts && !row.facts.is_empty() {
                first.facts.push(format!("{variant}: {}", row.facts.join("; ")));
            }
            if let Some(Value::Object(by_variant)) = first.json.get_mut("by_variant") {
                by_variant.insert(variant, Value::Object(own));
            }
            return;
        }
        if !variant.is_empty() {
            row.json.insert("by_variant".to_owned(), json!({ variant: own }));
        }
        self.by_path.insert(row.path.clone(), self.rows.len());
        self.rows.push(row);
    }

    /// The tag of a union is a string that must be one of the variants' values.
    fn tag(&mut self, path: String, description: &Text, variants: &[Variant]) {
        let values: Vec<_> = variants.iter().map(|variant| variant.name.wire.as_str()).collect();
        let mut json = Map::new();
        json.insert("type".to_owned(), json!("string"));
        json.insert("required".to_owned(), json!(true));
        json.insert("enum".to_owned(), json!(values));
        json.insert("rust_values".to_owned(), json!(rust::values(variants.iter().map(|variant| &variant.name))));
        documented(&mut json, description, "", &[]);
        let row = Row {
            path,
            ty: "string",
            required: "required".to_owned(),
            facts: vec![format!("one of {}", values.join(", "))],
            description: description.clone(),
            json: json.clone(),
        };
        self.add(row, json);
    }

    /// A member that every variant has is as required as it is there; another only with its variants.
    fn variants(&mut self, tag: &str, variants: &[Variant], prefix: &str) {
        let ir = self.ir;
        let has = |variant: &Variant, member: &Member| {
            ir.shape(variant.shape).members().iter().any(|other| other.name.wire == member.name.wire)
        };
        for variant in variants {
            self.variants.push(format!("{}={}", join(prefix, tag), variant.name.wire));
            for member in ir.shape(variant.shape).members() {
                let everywhere = variants.iter().all(|variant| has(variant, member));
                let only_here = Required::When(Condition {
                    test: ConditionTest::Equals {
                        member: 0,
                        wire: tag.to_owned(),
                        value: Scalar::String(variant.name.wire.clone()),
                    },
                });
                let conditional = !everywhere && member.required == Required::Always;
                self.member(member, prefix, if conditional { &only_here } else { &member.required });
            }
            self.variants.pop();
        }
    }

    /// A member, and whether it must be there whichever variant it is in.
    fn member(&mut self, member: &Member, prefix: &str, required: &Required) {
        let mut path = join(prefix, &member.name.wire);
        if member.list {
            path.push_str(".N");
        }
        let request = self.side == Side::Request;
        let row = Row {
            ty: facts::type_name(member.ty),
            required: if request { facts::required(required, str::to_owned) } else { String::new() },
            facts: facts::constraints(self.ir, member).iter().map(facts::Fact::plain).collect(),
            description: member.description.clone(),
            json: keys(self.ir, self.side, member, prefix, required),
            path: path.clone(),
        };
        let own = if self.variants.is_empty() {
            Map::new()
        } else {
            keys(self.ir, self.side, member, prefix, &member.required)
        };
        self.add(row, own);
        if let Type::Shape(id) = member.ty {
            self.shape(id, &path);
        }
    }
}
