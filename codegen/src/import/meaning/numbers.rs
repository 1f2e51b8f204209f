//! Defaults, bounds, lengths, counts, decimals and units.

use super::Subject;
use super::text::Text;
use crate::import::cells::{Condition, Type};
use crate::import::model::Facts;
use crate::import::phrase::{Phrase, phrases};

/// Units that may follow a number.
macro_rules! unit {
    () => {
        "(GiB|GB|Gi|MiB|MB|Mi|KB|TiB|TB|Mbps|Gbps|核|小时|天|日|行|卡|分钟|毫秒|秒|%|(?i:cores?|hours?|days?|lines?|minutes?|seconds?|cards?)\\b)"
    };
}

macro_rules! number {
    () => {
        r"(-?\d+(?:\.\d+)?)"
    };
}

phrases! {
    DEFAULT_MACHINE = r"(?i)([a-z0-9]+)\s*机型(?:的)?(?:默认|缺省)值?(?:是|为|:)?\s*", number!(), r"\s*", unit!(), "?";
    DEFAULT_EQUALS = r"(?:^|[,。;(\s])当?\s*([A-Za-z][A-Za-z0-9_]*)\s*(?:为|是|=)\s*([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)\s*时,?\s*(?:默认|缺省)值?(?:是|为|:)?\s*",
                     r#""?([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)"?\s*"#, unit!(), "?";
    DEFAULT = r#"(?i)(?:(?:默认值|缺省值|默认|缺省)\s*(?:是|为|:|=)?|\bdefaults?(?: value)?\s*(?:to|is|:|=))\s*"#,
              r#"(?:"([^"]*)"|(-?[A-Za-z0-9_][A-Za-z0-9_.\-/]*))\s*(?:个|条|项|台|块|次)?\s*"#, unit!(), "?";
    DECIMALS = r"(?i)(?:精确到|保留|最多|支持)?\s*小数点?后\s*(\d+)\s*位|(?:最多|保留)?\s*(\d+)\s*位小数|(?:up to\s+)?(\d+)\s+(?:decimals?|decimal places|digits after the (?:decimal )?point)";
    LENGTH_RANGE = r"(?i)(?:长度(?:范围)?(?:为|是|:)?\s*)?\[?(\d+)\s*(?:-|~|,|到|至|to)\s*(\d+)\]?\s*个?\s*(?:英文|中文)?(?:字符|characters?\b|chars?\b)";
    LENGTH_MAX = r"(?i)(?:长度)?(?:不超过|不能超过|不得超过|不多于|最多|最长|最大|至多|up to|at most|no (?:more|longer) than|max(?:imum)?(?: of)?)\s*(?:为|是|支持|length:?)?\s*(\d+)\s*个?\s*(?:英文|中文)?(?:字符|characters?\b|chars?\b)",
                 r"|(\d+)\s*个?字符(?:以内|以下)";
    LENGTH_MIN = r"(?i)(?:长度)?(?:不少于|不小于|最少|最短|至少|at least|min(?:imum)?(?: of)?)\s*(?:为|是)?\s*(\d+)\s*个?\s*(?:英文|中文)?(?:字符|characters?\b|chars?\b)";
    RANGE = r"(?i)(?:(?:取值范围|有效范围|数量范围|范围|取值|区间|\brange\b|\bbetween\b)\s*(?:是|为|在|:|of|is)?\s*([\[(])?\s*|(\[))", number!(), r"\s*", unit!(), r"?\s*(?:,|-|~|到|至|to|and)\s*",
            number!(), r"\s*([\])])?\s*", unit!(), "?";
    MAX_FOR = r"([A-Za-z0-9_][A-Za-z0-9_.]*)\s*(?:类型)?(?:时)?的?最大值?(?:是|为|:)?\s*", number!(), r"\s*", unit!(), "?";
    MAX_EQUALS = r"(?:^|[,。;(\s])当?\s*([A-Za-z][A-Za-z0-9_]*)\s*(?:为|是|=)\s*([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_])?)\s*时,?\s*(?:最大值?|最多|不超过)(?:是|为|:)?\s*",
                 number!(), r"\s*", unit!(), "?";
    MAX_OTHERS = r"其他(?:的|类型|值|情况)*最大值?(?:是|为|:)?\s*", number!(), r"\s*", unit!(), "?";
    MAX = r"(?i)(?:最大值?|最高|最多|至多|不超过|不能超过|不大于|上限|小于等于|<=|≤|\bmax(?:imum)?(?: value)?\b\.?|\bat most\b|\bup to\b|\bno more than\b)\s*(?:是|为|:|of|is|可?支持|可?指定|可?绑定|可?设置|可?选择|可?传)?\s*",
          number!(), r"\s*(?:个|条|项|台|块)?\s*", unit!(), "?";
    MIN = r"(?i)(?:最小值?|最低|最少|至少|不小于|不少于|下限|大于等于|>=|≥|\bmin(?:imum)?(?: value)?\b\.?|\bat least\b|\bno less than\b)\s*(?:是|为|:|of|is|可?支持|可?指定)?\s*",
          number!(), r"\s*(?:个|条|项|台|块)?\s*", unit!(), "?";
    UNIT = r"(?i)(?:单位|\bunits?\b)\s*(?:是|为|:|is|are)?\s*([\p{Han}]+(?:/[\p{Han}A-Za-z]+)?|[A-Za-z%]+(?:/[A-Za-z]+)?)|\bin (GiB|GB|MiB|MB|TB|cores|hours|days|minutes|seconds|lines)\b";
    WHEN_EMPTY = r"(?:该值|该参数|此参数)?(?:为空|不填|不指定|不传)时,?\s*[\x01\x{80}\x{fffc}\x{10fffd}]";
}

