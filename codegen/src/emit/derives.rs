//! What structures and unions derive.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Shape;

/// `Clone, Debug, PartialEq`, and `Eq, Hash` where no number with a fraction is in it.
pub(super) fn derives(shape: &Shape) -> TokenStream {
    let eq = (!shape.fractions).then(|| quote!(, Eq, Hash));
    quote!(Clone, Debug, PartialEq #eq)
}
