//! What structures and unions derive, and `Debug` where it must not show everything.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::ident;
use crate::ir::{Member, Shape};

/// `Clone, Debug, PartialEq`, and `Eq, Hash` where no number with a fraction is in it. `Debug` is written out where a
/// member is private.
pub(super) fn derives(shape: &Shape) -> TokenStream {
    let debug = (!has_private(shape)).then(|| quote!(Debug,));
    let eq = (!shape.fractions).then(|| quote!(, Eq, Hash));
    quote!(Clone, #debug PartialEq #eq)
}

/// `Debug` of a structure with private members.
pub(super) fn debug(shape: &Shape) -> Option<TokenStream> {
    let (name, title) = (ident(&shape.name.rust), bare(&shape.name.rust));
    let fields = shape.members().iter().map(|member| {
        let (field, title) = (ident(&member.name.rust), bare(&member.name.rust));
        let value = if member.is_private() { quote!(rt::Hidden(&self.#field)) } else { quote!(self.#field) };
        quote!(.field(#title, &#value))
    });
    has_private(shape).then(|| {
        quote! {
            impl std::fmt::Debug for #name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.debug_struct(#title)#(#fields)*.finish()
                }
            }
        }
    })
}

fn has_private(shape: &Shape) -> bool {
    shape.members().iter().any(|member: &Member| member.is_private())
}

/// A name as `Debug` says it.
fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}
