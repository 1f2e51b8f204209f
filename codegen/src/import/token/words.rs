//! The vocabulary: words that state constraints, limit them, or say nothing about them.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Kind;

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Default,
    /// `by default`, of what happens.
    ByDefault,
    Max,
    Min,
    Greater,
    Less,
    Longest,
    Shortest,
    Range,
    Between,
    /// `takes`: values or a range.
    Taking,
    Values,
    Length,
    Chars,
    UnitIntro,
    Precise,
    DecimalPoint,
    Decimals,
    Digits,
    Integer,
    Count,
    Several,
    Copula,
    Verb,
    Of,
    To,
    Within,
    Inclusive,
    Must,
    MustNot,
    Not,
    Only,
    Contain,
    Compose,
    With,
    Start,
    End,
    Or,
    And,
    If,
    Time,
    For,
    Then,
    Empty,
    Else,
    /// Takes back some of what was said.
    Turn,
    /// Says what is usual, not what is allowed.
    Advice,
    Effective,
    Regex,
    Means,
    Note,
    Machine,
    Kind,
    /// May stand beside a statement without changing it.
    Neutral,
    /// Prose; here so that no shorter word is seen in it.
    Plain,
}

/// Letters that a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Letters {
    Any,
    Lower,
    Upper,
    Digits,
    AnyOrDigits,
    Underscore,
    Hyphen,
    Dot,
    /// The separators that were named before.
    Separators,
}

