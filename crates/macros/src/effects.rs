//! `effects(…)` of commands, classes and members.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Result, Token, parenthesized};

/// The effects that can be declared: the fields of `Effects` in the runtime.
const KNOWN: [&str; 4] = ["shared", "files", "network", "programs"];

/// The declared effects.
#[derive(Clone, Default)]
pub(crate) struct Effects(Vec<Ident>);

impl Effects {
    /// These and those.
    pub(crate) fn with(&self, others: &Effects) -> Effects {
        let mut all = self.clone();
        all.0.extend(others.0.iter().filter(|other| !self.0.contains(other)).cloned());
        all
    }
}

impl Parse for Effects {
    /// What follows the word `effects`.
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let inside;
        parenthesized!(inside in input);
        let effects: Vec<Ident> = Punctuated::<Ident, Token![,]>::parse_terminated(&inside)?.into_iter().collect();
        for (index, effect) in effects.iter().enumerate() {
            if !KNOWN.iter().any(|known| effect == known) {
                let known = KNOWN.map(|known| format!("`{known}`")).join(", ");
                return Err(Error::new(effect.span(), format!("expected one of {known}")));
            }
            if effects.iter().take(index).any(|before| before == effect) {
                return Err(Error::new(effect.span(), "declared twice"));
            }
        }
        Ok(Effects(effects))
    }
}

impl ToTokens for Effects {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let fields = self.0.iter().map(|field| quote!(#field: true));
        let of = quote!(::fourd_runtime::effects::Effects);
        tokens.extend(if self.0.len() == KNOWN.len() {
            quote!(#of { #(#fields),* })
        } else {
            quote!(#of { #(#fields,)* ..#of::NONE })
        });
    }
}
