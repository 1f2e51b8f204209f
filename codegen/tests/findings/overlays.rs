//! Entries of overlays that change nothing, or cannot do what they say.

use crate::case::cases;
use crate::common::{ERRATA, SERVICE};

const AT: &str = r#""at": {"action": "Make", "side": "request", "member": "Guest"}"#;
const SIDE: &str = r#""at": {"action": "Make", "side": "request"}"#;
const PARAMETER: &str = r#""at": {"action": "Make", "example": 0, "parameter": "Pot"}"#;
const SET: &str = r#""set": {"max_items": 8}"#;
const OLD: &str = "\"expect\": {\"max_items\": 4},\n      \"set\": {\"max_items\": 8}";
const EXPECT: &str = r#""expect": {"max_items": 4},"#;

/// Another overlay, which is not applied.
const SECOND: &str = "overlays/second.json";

const MENDED: &str = "the documents say so by now: take this out of the overlay";
const STILL: &str = "look whether the documents were mended, and whether the entry is still needed";
const GONE: &str = "if the documents were mended and it was taken out there, take this one out too";
const ADD: &str = "members, shapes, variants, values, actions, errors and regions can be added where they belong";

cases! {
    an_overlay_that_does_not_exist: "unknown-overlay",
        [(SERVICE, r#""overlays": ["errata"]"#, r#""overlays": ["errata", «"erata"»]"#)],
        "there is no overlay `erata`", help "did you mean `errata`?";
    overlays_that_are_no_list: "wrong-type",
        [(SERVICE, r#""overlays": ["errata"]"#, r#""overlays": «"errata"»"#)],
        "expected a list, found a string";
    an_overlay_of_no_name: "wrong-type",
        [(SERVICE, r#""overlays": ["errata"]"#, r#""overlays": [«1»]"#)],
        "expected a string, found a number";
    two_overlays_of_one_name: "duplicate-overlay",
        [("overlays/second.json", "", r#"{"name": «"errata"», "entries": []}"#)],
        "a second overlay is called `errata`";
    two_entries_of_one_id: "duplicate-overlay-entry",
        [(ERRATA, "\"entries\": [", r#""entries": [{"id": "more-guests", "at": {}, "set": {"title": {"en": "T"}}, "reason": "R"},"#),
         (ERRATA, "{\n      \"id\": \"more-guests\"", "{\n      \"id\": «\"more-guests\"»")],
        "a second entry `more-guests`";

    an_entry_that_does_nothing: "overlay-changes-nothing",
        [(ERRATA, r#""id": "more-guests""#, r#""id": «"more-guests"»"#), (ERRATA, OLD, r#""expect": {"max_items": 4}"#)],
        "this entry changes nothing", help "give it `set`, `unset`, `rename`, `remove` or `add`";
    an_entry_that_sets_what_is_so: "overlay-changes-nothing",
        [(ERRATA, SET, r#""set": {«"list"»: true}"#)],
        "this changes nothing: `list` is that already", help MENDED;
    an_entry_that_unsets_what_is_not_there: "overlay-changes-nothing",
        [(ERRATA, SET, r#""unset": [«"min_items"»]"#)],
        "this changes nothing: there is no `min_items` here", help MENDED;
    an_entry_that_renames_to_the_same: "overlay-changes-nothing",
        [(ERRATA, SET, r#""rename": «"Guest"»"#)],
        "this changes nothing: it is called `Guest` already", help MENDED;
    an_entry_that_renames_to_a_name_that_is_taken: "overlay-changes-nothing",
        [(ERRATA, AT, r#""at": {"action": "Make", "side": "request", "shape": "Guest"}"#), (ERRATA, OLD, r#""rename": «"Chair"»"#)],
        "this changes nothing: there is a `Chair` already", help MENDED;
    an_entry_that_adds_a_shape_that_is_there: "overlay-changes-nothing",
        [(ERRATA, AT, SIDE), (ERRATA, OLD, r#""add": {"shapes": {«"Chair"»: {"members": []}}}"#)],
        "this changes nothing: there is a `Chair` already", help MENDED;
    an_entry_that_adds_no_shapes: "overlay-changes-nothing",
        [(ERRATA, AT, SIDE), (ERRATA, OLD, r#""add": {«"shapes"»: {}}"#)],
        "this changes nothing: `shapes` is empty", help MENDED;
    an_entry_that_sets_a_key_of_a_text: "overlay-changes-nothing",
        [(ERRATA, AT, PARAMETER), (ERRATA, OLD, r#""set": {«"value"»: "red"}"#)],
        "this changes nothing: what is at this place has no keys", help MENDED;
    an_entry_that_unsets_a_key_of_a_text: "overlay-changes-nothing",
        [(ERRATA, AT, PARAMETER), (ERRATA, OLD, r#""unset": [«"value"»]"#)],
        "this changes nothing: what is at this place has no keys", help MENDED;
    an_entry_that_removes_the_service: "overlay-cannot-remove",
        [(ERRATA, r#""id": "more-guests""#, r#""id": «"more-guests"»"#), (ERRATA, AT, r#""at": {}"#), (ERRATA, OLD, r#""remove": true"#)],
        "what is at this place cannot be taken away";

    an_entry_that_finds_something_else: "overlay-expectation-failed",
        [(ERRATA, EXPECT, r#""expect": {"max_items": «5»},"#)],
        "`max_items` is not what this entry expects: found 4", help STILL;
    an_entry_that_finds_no_such_key: "overlay-expectation-failed",
        [(ERRATA, EXPECT, r#""expect": {"min_items": «1»},"#)],
        "`min_items` is not what this entry expects: found nothing", help STILL;
    an_entry_that_finds_a_key_where_it_expects_none: "overlay-expectation-failed",
        [(ERRATA, EXPECT, r#""expect": {"description": «null»},"#)],
        r#"`description` is not what this entry expects: found {"en":"Who drinks it."}"#, help STILL;

    a_side_that_is_renamed: "overlay-cannot-rename",
        [(ERRATA, AT, SIDE), (ERRATA, OLD, r#""rename": «"input"»"#)],
        "what is at this place has no name of its own",
        help "members, variants, shapes and parameters of examples can be renamed";
    values_of_what_is_no_member: "overlay-cannot-add",
        [(ERRATA, AT, SIDE), (ERRATA, OLD, r#""add": {«"values"»: [{"value": "White"}]}"#)],
        "`values` cannot be added at this place", help ADD;
    something_unheard_of_that_is_added: "overlay-cannot-add",
        [(ERRATA, AT, r#""at": {}"#), (ERRATA, OLD, r#""add": {«"coffee"»: [1]}"#)],
        "`coffee` cannot be added at this place", help ADD;
    shapes_that_are_a_list: "wrong-type",
        [(ERRATA, AT, SIDE), (ERRATA, OLD, r#""add": {"shapes": «[]»}"#)],
        "expected an object of shapes, found a list";
    a_mistake_in_what_is_set: "unknown-word",
        [(ERRATA, SET, r#""set": {"required": «"recommend"»}"#)],
        "`recommend` is no word of the format here", help "did you mean `recommended`?";
    a_mistake_in_what_is_added: "unknown-shape",
        [(ERRATA, AT, r#""at": {"action": "List", "side": "request"}"#), (ERRATA, OLD, r#""add": {"members": [{"name": "Pot", "shape": «"Pot"»}]}"#)],
        "there is no shape `Pot` on this side of the action";

    an_entry_that_repeats_one_of_no_overlay: "unknown-overlay",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": «"erata"», "entry": "more-guests"}, "reason": "R"}]}"#)],
        "there is no overlay `erata`", help "did you mean `errata`?";
    an_entry_that_repeats_none: "unknown-overlay-entry",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": "errata", "entry": «"more-guest"»}, "reason": "R"}]}"#)],
        "there is no entry `more-guest` in overlay `errata`", help "did you mean `more-guests`?";
    an_entry_that_repeats_one_that_was_taken_out: "unknown-overlay-entry",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": "errata", "entry": «"pot-size"»}, "reason": "R"}]}"#)],
        "there is no entry `pot-size` in overlay `errata`", help GONE;
    an_entry_that_repeats_one_that_cannot_be_read: "missing-key",
        [(ERRATA, "{\n      \"id\": \"more-guests\"", "«{\n      \"id\": \"more-guests\""),
         (ERRATA, "\"reason\": \"Eight chairs stand round the table.\",\n", ""),
         (ERRATA, "[\"the chairs\"]\n    }", "[\"the chairs\"]\n    }»"),
         (SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": "errata", "entry": "more-guests"}, "reason": "R"}]}"#)],
        "an entry needs `reason`";
    an_entry_that_repeats_its_own_overlay: "overlay-same-as",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": «"second"», "entry": "a"}, "reason": "R"}]}"#)],
        "`second` is this overlay itself, which applies each of its entries anyway", help "take this entry away";
    an_entry_that_repeats_one_that_repeats: "overlay-same-as",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": "errata", "entry": "more-guests"}, "reason": "R"}]}"#),
         ("overlays/third.json", "", r#"{"name": "third", "entries": [{"id": "b", "same_as": «{"overlay": "second", "entry": "a"}», "reason": "R"}]}"#)],
        "`a` only repeats another entry itself",
        help r#"name the one that it repeats: {"overlay": "errata", "entry": "more-guests"}"#;
    two_entries_that_repeat_the_same: "duplicate-overlay-entry",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": "errata", "entry": "more-guests"}, "reason": "R"}, {"id": "b", "same_as": «{"overlay": "errata", "entry": "more-guests"}», "reason": "R"}]}"#)],
        "a second entry repeats `more-guests`";
    an_entry_that_repeats_and_says_more: "overlay-same-as",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": {"overlay": "errata", "entry": "more-guests"}, "set": «{"min_items": 1}», "reason": "R"}]}"#)],
        "an entry with `same_as` has no `set`: the other entry says it", help "take this away, or `same_as`";
    an_entry_that_repeats_a_text: "wrong-type",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": «"more-guests"», "reason": "R"}]}"#)],
        "expected `same_as` (an object), found a string";
    an_entry_that_repeats_one_of_no_name: "missing-key",
        [(SECOND, "", r#"{"name": "second", "entries": [{"id": "a", "same_as": «{"overlay": "errata"}», "reason": "R"}]}"#)],
        "`same_as` needs `entry`";
    an_entry_with_neither_a_place_nor_another_entry: "missing-key",
        [(SECOND, "", r#"{"name": "second", "entries": [«{"id": "a", "set": {"min_items": 1}, "reason": "R"}»]}"#)],
        "an entry needs `at`";


    an_entry_that_takes_away_what_it_changes: "overlay-remove-and-change",
        [(ERRATA, r#""id": "more-guests""#, r#""id": «"more-guests"»"#), (ERRATA, SET, r#""set": {"max_items": 8}, "remove": true"#)],
        "this entry takes its place away, and changes it too", help "keep `remove`, or what else it does";
}
