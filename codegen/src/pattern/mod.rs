//! Name patterns as matcher code, decided at build time: `^[a-z0-9]([-a-z0-9]*[a-z0-9])?$` becomes a function that
//! walks the text once. The SDK needs no regular expressions at run time.
//!
//! A pattern is read by `regex-syntax`, becomes a nondeterministic automaton (`nfa`), that a deterministic one
//! with as few states as can be (`dfa`), and that Rust: of few states and of ASCII, as names are, the transitions for the
//! runtime's automaton over bytes, and else a loop over characters.

mod alphabet;
mod dfa;
mod includes;
mod nfa;

use std::fmt;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Look};

pub use dfa::Dfa;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// It is no regular expression.
    Syntax(String),
    /// It does not begin with `^` and end with `$`.
    Unanchored,
    /// It uses what no matcher is made for.
    Unsupported(&'static str),
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(why) => write!(f, "this is no regular expression: {why}"),
            Self::Unanchored => f.write_str("a pattern describes the whole text, so it begins with ^ and ends with $"),
            Self::Unsupported(what) => write!(f, "no matcher is made for {what}"),
        }
    }
}

impl std::error::Error for PatternError {}

impl Dfa {
    /// The automaton of a pattern.
    ///
    /// # Errors
    ///
    /// When the pattern cannot be used; the error says why.
    pub fn new(pattern: &str) -> Result<Self, PatternError> {
        let hir = ParserBuilder::new().nest_limit(50).build().parse(pattern).map_err(|error| syntax(&error))?;
        nfa::Nfa::new(&inner(&hir)?)?.determine()
    }
}

fn syntax(error: &regex_syntax::Error) -> PatternError {
    let why = match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        _ => error.to_string(),
    };
    PatternError::Syntax(why)
}

/// What stands between the anchors.
fn inner(hir: &Hir) -> Result<Vec<Hir>, PatternError> {
    let is = |hir: Option<&Hir>, look: Look| hir.is_some_and(|hir| *hir.kind() == HirKind::Look(look));
    match hir.kind() {
        HirKind::Capture(capture) => inner(&capture.sub),
        HirKind::Concat(parts) if is(parts.first(), Look::Start) && is(parts.last(), Look::End) => {
            Ok(parts.get(1..parts.len() - 1).unwrap_or_default().to_vec())
        }
        _ => Err(PatternError::Unanchored),
    }
}

/// A function of this name that says whether a text matches. A pattern that cannot be used matches everything: the
/// front end does not let one through.
pub(crate) fn matcher(pattern: &str, name: &Ident) -> TokenStream {
    let body = Dfa::new(pattern).map_or_else(|_| quote!(let _ = text; true), |dfa| body(&dfa));
    quote! {
        pub(super) fn #name(text: &str) -> bool { #body }
    }
}

fn body(dfa: &Dfa) -> TokenStream {
    let accepting: Vec<_> = dfa.accepting().map(number).collect();
    if dfa.transitions().next().is_none() {
        return if accepting.is_empty() { quote!(let _ = text; false) } else { quote!(text.is_empty()) };
    }
    if dfa.len() <= MOST_STATES_OF_BYTES
        && dfa.transitions().flat_map(|(_, ranges, _)| ranges).all(|(_, last)| last.is_ascii())
    {
        return over_bytes(dfa, &accepting);
    }
    over_characters(dfa, &accepting)
}

/// The most states that the runtime's automaton over bytes can have.
const MOST_STATES_OF_BYTES: usize = 9;

