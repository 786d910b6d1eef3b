//! Operators have no precedence: expressions are evaluated strictly from left to right
//! (<https://developer.4d.com/docs/Concepts/number#precedence>).

use crate::{Plain, cases, run};
use proptest::prelude::*;

/// An expression: its first operand, then an operator with its operand, any number of times.
#[derive(Clone, Debug)]
struct Chain(Operand, Vec<(&'static str, Operand)>);

#[derive(Clone, Debug)]
enum Operand {
    Number(f64, Form),
    Group(Box<Chain>),
    Negative(Box<Operand>),
}

/// How a number is written, which decides what kinds of nodes compute with it.
#[derive(Clone, Copy, Debug)]
enum Form {
    Literal,
    Integer,
    Real,
    Variant,
    Property,
}

/// What the reference evaluator gives: a number, a Boolean, an error; or nothing that the documentation promises.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Expected {
    Number(f64),
    Boolean(bool),
    Error,
    Anything,
}

use Expected::{Anything, Boolean, Number};

/// The reference evaluator.
fn evaluate(Chain(first, rest): &Chain) -> Expected {
    rest.iter().fold(operand(first), |left, (operator, right)| match (left, operand(right)) {
        (Anything, _) | (_, Anything) => Anything,
        (Number(left), Number(right)) => calculate(left, operator, right),
        (Boolean(left), Boolean(right)) => compare(left, operator, right).map_or(Expected::Error, Boolean),
        (Number(_), Boolean(_)) | (Boolean(_), Number(_)) if *operator == "=" => Boolean(false),
        (Number(_), Boolean(_)) | (Boolean(_), Number(_)) if *operator == "#" => Boolean(true),
        _ => Expected::Error,
    })
}

fn operand(operand: &Operand) -> Expected {
    match operand {
        Operand::Number(number, _) => Number(*number),
        Operand::Group(chain) => evaluate(chain),
        Operand::Negative(inner) => match self::operand(inner) {
            Number(number) => Number(-number),
            Boolean(_) => Expected::Error,
            other => other,
        },
    }
}

fn calculate(left: f64, operator: &str, right: f64) -> Expected {
    let equal = (left - right).abs() <= 1e-6 || left == right;
    let number = match operator {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" => left / right,
        "\\" => (left / right).floor(),
        "%" if right.trunc() == 0.0 => return Anything,
        "%" => left.trunc() % right.trunc(),
        "^" if right == 2.0 => left * left,
        "^" => left.powf(right),
        "=" => return Boolean(equal),
        "#" => return Boolean(!equal),
        "<" => return Boolean(left < right && !equal),
        "<=" => return Boolean(left < right || equal),
        ">" => return Boolean(left > right && !equal),
        _ => return Boolean(left > right || equal),
    };
    if number.is_finite() && number.abs() < 1e300 { Number(number) } else { Anything }
}

fn compare(left: bool, operator: &str, right: bool) -> Option<bool> {
    Some(match operator {
        "=" => left == right,
        "#" => left != right,
        "<" => !left & right,
        "<=" => left <= right,
        ">" => left & !right,
        ">=" => left >= right,
        _ => return None,
    })
}

/// The chain as 4D text, with the declarations of its variables before it.
fn print(Chain(first, rest): &Chain, declared: &mut String) -> String {
    let mut text = print_operand(first, declared);
    for (operator, right) in rest {
        text += operator;
        text += &print_operand(right, declared);
    }
    text
}

fn print_operand(operand: &Operand, declared: &mut String) -> String {
    let name = format!("$x{}", declared.lines().count());
    match operand {
        Operand::Number(number, Form::Literal) => number.to_string(),
        Operand::Number(number, Form::Property) => {
            *declared += &format!("var {name}:={{p: {number}}}\n");
            format!("{name}.p")
        }
        Operand::Number(number, form) => {
            *declared += &format!("var {name} : {form:?}:={number}\n");
            name
        }
        Operand::Group(chain) => format!("({})", print(chain, declared)),
        Operand::Negative(inner) => format!("-{}", print_operand(inner, declared)),
    }
}

fn number() -> impl Strategy<Value = Operand> {
    let whole = prop_oneof![8 => 0..12i32, 2 => 0..100_000i32, 1 => 2_147_000_000..=i32::MAX];
    let form = || prop::sample::select(vec![Form::Literal, Form::Real, Form::Variant, Form::Property]);
    prop_oneof![
        (whole.clone(), form()).prop_map(|(number, form)| Operand::Number(f64::from(number), form)),
        whole.prop_map(|number| Operand::Number(f64::from(number), Form::Integer)),
        (0..100_000i32, form()).prop_map(|(number, form)| Operand::Number(f64::from(number) / 64.0, form)),
    ]
}

fn chain() -> impl Strategy<Value = Chain> {
    let arithmetic = || prop::sample::select(vec!["+", "-", "*", "/", "\\", "%", "^"]);
    let comparison = || prop::sample::select(vec!["=", "#", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![9 => number(), 1 => number().prop_map(|inner| Operand::Negative(inner.into()))];
    let operand = leaf.prop_recursive(3, 24, 4, move |inner| {
        let rest = (prop_oneof![8 => arithmetic(), 1 => comparison()], inner.clone());
        let group = (inner, prop::collection::vec(rest, 1..4))
            .prop_map(|(first, rest)| Operand::Group(Chain(first, rest).into()));
        prop_oneof![4 => group.clone(), 1 => group.prop_map(|inner| Operand::Negative(inner.into()))]
    });
    let rest = (prop_oneof![6 => arithmetic(), 1 => comparison()], operand.clone());
    (operand, prop::collection::vec(rest, 1..7)).prop_map(|(first, rest)| Chain(first, rest))
}

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn expressions_are_evaluated_from_left_to_right(chain in chain()) {
        let mut code = String::new();
        let expression = print(&chain, &mut code);
        code += &format!("return {expression}\n");
        let found = run(&code);
        match evaluate(&chain) {
            Number(expected) => prop_assert_eq!(found, Plain::Number(expected), "{}", code),
            Boolean(expected) => prop_assert_eq!(found, Plain::Boolean(expected), "{}", code),
            Expected::Error => prop_assert!(matches!(found, Plain::Failed(_)), "{}{:?}", code, found),
            Anything => {}
        }
    }
}

#[test]
fn the_reference_knows_the_examples() {
    let number = |value| Operand::Number(value, Form::Literal);
    let product = Chain(number(4.0), vec![("*", number(5.0))]);
    assert_eq!(evaluate(&Chain(number(3.0), vec![("+", number(4.0)), ("*", number(5.0))])), Number(35.0));
    assert_eq!(evaluate(&Chain(number(3.0), vec![("+", Operand::Group(product.into()))])), Number(23.0));
}
