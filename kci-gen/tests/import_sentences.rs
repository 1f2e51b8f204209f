//! Sentences composed of every form of number, unit, negation, alternative and condition. The generator knows what they
//! mean: what is written must be that, or it is listed and not written.

use kci_codegen::import::{FindingKind, read};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// A number as it is written, and what it is. Nothing where nobody can be sure.
#[derive(Clone, Debug)]
struct Number {
    text: String,
    value: Option<i64>,
}

fn grouped(number: i64, comma: &str) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(comma);
        }
        text.push(digit);
    }
    text
}

fn number() -> BoxedStrategy<Number> {
    let plain = (0..100_000_i64).prop_map(|number| Number { text: number.to_string(), value: Some(number) });
    let groups = (1000..100_000_000_i64, select(&[",", "，"][..]))
        .prop_map(|(number, comma)| Number { text: grouped(number, comma), value: Some(number) });
    let magnitude = (1..1000_i64, select(&[("万", 10_000), ("千", 1000), ("亿", 100_000_000), ("百", 100)][..]))
        .prop_map(|(number, (name, times))| Number { text: format!("{number}{name}"), value: Some(number * times) });
    let fraction =
        (1..100_i64).prop_map(|number| Number { text: format!("{number}.5万"), value: Some(number * 10_000 + 5000) });
    let power = (2..40_u32, any::<bool>()).prop_map(|(exponent, less)| Number {
        text: format!("2^{exponent}{}", if less { "-1" } else { "" }),
        value: Some(2_i64.pow(exponent) - i64::from(less)),
    });
    let chinese = select(&[("十", 10), ("一百", 100), ("一万", 10_000), ("三", 3)][..])
        .prop_map(|(text, value)| Number { text: text.to_owned(), value: Some(value) });
    let unsure = select(&["10K", "5k", "3M", "1万5千", "1,00", "12,3456", "1.2.3", "1e6", "2^70", "10几", "数百"][..])
        .prop_map(|text| Number { text: text.to_owned(), value: None });
    prop_oneof![4 => plain, 2 => groups, 1 => magnitude, 1 => fraction, 1 => power, 1 => chinese, 1 => unsure].boxed()
}

/// What a description says of a number. Nothing in an outer option: nobody can be sure, so nothing may be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::option_option)]
struct Meaning {
    default: Option<Option<i64>>,
    min: Option<Option<i64>>,
    max: Option<Option<i64>>,
}

/// A clause, and what it says.
#[derive(Clone, Debug)]
struct Clause {
    text: String,
    meaning: Meaning,
    /// Whether what comes behind it in its sentence may hold in some case only.
    case: bool,
    /// Whether it gives a meaning to a number that may be out of bounds.
    special: bool,
}

const UPPER: [&str; 20] = [
    "最大{}",
    "最大值为{}",
    "最大值：{}",
    "最多{}个",
    "最多支持{}个",
    "不超过{}",
    "不大于{}",
    "不多于{}",
    "小于等于{}",
    "小于或等于{}",
    "≤{}",
    "<={}",
    "上限为{}",
    "不能大于{}",
    "不得超过{}",
    "不可大于{}",
    "at most {}",
    "up to {}",
    "maximum: {}",
    "no more than {}",
];
const LOWER: [&str; 12] = [
    "最小{}",
    "最小值为{}",
    "至少{}个",
    "不小于{}",
    "不少于{}",
    "不低于{}",
    "大于等于{}",
    "≥{}",
    "不能小于{}",
    "不得少于{}",
    "at least {}",
    "minimum {}",
];
const ABOVE: [&str; 3] = ["大于{}", "必须大于{}", "greater than {}"];
const BELOW: [&str; 3] = ["小于{}", "须小于{}", "less than {}"];
const DEFAULT: [&str; 8] =
    ["默认{}", "默认值：{}", "默认值为{}", "缺省为{}", "缺省值: {}", "默认是{}个", "default: {}", "defaults to {}"];
const RANGE: [&str; 9] = [
    "取值范围[{},{}]",
    "取值范围为[{}, {}]",
    "范围{}-{}",
    "取值{}~{}",
    "取值范围：{}到{}",
    "介于{}和{}之间",
    "[{}，{}]",
    "取值范围({}-{})",
    "between {} and {}",
];
/// Words that turn a statement into another, or into none.
const NEGATED: [&str; 9] =
    ["非{}", "不是{}", "没有{}的限制", "不支持的{}", "不再{}", "非Linux系统{}", "Linux系统{}", "并非{}", "无{}"];
