//! Literals as a person would write them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::Method;

/// A name as it stands in a form: percent-encoded, but for what RFC 3986 calls unreserved.
pub(super) fn encoded(name: &str) -> String {
    let escaped = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    name.bytes().map(escaped).collect()
}

/// `2.0`, `-0.5`.
pub(super) fn float(value: f64) -> TokenStream {
    let digits = Literal::f64_unsuffixed(value.abs());
    if value.is_sign_negative() && value != 0.0 { quote!(-#digits) } else { quote!(#digits) }
}

/// `20`, `-1`.
pub(super) fn integer(value: i64) -> TokenStream {
    let digits = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#digits) } else { quote!(#digits) }
}

/// `3`, without a type.
pub(super) fn count(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

/// `Some(3)` or `None`.
pub(super) fn optional_count(value: Option<u64>) -> TokenStream {
    value.map(count).map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

/// `rt::Method::Post`.
pub(super) fn method(value: Method) -> TokenStream {
    match value {
        Method::Get => quote!(rt::Method::Get),
        Method::Post => quote!(rt::Method::Post),
        Method::Put => quote!(rt::Method::Put),
        Method::Delete => quote!(rt::Method::Delete),
    }
}
