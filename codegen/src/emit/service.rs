//! The service's own facts, and its error codes.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::ir::{ActionPlace, Enum, EnumValue, ErrorOutcome, ErrorRow, Fault, Name, Text};
use crate::markdown::line;

/// `pub static SERVICE`.
pub(super) fn service(cx: &Context<'_>) -> TokenStream {
    let rt = &cx.runtime;
    let service = &cx.ir.service;
    let (name, version, region) = (&service.name, &service.version, &service.default_region);
    let endpoints = service.endpoints.iter().map(|endpoint| {
        let (name, host) = (&endpoint.name, &endpoint.host);
        quote!(#rt::Endpoint { name: #name, host: #host })
    });
    let regions = service.regions.iter().map(|region| {
        let (code, zones) = (&region.region, &region.zones);
        quote!(#rt::Region { region: #code, zones: &[#(#zones),*] })
    });
    let errors = service.errors.iter().map(|row| error_row(rt, row));
    let dry_run = service.dry_run().map_or_else(|| quote!(None), |name| quote!(Some(#name)));
    let action_in = match service.action_in {
        ActionPlace::Parameters => quote!(Parameters),
        ActionPlace::Headers => quote!(Headers),
    };
    let doc = line(&format!(" Identity, endpoints, regions and common errors of {name} {version}."));
    quote! {
        #[doc = #doc]
        pub static SERVICE: #rt::ServiceInfo = #rt::ServiceInfo {
            name: #name,
            version: #version,
            endpoints: &[#(#endpoints),*],
            default_region: #region,
            regions: &[#(#regions),*],
            errors: &[#(#errors),*],
            dry_run: #dry_run,
            action_in: #rt::ActionPlace::#action_in,
        };
    }
}

fn error_row(rt: &TokenStream, row: &ErrorRow) -> TokenStream {
    let (code, message, retryable) = (&row.code.wire, &row.message, row.retryable);
    let status = super::literal::count(u64::from(row.http_status));
    let fault = match row.fault {
        Fault::Client => quote!(Client),
        Fault::Server => quote!(Server),
        Fault::None => quote!(None),
    };
    let outcome = match row.outcome {
        ErrorOutcome::Refused => quote!(Refused),
        ErrorOutcome::Unknown => quote!(Unknown),
    };
    let (throttling, clock_skew) = (row.throttling, row.clock_skew);
    quote! {
        #rt::ErrorRow {
            code: #code,
            message: #message,
            http_status: #status,
            fault: #rt::Fault::#fault,
            retryable: #retryable,
            outcome: #rt::Outcome::#outcome,
            throttling: #throttling,
            clock_skew: #clock_skew,
        }
    }
}

/// The error codes as an open enum, each with what its rows say.
pub(super) fn error_code(cx: &Context<'_>) -> Enum {
    let mut rows: BTreeMap<&Name, Vec<&ErrorRow>> = BTreeMap::new();
    let mut order = Vec::new();
    for row in &cx.ir.service.errors {
        let rows = rows.entry(&row.code).or_default();
        if rows.is_empty() {
            order.push(&row.code);
        }
        rows.push(row);
    }
    let values =
        order.into_iter().map(|code| EnumValue { name: code.clone(), description: describe(&rows[code]) }).collect();
    let description = Text {
        en: format!("Code of a service error. Source: {}.", cx.ir.service.errors_section),
        zh: "服务返回的错误码。".to_owned(),
    };
    let name = Name { wire: "ErrorCode".to_owned(), rust: "ErrorCode".to_owned() };
    Enum { name, description, values, ignore_case: false, integers: false }
}

fn describe(rows: &[&ErrorRow]) -> Text {
    let sentence = |text: &str, row: &ErrorRow| {
        let again = if row.retryable { ", trying again can help" } else { "" };
        format!("{} (HTTP {}{again}).", text.trim_end_matches(['.', '。']), row.http_status)
    };
    let en = rows.iter().map(|row| sentence(&row.description.en, row)).collect::<Vec<_>>().join(" ");
    Text { en, zh: rows.iter().map(|row| row.description.zh.as_str()).collect::<Vec<_>>().join(" ") }
}
