//! Rust names, made in one place.
//!
//! Members become `snake_case` (a list of a request in the plural), actions too; shapes and values of enums
//! `UpperCamelCase`. What Rust keeps for itself is escaped: a keyword becomes a raw identifier or gets a `_`, a name of
//! the prelude gets a word behind it. The wire name is never made from the Rust name.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{TokenStream, TokenTree};
use unicode_normalization::UnicodeNormalization as _;

use super::alike;
use crate::diagnostic::Sink;
use crate::spec::Spanned;
use crate::words::{self, is_in_prelude};

/// Name of a field.
pub(super) fn field(wire: &str, plural: bool, given: Option<&Spanned<String>>) -> String {
    if let Some(given) = given {
        return escape(given.value.clone());
    }
    let name = digits_last(&wire.to_snake_case(), "n");
    escape(if plural { plural_of(&name) } else { name })
}

/// Name of a client method.
pub(super) fn method(wire: &str, given: Option<&Spanned<String>>) -> String {
    let name = given.map_or_else(|| digits_last(&wire.to_snake_case(), "n"), |given| given.value.clone());
    escape(words::method_beside(name))
}

/// Name of a type: a shape, an enum or a waiter. `kind` goes behind a name of the prelude.
pub(super) fn type_name(wire: &str, kind: &str, given: Option<&Spanned<String>>) -> String {
    let name = given.map_or_else(|| camel(wire), |given| given.value.clone());
    escape(if is_in_prelude(&name) { name + kind } else { name })
}

/// Name of the request or the response of an action.
pub(super) fn side(action: &str, suffix: &str) -> String {
    escape(camel(action) + suffix)
}

/// Name of a variant of an enum. `Other` is the one for unknown values.
pub(super) fn variant(wire: &str, given: Option<&Spanned<String>>) -> String {
    let name = given.map_or_else(|| value_name(wire), |given| given.value.clone());
    escape(if name == "Other" { "OtherValue".to_owned() } else { name })
}

/// A value in words: the empty one, and a negative number, have letters that a name can be made of.
fn value_name(wire: &str) -> String {
    match wire.strip_prefix('-') {
        _ if wire.is_empty() => "Empty".to_owned(),
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => format!("Minus{digits}"),
        _ => camel(wire),
    }
}

/// Name of a variant of a union, without the union's own name at its end or start.
pub(super) fn union_variant(wire: &str, union: &str, given: Option<&Spanned<String>>) -> String {
    if let Some(given) = given {
        return escape(given.value.clone());
    }
    let name = camel(wire);
    let short = name.strip_suffix(union).or_else(|| name.strip_prefix(union));
    let short = short.filter(|short| short.starts_with(|letter: char| letter.is_alphabetic())).map(ToOwned::to_owned);
    escape(short.unwrap_or(name))
}

/// Whether the functions that make two variants of a union have the same name.
pub(super) fn same_function(one: &str, other: &str) -> bool {
    one.to_snake_case() == other.to_snake_case()
}

/// Notes that two names are the same in Rust.
pub(super) fn collision(name: &Spanned<String>, other: &Spanned<String>, rust: &str, sink: &mut Sink<'_>) {
    let place = sink.place(other.span);
    let message = format!("`{}` and `{}` ({place}) are both `{rust}` in Rust", name.value, other.value);
    sink.error_with_help("name-collision", name.span, message, "give one of them a `rust_name`");
}

/// Notes a name that is no Rust identifier, or one that rustc warns of wherever it stands.
pub(super) fn check_identifier(rust: &str, name: &Spanned<String>, sink: &mut Sink<'_>) {
    let wrong = if !is_identifier(rust) {
        format!("`{}` makes no Rust name (it would be `{rust}`)", name.value)
    } else if let Some(letter) = alike::uncommon_letter(rust) {
        format!("`{}` makes a Rust name with a letter that code does not have: `{letter}`", name.value)
    } else {
        sink.note_identifier(rust, name.span);
        return;
    };
    sink.error_with_help("bad-name", name.span, wrong, "give it a `rust_name`: letters, digits and `_`");
}

