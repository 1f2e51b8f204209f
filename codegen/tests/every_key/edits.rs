//! Changes of keys that mean nothing without another: each is made together with what it needs.

/// The object and its key, and the edits: file, what stands there once, and what comes in its place.
pub(crate) type Edit = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static str)]);

const BAKE: &str = "actions/BakeBread.json";
const LIST: &str = "actions/ListLoaves.json";
const ERRATA: &str = "overlays/errata.json";
const LIVE: &str = "overlays/live.json";
const PAGES: &str = "paginators.json";
const SERVICE: &str = "service.json";
const WAITERS: &str = "waiters.json";

pub(crate) const EDITS: &[Edit] = &[
    ("Action", "yields", &[(BAKE, r#""yields": "LoafId""#, r#""yields": "Label""#)]),
    ("FindAgain", "action", &[(BAKE, r#"{"action": "ListRolls", "name""#, r#"{"action": "ListLoaves", "name""#)]),
    ("FindAgain", "name", &[(BAKE, r#""name": "Note", "search""#, r#""name": "Box", "search""#)]),
    ("FindAgain", "search", &[(BAKE, r#""search": "Words""#, r#""search": "Letters""#)]),
    (
        "Recreates",
        "action",
        &[(
            BAKE,
            r#"{"action": "ListRolls", "shape": "Bun", "members": {"Zone": "Label", "Token": "Label"}}"#,
            r#"{"action": "ListLoaves", "shape": "Loaf", "members": {"Zone": "Note", "Box": "LoafId"}}"#,
        )],
    ),
    (
        "Recreates",
        "shape",
        &[(
            BAKE,
            r#"{"action": "ListRolls", "shape": "Bun", "members": {"Zone": "Label", "Token": "Label"}}"#,
            r#"{"action": "ListLoaves", "shape": "Loaf", "members": {"Zone": "Note", "Box": "LoafId"}}"#,
        )],
    ),
    ("Recreates", "members", &[(BAKE, r#"{"Zone": "Label", "Token""#, r#"{"Zone": "Box", "Token""#)]),
    ("Acceptor", "all", &[(WAITERS, r#""all": "Loaves.N.State""#, r#""all": "Crumbs.N.State""#)]),
    ("Acceptor", "any", &[(WAITERS, r#""any": "Loaves.N.State""#, r#""any": "Crumbs.N.State""#)]),
    (
        "Acceptor",
        "empty",
        &[(WAITERS, r#"{"outcome": "retry", "empty": "Loaves.N"}"#, r#"{"outcome": "retry", "empty": "Crumbs.N"}"#)],
    ),
    (
        "Add",
        "members",
        &[(
            ERRATA,
            r#"{"name": "Oven", "shape": "Oven"}"#,
            r#"{"name": "Oven", "shape": "Oven"}, {"name": "Smoke", "type": "boolean"}"#,
        )],
    ),
    (
        "Add",
        "shapes",
        &[(
            ERRATA,
            r#"[{"name": "Heat", "type": "integer"}]"#,
            r#"[{"name": "Heat", "type": "integer"}, {"name": "Doors", "type": "integer"}]"#,
        )],
    ),
    ("Acceptor", "error", &[(WAITERS, r#""error": "NoFlour""#, r#""error": "TooHot""#)]),
    ("Add", "values", &[(ERRATA, r#"{"value": "Crisp"}"#, r#"{"value": "Crisp"}, {"value": "Soft"}"#)]),
    (
        "Add",
        "variants",
        &[(
            ERRATA,
            r#"{"value": "HamTopping","#,
            r#"{"value": "NutTopping", "members": [{"name": "Type", "type": "string"}]}, {"value": "HamTopping","#,
        )],
    ),
    (
        "At",
        "action",
        &[(
            LIVE,
            r#"{"action": "ListLoaves", "side": "response", "shape": "Loaf", "member": "Note"}, "set": {"nullable": true}"#,
            r#"{"action": "BakeBread", "side": "request", "member": "Note"}, "set": {"min_length": 1}"#,
        )],
    ),
    ("At", "error", &[(ERRATA, r#"{"error": "NoFlour", "message": "No flour left"}"#, r#"{"error": "TooHot"}"#)]),
    (
        "At",
        "paginator",
        &[(
            ERRATA,
            r#""at": {"paginator": "ListLoaves"}, "set": {"end": 8}"#,
            r#""at": {"waiter": "LoafBaked"}, "set": {"deadline_seconds": 8}"#,
        )],
    ),
    (
        "At",
        "parameter",
        &[(ERRATA, r#""parameter": "Zone"}, "rename": "Zone.Name""#, r#""parameter": "Box"}, "rename": "Zone.Name""#)],
    ),
    ("At", "region", &[(ERRATA, r#"{"region": "south-1"}"#, r#"{"region": "north-1"}"#)]),
    (
        "At",
        "shape",
        &[(
            ERRATA,
            r#"{"action": "BakeBread", "side": "request", "shape": "Topping", "variant": "CheeseTopping", "member": "Fat"}"#,
            r#"{"action": "BakeBread", "side": "request", "shape": "Person", "member": "Age"}"#,
        )],
    ),
    (
        "At",
        "variant",
        &[(
            ERRATA,
            r#""variant": "CheeseTopping", "member": "Fat"}, "set": {"max": 90}"#,
            r#""variant": "JamTopping", "member": "Grams"}, "set": {"max": 91}"#,
        )],
    ),
    ("At", "waiter", &[(ERRATA, r#"{"waiter": "OvenEmpty"}"#, r#"{"waiter": "LoafBaked"}"#)]),
    (
        "Condition",
        "absent",
        &[(BAKE, r#"{"member": "Note", "absent": true}"#, r#"{"member": "Note", "equals": "now"}"#)],
    ),
    ("Condition", "context", &[(BAKE, r#"{"context": {"oven": "stone"}}"#, r#"{"context": {"oven": "gas"}}"#)]),
    ("Condition", "context", &[(BAKE, r#"{"context": {"season": "summer"}}"#, r#"{"context": {"hour": "noon"}}"#)]),
    ("Condition", "member", &[(BAKE, r#"{"member": "Note", "absent": true}"#, r#"{"member": "Box", "absent": true}"#)]),
    (
        "DefaultWhen",
        "when",
        &[(
            BAKE,
            r#"{"when": {"member": "Flour", "equals": "Oat"}, "default": 3}"#,
            r#"{"when": {"member": "Crust", "equals": "Thin"}, "default": 3}"#,
        )],
    ),
    ("Entry", "remove", &[(ERRATA, r#""remove": true"#, r#""set": {"sensitive": true}"#)]),
    (
        "Entry",
        "same_as",
        &[(
            LIVE,
            r#""same_as": {"overlay": "errata", "entry": "gone"}"#,
            r#""at": {"waiter": "LoafBaked"}, "set": {"deadline_seconds": 9}"#,
        )],
    ),
    (
        "EnumWhen",
        "when",
        &[(
            BAKE,
            r#"{"when": {"member": "Iced", "equals": true}, "values": ["Thin", "None"]}"#,
            r#"{"when": {"member": "Iced", "equals": false}, "values": ["Thin", "None"]}"#,
        )],
    ),
    (
        "MaxWhen",
        "when",
        &[(
            BAKE,
            r#"{"when": {"member": "Loaves", "equals": 3}, "max": 6}"#,
            r#"{"when": {"member": "Loaves", "equals": 4}, "max": 6}"#,
        )],
    ),
    (
        "Member",
        "max_items",
        &[(BAKE, r#""list": true, "min_items": 1,"#, r#""list": true, "max_index": 3, "min_items": 1,"#)],
    ),
    (
        "Member",
        "max_items",
        &[(
            LIST,
            r#"{"name": "LoafId", "type": "string", "list": true}"#,
            r#"{"name": "LoafId", "type": "string", "list": true, "max_items": 3}"#,
        )],
    ),
    (
        "Member",
        "shape",
        &[
            (
                LIST,
                r#"{"name": "Baker", "shape": "Baker"}"#,
                r#"{"name": "Baker", "shape": "Baker"}, {"name": "Cook", "shape": "Cook"}"#,
            ),
            (LIST, r#""shapes": {"Baker""#, r#""shapes": {"Cook": {"members": []}, "Baker""#),
        ],
    ),
    (
        "Overlay",
        "name",
        &[
            (LIVE, r#""name": "live""#, r#""name": "seen""#),
            (SERVICE, r#"["errata", "live"]"#, r#"["errata", "seen"]"#),
        ],
    ),
    (
        "Paginator",
        "action",
        &[
            (
                PAGES,
                r#", {"action": "ListLoaves", "request_token": "Marker", "response_token": "Marker", "page_size": "MaxResults", "items": "Loaves", "total": "TotalCount", "end": 9}"#,
                "",
            ),
            (
                ERRATA,
                r#""at": {"paginator": "ListLoaves"}, "set": {"end": 8}"#,
                r#""at": {"waiter": "LoafBaked"}, "set": {"deadline_seconds": 8}"#,
            ),
        ],
    ),
    (
        "Paginators",
        "paginators",
        &[
            (
                PAGES,
                r#", {"action": "ListLoaves", "request_token": "Marker", "response_token": "Marker", "page_size": "MaxResults", "items": "Loaves", "total": "TotalCount", "end": 9}"#,
                "",
            ),
            (
                ERRATA,
                r#""at": {"paginator": "ListLoaves"}, "set": {"end": 8}"#,
                r#""at": {"waiter": "LoafBaked"}, "set": {"deadline_seconds": 8}"#,
            ),
        ],
    ),
    ("Relation", "each", &[(BAKE, r#""each": "Guest.N.Street""#, r#""each": "Guest.N.Name""#)]),
    ("Relation", "among", &[(BAKE, r#""among": "Zone""#, r#""among": "Box""#)]),
    ("Paginator", "page_number", &[(PAGES, r#""page_number": "Page""#, r#""page_number": "Start""#)]),
    ("Paginator", "offset", &[(PAGES, r#""page_number": "Page""#, r#""offset": "Start""#)]),
    ("Paginator", "items", &[(PAGES, r#""items": "Loaves""#, r#""items": "Crumbs""#)]),
    ("Paginator", "page_size", &[(PAGES, r#""page_size": "MaxResults""#, r#""page_size": "Limit""#)]),
    ("Paginator", "request_token", &[(PAGES, r#""request_token": "Marker""#, r#""request_token": "Offset""#)]),
    ("Paginator", "response_token", &[(PAGES, r#""response_token": "Marker""#, r#""response_token": "Next""#)]),
    ("Paginator", "total", &[(PAGES, r#""total": "TotalCount""#, r#""total": "Count""#)]),
    (
        "RequiredWhen",
        "when",
        &[(
            BAKE,
            r#"{"when": {"member": "Guest", "absent": true}}"#,
            r#"{"when": {"member": "Host", "absent": true}}"#,
        )],
    ),
    (
        "SameAs",
        "action",
        &[(
            LIST,
            r#"{"same_as": {"action": "BakeBread", "shape": "Person"}}"#,
            r#"{"same_as": {"shape": "Cook"}}, "Cook": {"members": []}"#,
        )],
    ),
    ("SameAs", "shape", &[(BAKE, r#"{"same_as": {"shape": "Person"}}"#, r#"{"same_as": {"shape": "Knife"}}"#)]),
    (
        "SameEntry",
        "entry",
        &[
            (LIVE, r#""entry": "gone""#, r#""entry": "variant""#),
            (SERVICE, r#"["errata", "live"]"#, r#"["live", "errata"]"#),
        ],
    ),
    (
        "SameEntry",
        "overlay",
        &[
            (LIVE, r#""overlay": "errata""#, r#""overlay": "wrong""#),
            (ERRATA, r#""name": "errata""#, r#""name": "wrong""#),
            (SERVICE, r#"["errata", "live"]"#, r#"["wrong", "live"]"#),
        ],
    ),
    (
        "Shape",
        "same_as",
        &[(BAKE, r#"{"same_as": {"shape": "Person"}}"#, r#"{"members": [{"name": "Name", "type": "string"}]}"#)],
    ),
    (
        "Shape",
        "tag",
        &[
            (BAKE, r#""tag": "Type""#, r#""tag": "Kind""#),
            (
                BAKE,
                r#"{"name": "Type", "type": "string", "required": true, "description": {"en": "Which it is."}}"#,
                r#"{"name": "Kind", "type": "string"}"#,
            ),
            (
                BAKE,
                r#"{"name": "Type", "type": "string", "required": true},
            {"name": "Grams", "type": "integer", "max": 90}"#,
                r#"{"name": "Kind", "type": "string"}, {"name": "Grams", "type": "integer", "max": 90}"#,
            ),
            (
                BAKE,
                r#"{"value": "Plain", "members": [{"name": "Type", "type": "string", "required": true}]}"#,
                r#"{"value": "Plain", "members": [{"name": "Kind", "type": "string"}]}"#,
            ),
            (
                ERRATA,
                r#"{"name": "Type", "type": "string", "required": true}"#,
                r#"{"name": "Kind", "type": "string"}"#,
            ),
        ],
    ),
    (
        "Side",
        "shapes",
        &[
            (
                LIST,
                r#"{"name": "LoafId", "type": "string"},
"#,
                r#"{"name": "LoafId", "type": "string"}, {"name": "Slice", "shape": "Slice"},
"#,
            ),
            (
                LIST,
                r#""Loaf": {
        "members""#,
                r#""Slice": {"members": []}, "Loaf": {
        "members""#,
            ),
        ],
    ),
    (
        "At",
        "subject",
        &[(
            ERRATA,
            r#""at": {"paginator": "ListLoaves"}, "set": {"end": 8}"#,
            r#""at": {"subject": "ListLoaves"}, "set": {"grace_seconds": 8}"#,
        )],
    ),
    (
        "Subject",
        "action",
        &[(
            WAITERS,
            include_str!("spec/waiters.json"),
            r#"{"subjects": [{"action": "BakeBread", "items": "Rolls", "id": "RollId"}],
                "waiters": [{"name": "OvenEmpty", "action": "BakeBread", "acceptors": [{"outcome": "success", "empty": "Rolls.N"}]}]}"#,
        )],
    ),
    (
        "Waiters",
        "subjects",
        &[(
            WAITERS,
            include_str!("spec/waiters.json"),
            r#"{"waiters": [{"name": "OvenEmpty", "action": "ListLoaves", "acceptors": [{"outcome": "success", "empty": "Loaves.N"}]}]}"#,
        )],
    ),
    ("Subject", "items", &[(WAITERS, r#""items": "Loaves""#, r#""items": "Crumbs""#)]),
    ("Subject", "id", &[(WAITERS, r#""id": "LoafId""#, r#""id": "Note""#)]),
    ("Part", "items", &[(WAITERS, r#""items": "Slices.N""#, r#""items": "Ends.N""#)]),
    ("Events", "items", &[(WAITERS, r#""items": "History.N""#, r#""items": "Future.N""#)]),
    ("Hint", "any", &[(WAITERS, r#"{"any": "Note""#, r#"{"any": "LoafId""#)]),
    (
        "Waiter",
        "action",
        &[(
            WAITERS,
            r#"{"name": "OvenEmpty", "action": "ListLoaves", "acceptors": [{"outcome": "success", "empty": "Loaves.N"}]}"#,
            r#"{"name": "OvenEmpty", "action": "BakeBread", "acceptors": [{"outcome": "success", "error": "NoFlour"}]}"#,
        )],
    ),
    (
        "Member",
        "min_items",
        &[(
            LIST,
            r#"{"name": "LoafId", "type": "string", "list": true}"#,
            r#"{"name": "LoafId", "type": "string", "list": true, "min_items": 1}"#,
        )],
    ),
    ("Paginator", "end", &[(ERRATA, r#"{"end": 8}"#, r#"{"end": 7}"#)]),
    ("Regions", "default", &[(SERVICE, r#""default": "north-1""#, r#""default": "south-1""#)]),
    (
        "Service",
        "endpoints",
        &[(
            SERVICE,
            r#"{"name": "inner", "host": "bakery.inner.example.com"}"#,
            r#"{"name": "inner", "host": "bakery.inner.example.com"}, {"name": "outer", "host": "bakery.outer.example.com"}"#,
        )],
    ),
    ("Service", "list_rules", &[(SERVICE, r#"{"id": "no-gaps","#, r#"{"id": "any-order"}, {"id": "no-gaps","#)]),
    ("Service", "regions", &[(SERVICE, r#"{"region": "south-1","#, r#"{"region": "east-1"}, {"region": "south-1","#)]),
];
