//! Titles of sections, by their words: levels of headings are no tree in practice.

use super::phrase::{group, phrases};
use super::text::{half_width, is_han};

phrases! {
    /// `Name（标题）`, `Name (title)`, `Name - title`, `标题 Name`.
    NAME_AND_TITLE = r"^([A-Za-z][A-Za-z0-9_]*)\s*(?:\(\s*([^()]+?)\s*\)|\s+[-:~]\s*(\S.*)|\s*([\p{Han}].*))$";
    TITLE_AND_NAME = r"^([\p{Han}][\p{Han}\s]*?)\s*\(?\s*([A-Z][A-Za-z0-9_]*)\s*\)?$";
    IDENTIFIER = r"^([A-Za-z][A-Za-z0-9_]*)(?:\.N)?(?:\s*(?:数据类型|结构体?|类型|对象|object|structure|type))?$";
    NUMBERING = r"^(?:\d+(?:\.\d+)*[.、]?|[一二三四五六七八九十]+、|\(\d+\))\s*(.+)$";
    EXAMPLE = r"(?i)^(?:调用|请求)?(示例|example)\s*(\d+)\s*[:.、-]?\s*(.*)$";
    /// `当使用X时，参数如下：`.
    VARIANT = r"^(?:当|如果)?(?:使用|选择|类型为|Type为|Type\s*=)\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:类型)?时?[^。]*(?:参数|字段)?如下",
              r"|(?i)^(?:when|if|for)\s+(?:using\s+|\w+\s+is\s+)?([A-Za-z][A-Za-z0-9_.]*)[^.]*(?:parameters|fields|members)[^.:]*:\s*$";
}

/// What a heading, or a line on its own, announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Title {
    Request,
    Response,
    Description,
    Method,
    Examples,
    /// One example: what it is called with its number, and its own title.
    Example(String, String),
    ExampleRequest,
    ExampleResponse,
    /// The table for one value of a tag.
    Variant(String),
    /// A name with a title: an action.
    Action(String, String),
    /// A name alone: a shape, or an action where request parameters follow.
    Name(String),
    /// Errors and other sections that a spec of actions has no place for.
    Aside,
    Other,
}

const WORDS: [(&[&str], Title); 8] = [
    (
        &["输入参数", "请求参数", "入参", "request parameters", "input parameters", "parameters", "request"],
        Title::Request,
    ),
    (
        &[
            "返回参数",
            "输出参数",
            "响应参数",
            "返回结果",
            "出参",
            "返回数据",
            "返回值",
            "response parameters",
            "output parameters",
            "response elements",
            "response",
            "return values",
            "response fields",
            "response data",
        ],
        Title::Response,
    ),
    (&["接口描述", "接口说明", "功能描述", "接口功能", "description", "overview"], Title::Description),
    (&["请求方式", "请求方法", "method", "request method", "http method"], Title::Method),
    (&["调用示例", "示例", "请求响应示例", "举例", "example", "examples"], Title::Examples),
    (&["输入示例", "请求示例", "输入", "request example", "sample request", "example request"], Title::ExampleRequest),
    (
        &["返回示例", "响应示例", "输出示例", "response example", "sample response", "example response"],
        Title::ExampleResponse,
    ),
    (&["错误码", "错误代码", "公共错误", "errors", "error codes"], Title::Aside),
];

/// Reads a title.
pub(crate) fn title(text: &str) -> Title {
    let text = half_width(text);
    let text = text.trim();
    if let Some(found) = VARIANT.captures(text) {
        let value = [group(&found, 1), group(&found, 2)].concat();
        return Title::Variant(value);
    }
    let text = text.trim_end_matches(':').trim_end();
    let text = match NUMBERING.captures(text) {
        Some(found) => group(&found, 1),
        None => text,
    };
    if let Some(known) = words(text).or_else(|| both_languages(text)) {
        return known;
    }
    if let Some(found) = EXAMPLE.captures(text) {
        let between = if group(&found, 1).is_ascii() { " " } else { "" };
        let label = format!("{}{between}{}", group(&found, 1), group(&found, 2));
        return Title::Example(label, group(&found, 3).to_owned());
    }
    if METHODS.contains(&text) {
        return Title::Other;
    }
    if let Some(found) = IDENTIFIER.captures(text) {
        return Title::Name(group(&found, 1).to_owned());
    }
    if let Some(found) = NAME_AND_TITLE.captures(text) {
        let words = [group(&found, 2), group(&found, 3), group(&found, 4)].concat();
        return Title::Action(group(&found, 1).to_owned(), words);
    }
    if let Some(found) = TITLE_AND_NAME.captures(text) {
        return Title::Action(group(&found, 2).to_owned(), group(&found, 1).to_owned());
    }
    Title::Other
}

