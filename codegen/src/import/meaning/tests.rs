//! Descriptions and what is read from them.

use super::*;
use crate::import::cells::Type;
use crate::import::condition::Condition;

fn heard(list: bool, ty: &'static str, text: &str) -> (Facts, Vec<String>) {
    let reading = read(Subject { list, ty: &Type::Scalar(ty) }, text, None);
    // No other row tells what a case means that the description opens with.
    reading.without_opening.map_or((reading.facts, reading.doubts), |(facts, doubts)| (*facts, doubts))
}

fn facts_of(ty: &'static str, text: &str) -> Facts {
    let (facts, doubts) = heard(false, ty, text);
    assert_eq!(doubts, Vec::<String>::new(), "{text}");
    facts
}

fn doubts(ty: &'static str, text: &str) -> Vec<String> {
    heard(false, ty, text).1
}

fn values(text: &str) -> Vec<String> {
    let values = facts_of("string", text).values;
    values.into_iter().map(|value| format!("{}={}", value.value, value.description)).collect()
}

#[test]
fn defaults_are_read_in_both_languages() {
    for text in ["默认20", "默认值：20", "缺省为20", "默认值是 20。", "Default: 20.", "The default is 20"]
    {
        assert_eq!(facts_of("integer", text).default.as_deref(), Some("20"), "{text}");
    }
    assert_eq!(facts_of("boolean", "默认值：‘False’").default.as_deref(), Some("false"));
}

#[test]
fn a_default_of_another_type_is_doubted() {
    assert_eq!(doubts("integer", "默认abc").len(), 1);
    assert_eq!(doubts("string", "默认无限期保留"), ["默认无限期保留"]);
    assert_eq!(doubts("string", "默认VPC的子网"), ["默认VPC的子网"], "a Chinese word goes on");
}

#[test]
fn ranges_bound_numbers_and_carry_units() {
    let read = facts_of("integer", "大小，单位GB，取值范围为[10, 320]");
    assert_eq!((read.min.as_deref(), read.max.as_deref(), read.unit.as_deref()), (Some("10"), Some("320"), Some("GB")));
    let read = facts_of("integer", "Size in GB, range 20-500");
    assert_eq!((read.min.as_deref(), read.max.as_deref(), read.unit.as_deref()), (Some("20"), Some("500"), Some("GB")));
    let read = facts_of("integer", "行数，默认200行，最大1000行");
    assert_eq!(
        (read.default.as_deref(), read.max.as_deref(), read.unit.as_deref()),
        (Some("200"), Some("1000"), Some("line"))
    );
}

#[test]
fn a_bound_in_another_unit_is_doubted() {
    assert_eq!(doubts("integer", "单位GB，最大1TB").len(), 1);
    assert_eq!(doubts("integer", "取值范围(0, 5)").len(), 1, "open bounds");
}

#[test]
fn what_holds_in_some_case_only_is_doubted() {
    for text in ["A区最大5", "当Zone为东部时，最大5", "建议不超过5", "Up to 5 for zone A", "If small, at most 5"]
    {
        let (facts, doubts) = heard(false, "integer", text);
        assert_eq!(facts.max, None, "{text}");
        assert_eq!(doubts.len(), 1, "{text}");
    }
    let (facts, doubts) = heard(false, "string", "当Zone为东部时，有效值：A、B");
    assert_eq!((facts.values.len(), doubts.len()), (0, 1));
    assert_eq!(facts_of("integer", "不填时，默认5").default.as_deref(), Some("5"));
}

#[test]
fn bounds_for_a_value_of_another_member_are_bounds_under_a_condition() {
    let condition = Condition::Equals("Zone".into(), "East".into());
    assert_eq!(facts_of("integer", "当Zone为East时，最大5").max_when, [(condition, "5".to_owned())]);
}

