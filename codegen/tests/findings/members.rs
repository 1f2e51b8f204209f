//! Members: types, names, enums, conditions.

use crate::case::cases;
use crate::common::{LIST, MAKE};

const SOFT: &str = r#"{"name": "Soft", "type": "boolean"}"#;
const CONDITION: &str = r#"{"member": "Guest", "absent": true}"#;
const HELP: &str = "use {\"member\": …, \"equals\": …}, {\"member\": …, \"absent\": true} or {\"context\": {…: …}}";

cases! {
    a_member_of_no_type: "missing-type",
        [(MAKE, SOFT, r#"{"name": «"Soft"»}"#)],
        "`Soft` needs either `type` or `shape`";
    a_member_of_two_types: "missing-type",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": «"Second"», "shape": "Host", "type": "string"}"#)],
        "`Second` needs either `type` or `shape`";

    a_condition_that_tests_nothing: "bad-condition",
        [(MAKE, CONDITION, r#"«{"member": "Guest"}»"#)], "this is no condition", help HELP;
    a_condition_that_tests_two_things: "bad-condition",
        [(MAKE, CONDITION, r#"«{"member": "Guest", "absent": true, "equals": "Ann"}»"#)], "this is no condition", help HELP;
    a_condition_on_presence: "bad-condition",
        [(MAKE, CONDITION, r#"«{"member": "Guest", "absent": false}»"#)], "this is no condition", help HELP;
    a_condition_on_a_member_and_a_context: "bad-condition",
        [(MAKE, r#"{"context": {"season": "summer"}}"#, r#"«{"member": "Pot", "context": {"season": "summer"}}»"#)],
        "this is no condition", help HELP;
    a_context_of_two_things: "wrong-type",
        [(MAKE, r#"{"season": "summer"}"#, r#"«{"season": "summer", "hour": "noon"}»"#)],
        "expected one key and its value, found an object";
    a_condition_on_an_unknown_member: "unknown-member",
        [(MAKE, CONDITION, r#"{"member": «"Gust"», "absent": true}"#)],
        "there is no member `Gust` in this table", help "did you mean `Guest`?";
    a_condition_on_a_member_of_another_table: "unknown-member",
        [(MAKE, SOFT, r#"{"name": "Soft", "type": "boolean", "effective_when": {"member": «"Cups"», "equals": 1}}"#)],
        "there is no member `Cups` in this table";
    a_condition_on_the_tag_of_its_own_variant: "unknown-member",
        [(MAKE, r#"{"name": "Fat", "type": "float","#, r#"{"name": "Fat", "type": "float", "required": {"when": {"member": «"Type"», "equals": "MilkTopping"}},"#)],
        "there is no member `Type` in this table";
    a_condition_on_a_value_that_no_enum_has: "condition-wrong-value",
        [(MAKE, r#"{"member": "Leaf", "equals": "Green"}"#, r#"{"member": "Leaf", "equals": «"green"»}"#)],
        "`green` is none of Green, Black, Herbal";
    a_condition_on_a_value_of_another_type: "condition-wrong-value",
        [(MAKE, CONDITION, r#"{"member": "Iced", "equals": «"true"»}"#)],
        "`true` is no boolean";
    a_condition_on_a_shape: "condition-wrong-value",
        [(MAKE, CONDITION, r#"{"member": "Host", "equals": «1»}"#)],
        "`1` is no object";

    a_name_that_stands_twice: "duplicate-member",
        [(MAKE, SOFT, r#"{"name": "Soft", "type": "boolean"}, {"name": «"Soft"», "type": "string"}"#)],
        "`Soft` stands twice in this table";
    a_name_that_is_an_alias_of_another: "duplicate-member",
        [(MAKE, r#"{"name": "Chair", "shape": "Chair"}"#, r#"{"name": "Chair", "shape": "Chair"}, {"name": «"Sugars"», "type": "string"}"#)],
        "`Sugars` stands twice in this table";
    an_alias_that_is_the_name_of_another: "duplicate-member",
        [(MAKE, r#"["Sugars"]"#, r#"[«"Name"»]"#)],
        "`Name` stands twice in this table";
    an_alias_that_is_its_own_name: "duplicate-member",
        [(MAKE, r#"["Sugars"]"#, r#"[«"Sugar"»]"#)],
        "`Sugar` stands twice in this table";
    an_alias_that_stands_twice: "duplicate-member",
        [(MAKE, r#"["Sugars"]"#, r#"["Sugars", «"Sugars"»]"#)],
        "`Sugars` stands twice in this table";
    a_tag_that_stands_twice: "duplicate-member",
        [(MAKE, r#"{"name": "Flavour", "#, r#"{"name": «"Type"», "type": "string"}, {"name": "Flavour", "#)],
        "`Type` stands twice in this table";

    a_member_that_is_named_like_the_action: "common-parameter",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": «"Action"», "type": "string"}"#)],
        "`Action` is a parameter of all requests", help "it is sent anyway: take the member away";
    a_member_that_is_named_like_the_version: "common-parameter",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": «"Version"», "type": "string"}"#)],
        "`Version` is a parameter of all requests", help "it is sent anyway: take the member away";

    two_members_that_are_one_field: "name-collision",
        [(MAKE, SOFT, r#"{"name": "Soft", "type": "boolean"}, {"name": «"soft"», "type": "string"}"#)],
        "`soft` and `Soft` (actions/Make.json:35:38) are both `soft` in Rust", help "give one of them a `rust_name`";
    a_list_that_is_called_like_its_plural: "name-collision",
        [(MAKE, SOFT, r#"{"name": "Legs", "type": "boolean"}, {"name": «"Leg"», "type": "string", "list": true}"#)],
        "`Leg` and `Legs` (actions/Make.json:35:38) are both `legs` in Rust", help "give one of them a `rust_name`";
    two_members_that_have_one_setter: "name-collision",
        [(MAKE, SOFT, r#"{"name": "New", "type": "boolean"}, {"name": «"WithNew"», "type": "string"}"#)],
        "`WithNew` and `New` (actions/Make.json:35:38) are both `with_new` in Rust", help "give one of them a `rust_name`";
    two_values_that_are_one_variant: "name-collision",
        [(MAKE, r#"{"value": "Herbal"}"#, r#"{"value": "Herbal"}, {"value": «"green"»}"#)],
        "`green` and `Green` (actions/Make.json:13:61) are both `Green` in Rust", help "give one of them a `rust_name`";
    an_enum_that_is_called_like_the_error_codes: "name-collision",
        [(MAKE, r#"{"name": "Leaf", "type": "string","#, r#"{"name": "Leaf", "type": "string", "enum_name": «"ErrorCode"»,"#)],
        "`ErrorCode` and the enum of error codes are both `ErrorCode` in Rust", help "give it another `enum_name`";

    a_member_that_makes_no_name: "bad-name",
        [(MAKE, SOFT, r#"{"name": «"..."», "type": "boolean"}"#)],
        "`...` makes no Rust name (it would be ``)", help "give it a `rust_name`: letters, digits and `_`";
    a_rust_name_that_is_none: "bad-name",
        [(MAKE, SOFT, r#"{"name": «"Soft"», "type": "boolean", "rust_name": "soft!"}"#)],
        "`Soft` makes no Rust name (it would be `soft!`)", help "give it a `rust_name`: letters, digits and `_`";
    a_value_that_makes_no_name: "bad-name",
        [(MAKE, r#"{"value": "Herbal"}"#, r#"{"value": "Herbal"}, {"value": «"+"»}"#)],
        "`+` makes no Rust name (it would be ``)", help "give it a `rust_name`: letters, digits and `_`";

    a_value_that_is_listed_twice: "duplicate-value",
        [(MAKE, r#"{"value": "Herbal"}"#, r#"{"value": "Herbal"}, {"value": «"Black"»}"#)],
        "`Black` is listed twice";
    an_enum_that_lists_other_values_elsewhere: "enum-conflict",
        [(LIST, r#"{"name": "Water", "type": "float"}"#, r#"{"name": "Leaf", "type": "string", "enum": [{"value": "Mint"}]}"#),
         (MAKE, r#"[{"value": "Green"}, {"value": "Black"}, {"value": "Herbal"}]"#, r#"«[{"value": "Green"}, {"value": "Black"}, {"value": "Herbal"}]»"#),
         (MAKE, r#""default": "Green""#, r#""unit": "leaf""#),
         (MAKE, r#"{"member": "Leaf", "equals": "Green"}"#, CONDITION),
         (MAKE, r#"{"member": "Leaf", "equals": "Herbal"}"#, r#"{"member": "Host", "absent": true}"#)],
        "`Leaf` lists other values here than where it was first met, at actions/List.json:28:54", help "give one of them another `enum_name`";
    an_enum_that_is_read_in_another_way_elsewhere: "enum-conflict",
        [(MAKE, r#"{"name": "PotId", "type": "string"}"#, r#"{"name": "State", "type": "string", "ignore_case": true, "enum": «[{"value": "Brewing"}, {"value": "Ready"}, {"value": "Cold"}]»}"#)],
        "`State` lists other values here than where it was first met, at actions/List.json:27:55", help "give one of them another `enum_name`";
    a_value_under_a_condition_that_no_enum_has: "value-not-in-enum",
        [(MAKE, r#""default": "Green"}"#, r#""default": "Green", "enum_when": [{"when": {"member": "Iced", "equals": true}, "values": ["Black", «"Blak"»]}]}"#)],
        "`Blak` is none of Green, Black, Herbal";


    a_member_of_an_unknown_type: "unknown-word",
        [(MAKE, SOFT, r#"{"name": "Soft", "type": «"bool"»}"#)],
        "`bool` is no word of the format here", help "did you mean `boolean`?";
    a_member_that_is_also_inside_of_another: "duplicate-member",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": «"Host.Name"», "type": "string"}"#)],
        "`Host.Name` is also what is inside of `Host`",
        help "the two are one parameter on the wire: take one of them away";
    a_member_that_is_also_an_element_of_a_list: "duplicate-member",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": «"Guest.1.Chair.Soft"», "type": "string"}"#)],
        "`Guest.1.Chair.Soft` is also what is inside of `Guest`",
        help "the two are one parameter on the wire: take one of them away";
    a_member_that_is_also_the_tag_of_a_union: "duplicate-member",
        [(MAKE, r#"{"name": "Host", "shape": "Host"}"#, r#"{"name": "Host", "shape": "Host"}, {"name": «"Topping.1.Type"», "type": "string"}"#)],
        "`Topping.1.Type` is also what is inside of `Topping`",
        help "the two are one parameter on the wire: take one of them away";
    a_name_in_full_width_letters: "bad-name",
        [(MAKE, SOFT, r#"{"name": «"Ｓｏｆｔ"», "type": "boolean"}"#)],
        "`Ｓｏｆｔ` makes a Rust name with a letter that code does not have: `ｓ`",
        help "give it a `rust_name`: letters, digits and `_`";
    names_that_look_alike: "name-collision",
        [(MAKE, SOFT, r#"{"name": "Soft", "type": "boolean"}, {"name": «"sоft"», "type": "boolean"}, {"name": "вид", "type": "boolean"}"#)],
        "the Rust names `sоft` and `soft` look alike, and rustc warns of that", help "give one of them a `rust_name`";
    a_letter_of_another_script_that_looks_like_one_of_latin: "bad-name",
        [(MAKE, SOFT, r#"{"name": "Soft", "type": "boolean"}, {"name": «"х"», "type": "boolean"}"#)],
        "`х` looks like a letter of another script, and rustc warns of that",
        help "give it a `rust_name`: letters, digits and `_`";
}
