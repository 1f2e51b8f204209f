//! The documents' examples as doc tests: the typed request that writes their parameters.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::context::{Context, ident};
use super::types::{is_argument, method_name};
use super::unions::constructor_name;
use super::{layout, literal};
use crate::ir::{Action, Example, Member, Shape, ShapeId, ShapeKind, Type};
use crate::markdown::prose;

/// `# Examples` of an action's request; nothing for other structures, or where the path of the output is not known.
pub(super) fn doc_test(cx: &Context<'_>, shape: &Shape) -> TokenStream {
    let Some(from) = cx.options.examples_from.as_deref() else { return TokenStream::new() };
    let Some(action) = cx.action_of(shape) else { return TokenStream::new() };
    let mut lines = Vec::new();
    for example in &action.examples {
        let Some(program) = Program::new(cx, action.request, example).and_then(|program| program.text(from)) else {
            continue;
        };
        lines.push(String::new());
        lines.push(if lines.len() == 1 { "# Examples".to_owned() } else { String::new() });
        lines.push(String::new());
        lines.extend([prose(&example.title.en), String::new()].into_iter().filter(|_| !example.title.en.is_empty()));
        lines.push("```".to_owned());
        lines.extend(program.lines().map(ToOwned::to_owned));
        lines.push("```".to_owned());
    }
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// A call of an action, sent: with the request of the first example that makes a whole one, or else with any.
pub(super) fn call(cx: &Context<'_>, action: &Action) -> TokenStream {
    let Some(from) = cx.options.examples_from.as_deref() else { return TokenStream::new() };
    let runtime = &cx.options.runtime;
    let mut programs = action.examples.iter().filter_map(|example| Program::new(cx, action.request, example));
    let text = programs.next().and_then(|program| program.text(from));
    let (method, name) = (&action.name.rust, &cx.ir.shape(action.request).name.rust);
    let mut arguments = format!("client: {from}::Client");
    if text.is_none() {
        arguments = format!("{arguments}, request: {from}::request::{name}");
    }
    let mut lines = vec![String::new(), "```no_run".to_owned()];
    lines.push(format!("# async fn example({arguments}) -> Result<(), {runtime}::Error> {{"));
    let text = text.unwrap_or_default().replace("# let _ = request;", "");
    lines.extend(text.trim_end().lines().map(ToOwned::to_owned));
    lines.push(format!("let answer = client.{method}(request).await?;"));
    lines.extend(["# let _ = answer;", "# Ok(())", "# }", "```"].map(ToOwned::to_owned));
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Parameters as a tree: `Container.1.Name=web` is under `Container`, `1`, `Name`.
#[derive(Default)]
struct Tree<'a> {
    value: Option<&'a str>,
    children: BTreeMap<&'a str, Tree<'a>>,
}

impl<'a> Tree<'a> {
    fn new(parameters: &'a [(String, String)]) -> Self {
        let mut root = Self::default();
        for (key, value) in parameters {
            let mut node = &mut root;
            for part in key.split('.') {
                node = node.children.entry(part).or_default();
            }
            node.value = Some(value);
        }
        root
    }

    /// The child of a name that may itself hold dots.
    fn child(&self, name: &str) -> Option<&Self> {
        name.split('.').try_fold(self, |node, part| node.children.get(part))
    }

    /// The elements of a list, in the order of their numbers.
    fn elements(&self) -> Vec<&Self> {
        let numbered = self.children.iter().filter_map(|(key, child)| Some((key.parse::<u64>().ok()?, child)));
        numbered.collect::<BTreeMap<_, _>>().into_values().collect()
    }
}

/// The expression that makes a request, and the names that it uses.
struct Program<'a> {
    cx: &'a Context<'a>,
    requests: BTreeSet<String>,
    values: BTreeSet<String>,
    expression: TokenStream,
}

impl<'a> Program<'a> {
    /// Nothing where the parameters do not make a whole request.
    fn new(cx: &'a Context<'a>, request: ShapeId, example: &Example) -> Option<Self> {
        let mut program =
            Self { cx, requests: BTreeSet::new(), values: BTreeSet::new(), expression: TokenStream::new() };
        let tree = Tree::new(&example.parameters);
        program.expression = program.shape(request, &tree)?;
        Some(program)
    }

