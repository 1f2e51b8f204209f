//! The service and its actions.

use crate::case::cases;
use crate::common::{LIST, MAKE, SERVICE};

cases! {
    a_service_without_an_endpoint: "no-endpoint",
        [(SERVICE, r#""service": "tea""#, r#""service": «"tea"»"#),
         (SERVICE, r#"{"name": "regional", "host": "tea.{region}.example.com", "description": {"en": "One for each region."}}"#, "")],
        "a service needs an endpoint";
    a_default_region_that_does_not_exist: "unknown-region",
        [(SERVICE, r#""default": "north-1""#, r#""default": «"nroth-1"»"#)],
        "there is no region `nroth-1`", help "did you mean `north-1`?";
    a_default_region_that_is_like_no_other: "unknown-region",
        [(SERVICE, r#""default": "north-1""#, r#""default": «"moon"»"#)],
        "there is no region `moon`";
    a_dry_run_by_a_header: "bad-dry-run",
        [(SERVICE, r#"{"name": "X-Date", "in": "header", "required": true,"#, r#"{"name": "X-Date", "in": "header", "required": true, "dry_run": «true»,"#),
         (SERVICE, r#""fault": "client", "retryable": false"#, r#""fault": "none""#)],
        "`X-Date` cannot ask for a dry run: it is no parameter of the request itself", help "only what is in `parameter` can";
    a_dry_run_that_cannot_succeed: "bad-dry-run",
        [(SERVICE, r#"{"name": "X-Date", "in": "header","#, r#"{"name": "Dry", "in": "parameter", "dry_run": «true»}, {"name": "X-Date", "in": "header","#)],
        "`Dry` asks for a dry run, and no error says that it would have succeeded", help "give that error the fault `none`";
    two_parameters_for_a_dry_run: "bad-dry-run",
        [(SERVICE, r#"{"name": "X-Date", "in": "header","#, r#"{"name": "Dry", "in": "parameter", "dry_run": true}, {"name": "Try", "in": "parameter", "dry_run": «true»}, {"name": "X-Date", "in": "header","#),
         (SERVICE, r#""fault": "client", "retryable": false"#, r#""fault": "none""#)],
        "`Try` asks for a dry run, and so does `Dry`";
    a_method_that_the_service_does_not_take: "unknown-method",
        [(SERVICE, r#""methods": ["POST", "GET"]"#, r#""methods": ["GET"]"#),
         (SERVICE, r#""recommended_method": "POST""#, r#""recommended_method": «"POST"»"#),
         (LIST, r#""effect": "read","#, r#""effect": "read", "recommended_method": "GET","#)],
        "the recommended method is none that the service takes";
    a_method_that_the_action_does_not_take: "unknown-method",
        [(MAKE, r#""methods": ["POST", "GET"]"#, r#""methods": ["GET"]"#),
         (MAKE, r#""recommended_method": "POST""#, r#""recommended_method": «"POST"»"#)],
        "the recommended method is none that the action takes";
    a_method_of_the_service_that_the_action_does_not_take: "unknown-method",
        [(LIST, r#""action": "List","#, r#""action": «"List"», "methods": ["GET"],"#)],
        "the recommended method is none that the action takes";
    a_body_that_is_never_sent: "no-body",
        [(LIST, r#""effect": "read","#, r#""effect": "read", "methods": ["GET", "DELETE"], "body": «"json"»,"#),
         (SERVICE, r#""recommended_method": "POST","#, "")],
        "no method that the action takes has a body", help "take `body` away, or give it the method POST or PUT";
    a_status_below_all: "bad-status",
        [(SERVICE, r#""http_status": 409"#, r#""http_status": «99»"#)],
        "99 is no HTTP status";
    a_status_above_all: "bad-status",
        [(SERVICE, r#""http_status": 503"#, r#""http_status": «70000»"#)],
        "70000 is no HTTP status";
    an_offset_with_one_digit: "bad-offset",
        [(SERVICE, r#""time_offset": "+08:00""#, r#""time_offset": «"+8:00"»"#)],
        "`+8:00` is no offset from UTC", help "write it like +08:00";
    an_offset_with_two_signs: "bad-offset",
        [(SERVICE, r#""time_offset": "+08:00""#, r#""time_offset": «"++8:00"»"#)],
        "`++8:00` is no offset from UTC", help "write it like +08:00";
    an_offset_of_a_whole_day: "bad-offset",
        [(SERVICE, r#""time_offset": "+08:00""#, r#""time_offset": «"-24:00"»"#)],
        "`-24:00` is no offset from UTC", help "write it like +08:00";
    error_codes_that_are_one_name_in_rust: "name-collision",
        [(SERVICE, r#"{"code": "TooBusy""#, r#"{"code": «"No.Water"»"#)],
        "`No.Water` and `NoWater` (service.json:39:16) are both `NoWater` in Rust", help "give one of them a `rust_name`";
    an_error_code_that_makes_no_name: "bad-name",
        [(SERVICE, r#"{"code": "TooBusy""#, r#"{"code": «"!"»"#)],
        "`!` makes no Rust name (it would be ``)", help "give it a `rust_name`: letters, digits and `_`";

    two_actions_of_one_name: "duplicate-action",
        [("actions/More.json", "", r#"{"action": «"List"», "effect": "read", "request": {"members": [
            {"name": "PotId", "type": "string", "list": true},
            {"name": "Marker", "type": "integer", "min": 0},
            {"name": "MaxResults", "type": "integer", "min": 1, "max": 100, "default": 20}
          ]}, "response": {"members": [
            {"name": "Marker", "type": "integer"},
            {"name": "TotalCount", "type": "integer"},
            {"name": "Pots", "shape": "Pot", "list": true}
          ], "shapes": {"Pot": {"same_as": {"action": "List", "shape": "Pot"}}}}}"#)],
        "a second action `List`: the first is at actions/List.json:2:13";
    two_actions_that_are_one_method: "name-collision",
        [("actions/More.json", "", r#"{"action": «"Pour"», "rust_name": "make", "effect": "read", "request": {"members": []}, "response": {"members": []}}"#)],
        "`Pour` and `Make` (actions/Make.json:2:13) are both `make` in Rust", help "give one of them a `rust_name`";
    an_action_that_is_called_as_another_beside_a_method_of_every_client: "name-collision",
        [("actions/More.json", "", r#"{"action": "Raw", "effect": "read", "request": {"members": []}, "response": {"members": []}}"#),
         ("actions/Most.json", "", r#"{"action": «"RawAction"», "effect": "read", "request": {"members": []}, "response": {"members": []}}"#)],
        "`RawAction` and `Raw` (actions/More.json:1:12) are both `raw_action` in Rust", help "give one of them a `rust_name`";
    an_action_that_makes_no_name: "bad-name",
        [("actions/More.json", "", r#"{"action": «"???"», "effect": "read", "request": {"members": []}, "response": {"members": []}}"#)],
        "`???` makes no Rust name (it would be ``)", help "give it a `rust_name`: letters, digits and `_`";
    an_action_whose_request_makes_no_name: "bad-name",
        [("actions/More.json", "", r#"{"action": «"A²"», "rust_name": "a", "effect": "read", "request": {"members": []}, "response": {"members": []}}"#)],
        "`A²` makes no Rust name (it would be `A²Request`)", help "give it a `rust_name`: letters, digits and `_`";
}