#[test]
fn contradictions_are_taken_back_and_told() {
    let (facts, doubts) = heard(false, "integer", "默认50，最大20");
    assert_eq!((facts.default, facts.max.as_deref(), doubts.len()), (None, Some("20"), 1));
    let (facts, doubts) = heard(false, "integer", "范围[9, 3]");
    assert_eq!((facts.min, facts.max, doubts.len()), (None, None, 1));
    let (facts, doubts) = heard(false, "string", "有效值：A、B，默认值：C");
    assert_eq!((facts.default, facts.values.len(), doubts.len()), (None, 2, 1));
}

#[test]
fn lengths_bound_strings() {
    let read = facts_of("string", "1-63个字符");
    assert_eq!((read.min_length, read.max_length), (Some(1), Some(63)));
    assert_eq!(facts_of("string", "不超过128个字符").max_length, Some(128));
    assert_eq!(facts_of("string", "At most 20 characters.").max_length, Some(20));
}

#[test]
fn numbers_bound_how_many_a_list_has() {
    let of = |text: &str| heard(true, "string", text).0;
    assert_eq!(of("最多支持3个").max_items, Some(3));
    assert_eq!((of("范围[1, 20]").min_items, of("范围[1, 20]").max_items), (Some(1), Some(20)));
    assert_eq!(of("Up to 5 items").max_items, Some(5));
}

#[test]
fn values_come_in_lists() {
    assert_eq!(values("策略，有效值：A、B-1，可重复"), ["A=", "B-1="]);
    assert_eq!(values("有效值：ext3、ext4 当磁盘为空时，先格式化"), ["ext3=", "ext4="]);
    assert_eq!(values("类型，支持TypeA/TypeB"), ["TypeA=", "TypeB="]);
    assert_eq!(values("Valid values: Red, Green, or Blue."), ["Red=", "Green=", "Blue="]);
    assert_eq!(values("网卡，主（main）、从（side）"), ["main=主", "side=从"]);
}

#[test]
fn values_may_be_explained() {
    assert_eq!(values("取值范围： - Always：每次。 - Never：从不。"), ["Always=每次。", "Never=从不。"]);
    assert_eq!(values("有效值：Always：每次；Never：从不"), ["Always=每次", "Never=从不"]);
    assert_eq!(
        values("状态, 有效值: - Up: 运行 - Down: 停止 注: 1. 在Up时, 不能删除 2. 只有Down时, 才能修改"),
        ["Up=运行。在Up时, 不能删除", "Down=停止。只有Down时, 才能修改"],
    );
}

#[test]
fn values_may_be_told_twice() {
    assert_eq!(values("网卡，主（main）、从（side）。有效值: side | main"), ["main=主", "side=从"]);
    let (facts, doubts) = heard(false, "string", "网卡，主（main）、从（side）。有效值: side | other");
    assert_eq!((facts.values.len(), doubts.len()), (0, 2));
}

#[test]
fn values_need_no_words_about_them() {
    assert_eq!(values("类型 可选值： - Hadoop - Kafka - RocketMQ"), ["Hadoop=", "Kafka=", "RocketMQ="]);
    assert_eq!(values("有效值： ▪ on：开启 ▪ off：关闭"), ["on=开启", "off=关闭"]);
}

#[test]
fn bounds_do_not_leave_out_a_number_that_means_something() {
    for text in ["数量，取值范围：1～100；传入0时，会默认为1。", "数量，取值范围1-100，0表示不限"]
    {
        let (facts, doubts) = heard(false, "integer", text);
        assert_eq!((facts.min, facts.max), (None, None), "{text}");
        assert!(!doubts.is_empty(), "{text}");
    }
}

#[test]
fn values_go_on_after_a_default_among_them() {
    assert_eq!(values("取值范围：- A：一，默认值：A。 - B：二"), ["A=一", "B=二"]);
}

