//! The lines of a class file: `Class extends`, `property`, `Function`, `Class constructor`, `Alias`.

use super::Builder;
use crate::grammar::Source;
use crate::keyword::Keyword;
use crate::lexer::{Kind, Token};
use crate::tree::{Class, ClassModifiers, Function, FunctionModifiers, FunctionRole};
use fourd_source::{Diagnostic, Span};

impl<'s> Builder<'s> {
    /// A line that only a class may have.
    pub(super) fn class_line(&mut self, keyword: Keyword, source: Source<'s>, span: Span) {
        if self.class.is_none() {
            let head = source.tokens.iter().find_map(|token| match token.kind {
                Kind::Keyword(
                    found @ (Keyword::Function
                    | Keyword::ClassConstructor
                    | Keyword::ClassExtends
                    | Keyword::Alias
                    | Keyword::Property),
                ) => Some(found),
                _ => None,
            });
            self.diagnostics.push(
                Diagnostic::error(
                    "syntax::class-keyword-in-method",
                    format!("`{}` belongs in a class", head.unwrap_or(keyword).text()),
                )
                .at(span, "expected a line of a method, found one of a class")
                .hint("move it to a class; classes are files of their own in the folder `Classes`"),
            );
            return;
        }
        let last_keyword = source.tokens.iter().take_while(|token| matches!(token.kind, Kind::Keyword(_)));
        let is = |wanted| last_keyword.clone().any(|token| token.kind == Kind::Keyword(wanted));
        if keyword == Keyword::Property {
            self.property(source, span);
        } else if is(Keyword::Function) || is(Keyword::ClassConstructor) {
            self.function_head(source, span);
        } else if is(Keyword::ClassExtends) {
            self.extends(source, span);
        } else {
            self.alias(source, span);
        }
    }

    fn property(&mut self, source: Source<'s>, span: Span) {
        if let Some((head, _)) = &self.function {
            self.diagnostics.push(
                Diagnostic::error("syntax::property-in-function", "`property` inside a function")
                    .at(span, "expected properties before the first function, found one inside a function")
                    .also(head.name.span, "this function goes on until the next one")
                    .hint("move it to the top of the class"),
            );
        }
        if let Some(declaration) = self.declaration(source)
            && let Some(class) = &mut self.class
        {
            class.properties.push(declaration);
        }
    }

    fn extends(&mut self, source: Source<'s>, span: Span) {
        let parent = self.parsers.extends(source, &mut self.diagnostics);
        let Some(class) = &mut self.class else { return };
        if class.extends.is_some() || self.function.is_some() {
            let problem =
                Diagnostic::error("syntax::misplaced-extends", "`Class extends` stands once, before the functions");
            self.diagnostics.push(match (&class.extends, &self.function) {
                (Some(first), _) => problem
                    .at(span, "expected one class, found a second one")
                    .also(first.span, "extended here")
                    .hint("remove one of the two lines"),
                (None, function) => {
                    let problem = problem.at(span, "expected before the first function, found behind one");
                    let head = function.as_ref().map(|(_, head)| *head);
                    let problem = head.into_iter().fold(problem, |problem, head| problem.also(head, "a function"));
                    problem.hint("move it to the top of the class")
                }
            });
            return;
        }
        class.extends = parent;
    }

    fn alias(&mut self, source: Source<'s>, span: Span) {
        if let Some((head, _)) = &self.function {
            self.diagnostics.push(
                Diagnostic::error("syntax::alias-in-function", "`Alias` inside a function")
                    .at(span, "expected aliases before the first function, found one inside a function")
                    .also(head.name.span, "this function goes on until the next one")
                    .hint("move it to the top of the class"),
            );
        }
        if let Some(alias) = self.parsers.alias(source, &mut self.diagnostics)
            && let Some(class) = &mut self.class
        {
            class.aliases.push(alias);
        }
    }