const CASES: [&str; 9] = [
    "竞价型实例时，{}",
    "如果为竞价型则{}",
    "对于竞价型，{}",
    "若选择甲，{}",
    "仅当为甲时{}",
    "甲情况下，{}",
    "甲区{}",
    "when small, {}",
    "for small ones, {}",
];
/// Words behind a statement that say that it was not all.
const MORE: [&str; 17] = [
    "，或者-1",
    "或7",
    "，或7",
    "（华北），7（华东）",
    "，但不含7",
    "，不含7",
    "，华东7",
    "，SSD为7",
    "，除7外",
    "左右",
    "，甲时。",
    "（不含）",
    "或[7,8]",
    " for small ones",
    ", except 7",
    "，否则为7",
    "～7～8",
];

/// Those of them that name a case.
const NAMES_A_CASE: [&str; 3] = ["，华东7", "，SSD为7", "，否则为7"];

fn fill(form: &str, numbers: &[&Number]) -> String {
    numbers.iter().fold(form.to_owned(), |text, number| text.replacen("{}", &number.text, 1))
}

fn statement() -> BoxedStrategy<Clause> {
    let one = |forms: &'static [&'static str], meaning: fn(Option<i64>) -> Meaning| {
        (select(forms), number()).prop_map(move |(form, number)| Clause {
            text: fill(form, &[&number]),
            meaning: meaning(number.value),
            case: false,
            special: false,
        })
    };
    let range = (select(&RANGE[..]), number(), number()).prop_map(|(form, low, high)| {
        let ordered = low.value.zip(high.value).is_some_and(|(low, high)| low <= high);
        let comma = |number: &Number| number.text.contains([',', '，']);
        // A comma in a number between brackets may part two.
        let sure = ordered && !(form.contains('[') && (comma(&low) || comma(&high)));
        let meaning =
            Meaning { min: Some(low.value.filter(|_| sure)), max: Some(high.value.filter(|_| sure)), default: None };
        Clause { text: fill(form, &[&low, &high]), meaning, case: false, special: false }
    });
    prop_oneof![
        3 => one(&UPPER, |value| Meaning { max: Some(value), ..Meaning::default() }),
        2 => one(&LOWER, |value| Meaning { min: Some(value), ..Meaning::default() }),
        1 => one(&ABOVE, |value| Meaning { min: Some(value.map(|value| value + 1)), ..Meaning::default() }),
        1 => one(&BELOW, |value| Meaning { max: Some(value.map(|value| value - 1)), ..Meaning::default() }),
        3 => one(&DEFAULT, |value| Meaning { default: Some(value), ..Meaning::default() }),
        3 => range,
    ]
    .boxed()
}

/// Nothing of it may be written.
fn unsure(meaning: Meaning) -> Meaning {
    let unsure = |known: Option<Option<i64>>| known.map(|_| None);
    Meaning { default: unsure(meaning.default), min: unsure(meaning.min), max: unsure(meaning.max) }
}

fn clause() -> BoxedStrategy<Clause> {
    let wrapped = |forms: &'static [&'static str], case: bool| {
        (select(forms), statement()).prop_map(move |(form, inner)| Clause {
            text: form.replace("{}", &inner.text),
            meaning: unsure(inner.meaning),
            case,
            special: false,
        })
    };
    let more = (statement(), select(&MORE[..])).prop_map(|(inner, more)| Clause {
        text: inner.text + more,
        meaning: unsure(inner.meaning),
        case: NAMES_A_CASE.contains(&more),
        special: false,
    });
    let special = (statement(), select(&["，-1表示不限", "。-1代表不限制"][..])).prop_map(|(inner, more)| Clause {
        text: inner.text + more,
        special: true,
        ..inner
    });
    prop_oneof![1 => special, 4 => statement(), 1 => wrapped(&NEGATED, false), 1 => wrapped(&CASES, true), 2 => more]
        .boxed()
}

/// Bounds that leave out -1 are not all, where -1 has a meaning.
fn within(mut meaning: Meaning, special: bool) -> Meaning {
    let leaves_out =
        meaning.min.flatten().is_some_and(|min| min > -1) || meaning.max.flatten().is_some_and(|max| max < -1);
    if special && leaves_out {
        (meaning.min, meaning.max) = (meaning.min.map(|_| None), meaning.max.map(|_| None));
    }
    meaning
}

