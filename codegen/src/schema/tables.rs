//! Actions, members, shapes.

use std::collections::BTreeMap;

use schemars::JsonSchema;

/// A text in two languages.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Text {
    /// English.
    en: String,
    /// Chinese.
    zh: Option<String>,
}

/// An action: its tables as documented, and the documents' examples.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Action {
    #[schemars(rename = "$schema")]
    schema: Option<String>,
    /// Wire name.
    action: String,
    /// Rust name of the client's method, where the rule makes a poor one.
    rust_name: Option<String>,
    title: Option<Text>,
    /// What it does.
    description: Option<Text>,
    /// Where it stands in the documents.
    section: Option<String>,
    /// Methods it takes; absent: the service's.
    methods: Option<Vec<Method>>,
    /// The one of them that the documents prefer; absent: the service's. Without any, the first of `methods` is sent.
    recommended_method: Option<Method>,
    /// How its body is written, where the method has one; absent: the service's.
    body: Option<Body>,
    effect: Effect,
    /// The response member that the action exists for: an answer without it and without a request id is none.
    yields: Option<String>,
    /// How what it created is found again, by the name that it was given.
    find_again: Option<FindAgain>,
    /// What describes that which it creates, so that a request is made of it again.
    recreates: Option<Recreates>,
    request: Side,
    response: Side,
    /// The documents' examples.
    examples: Option<Vec<Example>>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct FindAgain {
    /// The action that lists, page by page; its items have the name and what creating yields.
    action: String,
    /// The request member that is the name, and the member of the listed items.
    name: String,
    /// The request member of that action that looks for a name.
    search: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Recreates {
    /// The action that describes.
    action: String,
    /// The shape of its response.
    shape: String,
    /// Members of the request that stand elsewhere in the shape than under their own name: each with the path to its value.
    members: Option<BTreeMap<String, String>>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
pub(super) enum Method {
    Post,
    Get,
    Put,
    Delete,
}

/// Flattened, as a form; or as a JSON object, beside `Action` and `Version` in the query.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Body {
    Form,
    Json,
}

/// What calling it twice does: `read` changes nothing, `idempotent` twice is as once, `create` twice makes two.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Effect {
    Read,
    Idempotent,
    Create,
}

/// A request or a response: its members, and the shapes that they use.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Side {
    section: Option<String>,
    members: Vec<Member>,
    shapes: Option<BTreeMap<String, Shape>>,
    /// Requests: rules across lists.
    relations: Option<Vec<Relation>>,
}

/// `each` and `among`, or `unique`, or `as_many`. Paths have `N` behind each list: `Container.N.Name`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Relation {
    /// Each value here …
    each: Option<String>,
    /// … is one of those here.
    among: Option<String>,
    /// No two values at these paths are alike.
    unique: Option<Vec<String>>,
    /// There are as many elements at each of these paths as at the first.
    as_many: Option<Vec<String>>,
}

/// One row of a table.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Member {
    /// Wire name, without the `.N` of a list.
    name: String,
    /// Type; either this or `shape`.
    #[schemars(rename = "type")]
    ty: Option<ScalarType>,
    /// Name of a shape of the same side; either this or `type`.
    shape: Option<String>,
    /// A list of that type.
    list: Option<bool>,
    /// Requests: whether it must be there.
    required: Option<Required>,
    /// Known values of a string or a whole number.
    #[schemars(rename = "enum")]
    values: Option<Vec<EnumValue>>,
    /// Name of the Rust enum; absent: the member's name.
    enum_name: Option<String>,
    /// Enum values are read without regard to case.
    ignore_case: Option<bool>,
    /// What the service takes when it is absent.
    default: Option<Scalar>,
    /// Smallest value, inclusive.
    min: Option<f64>,
    /// Largest value, inclusive.
    max: Option<f64>,
    /// Fewest characters.
    min_length: Option<u64>,
    /// Most characters.
    max_length: Option<u64>,
    /// Fewest elements.
    min_items: Option<u64>,
    /// Most elements.
    max_items: Option<u64>,
    /// Smallest `N`.
    min_index: Option<u64>,
    /// Largest `N`.
    max_index: Option<u64>,
    /// Regular expression, anchored at both ends.
    pattern: Option<String>,
    /// Most digits after the decimal point.
    decimals: Option<u64>,
    /// Unit: `core`, `GiB`, `GB`, `hour`, `day`, `line`, `card`, …
    unit: Option<String>,
    /// A string that is a time.
    format: Option<Format>,
    /// Never shown in Debug, errors or logs.
    sensitive: Option<bool>,
    /// A plain text that may hold secrets of users: shown neither in Debug nor in errors.
    private: Option<bool>,
    /// Responses: null or absence means something.
    nullable: Option<bool>,
    /// Other wire names that a reader accepts.
    aliases: Option<Vec<String>>,
    /// Lists of structures: the member whose value no two elements share.
    unique_by: Option<String>,
    default_when: Option<Vec<DefaultWhen>>,
    max_when: Option<Vec<MaxWhen>>,
    enum_when: Option<Vec<EnumWhen>>,
    /// When it has any effect (documentation only).
    effective_when: Option<Condition>,
    /// Rust name of the field, where the rule makes a poor one.
    rust_name: Option<String>,
    /// What it is.
    description: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum ScalarType {
    String,
    Integer,
    Long,
    Float,
    Boolean,
    Json,
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(super) enum Format {
    UtcTime,
    LocalTime,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Required {
    Flag(bool),
    Word(Recommended),
    When(RequiredWhen),
}

/// Its absence is a warning.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum Recommended {
    Recommended,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct RequiredWhen {
    when: Condition,
}

#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Scalar {
    String(String),
    Number(f64),
    Boolean(bool),
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EnumValue {
    /// A string, or a whole number where the member is one.
    value: Scalar,
    /// Rust name of the variant, where the rule makes a poor one.
    rust_name: Option<String>,
    description: Option<Text>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct DefaultWhen {
    when: Condition,
    default: Scalar,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct MaxWhen {
    when: Condition,
    max: f64,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct EnumWhen {
    when: Condition,
    values: Vec<String>,
}

/// Looks at a member of the same table, or names something that no request says.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Condition {
    member: Option<String>,
    equals: Option<Scalar>,
    absent: Option<bool>,
    context: Option<BTreeMap<String, String>>,
}

/// A structure (`members`), a tagged union (`tag` and `variants`), or the same as another shape (`same_as`).
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Shape {
    section: Option<String>,
    description: Option<Text>,
    /// Name of the Rust type, where the rule makes a poor one.
    rust_name: Option<String>,
    members: Option<Vec<Member>>,
    /// Wire name of the member that says which variant it is.
    tag: Option<String>,
    variants: Option<Vec<Variant>>,
    same_as: Option<SameAs>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Variant {
    /// Value of the tag.
    value: String,
    section: Option<String>,
    description: Option<Text>,
    /// Rust name of the variant, where the rule makes a poor one.
    rust_name: Option<String>,
    /// The table that the documents give for it, the tag's own row included.
    members: Vec<Member>,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SameAs {
    /// Another action; absent: this one.
    action: Option<String>,
    shape: String,
}

#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Example {
    title: Option<Text>,
    section: Option<String>,
    /// Flattened, Action and Version included.
    parameters: BTreeMap<String, Scalar>,
    response: Option<serde_json::Value>,
}
