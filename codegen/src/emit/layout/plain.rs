//! A statement a line, as the compiler needs no more.

use std::fmt::{Error, Write as _};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A whole file of items.
///
/// # Errors
///
/// None: what is no Rust is said by the compiler.
#[expect(clippy::needless_pass_by_value, reason = "as the formatted one")]
pub(in crate::emit) fn file(items: TokenStream) -> Result<String, String> {
    lines(&items).map_err(|error| error.to_string())
}

/// Imports, an empty line, and a statement.
pub(in crate::emit) fn program(imports: &TokenStream, statement: &TokenStream) -> Option<String> {
    let (imports, statement) = (lines(imports).ok()?, lines(statement).ok()?);
    Some(format!("{imports}\n{}", statement.trim_end()))
}

fn lines(tokens: &TokenStream) -> Result<String, Error> {
    let mut text = String::new();
    write(tokens.clone(), &mut text)?;
    Ok(text)
}

fn write(tokens: TokenStream, text: &mut String) -> Result<(), Error> {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{\n", "}\n"),
                    Delimiter::Parenthesis => ("(", ") "),
                    Delimiter::Bracket => ("[", "] "),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write(group.stream(), text)?;
                text.push_str(close);
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                match (punct.as_char(), punct.spacing()) {
                    (';', _) => text.push('\n'),
                    (_, Spacing::Alone) => text.push(' '),
                    (_, Spacing::Joint) => {}
                }
            }
            TokenTree::Ident(ident) => write!(text, "{ident} ")?,
            TokenTree::Literal(literal) => write!(text, "{literal} ")?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn a_statement_is_a_line_and_still_the_same_tokens() {
        let tokens = quote! { #[doc = "a; b"] pub fn a<'a>(b: &'a [u8; 2]) -> bool { let c = b[0] == 1_u8; -c >= 2 } };
        let text = file(tokens.clone()).expect("text");
        assert_eq!(text.lines().count(), 4, "{text}");
        assert_eq!(text.parse::<TokenStream>().expect("tokens").to_string(), tokens.to_string());
    }
}
