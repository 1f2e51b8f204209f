//! Files that are no JSON, and values that are not what the format says.

use crate::case::cases;
use crate::common::{ERRATA, LIST, MAKE, PAGINATORS, SERVICE, WAITERS};

cases! {
    a_comma_too_many: "broken-json",
        [(PAGINATORS, r#""end": 0}"#, r#""end": 0«,»}"#)],
        "this is no JSON: trailing commas are not allowed";
    a_comma_too_few: "broken-json",
        [(PAGINATORS, r#""items": "Pots", "#, r#""items": "Pots"«» "#)],
        "this is no JSON: expected comma";
    a_comment: "broken-json",
        [(SERVICE, r#""service": "tea","#, r#""service": "tea", «// or coffee»"#)],
        "this is no JSON: comments are not allowed";
    a_text_in_single_quotes: "broken-json",
        [(MAKE, r#""effect": "create""#, r#""effect": «'»create'"#)],
        "this is no JSON: single-quoted strings are not allowed";
    an_object_that_does_not_end: "broken-json",
        [(WAITERS, "\"NoWater\"}\n      ]", "\"NoWater\"\n      «]»")],
        "this is no JSON: unexpected token in object";
    a_key_that_stands_twice: "duplicate-key",
        [(MAKE, r#""effect": "create","#, r#""effect": "create", «"effect"»: "read","#)],
        "`effect` stands here twice";
    a_file_that_is_nested_too_deeply: "too-deep",
        [(SERVICE, r#""north-1a""#, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[«[[[]]]»]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")],
        "this is nested more than 64 levels deep";

    a_number_in_place_of_a_text: "wrong-type",
        [(MAKE, r#""section": "Actions › Make""#, r#""section": «12»"#)],
        "expected a string, found a number";
    a_text_in_place_of_a_number: "wrong-type",
        [(MAKE, r#""min": 0.5"#, r#""min": «"0.5"»"#)],
        "expected a number, found a string";
    a_number_that_is_too_large: "number-out-of-range",
        [(MAKE, r#""max": 2.5"#, r#""max": «1e400»"#)],
        "`1e400` is a number with more digits than can be held", help "leave it out where it bounds nothing";
    a_fraction_in_place_of_a_count: "wrong-type",
        [(MAKE, r#""max_length": 20"#, r#""max_length": «20.5»"#)],
        "expected a whole number from 0, found `20.5`";
    a_negative_count: "wrong-type",
        [(MAKE, r#""max_items": 4"#, r#""max_items": «-4»"#), (ERRATA, r#"{"max_items": 4}"#, r#"{"max_items": -4}"#), (ERRATA, r#""set": {"max_items": 8}"#, r#""set": {"min_items": 1}"#)],
        "expected a whole number from 0, found `-4`";
    null_in_place_of_a_flag: "wrong-type",
        [(MAKE, r#""sensitive": true"#, r#""sensitive": «null»"#)],
        "expected true or false, found null";
    a_flag_in_place_of_a_default: "wrong-type",
        [(MAKE, r#""default": false"#, r#""default": «null»"#)],
        "expected a string, a number, true or false, found null";
    an_object_in_place_of_a_list: "wrong-type",
        [(LIST, r#"[
          {"name": "PotId", "type": "string"},
          {"name": "State", "type": "string", "enum": [{"value": "Brewing"}, {"value": "Ready"}, {"value": "Cold"}]},
          {"name": "Water", "type": "float"}
        ]"#, "«{}»"), (WAITERS, r#"{"outcome": "success", "all": "Pots.N.State", "equals": ["Ready"]},
        {"outcome": "failure", "any": "Pots.N.State", "equals": ["Cold"]},"#, "")],
        "expected a list, found an object";
    a_list_in_place_of_an_object: "wrong-type",
        [(MAKE, r#"{"en": "Somebody who drinks tea.", "zh": "茶客。"}"#, "«[]»")],
        "expected a text (an object), found a list";
    a_list_in_place_of_shapes: "wrong-type",
        [(MAKE, r#""section": "Make › Response","#, r#""section": "Make › Response", "shapes": «[]»,"#)],
        "expected an object of shapes, found a list";
    a_flag_that_says_when_a_member_is_required_in_a_number: "wrong-type",
        [(MAKE, r#""required": "recommended""#, r#""required": «1»"#)],
        r#"expected true, false, "recommended" or a condition, found a number"#;
    a_parameter_of_an_example_that_is_a_list: "wrong-type",
        [(MAKE, r#""Guest.1.Name": "Ann""#, r#""Guest.1.Name": «["Ann"]»"#)],
        "expected a string, a number, true or false, found a list";
    a_time_offset_that_is_a_number: "wrong-type",
        [(SERVICE, r#""time_offset": "+08:00""#, r#""time_offset": «8»"#)],
        r#"expected an offset such as "+08:00", found a number"#;

    an_action_without_an_effect: "missing-key",
        [(LIST, "{\n  \"action\": \"List\"", "«{\n  \"action\": \"List\""), (LIST, r#""effect": "read","#, ""), (LIST, "}\n    }\n  }\n}\n", "}\n    }\n  }\n}»\n")],
        "an action needs `effect`";
    a_text_without_english: "missing-key",
        [(MAKE, r#"{"en": "Somebody who drinks tea.", "zh": "茶客。"}"#, r#"«{"zh": "茶客。"}»"#)],
        "a text needs `en`";
    a_member_without_a_name: "missing-key",
        [(MAKE, r#"{"name": "Soft", "type": "boolean"}"#, r#"«{"type": "boolean"}»"#)],
        "a member needs `name`";
    a_variant_without_a_value: "missing-key",
        [(MAKE, r#"{"value": "Green"}"#, "«{}»"), (MAKE, r#""default": "Green""#, r#""default": "Black""#), (MAKE, r#""equals": "Green""#, r#""equals": "Black""#)],
        "a value of an enum needs `value`";
    an_entry_without_a_reason: "missing-key",
        [(ERRATA, "{\n      \"id\"", "«{\n      \"id\""), (ERRATA, r#""reason": "Eight chairs stand round the table.","#, ""), (ERRATA, "[\"the chairs\"]\n    }", "[\"the chairs\"]\n    }»")],
        "an entry needs `reason`";

    a_key_with_a_slip_of_the_pen: "unknown-key",
        [(MAKE, r#""sensitive": true"#, r#"«"sensetive"»: true"#)],
        "a member has no key `sensetive`", help "did you mean `sensitive`?";
    a_key_that_is_like_no_other: "unknown-key",
        [(MAKE, r#""Host": {"same_as": {"shape": "Guest"}}"#, r#""Host": {"same_as": {«"xyz"»: 1, "shape": "Guest"}}"#)],
        "`same_as` has no key `xyz`", help "its keys are action, shape";
    a_word_with_a_slip_of_the_pen: "unknown-word",
        [(MAKE, r#""effect": "create""#, r#""effect": «"craete"»"#)],
        "`craete` is no word of the format here", help "did you mean `create`?";
    a_type_of_another_language: "unknown-word",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "type": «"char"», "shape": "Host"}"#)],
        "`char` is no word of the format here", help "use one of string, integer, long, float, boolean, json";
    a_place_that_parameters_do_not_go: "unknown-word",
        [(SERVICE, r#""in": "header""#, r#""in": «"cookie"»"#)],
        "`cookie` is no word of the format here", help "use one of header, query, parameter";

    a_service_without_a_name: "empty-name",
        [(SERVICE, r#""service": "tea""#, r#""service": «""»"#)],
        "`service` is empty";
    an_alias_that_is_empty: "empty-name",
        [(MAKE, r#""aliases": ["Sugars"]"#, r#""aliases": [«""»]"#)],
        "an alias is empty";
    a_shape_without_a_name: "empty-name",
        [(MAKE, r#""Chair": {"members""#, r#"«""»: {"rust_name": "Chair", "members""#), (MAKE, r#"{"name": "Chair", "shape": "Chair"}"#, r#"{"name": "Chair", "shape": ""}"#)],
        "the name of a shape is empty";
}
