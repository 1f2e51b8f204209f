//! What is said of a member: each bound fits the type, bounds are in order, defaults are within them.

use super::members::Table;
use crate::diagnostic::Sink;
use crate::facts;
use crate::ir::{Constraints, Scalar, Side, Type, When};
use crate::pattern::{Dfa, PatternError};
use crate::source::Span;
use crate::spec::{MemberRow, Spanned, WhenRow};

/// A member, and the table it stands in.
pub(super) struct Subject<'t, 'a> {
    pub(super) table: &'t Table<'t, 'a>,
    pub(super) row: &'t MemberRow,
    pub(super) ty: Type,
    pub(super) side: Side,
}

/// Everything that is said of it.
pub(super) fn constraints(subject: &Subject<'_, '_>, sink: &mut Sink<'_>) -> Constraints {
    let row = subject.row;
    subject.check_applicable(sink);
    subject.check_order(sink);
    subject.check_numbers(sink);
    subject.check_pattern(sink);
    let plain = |value: &Option<Spanned<u64>>| value.as_ref().map(|value| value.value);
    let decimals = row.decimals.as_ref().and_then(|digits| u32::try_from(digits.value).ok());
    let result = Constraints {
        default: row.default.as_ref().map(|default| default.value.clone()),
        min: row.min.as_ref().map(|min| min.value),
        max: row.max.as_ref().map(|max| max.value),
        min_length: plain(&row.min_length),
        max_length: plain(&row.max_length),
        min_items: plain(&row.min_items),
        max_items: plain(&row.max_items),
        min_index: plain(&row.min_index),
        max_index: plain(&row.max_index),
        pattern: row.pattern.as_ref().map(|pattern| pattern.value.clone()),
        decimals,
        unit: row.unit.as_ref().map(|unit| unit.value.clone()),
        unique_by: row.unique_by.as_ref().and_then(|name| subject.unique_by(name, sink)),
        default_when: subject.whens(&row.default_when, |default| default.value.clone(), sink),
        max_when: subject.whens(&row.max_when, |max| max.value, sink),
        enum_when: subject.whens(&row.enum_when, |all| all.iter().map(|one| one.value.clone()).collect(), sink),
    };
    subject.check_defaults(&result, sink);
    subject.check_enum_when(sink);
    result
}

impl Subject<'_, '_> {
    fn whens<T, U>(&self, rows: &[WhenRow<T>], value: impl Fn(&T) -> U, sink: &mut Sink<'_>) -> Vec<When<U>> {
        let mut found: Vec<When<U>> = Vec::new();
        for row in rows {
            let Some(condition) = self.table.condition(&row.condition, sink) else { continue };
            if found.iter().any(|other| other.condition == condition) {
                let message = "this condition stands here twice, and only one value can hold under it";
                sink.error("duplicate-condition", row.condition.span, message);
            }
            found.push(When { condition, value: value(&row.value) });
        }
        found
    }

    /// Bounds of whole numbers are whole numbers of 64 bits, and the indexes leave room for the fewest elements.
    fn check_numbers(&self, sink: &mut Sink<'_>) {
        let row = self.row;
        let whens = row.max_when.iter().map(|when| ("max", &when.value));
        let bounds = [("min", &row.min), ("max", &row.max)];
        let bounds = bounds.into_iter().filter_map(|(key, bound)| Some((key, bound.as_ref()?))).chain(whens);
        for (key, bound) in bounds.filter(|_| matches!(self.ty, Type::Integer | Type::Long)) {
            let (value, ty) = (bound.value, facts::type_name(self.ty));
            if value.fract() != 0.0 {
                let message = format!("`{key}` {value} is no whole number, and no {ty} has a fraction");
                sink.error("bound-not-whole", bound.span, message);
            } else if !(-TWO_TO_63..TWO_TO_63).contains(&value) {
                let message = format!("`{key}` is beyond what any {ty} can be");
                sink.error_with_help("number-out-of-range", bound.span, message, "leave it out: it bounds nothing");
            }
        }
        if let (Some(fewest), Some(last)) = (&row.min_items, &row.max_index) {
            let first = row.min_index.as_ref().map_or(1, |index| index.value);
            let room = last.value.saturating_add(1).saturating_sub(first);
            if fewest.value > room && last.value >= first {
                let message =
                    format!("`min_items` {} is above the {room} that the indexes leave room for", fewest.value);
                sink.error("min-above-max", fewest.span, message);
            }
        }
    }

