//! `#[class(…)]` and `#[members]`.

use crate::effects::Effects;
use crate::signature::{Call, Signature, documentation, last_name};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{
    Attribute, Error, GenericArgument, ImplItem, ImplItemFn, ItemImpl, LitStr, Meta, Path, PathArguments, Result,
    Token, Type, parenthesized, parse_quote,
};

/// What the attribute of a class says.
pub(crate) struct Declaration {
    name: LitStr,
    superclass: Option<LitStr>,
    /// The name of the static with the entry.
    pub(crate) entry: Ident,
    /// Whether the objects are native ones with the type of the block as data.
    native: bool,
    /// A function that gives a reference to the type of the block for a value.
    receiver: Option<Path>,
    plain: bool,
    stored: TokenStream,
    /// Types whose `#[members]` the class has, too.
    parts: Vec<Path>,
    partly: Vec<(LitStr, LitStr)>,
    effects: Effects,
}

const EXPECTED: &str = "expected `superclass = \"…\"`, `entry = …`, `native`, `receiver = …`, `plain`, `stored(…)`, `parts(…)`, `effects(…)` or `partly(\"…\" = \"…\")`";

/// `"name" = "what is missing"`.
struct Lack(LitStr, LitStr);

impl Parse for Lack {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        Ok(Lack(name, input.parse()?))
    }
}

fn listed<T: Parse>(input: ParseStream<'_>) -> Result<Vec<T>> {
    let inside;
    parenthesized!(inside in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&inside)?.into_iter().collect())
}

