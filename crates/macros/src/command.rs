//! `#[command(…)]`.

use crate::effects::Effects;
use crate::signature::{Call, Signature, documentation};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Error, ItemFn, LitInt, LitStr, Path, Result, Token};

struct Declaration {
    number: LitInt,
    name: LitStr,
    thread_safe: bool,
    /// The rule of editions that makes it thread-safe.
    thread_safe_by: Option<Ident>,
    missing: Option<LitStr>,
    /// A function that does the same for a number as the only argument.
    of_number: Option<Path>,
    /// What it reaches outside of its process.
    effects: Effects,
    /// Whether its arguments are evaluated only where it does something.
    lazy: bool,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let number = input.parse()?;
        input.parse::<Token![,]>()?;
        let name = input.parse()?;
        let (mut thread_safe, mut thread_safe_by, mut missing, mut of_number) = (false, None, None, None);
        let (mut effects, mut lazy) = (Effects::default(), false);
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            let word: Ident = input.parse()?;
            if word == "thread_safe" {
                thread_safe = true;
                if input.peek(Token![=]) {
                    input.parse::<Token![=]>()?;
                    thread_safe_by = Some(input.parse()?);
                }
            } else if word == "missing" {
                input.parse::<Token![=]>()?;
                missing = Some(input.parse()?);
            } else if word == "of_number" {
                input.parse::<Token![=]>()?;
                of_number = Some(input.parse()?);
            } else if word == "effects" {
                effects = input.parse()?;
            } else if word == "lazy" {
                lazy = true;
            } else {
                let expected = "expected `thread_safe`, `missing = \"…\"`, `effects(…)`, `lazy` or `of_number = …`";
                return Err(Error::new(word.span(), expected));
            }
        }
        Ok(Self { number, name, thread_safe, thread_safe_by, missing, of_number, effects, lazy })
    }
}

/// The name of the entry of a function.
pub(crate) fn entry_name(function: &Ident) -> Ident {
    format_ident!("{}", function.to_string().trim_start_matches("r#").to_uppercase(), span = function.span())
}

/// The shorter way for functions of one plain argument.
fn fast(name: &Ident, signature: &Signature) -> TokenStream {
    let none = quote!(::fourd_runtime::command::Fast::None);
    let Some((types, result)) = signature.types() else { return none };
    let types: Vec<(&str, bool)> = types.iter().map(|(name, reference)| (name.as_str(), *reference)).collect();
    match (types.as_slice(), result.as_str()) {
        ([("Text", true), ("i64", false), ("Option<i64>", false)], "Text") => {
            quote!(::fourd_runtime::command::Fast::TextRangeToText(#name))
        }
        ([("f64", false)], "f64") => quote!(::fourd_runtime::command::Fast::RealToReal(#name)),
        ([("Text", true)], "i64") => quote!(::fourd_runtime::command::Fast::TextToInteger(#name)),
        ([("bool", false)], "bool") => quote!(::fourd_runtime::command::Fast::BooleanToBoolean(#name)),
        _ => none,
    }
}

pub(crate) fn expand(attributes: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let declaration: Declaration = syn::parse2(attributes)?;
    let function: ItemFn = syn::parse2(item)?;
    let ident = &function.sig.ident;
    let documentation = documentation(&function.attrs, "a command", ident)?;
    let signature = Signature::of(&function.sig)?;
    if signature.has_receiver() {
        return Err(Error::new(function.sig.inputs.span(), "a command belongs to no value"));
    }
    let Call { takes, passes, parameters, variadic, reads_rest } = signature.call(None);
    let Declaration { number, name, thread_safe, thread_safe_by, missing, of_number, effects, lazy } = declaration;
    let missing = match missing {
        Some(missing) => quote!(Some(#missing)),
        None => quote!(None),
    };
    let thread_safe_by = match thread_safe_by {
        Some(rule) => quote!(Some(::fourd_runtime::edition::Rule::#rule)),
        None => quote!(None),
    };
    let entry = entry_name(ident);
    let fast = match of_number {
        Some(of_number) => quote!(::fourd_runtime::command::Fast::NumberToText(#of_number)),
        None => fast(ident, &signature),
    };
    Ok(quote! {
        #function

        #[doc = #documentation]
        pub(crate) static #entry: ::fourd_runtime::command::CommandEntry = {
            #[allow(unused_variables)]
            fn run(
                process: &mut ::fourd_runtime::Process<'_>,
                arguments: &mut ::fourd_runtime::command::Arguments,
            ) -> Result<::fourd_value::Value, ::fourd_value::Error> {
                let span = arguments.span;
                ::fourd_runtime::effects::during(#name, #effects, || {
                    #(#takes)*
                    ::fourd_runtime::command::IntoOutcome::into_outcome(#ident(#(#passes),*))
                })
            }
            ::fourd_runtime::command::CommandEntry {
                number: #number,
                name: #name,
                thread_safe: #thread_safe,
                thread_safe_by: #thread_safe_by,
                effects: #effects,
                lazy: #lazy,
                missing: #missing,
                documentation: #documentation,
                parameters: &[#(#parameters),*],
                variadic: #variadic,
                reads_rest: #reads_rest,
                run,
                fast: #fast,
            }
        };
    })
}
