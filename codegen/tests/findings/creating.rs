//! What creates: how it is found again, and what it is created again from.

use crate::case::cases;
use crate::common::MAKE;

const CREATES: &str = r#""effect": "create","#;

cases! {
    an_action_that_does_not_list: "find-again-action",
        [(MAKE, CREATES, r#""effect": "create", "find_again": {"action": «"Make"», "name": "Pot", "search": "PotId"},"#)],
        "`Make` is no action that lists page by page";
    an_action_that_yields_nothing: "find-again-yields",
        [(MAKE, CREATES, r#""effect": "create", "find_again": {"action": «"List"», "name": "Pot", "search": "PotId"},"#)],
        "the action must say what it `yields`";
    a_number_in_which_no_name_is_looked_for: "find-again-member",
        [(MAKE, CREATES, r#""effect": "create", "yields": "PotId", "find_again": {"action": "List", "name": "PotId", "search": «"Marker"»},"#),
         (MAKE, r#"{"name": "Leaf""#, r#"{"name": "PotId", "type": "string"}, {"name": "Leaf""#)],
        "`ListRequest` has no text `Marker`";

    what_creates_nothing_does_not_create_again: "recreates-effect",
        [(MAKE, CREATES, r#""effect": "idempotent", "recreates": {"action": "List", "shape": «"Pot"», "members": {"Pot": "PotId"}},"#)],
        "`Make` creates nothing", help "only what creates can create again";
    an_action_that_is_not_there: "unknown-action",
        [(MAKE, CREATES, r#""effect": "create", "recreates": {"action": «"Lists"», "shape": "Pot"},"#)],
        "there is no action `Lists`", help "did you mean `List`?";
    a_shape_that_is_not_there: "unknown-shape",
        [(MAKE, CREATES, r#""effect": "create", "recreates": {"action": "List", "shape": «"Pots"»},"#)],
        "the response of `List` has no shape `Pots`", help "did you mean `Pot`?";
    a_member_of_the_request_that_is_not_there: "unknown-member",
        [(MAKE, CREATES, r#""effect": "create", "recreates": {"action": "List", "shape": "Pot", "members": {«"Pott"»: "PotId"}},"#)],
        "the request has no member `Pott`", help "did you mean `Pot`?";
    what_is_needed_and_not_told: "recreates-lacks",
        [(MAKE, CREATES, r#""effect": "create", "recreates": {"action": "List", "shape": «"Pot"»},"#)],
        "`Pot` must be there, and `Pot` does not tell it", help "say where it is: a path in `members`";
    a_path_that_leads_nowhere: "recreates-unknown-path",
        [(MAKE, CREATES, r#""effect": "create", "recreates": {"action": "List", "shape": "Pot", "members": {"Pot": «"PottId"»}},"#)],
        "`PottId` leads nowhere: there is no `PottId`", help "did you mean `PotId`?";
    a_path_to_a_value_of_another_kind: "recreates-wrong-path",
        [(MAKE, CREATES, r#""effect": "create", "recreates": {"action": "List", "shape": "Pot", "members": {"Pot": «"Water"»}},"#)],
        "`Water` leads to no value of `Pot`";
}
