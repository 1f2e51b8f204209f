//! The documents' examples, with values of their types.

use serde_json::{Map, Value, json};

use super::object::Object;
use super::parameters::Form;
use crate::ir::{Action, ActionPlace, Example, Ir, Type};

/// The requests of an action's examples, as forms.
pub(super) fn requests(ir: &Ir, action: &Action, form: &Form<'_>) -> Vec<(String, Value)> {
    let values = action.examples.iter().map(|example| request(ir, action, form, example));
    numbered(action, values)
}

/// The answers of an action's examples.
pub(super) fn responses(action: &Action) -> Vec<(String, Value)> {
    numbered(action, action.examples.iter().map(|example| example.response.clone()))
        .into_iter()
        .filter(|(_, example)| example.get("value").is_some_and(Value::is_object))
        .collect()
}

fn numbered(action: &Action, values: impl Iterator<Item = Value>) -> Vec<(String, Value)> {
    let one = |(index, (example, value)): (usize, (&Example, Value))| {
        let object = Object::new()
            .unless_empty("summary", example.title.en.as_str())
            .unless_empty("x-summary-zh", example.title.zh.as_str())
            .set("value", value);
        (format!("example-{}", index + 1), object.value())
    };
    action.examples.iter().zip(values).enumerate().map(one).collect()
}

fn request(ir: &Ir, action: &Action, form: &Form<'_>, example: &Example) -> Value {
    let mut parameters = Map::new();
    for (key, text) in &example.parameters {
        let ty = form.parameters.iter().find(|parameter| parameter.path.has(key)).map(|parameter| parameter.ty);
        parameters.insert(key.clone(), typed(text, ty.unwrap_or(Type::String)));
    }
    for (key, value) in [("Action", &action.name.wire), ("Version", &ir.service.version)] {
        match ir.service.action_in {
            ActionPlace::Parameters => drop(parameters.entry(key).or_insert_with(|| json!(value))),
            ActionPlace::Headers => drop(parameters.remove(key)),
        }
    }
    Value::Object(parameters)
}

/// A text as a value of its type; as it is, if it is none.
fn typed(text: &str, ty: Type) -> Value {
    let value = match ty {
        Type::Integer | Type::Long | Type::IntegerEnum(_) => text.parse::<i64>().ok().map(Value::from),
        Type::Float => {
            let whole = text.parse::<i64>().ok().map(Value::from);
            whole.or_else(|| text.parse::<f64>().ok().filter(|number| number.is_finite()).map(Value::from))
        }
        Type::Boolean => text.to_ascii_lowercase().parse::<bool>().ok().map(Value::from),
        Type::String | Type::Time(_) | Type::Enum(_) | Type::Json | Type::Shape(_) => None,
    };
    value.unwrap_or_else(|| text.into())
}
