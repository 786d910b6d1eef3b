//! `classes!()`.

use crate::class::Declaration;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::path::{Path, PathBuf};
use syn::{Error, Item, Result};

/// What begins the attribute of a class, and what ends it.
const ATTRIBUTE: (&str, &str) = ("\n#[class(", ")]\n");

fn error(text: impl std::fmt::Display) -> Error {
    Error::new(Span::call_site(), text)
}

fn read(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).map_err(|failure| error(format!("{}: {failure}", file.display())))?;
    Ok(text.replace("\r\n", "\n"))
}

/// The names of the statics that the classes of a file have.
fn entries(text: &str, file: &Path) -> Result<Vec<Ident>> {
    if text.contains("#[class($") {
        return Err(error(format!("{}: a class that another macro makes is not found: write it out", file.display())));
    }
    let attributes = text.split(ATTRIBUTE.0).skip(1).filter_map(|rest| Some(rest.split_once(ATTRIBUTE.1)?.0));
    let declared = attributes.map(|attribute| {
        let declaration = syn::parse_str::<Declaration>(attribute);
        declaration.map(|found| found.entry).map_err(|failure| error(format!("{}: {failure}", file.display())))
    });
    declared.collect()
}

/// The file of a module that a file declares.
fn file_of(module: &Ident, within: &Path) -> Result<PathBuf> {
    let folder = within.parent().unwrap_or(Path::new(""));
    let stem = within.file_stem().unwrap_or_default();
    let folder =
        if ["mod", "lib", "main"].iter().any(|name| stem == *name) { folder.to_owned() } else { folder.join(stem) };
    let candidates = [folder.join(format!("{module}.rs")), folder.join(module.to_string()).join("mod.rs")];
    candidates.into_iter().find(|path| path.is_file()).ok_or_else(|| error(format!("no file of the module `{module}`")))
}

/// References to the classes of a file and of the modules that it declares.
pub(crate) fn expand(input: &TokenStream, file: Option<PathBuf>) -> Result<TokenStream> {
    if !input.is_empty() {
        return Err(error("`classes!()` says nothing more"));
    }
    let file = file.ok_or_else(|| error("`classes!()` is for a file"))?;
    let text = read(&file)?;
    let own = entries(&text, &file)?;
    let mut of_modules = Vec::new();
    for item in syn::parse_file(&text)?.items {
        let Item::Mod(module) = item else { continue };
        if module.content.is_some() || module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            continue;
        }
        let (name, path) = (&module.ident, file_of(&module.ident, &file)?);
        of_modules.extend(entries(&read(&path)?, &path)?.into_iter().map(|entry| quote!(&#name::#entry)));
    }
    Ok(quote!(&[#(&#own,)* #(#of_modules,)*]))
}
