//! Declarations of commands and classes as attributes: from a plain typed function come the conversion of arguments, the
//! errors for wrong ones, and what the checker and the prompt show.

#![forbid(unsafe_code)]

mod class;
mod classes;
mod command;
mod effects;
mod signature;
mod theme;

use proc_macro::TokenStream;

/// Declares a command: `#[command(233, "Replace string", thread_safe)]` over a function. Next to the function is then
/// a `CommandEntry` of the same name in capitals, which [`theme!`] collects. What a command lacks follows:
/// `missing = "dialogs"`; `lazy` says that its arguments are evaluated only where it does something. `thread_safe = RULE` is
/// a command that is thread-safe in the editions that have this variant of `Rule`.
///
/// `effects(…)` says what the command reaches outside of its process: `files`, `network`, `programs` (it starts other programs), or
/// `shared`, where other processes can see in another way what it does, or it sees what they do. Help and pages show it,
/// a run with a seed gives the turn away first, and a development build stops a command that reaches more than it declares.
///
/// The parameters of the function are those of the command, in order, of types that implement `FromArgument`; a
/// reference takes a value of its type. `&mut Process<'_>`, `&mut Arguments` and `Span` are not parameters of the
/// command: they give the running process, the arguments that are left and the spot of the call.
#[proc_macro_attribute]
pub fn command(attributes: TokenStream, item: TokenStream) -> TokenStream {
    command::expand(attributes.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares a built-in class: `#[class("Signal")]` over an `impl` block whose functions are its members. After the block is
/// then a `pub(crate) static CLASS` with the `ClassEntry`, which the crate's library lists.
///
/// Each member has an attribute: `#[function]`, `#[getter]`, `#[setter]` or `#[constructor]`. Its name in 4D code is that of
/// the function (`fn idle_timeout` and `fn set_idle_timeout` are `idleTimeout`), unless the attribute gives another one:
/// `#[function("createOTP")]`. What a member lacks follows: `#[getter(missing = "icons")]`; one that is
/// `not_implemented` has an empty body and raises the error 33 with its name. Functions without such an attribute are helpers.
///
/// A member takes the value that it belongs to as `&self`, `self`, or a first parameter `this` (or `_this`), of a type that implements
/// `Receiver`. Its other parameters are those of a command (see [`macro@command`]).
///
/// The attribute of the class can have, after the name:
/// - `native`: its objects are native objects with the type of the block as their data. A constructor, or another member, gives
///   `Self` or `Result<Self, Error>`, and an object of the class is made of it;
/// - `receiver = socket_of`: a function `fn(&Value) -> Result<&Type, Error>` gives the `&self` of its members;
/// - `superclass = "Document"`;
/// - `parts(Other, …)`: types with `#[members]` blocks, whose members the class has, too;
/// - `stored("name", …)`: properties that its objects hold as values; `stored()` for all that 4D documents;
/// - `plain`: its objects are plain ones that hold all that 4D documents, and there is no such class while code runs;
/// - `partly("name" = "what is missing")`: an inherited member that does less for objects of this class;
/// - `effects(…)`: what all members of the block reach, as for a command; a member can add to it: `#[function(effects(network))]`;
/// - `entry = NAME`: another name of the static, for a file with several classes.
#[proc_macro_attribute]
pub fn class(attributes: TokenStream, item: TokenStream) -> TokenStream {
    class::expand(attributes.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares members of built-in classes in a block of their own, for classes that list its type in `parts(…)`. As
/// [`macro@class`] without a class; `effects(…)` says what all of them reach.
#[proc_macro_attribute]
pub fn members(attributes: TokenStream, item: TokenStream) -> TokenStream {
    class::members(attributes.into(), item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// All classes that the file around it declares, and those of the modules that it declares with `mod` lines:
/// `static ALL: &[&ClassEntry] = classes!();`. So a class needs a file and its `mod` line. Modules further below do not count.
#[proc_macro]
pub fn classes(input: TokenStream) -> TokenStream {
    let file = proc_macro::Span::call_site().local_file();
    classes::expand(&input.into(), file).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Collects the commands of a theme: `theme!("String": replace_string, uppercase);` makes a `pub(crate) static
/// THEME`. A command that no theme lists, or a theme that no library lists, is code that nothing uses: the compiler warns.
#[proc_macro]
pub fn theme(input: TokenStream) -> TokenStream {
    theme::expand(input.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
