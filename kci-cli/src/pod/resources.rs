//! What containers ask for and may use. A container group has one size of each: the limit, or else the request.

use kci_cli_runtime::input::Weight;
use kci_cli_runtime::{Lang, Text};

use super::quantity::{self, Unit};
use super::walk::{Node, Object, Walk};

/// A resource, the member that it becomes, and that member's unit.
const SIZES: [(&str, &str, Unit); 3] =
    [("cpu", "Cpu", Unit::One), ("memory", "Memory", Unit::Gibi), ("nvidia.com/gpu", "Gpu", Unit::One)];

const NO_QUANTITY: Text =
    Text::new("no quantity, such as 500m or 1.5Gi, that can be sent", "不是可发送的数量，例如 500m 或 1.5Gi");
const NOT_SOLD: Text =
    Text::new("only cpu, memory and nvidia.com/gpu can be said", "只支持 cpu、memory 和 nvidia.com/gpu");
const LIMIT_COUNTS: Text =
    Text::new("there is one size for both: the limit counts", "请求与上限只有一个取值：以上限为准");
const NO_CLAIMS: Text =
    Text::new("it names something of a cluster, and there is none here", "此处没有集群，无法引用其中的对象");

/// Resources of a container, or of the whole Pod.
pub(super) fn resources(walk: &mut Walk, node: &Node<'_>, object: &mut Object) {
    for (name, below) in node.members() {
        match name {
            "limits" | "requests" => unknown(walk, &below),
            _ => walk.say(&below, Weight::Loss, walk.lang.of(NO_CLAIMS)),
        }
    }
    for (name, member, unit) in SIZES {
        let of = |kind: &str| node.get(kind).and_then(|kind| kind.get(name));
        match (of("limits"), of("requests")) {
            (Some(limit), Some(request)) => {
                size(walk, &limit, member, unit, object);
                if amount(&limit, unit) != amount(&request, unit) {
                    walk.say(&request, Weight::Note, walk.lang.of(LIMIT_COUNTS));
                }
            }
            (Some(one), None) | (None, Some(one)) => size(walk, &one, member, unit, object),
            (None, None) => {}
        }
    }
}

fn unknown(walk: &mut Walk, sizes: &Node<'_>) {
    for (name, size) in sizes.members() {
        if SIZES.iter().all(|(known, ..)| *known != name) {
            walk.say(&size, Weight::Loss, walk.lang.of(NOT_SOLD));
        }
    }
}

fn size(walk: &mut Walk, node: &Node<'_>, member: &str, unit: Unit, object: &mut Object) {
    let Some(amount) = amount(node, unit) else {
        return walk.say(node, Weight::Wrong, walk.lang.of(NO_QUANTITY));
    };
    let number = amount.number();
    if amount.is_rounded {
        let unit = if unit == Unit::Gibi { " GiB" } else { "" };
        let text = match walk.lang {
            Lang::En => format!("rounded up to {number}{unit}"),
            Lang::Zh => format!("已向上取整为 {number}{unit}"),
        };
        walk.say(node, Weight::Note, text);
    }
    walk.set(object, member, number, node);
}

fn amount(node: &Node<'_>, unit: Unit) -> Option<quantity::Amount> {
    match node.value {
        serde_json::Value::Number(number) => quantity::read(&number.to_string(), unit),
        _ => quantity::read(node.text(), unit),
    }
}
