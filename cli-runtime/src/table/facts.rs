//! What the documents say of a member, in words of either language.

use super::{Condition, Kind, Member, Required, TimeForm};
use crate::lang::Lang;

/// What a value is: `text`, `whole number`, `list of objects`.
pub fn kind(member: &Member, lang: Lang) -> String {
    let (en, zh) = match member.kind {
        Kind::String | Kind::Enum(_) => ("text", "文本"),
        Kind::Json => ("JSON", "JSON"),
        Kind::Integer | Kind::Long | Kind::IntegerEnum(_) => ("whole number", "整数"),
        Kind::Float => ("number", "数值"),
        Kind::Boolean => ("true or false", "true 或 false"),
        Kind::Time(TimeForm::Utc) => ("time (2023-02-27T08:46:08Z)", "时间（2023-02-27T08:46:08Z）"),
        Kind::Time(TimeForm::Local) => ("time (2023-02-27 16:45:23)", "时间（2023-02-27 16:45:23）"),
        Kind::Shape(_) => ("object", "对象"),
    };
    match (lang, member.list) {
        (Lang::En, true) => format!("list of: {en}"),
        (Lang::Zh, true) => format!("列表，元素为{zh}"),
        _ => lang.pick(en, zh).to_owned(),
    }
}

/// Whether it must be there.
pub fn required(required: &Required, lang: Lang) -> String {
    match required {
        Required::Always => lang.pick("required", "必填").to_owned(),
        Required::Never => lang.pick("optional", "可选").to_owned(),
        Required::Recommended => lang.pick("recommended", "建议填写").to_owned(),
        Required::When(when) => match lang {
            Lang::En => format!("required {}", condition(when, lang)),
            Lang::Zh => format!("{}必填", condition(when, lang)),
        },
    }
}

/// `when ChargeType is Spot`.
pub fn condition(condition: &Condition, lang: Lang) -> String {
    match (condition, lang) {
        (Condition::Is { member, value }, Lang::En) => format!("when {member} is {value}"),
        (Condition::Is { member, value }, Lang::Zh) => format!("{member} 为 {value} 时"),
        (Condition::Absent { member }, Lang::En) => format!("when {member} is absent"),
        (Condition::Absent { member }, Lang::Zh) => format!("未填 {member} 时"),
        (Condition::Context { key, value }, Lang::En) => format!("when the {key} is {value}"),
        (Condition::Context { key, value }, Lang::Zh) => format!("{key} 为 {value} 时"),
    }
}

/// Bounds, defaults and the like, one a text. The values of an enum are not among them.
pub fn bounds(member: &Member, lang: Lang) -> Vec<String> {
    let limits = &member.limits;
    let mut facts = Vec::new();
    let mut say = |en: &str, zh: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.push(lang.pick(en, zh).replace("{}", &value));
        }
    };
    let text = |value: Option<&str>| value.map(str::to_owned);
    let count = |value: Option<u64>| value.map(|value| value.to_string());
    say("in {}", "单位 {}", text(limits.unit));
    say("default {}", "默认 {}", text(limits.default));
    say("at least {}", "最小 {}", text(limits.min));
    say("at most {}", "最大 {}", text(limits.max));
    say("at most {} decimals", "最多 {} 位小数", count(limits.decimals));
    say("at least {} characters", "至少 {} 个字符", count(limits.min_length));
    say("at most {} characters", "最多 {} 个字符", count(limits.max_length));
    say("pattern {}", "格式 {}", text(limits.pattern));
    say("at least {} elements", "至少 {} 个元素", count(limits.min_items));
    say("at most {} elements", "最多 {} 个元素", count(limits.max_items));
    say("positions up to {}", "序号不超过 {}", count(limits.max_index));
    say("no two alike in {}", "各元素的 {} 不能相同", text(limits.unique_by));
    for (when, value) in limits.default_when {
        say("default {}", "默认 {}", Some(conditional(value, when, lang)));
    }
    for (when, value) in limits.max_when {
        say("at most {}", "最大 {}", Some(conditional(value, when, lang)));
    }
    for (when, values) in limits.values_when {
        say("one of {}", "可取 {}", Some(conditional(&values.join(", "), when, lang)));
    }
    let effective = member.effective_when.as_ref().map(|when| condition(when, lang));
    say("has effect {}", "仅在{}有效", effective);
    facts
}

fn conditional(value: &str, when: &Condition, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{value} {}", condition(when, lang)),
        Lang::Zh => format!("{value}（{}）", condition(when, lang)),
    }
}

/// The known values, with commas between; nothing if it is no enum.
pub fn values(member: &Member, lang: Lang) -> Option<String> {
    let values: Vec<_> = member.values().iter().map(|value| value.wire).collect();
    (!values.is_empty()).then(|| format!("{} {}", lang.pick("one of", "可取"), values.join(", ")))
}
