//! The syntax tree: what is written, with spans, before names have a meaning.
//!
//! Names keep their spelling. Whether `Name` is a method, a command, a constant or a process variable is decided by
//! the resolver. 4D has no precedence: binary operators nest to the left, and parentheses keep a node of their own.

use fourd_source::{FileId, Span};

/// A whole `.4dm` file.
#[derive(Debug, Clone, PartialEq)]
pub struct Module {
    /// The file that all spans refer to.
    pub file: FileId,
    /// The JSON text after `//%attributes = `, with its span, if the first line has one.
    pub attributes: Option<(String, Span)>,
    /// Lines such as `//%W-518.1` or `//%R+`, in order.
    pub pragmas: Vec<Pragma>,
    /// The code.
    pub code: Code,
}

/// A `//%…` line other than the attributes: switches compiler warnings or checks on or off from there on.
#[derive(Debug, Clone, PartialEq)]
pub struct Pragma {
    /// The text after `//%`, trimmed.
    pub text: String,
    /// The whole comment.
    pub span: Span,
}

/// What a file holds: a method or a class.
#[derive(Debug, Clone, PartialEq)]
pub enum Code {
    /// A project method, database method, trigger or script.
    Method(Routine),
    /// A class file.
    Class(Class),
}

/// How a file is read; its folder decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// Statements.
    Method,
    /// Properties, functions and a constructor.
    Class,
}

/// Parameters and body of a method or function.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Routine {
    /// From `#DECLARE` or from the head of a function; `None` where neither is written.
    pub signature: Option<Signature>,
    /// The statements.
    pub body: Block,
}

/// Declared parameters and result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signature {
    /// From `#DECLARE` or the function's name to the end of the declaration.
    pub span: Span,
    /// Named parameters in order.
    pub parameters: Vec<Parameter>,
    /// `...` or `... : Type` at the end: further parameters are taken, of this type if it is written.
    pub variadic: Option<Variadic>,
    /// `-> $name : Type`, `-> $name` or `: Type`.
    pub result: Option<ResultDeclaration>,
}

/// One declared parameter.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name without `$`.
    pub name: Identifier,
    /// Its type; Variant where none is written.
    pub declared: Option<TypeName>,
    /// Written `$id Text`, without a colon, as older documentation has it.
    pub colon_missing: bool,
}

/// The end of a signature that takes any number of parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Variadic {
    /// Where `...` is.
    pub span: Span,
    /// Type of the further parameters, if written.
    pub declared: Option<TypeName>,
}

/// The declared result of a routine.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultDeclaration {
    /// Name of the result variable without `$`; `None` in the form `: Type`.
    pub name: Option<Identifier>,
    /// Type of the result, if written.
    pub declared: Option<TypeName>,
}

/// A name with its spot. The text is as written, inner runs of blanks made one; sigils (`$`, `<>`) are not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Identifier {
    /// The name.
    pub text: Box<str>,
    /// Its spot, sigil included.
    pub span: Span,
}

/// A type as written: `Text`, `4D.File`, `cs.Person`, `cs.Component.Person`, `cs:C1710.Person`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeName {
    /// The dotted parts in order; tokens are dropped. One part for plain types.
    pub path: Vec<Identifier>,
    /// The whole name.
    pub span: Span,
}

/// A class file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Class {
    /// The name after `Class extends`, possibly dotted.
    pub extends: Option<TypeName>,
    /// `shared`, `singleton`, `session singleton` before `Class constructor`.
    pub modifiers: ClassModifiers,
    /// `property` lines, in order.
    pub properties: Vec<VariableDeclaration>,
    /// `Class constructor`.
    pub constructor: Option<Function>,
    /// `Function …`, computed properties included, in order.
    pub functions: Vec<Function>,
    /// `Alias` lines, in order.
    pub aliases: Vec<Alias>,
}

/// Words before `Class constructor`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClassModifiers {
    /// `shared`: objects of the class are shared.
    pub shared: bool,
    /// `singleton`: one instance for each process, or for all where also shared.
    pub singleton: bool,
    /// `session singleton`: one instance for each session.
    pub session: bool,
}