fn over_bytes(dfa: &Dfa, accepting: &[Literal]) -> TokenStream {
    let transitions = dfa.transitions().map(|(from, ranges, to)| {
        let (from, to) = (number(from), number(to));
        let byte = |letter: char| Literal::byte_character(u8::try_from(letter).unwrap_or_default());
        let ranges = ranges.iter().map(|(first, last)| {
            let (start, end) = (byte(*first), byte(*last));
            quote!(#start..=#end)
        });
        quote!((#from, &[#(#ranges),*], #to))
    });
    quote! {
        static DFA: rt::ByteDfa = rt::ByteDfa::new(&[#(#transitions),*], &[#(#accepting),*]);
        DFA.matches(text)
    }
}

fn over_characters(dfa: &Dfa, accepting: &[Literal]) -> TokenStream {
    let arms = dfa.transitions().map(|(from, ranges, to)| {
        let (from, to) = (number(from), number(to));
        let ranges = ranges.iter().map(|(first, last)| {
            let (start, end) = (Literal::character(*first), Literal::character(*last));
            if first == last { quote!(#start) } else { quote!(#start..=#end) }
        });
        quote!((#from, #(#ranges)|*) => #to,)
    });
    let verdict = if accepting.is_empty() { quote!(false) } else { quote!(matches!(state, #(#accepting)|*)) };
    quote! {
        let mut state = 0_u32;
        for letter in text.chars() {
            state = match (state, letter) {
                #(#arms)*
                _ => return false,
            };
        }
        #verdict
    }
}

fn number(state: usize) -> Literal {
    Literal::usize_unsuffixed(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_describes_the_whole_text() {
        let name = Dfa::new("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$").expect("a pattern");
        for text in ["a", "0", "a-b", "a--b"] {
            assert!(name.matches(text), "{text}");
        }
        for text in ["", "-", "a-", "-a", "A", "a\n", "容"] {
            assert!(!name.matches(text), "{text}");
        }
    }

    #[test]
    fn patterns_without_anchors_are_refused() {
        for pattern in ["a", "^a", "a$", "^a$|b", ""] {
            assert_eq!(Dfa::new(pattern).err(), Some(PatternError::Unanchored), "{pattern}");
        }
    }

    #[test]
    fn what_no_matcher_is_made_for_is_refused() {
        for pattern in [r"^a\bb$", "^a(^b)$", "^((a{1000}){1000})$"] {
            assert!(matches!(Dfa::new(pattern), Err(PatternError::Unsupported(_))), "{pattern}");
        }
        assert!(matches!(Dfa::new("^(a$"), Err(PatternError::Syntax(_))));
        assert!(matches!(Dfa::new(r"^(?=a)$"), Err(PatternError::Syntax(_))));
    }

    #[test]
    fn the_automaton_has_as_few_states_as_can_be() {
        assert_eq!(Dfa::new("^(a|b|c)*$").expect("a pattern").len(), 1);
        assert_eq!(Dfa::new("^(ab|ac)$").expect("a pattern").len(), 3);
    }

    #[test]
    fn counted_repetitions_are_counted() {
        let dfa = Dfa::new("^a{2,4}$").expect("a pattern");
        let verdicts: Vec<_> = (0..6).map(|count| dfa.matches(&"a".repeat(count))).collect();
        assert_eq!(verdicts, [false, false, true, true, true, false]);
    }

    #[test]
    fn classes_of_hundreds_of_ranges_are_one_letter() {
        let dfa = Dfa::new(r"^\w{1,200}$").expect("a pattern");
        assert_eq!(dfa.len(), 201);
        assert!(dfa.matches(&"容".repeat(200)));
        assert!(!dfa.matches(&"容".repeat(201)));
    }

    fn shown(pattern: &str) -> String {
        let name = Ident::new("name", proc_macro2::Span::call_site());
        let file = syn::parse2(matcher(pattern, &name)).expect("Rust");
        prettyplease::unparse(&file)
    }

    #[test]
    fn a_matcher_of_names_is_an_automaton_over_bytes() {
        insta::assert_snapshot!(shown("^[a-z][a-z-]*$"), @r"
        pub(super) fn name(text: &str) -> bool {
            static DFA: rt::ByteDfa = rt::ByteDfa::new(
                &[(0, &[b'a'..=b'z'], 1), (1, &[b'-'..=b'-', b'a'..=b'z'], 1)],
                &[1],
            );
            DFA.matches(text)
        }
        ");
    }

    #[test]
    fn other_matchers_go_through_the_characters() {
        insta::assert_snapshot!(shown("^[a-z容]+$"), @r"
        pub(super) fn name(text: &str) -> bool {
            let mut state = 0_u32;
            for letter in text.chars() {
                state = match (state, letter) {
                    (0, 'a'..='z' | '容') => 1,
                    (1, 'a'..='z' | '容') => 1,
                    _ => return false,
                };
            }
            matches!(state, 1)
        }
        ");
    }
}