/// Units by their words.
const UNITS: [(&str, &[&str]); 8] = [
    ("core", &["核", "核心", "cores", "core", "个核"]),
    ("hour", &["小时", "hours", "hour", "h"]),
    ("day", &["天", "日", "days", "day"]),
    ("minute", &["分钟", "分", "minutes", "minute"]),
    ("second", &["秒", "秒钟", "seconds", "second", "s"]),
    ("millisecond", &["毫秒", "milliseconds", "ms"]),
    ("line", &["行", "lines", "line"]),
    ("card", &["卡", "张", "cards", "card"]),
];

/// Units of data, which keep their own words.
const DATA: [&str; 16] =
    ["B", "KB", "KiB", "Ki", "MB", "MiB", "Mi", "GB", "GiB", "Gi", "TB", "TiB", "Ti", "Mbps", "Gbps", "%"];

fn is_known(word: &str) -> bool {
    DATA.contains(&word) || UNITS.iter().any(|(_, words)| words.contains(&word.to_lowercase().as_str()))
}

/// A unit in the words of the format; units of data keep their own.
fn unit(word: &str) -> String {
    let lower = word.to_lowercase();
    let known = UNITS.iter().find(|(_, words)| words.contains(&lower.as_str()));
    known.map_or_else(|| word.to_owned(), |(unit, _)| (*unit).to_owned())
}

/// Reads everything about numbers. Returns what was read and makes no sense.
pub(super) fn read(subject: &Subject<'_>, text: &mut Text<'_>, facts: &mut Facts) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(found) = text.take(&UNIT) {
        let word = [at(&found, 1), at(&found, 2)].concat();
        if !is_known(&word) {
            facts.assumed.push(format!("the unit is `{word}`"));
        }
        facts.unit = Some(unit(&word));
    }
    defaults(subject, text, facts, &mut doubts);
    if let Some(found) = text.take(&DECIMALS) {
        facts.decimals = [at(&found, 1), at(&found, 2), at(&found, 3)].concat().parse().ok();
    }
    lengths(subject, text, facts, &mut doubts);
    bounds(subject, text, facts, &mut doubts);
    text.take(&WHEN_EMPTY);
    doubts
}

fn at(groups: &[String], index: usize) -> &str {
    groups.get(index).map_or("", String::as_str)
}

/// Notes the unit of a number, or doubts it where it is not the unit of the others.
fn same_unit(word: &str, facts: &mut Facts, whole: &str, doubts: &mut Vec<String>) -> bool {
    if word.is_empty() {
        return true;
    }
    let unit = unit(word);
    if facts.unit.as_ref().is_some_and(|known| *known != unit) {
        doubts.push(whole.to_owned());
        return false;
    }
    facts.unit = Some(unit);
    true
}

fn defaults(subject: &Subject<'_>, text: &mut Text<'_>, facts: &mut Facts, doubts: &mut Vec<String>) {
    while let Some(found) = text.take(&DEFAULT_MACHINE) {
        if same_unit(at(&found, 3), facts, at(&found, 0), doubts) {
            let machine = Condition::Machine(at(&found, 1).to_lowercase());
            match subject.literal(at(&found, 2)) {
                Some(value) => facts.default_when.push((machine, value)),
                None => doubts.push(at(&found, 0).to_owned()),
            }
        }
    }
    while let Some(found) = text.take(&DEFAULT_EQUALS) {
        let condition = Condition::Equals(at(&found, 1).to_owned(), at(&found, 2).to_owned());
        match subject.literal(at(&found, 3)) {
            Some(value) if same_unit(at(&found, 4), facts, at(&found, 0), doubts) => {
                facts.default_when.push((condition, value));
            }
            Some(_) => {}
            None => doubts.push(at(&found, 0).to_owned()),
        }
    }
    while let Some(found) = text.take_whole(&DEFAULT) {
        let word = [at(&found, 1), at(&found, 2)].concat();
        match subject.literal(word.trim_end_matches('.')) {
            Some(value) if facts.default.as_ref().is_none_or(|known| *known == value) => {
                if same_unit(at(&found, 3), facts, at(&found, 0), doubts) {
                    facts.default = Some(value);
                }
            }
            _ => doubts.push(at(&found, 0).to_owned()),
        }
    }
}