    fn function_head(&mut self, source: Source<'s>, span: Span) {
        self.end_function(span);
        if self.last_line && matches!(source.tokens, [Token { kind: Kind::Keyword(Keyword::Function), .. }]) {
            self.diagnostics.push(
                Diagnostic::warning("syntax::nameless-function", "This function has no name")
                    .at(span, "expected a name after it, found the end of the class")
                    .hint("write the function, or remove the line: 4D loads the class without it"),
            );
            return;
        }
        let Some(head) = self.parsers.function(source, &mut self.diagnostics) else {
            // The statements that follow still belong to a function, if to one without a name.
            self.function = Some((nameless(span), span));
            return;
        };
        if let Some(parameter) =
            head.signature.iter().flat_map(|signature| &signature.parameters).find(|parameter| parameter.colon_missing)
            && let Some(declared) = &parameter.declared
        {
            let written = crate::printer::type_name(declared);
            self.diagnostics.push(
                Diagnostic::error("syntax::missing-colon", "The colon before the type is missing")
                    .at(declared.span, "expected `:` before the type, found none")
                    .hint(format!("write `${} : {written}`", parameter.name.text)),
            );
        }
        // `Function event touched name`: the event, then the attribute that it is for.
        let words = if head.role == FunctionRole::Event { 2 } else { 1 };
        if head.name.text.split(' ').count() > words {
            self.diagnostics.push(
                Diagnostic::error(
                    "syntax::function-name",
                    format!("`{}` is not the name of a function", head.name.text),
                )
                .at(head.name.span, "expected one word, found several")
                .hint(format!("write the words together: `{}`", together(&head.name.text))),
            );
        }
        if let Some(signature) = &head.signature {
            self.once_each(signature);
        }
        self.function = Some((head, span));
    }
}

/// A name of several words as one word.
fn together(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |joined, word| {
        let mut letters = word.chars();
        letters.next().map_or(joined.clone(), |letter| joined + &letter.to_uppercase().to_string() + letters.as_str())
    })
}

/// Reports declared properties that have the name of a function: both are members of the same objects
/// ([Classes](https://developer.4d.com/docs/Concepts/classes#property)).
pub(super) fn members_apart(class: &Class, diagnostics: &mut Vec<Diagnostic>) {
    let declared = class.properties.iter().flat_map(|property| &property.names).map(|variable| &variable.name);
    let mut properties: Vec<(&str, Span)> = declared.map(|name| (&*name.text, name.span)).collect();
    properties.sort_unstable_by_key(|(name, span)| (*name, span.start));
    for function in class.functions.iter().filter(|function| function.role == FunctionRole::Plain) {
        let at = properties.partition_point(|(name, _)| *name < &*function.name.text);
        if let Some((name, property)) = properties.get(at).filter(|(name, _)| *name == &*function.name.text) {
            diagnostics.push(
                Diagnostic::error("syntax::member-twice", format!("`{name}` is a property and a function"))
                    .at(function.name.span, "expected a name of its own, found that of a property")
                    .also(*property, "the property")
                    .hint("rename the function or the property"),
            );
        }
    }
}

fn nameless(span: Span) -> crate::grammar::heads::FunctionHead {
    crate::grammar::heads::FunctionHead {
        name: crate::tree::Identifier { text: "".into(), span },
        role: FunctionRole::Plain,
        modifiers: FunctionModifiers::default(),
        class_modifiers: ClassModifiers::default(),
        signature: None,
    }
}

/// Adds a function that has ended to its class.
pub(super) fn add_function(
    class: &mut Class,
    function: Function,
    modifiers: ClassModifiers,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if function.name.text.is_empty() {
        return;
    }
    if function.role != FunctionRole::Constructor {
        if modifiers.singleton || modifiers.session {
            diagnostics.push(
                Diagnostic::error("syntax::misplaced-modifier", "`singleton` comes before `Class constructor`")
                    .at(function.span, "expected `Class constructor` after it, found a function")
                    .hint("move it before `Class constructor`"),
            );
        }
        class.functions.push(function);
        return;
    }
    if let Some(first) = &class.constructor {
        diagnostics.push(
            Diagnostic::error("syntax::second-constructor", "A class has one constructor")
                .at(function.span, "expected one constructor, found a second one")
                .also(first.span, "the first one")
                .hint("put both into one"),
        );
        return;
    }
    class.modifiers = modifiers;
    class.constructor = Some(function);
}
