//! What processes, sessions and shared objects cost when nobody else wants them: measured through 4D code in a loop, of
//! which the empty loop is subtracted. `cargo bench -p fourd-commands --bench processes`.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use criterion::{Criterion, criterion_group, criterion_main};
use fourd_project::Project;
use fourd_runtime::domain::Domain;
use fourd_runtime::machine::Machine;
use fourd_runtime::session::{Session, SessionKind};
use fourd_runtime::world::World;
use fourd_runtime::{Program, call_with_values, methods, start};
use fourd_source::Span;
use fourd_value::{Text, Value};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many sessions live besides the one of the machine.
const SESSIONS: u64 = 100_000;

/// Methods that do something as often as their parameter says.
const METHODS: [(&str, &str); 16] = [
    ("empty", "For ($i; 1; $count)\nEnd for"),
    ("use", "For ($i; 1; $count)\nUse ($shared)\nEnd use\nEnd for"),
    ("increment", "For ($i; 1; $count)\nUse ($shared)\n$shared.n+=1\nEnd use\nEnd for"),
    ("get", "For ($i; 1; $count)\n$value:=$shared.n\nEnd for"),
    ("set", "Use ($shared)\nFor ($i; 1; $count)\n$shared.n:=$i\nEnd for\nEnd use"),
    ("create", "For ($i; 1; $count)\n$value:=New shared object(\"n\"; $i)\nEnd for"),
    ("enter", "For ($i; 1; $count)\n$value:=New shared object\nUse ($shared)\n$shared.n:=$value\nEnd use\nEnd for"),
    ("assign", "For ($i; 1; $count)\n$value:=$i\nEnd for"),
    ("storage", "For ($i; 1; $count)\n$value:=Session storage($id)\nEnd for"),
    ("storages", "For ($i; 1; $count)\n$id:=$ids[$i%1000]\n$value:=Session storage($id)\nEnd for"),
    ("ids", "For ($i; 1; $count)\n$id:=$ids[$i%1000]\nEnd for"),
    ("nothing", ""),
    ("formula", "For ($i; 1; $count)\n$value:=Formula from string(\"1+2\")\nEnd for"),
    ("formulas", "For ($i; 1; $count)\n$value:=Formula from string(String($i)+\"+2\")\nEnd for"),
    ("template", "For ($i; 1; $count)\nPROCESS 4D TAGS(\"<!--#4DEVAL $1+1-->\"; $id; $i)\nEnd for"),
    (
        "oneAfterTheOther",
        "For ($i; 1; $count)
        $signal:=New signal
        New process($ids[1]; 0; \"one of many\"; $signal)
        $signal.wait()
        End for",
    ),
];

/// Methods that run in parallel and trigger a signal at their end.
const PARALLEL: [(&str, &str); 2] = [("empty", ""), ("large", "largeMethod\n")];

/// A method of 8,000 lines that returns at its first one.
fn large_method() -> String {
    let part =
        |number: u32| format!("If ($text=\"{number}\")\n$number:=$number+{number}\n$text:=String($number)\nEnd if\n");
    let head = "var $text : Text\nvar $number : Integer\nIf (True)\nreturn\nEnd if\n".to_owned();
    head + &(0..2000).map(part).collect::<String>()
}

/// What stands before the code of each method.
const HEAD: &str = "#DECLARE($count : Integer; $ids : Collection)
var $i : Integer
var $shared : Object
var $id : Text
var $value : Variant
var $signal : 4D.Signal
$shared:=New shared object(\"n\"; 0)
$id:=$ids[0]
";

struct Runner {
    program: Arc<Program>,
    machine: Arc<Machine>,
    ids: Vec<Text>,
}

impl Runner {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("fourd-benchmark-{}", std::process::id()));
        let methods = folder.join("Project/Sources/Methods");
        std::fs::create_dir_all(&methods).unwrap();
        std::fs::write(folder.join("Project/Benchmark.4DProject"), "{}").unwrap();
        for (name, code) in METHODS {
            let code = if code.is_empty() { String::new() } else { format!("{HEAD}{code}\n") };
            std::fs::write(methods.join(format!("{name}.4dm")), code).unwrap();
        }
        let capable = "//%attributes = {\"preemptive\":\"capable\"}\n";
        std::fs::write(methods.join("nothingInParallel.4dm"), capable).unwrap();
        std::fs::write(methods.join("largeMethod.4dm"), format!("{capable}{}", large_method())).unwrap();
        for (name, code) in PARALLEL {
            let code = format!("{capable}#DECLARE($done : 4D.Signal)\n{code}$done.trigger()\n");
            std::fs::write(methods.join(format!("{name}InParallel.4dm")), code).unwrap();
        }
        let project = Project::open(&folder).unwrap();
        let program = Program::new(project, fourd_commands::libraries(), None);
        let machine = Machine::standalone(World::new(None), Text::from("designer"));
        let mut ids = vec![];
        for number in 0..SESSIONS {
            let id = machine.world.identifier();
            let user = Text::from(format!("user {number}"));
            let created = Duration::from_micros(number);
            machine.sessions.add(Session::new(SessionKind::REMOTE, user, Text::from("client"), id.clone(), created));
            // A thousand of them, far from each other.
            if number % (SESSIONS / 1000) == 0 {
                ids.push(id);
            }
        }
        Self { program, machine, ids }
    }

    /// How long a process is in a method.
    fn time(&self, method: &'static str, count: u64) -> Duration {
        self.time_with(method, count, self.ids.clone())
    }

    /// As [`Runner::time`], with other texts as the second argument of the method.
    fn time_with(&self, method: &'static str, count: u64, ids: Vec<Text>) -> Duration {
        let taken = Rc::new(Cell::new(None));
        let result = taken.clone();
        let domain = Domain::new(self.program.clone(), self.machine.clone());
        let record = self.machine.add_process(Text::from(method), false, false, self.machine.session.clone());
        domain.set_main(record.identity);
        let work = move |process: &mut fourd_runtime::Process<'_>| {
            let callee = methods::method(process, &Text::from(method)).unwrap();
            let ids = fourd_value::Collection::new(ids.into_iter().map(Value::Text).collect());
            let arguments = vec![Value::Real(count as f64), Value::Collection(ids)];
            let begun = Instant::now();
            call_with_values(process, &callee, None, arguments, Span::default());
            if !process.attention {
                result.set(Some(begun.elapsed()));
            }
        };
        domain.start(record, Box::new(work));
        domain.run().unwrap();
        taken.get().unwrap()
    }

    /// How long a method takes longer than another one.
    fn difference(&self, method: &'static str, without: &'static str, count: u64) -> Duration {
        self.time(method, count).saturating_sub(self.time(without, count))
    }

    /// How long so many processes take that begin and end.
    fn processes(&self, method: &'static str, count: u64) -> Duration {
        let domain = Domain::new(self.program.clone(), self.machine.clone());
        let record = self.machine.add_process(Text::from("starter"), false, false, self.machine.session.clone());
        let work = move |process: &mut fourd_runtime::Process<'_>| {
            for _ in 0..count {
                start::new_process(process, &Text::from(method), Text::EMPTY, vec![]).unwrap();
                fourd_runtime::scheduler::yield_slice(process);
            }
        };
        let begun = Instant::now();
        domain.start(record, Box::new(work));
        domain.run().unwrap();
        while self.machine.has_processes() {
            std::thread::yield_now();
        }
        begun.elapsed()
    }
}

