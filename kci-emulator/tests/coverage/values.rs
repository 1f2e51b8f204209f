//! Requests that differ in one parameter, for each parameter of each action.

use std::collections::BTreeMap;

use kci_codegen::ir::{ConditionTest, Ir, Member, Required, ShapeId, ShapeKind, Type};

/// Parameters by their flattened names.
pub(crate) type Pairs = BTreeMap<String, String>;

/// A parameter, and requests that differ in nothing else.
#[derive(Debug)]
pub(crate) struct Trial {
    pub(crate) action: String,
    /// With `N` for the numbers of lists.
    pub(crate) path: String,
    /// With one value.
    pub(crate) with: Pairs,
    /// With another value, and without any: not all of them are valid requests.
    pub(crate) others: [Pairs; 2],
    /// Whether no other value is known, and it must be there.
    pub(crate) only_value: bool,
}

/// Parameters that mean nothing without others: their action (empty: any), the end of their path, and what they need
/// beside them. No value: the other must not be there.
const COMPANY: [(&str, &str, &str, &str); 5] = [
    ("", "ChargeType", "SpotStrategy", "SpotAsPriceGo"),
    ("", "SortDirection", "SortKey", "LastUsedTime"),
    ("", "RetainIpHours", "RetainIp", "true"),
    ("", "MultiSubnetId", "SubnetId", ""),
    ("UpdateImageCache", "ImageRegistryCredential", "ImageCacheId", FAILED),
];

/// Stands for the id of the image cache that failed.
pub(crate) const FAILED: &str = "failed";

/// Values of texts that name something that is there: the member's name, the first value and the second.
pub(crate) type Known = Vec<(&'static str, [String; 2])>;

/// Makes the trials.
pub(crate) struct Trials<'a> {
    pub(crate) api: &'a Ir,
    pub(crate) known: Known,
    pub(crate) made: Vec<Trial>,
}

impl Trials<'_> {
    /// Makes those of all parameters of all actions.
    pub(crate) fn make(&mut self) {
        for action in &self.api.actions {
            self.shape(&action.name.wire, action.request, ["", ""], &Pairs::new());
        }
    }

    /// Those of a shape's members. `at` is where it is: with numbers, and with `N`.
    fn shape(&mut self, action: &str, shape: ShapeId, at: [&str; 2], around: &Pairs) {
        match &self.api.shape(shape).kind {
            ShapeKind::Union { tag, variants, .. } => {
                let variant = |index: usize| {
                    let mut pairs = around.clone();
                    pairs.insert(format!("{}{}", at[0], tag.wire), variants[index].name.wire.clone());
                    self.needed(self.api.shape(variants[index].shape).members(), at[0], 1, &mut pairs);
                    pairs
                };
                let path = format!("{}{}", at[1], tag.wire);
                let others = [variant(1), variant(variants.len() - 1)];
                self.made.push(Trial { action: action.to_owned(), path, with: variant(0), others, only_value: false });
                for one in variants {
                    let mut around = around.clone();
                    around.insert(format!("{}{}", at[0], tag.wire), one.name.wire.clone());
                    self.shape(action, one.shape, at, &around);
                }
            }
            ShapeKind::Structure { members } => {
                let mut around = around.clone();
                self.needed(members, at[0], 1, &mut around);
                for member in members {
                    self.member(action, member, at, &around);
                }
            }
        }
    }

    fn member(&mut self, action: &str, member: &Member, at: [&str; 2], around: &Pairs) {
        let wire = &member.name.wire;
        let own = format!("{}{wire}", at[0]);
        let position = if member.list { [".1", ".N"] } else { ["", ""] };
        let mut without = around.clone();
        without.retain(|key, _| *key != own && !key.starts_with(&format!("{own}.")));
        for (of_action, of, other, value) in COMPANY {
            if of == wire && (of_action.is_empty() || of_action == action) {
                let known = self.known.iter().find(|(name, _)| *name == value);
                let value = known.map_or(value, |(_, values)| &values[0]);
                without.insert(format!("{}{other}", at[0]), value.to_owned());
                without.retain(|_, value| !value.is_empty());
            }
        }
        let valued = |number| {
            let mut pairs = without.clone();
            self.value(member, &format!("{own}{}", position[0]), number, &mut pairs);
            pairs
        };
        let path = format!("{}{wire}{}", at[1], position[1]);
        let (with, another) = (valued(1), valued(2));
        let only_value = with == another && member.required == Required::Always;
        self.made.push(Trial {
            action: action.to_owned(),
            path: path.clone(),
            with: with.clone(),
            others: [another, without],
            only_value,
        });
        if let Type::Shape(shape) = member.ty {
            let [numbered, general] = [format!("{own}{}.", position[0]), format!("{path}.")];
            self.shape(action, shape, [&numbered, &general], &with);
        }
    }

    /// Adds the members that must be there, by themselves or in the absence of another.
    fn needed(&self, members: &[Member], prefix: &str, number: usize, pairs: &mut Pairs) {
        let is_needed = |member: &Member| match &member.required {
            Required::Always | Required::Recommended => true,
            Required::Never => false,
            Required::When(condition) => matches!(condition.test, ConditionTest::Absent { .. }),
        };
        for member in members.iter().filter(|member| is_needed(member)) {
            let key = format!("{prefix}{}{}", member.name.wire, if member.list { ".1" } else { "" });
            if !pairs.keys().any(|known| *known == key || known.starts_with(&format!("{key}."))) {
                self.value(member, &key, number, pairs);
            }
        }
    }

    /// Adds a value, or an object's members. The `number` makes it another.
    fn value(&self, member: &Member, key: &str, number: usize, pairs: &mut Pairs) {
        let constraints = &member.constraints;
        let text = match member.ty {
            Type::String => {
                let known = self.known.iter().find(|(name, _)| *name == member.name.wire);
                known.map_or_else(|| format!("a{number}"), |(_, values)| values[number - 1].clone())
            }
            Type::Integer | Type::Long | Type::Float => {
                let least = constraints.min.unwrap_or(1.0);
                let most = constraints.max.unwrap_or(f64::MAX);
                if number == 1 { least.to_string() } else { (least + 1.0).min(most).to_string() }
            }
            Type::Boolean => (number == 1).to_string(),
            Type::Time(_) => "2026-11-24T02:55:27Z".to_owned(),
            Type::Json => "{}".to_owned(),
            Type::Enum(id) | Type::IntegerEnum(id) => {
                let values = &self.api.enumeration(id).values;
                values[(number - 1) % values.len()].name.wire.clone()
            }
            Type::Shape(shape) => return self.object(shape, &format!("{key}."), number, pairs),
        };
        pairs.insert(key.to_owned(), text);
    }

    fn object(&self, shape: ShapeId, prefix: &str, number: usize, pairs: &mut Pairs) {
        match &self.api.shape(shape).kind {
            ShapeKind::Structure { members } => {
                let before = pairs.len();
                self.needed(members, prefix, number, pairs);
                if let Some(first) = members.first().filter(|_| pairs.len() == before) {
                    let key = format!("{prefix}{}{}", first.name.wire, if first.list { ".1" } else { "" });
                    self.value(first, &key, number, pairs);
                }
            }
            ShapeKind::Union { tag, variants, .. } => {
                let variant = &variants[(number - 1) % variants.len()];
                pairs.insert(format!("{prefix}{}", tag.wire), variant.name.wire.clone());
                self.object(variant.shape, prefix, number, pairs);
            }
        }
    }
}
