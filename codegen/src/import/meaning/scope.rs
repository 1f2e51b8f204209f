//! Whether words hold for a parameter as a whole, or only for some case of it.

use super::text::is_han;
use crate::import::phrase::phrases;

phrases! {
    /// `当类型为甲时，…`, `when the kind is A, …`: what follows holds in that case only.
    CASE_BEFORE = r"(?:时|情况下|的话|前提下)[,\s]*$|(?i)\b(?:when|if|for|unless|in case)\b[^,.;]*,\s*$";
    /// `不填时，…`: the case of every default.
    NO_CASE = r"(?:不填写?|为空|未填写?|不指定|未指定|不传|未传|缺省|不设置|未设置|不选择?|没有?指定)时?[,\s]*$|(?i)\b(?:empty|absent|not (?:set|given|specified)|left out|omitted),\s*$";
    CASE_AFTER = r"(?i)^\s*(?:for|when|if|unless|in case|on)\b";
    /// Words that say nothing about a case.
    NEUTRAL = r"(?:名称|名字|名|长度|数量|个数|总数|数目|大小|容量|值|目前|当前|单次|每次|一次|且|并|可|支持|系统|参数|描述|备注|路径|内容|有效|允许|合法|的|仅|只|能|,)$";
}

/// Whether the words between these texts hold in some case only.
pub(super) fn is_case(before: &str, after: &str) -> bool {
    (CASE_BEFORE.is_in(before) && !NO_CASE.is_in(before)) || CASE_AFTER.is_in(after)
}

/// Whether a word right before says what the rest is about: `甲盘最大5` says nothing of all disks.
pub(super) fn has_subject(before: &str) -> bool {
    let names = |letter: char| is_han(letter) || letter.is_ascii_alphanumeric();
    before.chars().next_back().is_some_and(names) && !NEUTRAL.is_in(before) && !NO_CASE.is_in(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_a_condition_holds_in_that_case() {
        assert!(is_case("大小,当Type为A时,", ""));
        assert!(is_case("When Type is A, ", ""));
        assert!(is_case("At most 5", " for A"));
        assert!(!is_case("不填时,", ""), "every default is about that case");
        assert!(!is_case("大小,", ",可改"));
    }

    #[test]
    fn a_word_right_before_is_a_subject_unless_it_is_neutral() {
        assert!(has_subject("A区"));
        assert!(has_subject("大小,SSD"));
        assert!(!has_subject("大小,"));
        assert!(!has_subject("目前"));
    }
}
