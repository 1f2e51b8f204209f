//! How a page is divided: headings in every form, cells that read like headings, and what belongs to no action.

use kci_codegen::import::{FindingKind, Format, Import, read};
use serde_json::Value;

fn action(import: &Import, index: usize) -> Value {
    serde_json::from_str(&import.actions[index].text).expect("JSON")
}

/// The names of the rows of a side of the first action.
fn names(import: &Import, side: &str) -> Vec<String> {
    let members = action(import, 0)[side]["members"].as_array().cloned().unwrap_or_default();
    members.iter().filter_map(|member| member["name"].as_str()).map(str::to_owned).collect()
}

/// Asserts that a page has the one action, with a parameter and two fields, and that nothing of it is lost.
fn is_ping(page: &str) -> Import {
    let import = read(page, None);
    let actions: Vec<_> = import.actions.iter().map(|action| action.name.as_str()).collect();
    assert_eq!(actions, ["PingBox"], "{}\n{page}", import.report);
    assert_eq!(names(&import, "request"), ["Count"], "{}", import.report);
    assert_eq!(names(&import, "response"), ["RequestId", "BoxId"], "{}", import.report);
    assert_eq!(import.report.count(FindingKind::Lost), 0, "{}", import.report);
    import
}

const REQUEST: &str = "参数\t类型\t是否必选\t描述\nCount\tInteger\t否\t次数，最大10\n";
const RESPONSE: &str = "参数\t类型\t描述\nRequestId\tString\t请求ID\nBoxId\tString\t盒子的ID\n";

/// A page whose sections have these headings.
fn page(action: &str, request: &str, response: &str) -> String {
    format!("{action}\n\n{request}\n\n{REQUEST}\n{response}\n\n{RESPONSE}")
}

#[test]
fn headings_in_both_languages_are_known() {
    is_ping(&page("# PingBox(探测)", "## Request Parameters（请求参数）", "## Response Elements（返回值）"));
    is_ping(&page("# PingBox(探测)", "## Request Parameters 请求参数", "## Response Parameters 返回参数"));
}

#[test]
fn headings_without_a_mark_are_told_by_what_comes_next() {
    is_ping(&page("盒子\n\nPingBox（探测）", "请求参数", "返回参数"));
    is_ping(&page("PingBox", "输入参数", "输出参数"));
}

#[test]
fn bold_lines_are_headings_as_word_writes_them() {
    is_ping(&page("**PingBox（探测）**", "**请求参数**：", "**返回参数**:"));
    is_ping(&page("1. **PingBox（探测）**", "1.1 **请求参数**", "__返回参数__"));
}

#[test]
fn paragraphs_that_are_bold_by_their_style_are_headings() {
    let table = |rows: &[&[&str]]| {
        let cell = |cell: &&str| format!("<td><p class=MsoNormal>{cell}</p></td>");
        let row = |row: &&[&str]| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
        format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
    };
    let request = table(&[&["参数", "类型", "是否必选", "描述"], &["Count", "Integer", "否", "次数"]]);
    let response =
        table(&[&["参数", "类型", "描述"], &["RequestId", "String", "请求ID"], &["BoxId", "String", "盒子的ID"]]);
    let bold = |text: &str| {
        format!("<p class=MsoNormal><span style='font-size:14.0pt; font-weight: bold'>{text}</span><span>：</span></p>")
    };
    is_ping(&format!(
        "<html>{}{}{request}{}{response}</html>",
        bold("PingBox（探测）"),
        bold("请求参数"),
        bold("返回参数")
    ));
    let strong = |text: &str| format!("<p><b>{text}</b><b><span>&nbsp;</span></b></p>");
    is_ping(&format!(
        "<html>{}{}{request}{}{response}</html>",
        strong("PingBox（探测）"),
        strong("请求参数"),
        strong("返回参数")
    ));
}

#[test]
fn a_table_may_stand_before_the_parameters() {
    let info = "名称\t值\n地址\tbox.example.com\n频率\t10次\n";
    is_ping(&page(&format!("# PingBox（探测）\n\n{info}"), "## 请求参数", "## 返回参数"));
}

#[test]
fn columns_between_spaces_are_a_table() {
    let page = "# PingBox（探测）\n\n## 请求参数\n\n参数   类型   是否必选   描述\nCount   Integer   否   次数，最大10\n\n## 返回参数\n\n参数   类型   描述\nRequestId   String   请求ID\nBoxId   String   盒子的ID\n";
    let import = is_ping(page);
    assert_eq!(action(&import, 0)["request"]["members"][0]["max"], 10);
}

#[test]
fn rows_between_spaces_that_cannot_be_read_are_lost() {
    let page = "# PingBox（探测）\n\n## 请求参数\n\n参数   类型   是否必选   描述\nCount   否   Integer\n\n## 返回参数\n\n参数\t类型\t描述\nRequestId\tString\t标识\n";
    let import = read(page, None);
    assert_eq!(import.report.count(FindingKind::Lost), 1, "{}", import.report);
}

