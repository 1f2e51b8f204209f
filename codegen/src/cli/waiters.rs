//! Waiters: what can be waited for, and for how long.

use heck::ToKebabCase;
use proc_macro2::TokenStream;
use quote::quote;

use super::{Cx, text};
use crate::emit::ident;
use crate::ir::Waiter;

pub(super) fn waiter(cx: &Cx<'_>, waiter: &Waiter) -> TokenStream {
    let sdk = &cx.sdk;
    let (name, flag) = (&waiter.name.wire, waiter.name.wire.to_kebab_case());
    let (action, description) = (&cx.ir.action(waiter.action).name.wire, text(&waiter.description));
    let (ty, deadline) = (ident(&waiter.name.rust), waiter.deadline_seconds);
    quote! {
        t::Waiter {
            name: #name,
            flag: #flag,
            action: #action,
            description: #description,
            deadline_seconds: #deadline,
            waiting: t::waiting::<#sdk::waiter::#ty>(),
        }
    }
}