    /// Each key must say something of a member of this type.
    fn check_applicable(&self, sink: &mut Sink<'_>) {
        let row = self.row;
        let scalar = !matches!(self.ty, Type::Shape(_) | Type::Json);
        let number = matches!(self.ty, Type::Integer | Type::Long | Type::Float);
        let text = matches!(self.ty, Type::String);
        let known = matches!(self.ty, Type::Enum(_) | Type::IntegerEnum(_));
        let string = matches!(self.ty, Type::String | Type::Enum(_) | Type::Time(_));
        let span = |value: &Option<Spanned<f64>>| value.as_ref().map(|value| value.span);
        let count = |value: &Option<Spanned<u64>>| value.as_ref().map(|value| value.span);
        let word = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.span);
        let flag = |value: &Option<Spanned<bool>>| value.as_ref().map(|value| value.span);
        let request = self.side == Side::Request;
        let keys: [(&str, Option<Span>, bool, &str); 21] = [
            ("min", span(&row.min), number, "numbers"),
            ("max", span(&row.max), number, "numbers"),
            ("max_when", row.max_when.first().map(|when| when.value.span), number, "numbers"),
            ("decimals", count(&row.decimals), self.ty == Type::Float, "decimal numbers"),
            ("min_length", count(&row.min_length), text, "strings"),
            ("max_length", count(&row.max_length), text, "strings"),
            ("pattern", word(&row.pattern), text, "strings"),
            ("enum", row.values.as_ref().map(|values| values.span), known, "plain strings and whole numbers"),
            ("enum_name", word(&row.enum_name), known, "members with `enum`"),
            ("ignore_case", flag(&row.ignore_case), matches!(self.ty, Type::Enum(_)), "members with `enum`"),
            (
                "enum_when",
                row.enum_when.first().map(|when| when.condition.span),
                text || matches!(self.ty, Type::Enum(_)),
                "strings that are no times",
            ),
            ("format", row.format.as_ref().map(|format| format.span), string, "strings"),
            ("sensitive", flag(&row.sensitive), text, "plain strings"),
            ("private", flag(&row.private), text && row.sensitive.is_none(), "plain strings that are not `sensitive`"),
            ("default", row.default.as_ref().map(|default| default.span), scalar && !row.list, "single values"),
            ("min_items", count(&row.min_items), row.list, "lists"),
            ("max_items", count(&row.max_items), row.list, "lists"),
            ("min_index", count(&row.min_index), row.list, "lists"),
            ("max_index", count(&row.max_index), row.list, "lists"),
            ("unique_by", word(&row.unique_by), row.list && matches!(self.ty, Type::Shape(_)), "lists of structures"),
            ("nullable", flag(&row.nullable), !request, "responses"),
        ];
        for (key, span, applies, to) in keys {
            if let (Some(span), false) = (span, applies) {
                sink.error("constraint-not-applicable", span, format!("`{key}` is for {to}"));
            }
        }
    }

    fn check_order(&self, sink: &mut Sink<'_>) {
        let row = self.row;
        if let (Some(min), Some(max)) = (&row.min, &row.max)
            && min.value > max.value
        {
            sink.error("min-above-max", max.span, format!("`min` {} is above `max` {}", min.value, max.value));
        }
        for when in &row.max_when {
            if let Some(min) = row.min.as_ref().filter(|min| min.value > when.value.value) {
                let message = format!("`min` {} is above `max` {}", min.value, when.value.value);
                sink.error("min-above-max", when.value.span, message);
            }
        }
        let pairs = [
            ("min_length", &row.min_length, "max_length", &row.max_length),
            ("min_items", &row.min_items, "max_items", &row.max_items),
            ("min_index", &row.min_index, "max_index", &row.max_index),
        ];
        for (low, min, high, max) in pairs {
            if let (Some(min), Some(max)) = (min, max)
                && min.value > max.value
            {
                sink.error("min-above-max", max.span, format!("`{low}` {} is above `{high}` {}", min.value, max.value));
            }
        }
    }

    fn check_pattern(&self, sink: &mut Sink<'_>) {
        let Some(pattern) = &self.row.pattern else { return };
        let Err(error) = Dfa::new(&pattern.value) else { return };
        let code = match error {
            PatternError::Syntax(_) => "bad-pattern",
            PatternError::Unanchored => "unanchored-pattern",
            PatternError::Unsupported(_) => "unsupported-pattern",
        };
        sink.error(code, pattern.span, error.to_string());
    }

    /// Defaults are values that the member can have.
    fn check_defaults(&self, rules: &Constraints, sink: &mut Sink<'_>) {
        let whens = self.row.default_when.iter().map(|when| &when.value);
        for default in self.row.default.iter().chain(whens) {
            if let Err(why) = self.table.fits(self.ty, &default.value) {
                let is_known = matches!(self.ty, Type::Enum(_) | Type::IntegerEnum(_));
                let code = if is_known { "default-not-in-enum" } else { "default-wrong-type" };
                sink.error(code, default.span, format!("the default cannot be: {why}"));
            } else if let Some(why) = out_of_range(&default.value, rules) {
                sink.error("default-out-of-range", default.span, format!("the default cannot be: {why}"));
            }
        }
    }

    fn check_enum_when(&self, sink: &mut Sink<'_>) {
        if !matches!(self.ty, Type::String | Type::Enum(_)) {
            return;
        }
        for when in self.row.enum_when.iter().filter(|when| when.value.is_empty()) {
            sink.error("empty-enum", when.condition.span, "no value at all is allowed under this condition");
        }
        for value in self.row.enum_when.iter().flat_map(|when| &when.value) {
            if let Err(why) = self.table.fits(self.ty, &Scalar::String(value.value.clone())) {
                sink.error("value-not-in-enum", value.span, why);
            }
        }
    }

    fn unique_by(&self, name: &Spanned<String>, sink: &mut Sink<'_>) -> Option<usize> {
        let Type::Shape(id) = self.ty else { return None };
        let members = self.table.shapes.get(id).members();
        let found = members.iter().position(|member| member.name.wire == name.value && !member.list);
        if found.is_none() {
            let known = members.iter().map(|member| member.name.wire.as_str());
            let message = format!("the elements have no single member `{}`", name.value);
            sink.error_with_suggestion("unknown-member", name.span, message, &name.value, known);
        }
        found
    }
}

