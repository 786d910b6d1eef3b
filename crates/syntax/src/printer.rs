//! Prints a tree as 4D text that parses to the same tree.

mod expression;

use crate::keyword::Keyword;
use crate::tree::{
    Block, Class, Code, Expression, For, ForEach, Function, FunctionModifiers, FunctionRole, If, LoopCondition, Module,
    ResultDeclaration, Routine, Scope, Signature, Statement, StatementKind, Try, TypeName, VariableDeclaration,
};
use expression::assignment_sign;

/// The tree as 4D text: one statement on each line, blocks indented by tabs, tokens as in the tree, `//%` lines first.
/// Comments are not part of a tree. Parsing the text gives the same tree, apart from positions and `Invalid` parts.
pub fn print(module: &Module) -> String {
    let mut printer = Printer::default();
    if let Some((json, _)) = &module.attributes {
        printer.line(&format!("//%attributes = {json}"));
    } else if !module.pragmas.is_empty() {
        // Only the first line can hold attributes.
        printer.line("");
    }
    for pragma in &module.pragmas {
        printer.line(&format!("//%{}", pragma.text));
    }
    match &module.code {
        Code::Method(routine) => {
            if let Some(declared) = &routine.signature {
                printer.line(&format!("{}{}", Keyword::Declare.text(), signature(declared)));
            }
            printer.block(&routine.body);
        }
        Code::Class(class) => printer.class(class),
    }
    printer.out
}

/// A formula as 4D shows its source: laid out like code, without blanks between arguments
/// ([.source](https://developer.4d.com/docs/API/FormulaClass#source)). Nothing where it is more than an expression or an
/// assignment.
pub fn print_formula(statement: &Statement) -> Option<String> {
    match &statement.kind {
        StatementKind::Expression(expression) => Some(expression::formula(expression)),
        StatementKind::Assign(assignment) => {
            let (target, value) = (expression::formula(&assignment.target), expression::formula(&assignment.value));
            Some(format!("{target}{}{value}", assignment_sign(assignment)))
        }
        _ => None,
    }
}

/// A type as written: `cs.Person`.
pub(crate) fn type_name(declared: &TypeName) -> String {
    declared.path.iter().map(|part| part.text.as_ref()).collect::<Vec<_>>().join(".")
}

/// Parameters in parentheses and the result.
pub(crate) fn signature(signature: &Signature) -> String {
    written_signature(signature, false)
}

/// With every colon where it belongs, whatever was written.
pub(crate) fn corrected_signature(signature: &Signature) -> String {
    written_signature(signature, true)
}

fn written_signature(signature: &Signature, corrected: bool) -> String {
    let colon = |declared: &TypeName| format!(" : {}", type_name(declared));
    let mut parts: Vec<String> = Vec::new();
    for parameter in &signature.parameters {
        let declared = match &parameter.declared {
            Some(declared) if parameter.colon_missing && !corrected => format!(" {}", type_name(declared)),
            Some(declared) => colon(declared),
            None => String::new(),
        };
        parts.push(format!("${}{declared}", parameter.name.text));
    }
    if let Some(variadic) = &signature.variadic {
        parts.push(format!("...{}", variadic.declared.as_ref().map(colon).unwrap_or_default()));
    }
    let mut text = format!("({})", parts.join("; "));
    if let Some(ResultDeclaration { name, declared }) = &signature.result {
        if let Some(name) = name {
            text.push_str(&format!("->${}", name.text));
        }
        text.push_str(&declared.as_ref().map(colon).unwrap_or_default());
    }
    text
}

#[derive(Default)]
struct Printer {
    out: String,
    indent: usize,
}

impl Printer {
    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.out.push('\t');
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn keyword(&mut self, keyword: Keyword) {
        self.line(keyword.text());
    }

    /// A keyword with the expression after it.
    fn headed(&mut self, keyword: Keyword, condition: &Expression) {
        self.line(&headed(keyword, condition));
    }

