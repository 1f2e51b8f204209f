//! Shapes: references, unions, what becomes one type.

use crate::case::cases;
use crate::common::{LIST, MAKE};

const CHAIR: &str = r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}]}"#;
const HOST: &str = r#""Host": {"same_as": {"shape": "Guest"}}"#;
const POT: &str = r#""Pot": {
        "section""#;

cases! {
    a_shape_of_no_kind: "bad-shape",
        [(MAKE, CHAIR, r#"«"Chair"»: {"section": "Chairs"}"#), (MAKE, r#"{"name": "Chair", "shape": "Chair"}"#, r#"{"name": "Chair", "type": "string"}"#)],
        "`Chair` is no shape", help "use `members`, or `tag` and `variants`, or `same_as`";
    a_shape_of_two_kinds: "bad-shape",
        [(MAKE, HOST, r#"«"Host"»: {"members": [], "same_as": {"shape": "Guest"}}"#), (MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "type": "string"}"#)],
        "`Host` is no shape", help "use `members`, or `tag` and `variants`, or `same_as`";
    a_reference_to_no_shape: "unknown-shape",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": "Cook", "shape": «"Geust"»}"#)],
        "there is no shape `Geust` on this side of the action", help "did you mean `Guest`?";
    a_reference_to_a_shape_of_the_other_side: "unknown-shape",
        [(LIST, r#"{"name": "MaxResults","#, r#"{"name": "Pot", "shape": «"Pot"»}, {"name": "MaxResults","#)],
        "there is no shape `Pot` on this side of the action";
    the_same_as_no_shape: "unknown-shape",
        [(MAKE, HOST, r#""Host": {"same_as": {"shape": «"Gest"»}}"#)],
        "there is no shape `Gest` on this side of the action", help "did you mean `Guest`?";
    the_same_as_a_shape_of_no_action: "unknown-action",
        [(MAKE, HOST, r#""Host": {"same_as": {"action": «"Makes"», "shape": "Guest"}}"#)],
        "there is no action `Makes`", help "did you mean `Make`?";
    a_shape_that_nothing_refers_to: "unused-shape",
        [(MAKE, CHAIR, r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}]}, «"Table"»: {"members": []}"#)],
        "nothing refers to the shape `Table`", help "refer to it, or take it out";
    a_shape_that_holds_itself: "recursive-shape",
        [(MAKE, CHAIR, r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}, {"name": "Owner", "shape": «"Guest"»}]}"#)],
        "a shape holds itself: Guest › Chair › Guest",
        help "a request of endless depth cannot be flattened: break the circle";
    a_shape_that_is_the_same_as_itself: "recursive-shape",
        [(MAKE, HOST, r#""Host": {"same_as": {"shape": «"Host"»}}"#)],
        "a shape holds itself: Host › Host",
        help "a request of endless depth cannot be flattened: break the circle";
    a_union_in_a_response: "response-union",
        [(LIST, r#"{"name": "TotalCount", "type": "integer"},"#, r#"{"name": "TotalCount", "type": "integer"}, {"name": "Lid", "shape": "Lid"},"#),
         (LIST, POT, r#""Lid": {"tag": «"Type"», "variants": [{"value": "Flat", "members": [{"name": "Type", "type": "string"}]}]},
      "Pot": {
        "section""#)],
        "only requests have tagged unions", help "write the response as a structure with all members";
    a_union_of_nothing: "empty-union",
        [(MAKE, CHAIR, r#""Chair": {"tag": «"Type"», "variants": []}"#)],
        "a tagged union needs a variant";
    a_variant_without_a_row_for_the_tag: "missing-tag",
        [(MAKE, CHAIR, r#""Chair": {"tag": "Type", "variants": [«{"value": "Hard", "members": []}»]}"#)],
        "the table of this variant has no row for the tag `Type`";
    a_variant_that_stands_twice: "duplicate-value",
        [(MAKE, CHAIR, r#""Chair": {"tag": "T", "variants": [{"value": "Hard", "members": [{"name": "T", "type": "string"}]}, {"value": «"Hard"», "members": [{"name": "T", "type": "string"}]}]}"#)],
        "a second variant `Hard`";
    variants_that_are_one_name_in_rust: "name-collision",
        [(MAKE, CHAIR, r#""Chair": {"tag": "T", "variants": [{"value": "Hard", "members": [{"name": "T", "type": "string"}]}, {"value": «"HardChair"», "members": [{"name": "T", "type": "string"}]}]}"#)],
        "`HardChair` and `Hard` (actions/Make.json:35:52) are both `Hard` in Rust", help "give one of them a `rust_name`";
    variants_that_are_made_by_one_function: "name-collision",
        [(MAKE, CHAIR, r#""Chair": {"tag": "T", "variants": [{"value": "Hard", "members": [{"name": "T", "type": "string"}]}, {"value": «"H"», "rust_name": "HARD", "members": [{"name": "T", "type": "string"}]}]}"#)],
        "`H` and `Hard` (actions/Make.json:35:52) are both `hard` in Rust", help "give one of them a `rust_name`";
    a_variant_that_makes_no_name: "bad-name",
        [(MAKE, CHAIR, r#""Chair": {"tag": "T", "variants": [{"value": «"Hard"», "rust_name": "so hard", "members": [{"name": "T", "type": "string"}]}]}"#)],
        "`Hard` makes no Rust name (it would be `so hard`)", help "give it a `rust_name`: letters, digits and `_`";
    a_shape_that_makes_no_name: "bad-name",
        [(MAKE, r#"{"name": "Chair", "shape": "Chair"}"#, r#"{"name": "Chair", "shape": "~"}"#), (MAKE, r#""Chair": {"members""#, r#"«"~"»: {"members""#)],
        "`~` makes no Rust name (it would be ``)", help "give it a `rust_name`: letters, digits and `_`";
    different_shapes_of_one_name_in_two_actions: "shape-conflict",
        [(LIST, r#"{"name": "MaxResults","#, r#"{"name": "Chair", "shape": "Chair"}, {"name": "MaxResults","#),
         (LIST, "\"default\": 20}\n    ]", "\"default\": 20}\n    ], \"shapes\": {\"Chair\": {\"members\": []}}"),
         (MAKE, r#""Chair": {"members""#, r#"«"Chair"»: {"members""#)],
        "a second, different shape becomes `Chair` in Rust: the first is at actions/List.json:13:19",
        help "make the tables equal and write `same_as`, or give one of them a `rust_name`";
    a_shape_that_is_called_like_the_request: "shape-conflict",
        [(MAKE, r#"{"name": "Chair", "shape": "Chair"}"#, r#"{"name": "Chair", "shape": "MakeRequest"}"#),
         (MAKE, r#""Chair": {"members""#, r#""MakeRequest": {"members""#), (MAKE, r#""action": "Make""#, r#""action": «"Make"»"#)],
        "a second, different shape becomes `MakeRequest` in Rust: the first is at actions/Make.json:35:7",
        help "make the tables equal and write `same_as`, or give one of them a `rust_name`";

    a_shape_of_a_response_that_is_the_same_as_itself: "recursive-shape",
        [(LIST, r#"{"name": "Water", "type": "float"}"#, r#"{"name": "Water", "type": "float"}, {"name": "Inner", "shape": "Inner"}"#),
         (LIST, POT, r#""Inner": {"same_as": {"shape": «"Inner"»}},
      "Pot": {
        "section""#)],
        "a shape holds itself: Pot › Inner › Inner", help "it is the same as itself: say what it is";
}
