//! Members: what people are told of a row, and what a flag of it is called.

use heck::ToKebabCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::shapes::{enum_name, shape_name};
use super::{Cx, text_if_any};
use crate::facts;
use crate::ir::{Condition, ConditionTest, Constraints, Format, Member, Required, Type, When};

pub(super) fn member(cx: &Cx<'_>, member: &Member) -> TokenStream {
    let (name, flag) = (&member.name.wire, member.name.wire.to_kebab_case());
    let field = member.name.rust.trim_start_matches("r#");
    let kind = kind(cx, member.ty);
    let aliases = (!member.aliases.is_empty()).then(|| {
        let aliases = &member.aliases;
        quote!(aliases: &[#(#aliases),*],)
    });
    let list = member.list.then(|| quote!(list: true,));
    let sensitive = member.is_sensitive().then(|| quote!(sensitive: true,));
    let required = required(&member.required);
    let limits = limits(cx, member);
    let effective = member.effective_when.as_ref().map(|when| {
        let when = condition(when);
        quote!(effective_when: Some(#when),)
    });
    let description = text_if_any("description", &member.description);
    let origin = member.provenance.iter().map(|one| format!("{}/{}", one.overlay, one.entry)).collect::<Vec<_>>();
    let origin = (!origin.is_empty()).then(|| quote!(origin: &[#(#origin),*],));
    quote! {
        t::Member {
            #aliases #list #sensitive #required #limits #effective #description #origin
            ..t::Member::new(#name, #flag, #field, #kind)
        }
    }
}

fn kind(cx: &Cx<'_>, ty: Type) -> TokenStream {
    match ty {
        Type::String => quote!(t::Kind::String),
        Type::Json => quote!(t::Kind::Json),
        Type::Integer => quote!(t::Kind::Integer),
        Type::Long => quote!(t::Kind::Long),
        Type::Float => quote!(t::Kind::Float),
        Type::Boolean => quote!(t::Kind::Boolean),
        Type::Time(Format::Utc) => quote!(t::Kind::Time(t::TimeForm::Utc)),
        Type::Time(Format::Local) => quote!(t::Kind::Time(t::TimeForm::Local)),
        Type::Enum(id) => {
            let name = enum_name(cx, id);
            quote!(t::Kind::Enum(&#name))
        }
        Type::IntegerEnum(id) => {
            let name = enum_name(cx, id);
            quote!(t::Kind::IntegerEnum(&#name))
        }
        Type::Shape(id) => {
            let name = shape_name(cx, id);
            quote!(t::Kind::Shape(&#name))
        }
    }
}

fn required(required: &Required) -> Option<TokenStream> {
    let value = match required {
        Required::Never => return None,
        Required::Always => quote!(t::Required::Always),
        Required::Recommended => quote!(t::Required::Recommended),
        Required::When(when) => {
            let when = condition(when);
            quote!(t::Required::When(#when))
        }
    };
    Some(quote!(required: #value,))
}

fn condition(when: &Condition) -> TokenStream {
    match &when.test {
        ConditionTest::Equals { wire, value, .. } => {
            let value = facts::scalar(value);
            quote!(t::Condition::Is { member: #wire, value: #value })
        }
        ConditionTest::Absent { wire, .. } => quote!(t::Condition::Absent { member: #wire }),
        ConditionTest::Context { key, value } => quote!(t::Condition::Context { key: #key, value: #value }),
    }
}

/// Bounds and defaults, as texts: a command line shows them, the SDK checks them.
fn limits(cx: &Cx<'_>, member: &Member) -> Option<TokenStream> {
    let rules = &member.constraints;
    let texts = [
        ("unit", rules.unit.clone()),
        ("default", rules.default.as_ref().map(facts::scalar)),
        ("min", rules.min.map(|min| min.to_string())),
        ("max", rules.max.map(|max| max.to_string())),
        ("pattern", rules.pattern.clone()),
        ("unique_by", unique_by(cx, member)),
    ];
    let texts = texts.into_iter().filter_map(|(name, value)| Some((format_ident!("{name}"), value?)));
    let texts = texts.map(|(name, value)| quote!(#name: Some(#value),));
    let counts = counts(rules).into_iter().map(|(name, value)| quote!(#name: Some(#value),));
    let (defaults, maxima) = (whens(&rules.default_when, facts::scalar), whens(&rules.max_when, f64::to_string));
    let lists = [("default_when", defaults), ("max_when", maxima), ("values_when", values_when(rules))];
    let lists = lists.into_iter().filter(|(_, list)| !list.is_empty()).map(|(name, list)| {
        let name = format_ident!("{name}");
        quote!(#name: &[#(#list),*],)
    });
    let all: Vec<_> = texts.chain(counts).chain(lists).collect();
    (!all.is_empty()).then(|| quote!(limits: t::Limits { #(#all)* ..t::Limits::NONE },))
}

fn counts(rules: &Constraints) -> Vec<(Ident, u64)> {
    let all = [
        ("min_length", rules.min_length),
        ("max_length", rules.max_length),
        ("min_items", rules.min_items),
        ("max_items", rules.max_items),
        ("min_index", rules.min_index),
        ("max_index", rules.max_index),
        ("decimals", rules.decimals.map(u64::from)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((format_ident!("{name}"), value?))).collect()
}

fn unique_by(cx: &Cx<'_>, member: &Member) -> Option<String> {
    let (Type::Shape(shape), Some(index)) = (member.ty, member.constraints.unique_by) else { return None };
    Some(cx.ir.shape(shape).members().get(index)?.name.wire.clone())
}

fn whens<T>(all: &[When<T>], show: impl Fn(&T) -> String) -> Vec<TokenStream> {
    let pairs = all.iter().map(|one| {
        let (when, value) = (condition(&one.condition), show(&one.value));
        quote!((#when, #value))
    });
    pairs.collect()
}

fn values_when(rules: &Constraints) -> Vec<TokenStream> {
    let pairs = rules.enum_when.iter().map(|one| {
        let (when, values) = (condition(&one.condition), &one.value);
        quote!((#when, &[#(#values),*]))
    });
    pairs.collect()
}