/// A function of a class or its constructor.
#[derive(Debug, Clone, PartialEq)]
pub struct Function {
    /// Its name; `constructor` for the constructor. Of an event function the name of the event, and after a blank the
    /// attribute that it is for, if one is written: `touched departureDate`.
    pub name: Identifier,
    /// Which kind of function.
    pub role: FunctionRole,
    /// Words before `Function` and after it.
    pub modifiers: FunctionModifiers,
    /// Parameters and body. `signature` is `None` where no parentheses and no result are written.
    pub routine: Routine,
    /// The head, from its first modifier to its end.
    pub span: Span,
}

/// What a function is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunctionRole {
    /// `Function name`.
    Plain,
    /// `Class constructor`.
    Constructor,
    /// `Function get name`.
    Get,
    /// `Function set name`.
    Set,
    /// `Function query name`.
    Query,
    /// `Function orderBy name`.
    OrderBy,
    /// `Function event name`.
    Event,
}

/// Words before `Function`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FunctionModifiers {
    /// `shared`.
    pub shared: bool,
    /// `exposed`.
    pub exposed: bool,
    /// `local`.
    pub local: bool,
    /// `server`.
    pub server: bool,
    /// `onHTTPGet`.
    pub on_http_get: bool,
}

/// `Alias name path`.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// `exposed` was written.
    pub exposed: bool,
    /// The new attribute.
    pub name: Identifier,
    /// The path that it names, dots included.
    pub target: Identifier,
    /// The whole line.
    pub span: Span,
}

/// Statements in order.
pub type Block = Vec<Statement>;

/// A statement with its spot (of a block statement: its head).
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// The logical line of a simple statement, the head of a block statement.
    pub span: Span,
}

/// What a statement does.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// A call, a name alone, or any other expression as a statement.
    Expression(Expression),
    /// `target:=value`, `target+=value` …
    Assign(Box<Assignment>),
    /// `var …`; `property …` inside a class is in [`Class::properties`].
    Variables(VariableDeclaration),
    /// `If … Else … End if`.
    If(Box<If>),
    /// `Case of … Else … End case`.
    Case(Box<Case>),
    /// `For ($i;a;b;c) … End for`.
    For(Box<For>),
    /// `For each … End for each`.
    ForEach(Box<ForEach>),
    /// `While … End while`.
    While(Box<While>),
    /// `Repeat … Until`.
    Repeat(Box<Repeat>),
    /// `Use … End use`.
    Use(Box<Use>),
    /// `Try … Catch … End try`.
    Try(Box<Try>),
    /// `return` or `return value`.
    Return(Option<Expression>),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `Begin SQL … End SQL`: the text between.
    Sql(Box<str>),
    /// A line that did not parse; its problem was reported. Raises when it is reached.
    Invalid,
}

/// `target:=value` and its compound forms.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// Where to.
    pub target: Expression,
    /// `None` for `:=`, else the operator of `+=`, `-=`, `*=`, `/=`.
    pub operator: Option<BinaryOperator>,
    /// What.
    pub value: Expression,
}

/// `var $a; $b : Type:=value` or `property a; b : Type:=value`.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableDeclaration {
    /// The declared variables.
    pub names: Vec<Variable>,
    /// The type, if written.
    pub declared: Option<TypeName>,
    /// The initial value, if written.
    pub value: Option<Expression>,
    /// The whole line.
    pub span: Span,
}

/// A variable as it is declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Variable {
    /// Local, process or interprocess.
    pub scope: Scope,
    /// Its name without sigil.
    pub name: Identifier,
}

/// Where a variable lives, by its sigil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `$name`.
    Local,
    /// `$1`: a parameter; its number is the name.
    Parameter,
    /// `${1}`: all parameters from this number on.
    Parameters,
    /// `name`, also of properties.
    Process,
    /// `<>name`.
    Interprocess,
}

/// `If (condition) … Else … End if`.
#[derive(Debug, Clone, PartialEq)]
pub struct If {
    /// The condition.
    pub condition: Expression,
    /// Run where it is true.
    pub then: Block,
    /// Run where it is not, if written.
    pub otherwise: Option<Block>,
    /// Where the block ends: `End if`.
    pub end: Span,
}

/// `Case of : (condition) … Else … End case`.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The branches in order.
    pub branches: Vec<CaseBranch>,
    /// Run where no condition holds, if written.
    pub otherwise: Option<Block>,
    /// Where the block ends.
    pub end: Span,
}

