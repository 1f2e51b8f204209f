//! What the short help of an action has room for.

use unicode_width::UnicodeWidthStr as _;

use super::hint;
use crate::lang::Lang;
use crate::table::{Action, Condition, Member, Required};

/// Whether help has room for it: what is needed under rare conditions only is named.
pub(super) fn is_needed(required: &Required) -> bool {
    matches!(required, Required::Always | Required::Recommended | Required::When(Condition::Absent { .. }))
}

/// Parameters that the options above do not have.
pub(super) fn after_help(app: &str, action: &'static Action, others: &[String], lang: Lang) -> String {
    let mut text = String::new();
    let nested = action.request.members().iter().filter(|member| member.shape().is_some());
    let names: Vec<_> = others.iter().cloned().chain(nested.map(nested_flag)).collect();
    if !names.is_empty() {
        text += lang.pick("More parameters:\n", "其他参数：\n");
        text += &filled(&names);
        text.push('\n');
    }
    let (explain, all) = lang.pick(("what each is", "all of them"), ("说明各参数", "全部说明"));
    let name = action.info.name;
    text + &format!("{app} explain {name} PARAMETER: {explain}\n{app} help {name}: {all}\n{}", hint(app, lang))
}

/// `--container.N.name`
fn nested_flag(member: &'static Member) -> String {
    let position = if member.list { ".N" } else { "" };
    format!("--{}{position}.…", member.flag)
}

/// Words on lines of a terminal's usual width.
fn filled(words: &[String]) -> String {
    const WIDTH: usize = 78;
    let mut lines = vec![String::from(" ")];
    for word in words {
        let line = lines.last_mut().filter(|line| line.chars().count() + word.chars().count() < WIDTH);
        match line {
            Some(line) => line.extend([" ", word]),
            None => lines.push(format!("  {word}")),
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// As much of a description as help has room for: its first sentence, of a long one the first clause.
pub(crate) fn sentence(text: &str) -> &str {
    const LONG: usize = 45;
    let until = |text: &'static [&str], of: &str| {
        let ends = text.iter().filter_map(|mark| of.find(mark).map(|at| at + mark.trim_end().len()));
        ends.min()
    };
    let sentence = until(&[". ", "。"], text).map_or(text, |end| &text[..end]);
    if sentence.width() <= LONG {
        return sentence;
    }
    let clause = until(&[", ", ": ", "; ", "，", "：", "；"], sentence).map_or(sentence, |end| &sentence[..end]);
    clause.trim_end_matches([',', ':', ';', '，', '：', '；'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_has_the_first_sentence_of_a_description_or_the_first_clause_of_a_long_one() {
        assert_eq!(sentence("Cores, as a number. More."), "Cores, as a number.");
        assert_eq!(
            sentence("Security groups of the container group, of which there are three at most."),
            "Security groups of the container group"
        );
        assert_eq!(
            sentence("绑定到容器组的安全组，最多可以绑定三个，须与子网属于同一个 VPC。其他。"),
            "绑定到容器组的安全组"
        );
    }
}