const KEYS: &[(Key, &str)] = &[
    (Key::Default, "默认值 缺省值 默认取值 默认 缺省 default defaults default_value default_values"),
    (Key::ByDefault, "默认会 默认将 默认不 默认由 默认情况下 by_default"),
    (
        Key::Max,
        "最大值 最大 最多 最高 至多 不超过 不能超过 不得超过 不可超过 不应超过 不多于 不大于 不高于 上限 小于等于 小于或等于 小于或者等于 \
         不能大于 不得大于 不可大于 不能多于 不得多于 不能高于 max maximum maximum_value max_value at_most up_to no_more_than \
         no_longer_than not_more_than",
    ),
    (
        Key::Min,
        "最小值 最小 最少 最低 至少 不小于 不少于 不低于 下限 大于等于 大于或等于 大于或者等于 不能小于 不得小于 不可小于 不能少于 不得少于 不能低于 \
         不得低于 min minimum minimum_value min_value at_least no_less_than not_less_than",
    ),
    (Key::Greater, "大于 超过 高于 多于 greater_than more_than above over"),
    (Key::Less, "小于 低于 少于 不足 不到 less_than fewer_than below under"),
    (Key::Longest, "最长"),
    (Key::Shortest, "最短"),
    (Key::Range, "取值范围 可取值范围 有效范围 有效值范围 数量范围 范围 取值区间 区间 range ranges"),
    (Key::Between, "介于 between"),
    (Key::Taking, "取值 可取值"),
    (
        Key::Values,
        "有效值 可选值 合法值 枚举值 候选值 支持值 values valid_values valid_value allowed_values allowed_value possible_values \
         possible_value supported_values accepted_values one_of",
    ),
    (Key::Length, "长度 长度范围 长度限制 length"),
    (Key::Chars, "字符 个字符 个英文字符 英文字符 characters character chars char"),
    (Key::UnitIntro, "单位 unit units"),
    (Key::Precise, "精确到 保留"),
    (Key::DecimalPoint, "小数点后 小数后"),
    (Key::Decimals, "小数 decimals decimal decimal_places digits_after_the_decimal_point digits_after_the_point"),
    (Key::Digits, "位"),
    (Key::Integer, "整数 整型 integer integers"),
    (Key::Count, "个 条 项 台 块 次 组 份 items item entries elements"),
    (Key::Several, "以下 如下 一种 两种 三种 四种 五种 六种 七种 八种 九种 十种 几种 多种"),
    (Key::Copula, "为 是 等于 取值为 取值是 设为 is are be equals"),
    (
        Key::Verb,
        "支持 可支持 指定 可指定 绑定 可绑定 设置 可设置 设置为 选择 可选择 传 可传 传入 可传入 添加 可添加 输入 可输入 填写 允许 supports support",
    ),
    (Key::Of, "的 of"),
    (Key::To, "到 至 to"),
    (Key::Within, "以内 之内 之间 范围内"),
    (Key::Inclusive, "含边界 包含边界 闭区间 含端点 inclusive"),
    (Key::Must, "必须 必需 必填 必选 必传 必要 must required mandatory"),
    (Key::MustNot, "不能 不可以 不可 不得 不允许 不要 不应 cannot must_not may_not can_not"),
    (Key::Not, "不支持 不 非 无 未 没有 无法 禁止 不会 不需要 不再 not no non never without"),
    (Key::Only, "只能 仅能 只可以 仅可以 只可 仅可 只 仅 only"),
    (Key::Contain, "包含 由 使用 含有 含 contain contains consist_of consists_of consist_only_of consists_only_of"),
    (Key::Compose, "组成 构成"),
    (Key::With, "以 with"),
    (Key::Start, "开头 开始 start starts begin begins"),
    (Key::End, "结尾 结束 end ends"),
    (Key::Or, "或 或者 or"),
    (Key::And, "和 及 以及 与 且 并 并且 而且 同时 and both"),
    (Key::If, "当 若 如果 如 仅当 只有当 假如 一旦 if when unless in_case"),
    (Key::Time, "时 时候 的时候 情况下 的情况下 的话 前提下 的前提下 场景下 模式下"),
    (Key::For, "对于 针对 对 for on"),
    (Key::Then, "则 那么 就 才"),
    (
        Key::Empty,
        "为空 不填写 不填 未填写 未填 不指定 未指定 不传 未传 不设置 未设置 不选择 不选 没有指定 留空 empty absent missing omitted not_set not_given \
         not_specified left_out",
    ),
    (Key::Else, "其他 其它 其余 others other"),
    (
        Key::Turn,
        "但是 但 不过 除了 除外 除 其中 否则 另外 例外 不含 不包含 不包括 排除 以外 之外 反之 另 except but otherwise excluding however also else",
    ),
    (
        Key::Advice,
        "建议 推荐 通常 一般 约 大约 左右 以上 大概 例如 比如 示例 示例值 举例 尽量 recommended about approximately usually e.g example",
    ),
    (Key::Effective, "生效 有效 takes_effect has_an_effect effective applies"),
    (Key::Regex, "正则表达式 正则 regular_expression regex"),
    (Key::Means, "表示 代表 意味着 意为 means"),
    (Key::Note, "注意 注 说明 备注 note notes"),
    (Key::Machine, "机型"),
    (Key::Kind, "类型 类"),
    (
        Key::Neutral,
        "目前 当前 单次 每次 一次 可以 可 能 名称 名字 数量 个数 总数 数目 大小 容量 值 参数 参数值 合法 应 需 须 请 该值 该参数 此参数 本参数 该 此 其 均 the a an \
         it its this can may should will value parameter number currently",
    ),
    (
        Key::Plain,
        "非常 时间 时长 超时 实时 临时 及时 暂时 时区 时刻 定时 随时 时段 时限 按时 时效 平时 延时 是否 认为 作为 因为 为了 为准 成为 称为 分为 视为 应当 适当 对象 \
         对应 密钥对 对端 相对 以便 以免 所以 无需 不仅 仅仅 有效期 有效时间 有效时长 字符串 字符集 特殊字符 注册 注释 标注 关注 如何 无限 注销 未来 说明书 不同 除非 \
         自由 由于 理由 路由 传输 上传 非空",
    ),
];

