//! As a person would write it.

use proc_macro2::TokenStream;
use quote::quote;

use super::spaced::spaced;

/// A whole file of items.
///
/// # Errors
///
/// When the tokens are no Rust file; the message says where.
pub(in crate::emit) fn file(items: TokenStream) -> Result<String, String> {
    let file = syn::parse2(items).map_err(|error| format!("the emitted code is not Rust: {error}"))?;
    Ok(spaced(&prettyplease::unparse(&file)))
}

/// Imports, an empty line, and a statement. Nothing if they are no Rust.
pub(in crate::emit) fn program(imports: &TokenStream, statement: &TokenStream) -> Option<String> {
    let file = quote! { #imports fn program() { #statement } };
    let text = prettyplease::unparse(&syn::parse2(file).ok()?);
    let (imports, body) = text.split_once("fn program() {\n")?;
    let body = body.trim_end().strip_suffix('}')?;
    let body: Vec<_> = body.trim_end().lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    Some(format!("{imports}\n{}", body.join("\n")))
}
