//! `theme!(…)`.

use crate::command::entry_name;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Result, Token};

struct Theme {
    name: LitStr,
    commands: Punctuated<Ident, Token![,]>,
}

impl Parse for Theme {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        Ok(Self { name, commands: Punctuated::parse_terminated(input)? })
    }
}

pub(crate) fn expand(input: TokenStream) -> Result<TokenStream> {
    let Theme { name, commands } = syn::parse2(input)?;
    let entries = commands.iter().map(entry_name);
    Ok(quote! {
        /// The commands of the theme.
        pub(crate) static THEME: ::fourd_runtime::command::Theme =
            ::fourd_runtime::command::Theme { name: #name, commands: &[#(&#entries),*] };
    })
}
