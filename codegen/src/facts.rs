//! What the documents say of a member, in words: for rustdoc and for tables.

use std::fmt::Display;

use crate::ir::{
    Action, Body, Condition, ConditionTest, Effect, Format, Ir, Member, Method, Required, Scalar, Side, Type,
};
use crate::markdown::code;

/// One line of facts in Markdown: wire name, type, whether it is required, bounds, default, unit.
pub(crate) fn line(ir: &Ir, member: &Member, side: Side) -> String {
    let wire =
        if member.list && side == Side::Request { format!("{}.N", member.name.wire) } else { member.name.wire.clone() };
    let mut facts = vec![format!("Wire name: {}", code(&wire)), type_of(ir, member)];
    if side == Side::Request {
        facts.push(required(&member.required, code));
    } else if member.nullable {
        facts.push("may be null".to_owned());
    } else if member.is_optional() && !matches!(member.ty, Type::Shape(_) | Type::Time(_)) {
        facts.push("may be absent".to_owned());
    }
    facts.extend(constraints(ir, member).into_iter().map(|fact| fact.markdown()));
    facts.join(" · ")
}

/// `POST (recommended), GET` and what calling twice does.
pub(crate) fn action_line(action: &Action) -> String {
    let methods = action.methods.iter().map(|method| {
        let is_recommended = Some(*method) == action.recommended_method && action.methods.len() > 1;
        format!("{}{}", method_name(*method), if is_recommended { " (recommended)" } else { "" })
    });
    let effect = match action.effect {
        Effect::Read => "changes nothing",
        Effect::Idempotent => "calling it twice is the same as calling it once",
        Effect::Create => "calling it twice makes two",
    };
    let body = match action.body {
        Body::Form => "",
        Body::Json => " · JSON body",
    };
    format!("Action: {} · {}{body} · {effect}", code(&action.name.wire), methods.collect::<Vec<_>>().join(", "))
}

/// `GET`, `POST`, `PUT` or `DELETE`.
pub(crate) fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Delete => "DELETE",
    }
}

/// How a value is shown: as code in Markdown, as it is in a table.
type Show = fn(&str) -> String;

/// A fact: words, a value, and the condition under which it holds.
pub(crate) struct Fact<'a> {
    words: &'static str,
    value: String,
    /// Whether the value is a text of the documents, which may hold anything.
    code: bool,
    when: Option<&'a Condition>,
}

impl<'a> Fact<'a> {
    fn new(words: &'static str, value: impl Display) -> Self {
        Self { words, value: format!("{value}"), code: false, when: None }
    }

    fn code(words: &'static str, value: impl Display) -> Self {
        Self { code: true, ..Self::new(words, value) }
    }

    fn when(self, condition: &'a Condition) -> Self {
        Self { when: Some(condition), ..self }
    }

    /// As Markdown.
    pub(crate) fn markdown(&self) -> String {
        self.show(code)
    }

    /// As plain text.
    pub(crate) fn plain(&self) -> String {
        self.show(str::to_owned)
    }

