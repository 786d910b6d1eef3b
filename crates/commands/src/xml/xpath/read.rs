//! Reads expressions.

use super::{Axis, Begin, Expression, Operator, Step, Test};
use crate::xml::names::{is_name, is_name_character, is_name_start};

/// How deep expressions may nest.
const MAX_DEPTH: usize = 64;
/// How many operators there may be: those of one level make a tree as deep as they are many.
const MAX_OPERATORS: usize = 1_000;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Literal(String),
    Number(f64),
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "::", "..", "//", "!=", "<=", ">=", "/", "[", "]", "(", ")", "@", ",", "|", "+", "-", "=", "<", ">", "*", ".", "$",
];

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let after_dot = rest.get(1..).unwrap_or_default();
        let length = if first == '"' || first == '\'' {
            let Some(end) = after_dot.find(first) else { return Err("a text in quotes does not end".to_owned()) };
            tokens.push(Token::Literal(after_dot[..end].to_owned()));
            end + 2
        } else if first.is_ascii_digit() || (first == '.' && after_dot.starts_with(|next: char| next.is_ascii_digit()))
        {
            let end = rest.find(|next: char| !next.is_ascii_digit() && next != '.').unwrap_or(rest.len());
            let Ok(number) = rest[..end].parse() else { return Err(format!("`{}` is no number", &rest[..end])) };
            tokens.push(Token::Number(number));
            end
        } else if first != ':' && is_name_start(first) {
            let mut end = rest.find(|next| !is_name_character(next)).unwrap_or(rest.len());
            // `child::para` is an axis; `p:*` all names with a prefix.
            if let Some(axis) = rest[..end].find("::") {
                end = axis;
            }
            let mut name = rest[..end].to_owned();
            if name.ends_with(':') && rest[end..].starts_with('*') {
                name.push('*');
                end += 1;
            }
            tokens.push(Token::Name(name));
            end
        } else {
            let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
                return Err(format!("`{first}` is not expected"));
            };
            tokens.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest[length..].trim_start();
    }
    Ok(tokens)
}

struct Reader {
    tokens: Vec<Token>,
    position: usize,
    depth: usize,
    operators: usize,
}

type Read<T> = Result<T, String>;

