//! What descriptions say about parameters.

mod letters;
mod numbers;
mod relate;
mod scope;
mod text;
mod values;

use self::text::Text;
use super::cells::{Condition, Type};
use super::model::Facts;
use super::phrase::phrases;

pub(crate) use relate::{relate, rules_of_indexes};
pub(crate) use text::is_han;

phrases! {
    EFFECT = r"(?:^|[,。;(\s])(?:[仅只])?当?([A-Za-z][A-Za-z0-9_]*)\s*(?:为空|不填|未指定)\s*时,?\s*(?:才)?(?:生效|有效)|",
             r"(?:^|[,。;(\s])(?:[仅只])?当?([A-Za-z][A-Za-z0-9_]*)\s*(?:为|是|=)\s*([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)\s*时,?\s*(?:才)?(?:生效|有效)|",
             r"(?i)(?:takes effect|has an effect|effective|valid|applies)(?:\s+only)?\s+(?:when|if)\s+([A-Za-z][A-Za-z0-9_]*)\s+is\s+([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)\s*(?:[.,;)]|$)";
}

/// The member that a description is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'m> {
    pub(crate) list: bool,
    pub(crate) ty: &'m Type,
}

impl Subject<'_> {
    /// Whether it is one string.
    fn is_text(&self) -> bool {
        !self.list && *self.ty == Type::Scalar("string")
    }

    /// Whether it is one number.
    fn is_number(&self) -> bool {
        !self.list && matches!(self.ty, Type::Scalar("integer" | "long" | "float"))
    }

    /// A word as a value of its type; nothing where it is none.
    pub(crate) fn literal(&self, word: &str) -> Option<String> {
        let Type::Scalar(scalar) = self.ty else { return None };
        match *scalar {
            _ if self.list => None,
            "boolean" => Some(word.to_lowercase()).filter(|word| matches!(word.as_str(), "true" | "false")),
            "integer" | "long" => word.parse::<i64>().ok().map(|number| number.to_string()),
            "float" => word.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number.to_string()),
            _ => Some(word.to_owned()),
        }
    }
}

/// What a description says, and the parts of it that may say something and were not understood.
pub(crate) fn read(subject: Subject<'_>, description: &str) -> (Facts, Vec<String>) {
    let mut text = Text::new(description);
    let mut facts = Facts::default();
    let mut doubts = Vec::new();
    if let Some(found) = text.take(&EFFECT) {
        let at = |index: usize| found.get(index).cloned().unwrap_or_default();
        facts.effective_when = Some(match (at(1), at(2) + &at(4), at(3) + &at(5)) {
            (absent, _, _) if !absent.is_empty() => Condition::Absent(absent),
            (_, member, value) => Condition::Equals(member, value),
        });
    }
    if subject.is_text() {
        let (pattern, more) = letters::read(&mut text);
        facts.pattern = pattern;
        doubts.extend(more);
    }
    doubts.extend(numbers::read(&subject, &mut text, &mut facts));
    doubts.extend(values::read(&subject, &mut text, &mut facts));
    doubts.extend(text.doubtful());
    (facts, doubts)
}

/// Takes back what contradicts itself, and says what.
pub(crate) fn settle(facts: &mut Facts) -> Vec<String> {
    let mut doubts = Vec::new();
    let number = |digits: &Option<String>| digits.as_ref().and_then(|digits| digits.parse::<f64>().ok());
    if let (Some(min), Some(max)) = (number(&facts.min), number(&facts.max))
        && min > max
    {
        (facts.min, facts.max) = (None, None);
        doubts.push(format!("a minimum of {min} above a maximum of {max}"));
    }
    for (low, high) in [(&mut facts.min_length, &mut facts.max_length), (&mut facts.min_items, &mut facts.max_items)] {
        if let (Some(min), Some(max)) = (*low, *high)
            && min > max
        {
            (*low, *high) = (None, None);
            doubts.push(format!("at least {min} and at most {max}"));
        }
    }
    let outside = number(&facts.default).is_some_and(|default| {
        number(&facts.min).is_some_and(|min| default < min) || number(&facts.max).is_some_and(|max| default > max)
    });
    let is_value = |default: &String| facts.values.iter().any(|value| value.value == *default);
    let unknown = !facts.values.is_empty() && facts.default.as_ref().is_some_and(|default| !is_value(default));
    if let Some(default) = facts.default.take_if(|_| outside || unknown) {
        doubts.push(format!("a default of {default}, which the values and bounds leave out"));
    }
    doubts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts_of(ty: &'static str, text: &str) -> Facts {
        let (facts, doubts) = read(Subject { list: false, ty: &Type::Scalar(ty) }, text);
        assert_eq!(doubts, Vec::<String>::new(), "{text}");
        facts
    }

    fn doubts(ty: &'static str, text: &str) -> Vec<String> {
        read(Subject { list: false, ty: &Type::Scalar(ty) }, text).1
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
        assert_eq!(
            (read.min.as_deref(), read.max.as_deref(), read.unit.as_deref()),
            (Some("10"), Some("320"), Some("GB"))
        );
        let read = facts_of("integer", "Size in GB, range 20-500");
        assert_eq!(
            (read.min.as_deref(), read.max.as_deref(), read.unit.as_deref()),
            (Some("20"), Some("500"), Some("GB"))
        );
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
            let (facts, doubts) = read(Subject { list: false, ty: &Type::Scalar("integer") }, text);
            assert_eq!(facts.max, None, "{text}");
            assert_eq!(doubts.len(), 1, "{text}");
        }
        let (facts, doubts) =
            read(Subject { list: false, ty: &Type::Scalar("string") }, "当Zone为东部时，有效值：A、B");
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
        let settled = |ty: &'static str, text: &str| {
            let mut facts = facts_of(ty, text);
            let doubts = settle(&mut facts);
            (facts, doubts.len())
        };
        let (facts, doubts) = settled("integer", "默认50，最大20");
        assert_eq!((facts.default, facts.max.as_deref(), doubts), (None, Some("20"), 1));
        let (facts, doubts) = settled("integer", "范围[9, 3]");
        assert_eq!((facts.min, facts.max, doubts), (None, None, 1));
        let (facts, doubts) = settled("string", "有效值：A、B，默认值：C");
        assert_eq!((facts.default, facts.values.len(), doubts), (None, 2, 1));
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
        let of = |text: &str| read(Subject { list: true, ty: &Type::Scalar("string") }, text).0;
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
        for (ty, text) in [
            ("string", "有效值：A、B等"),
            ("string", "有效值：1-5"),
            ("integer", "取值：0,1"),
            ("integer", "有效值：1、2"),
        ] {
            let (facts, doubts) = read(Subject { list: false, ty: &Type::Scalar(ty) }, text);
            assert_eq!((facts.values.len(), facts.min, doubts.len()), (0, None, 1), "{text}");
        }
    }

    #[test]
    fn values_that_go_on_in_chinese_are_doubted() {
        let (facts, doubts) = read(Subject { list: false, ty: &Type::Scalar("string") }, "有效值：A类、B类");
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
}
