//! Paths that the user gives: where the runtime is, or what was generated before.

use proc_macro2::{TokenStream, TokenTree};

/// The tokens of a path such as `::kci_sdk::runtime`, if it is one.
pub(crate) fn path(text: &str) -> Option<TokenStream> {
    let words = text.trim().strip_prefix("::").unwrap_or(text.trim()).split("::");
    for word in words {
        let mut tokens = word.parse::<TokenStream>().ok()?.into_iter();
        if !matches!((tokens.next(), tokens.next()), (Some(TokenTree::Ident(_)), None)) {
            return None;
        }
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_path_is_words_with_colons_between() {
        for yes in ["::kci_runtime", "kci_sdk::runtime", "crate", " a :: r#type "] {
            assert!(path(yes).is_some(), "{yes}");
        }
        for no in ["", "::", "a::", "a b", "a::1", "a:b", "a::<u8>", "a::/* */", "\""] {
            assert!(path(no).is_none(), "{no}");
        }
    }
}
