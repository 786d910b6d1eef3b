//! Declarations of commands and classes as attributes: from a plain typed function come the conversion of arguments, the
//! errors for wrong ones, and what the checker and the prompt show.

#![forbid(unsafe_code)]

mod command;
mod theme;

use proc_macro::TokenStream;

/// Declares a command: `#[command(233, "Replace string", thread_safe)]` over a function. Beside the function stands then
/// a `CommandEntry` of the same name in capitals, which [`theme!`] collects. What a command lacks stands behind:
/// `missing = "dialogs"`.
///
/// The parameters of the function are those of the command, in order, of types that implement `FromArgument`; a
/// reference takes a value of its type. `&mut Process<'_>`, `&mut Arguments` and `Span` are not parameters of the
/// command: they give the running process, the arguments that are left and the spot of the call.
#[proc_macro_attribute]
pub fn command(attributes: TokenStream, item: TokenStream) -> TokenStream {
    command::expand(attributes.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Collects the commands of a theme: `theme!("String": replace_string, uppercase);` makes a `pub(crate) static
/// THEME`. A command that no theme lists, or a theme that no library lists, is code that nothing uses: the compiler warns.
#[proc_macro]
pub fn theme(input: TokenStream) -> TokenStream {
    theme::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