/// `: (condition)` with its statements.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseBranch {
    /// The condition.
    pub condition: Expression,
    /// Run where it is the first that holds.
    pub body: Block,
    /// The line of the condition.
    pub span: Span,
}

/// `For (counter; first; last; step)`.
#[derive(Debug, Clone, PartialEq)]
pub struct For {
    /// The counter: any variable, field or other place.
    pub counter: Expression,
    /// First value.
    pub first: Expression,
    /// Last value.
    pub last: Expression,
    /// Step; 1 where none is written.
    pub step: Option<Expression>,
    /// The statements.
    pub body: Block,
    /// Where the block ends.
    pub end: Span,
}

/// `For each (item; source; begin; end) Until|While (condition)`.
#[derive(Debug, Clone, PartialEq)]
pub struct ForEach {
    /// Takes each element, property name or entity.
    pub item: Expression,
    /// Collection, object or entity selection.
    pub source: Expression,
    /// First position, if written.
    pub begin: Option<Expression>,
    /// End position, if written.
    pub end_position: Option<Expression>,
    /// The condition to stop or continue, if there is one.
    pub condition: Option<(LoopCondition, Expression)>,
    /// The statements.
    pub body: Block,
    /// Where the block ends.
    pub end: Span,
}

/// The word before the condition of `For each`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoopCondition {
    /// Stops once the condition is true.
    Until,
    /// Stops once the condition is not true.
    While,
}

/// `While (condition) … End while`.
#[derive(Debug, Clone, PartialEq)]
pub struct While {
    /// The condition.
    pub condition: Expression,
    /// The statements.
    pub body: Block,
    /// Where the block ends.
    pub end: Span,
}

/// `Repeat … Until (condition)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Repeat {
    /// The statements.
    pub body: Block,
    /// The condition.
    pub condition: Expression,
    /// The line of `Until`.
    pub end: Span,
}

/// `Use (object) … End use`.
#[derive(Debug, Clone, PartialEq)]
pub struct Use {
    /// The shared object or collection.
    pub object: Expression,
    /// The statements.
    pub body: Block,
    /// Where the block ends.
    pub end: Span,
}

/// `Try … Catch … End try`.
#[derive(Debug, Clone, PartialEq)]
pub struct Try {
    /// The statements that are tried.
    pub body: Block,
    /// Run after an error; `None` where no `Catch` is written.
    pub catch: Option<Block>,
    /// Where the block ends.
    pub end: Span,
}

/// An expression with its spot.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Its spot.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// A number.
    Number(f64),
    /// A text literal, escapes resolved.
    Text(Box<str>),
    /// `!2024-01-31!`; 0, 0, 0 is the blank date.
    Date {
        /// Year.
        year: i32,
        /// Month, 1 to 12.
        month: u8,
        /// Day, 1 to 31.
        day: u8,
    },
    /// `?10:20:30?`, in seconds.
    Time(i64),
    /// `$name`.
    Local(Box<str>),
    /// `$0`, `$1` …: a parameter by number.
    Parameter(u32),
    /// `${expression}`: a parameter by computed number.
    IndirectParameter(Box<Expression>),
    /// `<>name`.
    Interprocess(Box<str>),
    /// A bare name: method, command, constant, class store, variable, plug-in command.
    Name(Name),
    /// `[Name]` or `[Name:3]` alone: a table or a collection of one; the resolver decides.
    Bracketed(Name),
    /// `[Table]Field`.
    Field(Box<FieldName>),
    /// `{a: 1; "b c": 2}`.
    Object(Vec<Entry>),
    /// `[1; 2]`, also empty and of one expression that is not a bare name.
    Collection(Vec<Expression>),
    /// `callee(arguments)`; the callee is a name, a member or any other expression.
    Call(Box<Call>),
    /// `object.name`.
    Member(Box<Member>),
    /// `object["key"]`, `collection[expression]`.
    Index(Box<Index>),
    /// `array{expression}`; also characters of a Blob and elements after a pointer.
    Element(Box<Index>),
    /// `text[[expression]]`.
    Character(Box<Index>),
    /// `pointer->`.
    Dereference(Box<Expression>),
    /// `->variable`.
    PointerTo(Box<Expression>),
    /// `-x` or `+x`.
    Unary(UnaryOperator, Box<Expression>),
    /// `left operator right`.
    Binary(Box<Binary>),
    /// `condition ? then : otherwise`.
    Ternary(Box<Ternary>),
    /// `(inner)`.
    Parenthesized(Box<Expression>),
    /// `Try(expression)`.
    Try(Box<Expression>),
    /// An assignment inside a formula: `Formula($1.accumulator:=0)`.
    Assign(Box<Assignment>),
    /// `return value` inside a formula or a ternary.
    Return(Option<Box<Expression>>),
    /// `*` alone as an argument.
    Star,
    /// `<` alone as an argument.
    Less,
    /// `>` alone as an argument.
    Greater,
    /// Another operator alone as an argument, or `&` and `|` before one: `QUERY([T]; & ; [T]F=1)`.
    Operator(BinaryOperator),
    /// Nothing between two semicolons of an argument list.
    Omitted,
    /// A part that did not parse; its problem was reported.
    Invalid,
}

