//! The signature of a function that 4D code can call: a command or a member of a class. What its parameters are is decided
//! here, and only here.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, ExprLit, FnArg, Lit, Meta, Pat, Result, ReturnType, Signature as Written, Type};

/// What a parameter of the function is.
pub(crate) enum Source {
    /// `&self`, `self`, or a parameter `this`: the value that a member belongs to.
    Receiver(Receiver),
    /// The running process.
    Process,
    /// The arguments that are left.
    Arguments,
    /// The spot of the call.
    Span,
    /// A parameter of the command or member.
    Argument(Argument),
}

/// How a function takes the value that a member belongs to.
pub(crate) enum Receiver {
    /// As the type of the `impl` block, by reference or not.
    OfBlock { reference: bool },
    /// As this type.
    Of(Box<Type>),
}

/// A parameter of the command or member.
pub(crate) struct Argument {
    name: String,
    /// The type that is taken, without a reference.
    pub(crate) of: Box<Type>,
    /// Whether the function takes it by reference.
    pub(crate) reference: bool,
}

/// The signature of a function.
pub(crate) struct Signature {
    /// Its parameters, in order.
    pub(crate) sources: Vec<Source>,
    /// The type of its result, if it has one.
    pub(crate) result: Option<Box<Type>>,
}

/// The parts of the code that calls a function with the arguments of a call. It has the variables `process`, `this`,
/// `arguments` and `span`.
pub(crate) struct Call {
    /// The statements that take the arguments.
    pub(crate) takes: Vec<TokenStream>,
    /// The arguments of the call in Rust.
    pub(crate) passes: Vec<TokenStream>,
    /// The parameters as values of type `DeclaredParameter`.
    pub(crate) parameters: Vec<TokenStream>,
    /// Whether the last parameter takes all arguments that are left.
    pub(crate) variadic: bool,
    /// Whether the function takes arguments itself.
    pub(crate) reads_rest: bool,
}

/// The last name of a path.
pub(crate) fn last_name(of: &Type) -> String {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        _ => String::new(),
    }
}

fn text_of(of: &Type) -> String {
    quote!(#of).to_string().replace(' ', "")
}

fn source(name: &Ident, of: &Type) -> Source {
    if name == "this" || name == "_this" {
        return Source::Receiver(Receiver::Of(Box::new(of.clone())));
    }
    let argument = |of: &Type, reference| {
        Source::Argument(Argument { name: name.to_string(), of: Box::new(of.clone()), reference })
    };
    match of {
        Type::Reference(reference) => match (reference.mutability.is_some(), last_name(&reference.elem).as_str()) {
            (true, "Process") => Source::Process,
            (false, "Process") => Source::Process,
            (true, "Arguments") => Source::Arguments,
            _ => argument(&reference.elem, true),
        },
        other if last_name(other) == "Span" => Source::Span,
        other => argument(other, false),
    }
}

impl Signature {
    /// What the parameters of a function are.
    ///
    /// # Errors
    /// A parameter has no name.
    pub(crate) fn of(written: &Written) -> Result<Self> {
        let mut sources = Vec::new();
        for input in &written.inputs {
            sources.push(match input {
                FnArg::Receiver(receiver) if receiver.mutability.is_none() && receiver.colon_token.is_none() => {
                    Source::Receiver(Receiver::OfBlock { reference: receiver.reference.is_some() })
                }
                FnArg::Receiver(receiver) => {
                    return Err(Error::new(receiver.span(), "the value that a member belongs to is `&self` or `self`"));
                }
                FnArg::Typed(input) => match &*input.pat {
                    Pat::Ident(pattern) => source(&pattern.ident, &input.ty),
                    other => return Err(Error::new(other.span(), "a parameter needs a name")),
                },
            });
        }
        let result = match &written.output {
            ReturnType::Type(_, of) => Some(of.clone()),
            ReturnType::Default => None,
        };
        Ok(Self { sources, result })
    }

    /// Whether it takes the value that a member belongs to.
    pub(crate) fn has_receiver(&self) -> bool {
        self.sources.iter().any(|source| matches!(source, Source::Receiver(_)))
    }

    /// The code that calls the function with the arguments of a call; `block` is the type of the `impl` block around it.
    pub(crate) fn call(&self, block: Option<&Type>) -> Call {
        let mut call =
            Call { takes: Vec::new(), passes: Vec::new(), parameters: Vec::new(), variadic: false, reads_rest: false };
        for (index, source) in self.sources.iter().enumerate() {
            match source {
                Source::Receiver(of) => {
                    let of = match of {
                        Receiver::OfBlock { reference: true } => quote!(&#block),
                        Receiver::OfBlock { reference: false } => quote!(#block),
                        Receiver::Of(of) => quote!(#of),
                    };
                    call.takes.push(quote! {
                        let receiver = <#of as ::fourd_runtime::class::Receiver<'_>>::receive(process, this, span)?;
                    });
                    call.passes.push(quote!(receiver));
                }
                Source::Process => call.passes.push(quote!(process)),
                Source::Arguments => {
                    call.reads_rest = true;
                    call.passes.push(quote!(arguments));
                }
                Source::Span => call.passes.push(quote!(span)),
                Source::Argument(Argument { name, of, reference }) => {
                    let variable = format_ident!("argument_{index}");
                    let name = name.trim_start_matches('_');
                    let kind = text_of(of);
                    call.variadic |= kind.starts_with("Rest") || kind == "Forwarded";
                    call.takes.push(quote! {
                        let #variable =
                            <#of as ::fourd_runtime::command::FromArgument>::from_argument(process, arguments)?;
                    });
                    call.passes.push(if *reference { quote!(&#variable) } else { quote!(#variable) });
                    call.parameters.push(quote! {
                        ::fourd_runtime::command::DeclaredParameter {
                            name: #name,
                            mode: <#of as ::fourd_runtime::command::FromArgument>::MODE,
                            kind: #kind,
                        }
                    });
                }
            }
        }
        if !call.reads_rest {
            call.takes.push(quote!(::fourd_runtime::command::no_more(arguments)?;));
        }
        call
    }

    /// The types of its parameters and its result as texts, where all parameters are those of the command.
    pub(crate) fn types(&self) -> Option<(Vec<(String, bool)>, String)> {
        let types = self.sources.iter().map(|source| match source {
            Source::Argument(Argument { of, reference, .. }) => Some((text_of(of), *reference)),
            _ => None,
        });
        Some((types.collect::<Option<_>>()?, self.result.as_ref().map(|of| last_name(of)).unwrap_or_default()))
    }
}

/// The documentation comment of a declaration.
///
/// # Errors
/// There is none.
pub(crate) fn documentation(attributes: &[Attribute], what: &str, name: &Ident) -> Result<String> {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    });
    let text = lines.map(|line| line.strip_prefix(' ').unwrap_or(&line).to_owned()).collect::<Vec<_>>().join("\n");
    if text.is_empty() {
        return Err(Error::new(name.span(), format!("{what} needs a documentation comment")));
    }
    Ok(text)
}
