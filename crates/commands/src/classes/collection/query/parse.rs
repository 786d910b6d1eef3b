//! Reads query texts: conditions linked by `and`, `or` and `not`, and an order
//! ([query](https://developer.4d.com/docs/API/DataClassClass#query)).

use super::super::convert::iso_date;
use super::super::order::{Criterion, criteria_of_text};
use super::values::{PathValue, Values, no_formula};
use fourd_value::{Error, Text, Value, error};

/// How deep parentheses and `not` may nest.
const MAX_NESTING: usize = 200;

/// A query.
pub(super) struct Query {
    /// What elements must fulfil; `None` for an empty query, which all do.
    pub(super) condition: Option<Node>,
    /// The order of the result.
    pub(super) order: Vec<Criterion>,
}

/// A condition or several linked ones.
pub(super) enum Node {
    /// All must hold.
    And(Vec<Node>),
    /// One must hold.
    Or(Vec<Node>),
    /// It must not hold.
    Not(Box<Node>),
    /// A comparison.
    Condition(Condition),
}

/// A comparison of a property.
pub(super) struct Condition {
    /// The parts of the path, between which stand the collections whose elements are all looked at.
    pub(super) parts: Vec<Part>,
    /// How to compare.
    pub(super) comparator: Comparator,
    /// With what.
    pub(super) operand: Operand,
}

/// A part of a path.
pub(super) struct Part {
    /// The names, one below the other.
    pub(super) names: Vec<Text>,
    /// Whether a collection is found there whose elements are looked at.
    pub(super) elements: Option<Elements>,
}

/// Which elements of a collection on the path are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Elements {
    /// `[]`: any.
    Any,
    /// `[a]`: the same one in all conditions with that letter.
    Linked(char),
}

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its operator")]
pub(super) enum Comparator {
    Equal,
    StrictlyEqual,
    NotEqual,
    StrictlyNotEqual,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    In,
    ContainsKeyword,
}

/// What a property is compared with.
pub(super) enum Operand {
    /// Null or undefined.
    Null,
    /// A placeholder for Null, which nothing equals.
    Nothing,
    /// A value.
    Value(Value),
    /// A constant without quotes: its value, and its text for properties that are texts.
    Constant(Value, Text),
    /// Several ones.
    Set(Vec<Operand>),
}

fn syntax(text: String) -> Error {
    Error::with(error::SYNTAX, format!("Query: {text}"))
}

/// Reads a query.
///
/// # Errors
/// The text is no query, or a placeholder has no fitting value.
pub(super) fn parse(text: &Text, values: &Values) -> Result<Query, Error> {
    let characters = text.to_cow().chars().collect::<Vec<_>>();
    let mut parser = Parser { characters: &characters, next: 0, nesting: 0, values };
    parser.skip_blanks();
    let mut query = Query { condition: None, order: Vec::new() };
    if !parser.at_end() && !parser.at_order() {
        query.condition = Some(parser.any_of()?);
    }
    if parser.at_order() {
        parser.take_word("order");
        parser.take_word("by");
        let rest = parser.characters.get(parser.next..).unwrap_or_default().iter().collect::<String>();
        query.order = criteria_of_text(&Text::from(rest))?;
        if query.order.is_empty() {
            return Err(syntax("a property path was expected after `order by`".to_owned()));
        }
        return Ok(query);
    }
    if parser.at_end() { Ok(query) } else { Err(parser.unexpected("a logical operator")) }
}