impl Parse for Declaration {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut declaration = Declaration {
            name: input.parse()?,
            superclass: None,
            entry: format_ident!("CLASS"),
            native: false,
            receiver: None,
            plain: false,
            stored: quote!(Listed(&[])),
            parts: Vec::new(),
            partly: Vec::new(),
            effects: Effects::default(),
        };
        while input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            let word: Ident = input.parse()?;
            match word.to_string().as_str() {
                "superclass" => {
                    input.parse::<Token![=]>()?;
                    declaration.superclass = Some(input.parse()?);
                }
                "entry" => {
                    input.parse::<Token![=]>()?;
                    declaration.entry = input.parse()?;
                }
                "native" => declaration.native = true,
                "receiver" => {
                    input.parse::<Token![=]>()?;
                    declaration.receiver = Some(input.parse()?);
                }
                "plain" => {
                    declaration.plain = true;
                    declaration.stored = quote!(All);
                }
                "stored" => {
                    let names: Vec<LitStr> = listed(input)?;
                    declaration.stored = if names.is_empty() { quote!(All) } else { quote!(Listed(&[#(#names),*])) };
                }
                "parts" => declaration.parts = listed(input)?,
                "partly" => {
                    declaration.partly = listed::<Lack>(input)?.into_iter().map(|lack| (lack.0, lack.1)).collect();
                }
                "effects" => declaration.effects = input.parse()?,
                _ => return Err(Error::new(word.span(), EXPECTED)),
            }
        }
        Ok(declaration)
    }
}

/// What a member is.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    Function,
    Getter,
    Setter,
    Constructor,
}

impl Role {
    fn of(attribute: &Attribute) -> Option<Role> {
        let roles = [
            ("function", Role::Function),
            ("getter", Role::Getter),
            ("setter", Role::Setter),
            ("constructor", Role::Constructor),
        ];
        roles.into_iter().find(|(name, _)| attribute.path().is_ident(name)).map(|(_, role)| role)
    }
}

/// What the attribute of a member says.
#[derive(Default)]
struct Member {
    name: Option<LitStr>,
    missing: Option<LitStr>,
    not_implemented: bool,
    effects: Effects,
}

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut member = Member::default();
        while !input.is_empty() {
            if input.peek(LitStr) {
                member.name = Some(input.parse()?);
            } else {
                let word: Ident = input.parse()?;
                if word == "missing" {
                    input.parse::<Token![=]>()?;
                    member.missing = Some(input.parse()?);
                } else if word == "not_implemented" {
                    member.not_implemented = true;
                } else if word == "effects" {
                    member.effects = input.parse()?;
                } else {
                    let expected = "expected a name, `missing = \"…\"`, `effects(…)` or `not_implemented`";
                    return Err(Error::new(word.span(), expected));
                }
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(member)
    }
}

impl Member {
    fn of(attribute: &Attribute) -> Result<Self> {
        match &attribute.meta {
            Meta::Path(_) => Ok(Member::default()),
            _ => attribute.parse_args(),
        }
    }
}

/// A member that is not implemented has the parameters of the documented one and no code.
fn check_empty(function: &ImplItemFn) -> Result<()> {
    if function.block.stmts.is_empty() {
        return Ok(());
    }
    Err(Error::new(function.block.span(), "a member that is `not_implemented` has an empty body: `{}`"))
}

/// `set_idle_timeout` of a setter is `idleTimeout`.
fn name_in_code(function: &Ident, role: Role) -> String {
    if role == Role::Constructor {
        return "new".to_owned();
    }
    let name = function.to_string();
    let name = name.trim_start_matches("r#");
    let name = if role == Role::Setter { name.strip_prefix("set_").unwrap_or(name) } else { name };
    let mut result = String::new();
    for (index, part) in name.split('_').enumerate() {
        let mut letters = part.chars();
        match letters.next() {
            Some(first) if index > 0 => result.extend(first.to_uppercase().chain(letters)),
            _ => result.push_str(part),
        }
    }
    result
}

/// How a member gives what the objects of its class hold.
enum Made {
    Always,
    OrError,
}

/// Whether a result is what the objects of a native class hold: `Self`, the type of the block, or a `Result` with it.
fn made(result: &Type, block: &Type) -> Option<Made> {
    let is_own = |of: &Type| last_name(of) == "Self" || last_name(of) == last_name(block);
    if is_own(result) {
        return Some(Made::Always);
    }
    let Type::Path(path) = result else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(inside) = &last.arguments else { return None };
    let Some(GenericArgument::Type(value)) = inside.args.first() else { return None };
    is_own(value).then_some(Made::OrError)
}

/// The entry of a member.
fn member(
    item: &ItemImpl,
    function: &ImplItemFn,
    declared: &Member,
    role: Role,
    native: Option<&LitStr>,
    of_all: &Effects,
) -> Result<TokenStream> {
    let ident = &function.sig.ident;
    let documentation = documentation(&function.attrs, "a member", ident)?;
    let signature = Signature::of(&function.sig)?;
    let block = &*item.self_ty;
    let Call { takes, passes, parameters, variadic, reads_rest } = signature.call(Some(block));
    let (least, most) = match role {
        Role::Getter => (0, 0),
        Role::Setter => (1, 1),
        Role::Function | Role::Constructor => (0, usize::MAX),
    };
    if !reads_rest && !(least..=most).contains(&parameters.len()) {
        let text = if role == Role::Getter { "a getter has no parameter" } else { "a setter has one parameter" };
        return Err(Error::new(function.sig.inputs.span(), text));
    }
    if role != Role::Constructor && !signature.has_receiver() {
        let text = "a member takes the value that it belongs to: `&self`, `self` or `this: …`";
        return Err(Error::new(function.sig.inputs.span(), text));
    }
    let effects = of_all.with(&declared.effects);
    let name = declared.name.as_ref().map_or_else(|| name_in_code(ident, role), |name| name.value());
    let missing = match &declared.missing {
        Some(missing) => quote!(Some(#missing)),
        None => quote!(None),
    };
    let implemented = !declared.not_implemented;
    // What a member does is not there: neither are conversions of its arguments.
    let body = if implemented {
        let call = quote!(<#block>::#ident(#(#passes),*));
        let outcome = match (native, signature.result.as_deref().and_then(|result| made(result, block))) {
            (Some(class), Some(Made::Always)) => {
                quote!(let made = #call; Ok(::fourd_runtime::classes::native_object(process, #class, made)))
            }
            (Some(class), Some(Made::OrError)) => {
                quote!(let made = #call?; Ok(::fourd_runtime::classes::native_object(process, #class, made)))
            }
            _ => quote!(::fourd_runtime::command::IntoOutcome::into_outcome(#call)),
        };
        quote! {
            let span = arguments.span;
            ::fourd_runtime::effects::during(#name, #effects, || {
                #(#takes)*
                #outcome
            })
        }
    } else {
        quote!(Err(::fourd_value::Error::not_implemented(#name)))
    };
    let body = match role {
        Role::Setter => {
            quote!((|| { #body })().map_err(|error| ::fourd_runtime::class::about_property(#name, error)))
        }
        _ => body,
    };
    let role = match role {
        Role::Function => quote!(Function),
        Role::Getter => quote!(Getter),
        Role::Setter => quote!(Setter),
        Role::Constructor => quote!(Constructor),
    };
    Ok(quote! {
        ::fourd_runtime::class::MemberEntry {
            name: #name,
            role: ::fourd_runtime::class::MemberRole::#role,
            documentation: #documentation,
            missing: #missing,
            implemented: #implemented,
            effects: #effects,
            parameters: &[#(#parameters),*],
            variadic: #variadic,
            reads_rest: #reads_rest,
            run: {
                #[allow(unused_variables, clippy::redundant_closure_call)]
                fn run(
                    process: &mut ::fourd_runtime::Process<'_>,
                    this: &::fourd_value::Value,
                    arguments: &mut ::fourd_runtime::command::Arguments,
                ) -> Result<::fourd_value::Value, ::fourd_value::Error> {
                    #body
                }
                run
            },
        }
    })
}

/// The block without the attributes of members, and its constant `MEMBERS`.
fn block(item: TokenStream, native: Option<&LitStr>, effects: &Effects) -> Result<(ItemImpl, TokenStream)> {
    let mut item: ItemImpl = syn::parse2(item)?;
    let whole = item.clone();
    let mut members = Vec::new();
    let mut kept = Vec::new();
    for mut part in std::mem::take(&mut item.items) {
        if let ImplItem::Fn(function) = &mut part
            && let Some(position) = function.attrs.iter().position(|attribute| Role::of(attribute).is_some())
        {
            let attribute = function.attrs.remove(position);
            if let Some(role) = Role::of(&attribute) {
                let declared = Member::of(&attribute)?;
                members.push(member(&whole, function, &declared, role, native, effects)?);
                if declared.not_implemented {
                    check_empty(function)?;
                    continue;
                }
            }
        }
        kept.push(part);
    }
    item.items = kept;
    // The names and forms are those that 4D code needs.
    item.attrs.push(parse_quote!(#[allow(clippy::new_ret_no_self, clippy::wrong_self_convention)]));
    let of = &item.self_ty;
    let constant = quote! {
        impl #of {
            /// The members that are declared here.
            pub(crate) const MEMBERS: &'static [::fourd_runtime::class::MemberEntry] = &[#(#members),*];
        }
    };
    Ok((item, constant))
}

/// What the attribute `#[members]` says.
struct Shared(Effects);

impl Parse for Shared {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let word: Ident = input.parse()?;
        if word == "effects" {
            Ok(Shared(input.parse()?))
        } else {
            Err(Error::new(word.span(), "expected `effects(…)`"))
        }
    }
}

pub(crate) fn members(attributes: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let effects = if attributes.is_empty() { Effects::default() } else { syn::parse2::<Shared>(attributes)?.0 };
    let (item, constant) = block(item, None, &effects)?;
    Ok(quote!(#item #constant))
}

pub(crate) fn expand(attributes: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let declaration: Declaration = syn::parse2(attributes)?;
    let (item, constant) = block(item, declaration.native.then_some(&declaration.name), &declaration.effects)?;
    let Declaration { name, superclass, entry, native, receiver, plain, stored, parts, partly, effects: _ } =
        declaration;
    let documentation = documentation(&item.attrs, "a class", &Ident::new("class", name.span()))?;
    let superclass = match superclass {
        Some(superclass) => quote!(Some(#superclass)),
        None => quote!(None),
    };
    let of = &item.self_ty;
    let partly = partly.iter().map(|(name, missing)| quote!((#name, #missing)));
    let expected = format!("an object of class 4D.{}", name.value());
    let received = match receiver {
        Some(receiver) => Some(quote!(#receiver(this))),
        None => native.then(|| quote!(::fourd_runtime::class::native(this, #expected))),
    };
    let receiver = received.map(|received| {
        quote! {
            impl<'v> ::fourd_runtime::class::Receiver<'v> for &'v #of {
                fn receive(
                    _process: &mut ::fourd_runtime::Process<'_>,
                    this: &'v ::fourd_value::Value,
                    _span: ::fourd_source::Span,
                ) -> Result<Self, ::fourd_value::Error> {
                    #received
                }
            }
        }
    });
    Ok(quote! {
        #item
        #constant
        #receiver

        #[doc = #documentation]
        pub(crate) static #entry: ::fourd_runtime::class::ClassEntry = ::fourd_runtime::class::ClassEntry {
            name: #name,
            superclass: #superclass,
            documentation: #documentation,
            parts: &[<#of>::MEMBERS, #(#parts::MEMBERS),*],
            stored: ::fourd_runtime::class::Stored::#stored,
            plain: #plain,
            partly: &[#(#partly),*],
        };
    })
}