fn processes(criterion: &mut Criterion) {
    let runner = Runner::new();
    let differences = [
        ("Use and End use", "use", "empty"),
        ("Use, increment, End use", "increment", "empty"),
        ("get of a shared object", "get", "assign"),
        ("set of a shared object", "set", "empty"),
        ("New shared object", "create", "empty"),
        ("New shared object that enters another one's group", "enter", "empty"),
        ("Formula from string, of one text", "formula", "empty"),
        ("Formula from string, of many texts", "formulas", "empty"),
        ("PROCESS 4D TAGS, of one template", "template", "empty"),
        ("Session storage, one of 100,000", "storage", "empty"),
        ("Session storage, 1,000 of 100,000", "storages", "ids"),
    ];
    for (name, method, without) in differences {
        criterion.bench_function(name, |bencher| {
            bencher.iter_custom(|count| runner.difference(method, without, count));
        });
    }
    for (name, method) in [("New process", "nothing"), ("New process, in parallel", "nothingInParallel")] {
        criterion.bench_function(name, |bencher| bencher.iter_custom(|count| runner.processes(method, count)));
    }
    let in_turn = [
        ("New process in parallel, one after the other", "emptyInParallel"),
        ("New process in parallel that calls 8,000 lines, one after the other", "largeInParallel"),
    ];
    for (name, method) in in_turn {
        criterion.bench_function(name, |bencher| {
            let texts = || vec![Text::EMPTY, Text::from(method)];
            bencher.iter_custom(|count| runner.time_with("oneAfterTheOther", count, texts()));
        });
    }
}

criterion_group! {
    name = benchmarks;
    config = Criterion::default().measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_secs(1)).sample_size(20);
    targets = processes
}
criterion_main!(benchmarks);