/// A bare name, possibly with a token.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// As written, inner runs of blanks made one, without token.
    pub text: Box<str>,
    /// The token after it; where there is one it decides.
    pub token: Option<Token>,
    /// The name and its token.
    pub span: Span,
}

/// The number after a tokenized name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// `:C1839`: a command.
    Command(u32),
    /// `:K8:3`: a constant.
    Constant(u32, u32),
    /// `:P1:2`: a command of a plug-in.
    Plugin(u32, u32),
    /// `:12` in `[Table:12]` or `]Field:12`.
    Number(u32),
}

/// `[Table]Field`.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldName {
    /// The table.
    pub table: Name,
    /// The field.
    pub field: Name,
}

/// `key: value` of an object literal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The property name as written or with its escapes resolved.
    pub key: Identifier,
    /// The value.
    pub value: Expression,
}

/// `callee(arguments)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// What is called.
    pub callee: Expression,
    /// The arguments in order; `()` has none.
    pub arguments: Vec<Expression>,
    /// The parentheses with all between them.
    pub arguments_span: Span,
}

/// `object.name`.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Before the dot.
    pub object: Expression,
    /// After it; a token (`cs:C1710.x:C12`) is dropped here.
    pub name: Identifier,
}

/// A base with an expression in brackets or braces.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Before the bracket.
    pub base: Expression,
    /// Inside it.
    pub index: Expression,
}

/// `left operator right`.
#[derive(Debug, Clone, PartialEq)]
pub struct Binary {
    /// The operator.
    pub operator: BinaryOperator,
    /// Its spot.
    pub operator_span: Span,
    /// Left operand.
    pub left: Expression,
    /// Right operand.
    pub right: Expression,
}

/// `condition ? then : otherwise`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ternary {
    /// The condition.
    pub condition: Expression,
    /// Where it is truthy.
    pub then: Expression,
    /// Where it is not.
    pub otherwise: Expression,
}

/// An operator before its operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`.
    Minus,
    /// `+`.
    Plus,
}

/// An operator between two operands; [`BinaryOperator::symbol`] shows how each is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is named after its symbol, which `symbol` gives")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    IntegerDivide,
    Modulo,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    ExclusiveOr,
    ShiftLeft,
    ShiftRight,
    SetBit,
    ClearBit,
    TestBit,
    /// Of pictures; anything else is multiplied.
    ScaleWidth,
    /// Of pictures.
    ScaleHeight,
    ShortAnd,
    ShortOr,
}

impl BinaryOperator {
    /// How the operator is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::IntegerDivide => "\\",
            Self::Modulo => "%",
            Self::Power => "^",
            Self::Equal => "=",
            Self::NotEqual => "#",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::And => "&",
            Self::Or => "|",
            Self::ExclusiveOr => "^|",
            Self::ShiftLeft => "<<",
            Self::ShiftRight => ">>",
            Self::SetBit => "?+",
            Self::ClearBit => "?-",
            Self::TestBit => "??",
            Self::ScaleWidth => "*+",
            Self::ScaleHeight => "*|",
            Self::ShortAnd => "&&",
            Self::ShortOr => "||",
        }
    }
}