    /// The program, with its imports.
    fn text(&self, from: &str) -> Option<String> {
        let from = super::path(from)?;
        let import = |module: &str, names: &BTreeSet<String>| {
            let module = ident(module);
            let names: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [] => TokenStream::new(),
                [name] => quote!(use #from::#module::#name;),
                names => quote!(use #from::#module::{#(#names),*};),
            }
        };
        let (requests, values) = (import("request", &self.requests), import("value", &self.values));
        let expression = &self.expression;
        let program = layout::program(&quote!(#requests #values), &quote!(let request = #expression;))?;
        Some(format!("{program}\n# let _ = request;"))
    }

    fn shape(&mut self, id: ShapeId, tree: &Tree<'_>) -> Option<TokenStream> {
        let shape = self.cx.ir.shape(id);
        let name = ident(&shape.name.rust);
        self.requests.insert(shape.name.rust.clone());
        match &shape.kind {
            ShapeKind::Structure { members } => {
                let new = self.arguments(members, tree)?;
                let setters = self.setters(members, tree)?;
                Some(quote!(#name::new(#new)#setters))
            }
            ShapeKind::Union { tag, variants, .. } => self.variant(&name, &tag.wire, variants, tree),
        }
    }

    fn variant(
        &mut self,
        name: &Ident,
        tag: &str,
        variants: &[crate::ir::Variant],
        tree: &Tree<'_>,
    ) -> Option<TokenStream> {
        let value = tree.child(tag)?.value?;
        let variant = variants.iter().find(|variant| variant.name.wire == value)?;
        let members = self.cx.ir.shape(variant.shape).members();
        let setters = self.setters(members, tree)?;
        if setters.is_empty() {
            let (constructor, arguments) = (constructor_name(variant), self.arguments(members, tree)?);
            return Some(quote!(#name::#constructor(#arguments)));
        }
        let payload = self.shape(variant.shape, tree)?;
        Some(quote!(#name::from(#payload)))
    }

    fn arguments(&mut self, members: &[Member], tree: &Tree<'_>) -> Option<TokenStream> {
        let required = members.iter().filter(|member| is_argument(member));
        let values: Option<Vec<_>> =
            required.map(|member| self.member(member, tree.child(&member.name.wire)?)).collect();
        let values = values?;
        Some(quote!(#(#values),*))
    }

    fn setters(&mut self, members: &[Member], tree: &Tree<'_>) -> Option<TokenStream> {
        let mut setters = TokenStream::new();
        for member in members.iter().filter(|member| !is_argument(member)) {
            if let Some(child) = tree.child(&member.name.wire) {
                let (method, value) = (method_name(member), self.member(member, child)?);
                setters.extend(quote!(.#method(#value)));
            }
        }
        Some(setters)
    }

    fn member(&mut self, member: &Member, tree: &Tree<'_>) -> Option<TokenStream> {
        if !member.list {
            return self.value(member, tree);
        }
        let values: Option<Vec<_>> = tree.elements().into_iter().map(|element| self.value(member, element)).collect();
        let values = values?;
        Some(quote!([#(#values),*]))
    }

    fn value(&mut self, member: &Member, tree: &Tree<'_>) -> Option<TokenStream> {
        if let Type::Shape(id) = member.ty {
            return self.shape(id, tree);
        }
        let text = tree.value?;
        Some(match member.ty {
            Type::String => quote!(#text),
            Type::Integer | Type::Long => literal::integer(text.parse().ok()?),
            Type::Float => literal::float(text.parse().ok()?),
            Type::Boolean => {
                let flag: bool = text.to_ascii_lowercase().parse().ok()?;
                quote!(#flag)
            }
            Type::IntegerEnum(id) => {
                let item = self.cx.ir.enumeration(id);
                let (name, number) = (ident(&item.name.rust), literal::integer(text.parse().ok()?));
                self.values.insert(item.name.rust.clone());
                quote!(#name::from(#number))
            }
            Type::Enum(id) => {
                let item = self.cx.ir.enumeration(id);
                let name = ident(&item.name.rust);
                self.values.insert(item.name.rust.clone());
                let known =
                    item.values.iter().find(|value| value.name.wire == text).map(|value| ident(&value.name.rust));
                known.map_or_else(|| quote!(#name::from(#text)), |variant| quote!(#name::#variant))
            }
            Type::Time(_) | Type::Json | Type::Shape(_) => return None,
        })
    }
}
