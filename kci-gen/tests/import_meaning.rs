//! What is written of a description is what it says; what is not understood as a whole is listed, and nothing of it is
//! written.

use kci_codegen::import::{FindingKind, read};
use serde_json::Value;

/// Keys that say something about a row beyond its name, its type and whether it is required.
const CONSTRAINTS: [&str; 15] = [
    "default",
    "enum",
    "min",
    "max",
    "min_length",
    "max_length",
    "min_items",
    "max_items",
    "min_index",
    "max_index",
    "pattern",
    "decimals",
    "max_when",
    "default_when",
    "effective_when",
];

/// The row of a description, and what was listed of it.
fn row(ty: &str, description: &str) -> (Value, Vec<String>) {
    let page =
        format!("## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nX\t{ty}\t否\t{description}\n");
    let import = read(&page, None);
    let action: Value = serde_json::from_str(&import.actions[0].text).expect("JSON");
    let listed = import.report.iter().filter(|finding| finding.kind == FindingKind::NotUnderstood);
    (action["request"]["members"][0].clone(), listed.map(|finding| finding.message.clone()).collect())
}

/// The constraints of a row, with their keys.
fn constraints(row: &Value) -> Vec<(&'static str, Value)> {
    let there = CONSTRAINTS.iter().filter(|key| !row[**key].is_null());
    there.map(|key| (*key, row[*key].clone())).collect()
}

