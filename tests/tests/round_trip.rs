//! Random requests: what was flattened is read back to the same request.

use std::collections::BTreeSet;

use kci_codegen::ir::{Ir, Member, Required, ShapeId, ShapeKind, Type};
use kci_tests::model::{self, Pair, join};
use kci_tests::typed;
use proptest::prelude::*;

fn parameters(ir: &Ir, shape: ShapeId, prefix: &str) -> BoxedStrategy<Vec<Pair>> {
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
        Type::String | Type::Time(_) => prop_oneof!["[a-z0-9-]{1,8}", "\\PC{1,6}", "[ +&=%#~/容器]{1,4}"].boxed(),
        Type::Integer | Type::Long => any::<i64>().prop_map(|number| number.to_string()).boxed(),
        Type::Float => (-1_000_000..1_000_000_i32).prop_map(|milli| format!("{}", f64::from(milli) / 1000.0)).boxed(),
        Type::Boolean => any::<bool>().prop_map(|flag| flag.to_string()).boxed(),
        Type::Enum(id) => {
            let known: Vec<_> = ir.enumeration(id).values.iter().map(|value| value.name.wire.clone()).collect();
            prop_oneof![proptest::sample::select(known), "[A-Z][a-z]{0,6}"].boxed()
        }
    };
    let key = key.to_owned();
    text.prop_map(move |text| vec![(key.clone(), text)]).boxed()
}

fn any_request() -> BoxedStrategy<(String, Vec<Pair>)> {
    let ir = model::kci();
    let each = ir.actions.iter().map(|action| {
        let name = action.name.wire.clone();
        parameters(&ir, action.request, "").prop_map(move |pairs| (name.clone(), pairs)).boxed()
    });
    proptest::strategy::Union::new(each.collect::<Vec<_>>()).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_flattened_is_read_back_and_flattened_the_same((action, pairs) in any_request()) {
        let request = typed::request(&action, &pairs);
        prop_assert!(request.unreadable.is_empty(), "{:?}", request.unreadable);
        let sent: BTreeSet<_> = pairs.into_iter().collect();
        let written: BTreeSet<_> = request.written.iter().cloned().collect();
        prop_assert_eq!(written, sent);
    }

    #[test]
    fn lists_numbered_from_zero_read_as_the_same_request((action, pairs) in any_request()) {
        let from_zero: Vec<Pair> = pairs.iter().map(|(key, value)| (renumber(key), value.clone())).collect();
        let one = typed::request(&action, &pairs);
        let zero = typed::request(&action, &from_zero);
        prop_assert!(zero.unreadable.is_empty(), "{:?}", zero.unreadable);
        prop_assert_eq!(zero.written, one.written);
    }
}

fn renumber(key: &str) -> String {
    let segment = |part: &str| part.parse::<u64>().map_or_else(|_| part.to_owned(), |number| (number - 1).to_string());
    key.split('.').map(segment).collect::<Vec<_>>().join(".")
}
