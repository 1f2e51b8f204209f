//! Paginators and waiters.

use crate::case::cases;
use crate::common::{LIST, PAGINATORS, WAITERS};

const ALL: &str = r#"{"outcome": "success", "all": "Pots.N.State", "equals": ["Ready"]}"#;
const HELP: &str = "use `all` or `any` with `equals`, or `empty`, or `error`";
const TOKENS: &str = "the two tokens must be strings or whole numbers, and no lists";
const NO_PAGINATOR: &str = "use `request_token` and `response_token`, or `page_number`, or `offset`; `end` is for tokens, `first` for the others";
const BY_TOKEN: &str = r#""request_token": "Marker", "response_token": "Marker""#;
const NO_SUBJECTS: &str = "{\n  \"waiters\"";
const TOKEN: &str = r#""response_token": "Marker""#;

cases! {
    a_paginator_of_no_action: "paginator-unknown-action",
        [(PAGINATORS, r#""action": "List""#, r#""action": «"Lists"»"#)],
        "there is no action `Lists`", help "did you mean `List`?";
    a_paginator_whose_request_has_no_such_token: "paginator-unknown-member",
        [(PAGINATORS, r#""request_token": "Marker""#, r#""request_token": «"Markr"»"#)],
        "`ListRequest` has no member `Markr`", help "did you mean `Marker`?";
    a_paginator_whose_response_has_no_such_token: "paginator-unknown-member",
        [(PAGINATORS, TOKEN, r#""response_token": «"NextMarker"»"#)],
        "`ListResponse` has no member `NextMarker`";
    a_paginator_of_no_page_size: "paginator-unknown-member",
        [(PAGINATORS, r#""page_size": "MaxResults""#, r#""page_size": «"MaxResult"»"#)],
        "`ListRequest` has no member `MaxResult`", help "did you mean `MaxResults`?";
    a_paginator_of_no_items: "paginator-unknown-member",
        [(PAGINATORS, r#""items": "Pots""#, r#""items": «"Cups"»"#)],
        "`ListResponse` has no member `Cups`";
    a_paginator_of_no_total: "paginator-unknown-member",
        [(PAGINATORS, r#""total": "TotalCount""#, r#""total": «"Total"»"#)],
        "`ListResponse` has no member `Total`", help "did you mean `TotalCount`?";
    a_paginator_whose_items_are_no_list: "paginator-items",
        [(PAGINATORS, r#""items": "Pots""#, r#""items": «"TotalCount"»"#)],
        "`TotalCount` is no list";
    a_paginator_with_tokens_of_two_types: "paginator-token",
        [(LIST, "{\"name\": \"Marker\", \"type\": \"integer\"},\n      {\"name\": \"TotalCount\"", "{\"name\": \"Marker\", \"type\": \"string\"},\n      {\"name\": \"TotalCount\""),
         (PAGINATORS, TOKEN, r#""response_token": «"Marker"»"#)],
        "the request wants a whole number, and the answer has a string",
        help "if it is one in quotes, its type is an integer: numbers are read from strings too";
    a_paginator_of_one_token: "bad-paginator",
        [(PAGINATORS, r#"{"action": "List", "request_token": "Marker", "response_token": "Marker", "page_size": "MaxResults", "items": "Pots", "total": "TotalCount", "end": 0}"#,
          r#"«{"action": "List", "request_token": "Marker", "items": "Pots"}»"#)],
        "this is no paginator", help NO_PAGINATOR;
    a_paginator_of_tokens_and_numbers: "bad-paginator",
        [(PAGINATORS, r#"{"action": "List", "request_token": "Marker", "response_token": "Marker", "page_size": "MaxResults", "items": "Pots", "total": "TotalCount", "end": 0}"#,
          r#"«{"action": "List", "request_token": "Marker", "response_token": "Marker", "page_number": "Marker", "items": "Pots"}»"#)],
        "this is no paginator", help NO_PAGINATOR;
    a_page_number_that_is_no_number: "paginator-count",
        [(PAGINATORS, BY_TOKEN, r#""page_number": «"PotId"»"#), (PAGINATORS, r#", "end": 0"#, "")],
        "`PotId` is no whole number";
    an_offset_that_is_no_number: "paginator-count",
        [(PAGINATORS, BY_TOKEN, r#""offset": «"PotId"»"#), (PAGINATORS, r#", "end": 0"#, "")],
        "`PotId` is no whole number";
    a_total_that_is_no_number: "paginator-count",
        [(PAGINATORS, BY_TOKEN, r#""offset": "Marker""#), (PAGINATORS, r#", "end": 0"#, ""), (PAGINATORS, r#""total": "TotalCount""#, r#""total": «"Pots"»"#)],
        "`Pots` is no whole number";
    a_first_page_that_is_no_number: "wrong-type",
        [(PAGINATORS, BY_TOKEN, r#""offset": "Marker""#), (PAGINATORS, r#""end": 0"#, r#""first": «"one"»"#)],
        "expected a whole number, found a string";
    a_way_through_a_list: "paginator-unknown-member",
        [(PAGINATORS, r#""total": "TotalCount""#, r#""total": «"Pots.Water"»"#)],
        "`ListResponse` has no member `Pots.Water`", help "did you mean `Pots`?";
    a_paginator_with_a_token_that_is_a_list: "paginator-token",
        [(PAGINATORS, r#""request_token": "Marker""#, r#""request_token": "PotId""#),
         (PAGINATORS, TOKEN, r#""response_token": «"Marker"»"#)],
        TOKENS;
    a_paginator_that_ends_with_another_type: "paginator-token",
        [(PAGINATORS, TOKEN, r#""response_token": «"Marker"»"#), (PAGINATORS, r#""end": 0"#, r#""end": "0""#)],
        "`end` is of another type than the token";
    a_paginator_that_ends_with_a_fraction: "wrong-type",
        [(PAGINATORS, r#""end": 0"#, r#""end": «0.5»"#)],
        "expected a whole number or a string, found a number";
    two_paginators_of_an_action: "duplicate-paginator",
        [(PAGINATORS, r#""end": 0}"#, r#""end": 0}, {"action": «"List"», "request_token": "Marker", "response_token": "Marker", "items": "Pots"}"#)],
        "a second paginator of `List`";

    a_waiter_of_no_action: "waiter-unknown-action",
        [(WAITERS, r#""action": "List""#, r#""action": «"Lsit"»"#)],
        "there is no action `Lsit`", help "did you mean `List`?";
    a_path_that_leads_nowhere: "waiter-unknown-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.N.Stat"»"#)],
        "`Pots.N.Stat` leads nowhere: there is no `Stat`", help "did you mean `State`?";
    a_path_beyond_a_text: "waiter-unknown-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.N.State.Name"»"#)],
        "`Pots.N.State.Name` leads nowhere: there is no `Name`";
    a_path_of_no_member: "waiter-unknown-path",
        [(WAITERS, r#""empty": "Pots.N""#, r#""empty": «"N"»"#)],
        "`N` leads nowhere: there is no `N`";
    a_path_to_no_list: "waiter-wrong-path",
        [(WAITERS, r#""empty": "Pots.N""#, r#""empty": «"TotalCount"»"#)],
        "`TotalCount` is no list";
    a_path_to_what_cannot_be_compared: "waiter-wrong-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.N.Water"»"#)],
        "`Pots.N.Water` leads to no value that can be compared";
    a_path_to_a_shape: "waiter-wrong-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.N"»"#)],
        "`Pots.N` leads to no value that can be compared";
    a_value_that_the_member_does_not_list: "waiter-wrong-value",
        [(WAITERS, r#"["Ready"]"#, r#"["Ready", «"Redy"»]"#)],
        "`Pots.N.State` does not list `Redy`", help "did you mean `Ready`?";
    a_second_subject_of_an_action: "duplicate-subject",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": "List", "items": "Pots", "id": "PotId"}, {"action": «"List"», "items": "Pots", "id": "PotId"}], "waiters""#)],
        "a second subject of `List`";
    a_subject_of_no_action: "waiter-unknown-action",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": «"Lits"», "items": "Pots", "id": "PotId"}], "waiters""#)],
        "there is no action `Lits`", help "did you mean `List`?";
    a_subject_that_is_no_list_of_structures: "waiter-wrong-path",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": "List", "items": «"TotalCount"», "id": "PotId"}], "waiters""#)],
        "`TotalCount` is no list of structures";
    a_subject_that_is_asked_for_by_a_number: "waiter-wrong-path",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": "List", "items": "Pots", "id": "PotId", "asked": «"MaxResults"»}], "waiters""#)],
        "`MaxResults` is no string and no list of strings";
    a_subject_whose_state_leads_nowhere: "waiter-unknown-path",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": "List", "items": "Pots", "id": "PotId", "state": «"Sate"»}], "waiters""#)],
        "`Sate` leads nowhere: there is no `Sate`", help "did you mean `State`?";
    a_subject_whose_parts_are_no_list: "waiter-wrong-path",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": "List", "items": "Pots", "id": "PotId", "parts": [{"items": «"State"»}]}], "waiters""#)],
        "`State` leads to no list of structures";
    a_hint_without_a_subject: "waiter-unknown-path",
        [(WAITERS, r#""deadline_seconds": 60,"#, r#""deadline_seconds": 60, "hints": [{"any": «"State"», "equals": ["Cold"], "hint": {"en": "heat it"}}],"#)],
        "`List` has no subject that a hint could be about";
    a_hint_without_values: "missing-key",
        [(WAITERS, NO_SUBJECTS, r#"{"subjects": [{"action": "List", "items": "Pots", "id": "PotId", "hints": [«{"any": "State", "hint": {"en": "heat it"}}»]}], "waiters""#)],
        "a hint needs `equals`";
    a_success_that_must_last: "bad-acceptor",
        [(WAITERS, ALL, r#"{"outcome": "success", "all": "Pots.N.State", "equals": ["Ready"], "for_seconds": «9»}"#)],
        "only a failure can be one that goes on for a while";
    an_acceptor_of_nothing: "bad-acceptor",
        [(WAITERS, ALL, r#"«{"outcome": "success"}»"#)], "this is no acceptor", help HELP;
    an_acceptor_of_a_path_without_values: "bad-acceptor",
        [(WAITERS, ALL, r#"«{"outcome": "success", "all": "Pots.N.State"}»"#)], "this is no acceptor", help HELP;
    an_acceptor_of_two_paths: "bad-acceptor",
        [(WAITERS, ALL, r#"«{"outcome": "success", "all": "Pots.N.State", "any": "Pots.N.State", "equals": ["Ready"]}»"#)],
        "this is no acceptor", help HELP;
    an_acceptor_of_an_error_with_values: "bad-acceptor",
        [(WAITERS, ALL, r#"«{"outcome": "success", "error": "NoWater", "equals": ["Ready"]}»"#)],
        "this is no acceptor", help HELP;
    an_outcome_that_is_none: "unknown-word",
        [(WAITERS, r#""outcome": "retry""#, r#""outcome": «"again"»"#)],
        "`again` is no word of the format here", help "use one of success, failure, retry";
    two_waiters_that_are_one_type: "name-collision",
        [(WAITERS, "{\n      \"name\"", "{\"name\": \"Pot.Ready\", \"action\": \"List\", \"acceptors\": [{\"outcome\": \"success\", \"error\": \"NoWater\"}]}, {\n      \"name\""),
         (WAITERS, r#""name": "PotReady""#, r#""name": «"PotReady"»"#)],
        "`PotReady` and `Pot.Ready` (waiters.json:3:14) are both `PotReady` in Rust", help "give one of them a `rust_name`";
    a_waiter_that_makes_no_name: "bad-name",
        [(WAITERS, r#""name": "PotReady""#, r#""name": «"!"»"#)],
        "`!` makes no Rust name (it would be ``)", help "give it a `rust_name`: letters, digits and `_`";


    a_path_without_the_number_of_a_list: "waiter-wrong-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.State"»"#)],
        "`Pots.State` says nothing of the elements of the list `Pots`", help "write `Pots.N`";
    a_path_to_a_list_without_its_number: "waiter-wrong-path",
        [(WAITERS, r#""empty": "Pots.N""#, r#""empty": «"Pots"»"#)],
        "`Pots` says nothing of the elements of the list `Pots`", help "write `Pots.N`";
    a_path_with_two_numbers_of_one_list: "waiter-unknown-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.N.N.State"»"#)],
        "`Pots.N.N.State` leads nowhere: there is no `N`";
    a_path_with_a_number_where_no_list_is: "waiter-unknown-path",
        [(WAITERS, r#""all": "Pots.N.State""#, r#""all": «"Pots.N.State.N"»"#)],
        "`Pots.N.State.N` leads nowhere: there is no `N`";
    a_code_that_the_table_does_not_list: "waiter-unknown-code",
        [(WAITERS, r#""error": "NoWater""#, r#""error": «"NoWatre"»"#)],
        "no row of the error table has the code `NoWatre`", help "did you mean `NoWater`?";
    a_code_that_is_like_no_other: "waiter-unknown-code",
        [(WAITERS, r#""error": "NoWater""#, r#""error": «"Gone"»"#)],
        "no row of the error table has the code `Gone`", help "add the code to `errors` of the service";
    a_waiter_that_asks_without_a_pause: "waiter-pace",
        [(WAITERS, r#""delay_seconds": 5"#, r#""delay_seconds": «0»"#)],
        "`delay_seconds` is at least 1";
    a_waiter_that_never_asks: "waiter-pace",
        [(WAITERS, r#""deadline_seconds": 60"#, r#""deadline_seconds": «0»"#)],
        "`deadline_seconds` is at least 1";
}
