//! Checking a request before it is sent: everything that is wrong with it, at once.
//!
//! Rules are chains: `v.text("Name", &self.name).required().max_length(63)`. A rule about an absent value does
//! nothing; whether the value must be there is a rule of its own.
//!
//! The small functions are marked to be inlined in the crate of the generated code, and what reports is not: a rule that
//! holds costs a comparison or two.

mod byte_dfa;
mod count;
mod number;
mod place;
mod relation;
#[cfg(test)]
mod tests;
mod text;
mod unique;
mod violation;

use std::collections::HashMap;

pub use byte_dfa::ByteDfa;
pub use count::{ListCheck, PresenceCheck};
pub use number::NumberCheck;
use place::{Place, Spot};
pub use relation::Relation;
pub use text::{TextCheck, TextValue};
pub use violation::{Rule, Severity, Violation};

/// Something that has rules.
pub trait Validate {
    /// Reports every rule that the value breaks.
    fn validate(&self, v: &mut Validator<'_>);
}

/// Everything that is wrong with a value, in the order of the rules.
pub fn violations(value: &dyn Validate) -> Vec<Violation> {
    let mut violations = Vec::new();
    value.validate(&mut Validator { place: Place::Top, violations: &mut violations });
    violations
}

/// Where violations are reported: a place in the tree of names, and what was found so far. As long as nothing is wrong,
/// nothing is written down: places know only what they are in.
#[derive(Debug)]
pub struct Validator<'p> {
    place: Place<'p>,
    violations: &'p mut Vec<Violation>,
}

impl Validator<'_> {
    /// Checks a text. An empty `String` counts as absent, an empty `Some(String)` does not.
    #[inline]
    pub fn text<'v>(&'v mut self, name: &'v str, value: &'v (impl TextValue + ?Sized)) -> TextCheck<'v> {
        TextCheck::new(self.spot(name), value.text_value(), value.is_secret())
    }

    /// Checks a whole number.
    #[inline]
    pub fn integer<'v>(&'v mut self, name: &'v str, value: impl Into<Option<i64>>) -> NumberCheck<'v> {
        NumberCheck::integer(self.spot(name), value.into())
    }

    /// Checks a number. Infinity, and what is no number, break the rule [`Rule::Type`].
    #[inline]
    pub fn float<'v>(&'v mut self, name: &'v str, value: impl Into<Option<f64>>) -> NumberCheck<'v> {
        NumberCheck::float(self.spot(name), value.into())
    }

    /// Checks only whether a truth value, an object or a time is there.
    #[inline]
    pub fn presence<'v>(&'v mut self, name: &'v str, present: bool) -> PresenceCheck<'v> {
        PresenceCheck::new(self.spot(name), present)
    }

    /// Checks the number of elements of a list.
    #[inline]
    pub fn list<'v>(&'v mut self, name: &'v str, count: usize) -> ListCheck<'v> {
        ListCheck::new(self.spot(name), count)
    }

    /// Checks each element of a list of plain values, at its place: the name `""` inside `check` is the element.
    #[inline]
    pub fn each<T>(&mut self, name: &str, values: &[T], mut check: impl FnMut(&mut Validator<'_>, &T)) {
        let list = Place::Member(&self.place, name);
        for (value, number) in values.iter().zip(1..) {
            check(&mut Validator { place: Place::Element(&list, number), violations: self.violations }, value);
        }
    }

    /// Checks the members of an object, if it is there.
    #[inline]
    pub fn object<T: Validate>(&mut self, name: &str, value: Option<&T>) {
        if let Some(value) = value {
            value.validate(&mut Validator { place: Place::Member(&self.place, name), violations: self.violations });
        }
    }

    /// Checks the members of each element of a list of objects.
    #[inline]
    pub fn objects<T: Validate>(&mut self, name: &str, values: &[T]) {
        self.each(name, values, |v, value| value.validate(v));
    }

    /// Checks that no two elements of a list have the same value of a member. Empty values are not compared.
    pub fn unique<T: AsRef<str>>(
        &mut self,
        name: &str,
        member: &str,
        values: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator + Clone>,
    ) {
        let values = values.into_iter();
        if !unique::has_duplicates(values.clone()) {
            return;
        }
        let mut first_places = HashMap::new();
        for (value, number) in values.zip(1_u64..).filter(|(value, _)| !value.as_ref().is_empty()) {
            let first = *first_places.entry(value.as_ref().to_owned()).or_insert(number);
            if first != number {
                let same = format!("the same as {}", self.place.path_of(&format!("{name}.{first}.{member}")));
                self.report(&format!("{name}.{number}.{member}"), Rule::Unique, same);
            }
        }
    }

    /// The place of a member, or the current one if the name is empty.
    #[inline]
    fn spot<'v>(&'v mut self, name: &'v str) -> Spot<'v> {
        Spot { place: &self.place, name, violations: self.violations }
    }

    /// Adds a violation at a member of the current place.
    #[cold]
    pub fn report(&mut self, name: &str, rule: Rule, message: impl Into<String>) {
        let path = self.place.path_of(name);
        self.violations.push(Violation::new(path, rule, message));
    }
}

/// The rules that every kind of value has: whether it must be there.
macro_rules! presence_rules {
    ($type:ident) => {
        impl $type<'_> {
            /// The value must be there.
            #[inline]
            pub fn required(mut self) -> Self {
                if !self.is_present() {
                    self.spot.again().report(Rule::Required, format_args!("required"));
                }
                self
            }

            /// The value must be there if `condition` holds, which `when` says in words.
            #[inline]
            pub fn required_when(mut self, condition: bool, when: &str) -> Self {
                if condition && !self.is_present() {
                    self.spot.again().report(Rule::Required, format_args!("required when {when}"));
                }
                self
            }

            /// The value should be there: its absence is a warning.
            #[inline]
            pub fn recommended(mut self) -> Self {
                if !self.is_present() {
                    self.spot.again().report(Rule::Recommended, format_args!("recommended"));
                }
                self
            }
        }
    };
}

use presence_rules;

/// `1 element`, `2 elements`.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
