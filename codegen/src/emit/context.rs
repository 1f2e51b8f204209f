//! What every emitter reads: the model, the options, and the runtime's path as tokens.

use std::collections::BTreeMap;

use heck::ToSnakeCase;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::options::Options;
use crate::ir::{Action, ActionId, Ir, Paginator, Shape, ShapeId, ShapeKind, Side};

/// The model, the options, and what was worked out of both once.
pub(super) struct Context<'a> {
    pub(super) ir: &'a Ir,
    pub(super) options: &'a Options,
    /// Path of the runtime.
    pub(super) runtime: TokenStream,
    /// The patterns that requests are checked against, each with the name of its matcher.
    patterns: BTreeMap<&'a str, Ident>,
    /// The actions by their requests and responses.
    actions: BTreeMap<(Side, &'a str), ActionId>,
    paginators: BTreeMap<ActionId, &'a Paginator>,
}

impl<'a> Context<'a> {
    pub(super) fn new(ir: &'a Ir, options: &'a Options) -> Result<Self, String> {
        let runtime = super::path(&options.runtime);
        let runtime = runtime.ok_or_else(|| format!("the runtime `{}` is not a path", options.runtime))?;
        let ids = ir.actions.iter().enumerate().map(|(index, action)| (ActionId(index), action));
        let actions = ids.flat_map(|(id, action)| {
            [action.request, action.response]
                .map(|shape| ((ir.shape(shape).side, ir.shape(shape).name.rust.as_str()), id))
        });
        Ok(Self {
            ir,
            options,
            runtime,
            patterns: patterns(ir),
            actions: actions.collect(),
            paginators: ir.paginators.iter().map(|paginator| (paginator.action, paginator)).collect(),
        })
    }

    /// Name of the function that matches a pattern.
    pub(super) fn matcher(&self, pattern: &str) -> TokenStream {
        let name = self.patterns.get(pattern);
        quote!(super::pattern::#name)
    }

    /// The patterns and the names of their matchers, sorted by name.
    pub(super) fn patterns(&self) -> impl Iterator<Item = (&str, &Ident)> {
        let mut all: Vec<_> = self.patterns.iter().map(|(pattern, name)| (*pattern, name)).collect();
        all.sort_by_key(|(_, name)| name.to_string());
        all.into_iter()
    }

    /// The action whose request or response a shape is.
    pub(super) fn action_of(&self, shape: &Shape) -> Option<&'a Action> {
        let id = self.actions.get(&(shape.side, shape.name.rust.as_str()))?;
        Some(self.ir.action(*id))
    }

    /// How the action is read page by page whose request a shape is.
    pub(super) fn paginator_of(&self, shape: &Shape) -> Option<&'a Paginator> {
        let id = self.actions.get(&(shape.side, shape.name.rust.as_str()))?;
        self.paginators.get(id).copied()
    }

    /// Rust name of a shape.
    pub(super) fn shape(&self, id: ShapeId) -> Ident {
        ident(&self.ir.shape(id).name.rust)
    }
}

/// An identifier of a name that the front end made.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Matchers are named after the first member that has the pattern, in the order of the shapes.
fn patterns(ir: &Ir) -> BTreeMap<&str, Ident> {
    let mut names: BTreeMap<&str, Ident> = BTreeMap::new();
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for shape in ir.shapes.iter().filter(|shape| shape.side == Side::Request) {
        for (member, pattern) in patterns_of(shape) {
            if names.contains_key(pattern) {
                continue;
            }
            let shape = shape.name.rust.to_snake_case();
            // A name does not begin with a digit.
            let start = if shape.starts_with(|letter: char| letter.is_numeric()) { "_" } else { "" };
            let name = format!("{start}{shape}_{}", member.trim_start_matches("r#"));
            let count = used.entry(name.clone()).or_default();
            *count += 1;
            let name = if *count == 1 { format_ident!("{name}") } else { format_ident!("{name}_{count}") };
            names.insert(pattern, name);
        }
    }
    names
}

fn patterns_of(shape: &Shape) -> impl Iterator<Item = (&str, &str)> {
    let members = match &shape.kind {
        ShapeKind::Structure { members } => members.as_slice(),
        ShapeKind::Union { .. } => &[],
    };
    members.iter().filter_map(|member| Some((member.name.rust.as_str(), member.constraints.pattern.as_deref()?)))
}
