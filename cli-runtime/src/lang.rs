//! The two languages that people are spoken to in.

/// A text in English and in Chinese; the Chinese one may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Text {
    /// No text.
    pub const NONE: Self = Self { en: "", zh: "" };

    /// A text in both languages.
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }
}

/// A language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// The language of a locale, such as `zh_CN.UTF-8`, or of a word such as `zh`: Chinese, or else English.
    pub fn of_locale(locale: &str) -> Self {
        let is_chinese = locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if is_chinese { Self::Zh } else { Self::En }
    }

    /// The language of the environment: the first of these variables that is set says it.
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let first = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| get(name).filter(|text| !text.is_empty()));
        first.map_or(Self::En, |locale| Self::of_locale(&locale))
    }

    /// The text in this language, or in English where there is no other.
    pub const fn of(self, text: Text) -> &'static str {
        match self {
            Self::Zh if !text.zh.is_empty() => text.zh,
            _ => text.en,
        }
    }

    /// One of two texts.
    pub const fn pick<T: Copy>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_says_the_language() {
        let of = |pairs: &[(&str, &str)]| {
            Lang::of_environment(|name| {
                pairs.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(of(&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "ZH-TW")]), Lang::Zh);
        assert_eq!(of(&[]), Lang::En);
    }

    #[test]
    fn a_text_without_chinese_is_told_in_english() {
        assert_eq!(Lang::Zh.of(Text::new("a", "")), "a");
        assert_eq!(Lang::Zh.of(Text::new("a", "甲")), "甲");
    }
}