fn camel(wire: &str) -> String {
    digits_last(&wire.to_upper_camel_case(), "V")
}

/// A name does not begin with a digit.
fn digits_last(name: &str, before: &str) -> String {
    if name.starts_with(|letter: char| letter.is_numeric()) { format!("{before}{name}") } else { name.to_owned() }
}

/// As rustc reads it: two ways to write one letter are one letter.
fn escape(name: String) -> String {
    words::escape(if name.is_ascii() { name } else { name.nfc().collect() })
}

/// Whether a name is an identifier, raw or not.
fn is_identifier(name: &str) -> bool {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    let tokens = format!("r#{bare}").parse::<TokenStream>().into_iter().flatten();
    let is_word = matches!(tokens.collect::<Vec<_>>().as_slice(), [TokenTree::Ident(_)]) && bare != "_";
    is_word && (bare.len() < name.len() || !words::is_keyword(name))
}

fn plural_of(name: &str) -> String {
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    let before_y = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']) && !stem.is_empty());
    match before_y {
        Some(stem) => format!("{stem}ies"),
        None if ends(&["ss", "x", "z", "ch", "sh"]) => format!("{name}es"),
        None if ends(&["s"]) || !name.ends_with(|letter: char| letter.is_ascii_alphabetic()) => name.to_owned(),
        None => format!("{name}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_snake_case_and_lists_in_the_plural() {
        let cases = [
            ("ContainerGroup.Name", false, "container_group_name"),
            ("EBSVolume", false, "ebs_volume"),
            ("ContainerGroupId", true, "container_group_ids"),
            ("Search", true, "searches"),
            ("Policy", true, "policies"),
            ("Key", true, "keys"),
            ("Options", true, "options"),
            ("Address", true, "addresses"),
        ];
        for (wire, plural, rust) in cases {
            assert_eq!(field(wire, plural, None), rust, "{wire}");
        }
    }

    #[test]
    fn values_are_upper_camel_case() {
        let cases =
            [("SSD3.0", "Ssd30"), ("Local_SSD", "LocalSsd"), ("subnet-id", "SubnetId"), ("TCP", "Tcp"), ("3.0", "V30")];
        for (wire, rust) in cases {
            assert_eq!(variant(wire, None), rust, "{wire}");
        }
        assert_eq!(variant("Other", None), "OtherValue");
    }

    #[test]
    fn keywords_and_names_of_the_prelude_are_escaped() {
        assert_eq!(field("Type", false, None), "r#type");
        assert_eq!(field("Self", false, None), "self_");
        assert_eq!(type_name("Option", "Shape", None), "OptionShape");
        assert_eq!(type_name("Self", "Shape", None), "SelfShape");
        assert_eq!(variant("Self", None), "Self_");
        assert_eq!(field("gen", false, None), "r#gen", "of edition 2024");
        assert_eq!(side("Self", "Request"), "SelfRequest");
    }

    #[test]
    fn a_variant_of_a_union_drops_the_name_of_the_union() {
        assert_eq!(union_variant("EmptyDirVolume", "Volume", None), "EmptyDir");
        assert_eq!(union_variant("EBSVolume", "Volume", None), "Ebs");
        assert_eq!(union_variant("Volume", "Volume", None), "Volume");
    }

    #[test]
    fn names_do_not_begin_with_a_digit() {
        assert_eq!(field("3d", false, None), "n3d");
        assert_eq!(type_name("3d", "Shape", None), "V3d");
    }

    #[test]
    fn a_given_name_is_taken_as_it_is() {
        let given = Spanned { value: "host_aliases".to_owned(), span: crate::source::Span::default() };
        assert_eq!(field("HostAliase", true, Some(&given)), "host_aliases");
    }
}