struct Parser<'a> {
    characters: &'a [char],
    next: usize,
    nesting: usize,
    values: &'a Values,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.characters.get(self.next).copied()
    }

    fn at_end(&self) -> bool {
        self.next >= self.characters.len()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next += 1;
        }
    }

    fn unexpected(&self, expected: &str) -> Error {
        let rest = self.characters.get(self.next..).unwrap_or_default().iter().take(20).collect::<String>();
        if rest.is_empty() {
            syntax(format!("{expected} was expected at the end"))
        } else {
            syntax(format!("{expected} was expected at `{rest}`"))
        }
    }

    /// Whether a word stands at a position, as a whole and whatever its case; gives where it ends.
    fn word_at(&self, start: usize, word: &str) -> Option<usize> {
        let end = start + word.len();
        let found = self.characters.get(start..end)?;
        let same = found.iter().zip(word.chars()).all(|(one, other)| one.eq_ignore_ascii_case(&other));
        let ends = !self.characters.get(end).is_some_and(|next| is_name(*next));
        (same && ends).then_some(end)
    }

    fn take_word(&mut self, word: &str) -> bool {
        match self.word_at(self.next, word) {
            Some(end) => {
                self.next = end;
                self.skip_blanks();
                true
            }
            None => false,
        }
    }

    fn order_at(&self, start: usize) -> bool {
        let Some(mut next) = self.word_at(start, "order") else { return false };
        while self.characters.get(next).is_some_and(|next| next.is_whitespace()) {
            next += 1;
        }
        self.word_at(next, "by").is_some()
    }

    fn at_order(&self) -> bool {
        self.order_at(self.next)
    }

    fn take_symbol(&mut self, symbol: char) -> bool {
        if self.peek() != Some(symbol) {
            return false;
        }
        self.next += 1;
        if self.peek() == Some(symbol) {
            self.next += 1;
        }
        self.skip_blanks();
        true
    }

    fn any_of(&mut self) -> Result<Node, Error> {
        let mut nodes = vec![self.all_of()?];
        while self.take_symbol('|') || self.take_word("or") {
            nodes.push(self.all_of()?);
        }
        Ok(if nodes.len() > 1 { Node::Or(nodes) } else { nodes.swap_remove(0) })
    }

    fn all_of(&mut self) -> Result<Node, Error> {
        let mut nodes = vec![self.single()?];
        while self.take_symbol('&') || self.take_word("and") {
            nodes.push(self.single()?);
        }
        Ok(if nodes.len() > 1 { Node::And(nodes) } else { nodes.swap_remove(0) })
    }

    fn single(&mut self) -> Result<Node, Error> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(syntax("parentheses nest too deep".to_owned()));
        }
        let node = if self.take_word("not") {
            Node::Not(Box::new(self.single()?))
        } else if self.peek() == Some('(') {
            self.next += 1;
            self.skip_blanks();
            let node = self.any_of()?;
            if self.peek() != Some(')') {
                return Err(self.unexpected("`)`"));
            }
            self.next += 1;
            self.skip_blanks();
            node
        } else {
            Node::Condition(self.condition()?)
        };
        self.nesting -= 1;
        Ok(node)
    }

    fn condition(&mut self) -> Result<Condition, Error> {
        let parts = self.path()?;
        let comparator = self.comparator()?;
        let operand = self.operand(comparator)?;
        self.skip_blanks();
        Ok(Condition { parts, comparator, operand })
    }

    fn take_while(&mut self, holds: impl Fn(char) -> bool) -> String {
        let start = self.next;
        while self.peek().is_some_and(&holds) {
            self.next += 1;
        }
        self.characters.get(start..self.next).unwrap_or_default().iter().collect()
    }

    fn placeholder(&mut self) -> Result<String, Error> {
        self.next += 1;
        let name = self.take_while(|next| is_name(next) || next == '.');
        if name.is_empty() { Err(self.unexpected("the name of a placeholder")) } else { Ok(name) }
    }

    fn path(&mut self) -> Result<Vec<Part>, Error> {
        let parts = if self.peek() == Some(':') {
            let name = self.placeholder()?;
            match self.values.path(&name)? {
                PathValue::Names(names) => vec![Part { names, elements: None }],
                PathValue::Text(text) => parts_of(&text.to_cow())?,
            }
        } else {
            let path = self.take_while(|next| !next.is_whitespace() && !"=!#<>%&|()',:\"".contains(next));
            if path.eq_ignore_ascii_case("eval") && self.peek() == Some('(') {
                return Err(no_formula());
            }
            if path.is_empty() {
                return Err(self.unexpected("a property path"));
            }
            parts_of(&path)?
        };
        self.skip_blanks();
        Ok(parts)
    }

    fn comparator(&mut self) -> Result<Comparator, Error> {
        use Comparator::*;
        let comparator = if self.take_word("is") {
            if self.take_word("not") { StrictlyNotEqual } else { StrictlyEqual }
        } else if self.take_word("in") {
            In
        } else {
            let symbols = self.take_while(|next| "=!#<>%".contains(next));
            match symbols.as_str() {
                "=" | "==" => Equal,
                "===" => StrictlyEqual,
                "#" | "!=" => NotEqual,
                "!==" => StrictlyNotEqual,
                "<" => Less,
                ">" => Greater,
                "<=" => LessOrEqual,
                ">=" => GreaterOrEqual,
                "%" => ContainsKeyword,
                _ => return Err(self.unexpected("a comparator")),
            }
        };
        self.skip_blanks();
        Ok(comparator)
    }

    fn operand(&mut self, comparator: Comparator) -> Result<Operand, Error> {
        let is_in = comparator == Comparator::In;
        match self.peek() {
            Some(':') => self.placeholder_operand(comparator),
            Some('[') if is_in => self.list(),
            _ if is_in => Err(self.unexpected("a list `[…]` or a placeholder for a collection")),
            Some('\'') => Ok(Operand::Value(Value::Text(self.quoted('\'')?))),
            Some('[') => Err(syntax("a list is only allowed after `in`".to_owned())),
            _ => {
                let text = self.unquoted(false);
                if text.is_empty() {
                    return Err(self.unexpected("a value"));
                }
                if let Some(wrong) = text.chars().find(|next| "'\"=<>".contains(*next)) {
                    return Err(syntax(format!(
                        "the value `{text}` contains `{wrong}`: quotes or a placeholder are needed"
                    )));
                }
                Ok(constant(&text))
            }
        }
    }

    fn placeholder_operand(&mut self, comparator: Comparator) -> Result<Operand, Error> {
        let name = self.placeholder()?;
        let found = self.values.value(&name)?;
        let wrong = |what: &str| {
            let text = format!("The placeholder `:{name}` is {what} of type {}", found.value.type_name());
            Err(Error::with(error::INCOMPATIBLE_TYPES, text))
        };
        if comparator == Comparator::In {
            return match &found.value {
                Value::Collection(items) => {
                    let operand = |item: Value| if item.is_null() { Operand::Null } else { Operand::Value(item) };
                    Ok(Operand::Set(items.to_vec().into_iter().map(operand).collect()))
                }
                _ => wrong("no collection but a value"),
            };
        }
        let compares_references = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
        match &found.value {
            value if value.is_null() => Ok(Operand::Nothing),
            Value::Object(_) | Value::Collection(_) if !(found.named && compares_references) => {
                wrong("a value that cannot be compared here, it is")
            }
            value => Ok(Operand::Value(value.clone())),
        }
    }

    fn list(&mut self) -> Result<Operand, Error> {
        self.next += 1;
        self.skip_blanks();
        let mut items = Vec::new();
        while self.peek() != Some(']') {
            items.push(match self.peek() {
                Some(quote @ ('\'' | '"')) => Operand::Value(Value::Text(self.quoted(quote)?)),
                _ => {
                    let text = self.unquoted(true);
                    if text.is_empty() {
                        return Err(self.unexpected("a value"));
                    }
                    constant(&text)
                }
            });
            self.skip_blanks();
            match self.peek() {
                Some(',') => self.next += 1,
                Some(']') => {}
                _ => return Err(self.unexpected("`,` or `]`")),
            }
            self.skip_blanks();
        }
        self.next += 1;
        Ok(Operand::Set(items))
    }

    fn quoted(&mut self, quote: char) -> Result<Text, Error> {
        self.next += 1;
        let text = self.take_while(|next| next != quote);
        if self.peek() != Some(quote) {
            return Err(syntax(format!("the text `{text}` has no closing quote")));
        }
        self.next += 1;
        Ok(Text::from(text))
    }

    /// A constant without quotes: everything up to what ends a condition, or an item of a list.
    fn unquoted(&mut self, in_list: bool) -> String {
        let start = self.next;
        let mut end = start;
        while let Some(next) = self.peek() {
            let ends = if in_list { matches!(next, ',' | ']') } else { matches!(next, ')' | '&' | '|') };
            let after_blank =
                self.next > start && self.characters.get(self.next - 1).is_some_and(|it| it.is_whitespace());
            let keyword = || {
                let words = ["and", "or"];
                words.iter().any(|word| self.word_at(self.next, word).is_some()) || self.order_at(self.next)
            };
            if ends || (!in_list && after_blank && keyword()) {
                break;
            }
            self.next += 1;
            if !next.is_whitespace() {
                end = self.next;
            }
        }
        self.characters.get(start..end).unwrap_or_default().iter().collect()
    }
}

