//! Help: on a screen, in both languages, and whole where that is asked for.

use super::{home, kci, run, stderr, stdout};

/// The width of a terminal that nobody made larger.
const COLUMNS: usize = 80;

fn help(words: &[&str], lang: &str) -> String {
    let home = home();
    let mut command = kci(home.path(), &[words, &["-h", "--lang", lang]].concat());
    let output = run(command.env("COLUMNS", COLUMNS.to_string()));
    assert!(output.status.success(), "{words:?}: {}", stderr(&output));
    stdout(&output)
}

/// The names that stand below `Commands:` of a help.
fn commands(of: &[&str]) -> Vec<String> {
    let text = help(of, "en");
    let below = text.lines().skip_while(|line| *line != "Commands:").skip(1);
    let rows = below.take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    rows.map(str::to_owned).collect()
}

/// How many columns a terminal gives a text.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if ('\u{2e80}'..='\u{ffef}').contains(&letter) { 2 } else { 1 }).sum()
}

#[track_caller]
fn fits(words: &[&str], lines: usize) {
    for lang in ["en", "zh"] {
        let text = help(words, lang);
        assert!(text.lines().count() <= lines, "kci {words:?} has {} lines:\n{text}", text.lines().count());
        let longest = text.lines().max_by_key(|line| width(line)).unwrap_or_default();
        assert!(width(longest) <= COLUMNS, "kci {words:?}: {longest}");
    }
}

#[test]
fn help_of_every_command_fits_a_screen() {
    fits(&[], 30);
    let all = commands(&[]);
    assert!(all.len() > 10, "{all:?}");
    for name in all.iter().filter(|name| *name != "create") {
        fits(&[name], 30);
    }
    for name in commands(&["cache"]) {
        fits(&["cache", &name], 30);
    }
}

#[test]
fn help_of_every_action_fits_a_screen() {
    let home = home();
    let actions = stdout(&run(&mut kci(home.path(), &["api", "-o", "id"])));
    assert!(actions.lines().count() > 10, "{actions}");
    for action in actions.lines() {
        fits(&["api", action], 40);
    }
}

#[test]
fn help_has_all_options_of_a_command_and_all_parameters_of_an_action() {
    let home = home();
    let help = |topic: &str| stdout(&run(&mut kci(home.path(), &["help", topic])));
    let of_command = help("logs");
    assert!(of_command.contains("--follow") && of_command.contains("--query <JMESPATH>"), "{of_command}");
    let of_action = help("create");
    for path in ["  Container.N.LivenessProbe.HttpGet.Path\n", "  Volume.N.Type\n", "\nAnswer\n"] {
        assert!(of_action.contains(path), "{path} in {of_action}");
    }
}

#[test]
fn a_mistake_is_told_in_the_language_of_the_locale() {
    let home = home();
    let text = |words: &[&str]| {
        let output = run(kci(home.path(), words).env("LANG", "zh_CN.UTF-8"));
        assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
        stderr(&output)
    };
    assert_eq!(text(&["lss"]), "错误: 没有命令 `lss`\n帮助: 是否想用 logs、ls？\n      用法：kci <命令>\n");
    assert_eq!(
        text(&["wait", "x", "--timeout", "soon"]),
        "错误: --timeout <TIME>：`soon`：时间写作 90、90s、10m 或 1h 30m\n"
    );
    assert!(text(&[]).contains("用法：kci <命令>"));
}
