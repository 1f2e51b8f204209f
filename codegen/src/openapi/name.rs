//! Names inside the document, and where they point.

use std::fmt::Write as _;

use serde_json::Value;

use super::object::Object;

/// A part of a component's name: `[A-Za-z0-9._]` as it is, anything else as its code point between dashes. Two texts
/// never become the same.
pub(super) fn part(text: &str) -> String {
    let mut part = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_') {
            part.push(letter);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(part, "-{:x}-", u32::from(letter));
        }
    }
    part
}

/// A Rust identifier as a part of a component's name.
pub(super) fn rust(name: &str) -> String {
    part(name.strip_prefix("r#").unwrap_or(name))
}

/// A text as one segment of a path: what has a meaning in a URL or a path template is percent-encoded.
pub(super) fn segment(text: &str) -> String {
    let mut segment = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            let _ = write!(segment, "%{byte:02X}");
        }
    }
    segment
}

/// A reference to a schema among the components.
pub(super) fn schema(name: &str) -> Value {
    Object::reference(name).value()
}

#[cfg(test)]
mod tests {
    use super::{part, rust, segment};

    #[test]
    fn names_are_kept_as_far_as_components_can_have_them() {
        assert_eq!(part("ContainerGroup.Name_2"), "ContainerGroup.Name_2");
        assert_eq!(part("a-b 名"), "a-2d-b-20--540d-");
        assert_eq!(rust("r#type"), "type");
    }

    #[test]
    fn a_segment_has_nothing_that_a_path_template_understands() {
        assert_eq!(segment("Describe{X}/Y"), "Describe%7BX%7D%2FY");
    }
}
