//! `#[command(…)]`.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Error, Expr, ExprLit, FnArg, ItemFn, Lit, LitInt, LitStr, Meta, Pat, Path, Result, ReturnType, Token, Type};

struct Declaration {
    number: LitInt,
    name: LitStr,
    thread_safe: bool,
    missing: Option<LitStr>,
    /// A function that does the same for a number as the only argument.
    of_number: Option<Path>,
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let number = input.parse()?;
        input.parse::<Token![,]>()?;
        let name = input.parse()?;
        let (mut thread_safe, mut missing, mut of_number) = (false, None, None);
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            let word: Ident = input.parse()?;
            if word == "thread_safe" {
                thread_safe = true;
            } else if word == "missing" {
                input.parse::<Token![=]>()?;
                missing = Some(input.parse()?);
            } else if word == "of_number" {
                input.parse::<Token![=]>()?;
                of_number = Some(input.parse()?);
            } else {
                let expected = "expected `thread_safe`, `missing = \"…\"` or `of_number = …`";
                return Err(Error::new(word.span(), expected));
            }
        }
        Ok(Self { number, name, thread_safe, missing, of_number })
    }
}

/// What a parameter of the function is.
enum Source {
    Process,
    Arguments,
    Span,
    /// A parameter of the command, and whether the function takes it by reference.
    Argument(Box<Type>, bool),
}

/// The name of the entry of a function.
pub(crate) fn entry_name(function: &Ident) -> Ident {
    format_ident!("{}", function.to_string().trim_start_matches("r#").to_uppercase(), span = function.span())
}

fn last_name(of: &Type) -> String {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn source(of: &Type) -> Source {
    match of {
        Type::Reference(reference) => match (reference.mutability.is_some(), last_name(&reference.elem).as_str()) {
            (true, "Process") => Source::Process,
            (true, "Arguments") => Source::Arguments,
            _ => Source::Argument(reference.elem.clone(), true),
        },
        other if last_name(other) == "Span" => Source::Span,
        other => Source::Argument(Box::new(other.clone()), false),
    }
}

fn documentation(function: &ItemFn) -> String {
    let lines = function.attrs.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect::<Vec<_>>().join("\n")
}

/// The shorter way for functions of one plain argument.
fn fast(function: &ItemFn, sources: &[Source]) -> TokenStream {
    let name = &function.sig.ident;
    let result = match &function.sig.output {
        ReturnType::Type(_, of) => last_name(of),
        ReturnType::Default => String::new(),
    };
    if let [Source::Argument(text, true), Source::Argument(first, false), Source::Argument(count, false)] = sources {
        let types = [text, first, count].map(|of| quote!(#of).to_string().replace(' ', ""));
        if types == ["Text", "i64", "Option<i64>"] && result == "Text" {
            return quote!(::fourd_runtime::command::Fast::TextRangeToText(#name));
        }
    }
    let [Source::Argument(of, reference)] = sources else { return quote!(::fourd_runtime::command::Fast::None) };
    match (last_name(of).as_str(), reference, result.as_str()) {
        ("f64", false, "f64") => quote!(::fourd_runtime::command::Fast::RealToReal(#name)),
        ("Text", true, "i64") => quote!(::fourd_runtime::command::Fast::TextToInteger(#name)),
        ("bool", false, "bool") => quote!(::fourd_runtime::command::Fast::BooleanToBoolean(#name)),
        _ => quote!(::fourd_runtime::command::Fast::None),
    }
}

pub(crate) fn expand(attributes: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let declaration: Declaration = syn::parse2(attributes)?;
    let function: ItemFn = syn::parse2(item)?;
    let documentation = documentation(&function);
    if documentation.is_empty() {
        return Err(Error::new(function.sig.ident.span(), "a command needs a documentation comment"));
    }
    let mut takes = Vec::new();
    let mut passes = Vec::new();
    let mut parameters = Vec::new();
    let mut sources = Vec::new();
    let mut variadic = false;
    let mut raw = false;
    for (index, input) in function.sig.inputs.iter().enumerate() {
        let FnArg::Typed(input) = input else {
            return Err(Error::new(input.span(), "a command has no `self`"));
        };
        let Pat::Ident(pattern) = &*input.pat else {
            return Err(Error::new(input.pat.span(), "a parameter needs a name"));
        };
        let found = source(&input.ty);
        match &found {
            Source::Process => passes.push(quote!(process)),
            Source::Arguments => {
                raw = true;
                passes.push(quote!(arguments));
            }
            Source::Span => passes.push(quote!(span)),
            Source::Argument(of, reference) => {
                let variable = format_ident!("argument_{index}");
                let name = pattern.ident.to_string();
                let kind = quote!(#of).to_string().replace(' ', "");
                variadic |= kind.starts_with("Rest") || kind == "Forwarded";
                takes.push(quote! {
                    let #variable = <#of as ::fourd_runtime::command::FromArgument>::from_argument(process, arguments)?;
                });
                passes.push(if *reference { quote!(&#variable) } else { quote!(#variable) });
                parameters.push(quote! {
                    ::fourd_runtime::command::DeclaredParameter {
                        name: #name,
                        mode: <#of as ::fourd_runtime::command::FromArgument>::MODE,
                        kind: #kind,
                    }
                });
            }
        }
        sources.push(found);
    }
    let finish = if raw { quote!() } else { quote!(::fourd_runtime::command::no_more(arguments)?;) };
    let Declaration { number, name, thread_safe, missing, of_number } = declaration;
    let missing = match missing {
        Some(missing) => quote!(Some(#missing)),
        None => quote!(None),
    };
    let ident = &function.sig.ident;
    let entry = entry_name(ident);
    let fast = match of_number {
        Some(of_number) => quote!(::fourd_runtime::command::Fast::NumberToText(#of_number)),
        None => fast(&function, &sources),
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
                #(#takes)*
                #finish
                ::fourd_runtime::command::IntoOutcome::into_outcome(#ident(#(#passes),*))
            }
            ::fourd_runtime::command::CommandEntry {
                number: #number,
                name: #name,
                thread_safe: #thread_safe,
                missing: #missing,
                documentation: #documentation,
                parameters: &[#(#parameters),*],
                variadic: #variadic,
                reads_rest: #raw,
                run,
                fast: #fast,
            }
        };
    })
}
