//! Places that entries of overlays name, and where nothing is.

use crate::case::cases;
use crate::common::ERRATA;

const AT: &str = r#""at": {"action": "Make", "side": "request", "member": "Guest"}"#;
const LOST: &str = "look whether the documents were mended, or an earlier entry renamed it";

cases! {
    a_place_in_no_action: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": «"Maek"», "side": "request", "member": "Guest"}"#)],
        "there is no `Maek` at this place", help "did you mean `Make`?";
    a_place_on_no_side: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": "Make", "side": «"reqest"», "member": "Guest"}"#)],
        "there is no `reqest` at this place", help "did you mean `request`?";
    a_place_in_no_shape: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": "Make", "side": "request", "shape": «"Table"»}"#)],
        "there is no `Table` at this place", help LOST;
    a_place_in_no_variant: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": "Make", "side": "request", "shape": "Topping", "variant": «"Milk"»}"#)],
        "there is no `Milk` at this place", help "did you mean `MilkTopping`?";
    a_place_of_no_member: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": "Make", "side": "request", "member": «"Guests"»}"#)],
        "there is no `Guests` at this place", help "did you mean `Guest`?";
    a_place_after_the_last_example: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": "Make", "example": «1»}"#)],
        "there is no `1` at this place", help LOST;
    a_place_of_no_parameter: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"action": "Make", "example": 0, "parameter": «"Cup"»}"#)],
        "there is no `Cup` at this place", help "did you mean `Cups`?";
    a_place_of_no_error: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"error": «"NoTea"»}"#)],
        "there is no `NoTea` at this place", help "did you mean `NoWater`?";
    a_place_of_an_error_with_another_message: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"error": "NoWater", "message": «"Out of tea"»}"#)],
        "there is no `Out of tea` at this place", help LOST;
    a_place_of_no_region: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"region": «"moon"»}"#)],
        "there is no `moon` at this place", help LOST;
    a_place_of_no_list_rule: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"list_rule": «"starts-at-ten"»}"#)],
        "there is no `starts-at-ten` at this place", help "did you mean `starts-at-one`?";
    a_place_of_no_waiter: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"waiter": «"Potready"»}"#)],
        "there is no `Potready` at this place", help "did you mean `PotReady`?";
    a_place_of_no_paginator: "overlay-place-not-found",
        [(ERRATA, AT, r#""at": {"paginator": «"Make"»}"#)],
        "there is no `Make` at this place", help LOST;
    a_member_on_no_side_of_an_action: "missing-key",
        [(ERRATA, AT, r#""at": «{"action": "Make", "member": "Guest"}»"#)],
        "a place with `member` needs `side`";
    a_side_of_no_action: "missing-key",
        [(ERRATA, AT, r#""at": «{"side": "request", "member": "Guest"}»"#)],
        "a place with `side` needs `action`";
    a_variant_of_no_shape: "missing-key",
        [(ERRATA, AT, r#""at": «{"action": "Make", "side": "request", "variant": "MilkTopping"}»"#)],
        "a place with `variant` needs `shape`";
    a_parameter_of_no_example: "missing-key",
        [(ERRATA, AT, r#""at": «{"action": "Make", "parameter": "Pot"}»"#)],
        "a place with `parameter` needs `example`";
    a_message_of_no_error: "missing-key",
        [(ERRATA, AT, r#""at": «{"message": "No water"}»"#)],
        "a place with `message` needs `error`";
}
