//! How structures of responses become those of requests: members are carried to those of the same name, on the wire or in
//! Rust, as far as their types are alike; from structure to structure, down from what is created again.

use std::collections::BTreeMap;

use crate::ir::{
    Carried, Conversion, ConversionKind, Ir, Member, Recreation, Required, ShapeId, ShapeKind, Source, Type,
};

/// All conversions that what is created again needs, each once.
pub(super) fn conversions(ir: &Ir) -> Vec<Conversion> {
    let mut search = Search { ir, found: BTreeMap::new() };
    for recreation in &ir.recreations {
        search.start(recreation);
    }
    search.found.into_values().flatten().collect()
}

/// What the request of a recreation must have and the response does not tell.
pub(super) fn lacking<'i>(ir: &'i Ir, recreation: &Recreation) -> Vec<&'i Member> {
    let mut search = Search { ir, found: BTreeMap::new() };
    let request = ir.shape(ir.action(recreation.create).request);
    let carried = search.carried(recreation.from, request.members(), &recreation.elsewhere);
    lacking_of(request.members(), &carried)
}

/// The response members whose value is carried to one of a request that is an `Option`: they are alike on both sides.
pub(super) fn optional_alike(ir: &Ir) -> Vec<(ShapeId, usize)> {
    let mut found = Vec::new();
    let mut look = |from: ShapeId, members: &[Member], carried: &[Carried]| {
        for one in carried {
            if let Source::Member(source) = one.from
                && members.get(one.to).is_some_and(Member::is_optional)
            {
                found.push((from, source));
            }
        }
    };
    for conversion in conversions(ir) {
        let to = ir.shape(conversion.to);
        match (&conversion.kind, &to.kind) {
            (ConversionKind::Structure(carried), _) => look(conversion.from, to.members(), carried),
            (ConversionKind::Union { variants, .. }, ShapeKind::Union { variants: shapes, .. }) => {
                for (carried, variant) in variants.iter().zip(shapes) {
                    look(conversion.from, ir.shape(variant.shape).members(), carried.as_deref().unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    found
}

struct Search<'i> {
    ir: &'i Ir,
    /// By the request's structure and the response's; none where the one does not tell what the other needs.
    found: BTreeMap<(ShapeId, ShapeId), Option<Conversion>>,
}

impl Search<'_> {
    fn start(&mut self, recreation: &Recreation) {
        let to = self.ir.action(recreation.create).request;
        self.structure(recreation.from, to, &recreation.elsewhere);
    }

    /// Whether one can be made of the other, and whether that can fail.
    fn fallible(&mut self, from: ShapeId, to: ShapeId) -> Option<bool> {
        if !self.found.contains_key(&(to, from)) {
            match &self.ir.shape(to).kind {
                ShapeKind::Structure { .. } => self.structure(from, to, &[]),
                ShapeKind::Union { .. } => self.union(from, to),
            }
        }
        self.found.get(&(to, from)).and_then(Option::as_ref).map(|conversion| conversion.fallible)
    }

    fn structure(&mut self, from: ShapeId, to: ShapeId, elsewhere: &[Carried]) {
        let members = self.ir.shape(to).members();
        let carried = self.carried(from, members, elsewhere);
        let conversion = lacking_of(members, &carried).is_empty().then(|| {
            let fallible = carried.iter().any(|one| self.can_fail(from, members, one));
            Conversion { from, to, kind: ConversionKind::Structure(carried), fallible }
        });
        self.found.insert((to, from), conversion);
    }

    fn union(&mut self, from: ShapeId, to: ShapeId) {
        let ShapeKind::Union { tag, variants, .. } = &self.ir.shape(to).kind else { return };
        let is_tag = |member: &Member| {
            member.name.wire == tag.wire && !member.list && matches!(member.ty, Type::String | Type::Enum(_))
        };
        let tag = self.ir.shape(from).members().iter().position(|member| is_tag(member) && !member.is_hidden());
        let variants: Vec<_> = variants
            .iter()
            .map(|variant| {
                let members = self.ir.shape(variant.shape).members();
                let carried = self.carried(from, members, &[]);
                lacking_of(members, &carried).is_empty().then_some(carried)
            })
            .collect();
        let conversion = tag.filter(|_| variants.iter().any(Option::is_some)).map(|tag| {
            let kind = ConversionKind::Union { tag, variants };
            Conversion { from, to, kind, fallible: true }
        });
        self.found.insert((to, from), conversion);
    }

    /// What is carried to each member, in their order. Nothing is carried twice.
    fn carried(&mut self, from: ShapeId, members: &[Member], elsewhere: &[Carried]) -> Vec<Carried> {
        let sources = self.ir.shape(from).members();
        let mut taken = vec![false; sources.len()];
        let mut all = Vec::new();
        for (to, member) in members.iter().enumerate() {
            if let Some(one) = elsewhere.iter().find(|one| one.to == to) {
                all.push(one.clone());
                continue;
            }
            let same = |source: &Member| source.name.wire == member.name.wire || source.name.rust == member.name.rust;
            let free = |index: &usize| taken.get(*index).is_some_and(|taken| !taken);
            let index = sources.iter().position(same).filter(free);
            if let Some(index) = index.filter(|index| self.fits(&sources[*index], member)) {
                taken[index] = true;
                all.push(Carried { to, from: Source::Member(index) });
            }
        }
        all
    }

    fn fits(&mut self, source: &Member, target: &Member) -> bool {
        source.list == target.list
            && !source.is_boxed()
            && match (source.ty, target.ty) {
                (Type::Shape(from), Type::Shape(to)) => self.fallible(from, to).is_some(),
                _ => is_alike(source, target),
            }
    }

    fn can_fail(&mut self, from: ShapeId, members: &[Member], one: &Carried) -> bool {
        let Some(target) = members.get(one.to) else { return false };
        let needed = !target.is_optional() && !target.list;
        let Source::Member(source) = one.from else { return needed };
        let source = &self.ir.shape(from).members()[source];
        let inside = match (source.ty, target.ty) {
            (Type::Shape(from), Type::Shape(to)) => self.fallible(from, to).unwrap_or(false),
            _ => false,
        };
        inside || (source.is_optional() && needed)
    }
}

/// Whether a value of one is one of the other, or is made one.
pub(super) fn is_alike(source: &Member, target: &Member) -> bool {
    let shown = !source.is_sensitive() || target.is_sensitive();
    shown
        && match (source.ty, target.ty) {
            (Type::Enum(one), Type::Enum(other)) => one == other,
            (Type::Enum(_), Type::String) => !target.is_sensitive(),
            (Type::String, Type::String | Type::Enum(_))
            | (Type::Integer | Type::Long, Type::Integer | Type::Long)
            | (Type::Time(_), Type::Time(_)) => true,
            (one, other) => one == other && !matches!(one, Type::Shape(_)),
        }
}

/// The members that must be there and to which nothing is carried.
fn lacking_of<'m>(members: &'m [Member], carried: &[Carried]) -> Vec<&'m Member> {
    let is_carried = |index: usize| carried.iter().any(|one| one.to == index);
    let needed = |member: &Member| member.required == Required::Always;
    members
        .iter()
        .enumerate()
        .filter(|(index, member)| needed(member) && !is_carried(*index))
        .map(|(_, one)| one)
        .collect()
}
