//! Open enums: the known values, and whatever else the service says.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::{Context, ident};
use super::{docs, literal, service};
use crate::ir::Enum;

/// `pub mod value`: the enums of the members, and the error codes.
pub(super) fn module(cx: &Context<'_>) -> TokenStream {
    let runtime = &cx.runtime;
    let error_code = service::error_code(cx);
    let enums = cx.ir.enums.iter().chain([&error_code]).map(enumeration);
    quote! {
        #[doc = " Values that the documents list. Each type is open: a value that it does not know is kept in `Other`."]
        #[allow(unused_imports, clippy::all, clippy::pedantic)]
        pub mod value {
            use #runtime as rt;
            #(#enums)*
        }
    }
}

fn enumeration(item: &Enum) -> TokenStream {
    if item.integers {
        return of_integers(item);
    }
    let name = ident(&item.name.rust);
    let docs = docs::enumeration(item);
    let variants = item.values.iter().map(|value| {
        let variant = ident(&value.name.rust);
        let docs = docs::enum_value(value);
        quote!(#docs #variant,)
    });
    let wires: Vec<_> = item.values.iter().map(|value| &value.name.wire).collect();
    let names: Vec<_> = item.values.iter().map(|value| ident(&value.name.rust)).collect();
    let known_doc = " The known values, as they stand on the wire, in the documents' order.";
    let from_wire = from_wire(item);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that this version does not know."]
            Other(String),
        }

        impl #name {
            #[doc = #known_doc]
            pub const KNOWN: &'static [&'static str] = &[#(#wires),*];

            #[doc = " The value as it stands on the wire."]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #wires,)*
                    Self::Other(value) => value,
                }
            }

            #from_wire
        }

        rt::open_enum!(#name);
    }
}

/// The same of whole numbers.
fn of_integers(item: &Enum) -> TokenStream {
    let name = ident(&item.name.rust);
    let docs = docs::enumeration(item);
    let variants = item.values.iter().map(|value| {
        let variant = ident(&value.name.rust);
        let docs = docs::enum_value(value);
        quote!(#docs #variant,)
    });
    let numbers: Vec<_> =
        item.values.iter().filter_map(|value| Some(literal::integer(value.name.wire.parse().ok()?))).collect();
    let names: Vec<_> = item.values.iter().map(|value| ident(&value.name.rust)).collect();
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that this version does not know."]
            Other(i64),
        }

        impl #name {
            #[doc = " The known values, as they stand on the wire, in the documents' order."]
            pub const KNOWN: &'static [i64] = &[#(#numbers),*];

            #[doc = " The value as it stands on the wire."]
            #[must_use]
            pub fn as_i64(self) -> i64 {
                match self {
                    #(Self::#names => #numbers,)*
                    Self::Other(value) => value,
                }
            }

            fn from_wire(value: i64) -> Self {
                match value {
                    #(#numbers => Self::#names,)*
                    other => Self::Other(other),
                }
            }
        }

        rt::open_integer_enum!(#name);
    }
}

/// The value that stands for a text, exactly or without regard to case.
fn from_wire(item: &Enum) -> TokenStream {
    let wires = item.values.iter().map(|value| &value.name.wire);
    let names = item.values.iter().map(|value| ident(&value.name.rust));
    if item.ignore_case {
        let tests = wires.zip(names).map(|(wire, name)| {
            quote! { if value.eq_ignore_ascii_case(#wire) { return Self::#name; } }
        });
        return quote! {
            fn from_wire(value: &str) -> Self {
                #(#tests)*
                Self::Other(value.to_owned())
            }
        };
    }
    quote! {
        fn from_wire(value: &str) -> Self {
            match value {
                #(#wires => Self::#names,)*
                other => Self::Other(other.to_owned()),
            }
        }
    }
}
