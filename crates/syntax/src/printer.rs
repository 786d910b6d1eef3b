//! Prints a tree as 4D text that parses to the same tree.

use crate::tree::{ResultDeclaration, Signature, TypeName};

/// A type as written: `cs.Person`.
pub(crate) fn type_name(declared: &TypeName) -> String {
    declared.path.iter().map(|part| part.text.as_ref()).collect::<Vec<_>>().join(".")
}

/// Parameters in parentheses and the result.
pub(crate) fn signature(signature: &Signature) -> String {
    let mut parts: Vec<String> = Vec::new();
    for parameter in &signature.parameters {
        let declared = parameter.declared.as_ref().map(|declared| format!(" : {}", type_name(declared)));
        parts.push(format!("${}{}", parameter.name.text, declared.unwrap_or_default()));
    }
    if let Some(variadic) = &signature.variadic {
        let declared = variadic.declared.as_ref().map(|declared| format!(" : {}", type_name(declared)));
        parts.push(format!("...{}", declared.unwrap_or_default()));
    }
    let mut text = format!("({})", parts.join("; "));
    match &signature.result {
        Some(ResultDeclaration { name: Some(name), declared }) => {
            text.push_str(&format!(" -> ${}", name.text));
            if let Some(declared) = declared {
                text.push_str(&format!(" : {}", type_name(declared)));
            }
        }
        Some(ResultDeclaration { name: None, declared: Some(declared) }) => {
            text.push_str(&format!(" : {}", type_name(declared)));
        }
        _ => {}
    }
    text
}