    fn class(&mut self, class: &Class) {
        if let Some(parent) = &class.extends {
            self.line(&format!("{} {}", Keyword::ClassExtends.text(), type_name(parent)));
        }
        for property in &class.properties {
            self.line(&declaration(Keyword::Property, property));
        }
        for alias in &class.aliases {
            let exposed = if alias.exposed { "exposed " } else { "" };
            self.line(&format!("{exposed}{} {} {}", Keyword::Alias.text(), alias.name.text, alias.target.text));
        }
        if let Some(constructor) = &class.constructor {
            let mut words = Vec::new();
            words.extend(class.modifiers.shared.then_some(Keyword::Shared));
            words.extend(class.modifiers.session.then_some(Keyword::Session));
            words.extend(class.modifiers.singleton.then_some(Keyword::Singleton));
            words.extend(modifiers(FunctionModifiers { shared: false, ..constructor.modifiers }));
            words.push(Keyword::ClassConstructor);
            self.function(&words, "", &constructor.routine);
        }
        for function in &class.functions {
            self.member(function);
        }
    }

    fn member(&mut self, function: &Function) {
        let mut words = modifiers(function.modifiers);
        words.push(Keyword::Function);
        words.extend(match function.role {
            FunctionRole::Plain | FunctionRole::Constructor => None,
            FunctionRole::Get => Some(Keyword::Get),
            FunctionRole::Set => Some(Keyword::Set),
            FunctionRole::Query => Some(Keyword::Query),
            FunctionRole::OrderBy => Some(Keyword::OrderBy),
            FunctionRole::Event => Some(Keyword::Event),
        });
        self.function(&words, &function.name.text, &function.routine);
    }

    fn function(&mut self, words: &[Keyword], name: &str, routine: &Routine) {
        let mut head: Vec<&str> = words.iter().map(|word| word.text()).collect();
        head.push(name);
        let declared = routine.signature.as_ref().map(signature).unwrap_or_default();
        self.line(&format!("{}{declared}", head.join(" ").trim_end()));
        self.inner(&routine.body);
    }

    fn inner(&mut self, block: &Block) {
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
    }

    fn block(&mut self, block: &Block) {
        for statement in block {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::Expression(expression) => self.line(&expression::text(expression)),
            StatementKind::Assign(assignment) => {
                let (target, value) = (expression::text(&assignment.target), expression::text(&assignment.value));
                self.line(&format!("{target}{}{value}", assignment_sign(assignment)));
            }
            StatementKind::Variables(variables) => self.line(&declaration(Keyword::Var, variables)),
            StatementKind::If(block) => self.if_block(block),
            StatementKind::Case(block) => {
                self.keyword(Keyword::CaseOf);
                self.indent += 1;
                for branch in &block.branches {
                    self.line(&format!(": {}", expression::text(&branch.condition)));
                    self.inner(&branch.body);
                }
                self.indent -= 1;
                self.otherwise(Keyword::Else, block.otherwise.as_ref());
                self.keyword(Keyword::EndCase);
            }
            StatementKind::For(block) => self.for_block(block),
            StatementKind::ForEach(block) => self.for_each_block(block),
            StatementKind::While(block) => {
                self.headed(Keyword::While, &block.condition);
                self.inner(&block.body);
                self.keyword(Keyword::EndWhile);
            }
            StatementKind::Repeat(block) => {
                self.keyword(Keyword::Repeat);
                self.inner(&block.body);
                self.headed(Keyword::Until, &block.condition);
            }
            StatementKind::Use(block) => {
                self.headed(Keyword::Use, &block.object);
                self.inner(&block.body);
                self.keyword(Keyword::EndUse);
            }
            StatementKind::Try(block) => self.try_block(block),
            StatementKind::Return(None) => self.keyword(Keyword::Return),
            StatementKind::Return(Some(value)) => self.headed(Keyword::Return, value),
            StatementKind::Break => self.keyword(Keyword::Break),
            StatementKind::Continue => self.keyword(Keyword::Continue),
            StatementKind::Sql(text) => {
                // The text goes from the line after `Begin SQL` to the start of the line of `End SQL`.
                self.keyword(Keyword::BeginSql);
                self.out.push_str(text);
                self.keyword(Keyword::EndSql);
            }
            StatementKind::Invalid => self.line("// a line that did not parse"),
        }
    }