/// Operators by precedence, the weakest first.
const LEVELS: &[&[(&str, Operator)]] = &[
    &[("or", Operator::Or)],
    &[("and", Operator::And)],
    &[("=", Operator::Equal), ("!=", Operator::NotEqual)],
    &[("<", Operator::Less), ("<=", Operator::LessOrEqual), (">", Operator::Greater), (">=", Operator::GreaterOrEqual)],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("div", Operator::Divide), ("mod", Operator::Modulo)],
];

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.position)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Token::Sign(found)) if *found == sign)
    }

    fn next_is_sign(&self, sign: &str) -> bool {
        matches!(self.tokens.get(self.position + 1), Some(Token::Sign(found)) if *found == sign)
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        if found {
            self.position += 1;
        }
        found
    }

    fn expect(&mut self, sign: &str) -> Read<()> {
        if self.eat(sign) { Ok(()) } else { Err(format!("`{sign}` was expected")) }
    }

    fn expression(&mut self) -> Read<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("the expression nests too deep".to_owned());
        }
        let result = self.level(0);
        self.depth -= 1;
        result
    }

    fn level(&mut self, level: usize) -> Read<Expression> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1)?;
        loop {
            let found = match self.peek() {
                Some(Token::Sign(sign)) => operators.iter().find(|(name, _)| name == sign),
                Some(Token::Name(word)) => operators.iter().find(|(name, _)| name == word),
                _ => None,
            };
            let Some((_, operator)) = found else { return Ok(left) };
            self.position += 1;
            self.count_operator()?;
            let right = self.level(level + 1)?;
            left = Expression::Binary(*operator, Box::new(left), Box::new(right));
        }
    }

    fn count_operator(&mut self) -> Read<()> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            return Err(format!("the expression has more than {MAX_OPERATORS} operators"));
        }
        Ok(())
    }

    fn unary(&mut self) -> Read<Expression> {
        let mut negative = false;
        while self.eat("-") {
            negative = !negative;
        }
        let mut left = self.path()?;
        while self.eat("|") {
            self.count_operator()?;
            let right = self.path()?;
            left = Expression::Binary(Operator::Union, Box::new(left), Box::new(right));
        }
        Ok(if negative { Expression::Negative(Box::new(left)) } else { left })
    }

    fn path(&mut self) -> Read<Expression> {
        let begin = match self.peek() {
            Some(Token::Literal(_) | Token::Number(_)) => Some(self.primary()?),
            Some(Token::Name(name)) if self.next_is_sign("(") && !is_node_type(name) => Some(self.primary()?),
            Some(Token::Sign("(")) => Some(self.primary()?),
            Some(Token::Sign("$")) => return Err("there are no variables".to_owned()),
            _ => None,
        };
        let mut steps = Vec::new();
        let begin = match begin {
            Some(primary) => {
                let predicates = self.predicates()?;
                if predicates.is_empty() && !self.is_sign("/") && !self.is_sign("//") {
                    return Ok(primary);
                }
                Begin::Expression(Box::new(primary), predicates)
            }
            None if self.is_sign("//") => Begin::Document,
            None if self.eat("/") => {
                if !self.begins_step() {
                    return Ok(Expression::Path(Begin::Document, steps));
                }
                steps.push(self.step()?);
                Begin::Document
            }
            None => {
                steps.push(self.step()?);
                Begin::Here
            }
        };
        loop {
            if self.eat("//") {
                let step = self.step()?;
                // A position counts in each parent, so that only a step without one can be shortened.
                if step.axis == Axis::Child && step.predicates.is_empty() {
                    steps.push(Step { axis: Axis::Descendant, ..step });
                } else {
                    steps.push(Step { axis: Axis::DescendantOrSelf, test: Test::Node, predicates: Vec::new() });
                    steps.push(step);
                }
            } else if self.eat("/") {
                steps.push(self.step()?);
            } else {
                return Ok(Expression::Path(begin, steps));
            }
        }
    }

    fn begins_step(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(_) | Token::Sign("*" | "." | ".." | "@" | "[")))
    }

    fn primary(&mut self) -> Read<Expression> {
        let token = self.peek().cloned();
        self.position += 1;
        match token {
            Some(Token::Literal(text)) => Ok(Expression::Literal(text)),
            Some(Token::Number(number)) => Ok(Expression::Number(number)),
            Some(Token::Name(name)) => {
                self.expect("(")?;
                let mut arguments = Vec::new();
                while !self.eat(")") {
                    if !arguments.is_empty() {
                        self.expect(",")?;
                    }
                    arguments.push(self.expression()?);
                }
                Ok(Expression::Call(name, arguments))
            }
            Some(Token::Sign("(")) => {
                let inner = self.expression()?;
                self.expect(")")?;
                Ok(inner)
            }
            _ => Err("an expression was expected".to_owned()),
        }
    }

    fn predicates(&mut self) -> Read<Vec<Expression>> {
        let mut predicates = Vec::new();
        while self.eat("[") {
            predicates.push(self.expression()?);
            self.expect("]")?;
        }
        Ok(predicates)
    }

    fn step(&mut self) -> Read<Step> {
        for (sign, axis) in [("..", Axis::Parent), (".", Axis::SelfNode)] {
            if self.eat(sign) {
                return Ok(Step { axis, test: Test::Node, predicates: self.predicates()? });
            }
        }
        let axis = match self.peek() {
            Some(Token::Sign("@")) => {
                self.position += 1;
                Axis::Attribute
            }
            Some(Token::Name(name)) if self.next_is_sign("::") => {
                let Some(axis) = Axis::named(name) else { return Err(format!("there is no axis `{name}`")) };
                self.position += 2;
                axis
            }
            _ => Axis::Child,
        };
        let test = match self.peek().cloned() {
            Some(Token::Sign("*")) => {
                self.position += 1;
                Test::Any
            }
            Some(Token::Name(name)) if self.next_is_sign("(") => self.node_type(&name)?,
            Some(Token::Name(name)) => {
                self.position += 1;
                match name.strip_suffix(":*") {
                    Some(prefix) => Test::Prefix(prefix.to_owned()),
                    None => Test::Name(name),
                }
            }
            // 4D takes a step of conditions alone: `//[@a="x"]` is `//*[@a="x"]`.
            Some(Token::Sign("[")) if axis == Axis::Child => Test::Any,
            _ => return Err("a name was expected".to_owned()),
        };
        Ok(Step { axis, test, predicates: self.predicates()? })
    }

    fn node_type(&mut self, name: &str) -> Read<Test> {
        self.position += 2;
        let test = match name {
            "node" => Test::Node,
            "text" => Test::Text,
            "comment" => Test::Comment,
            "processing-instruction" => Test::Instruction(match self.peek().cloned() {
                Some(Token::Literal(target)) => {
                    self.position += 1;
                    Some(target)
                }
                _ => None,
            }),
            other => return Err(format!("`{other}` is no type of nodes")),
        };
        self.expect(")")?;
        Ok(test)
    }
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

/// Reads an expression.
///
/// # Errors
/// Why it is not valid.
pub(crate) fn parse(text: &str) -> Result<Expression, String> {
    let mut reader = Reader { tokens: tokens(text)?, position: 0, depth: 0, operators: 0 };
    let expression = reader.expression()?;
    match reader.peek() {
        None => Ok(expression),
        Some(_) => Err("the expression goes on where it should end".to_owned()),
    }
}

/// Which of the elements of a name a simple path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// Any.
    Unsaid,
    /// The one at that position, from 1.
    At(usize),
    /// The last one.
    Last,
}

/// A part of a simple path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SimpleStep {
    /// Name of the elements.
    pub(crate) name: String,
    /// Which of them.
    pub(crate) place: Position,
}

/// A path that only names elements, each perhaps with a position: whether it begins at the document, and its parts.
///
/// # Errors
/// Why it is not such a path.
pub(crate) fn simple_path(text: &str) -> Result<(bool, Vec<SimpleStep>), String> {
    let text = text.trim();
    let (absolute, rest) = match text.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("./").unwrap_or(text)),
    };
    let mut steps = Vec::new();
    for part in rest.split('/') {
        let (name, place) = match part.split_once('[') {
            None => (part, Position::Unsaid),
            Some((name, place)) => match place.trim_end().strip_suffix(']').map(str::trim) {
                Some("last()") => (name, Position::Last),
                Some(number) => match number.parse::<usize>() {
                    Ok(number) if number > 0 => (name, Position::At(number)),
                    _ => return Err(format!("`{part}`: a position from 1 was expected")),
                },
                None => return Err(format!("`{part}`: `]` was expected")),
            },
        };
        let name = name.trim();
        if !is_name(name) {
            return Err(format!("`{name}` is no name of an element"));
        }
        steps.push(SimpleStep { name: name.to_owned(), place });
    }
    Ok((absolute, steps))
}
