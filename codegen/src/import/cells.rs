//! The first three cells of a row: name, type, and whether it must be there.

use super::condition::{Condition, required_when};
use super::phrase::{group, phrases};
use super::text::half_width;

phrases! {
    NAME = r"^([A-Za-z][A-Za-z0-9_\-]*(?:\.[A-Za-z0-9_\-]+)*?)(\.[Nn](?:\.[A-Za-z0-9_\-]+)*|\[\]|\.\d+)?$";
    LIST = r"(?i)^(?:array|list)\s*(?:of\s+|<\s*|\[\s*|\()([A-Za-z][A-Za-z0-9_.]*)\s*[>\])]?\s*(?:数据类型|结构体?|类型|对象|objects?)?$";
    LIST_AFTER = r"^([A-Za-z][A-Za-z0-9_.]*)\s*(?:\[\]|\s+(?i:list|array)|\s*(?:列表|数组))$";
    BARE_LIST = r"(?i)^(?:array|list|列表|数组)$";
    SHAPE = r"^([A-Za-z][A-Za-z0-9_.]*)\s*(?:数据类型|结构体?|类型|对象|(?i:object|structure|data type))?$";
    /// A row whose cells stand between spaces, outside of its table.
    SPACED = r"^([A-Za-z][A-Za-z0-9_.]*)\s+((?i:(?:array|list)\s+of)\s+[A-Za-z][\w.]*(?:\s*数据类型)?|[A-Za-z][\w.]*(?:\s*数据类型)?)",
             r"(?:\s+(是|否|(?i:yes|no|true|false|required|optional))([,，]\S*)?)?\s+(\S.*)$";
}

/// A wire name, and whether `.N` says that it is a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) wire: String,
    pub(crate) list: bool,
}