    fn if_block(&mut self, block: &If) {
        self.headed(Keyword::If, &block.condition);
        self.inner(&block.then);
        self.otherwise(Keyword::Else, block.otherwise.as_ref());
        self.keyword(Keyword::EndIf);
    }

    fn try_block(&mut self, block: &Try) {
        self.keyword(Keyword::Try);
        self.inner(&block.body);
        self.otherwise(Keyword::Catch, block.catch.as_ref());
        self.keyword(Keyword::EndTry);
    }

    fn otherwise(&mut self, keyword: Keyword, block: Option<&Block>) {
        if let Some(block) = block {
            self.keyword(keyword);
            self.inner(block);
        }
    }

    fn for_block(&mut self, block: &For) {
        let parts = [Some(&block.counter), Some(&block.first), Some(&block.last), block.step.as_ref()];
        self.line(&format!("{} ({})", Keyword::For.text(), joined(&parts)));
        self.inner(&block.body);
        self.keyword(Keyword::EndFor);
    }

    fn for_each_block(&mut self, block: &ForEach) {
        let parts = [Some(&block.item), Some(&block.source), block.begin.as_ref(), block.end_position.as_ref()];
        let condition = match &block.condition {
            None => String::new(),
            Some((LoopCondition::Until, condition)) => format!(" {}", headed(Keyword::Until, condition)),
            Some((LoopCondition::While, condition)) => format!(" {}", headed(Keyword::While, condition)),
        };
        self.line(&format!("{} ({}){condition}", Keyword::ForEach.text(), joined(&parts)));
        self.inner(&block.body);
        self.keyword(Keyword::EndForEach);
    }
}

fn joined(parts: &[Option<&Expression>]) -> String {
    parts.iter().flatten().map(|part| expression::text(part)).collect::<Vec<_>>().join("; ")
}

/// A keyword with the expression after it. A name right after it would become one with the keyword.
fn headed(keyword: Keyword, condition: &Expression) -> String {
    let text = expression::text(condition);
    let named = text.chars().next().is_some_and(|first| first.is_alphanumeric() || first == '_');
    let between = if named && keyword != Keyword::Return { " /**/ " } else { " " };
    format!("{}{between}{text}", keyword.text())
}

fn declaration(keyword: Keyword, variables: &VariableDeclaration) -> String {
    let names: Vec<String> = variables
        .names
        .iter()
        .map(|variable| match variable.scope {
            Scope::Local | Scope::Parameter => format!("${}", variable.name.text),
            Scope::Parameters => format!("${{{}}}", variable.name.text),
            Scope::Process => variable.name.text.to_string(),
            Scope::Interprocess => format!("<>{}", variable.name.text),
        })
        .collect();
    let declared = variables.declared.as_ref().map(|declared| format!(" : {}", type_name(declared)));
    let value = variables.value.as_ref().map(|value| format!(":={}", expression::text(value)));
    format!("{} {}{}{}", keyword.text(), names.join("; "), declared.unwrap_or_default(), value.unwrap_or_default())
}

fn modifiers(modifiers: FunctionModifiers) -> Vec<Keyword> {
    let mut words = Vec::new();
    words.extend(modifiers.shared.then_some(Keyword::Shared));
    words.extend(modifiers.exposed.then_some(Keyword::Exposed));
    words.extend(modifiers.local.then_some(Keyword::Local));
    words.extend(modifiers.server.then_some(Keyword::Server));
    words.extend(modifiers.on_http_get.then_some(Keyword::OnHttpGet));
    words
}