#[test]
fn an_action_without_tables_is_lost() {
    let import = read("# PingBox（探测）\n\n## 请求参数\n\n次数写在这里\n", None);
    assert_eq!(import.report.count(FindingKind::Lost), 1, "{}", import.report);
}

#[test]
fn a_table_of_parameters_that_no_action_has_is_lost() {
    let page =
        page("# PingBox（探测）", "## 请求参数", "## 返回参数") + "\n# 附录\n\n参数\t类型\t描述\nX\tString\t其他\n";
    let import = read(&page, None);
    assert_eq!(import.report.count(FindingKind::Lost), 1, "{}", import.report);
    let common = page.replace("# 附录", "# 公共参数");
    assert_eq!(read(&common, None).report.count(FindingKind::Lost), 0);
}

#[test]
fn parameters_of_all_actions_are_no_members() {
    let rows = "Action\tString\t是\t公共参数，本接口取值：PingBox。\nVersion\tString\t是\t公共参数，本接口取值：2016-03-04。\nRegion\tString\t否\t公共参数，地域\n";
    let page = page("# PingBox（探测）", "## 请求参数", "## 返回参数").replace("Count\t", &format!("{rows}Count\t"));
    let import = is_ping(&page);
    assert_eq!(import.version.as_deref(), Some("2016-03-04"));
}

#[test]
fn a_version_of_something_else_is_a_member() {
    let page = page("# PingBox（探测）", "## 请求参数", "## 返回参数")
        .replace("Count\tInteger\t否\t次数", "Version\tString\t否\t盒子的型号");
    assert_eq!(names(&read(&page, None), "request"), ["Version"]);
}

/// The same page with one cell a line.
fn flat(page: &str) -> String {
    page.replace('\t', "\n").lines().map(|line| line.trim_start_matches(['#', ' '])).collect::<Vec<_>>().join("\n")
}

#[test]
fn cells_that_read_like_headings_are_cells_where_each_has_its_line() {
    let rows = "RequestId\tString\t请求ID\nDns\tString\tdns配置\nBoxId\tString\t盒子的ID\nMethod\tString\t请求方式\nInput\tString\t输入\nParameters\tString\t请求参数\n";
    let page = format!(
        "# 探测盒子\n\n## PingBox（探测）\n\n### 接口描述\n\n探测\n\n### 请求方式\n\nGET\n\n### 输入参数\n\n参数\t类型\t是否必选\t描述\nBoxId\tString\t是\t盒子的ID\nParameters\tString\t否\t请求参数\n\n### 返回参数\n\n参数\t类型\t描述\n{rows}\n### 调用示例\n\n#### 示例1 探测\n"
    );
    let (tabs, lines) = (read(&page, None), read(&flat(&page), None));
    assert_eq!((tabs.format, lines.format), (Format::Text, Format::Flat));
    assert_eq!(names(&tabs, "response").len(), 6);
    assert_eq!(lines.actions, tabs.actions, "{}", lines.report);
    assert_eq!(lines.report.count(FindingKind::Lost), 0, "{}", lines.report);
}

#[test]
fn rows_may_be_lists() {
    let page = "## 数据类型\n### Lid(盖子)\n#### Contents(内容)\n**Color**\n- 盖子的颜色\n- 类型: String\n- 有效值: red | blue\n\n## 接口\n### PingBox(探测盒子)\n\n#### Request Parameters（请求参数）\n**Count**\n- 次数，取值范围1-10\n- 类型: Integer\n- 是否可缺省: 否\n\n**Method**\n- 模式\n- 类型：String\n- 有效值: \n\t- Fast：快，有代价\n\t- Slow：慢\n\n- 是否可缺省: 是\n- 缺省值: Slow\n\n#### Response Elements（返回值）\n**LidSet**\n- 盖子\n- 类型: [Lid](https://box.example.com)\n\n**RequestId**\n- 请求ID\n- 类型: String\n";
    let import = read(page, None);
    assert_eq!(import.report.count(FindingKind::Lost), 0, "{}", import.report);
    assert_eq!(import.report.count(FindingKind::NotUnderstood), 0, "{}", import.report);
    let action = action(&import, 0);
    let members = &action["request"]["members"];
    assert_eq!((&members[0]["required"], &members[0]["max"]), (&true.into(), &10.into()));
    assert_eq!((&members[1]["required"], &members[1]["default"]), (&false.into(), &"Slow".into()));
    assert_eq!(members[1]["enum"][0]["description"]["zh"], "快，有代价");
    assert_eq!(action["response"]["members"][0]["shape"], "Lid");
    assert_eq!(action["response"]["shapes"]["Lid"]["members"][0]["enum"][1]["value"], "blue");
}
