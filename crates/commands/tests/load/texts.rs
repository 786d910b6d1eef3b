//! Code that is made of texts while a program runs is freed when nothing uses it.

use super::{BYTES, project, scaled};
use fourd_runtime::domain::Domain;
use fourd_runtime::machine::Machine;
use fourd_runtime::world::World;
use fourd_runtime::{Process, call_with_values, methods};
use fourd_source::Span;
use fourd_value::{Text, Value};
use std::cell::Cell;
use std::rc::Rc;

/// How many texts may be kept ready, and what they may take, in bytes.
const MOST_KEPT: usize = 3 * 256;
const MOST_BYTES: isize = 5 << 20;

/// What a method gives for a count, how many texts are alive afterwards, and by how many bytes memory has grown since a
/// smaller count.
fn grown(name: &str, code: &str, count: u64) -> (f64, usize, isize) {
    let program = project(name, &[("work", code)]);
    let machine = Machine::standalone(World::new(None), Text::from("designer"));
    let domain = Domain::new(program.clone(), machine.clone());
    let record = machine.add_process(Text::from("process"), false, false, machine.session.clone());
    let seen = Rc::new(Cell::new((0.0, 0, 0)));
    let result = seen.clone();
    let sources = program.clone();
    let work = move |process: &mut Process<'_>| {
        let callee = methods::method(process, &Text::from("work")).unwrap();
        let mut call = |count: u64| {
            let value = call_with_values(process, &callee, None, vec![Value::Real(count as f64)], Span::default());
            assert!(!process.attention, "the method fails");
            value.as_real().unwrap()
        };
        call(count / 100);
        let before = BYTES.get();
        let value = call(count);
        result.set((value, sources.sources.text_count(), BYTES.get() - before));
    };
    domain.start(record, Box::new(work));
    domain.run().unwrap();
    assert_eq!(program.sources.text_count(), 0, "the domain has ended");
    seen.get()
}

/// Calls a method with a count: it gives this sum, and what it has compiled is freed.
fn leaves_nothing(name: &str, code: &str, count: u64, expected: f64) {
    let (sum, texts, bytes) = grown(name, code, count);
    assert_eq!(sum, expected);
    assert!(texts <= MOST_KEPT && bytes.abs() < MOST_BYTES, "{texts} texts, {bytes} bytes");
}

#[test]
fn formulas_of_many_texts_leave_nothing() {
    let code = "#DECLARE($count : Integer) : Real
        var $i : Integer
        var $sum : Real
        For ($i; 1; $count)
            $sum+=Formula from string(String($i)+\"+$1\").call(Null; 1)
        End for
        return $sum
        ";
    let count = scaled(1_000_000);
    leaves_nothing("formulas", code, count, (count * (count + 1) / 2 + count) as f64);
}

#[test]
fn a_template_that_is_used_often_leaves_nothing() {
    let code = "#DECLARE($count : Integer) : Real
        var $i : Integer
        var $sum : Real
        var $text : Text
        For ($i; 1; $count)
            PROCESS 4D TAGS(\"<!--#4DEVAL $1+1-->\"; $text; $i)
            $sum+=Num($text)
        End for
        return $sum
        ";
    let count = if cfg!(debug_assertions) { 10_000 } else { 1_000_000 };
    leaves_nothing("templates", code, count, (count * (count + 1) / 2 + count) as f64);
}

#[test]
fn lines_and_methods_of_many_texts_leave_nothing() {
    let code = "#DECLARE($count : Integer) : Real
        var $i : Integer
        var $sum : Real
        For ($i; 1; $count)
            EXECUTE FORMULA(\"$sum:=$sum+\"+String($i))
            $sum+=4D.Method.new(\"#DECLARE($n : Integer) : Real\\rreturn $n+\"+String($i)).call(Null; 1)
            Try
                EXECUTE FORMULA(\"$sum:=(\"+String($i))
            Catch
                $sum+=1
            End try
        End for
        return $sum
        ";
    let count = scaled(100_000);
    leaves_nothing("lines", code, count, (count * (count + 1) + 2 * count) as f64);
}
