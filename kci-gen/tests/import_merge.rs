//! Bringing files up to date: the page's facts win, people's words stay.

use kci_codegen::import::{ActionFile, Change, MergeError, Merged, merge, read};

const HEAD: &str = "## PaintWall（刷墙）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\n";

/// What a page with these rows says.
fn page(rows: &str) -> ActionFile {
    let import = read(&format!("{HEAD}{rows}"), None);
    import.actions.into_iter().next().expect("an action")
}

/// A file that people worked on.
const PRESENT: &str = r#"{
  "action": "PaintWall",
  "title": {"en": "Paint a wall", "zh": "刷墙"},
  "description": {"en": "Paints one wall."},
  "effect": "idempotent",
  "request": {
    "members": [
      {
        "name": "Coats",
        "type": "integer",
        "required": false,
        "max": 3,
        "unit": "coat",
        "rust_name": "layers",
        "description": {"en": "How many coats."}
      },
      {
        "name": "Color",
        "type": "string",
        "required": true,
        "enum": [{"value": "Red", "description": {"en": "As bricks."}}, {"value": "Blue"}],
        "enum_name": "WallColor",
        "min_length": 3,
        "description": {"en": "Its color."}
      },
      {"name": "Brush", "type": "string", "required": false, "description": {"en": "What with."}}
    ]
  },
  "response": {"members": []}
}
"#;

fn merged(rows: &str) -> Merged {
    merge(PRESENT, &page(rows)).expect("a file of the action")
}

const ROWS: &str =
    "Coats\tInteger\t否\t遍数，最大5，默认2\nColor\tString\t否\t颜色，有效值：Red、Green\nWidth\tFloat\t否\t宽\n";

#[test]
fn constraints_and_rows_become_those_of_the_page() {
    let merged = merged(ROWS);
    let value: serde_json::Value = serde_json::from_str(&merged.text).expect("JSON");
    let members = &value["request"]["members"];
    assert_eq!((&members[0]["max"], &members[0]["default"]), (&5.into(), &2.into()));
    assert_eq!(members[1]["required"], false);
    assert_eq!(members[2]["name"], "Width");
    assert_eq!(members.as_array().map(Vec::len), Some(3), "Brush is gone");
}

#[test]
fn what_people_wrote_stays() {
    let merged = merged(ROWS);
    let value: serde_json::Value = serde_json::from_str(&merged.text).expect("JSON");
    assert_eq!(value["title"]["en"], "Paint a wall");
    assert_eq!(value["effect"], "idempotent");
    let members = &value["request"]["members"];
    assert_eq!(members[0]["description"]["en"], "How many coats.");
    assert_eq!((&members[0]["unit"], &members[0]["rust_name"]), (&"coat".into(), &"layers".into()));
    assert_eq!(members[1]["enum_name"], "WallColor");
    assert_eq!(members[1]["enum"][0]["description"]["en"], "As bricks.");
}

#[test]
fn every_change_is_told_and_so_is_what_was_kept() {
    let merged = merged(ROWS);
    let line = |change: &Change| format!("{change}{}\n", if change.compared { "" } else { " (not compared)" });
    let changes: String = merged.changes.iter().map(line).collect();
    insta::assert_snapshot!(format!("{changes}\nkept:\n{}", merged.kept.join("\n")));
}

#[test]
fn a_file_that_says_the_same_keeps_its_layout() {
    let rows = "Coats\tInteger\t否\t最大3\nColor\tString\t是\t有效值：Red、Blue\nBrush\tString\t否\t刷子\n";
    let page = page(rows);
    let first = merge(PRESENT, &page).expect("a file of the action");
    let squeezed = first.text.replace("\n  ", "\n");
    let again = merge(&squeezed, &page).expect("a file of the action");
    assert_eq!((again.text, again.changes), (squeezed, Vec::new()));
}

#[test]
fn bounds_of_a_type_that_a_row_no_longer_has_are_dropped() {
    let merged = merged("Coats\tString\t否\t遍数\nColor\tString\t是\t有效值：Red、Blue\nBrush\tString\t否\t刷子\n");
    let value: serde_json::Value = serde_json::from_str(&merged.text).expect("JSON");
    let coats = &value["request"]["members"][0];
    assert_eq!((&coats["type"], coats.get("max")), (&"string".into(), None));
    assert_eq!(coats["description"]["en"], "How many coats.");
}

#[test]
fn which_of_two_equal_shapes_has_the_table_is_for_people_to_say() {
    let tables = "A\tFirst\t否\t一\nB\tSecond\t否\t二\n\n### First\n\n参数\t类型\t描述\nX\tString\t甲\nY\tString\t乙\n\n### Second\n\n参数\t类型\t描述\nX\tString\t甲\nY\tString\t乙\n";
    let page = page(tables);
    assert!(page.text.contains(r#""Second": {"section": "PaintWall › Second", "same_as": {"shape": "First"}}"#));
    // The same file with the table at the second.
    let turned = page.text.replace("\"First\": {", "\"#\": {").replace("\"Second\": {", "\"First\": {");
    let turned = turned
        .replace("\"#\": {", "\"Second\": {")
        .replace("\"same_as\": {\"shape\": \"First\"}", "\"same_as\": {\"shape\": \"Second\"}");
    let turned = turned.replace("› First\"", "› #\"").replace("› Second\"", "› First\"").replace("› #\"", "› Second\"");
    let merged = merge(&turned, &page).expect("a file of the action");
    assert_eq!((merged.changes, merged.kept), (Vec::new(), Vec::<String>::new()));
    assert_eq!(merged.text, turned);
}

#[test]
fn files_of_other_actions_and_broken_files_are_refused() {
    let page = page(ROWS);
    assert_eq!(merge("{", &page), Err(MergeError::NoJson));
    assert_eq!(merge("[]", &page), Err(MergeError::NoJson));
    assert_eq!(merge(r#"{"action": "X"}"#, &page), Err(MergeError::OtherAction("X".to_owned())));
}
