//! Validators: what the documents say of each member, as chained checks.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::literal;
use super::types::{Wrapping, wrapping};
use crate::facts;
use crate::ir::{Action, Condition, ConditionTest, Member, Relation, Required, Scalar, Shape, Type, When};

/// `Validate` of a structure.
pub(super) fn structure(cx: &Context<'_>, shape: &Shape, members: &[Member]) -> TokenStream {
    let name = ident(&shape.name.rust);
    let checks: TokenStream = members.iter().map(|member| Checked { cx, members, member }.checks()).collect();
    let relations = cx.action_of(shape).and_then(relations);
    let checks = quote!(#checks #relations);
    let validator = if checks.is_empty() { quote!(_) } else { quote!(v) };
    quote! {
        impl rt::Validate for #name {
            fn validate(&self, #validator: &mut rt::Validator<'_>) {
                #checks
            }
        }
    }
}

/// The rules across the lists of an action's request.
fn relations(action: &Action) -> Option<TokenStream> {
    let all = action.relations.iter().map(|relation| match relation {
        Relation::Among { each, among } => quote!(rt::Relation::Among { each: #each, among: #among }),
        Relation::Unique(paths) => quote!(rt::Relation::Unique(&[#(#paths),*])),
        Relation::AsMany(paths) => quote!(rt::Relation::AsMany(&[#(#paths),*])),
    });
    (!action.relations.is_empty()).then(|| quote!(v.relations(self, &[#(#all),*]);))
}

/// A member among the members that its conditions look at.
struct Checked<'a> {
    cx: &'a Context<'a>,
    members: &'a [Member],
    member: &'a Member,
}

impl Checked<'_> {
    fn checks(&self) -> TokenStream {
        if self.member.list { self.list() } else { self.single() }
    }

    fn single(&self) -> TokenStream {
        let wire = &self.member.name.wire;
        let field = ident(&self.member.name.rust);
        let presence = self.presence();
        match self.member.ty {
            Type::Shape(_) => {
                let (present, value) = match wrapping(self.member) {
                    Wrapping::Plain => (TokenStream::new(), quote!(Some(&self.#field))),
                    _ => (self.presence_check(&presence), quote!(self.#field.as_ref())),
                };
                quote!(#present v.object(#wire, #value);)
            }
            Type::Boolean | Type::Time(_) | Type::Json if self.member.required == Required::Always => {
                TokenStream::new()
            }
            Type::Boolean | Type::Time(_) | Type::Json => self.presence_check(&presence),
            Type::IntegerEnum(_) => {
                let is_plain = wrapping(self.member) == Wrapping::Plain;
                let value =
                    if is_plain { quote!(self.#field.as_i64()) } else { quote!(self.#field.map(|it| it.as_i64())) };
                self.value(&quote!(#wire), &value, &presence)
            }
            _ => self.value(&quote!(#wire), &quote!(self.#field), &presence),
        }
    }

    fn presence_check(&self, presence: &TokenStream) -> TokenStream {
        if presence.is_empty() {
            return TokenStream::new();
        }
        let wire = &self.member.name.wire;
        let field = ident(&self.member.name.rust);
        quote!(v.presence(#wire, self.#field.is_some())#presence;)
    }

    fn list(&self) -> TokenStream {
        let wire = &self.member.name.wire;
        let field = ident(&self.member.name.rust);
        let rules = &self.member.constraints;
        let presence = self.presence();
        let min = rules.min_items.map(literal::count).map(|min| quote!(.min_items(#min)));
        let max = rules.max_items.map(literal::count).map(|max| quote!(.max_items(#max)));
        let index = rules.max_index.map(|max| {
            let count = literal::count(max.saturating_sub(rules.min_index.unwrap_or(1)).saturating_add(1));
            quote!(.max_index(#count))
        });
        let whole = (!presence.is_empty() || min.is_some() || max.is_some() || index.is_some())
            .then(|| quote!(v.list(#wire, self.#field.len())#presence #min #max #index;));
        let elements = match self.member.ty {
            Type::Shape(_) => quote!(v.objects(#wire, &self.#field);),
            Type::Boolean | Type::Time(_) | Type::Json => TokenStream::new(),
            ty => {
                let text = matches!(ty, Type::String | Type::Enum(_));
                let required = if text { quote!(.required()) } else { TokenStream::new() };
                let item = match ty {
                    _ if text => quote!(item),
                    Type::IntegerEnum(_) => quote!(item.as_i64()),
                    _ => quote!(*item),
                };
                let check = self.value(&quote!(""), &item, &required);
                if check.is_empty() { check } else { quote!(v.each(#wire, &self.#field, |v, item| { #check });) }
            }
        };
        let unique = self.unique();
        quote!(#whole #elements #unique)
    }

    /// The check of a text or a number; nothing where nothing is said of it.
    fn value(&self, wire: &TokenStream, value: &TokenStream, presence: &TokenStream) -> TokenStream {
        let (check, rules) = match self.member.ty {
            Type::String | Type::Enum(_) => (quote!(v.text(#wire, &#value)), self.text_rules()),
            Type::Float => (quote!(v.float(#wire, #value)), self.number_rules()),
            Type::IntegerEnum(id) => {
                let name = ident(&self.cx.ir.enumeration(id).name.rust);
                (quote!(v.integer(#wire, #value)), quote!(.one_of(value::#name::KNOWN)))
            }
            _ => (quote!(v.integer(#wire, #value)), self.number_rules()),
        };
        // A float is checked whatever is said of it: it may be no number at all.
        if rules.is_empty() && presence.is_empty() && self.member.ty != Type::Float {
            return TokenStream::new();
        }
        quote!(#check #presence #rules;)
    }

    /// `.required()` and its kin.
    fn presence(&self) -> TokenStream {
        let numeric = matches!(self.member.ty, Type::Integer | Type::Long | Type::Float | Type::IntegerEnum(_));
        let numeric = numeric && !self.member.list;
        match &self.member.required {
            Required::Always if numeric => TokenStream::new(),
            Required::Always => quote!(.required()),
            Required::Never => TokenStream::new(),
            Required::Recommended => quote!(.recommended()),
            Required::When(condition) => {
                self.condition(condition).map(|(test, words)| quote!(.required_when(#test, #words))).unwrap_or_default()
            }
        }
    }

    fn text_rules(&self) -> TokenStream {
        let rules = &self.member.constraints;
        // Of the rules that follow, only this one shows the text.
        let private = (self.member.is_private() && rules.pattern.is_some()).then(|| quote!(.private()));
        let min = rules.min_length.map(literal::count).map(|min| quote!(.min_length(#min)));
        let max = rules.max_length.map(literal::count).map(|max| quote!(.max_length(#max)));
        let pattern = rules.pattern.as_deref().map(|pattern| {
            let matcher = self.cx.matcher(pattern);
            quote!(.pattern(#pattern, #matcher))
        });
        let known = match self.member.ty {
            Type::Enum(id) => {
                let item = self.cx.ir.enumeration(id);
                let (name, ignore_case) = (ident(&item.name.rust), item.ignore_case);
                Some(quote!(.one_of(value::#name::KNOWN, #ignore_case)))
            }
            _ => None,
        };
        let whens = rules.enum_when.iter().filter_map(|when| {
            let (test, words) = self.condition(&when.condition)?;
            let values = &when.value;
            Some(quote!(.one_of_when(#test, #words, &[#(#values),*])))
        });
        quote!(#private #min #max #pattern #known #(#whens)*)
    }

    fn number_rules(&self) -> TokenStream {
        let rules = &self.member.constraints;
        let min = rules.min.map(literal::float).map(|min| quote!(.min(#min)));
        let max = self.maximum(&rules.max_when, rules.max);
        let decimals = rules.decimals.map(u64::from).map(literal::count).map(|digits| quote!(.decimals(#digits)));
        // What is within rounding of a documented number is that number, also for the bounds.
        quote!(#decimals #min #max)
    }

    fn maximum(&self, whens: &[When<f64>], otherwise: Option<f64>) -> TokenStream {
        let cases: Vec<_> = whens
            .iter()
            .filter_map(|when| {
                let (test, words) = self.condition(&when.condition)?;
                let max = literal::float(when.value);
                Some(quote!((#test, #words, #max)))
            })
            .collect();
        match (cases.is_empty(), otherwise.map(literal::float)) {
            (true, None) => TokenStream::new(),
            (true, Some(max)) => quote!(.max(#max)),
            (false, None) => quote!(.max_when(&[#(#cases),*], f64::INFINITY)),
            (false, Some(max)) => quote!(.max_when(&[#(#cases),*], #max)),
        }
    }

    /// No two elements alike in one member.
    fn unique(&self) -> Option<TokenStream> {
        let Type::Shape(shape) = self.member.ty else { return None };
        let key = self.cx.ir.shape(shape).members().get(self.member.constraints.unique_by?)?;
        let (wire, field) = (&self.member.name.wire, ident(&self.member.name.rust));
        let (key_wire, key_field) = (&key.name.wire, ident(&key.name.rust));
        let text = match (wrapping(key), key.ty) {
            (Wrapping::Vec, _) => return None,
            (Wrapping::Plain, Type::String | Type::Enum(_)) => quote!(item.#key_field.as_str()),
            (Wrapping::Plain, _) => quote!(item.#key_field.to_string()),
            (Wrapping::Option, Type::String | Type::Enum(_)) => {
                quote!(item.#key_field.as_ref().map_or("", |it| it.as_str()))
            }
            (Wrapping::Option, _) => {
                quote!(item.#key_field.as_ref().map(ToString::to_string).unwrap_or_default())
            }
        };
        Some(quote!(v.unique(#wire, #key_wire, self.#field.iter().map(|item| #text));))
    }

    /// The test of a condition, and its words; nothing where no request can say.
    fn condition(&self, condition: &Condition) -> Option<(TokenStream, String)> {
        match &condition.test {
            ConditionTest::Context { .. } => None,
            ConditionTest::Absent { member, wire } => {
                let test = absent(self.members.get(*member)?);
                Some((test, format!("{wire} is absent")))
            }
            ConditionTest::Equals { member, wire, value } => {
                let test = self.equals(self.members.get(*member)?, value)?;
                Some((test, format!("{wire} is {}", facts::scalar(value))))
            }
        }
    }

    fn equals(&self, member: &Member, value: &Scalar) -> Option<TokenStream> {
        let field = ident(&member.name.rust);
        let wrapping = wrapping(member);
        let value_tokens = match (member.ty, value) {
            (Type::Enum(id), Scalar::String(text)) => {
                let item = self.cx.ir.enumeration(id);
                let name = ident(&item.name.rust);
                let known = item.values.iter().find(|known| known.name.wire == *text)?;
                let variant = ident(&known.name.rust);
                quote!(value::#name::#variant)
            }
            (Type::IntegerEnum(id), Scalar::Integer(number)) => {
                let item = self.cx.ir.enumeration(id);
                let known = item.values.iter().find(|known| known.name.wire == number.to_string())?;
                let (name, variant) = (ident(&item.name.rust), ident(&known.name.rust));
                quote!(value::#name::#variant)
            }
            (Type::String, Scalar::String(text)) => quote!(#text),
            (Type::Boolean, Scalar::Boolean(flag)) => quote!(#flag),
            (Type::Integer | Type::Long, Scalar::Integer(number)) => literal::integer(*number),
            (Type::Float, Scalar::Integer(number)) =>
            {
                #[allow(clippy::cast_precision_loss, reason = "a documented value is far below 2^53")]
                literal::float(*number as f64)
            }
            (Type::Float, Scalar::Float(number)) => literal::float(*number),
            _ => return None,
        };
        let by_default = member.constraints.default.as_ref() == Some(value);
        Some(match (wrapping, by_default) {
            (Wrapping::Vec, _) => quote!(self.#field.iter().any(|item| *item == #value_tokens)),
            (Wrapping::Plain, _) => quote!(self.#field == #value_tokens),
            (Wrapping::Option, true) => quote!(self.#field.as_ref().is_none_or(|it| *it == #value_tokens)),
            (Wrapping::Option, false) => quote!(self.#field.as_ref().is_some_and(|it| *it == #value_tokens)),
        })
    }
}

/// Whether a member is absent. An empty text is as good as none.
fn absent(member: &Member) -> TokenStream {
    let field = ident(&member.name.rust);
    match (wrapping(member), member.ty) {
        (Wrapping::Vec, _) => quote!(self.#field.is_empty()),
        (Wrapping::Option, Type::String) if !member.is_sensitive() => {
            quote!(self.#field.as_ref().is_none_or(String::is_empty))
        }
        (Wrapping::Option, _) => quote!(self.#field.is_none()),
        (Wrapping::Plain, Type::String) if !member.is_sensitive() => quote!(self.#field.is_empty()),
        (Wrapping::Plain, _) => quote!(false),
    }
}