#[test]
fn lists_that_nothing_announces_are_assumptions() {
    assert_eq!(facts_of("string", "类型，支持TypeA/TypeB").assumed.len(), 1);
    assert_eq!(facts_of("string", "类型，有效值：TypeA、TypeB").assumed.len(), 0);
    assert_eq!(facts_of("float", "单位：瓦").assumed, ["the unit is `瓦`"]);
}

#[test]
fn lists_that_are_open_or_ranges_are_doubted() {
    for (ty, text) in
        [("string", "有效值：A、B等"), ("string", "有效值：1-5"), ("integer", "取值：0,1"), ("integer", "有效值：1、2")]
    {
        let (facts, doubts) = heard(false, ty, text);
        assert_eq!((facts.values.len(), facts.min, doubts.len()), (0, None, 1), "{text}");
    }
}

#[test]
fn values_that_go_on_in_chinese_are_doubted() {
    let (facts, doubts) = heard(false, "string", "有效值：A类、B类");
    assert!(facts.values.is_empty());
    assert_eq!(doubts, ["有效值：A类、B类"]);
}

#[test]
fn decimals_and_conditions_are_read() {
    assert_eq!(facts_of("float", "单位：核，精确到小数点后3位").decimals, Some(3));
    let condition = Some(Condition::Equals("Mode".into(), "Spot".into()));
    assert_eq!(facts_of("string", "当Mode为Spot时生效").effective_when, condition);
    assert_eq!(facts_of("string", "Takes effect only when Mode is Spot").effective_when, condition);
    let machine = |name: &str, value: &str| (Condition::Machine(name.into()), value.to_owned());
    let read = facts_of("integer", "该值为空时CPU机型默认为20GB，GPU机型默认为50GB");
    assert_eq!(read.default_when, [machine("cpu", "20"), machine("gpu", "50")]);
}

fn pattern_of(text: &str) -> Option<String> {
    heard(false, "string", text).0.pattern
}

#[test]
fn separators_may_be_barred_from_both_ends() {
    let pattern = pattern_of("名称，只能包含小写字母、数字、和分隔符（“-”，“.”），不能以分隔符开头或结尾。");
    assert_eq!(pattern.as_deref(), Some("^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$"));
}

#[test]
fn both_ends_may_be_told_what_they_are() {
    let pattern = pattern_of("只能包含小写字母、数字及分隔符(\"-\"), 且必须以小写字母、数字开头和结尾");
    assert_eq!(pattern.as_deref(), Some("^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$"));
}

#[test]
fn the_first_letter_may_be_told_what_it_is() {
    let pattern = pattern_of("只能包含字母、数字及分隔符(\"-\",\"_\",\".\"), 且必须以字母或分隔符开头");
    assert_eq!(pattern.as_deref(), Some("^[A-Za-z_.-][A-Za-z0-9_.-]*$"));
}

#[test]
fn english_rules_about_letters_read_the_same() {
    let pattern = pattern_of("Only lowercase letters, digits and hyphens. Must start with a lowercase letter.");
    assert_eq!(pattern.as_deref(), Some("^[a-z][a-z0-9-]*$"));
    let pattern = pattern_of("May contain only letters and underscores; cannot start or end with an underscore.");
    assert_eq!(pattern.as_deref(), Some("^[A-Za-z](?:[A-Za-z_]*[A-Za-z])?$"));
}

#[test]
fn texts_without_a_rule_about_letters_have_no_pattern() {
    for text in ["容器的名字，可以重复", "支持按量付费", "不能只包含数字", "必须包含字母和数字"]
    {
        assert_eq!(pattern_of(text), None, "{text}");
    }
}

#[test]
fn letters_that_are_not_known_make_no_pattern() {
    for text in [
        "只能包含字母、数字、中文",
        "只能包含字母和特殊字符",
        "只能包含字母，也支持中文",
        "只能包含数字，必须以字母开头",
    ] {
        let (facts, doubts) = heard(false, "string", text);
        assert_eq!(facts.pattern, None, "{text}");
        assert!(!doubts.is_empty(), "{text}");
    }
}