fn is_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// A constant without quotes.
fn constant(text: &str) -> Operand {
    let shown = Text::from(text);
    let value = match text {
        "true" => Value::Boolean(true),
        "false" => Value::Boolean(false),
        _ if text.eq_ignore_ascii_case("null") => return Operand::Null,
        _ => match (iso_date(&shown), number(text)) {
            (Some(date), _) => Value::Date(date),
            (None, Some(number)) => Value::Real(number),
            (None, None) => return Operand::Value(Value::Text(shown)),
        },
    };
    Operand::Constant(value, shown)
}

fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit() || first == '.').then(|| text.parse().ok())?
}

/// The parts of a path in dot notation: `children[].age` has two.
fn parts_of(path: &str) -> Result<Vec<Part>, Error> {
    let wrong = || syntax(format!("`{path}` is no property path"));
    let mut parts = Vec::new();
    let mut names = Vec::new();
    for step in path.split('.') {
        let (name, elements) = match step.split_once('[') {
            None => (step, None),
            Some((name, bracket)) => {
                let inside = bracket.strip_suffix(']').ok_or_else(wrong)?;
                let mut letters = inside.chars();
                match (letters.next(), letters.next()) {
                    (None, _) => (name, Some(Elements::Any)),
                    (Some(letter), None) if letter.is_alphabetic() => (name, Some(Elements::Linked(letter))),
                    _ => return Err(wrong()),
                }
            }
        };
        if name.is_empty() || name.contains(']') {
            return Err(wrong());
        }
        names.push(Text::from(name));
        if elements.is_some() {
            parts.push(Part { names: std::mem::take(&mut names), elements });
        }
    }
    parts.push(Part { names, elements: None });
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Query, Error> {
        parse(&Text::from(text), &Values::new(vec![Value::text("a"), Value::Real(2.0)]))
    }

    #[test]
    fn texts_that_are_queries() {
        for text in [
            "a = 1",
            "a.b == 'x y' and not (c # :2 | d >= 2020-01-01)",
            "a IN ['x', \"y\", 3]",
            "name = New York or b IS NOT null",
            "children[].age > 10 & children[a].name = x",
            ":1 = :2",
            "a = order",
            "a = 1 order by b desc, c",
            "order by a",
            "",
        ] {
            assert!(read(text).is_ok(), "{text}: {:?}", read(text).err());
        }
    }

    #[test]
    fn texts_that_are_not() {
        for text in [
            "a",
            "a =",
            "a = 'x",
            "a = 'John's pizza'",
            "a = \"x\"",
            "= 1",
            "(a = 1",
            "a = 1)",
            "a = 1 and",
            "a IN 3",
            "a = [1]",
            "a IN [1",
            "a = 1 b = 2",
            "a..b = 1",
            "a[0].b = 1",
            "a =! 1",
            "eval(True)",
            ":3 = 1",
            "a = :name",
            "a = 1 order by",
            "a = 1 order by b sideways",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"(".repeat(100_000)).is_err());
        assert!(read(&"not ".repeat(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[a-c=!#<>%&|()'\\[\\]:1., andortINby\"]{0,40}") {
            let _ = read(&text);
        }
    }
}