/// The first whole number that is too large for 64 bits.
const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// Why a value is out of its bounds.
fn out_of_range(value: &Scalar, rules: &Constraints) -> Option<String> {
    #[allow(clippy::cast_precision_loss, reason = "a documented value is far below 2^53")]
    let number = match value {
        Scalar::Integer(number) => Some(*number as f64),
        Scalar::Float(number) => Some(*number),
        _ => None,
    };
    let shown = facts::scalar(value);
    if let Some(number) = number {
        let below = rules.min.filter(|min| number < *min).map(|min| format!("{shown} is below {min}"));
        let above = rules.max.filter(|max| number > *max).map(|max| format!("{shown} is above {max}"));
        return below.or(above).or_else(|| too_many_digits(&shown, rules.decimals?));
    }
    let Scalar::String(text) = value else { return None };
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    if rules.min_length.is_some_and(|min| length < min) || rules.max_length.is_some_and(|max| length > max) {
        return Some(format!("`{shown}` has {length} characters"));
    }
    let dfa = rules.pattern.as_deref().and_then(|pattern| Dfa::new(pattern).ok())?;
    (!dfa.matches(text)).then(|| format!("`{shown}` does not match the pattern"))
}

/// Why a number has too many digits after the decimal point.
fn too_many_digits(shown: &str, most: u32) -> Option<String> {
    let digits = shown.split_once('.').map_or(0, |(_, digits)| digits.len());
    let too_many = usize::try_from(most).is_ok_and(|most| digits > most);
    too_many.then(|| format!("{shown} has {digits} digits after the decimal point, and {most} are the most"))
}