/// Methods of HTTP, which name nothing else.
const METHODS: [&str; 4] = ["GET", "POST", "PUT", "DELETE"];

/// The section of this name.
fn words(text: &str) -> Option<Title> {
    let lower = text.trim().to_lowercase();
    let found = WORDS.iter().find(|(words, _)| words.contains(&lower.as_str()));
    found.map(|(_, title)| title.clone())
}

/// A title in both languages: `Request Parameters（请求参数）`, `请求参数 Request Parameters`. Both have to say the same.
fn both_languages(text: &str) -> Option<Title> {
    let part = |han: bool| {
        let letters = text.chars().map(|letter| match letter {
            '(' | ')' | '/' | ':' | '-' => ' ',
            _ if letter.is_whitespace() || is_han(letter) == han => letter,
            _ => ' ',
        });
        letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (chinese, english) = (part(true), words(&part(false))?);
    let short = match english {
        Title::Request | Title::ExampleRequest => chinese == "请求",
        Title::Response | Title::ExampleResponse => chinese == "返回",
        _ => false,
    };
    (short || words(&chinese).as_ref() == Some(&english)).then_some(english)
}

/// Whether a line that has no mark of a heading is one all the same: only words that nothing else says.
pub(crate) fn is_bare_heading(text: &str) -> bool {
    !matches!(title(text), Title::Other | Title::Name(_) | Title::Action(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_known_in_both_languages() {
        assert_eq!(title("输入参数"), Title::Request);
        assert_eq!(title("Response Parameters:"), Title::Response);
        assert_eq!(title("2.1 请求参数"), Title::Request);
        assert_eq!(title("示例1 创建容器组"), Title::Example("示例1".into(), "创建容器组".into()));
    }

    #[test]
    fn sections_may_have_their_title_in_both_languages() {
        for text in ["Request Parameters（请求参数）", "请求参数 Request Parameters", "Request Parameters 请求参数"]
        {
            assert_eq!(title(text), Title::Request, "{text}");
        }
        assert_eq!(title("Response Elements（返回值）"), Title::Response);
        assert_eq!(title("Sample Request(请求)"), Title::ExampleRequest);
        assert_eq!(
            title("Response 请求参数"),
            Title::Action("Response".into(), "请求参数".into()),
            "they say two things"
        );
    }

    #[test]
    fn actions_have_a_name_and_a_title() {
        let action = |name: &str, title: &str| Title::Action(name.into(), title.into());
        assert_eq!(title("CreateThing（创建物件）"), action("CreateThing", "创建物件"));
        assert_eq!(title("CreateThing (创建物件)"), action("CreateThing", "创建物件"));
        assert_eq!(title("CreateThing - Create a thing"), action("CreateThing", "Create a thing"));
        assert_eq!(title("创建物件 CreateThing"), action("CreateThing", "创建物件"));
    }

    #[test]
    fn a_name_alone_is_a_shape_at_first() {
        assert_eq!(title("EBSVolume"), Title::Name("EBSVolume".into()));
        assert_eq!(title("Port 数据类型"), Title::Name("Port".into()));
    }

    #[test]
    fn variants_name_their_value() {
        assert_eq!(title("当使用DiskThing时，参数如下："), Title::Variant("DiskThing".into()));
        assert_eq!(title("When using DiskThing, the parameters are:"), Title::Variant("DiskThing".into()));
        assert_eq!(title("物件如下"), Title::Other);
    }
}