/// Reads a name. Nothing where it is none: a name has no spaces, and starts with a letter.
pub(crate) fn name(cell: &str) -> Option<Name> {
    let found = NAME.captures(cell.trim())?;
    let tail = group(&found, 2);
    // What stands after the `.N` is a member of an element, which a row of a nested table should say.
    (!tail.get(2..).is_some_and(|rest| rest.contains('.')))
        .then(|| Name { wire: group(&found, 1).to_owned(), list: !tail.is_empty() })
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// One of the format's own types, by its name there.
    Scalar(&'static str),
    /// A table of its own, by the name that the cell gives it.
    Shape(String),
    /// Only that it is a list.
    Unknown,
}

const SCALARS: [(&str, &[&str]); 5] = [
    ("string", &["string", "str", "text", "字符串", "datetime", "timestamp", "date"]),
    ("integer", &["integer", "int", "int32", "整数", "整型"]),
    ("long", &["long", "int64", "长整型", "bigint"]),
    ("float", &["float", "double", "number", "浮点数", "浮点型", "decimal"]),
    ("boolean", &["boolean", "bool", "布尔", "布尔值", "布尔型"]),
];

/// Reads a type cell: the type, and whether it says that it is a list. Nothing where it says no type.
pub(crate) fn ty(cell: &str) -> Option<(Type, bool)> {
    let cell = half_width(cell);
    let cell = cell.trim();
    if BARE_LIST.is_in(cell) {
        return Some((Type::Unknown, true));
    }
    if let Some(found) = LIST.captures(cell).or_else(|| LIST_AFTER.captures(cell)) {
        return Some((named(group(&found, 1)), true));
    }
    if let Some((scalar, _)) = scalar(cell) {
        return Some((Type::Scalar(scalar), false));
    }
    SHAPE.captures(cell).map(|found| (named(group(&found, 1)), false))
}

fn scalar(word: &str) -> Option<(&'static str, &'static [&'static str])> {
    let lower = word.to_lowercase();
    SCALARS.into_iter().find(|(_, words)| words.contains(&lower.as_str()))
}

fn named(word: &str) -> Type {
    match scalar(word) {
        Some((scalar, _)) => Type::Scalar(scalar),
        None => Type::Shape(word.trim_end_matches(".N").to_owned()),
    }
}

/// Whether a member must be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Required {
    Always,
    Never,
    When(Condition),
}

const YES: [&str; 12] =
    ["是", "必选", "必填", "必须", "必传", "yes", "y", "true", "required", "mandatory", "√", "必需"];
const NO: [&str; 9] = ["否", "可选", "选填", "非必选", "非必填", "no", "n", "false", "optional"];

/// Reads the cell of a column that says whether the member must be there. Nothing where it says neither.
pub(crate) fn required(cell: &str) -> Option<Required> {
    let cell = half_width(cell).trim().trim_end_matches(['。', '.', ',']).to_owned();
    let lower = cell.to_lowercase();
    if YES.contains(&lower.as_str()) {
        return Some(Required::Always);
    }
    if NO.contains(&lower.as_str()) {
        return Some(Required::Never);
    }
    required_when(&cell).map(Required::When)
}

/// The cell of a column that says whether the member may be left out.
pub(crate) fn optional(cell: &str) -> Option<Required> {
    let read = required(cell)?;
    Some(match read {
        Required::Always => Required::Never,
        Required::Never => Required::Always,
        when @ Required::When(_) => when,
    })
}

/// Whether a cell could be a name.
pub(crate) fn is_name(cell: &str) -> bool {
    name(cell).is_some()
}

/// Whether a cell is surely a type: one of the known types, a list, or said to be a type.
pub(crate) fn is_type(cell: &str) -> bool {
    match ty(cell) {
        Some((Type::Scalar(_) | Type::Unknown, _) | (_, true)) => true,
        Some((Type::Shape(name), false)) => name != cell.trim() || name.starts_with(|c: char| c.is_ascii_uppercase()),
        None => false,
    }
}

/// Whether a cell says that a member must be there, or not.
pub(crate) fn is_required(cell: &str) -> bool {
    required(cell).is_some()
}

/// The cells of a row that stands outside its table, with spaces between them: name, type, required if it says so,
/// description.
pub(crate) fn spaced(line: &str, with_required: bool) -> Option<Vec<String>> {
    let found = SPACED.captures(line.trim())?;
    let (name, ty) = (group(&found, 1), group(&found, 2));
    let required = [group(&found, 3), group(&found, 4)].concat();
    if !is_type(ty) || (with_required && required.is_empty()) {
        return None;
    }
    let required = with_required.then_some(required);
    let cells = [Some(name.to_owned()), Some(ty.to_owned()), required, Some(group(&found, 5).to_owned())];
    Some(cells.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_n_is_a_list() {
        assert_eq!(name("Image.N"), Some(Name { wire: "Image".into(), list: true }));
        assert_eq!(name("Group.Name"), Some(Name { wire: "Group.Name".into(), list: false }));
        assert_eq!(name("two words"), None);
    }

    #[test]
    fn types_are_read_in_every_spelling() {
        assert_eq!(ty("Array of String"), Some((Type::Scalar("string"), true)));
        assert_eq!(ty("Array of Port"), Some((Type::Shape("Port".into()), true)));
        assert_eq!(ty("DnsConfig数据类型"), Some((Type::Shape("DnsConfig".into()), false)));
        assert_eq!(ty("Filter.N 数据类型"), Some((Type::Shape("Filter".into()), false)));
        assert_eq!(ty("Int64"), Some((Type::Scalar("long"), false)));
        assert_eq!(ty("List"), Some((Type::Unknown, true)));
        assert_eq!(ty("List<String>"), Some((Type::Scalar("string"), true)));
        assert_eq!(ty("- 无 -"), None);
    }

    #[test]
    fn required_cells_may_carry_a_condition() {
        assert_eq!(required("否，当VolumeId为空时必填"), Some(Required::When(Condition::Absent("VolumeId".into()))));
        let spot = Condition::Equals("ChargeType".into(), "Spot".into());
        assert_eq!(required("否，当ChargeType为Spot时必填"), Some(Required::When(spot.clone())));
        assert_eq!(required("Required when ChargeType is Spot"), Some(Required::When(spot)));
        assert_eq!(required("看情况"), None);
    }

    #[test]
    fn two_conditions_in_one_cell_are_none() {
        for cell in
            ["否，当A为x或y时必填", "否，当A为空或B为空时必填", "当A为x且B为y时必选", "Required when A is x or B is y"]
        {
            assert_eq!(required(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_column_of_what_may_be_left_out_says_the_opposite() {
        assert_eq!(optional("是"), Some(Required::Never));
        assert_eq!(optional("No"), Some(Required::Always));
    }

    #[test]
    fn rows_outside_their_table_are_split_at_spaces() {
        assert_eq!(spaced("GroupId String 组ID", false), Some(vec!["GroupId".into(), "String".into(), "组ID".into()]));
        let cells = ["Login.N", "Array of Login", "否", "凭证"].map(str::to_owned).to_vec();
        assert_eq!(spaced("Login.N Array of Login 否 凭证", true), Some(cells));
        assert_eq!(spaced("The pod is gone", false), None);
    }
}