/// Asserts that a description is listed, and that nothing but these constraints is written of it.
fn listed_but_for(ty: &str, description: &str, written: &[(&'static str, Value)]) {
    let (row, listed) = row(ty, description);
    assert!(!listed.is_empty(), "{description}: nothing is listed, {row}");
    assert_eq!(constraints(&row), written, "{description}: {listed:?}");
}

fn listed(ty: &str, description: &str) {
    listed_but_for(ty, description, &[]);
}

/// Asserts that a description is understood as a whole.
fn written(ty: &str, description: &str, expected: &[(&'static str, Value)]) {
    let (row, listed) = row(ty, description);
    assert_eq!(listed, Vec::<String>::new(), "{description}");
    assert_eq!(constraints(&row), expected, "{description}");
}

#[test]
fn groups_of_digits_are_one_number() {
    written("Integer", "数量，最大10,000", &[("max", 10_000.into())]);
    written("Integer", "数量，默认值1,000", &[("default", 1000.into())]);
    written("Integer", "数量，最大1，024，000", &[("max", 1_024_000.into())]);
    let (row, _) = row("Integer", "大小，最大1,024GB");
    assert_eq!((&row["max"], &row["unit"]), (&1024.into(), &"GB".into()));
}

#[test]
fn numbers_with_a_comma_too_many_are_listed() {
    listed("Integer", "端口，取值范围[1,65,535]");
    listed("Integer", "端口，取值范围[1,65,535,9]");
    listed("Integer", "数量，最大1,00");
    listed("Integer", "数量，最大1,0000");
}

#[test]
fn powers_of_ten_in_chinese_are_numbers() {
    written("Integer", "数量，最大1万", &[("max", 10_000.into())]);
    written("Long", "数量，最大1.5亿", &[("max", 150_000_000_i64.into())]);
    listed("Integer", "数量，最大1万5千");
    listed("Integer", "数量，最大一万");
    listed("Integer", "数量，最大几千");
}

#[test]
fn letters_behind_a_number_are_no_power_of_ten() {
    listed("Integer", "数量，最大10K");
    listed("Integer", "数量，默认10k");
    listed("Integer", "数量，取值范围1-10M");
}

#[test]
fn powers_are_numbers_as_a_whole_or_not_at_all() {
    written("Long", "数量，最大2^31-1", &[("max", 2_147_483_647_i64.into())]);
    written("Long", "数量，取值范围[0, 2^31-1]", &[("min", 0.into()), ("max", 2_147_483_647_i64.into())]);
    listed("Long", "数量，最大2^31-2");
    listed("Long", "数量，最大2^64");
    listed("Long", "数量，最大1e6");
}

#[test]
fn negations_are_not_lost() {
    listed("Integer", "大小，不支持的范围[100,200]");
    listed("Integer", "大小，非最大100");
    listed("Integer", "大小，最大不是100");
    listed("Integer", "非Linux系统最大100");
    listed("String", "类型，不支持A/B");
    listed("String", "类型，不支持的值：Ms");
    listed("String", "类型，有效值不包括：A、B");
    listed("Integer", "数量，没有最大值100的限制");
    written("Integer", "数量，不能大于100", &[("max", 100.into())]);
    written("Integer", "数量，不得小于5", &[("min", 5.into())]);
}

#[test]
fn second_cases_are_not_lost() {
    listed("Integer", "数量，取值范围[1,100]，或者-1");
    listed("Integer", "数量，取值[1,10]或[20,30]");
    listed("Integer", "默认值：10（华北），20（华东）");
    listed("Integer", "数量，默认10，华东20");
    listed("Integer", "数量，默认10，华东为20");
    listed("Integer", "数量，最大100，SSD最大200");
    listed("Integer", "数量，最大100。甲盘最大200");
    listed("Integer", "数量，取值范围[1,100]，但不含50");
    listed("Integer", "数量，最大100，不含100");
    listed("Integer", "数量，取值范围[1,100]，0表示不限制");
    listed("String", "策略，有效值：A、B，除A外");
    listed("String", "策略，有效值：A、B等");
    listed("String", "引擎，取值范围：mysql、percona，云盘版：ebs_mysql（5.6/5.7）");
}

#[test]
fn what_holds_under_a_condition_is_not_written_for_all() {
    listed("Integer", "数量，如果为竞价型则默认5");
    listed("Integer", "数量，竞价型实例时，默认5");
    listed("Integer", "数量，默认5，当为竞价型时");
    listed("Integer", "数量，默认10。当为竞价型时，默认5");
    listed("Integer", "竞价型实例时，默认5");
    listed("Integer", "Default 5 for small machines");
    listed("Integer", "Count, default 5 unless Kind is big");
    written("Integer", "数量，不填时默认5", &[("default", 5.into())]);
}

#[test]
fn strict_bounds_are_bounds_of_whole_numbers() {
    written("Integer", "数量，大于1", &[("min", 2.into())]);
    written("Integer", "数量，小于10", &[("max", 9.into())]);
    written("Integer", "数量，大于0且小于等于100", &[("min", 1.into()), ("max", 100.into())]);
    listed("Float", "数量，大于1");
    listed("Integer", "数量，不含100");
}

#[test]
fn regular_expressions_are_listed_and_no_range_is_seen_in_them() {
    for cell in ["标识列表，形如^[0-9a-f]{8}-[0-9a-f]{4}$", "标识，满足正则[0-9]+", "标识，满足正则：^[a-z][0-9,1-3]*$"]
    {
        listed("String", cell);
        listed("Array of String", cell);
        listed("Integer", cell);
    }
}

#[test]
fn escaped_pipes_stay_within_their_cell() {
    let page = "## PingThing（探测）\n\n### 请求参数\n\n| 参数 | 类型 | 是否必选 | 描述 |\n|---|---|---|---|\n| X | String | 否 | 模式，有效值：`a\\|b`、`c\\|d` |\n| Y | String | 否 | 模式，有效值：a \\| b |\n";
    let import = read(page, None);
    let action: Value = serde_json::from_str(&import.actions[0].text).expect("JSON");
    let members = &action["request"]["members"];
    assert!(members[0]["enum"].is_null(), "{}", members[0]);
    assert_eq!(import.report.count(FindingKind::NotUnderstood), 1, "{}", import.report);
    assert_eq!(members[1]["enum"].as_array().map(Vec::len), Some(2), "{}", members[1]);
}

#[test]
fn a_column_of_defaults_is_read_as_a_whole_too() {
    let page = |cell: &str| {
        format!(
            "## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t默认值\t描述\nX\tString\t否\t{cell}\t名称\n"
        )
    };
    for (cell, expected) in [("10", Some("10")), ("10（华北），20（华东）", None), ("TCP或UDP", None), ("10,20", None)]
    {
        let import = read(&page(cell), None);
        let action: Value = serde_json::from_str(&import.actions[0].text).expect("JSON");
        assert_eq!(action["request"]["members"][0]["default"].as_str(), expected, "{cell}");
        assert_eq!(import.report.count(FindingKind::NotUnderstood), usize::from(expected.is_none()), "{cell}");
    }
}

#[test]
fn a_statement_in_brackets_behind_the_name_is_read() {
    let (row, listed) = row("Integer", "磁盘大小（单位：GB）");
    assert_eq!((&row["unit"], listed.len()), (&"GB".into(), 0));
    written("Integer", "端口（取值范围1-65535）", &[("min", 1.into()), ("max", 65_535.into())]);
}

#[test]
fn secrets_are_sensitive_and_names_about_them_are_not() {
    let page = "## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nPassword\tString\t否\t登录\nToken\tString\t否\t登录密码，可修改\nPasswordInherit\tString\t否\t是否沿用密码\nKeyPairName\tString\t否\t密钥对，登录方式不是密码\n";
    let action: Value = serde_json::from_str(&read(page, None).actions[0].text).expect("JSON");
    let members = action["request"]["members"].as_array().expect("rows");
    let sensitive: Vec<_> = members.iter().map(|member| member["sensitive"] == true).collect();
    assert_eq!(sensitive, [true, true, false, false]);
}