    fn show(&self, show: Show) -> String {
        let value = if self.code { show(&self.value) } else { self.value.clone() };
        let when = self.when.map(|when| format!("when {}", condition(when, show))).unwrap_or_default();
        [self.words, &value, &when].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// `1 element`, `3 elements`.
fn counted(count: u64, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Everything but name, type and requiredness.
pub(crate) fn constraints<'a>(ir: &Ir, member: &'a Member) -> Vec<Fact<'a>> {
    let rules = &member.constraints;
    let mut facts = Vec::new();
    facts.extend(rules.unit.as_ref().map(|unit| Fact::new("unit", unit)));
    facts.extend(rules.default.as_ref().map(|default| Fact::code("default", scalar(default))));
    for when in &rules.default_when {
        facts.push(Fact::code("default", scalar(&when.value)).when(&when.condition));
    }
    facts.extend(rules.min.map(|min| Fact::new("at least", min)));
    facts.extend(rules.max.map(|max| Fact::new("at most", max)));
    for when in &rules.max_when {
        facts.push(Fact::new("at most", when.value).when(&when.condition));
    }
    facts.extend(rules.decimals.map(|digits| Fact::new("at most", format!("{digits} decimals"))));
    facts.extend(rules.min_length.map(|min| Fact::new("at least", counted(min, "character"))));
    facts.extend(rules.max_length.map(|max| Fact::new("at most", counted(max, "character"))));
    facts.extend(rules.pattern.as_ref().map(|pattern| Fact::code("pattern", pattern)));
    if let Type::Enum(id) | Type::IntegerEnum(id) = member.ty {
        let values: Vec<_> = ir.enumeration(id).values.iter().map(|value| value.name.wire.as_str()).collect();
        facts.push(Fact::code("one of", values.join(", ")));
    }
    for when in &rules.enum_when {
        facts.push(Fact::code("one of", when.value.join(", ")).when(&when.condition));
    }
    facts.extend(rules.min_items.map(|min| Fact::new("at least", counted(min, "element"))));
    facts.extend(rules.max_items.map(|max| Fact::new("at most", counted(max, "element"))));
    if let (min, Some(max)) = (rules.min_index.unwrap_or(1), rules.max_index) {
        facts.push(Fact::new("N from", format!("{min} to {max}")));
    }
    if let (Some(unique), Type::Shape(shape)) = (rules.unique_by, member.ty) {
        let name = ir.shape(shape).members().get(unique).map_or("", |key| key.name.wire.as_str());
        facts.push(Fact::code("no two alike in", name));
    }
    facts.extend(member.effective_when.as_ref().map(|when| Fact::new("has effect", "").when(when)));
    if member.is_sensitive() {
        facts.push(Fact::new("never shown", ""));
    }
    if member.is_private() {
        facts.push(Fact::new("not shown in `Debug` or errors", ""));
    }
    if !member.aliases.is_empty() {
        facts.push(Fact::code("also read as", member.aliases.join(", ")));
    }
    facts
}

fn type_of(ir: &Ir, member: &Member) -> String {
    let name = match member.ty {
        Type::Shape(id) => code(&ir.shape(id).name.rust),
        ty => type_name(ty).to_owned(),
    };
    let format = match member.ty {
        Type::Time(Format::Utc) => " (time, RFC 3339 UTC)",
        Type::Time(Format::Local) => " (time, `YYYY-MM-DD hh:mm:ss`)",
        _ => "",
    };
    if member.list { format!("list of {name}{format}") } else { format!("{name}{format}") }
}

/// Name of a type in the documents' words.
pub(crate) fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::String | Type::Time(_) | Type::Enum(_) => "string",
        Type::Integer | Type::IntegerEnum(_) => "integer",
        Type::Long => "long",
        Type::Float => "float",
        Type::Boolean => "boolean",
        Type::Json => "json",
        Type::Shape(_) => "object",
    }
}

/// Whether it must be there, in words.
pub(crate) fn required(required: &Required, show: Show) -> String {
    match required {
        Required::Always => "required".to_owned(),
        Required::Never => "optional".to_owned(),
        Required::Recommended => "recommended".to_owned(),
        Required::When(when) => format!("required when {}", condition(when, show)),
    }
}

fn condition(condition: &Condition, show: Show) -> String {
    match &condition.test {
        ConditionTest::Equals { wire, value, .. } => format!("{} is {}", show(wire), show(&scalar(value))),
        ConditionTest::Absent { wire, .. } => format!("{} is absent", show(wire)),
        ConditionTest::Context { key, value } => format!("the {key} is {value}"),
    }
}

/// A condition as plain text: `ChargeType is Spot`.
pub(crate) fn condition_in_words(when: &Condition) -> String {
    condition(when, str::to_owned)
}

/// A value as text.
pub(crate) fn scalar(value: &Scalar) -> String {
    match value {
        Scalar::String(text) => text.clone(),
        Scalar::Integer(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Boolean(flag) => flag.to_string(),
    }
}
