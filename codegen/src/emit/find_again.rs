//! Finding again what was created: how a request is named, looked for and recognised.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::types::{Wrapping, method_name, wrapping};
use crate::ir::{Action, Member, Shape, Type};

/// `FindAgain` of an action's request, if what it creates can be found again.
pub(super) fn find_again(cx: &Context<'_>, action: &Action, request: &Shape) -> Option<TokenStream> {
    let one = cx.ir.find_again.iter().find(|one| cx.ir.action(one.create).name == action.name)?;
    let find = cx.ir.action(one.find);
    let list = cx.ir.shape(find.request);
    let paginator = cx.paginator_of(list)?;
    let Type::Shape(item) = cx.ir.member_at(cx.ir.shape(find.response), &paginator.items)?.ty else { return None };
    let item = cx.ir.shape(item).members();
    let yielded = cx.ir.shape(action.response).members().get(action.yields?)?;
    let (create, list_type) = (ident(&request.name.rust), ident(&list.name.rust));
    let name = request.members().get(one.name)?;
    let (field, setter) = (ident(&name.name.rust), method_name(list.members().get(one.search)?));
    let (found_name, found_id) = (item.get(one.found_name)?, item.get(one.found_id)?);
    let mark = if is_option(name) {
        quote!(self.#field = Some(rt::marked(self.#field.as_deref().unwrap_or_default(), mark));)
    } else {
        quote!(self.#field = rt::marked(&self.#field, mark);)
    };
    let own = text(name, &quote!(self));
    let (there, id) = (text(found_name, &quote!(item)), text(found_id, &quote!(item)));
    let yields = ident(&yielded.name.rust);
    let id = if is_option(yielded) { quote!(Some(#id.to_owned())) } else { quote!(#id.to_owned()) };
    Some(quote! {
        impl rt::FindAgain for #create {
            type Find = #list_type;

            fn mark(&mut self, mark: &str) {
                #mark
            }

            fn find(&self) -> Self::Find {
                #list_type::new().#setter(#own)
            }

            fn found(&self, item: &<Self::Find as rt::Paginate>::Item) -> Option<Self::Response> {
                (#there == #own).then(|| Self::Response { #yields: #id, ..Default::default() })
            }
        }
    })
}

fn is_option(member: &Member) -> bool {
    wrapping(member) == Wrapping::Option
}

/// The text of a member, empty if it is absent.
fn text(member: &Member, of: &TokenStream) -> TokenStream {
    let field = ident(&member.name.rust);
    if is_option(member) { quote!(#of.#field.as_deref().unwrap_or_default()) } else { quote!(#of.#field.as_str()) }
}