/// A description of one or two clauses.
fn description() -> impl Strategy<Value = (String, Meaning)> {
    let parts = (
        select(&["数量，", "数量。", "", "数量 "][..]),
        clause(),
        select(&["，", "。", "；", ", "][..]),
        prop::option::of(clause()),
    );
    parts.prop_map(|(subject, first, between, second)| {
        let Some(second) = second else {
            return (subject.to_owned() + &first.text, within(first.meaning, first.special));
        };
        let meaning = first.meaning;
        // Words about a case may be about both.
        let apart = between == "。";
        let other = if first.case && !apart { unsure(second.meaning) } else { second.meaning };
        let both = |one: Option<Option<i64>>, other: Option<Option<i64>>| match (one, other) {
            (Some(one), Some(other)) if one == other => Some(one),
            // Of two things that differ, or of one that is not sure, none is all.
            (Some(_), Some(_)) => Some(None),
            (one, other) => one.or(other),
        };
        let mut meaning = Meaning {
            default: both(meaning.default, other.default),
            min: both(meaning.min, other.min),
            max: both(meaning.max, other.max),
        };
        // A bound that nobody is sure of makes the other one unsure: `[1,100], or -1`.
        if meaning.min == Some(None) || meaning.max == Some(None) {
            meaning.min = meaning.min.map(|_| None);
            meaning.max = meaning.max.map(|_| None);
        }
        let crossed = meaning.min.flatten().zip(meaning.max.flatten()).is_some_and(|(min, max)| min > max);
        if crossed {
            (meaning.min, meaning.max) = (Some(None), Some(None));
        }
        let meaning = within(meaning, first.special || second.special);
        (format!("{subject}{}{between}{}", first.text, second.text), meaning)
    })
}

fn row(ty: &str, description: &str) -> (Value, String) {
    let page =
        format!("## PingThing（探测）\n\n### 请求参数\n\n参数\t类型\t是否必选\t描述\nX\t{ty}\t否\t{description}\n");
    let import = read(&page, None);
    let action: Value = serde_json::from_str(&import.actions[0].text).expect("JSON");
    let listed = import.report.iter().filter(|finding| finding.kind == FindingKind::NotUnderstood);
    let listed: Vec<_> = listed.map(|finding| finding.message.clone()).collect();
    (action["request"]["members"][0].clone(), listed.join("; "))
}

/// `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(1024), failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_is_written_of_a_number_is_what_the_sentence_means((text, meaning) in description()) {
        let (row, listed) = row("Long", &text);
        let mut missing = false;
        for (key, meant) in [("default", meaning.default), ("min", meaning.min), ("max", meaning.max)] {
            let written = row[key].as_i64();
            if let Some(written) = written {
                prop_assert_eq!(Some(Some(written)), meant, "{} of {:?}: {}", key, text, listed);
            }
            missing |= meant.is_some() && written.is_none();
        }
        prop_assert!(!missing || !listed.is_empty(), "{text:?} is dropped in silence: {row}");
        for key in ["max_when", "default_when", "enum"] {
            prop_assert!(row[key].is_null(), "{text:?}: {row}");
        }
    }

    #[test]
    fn what_is_written_of_a_length_is_what_the_sentence_means(
        (low, high) in (number(), number()),
        form in select(&["长度为{}-{}个字符", "{}～{}个字符", "长度范围：{}到{}个字符", "长度不少于{}，不超过{}个字符"][..]),
        more in select(&["", "，中文最多7个字符", "或7个字符", "，SSD为7个字符", "，或者不限", "（不含）", "左右"][..]),
    ) {
        let text = format!("名称，{}{more}", fill(form, &[&low, &high]));
        let sure = more.is_empty() && low.value.zip(high.value).is_some_and(|(low, high)| low <= high);
        let (row, listed) = row("String", &text);
        for (key, value) in [("min_length", low.value), ("max_length", high.value)] {
            if let Some(written) = row[key].as_i64() {
                prop_assert_eq!(Some(written), value.filter(|_| sure), "{} of {:?}: {}", key, text, listed);
            }
        }
        let whole = !row["min_length"].is_null() && !row["max_length"].is_null();
        prop_assert!(whole || !listed.is_empty(), "{text:?} is dropped in silence: {row}");
    }

    #[test]
    fn what_is_written_of_values_is_what_the_sentence_means(
        names in prop::collection::vec("[A-Z][a-z]{1,5}[0-9]?", 1..5),
        mark in select(&["、", "，", ",", "/", " | ", "或"][..]),
        lead in select(&["有效值：", "可选值：", "取值：", "不支持的值：", "有效值不包括：", "非有效值：", "竞价型实例时，有效值："][..]),
        more in select(&["", "。", "等", "，除Abc外", "，但不含Abc", "，或者不填", "（最大7）", "类", "，华东还支持Xyz"][..]),
    ) {
        let text = format!("模式，{lead}{}{more}", names.join(mark));
        let sure = lead.starts_with(['有', '可', '取']) && !lead.contains('不') && matches!(more, "" | "。");
        let (row, listed) = row("String", &text);
        let mut distinct: Vec<&String> = Vec::new();
        for name in &names {
            if !distinct.contains(&name) {
                distinct.push(name);
            }
        }
        if let Some(values) = row["enum"].as_array() {
            let values: Vec<_> = values.iter().filter_map(|value| value["value"].as_str()).collect();
            prop_assert!(sure, "{text:?}: {values:?}");
            prop_assert_eq!(values, distinct);
        } else {
            prop_assert!(!listed.is_empty(), "{text:?} is dropped in silence: {row}");
        }
    }
}
