//! Columns of parameter tables, by their Chinese and English names.

use super::text::half_width;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Name,
    Type,
    /// Whether the parameter must be there.
    Required,
    /// Whether the parameter may be left out: the opposite.
    Optional,
    Default,
    Example,
    Description,
    Other,
}

const NAMES: [(Column, &[&str]); 7] = [
    (
        Column::Name,
        &[
            "参数",
            "参数名",
            "参数名称",
            "名称",
            "字段",
            "字段名",
            "字段名称",
            "属性",
            "parameter",
            "parameter name",
            "name",
            "field",
            "field name",
            "member",
            "element",
            "property",
        ],
    ),
    (Column::Type, &["类型", "参数类型", "字段类型", "数据类型", "type", "data type"]),
    (
        Column::Required,
        &[
            "是否必选",
            "必选",
            "是否必须",
            "必须",
            "是否必填",
            "必填",
            "是否必传",
            "必传",
            "required",
            "required?",
            "mandatory",
            "is required",
        ],
    ),
    (Column::Optional, &["是否可缺省", "可缺省", "是否可选", "可选", "是否可为空", "optional", "optional?"]),
    (Column::Default, &["默认值", "缺省值", "default", "default value"]),
    (Column::Example, &["示例", "示例值", "example", "example value"]),
    (
        Column::Description,
        &["描述", "说明", "参数描述", "参数说明", "含义", "备注", "description", "remarks", "meaning"],
    ),
];

/// What a column of this name holds.
pub(crate) fn column(name: &str) -> Column {
    let name = half_width(name).trim().to_lowercase();
    let known = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
    known.map_or(Column::Other, |(column, _)| *column)
}

/// The columns of a table of parameters: nothing where these cells name none. Such a table names its parameters and
/// their types.
pub(crate) fn columns<T: AsRef<str>>(cells: &[T]) -> Option<Vec<Column>> {
    let columns: Vec<_> = cells.iter().map(|cell| column(cell.as_ref())).collect();
    let count = |column| columns.iter().filter(|one| **one == column).count();
    (count(Column::Name) == 1 && count(Column::Type) == 1).then_some(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_names_in_both_languages() {
        let chinese = columns(&["参数", "类型", "是否必选", "描述"]);
        let english = columns(&["Parameter", " Type ", "Required", "Description"]);
        assert_eq!(chinese, Some(vec![Column::Name, Column::Type, Column::Required, Column::Description]));
        assert_eq!(chinese, english);
        assert_eq!(column("是否可缺省"), Column::Optional);
    }

    #[test]
    fn a_table_without_names_and_types_is_no_table_of_parameters() {
        assert_eq!(columns(&["地域", "代码"]), None);
        assert_eq!(columns(&["参数", "描述"]), None);
    }
}
