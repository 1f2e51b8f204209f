//! Bounds, defaults and patterns of members.

use crate::case::cases;
use crate::common::{self, MAKE};

cases! {
    a_value_of_another_type_than_its_member: "value-wrong-type",
        [(MAKE, r#"{"value": "Herbal"}"#, r#"{"value": "Herbal"}, {"value": «7»}"#)],
        "this value is a number, and its member a string";
    a_relation_of_nothing: "bad-relation",
        [(MAKE, r#""section": "Make › Request","#, r#""section": "Make › Request", "relations": [«{}»],"#)],
        "this is no relation", help "use `each` and `among`, or `unique` with paths, or `as_many` with two paths or more";
    a_relation_that_leads_nowhere: "relation-path",
        [(MAKE, r#""section": "Make › Request","#, r#""section": "Make › Request", "relations": [{"unique": [«"Gest.N.Name"»]}],"#)],
        "`Gest.N.Name` leads nowhere: there is no `Gest`", help "did you mean `Guest`?";
    a_relation_without_the_number_of_a_list: "relation-path",
        [(MAKE, r#""section": "Make › Request","#, r#""section": "Make › Request", "relations": [{"as_many": [«"Guest"», "Guest.N"]}],"#)],
        "`Guest` leads to no elements of a list", help "write `N` behind the name of a list";
    a_relation_of_objects: "relation-path",
        [(MAKE, r#""section": "Make › Request","#, r#""section": "Make › Request", "relations": [{"unique": [«"Guest.N"»]}],"#)],
        "`Guest.N` leads to no value that can be compared and shown";
    a_minimum_above_the_maximum: "min-above-max",
        [(MAKE, r#""min": 1, "max": 12"#, r#""min": 13, "max": «12»"#)],
        "`min` 13 is above `max` 12";
    a_minimum_above_a_maximum_under_a_condition: "min-above-max",
        [(MAKE, r#""type": "long", "max": 10"#, r#""type": "long", "min": 5, "max": 10"#), (MAKE, r#""max": 4}]"#, r#""max": «4»}]"#)],
        "`min` 5 is above `max` 4";
    a_shortest_length_above_the_longest: "min-above-max",
        [(MAKE, r#""min_length": 2, "max_length": 20"#, r#""min_length": 21, "max_length": «20»"#)],
        "`min_length` 21 is above `max_length` 20";
    fewest_elements_above_the_most: "min-above-max",
        [(MAKE, r#""min_index": 1, "max_index": 9"#, r#""min_items": 3, "max_items": «2»"#)],
        "`min_items` 3 is above `max_items` 2";
    a_first_index_above_the_last: "min-above-max",
        [(MAKE, r#""min_index": 1, "max_index": 9"#, r#""min_index": 10, "max_index": «9»"#)],
        "`min_index` 10 is above `max_index` 9";

    a_default_that_no_enum_has: "default-not-in-enum",
        [(MAKE, r#""default": "Green""#, r#""default": «"Greem"»"#)],
        "the default cannot be: `Greem` is none of Green, Black, Herbal";
    a_default_of_an_enum_that_is_a_number: "default-not-in-enum",
        [(MAKE, r#""default": "Green""#, r#""default": «1»"#)],
        "the default cannot be: `1` is no string";
    a_default_of_another_type: "default-wrong-type",
        [(MAKE, r#""default": false"#, r#""default": «"false"»"#)],
        "the default cannot be: `false` is no boolean";
    a_default_of_an_integer_with_a_fraction: "default-wrong-type",
        [(MAKE, r#""max": 12}"#, r#""max": 12, "default": «1.5»}"#)],
        "the default cannot be: `1.5` is no integer";
    a_default_under_a_condition_of_another_type: "default-wrong-type",
        [(MAKE, r#""default": 8}"#, r#""default": «true»}"#)],
        "the default cannot be: `true` is no long";
    a_default_below_the_minimum: "default-out-of-range",
        [(MAKE, r#""default": 1.0"#, r#""default": «0.25»"#)],
        "the default cannot be: 0.25 is below 0.5";
    a_default_above_the_maximum: "default-out-of-range",
        [(MAKE, r#""max": 12}"#, r#""max": 12, "default": «13»}"#)],
        "the default cannot be: 13 is above 12";
    a_default_under_a_condition_above_the_maximum: "default-out-of-range",
        [(MAKE, r#""default": 8}"#, r#""default": «11»}"#)],
        "the default cannot be: 11 is above 10";
    a_default_that_is_too_short: "default-out-of-range",
        [(MAKE, r#""pattern": "^[a-z]+$","#, r#""pattern": "^[a-z]+$", "default": «"a"»,"#)],
        "the default cannot be: `a` has 1 characters";
    a_default_that_does_not_match: "default-out-of-range",
        [(MAKE, r#""pattern": "^[a-z]+$","#, r#""pattern": "^[a-z]+$", "default": «"Blue"»,"#)],
        "the default cannot be: `Blue` does not match the pattern";

    a_pattern_that_is_none: "bad-pattern",
        [(MAKE, r#""pattern": "^[a-z]+$""#, r#""pattern": «"^[a-z+$"»"#)],
        "this is no regular expression: unclosed character class";
    a_pattern_of_a_part: "unanchored-pattern",
        [(MAKE, r#""pattern": "^[a-z]+$""#, r#""pattern": «"^[a-z]+"»"#)],
        "a pattern describes the whole text, so it begins with ^ and ends with $";
    a_pattern_with_a_boundary: "unsupported-pattern",
        [(MAKE, r#""pattern": "^[a-z]+$""#, r#""pattern": «"^[a-z]+\\b$"»"#)],
        "no matcher is made for an anchor or a boundary inside the pattern";
    a_pattern_that_is_too_large: "unsupported-pattern",
        [(MAKE, r#""pattern": "^[a-z]+$""#, r#""pattern": «"^[a-z]{1,2000}$"»"#)],
        "no matcher is made for a pattern this large";

    elements_told_apart_by_an_unknown_member: "unknown-member",
        [(MAKE, r#""unique_by": "Name""#, r#""unique_by": «"Nmae"»"#)],
        "the elements have no single member `Nmae`", help "did you mean `Name`?";
    elements_told_apart_by_a_list: "unknown-member",
        [(MAKE, r#""unique_by": "Name""#, r#""unique_by": «"Sugar"»"#),
         (MAKE, r#""type": "integer", "default": 0"#, r#""type": "integer", "list": true"#)],
        "the elements have no single member `Sugar`";

    a_bound_of_a_number_on_a_text: "constraint-not-applicable",
        [(MAKE, r#""min_length": 2"#, r#""min": «2»"#)],
        "`min` is for numbers";
    required_in_a_response: "constraint-not-applicable",
        [(MAKE, r#"{"name": "PotId", "type": "string"}"#, r#"{"name": "PotId", "type": "string", "required": «true»}"#)],
        "`required` says nothing in a response: every reader must do without any member";
    null_in_a_request: "constraint-not-applicable",
        [(MAKE, r#"{"name": "Soft", "type": "boolean"}"#, r#"{"name": "Soft", "type": "boolean", "nullable": «true»}"#)],
        "`nullable` is for responses";


    a_minimum_of_an_integer_with_a_fraction: "bound-not-whole",
        [(MAKE, r#""min": 1, "max": 12"#, r#""min": «1.5», "max": 12"#)],
        "`min` 1.5 is no whole number, and no integer has a fraction";
    a_maximum_under_a_condition_with_a_fraction: "bound-not-whole",
        [(MAKE, r#""max": 4}]"#, r#""max": «4.5»}]"#)],
        "`max` 4.5 is no whole number, and no long has a fraction";
    a_maximum_beyond_64_bits: "number-out-of-range",
        [(MAKE, r#""min": 1, "max": 12"#, r#""min": 1, "max": «9223372036854775808»"#)],
        "`max` is beyond what any integer can be", help "leave it out: it bounds nothing";
    a_bound_that_is_not_held_to_the_last_digit: "number-out-of-range",
        [(MAKE, r#""min": 1, "max": 12"#, r#""min": 1, "max": «9007199254740993»"#)],
        "`9007199254740993` is a number with more digits than can be held",
        help "leave it out where it bounds nothing";
    more_elements_than_the_indexes_leave_room_for: "min-above-max",
        [(MAKE, r#""min_index": 1, "max_index": 9"#, r#""min_index": 2, "max_index": 4, "min_items": «4»"#)],
        "`min_items` 4 is above the 3 that the indexes leave room for";
    an_enum_of_nothing: "empty-enum",
        [(MAKE, r#"{"name": "Soft", "type": "boolean"}"#, r#"{"name": "Soft", "type": "string", "enum": «[]»}"#)],
        "an enum lists its values", help "take `enum` away, or fill it";
    values_of_which_none_is_allowed: "empty-enum",
        [(MAKE, r#""default": "Green"}"#, r#""default": "Green", "enum_when": [{"when": «{"member": "Iced", "equals": true}», "values": []}]}"#)],
        "no value at all is allowed under this condition";
    two_maxima_under_one_condition: "duplicate-condition",
        [(MAKE, r#""max": 4}]"#, r#""max": 4}, {"when": «{"member": "Leaf", "equals": "Green"}», "max": 5}]"#)],
        "this condition stands here twice, and only one value can hold under it";
    a_default_that_is_no_time: "default-wrong-type",
        [(MAKE, r#""format": "local-time"}"#, r#""format": "local-time", "default": «"2023-02-27T08:46:08Z"»}"#)],
        "the default cannot be: `2023-02-27T08:46:08Z` is no time like 2023-02-27 16:45:23";
    a_default_with_too_many_decimals: "default-out-of-range",
        [(MAKE, r#""default": 1.0"#, r#""default": «1.25»"#)],
        "the default cannot be: 1.25 has 2 digits after the decimal point, and 1 are the most";
}

#[test]
fn a_key_is_refused_where_it_says_nothing() {
    let when = r#"{"member": "Type", "absent": true}"#;
    let cases = [
        (r#""type": "string""#, r#""max": «1»"#, "`max` is for numbers"),
        (
            r#""type": "boolean""#,
            &format!(r#""max_when": [{{"when": {when}, "max": «1»}}]"#),
            "`max_when` is for numbers",
        ),
        (r#""type": "integer""#, r#""decimals": «1»"#, "`decimals` is for decimal numbers"),
        (r#""type": "integer""#, r#""min_length": «1»"#, "`min_length` is for strings"),
        (r#""type": "float""#, r#""max_length": «1»"#, "`max_length` is for strings"),
        (r#""type": "boolean""#, r#""pattern": «"^a$"»"#, "`pattern` is for strings"),
        (r#""type": "string", "enum": [{"value": "A"}]"#, r#""pattern": «"^a$"»"#, "`pattern` is for strings"),
        (r#""type": "boolean""#, r#""enum": «[{"value": "A"}]»"#, "`enum` is for plain strings and whole numbers"),
        (r#""type": "json""#, r#""min": «1»"#, "`min` is for numbers"),
        (
            r#""type": "string", "format": "utc-time""#,
            r#""enum": «[{"value": "A"}]»"#,
            "`enum` is for plain strings and whole numbers",
        ),
        (r#""type": "string""#, r#""enum_name": «"A"»"#, "`enum_name` is for members with `enum`"),
        (r#""type": "string""#, r#""ignore_case": «true»"#, "`ignore_case` is for members with `enum`"),
        (r#""type": "long""#, r#""format": «"utc-time"»"#, "`format` is for strings"),
        (r#""type": "integer""#, r#""sensitive": «true»"#, "`sensitive` is for plain strings"),
        (r#""type": "boolean""#, r#""private": «true»"#, "`private` is for plain strings that are not `sensitive`"),
        (
            r#""type": "string""#,
            r#""sensitive": true, "private": «true»"#,
            "`private` is for plain strings that are not `sensitive`",
        ),
        (r#""type": "string", "list": true"#, r#""default": «"a"»"#, "`default` is for single values"),
        (r#""type": "string""#, r#""min_items": «1»"#, "`min_items` is for lists"),
        (r#""type": "string""#, r#""max_items": «1»"#, "`max_items` is for lists"),
        (r#""type": "string""#, r#""min_index": «1»"#, "`min_index` is for lists"),
        (r#""type": "string""#, r#""max_index": «1»"#, "`max_index` is for lists"),
        (r#""type": "string", "list": true"#, r#""unique_by": «"Name"»"#, "`unique_by` is for lists of structures"),
        (r#""shape": "Chair""#, r#""unique_by": «"Soft"»"#, "`unique_by` is for lists of structures"),
        (
            r#""type": "integer""#,
            &format!(r#""enum_when": [{{"when": «{when}», "values": ["a"]}}]"#),
            "`enum_when` is for strings that are no times",
        ),
    ];
    let row = r#"{"name": "Soft", "type": "boolean"}"#;
    for (ty, key, message) in cases {
        let marked = format!(r#"{{"name": "Type", "type": "string"}}, {{"name": "Tested", {ty}, {key}}}"#);
        let (before, rest) = marked.split_once('«').expect("a mark");
        let inside = rest.split('»').next().expect("a mark");
        let files = common::edited(&[
            (MAKE, row, &marked.replace(['«', '»'], "")),
            (MAKE, r#"{"name": "Chair", "shape": "Chair"}"#, r#"{"name": "Stool", "shape": "Stool"}"#),
            (
                MAKE,
                r#""Chair": {"members": ["#,
                r#""Chair": {"members": [{"name": "Soft", "type": "boolean"}]}, "Stool": {"members": [{"name": "Chair", "shape": "Chair"}, "#,
            ),
        ]);
        let found = common::finding(&files);
        assert_eq!((found.code, found.message.as_str()), ("constraint-not-applicable", message), "{marked}");
        let text = &files.iter().find(|file| file.0 == MAKE).expect("the file").1;
        let start = text.find(before).expect("it is there") + before.len();
        assert_eq!(found.span, start..start + inside.len(), "{marked}");
    }
}