const LETTERS: &[(Letters, &str)] = &[
    (Letters::Any, "大小写英文字母 大小写字母 英文字母 英文大小写字母 英文 字母 letters letter"),
    (Letters::Lower, "小写英文字母 小写字母 lowercase_letters lowercase_letter lower-case_letters lower_case_letters"),
    (Letters::Upper, "大写英文字母 大写字母 uppercase_letters uppercase_letter upper-case_letters upper_case_letters"),
    (Letters::Digits, "数字 阿拉伯数字 digits digit numbers"),
    (Letters::AnyOrDigits, "alphanumerics alphanumeric alphanumeric_characters"),
    (Letters::Underscore, "下划线 英文下划线 underscores underscore"),
    (Letters::Hyphen, "中划线 短横线 连字符 连接符 短划线 hyphens hyphen dashes dash"),
    (Letters::Dot, "英文句点 句点 点号 英文点号 点 periods period dots dot"),
    (Letters::Separators, "分隔符 separators separator"),
];

/// Units by their words; those of data keep their own.
const UNITS: &[(&str, &str)] = &[
    ("core", "核 核心 个核 cores core"),
    ("hour", "小时 个小时 hours hour h"),
    ("day", "天 日 days day"),
    ("month", "月 个月 months month"),
    ("year", "年 years year"),
    ("minute", "分钟 分 minutes minute"),
    ("second", "秒 秒钟 seconds second s"),
    ("millisecond", "毫秒 milliseconds ms"),
    ("line", "行 lines line"),
    ("card", "卡 张 cards card"),
];

const DATA: [&str; 18] = [
    "B", "KB", "KiB", "Ki", "MB", "MiB", "Mi", "GB", "GiB", "Gi", "TB", "TiB", "Ti", "Mbps", "Gbps", "Kbps", "%",
    "MB/s",
];

/// What powers of ten are called.
pub(super) const MAGNITUDES: [(char, usize); 4] = [('百', 2), ('千', 3), ('万', 4), ('亿', 8)];

/// The longest word, in letters.
pub(super) const LONGEST: usize = 7;

static WORDS: LazyLock<HashMap<&'static str, Kind>> = LazyLock::new(|| {
    let keys = KEYS.iter().map(|(key, words)| (Kind::Key(*key), *words));
    let letters = LETTERS.iter().map(|(letters, words)| (Kind::Letters(*letters), *words));
    let units = UNITS.iter().map(|(_, words)| (Kind::Unit, *words));
    let all = units.chain(letters).chain(keys);
    all.flat_map(|(kind, words)| words.split_whitespace().map(move |word| (word, kind.clone()))).collect()
});

/// Most words of an English phrase, and their first words.
pub(super) const MOST_WORDS: usize = 5;

/// What a word is, if it is in the vocabulary: words of a phrase with `_` between them.
pub(super) fn known(word: &str) -> Option<&'static Kind> {
    WORDS.get(word)
}

/// Whether a word is a unit.
pub(crate) fn is_unit(word: &str) -> bool {
    let lower = word.to_lowercase();
    let listed = |words: &str| words.split_whitespace().any(|one| one == lower);
    DATA.contains(&word) || UNITS.iter().any(|(_, words)| listed(words))
}

/// A unit in the words of the format.
pub(crate) fn canonical_unit(word: &str) -> String {
    let lower = word.to_lowercase();
    let listed = |words: &str| words.split_whitespace().any(|one| one == lower);
    UNITS.iter().find(|(_, words)| listed(words)).map_or_else(|| word.to_owned(), |(unit, _)| (*unit).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_meanings() {
        let words: Vec<_> =
            KEYS.iter().map(|(_, words)| *words).chain(LETTERS.iter().map(|(_, words)| *words)).collect();
        let mut words: Vec<_> = words.into_iter().flat_map(str::split_whitespace).collect();
        let all = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all);
    }

    #[test]
    fn no_chinese_word_is_longer_than_the_lexer_looks() {
        let longest = WORDS.keys().filter(|word| !word.is_ascii()).map(|word| word.chars().count()).max();
        assert_eq!(longest, Some(LONGEST));
    }
}