fn lengths(subject: &Subject<'_>, text: &mut Text<'_>, facts: &mut Facts, doubts: &mut Vec<String>) {
    let mut of = |phrase: &Phrase| text.take_general(phrase);
    let (range, max, min) = (of(&LENGTH_RANGE), of(&LENGTH_MAX), of(&LENGTH_MIN));
    if !subject.is_text() {
        doubts.extend([range, max, min].into_iter().flatten().map(|found| at(&found, 0).to_owned()));
        return;
    }
    if let Some(found) = &range {
        (facts.min_length, facts.max_length) = (at(found, 1).parse().ok(), at(found, 2).parse().ok());
    }
    if let Some(found) = &max {
        facts.max_length = [at(found, 1), at(found, 2)].concat().parse().ok();
    }
    if let Some(found) = &min {
        facts.min_length = at(found, 1).parse().ok();
    }
}

fn bounds(subject: &Subject<'_>, text: &mut Text<'_>, facts: &mut Facts, doubts: &mut Vec<String>) {
    if let Some(found) = text.take_general(&RANGE) {
        let whole = at(&found, 0);
        // A round bracket with a comma may leave the bound out; with a dash it is only a bracket.
        let open = (at(&found, 1) == "(" || at(&found, 6) == ")") && whole.contains(',');
        // Two numbers with a comma and no brackets are two values.
        let values = at(&found, 1).is_empty() && at(&found, 2).is_empty() && whole.contains(',');
        let agree = same_unit(at(&found, 4), facts, whole, doubts) && same_unit(at(&found, 7), facts, whole, doubts);
        if open || values {
            doubts.push(whole.to_owned());
        } else if agree {
            bound(subject, facts, (Some(at(&found, 3)), Some(at(&found, 5))), whole, doubts);
        }
    }
    if subject.is_number() {
        while let Some(found) = text.take(&MAX_EQUALS) {
            match subject.literal(at(&found, 3)) {
                Some(max) if same_unit(at(&found, 4), facts, at(&found, 0), doubts) => {
                    facts.max_when.push((Condition::Equals(at(&found, 1).to_owned(), at(&found, 2).to_owned()), max));
                }
                Some(_) => {}
                None => doubts.push(at(&found, 0).to_owned()),
            }
        }
        while let Some(found) = text.take(&MAX_OTHERS) {
            let (whole, number) = (at(&found, 0), at(&found, 1));
            if same_unit(at(&found, 2), facts, whole, doubts) {
                bound(subject, facts, (None, Some(number)), whole, doubts);
            }
        }
        while let Some(found) = text.take(&MAX_FOR) {
            if same_unit(at(&found, 3), facts, at(&found, 0), doubts) {
                match subject.literal(at(&found, 2)) {
                    Some(max) => facts.max_for.push((at(&found, 1).to_owned(), max)),
                    None => doubts.push(at(&found, 0).to_owned()),
                }
            }
        }
    }
    for (phrase, upper) in [(&MAX, true), (&MIN, false)] {
        if let Some(found) = text.take_general(phrase) {
            let (whole, number) = (at(&found, 0), at(&found, 1));
            if same_unit(at(&found, 2), facts, whole, doubts) {
                let pair = if upper { (None, Some(number)) } else { (Some(number), None) };
                bound(subject, facts, pair, whole, doubts);
            }
        }
    }
}

type Pair<'p> = (Option<&'p str>, Option<&'p str>);

/// Bounds of the number itself, or of how many elements the list has.
fn bound(subject: &Subject<'_>, facts: &mut Facts, (low, high): Pair<'_>, whole: &str, doubts: &mut Vec<String>) {
    let count = |text: Option<&str>| text.and_then(|text| text.parse::<u64>().ok());
    if subject.list {
        let (low_count, high_count) = (count(low), count(high));
        let counts = low_count.is_some() == low.is_some() && high_count.is_some() == high.is_some();
        // Numbers in a list of numbers may be bounds of the elements.
        if !counts
            || matches!(subject.ty, Type::Scalar("integer" | "long" | "float")) && low.is_some() && high.is_some()
        {
            return doubts.push(whole.to_owned());
        }
        facts.min_items = low_count.or(facts.min_items);
        facts.max_items = high_count.or(facts.max_items);
        return;
    }
    let literal = |text: Option<&str>| text.map(|text| subject.literal(text));
    let (low, high) = (literal(low), literal(high));
    let fits = ![&low, &high].into_iter().any(|one| matches!(one, Some(None)));
    let (low, high) = (low.flatten(), high.flatten());
    let differs = |known: &Option<String>, new: &Option<String>| known.is_some() && new.is_some() && known != new;
    if !subject.is_number() || !fits || differs(&facts.min, &low) || differs(&facts.max, &high) {
        return doubts.push(whole.to_owned());
    }
    facts.min = low.or_else(|| facts.min.take());
    facts.max = high.or_else(|| facts.max.take());
}
