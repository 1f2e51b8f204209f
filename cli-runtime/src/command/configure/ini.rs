//! Values of one profile in a file of profiles, with all else as it is.

/// The text with these values in a section, which is added where it is not there.
pub(super) fn with(text: &str, section: &str, values: &[(&str, &str)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_head = |line: &String| line.trim_start().starts_with('[');
    let start = lines.iter().position(|line| name_of(line) == Some(section));
    let start = start.unwrap_or_else(|| {
        if lines.last().is_some_and(|line| !line.trim().is_empty()) {
            lines.push(String::new());
        }
        lines.push(format!("[{section}]"));
        lines.len() - 1
    });
    for (name, value) in values {
        let end = lines.iter().skip(start + 1).position(is_head).map_or(lines.len(), |end| start + 1 + end);
        let line = format!("{name} = {value}");
        let inside = lines.iter().take(end).skip(start + 1);
        if let Some(at) = inside.map(|line| key_of(line)).position(|key| key.eq_ignore_ascii_case(name)) {
            lines[start + 1 + at] = line;
        } else {
            let last = lines.iter().take(end).rposition(|line| !line.trim().is_empty());
            lines.insert(last.map_or(end, |last| last + 1), line);
        }
    }
    lines.join("\n") + "\n"
}

fn name_of(line: &str) -> Option<&str> {
    let inside = line.trim_start().strip_prefix('[')?;
    inside.split_once(']').map(|(name, _)| name.trim())
}

/// The name before `=` or `:`; nothing for a comment, and for a line that goes on.
fn key_of(line: &str) -> &str {
    if line.starts_with(['#', ';', ' ', '\t']) {
        return "";
    }
    line.split(['=', ':']).next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_those_that_are_there_and_all_else_stays() {
        let text = "# mine\n[other]\nregion = x\n\n[default]\nKs_Access_Key_Id: OLD\n; a comment\nregion = y\n\n[last]\na = b\n";
        let expected = "# mine\n[other]\nregion = x\n\n[default]\nks_access_key_id = NEW\n; a comment\nregion = y\nmore = 1\n\n[last]\na = b\n";
        assert_eq!(with(text, "default", &[("ks_access_key_id", "NEW"), ("more", "1")]), expected);
    }

    #[test]
    fn a_profile_that_is_not_there_is_added() {
        assert_eq!(with("", "a", &[("x", "1")]), "[a]\nx = 1\n");
        assert_eq!(with("[b]\ny = 2", "a", &[("x", "1")]), "[b]\ny = 2\n\n[a]\nx = 1\n");
    }
}
