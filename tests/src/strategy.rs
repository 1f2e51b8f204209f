//! Random parameters of any action, made from the model.

use jiff::Timestamp;
use jiff::tz::Offset;
use kci_codegen::ir::{Format, Ir, Member, Required, ShapeId, ShapeKind, Type};
use proptest::prelude::*;

use crate::model::{Pair, join};

/// Parameters of a structure or union under a prefix.
pub fn parameters(ir: &Ir, shape: ShapeId, prefix: &str) -> BoxedStrategy<Vec<Pair>> {
    match &ir.shape(shape).kind {
        ShapeKind::Structure { members } => {
            let each: Vec<_> = members.iter().map(|member| member_parameters(ir, member, prefix)).collect();
            each.prop_map(|groups| groups.concat()).boxed()
        }
        ShapeKind::Union { tag, variants, .. } => {
            let one = variants.iter().map(|variant| {
                let tag = (join(prefix, &tag.wire), variant.name.wire.clone());
                parameters(ir, variant.shape, prefix)
                    .prop_map(move |mut pairs| {
                        pairs.insert(0, tag.clone());
                        pairs
                    })
                    .boxed()
            });
            proptest::strategy::Union::new(one.collect::<Vec<_>>()).boxed()
        }
    }
}

fn member_parameters(ir: &Ir, member: &Member, prefix: &str) -> BoxedStrategy<Vec<Pair>> {
    let key = join(prefix, &member.name.wire);
    let least = usize::from(member.required == Required::Always);
    if !member.list {
        let value = value(ir, member, &key);
        return if least == 1 { value } else { prop_oneof![Just(Vec::new()), value].boxed() };
    }
    let of_length = |length: usize| {
        let elements: Vec<_> = (1..=length).map(|number| value(ir, member, &format!("{key}.{number}"))).collect();
        elements.prop_map(|elements| elements.concat()).boxed()
    };
    proptest::strategy::Union::new((least..=2).map(of_length).collect::<Vec<_>>()).boxed()
}

fn value(ir: &Ir, member: &Member, key: &str) -> BoxedStrategy<Vec<Pair>> {
    let text = match member.ty {
        Type::Shape(shape) => {
            return parameters(ir, shape, key)
                .prop_filter("an object that says nothing", |pairs| !pairs.is_empty())
                .boxed();
        }
        Type::Time(format) => times(ir, format),
        Type::String => prop_oneof!["[a-z0-9-]{1,8}", "\\PC{1,6}", "[ +&=%#~/容器]{1,4}"].boxed(),
        Type::Integer | Type::Long => any::<i64>().prop_map(|number| number.to_string()).boxed(),
        Type::Float => (-1_000_000..1_000_000_i32).prop_map(|milli| format!("{}", f64::from(milli) / 1000.0)).boxed(),
        Type::Boolean => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
        Type::Json => "[0-9]{1,4}".boxed(),
        Type::IntegerEnum(_) => any::<i64>().prop_map(|number| number.to_string()).boxed(),
        Type::Enum(id) => {
            let known: Vec<_> = ir.enumeration(id).values.iter().map(|value| value.name.wire.clone()).collect();
            prop_oneof![proptest::sample::select(known), "[A-Z][a-z]{0,6}"].boxed()
        }
    };
    let key = key.to_owned();
    text.prop_map(move |text| vec![(key.clone(), text)]).boxed()
}

/// Times as they stand on the wire, whole seconds.
fn times(ir: &Ir, format: Format) -> BoxedStrategy<String> {
    let offset = match format {
        Format::Utc => None,
        Format::Local => Offset::from_seconds(ir.service.time_offset).ok(),
    };
    let text = move |second: i64| {
        let time = Timestamp::from_second(second).unwrap_or_default();
        match offset {
            None => time.to_string(),
            Some(offset) => offset.to_datetime(time).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        }
    };
    (0..4_000_000_000_i64).prop_map(text).boxed()
}
