//! Observers of a program, and code that changes while it runs.

use crate::isolation::project;
use fourd_project::Project;
use fourd_runtime::Program;
use fourd_runtime::node::Frame;
use fourd_runtime::observer::{Moment, Observer, Probe, Spot};
use fourd_runtime::process::{Process, Raised};
use fourd_runtime::run::{Options, Outcome, run};
use fourd_source::Span;
use fourd_value::Error;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn program(folder: &Path) -> Arc<Program> {
    Program::new(Project::open(folder).unwrap(), fourd_commands::libraries(), None)
}

fn runs(program: &Arc<Program>) -> Outcome {
    let timeout = Some(Duration::from_secs(60));
    run(program, Options { method: Some("main".to_owned()), timeout, ..Options::default() }, |_| {})
}

/// Waits until a file is there.
fn wait_for(file: &Path) {
    let since = Instant::now();
    while !file.exists() {
        assert!(since.elapsed() < Duration::from_secs(60), "{} is missing", file.display());
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Notes what it sees.
#[derive(Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

struct Note {
    notes: Arc<Mutex<Vec<String>>>,
    moment: Moment,
    routine: String,
}

impl Probe for Note {
    fn reached(&self, process: &mut Process<'_>, _frame: Frame, span: Span) {
        let text = process.source_text(span);
        let line = text.to_cow().lines().next().unwrap_or_default().trim().to_owned();
        self.notes.lock().unwrap().push(match self.moment {
            Moment::Call | Moment::Return => format!("{:?} {}", self.moment, self.routine),
            Moment::Statement | Moment::Condition => line,
        });
    }
}

impl Observer for Notes {
    fn probe(&self, spot: Spot<'_>) -> Option<Arc<dyn Probe>> {
        Some(Arc::new(Note { notes: self.0.clone(), moment: spot.moment, routine: spot.routine.to_string() }))
    }
    fn raised(&self, _process: &Process<'_>, errors: &[Raised], _span: Span) {
        let codes = errors.iter().map(|raised| format!("error {}", raised.error.code));
        self.0.lock().unwrap().extend(codes);
    }
}

#[test]
fn an_observer_sees_statements_conditions_calls_returns_and_errors() {
    let main = "var $i : Integer\n$i:=twice(4)\nRepeat\n\t$i+=1\nUntil ($i>9)\nTry\n\tfails\nCatch\nEnd try\n";
    let twice = "#DECLARE($n : Integer) -> $r : Integer\nreturn $n*2\n";
    let fails = "throw(5; \"no\")\nALERT(\"never\")\n";
    let folder = project("observed", &[("main", main), ("twice", twice), ("fails", fails)]);
    let program = program(&folder);
    let notes = Arc::new(Notes::default());
    program.observers.add(notes.clone());
    assert_eq!(runs(&program), Outcome::Success);
    let seen = notes.0.lock().unwrap();
    let expected = [
        "Call main",
        "$i:=twice(4)",
        "Call twice",
        "return $n*2",
        "Return twice",
        "Repeat",
        "$i+=1",
        "($i>9)",
        "$i+=1",
        "($i>9)",
        "Try",
        "fails",
        "Call fails",
        "throw(5; \"no\")",
        "error 5",
        "Return fails",
        "Return main",
    ];
    assert_eq!(*seen, expected);
}

/// Raises an error when it was reached so many times.
struct Stop(Arc<AtomicU32>);

impl Probe for Stop {
    fn reached(&self, process: &mut Process<'_>, _frame: Frame, span: Span) {
        if self.0.fetch_add(1, Ordering::SeqCst) == 10 {
            process.raise(Error::new(4711, "stopped"), span);
        }
    }
}

/// Watches the statements of a line.
struct StopAt {
    line: u32,
    count: Arc<AtomicU32>,
    lines: Mutex<Option<Arc<fourd_source::SourceFile>>>,
}

impl Observer for StopAt {
    fn probe(&self, spot: Spot<'_>) -> Option<Arc<dyn Probe>> {
        let source = self.lines.lock().unwrap().clone()?;
        let is_there = spot.moment == Moment::Statement && source.line_column(spot.span.start).0 as u32 == self.line;
        is_there.then(|| Arc::new(Stop(self.count.clone())) as Arc<dyn Probe>)
    }
}

/// Loops of all kinds, which nothing but an observer ends; each has another loop around it, which must notice it as well.
fn endless(head: &str, foot: &str) -> String {
    format!(
        "var $i; $j; $k : Integer\nvar $c : Collection\n$c:=[]\n$c.resize(20000; 1)\nTry\n\tFile(\"/PACKAGE/ready\").setText(\"\")\n\t\
         While (True)\n\t\t$k+=1\n\t\t{head}\n\t\t\t$i+=1\n\t\t{foot}\n\tEnd while\nCatch\n\t\
         File(\"/PACKAGE/result\").setText(String(Last errors[0].errCode))\nEnd try\n"
    )
}

fn stopped_in(name: &str, code: &str, line: u32) {
    let folder = project(name, &[("main", code)]);
    let program = program(&folder);
    let count = Arc::new(AtomicU32::new(0));
    let watching = {
        let (program, folder, count) = (program.clone(), folder.clone(), count.clone());
        std::thread::spawn(move || {
            wait_for(&folder.join("ready"));
            let path = folder.join("Project/Sources/Methods/main.4dm");
            let file = program.parse_file(&path, fourd_syntax::tree::CodeKind::Method).unwrap().module.file;
            let lines = Mutex::new(program.sources.get(file));
            program.observers.add(Arc::new(StopAt { line, count, lines }));
        })
    };
    assert_eq!(runs(&program), Outcome::Success, "{name}");
    watching.join().unwrap();
    assert_eq!(std::fs::read_to_string(folder.join("result")).unwrap(), "4711", "{name}");
    assert_eq!(count.load(Ordering::SeqCst), 11, "{name}");
}

#[test]
fn a_running_loop_takes_notice_of_an_observer() {
    let loops = [
        ("while", "While ($j<10)", "End while"),
        ("forever", "While (True)", "End while"),
        ("repeat", "Repeat", "Until (False)"),
        ("for", "For ($j; 1; 100000000)", "End for"),
        ("for_variant", "For ($v; 1; 100000000)", "End for"),
        ("for_process", "For (v; 1; 100000000)", "End for"),
        ("for_each", "For each ($j; $c)", "End for each"),
    ];
    for (name, head, foot) in loops {
        stopped_in(&format!("loop_{name}"), &endless(head, foot), 10);
    }
}

#[test]
fn a_loop_around_a_running_loop_takes_notice_as_well() {
    for (name, head, foot) in [("for", "For ($j; 1; 10000)", "End for"), ("each", "For each ($j; $c)", "End for each")]
    {
        stopped_in(&format!("outer_{name}"), &endless(head, foot), 8);
    }
}

/// Runs a main method that waits for the answer of the changed code, while the text of a file changes.
fn changed(name: &str, files: &[(&str, &str, &str)], main: &str) -> String {
    let folder = project(name, &[("main", main)]);
    let path = |file: &str| folder.join("Project/Sources").join(file);
    for (file, before, _) in files {
        std::fs::create_dir_all(path(file).parent().unwrap()).unwrap();
        std::fs::write(path(file), before).unwrap();
    }
    let program = program(&folder);
    let changing = {
        let (program, folder) = (program.clone(), folder.clone());
        let files: Vec<_> = files.iter().map(|(file, _, after)| (path(file), (*after).to_owned())).collect();
        std::thread::spawn(move || {
            wait_for(&folder.join("ready"));
            for (file, after) in &files {
                std::fs::write(file, after).unwrap();
            }
            program.reload(files.iter().map(|(file, _)| file.as_path()));
        })
    };
    assert_eq!(runs(&program), Outcome::Success, "{name}");
    changing.join().unwrap();
    std::fs::read_to_string(folder.join("result")).unwrap()
}

#[test]
fn a_method_changes_while_the_program_runs() {
    let main = "var $n : Integer\n$n:=answer\nFile(\"/PACKAGE/ready\").setText(\"\")\nWhile ($n=1)\n\t$n:=answer\nEnd while\n\
                $n+=answer(\"ab\"; \"c\")\nFile(\"/PACKAGE/result\").setText(String($n))\n";
    let before = "#DECLARE -> $r : Integer\n$r:=1\n";
    let after = "#DECLARE($x : Text; $y : Text) -> $r : Integer\n$r:=2+Length($x+$y)\n";
    assert_eq!(changed("reload_method", &[("Methods/answer.4dm", before, after)], main), "7");
}

#[test]
fn a_class_changes_while_the_program_runs() {
    let main = "var $o; $new : cs.Counter\n$o:=cs.Counter.new()\nvar $f : 4D.Function\n$f:=$o.next\n$o.next()\n\
                File(\"/PACKAGE/ready\").setText(\"\")\n\
                While ($o.step=1)\nEnd while\n$new:=cs.Counter.new()\n\
                File(\"/PACKAGE/result\").setText(String($o.next())+\",\"+String($f.call($new))+\",\"+String($o.added())+\",\"+String($new.kind)+\",\"+String(Undefined($o.gone)))\n";
    let before = "property count : Integer\nClass constructor\n\tThis.count:=0\nFunction get step : Integer\n\treturn 1\n\
                  Function next : Integer\n\tThis.count:=0\n\treturn This.count\nFunction gone\n";
    let after = "property count : Integer\nproperty kind : Text\nClass constructor\n\tThis.count:=100\n\tThis.kind:=\"new\"\nFunction get step : Integer\n\treturn 2\n\
                 Function next : Integer\n\tThis.count+=This.step\n\treturn This.count\nFunction added : Integer\n\treturn 7\n";
    assert_eq!(changed("reload_class", &[("Classes/Counter.4dm", before, after)], main), "2,102,7,new,True");
}

#[test]
fn a_method_that_does_not_parse_any_more_is_an_error_where_it_is_called() {
    let main = "var $code : Integer\n$code:=0\nanswer\nFile(\"/PACKAGE/ready\").setText(\"\")\n\
                While ($code=0)\n\tTry\n\t\tanswer\n\tCatch\n\t\t$code:=1\n\tEnd try\nEnd while\n\
                File(\"/PACKAGE/result\").setText(\"caught\")\n";
    assert_eq!(changed("reload_broken", &[("Methods/answer.4dm", "$a:=1\n", "$a:=(1\n")], main), "caught");
}

#[test]
fn an_accessor_that_a_class_has_taken_from_its_superclass_changes() {
    let main = "var $b : cs.B\n$b:=cs.B.new()\n$b.x:=0\nFile(\"/PACKAGE/ready\").setText(\"\")\nWhile ($b.x=1)\nEnd while\n\
                $b.x:=5\nFile(\"/PACKAGE/result\").setText(String($b.x)+\",\"+String($b.kept)+\",\"+String($b.y))\n";
    let before = "Function get x : Integer\n\treturn 1\n";
    let after =
        "Class constructor\n\tThis.a:=1\nFunction get x : Integer\n\treturn 2\nFunction get y : Integer\n\treturn 3\n";
    let own = "Class extends A\nClass constructor\n\tSuper()\nFunction set x($v : Integer)\n\tThis.kept:=$v\nFunction set y($v : Integer)\n";
    // Which class comes first must not matter: there are several.
    let files = [("Classes/A.4dm", before, after), ("Classes/B.4dm", own, own)];
    assert_eq!(changed("reload_accessor", &files, main), "2,5,3");
}

#[test]
fn a_class_that_does_not_parse_any_more_is_an_error_where_it_is_called() {
    let main = "var $o : cs.Thing\nvar $code : Integer\n$o:=cs.Thing.new()\n$o.one()\nFile(\"/PACKAGE/ready\").setText(\"\")\n\
                While ($code=0)\n\tTry\n\t\t$o.one()\n\tCatch\n\t\t$code:=1\n\tEnd try\nEnd while\n\
                File(\"/PACKAGE/result\").setText(\"caught\")\n";
    let before = "Function one : Integer\n\treturn 1\n";
    let after = "Class extends\nFunction one : Integer\n\treturn 1\n";
    assert_eq!(changed("reload_broken_class", &[("Classes/Thing.4dm", before, after)], main), "caught");
}

#[test]
fn a_process_in_a_domain_that_rested_meanwhile_calls_the_new_method() {
    let main = "var $round : Integer\nvar $signal : 4D.Signal\nUse (Storage)\n\tStorage.result:=New shared object(\"n\"; 0)\nEnd use\n\
                $signal:=New signal\nNew process(\"job\"; 0; \"j\"; $signal)\n$signal.wait()\n\
                File(\"/PACKAGE/ready\").setText(\"\")\nWhile (Storage.result.n=1)\n\t$signal:=New signal\n\
                \tNew process(\"job\"; 0; \"j\"; $signal)\n\t$signal.wait()\nEnd while\n\
                File(\"/PACKAGE/result\").setText(String(Storage.result.n))\n";
    let job = "//%attributes = {\"preemptive\":\"capable\"}\n#DECLARE($signal : 4D.Signal)\nvar $n : Integer\n$n:=answer\n\
               Use (Storage.result)\n\tStorage.result.n:=$n\nEnd use\n$signal.trigger()\n";
    let answer = |number: u32| {
        format!("//%attributes = {{\"preemptive\":\"capable\"}}\n#DECLARE -> $r : Integer\n$r:={number}\n")
    };
    let files = [("Methods/job.4dm", job, job), ("Methods/answer.4dm", &*answer(1), &*answer(2))];
    assert_eq!(changed("reload_pooled", &files, main), "2");
}

#[test]
fn an_observer_that_comes_during_a_callback_leaves_its_results_alone() {
    for (name, callback) in [("simple", "return $1.value*2"), ("longer", "var $n : Real\n$n:=$1.value*2\nreturn $n")] {
        let main = "var $c : Collection\n$c:=[]\n$c.resize(200000; 1)\nFile(\"/PACKAGE/ready\").setText(\"\")\nvar $i : Integer\n\
             var $good : Boolean\n$good:=True\nFor ($i; 1; 5)\n\t$good:=$good && ($c.map(cs.Twice.me.twice).sum()=400000)\nEnd for\n\
             File(\"/PACKAGE/result\").setText(String($good))\n";
        let class = format!("singleton Class constructor\nFunction twice($1 : Object) : Real\n{callback}\n");
        let folder = project(&format!("callback_{name}"), &[("main", main)]);
        std::fs::create_dir_all(folder.join("Project/Sources/Classes")).unwrap();
        std::fs::write(folder.join("Project/Sources/Classes/Twice.4dm"), class).unwrap();
        let program = program(&folder);
        let adding = {
            let (program, folder) = (program.clone(), folder.clone());
            std::thread::spawn(move || {
                wait_for(&folder.join("ready"));
                for _ in 0..50 {
                    program.observers.add(Arc::new(StopAt {
                        line: u32::MAX,
                        count: Arc::default(),
                        lines: Mutex::default(),
                    }));
                    std::thread::sleep(Duration::from_millis(5));
                }
            })
        };
        assert_eq!(runs(&program), Outcome::Success);
        adding.join().unwrap();
        assert_eq!(std::fs::read_to_string(folder.join("result")).unwrap(), "True", "{name}");
    }
}

/// Raises an error at each call of a method.
struct Refuse;

impl Probe for Refuse {
    fn reached(&self, process: &mut Process<'_>, _frame: Frame, span: Span) {
        process.raise(Error::new(4712, "refused"), span);
    }
}

impl Observer for Refuse {
    fn probe(&self, spot: Spot<'_>) -> Option<Arc<dyn Probe>> {
        let is_meant = spot.moment == Moment::Call && *spot.routine == *"fails";
        is_meant.then(|| Arc::new(Refuse) as Arc<dyn Probe>)
    }
}

#[test]
fn a_probe_at_a_call_can_raise_an_error() {
    let main = "Try\n\tfails\nCatch\n\tFile(\"/PACKAGE/result\").setText(String(Last errors[0].errCode))\nEnd try\n";
    let fails = "File(\"/PACKAGE/result\").setText(\"it ran\")\n";
    let folder = project("refused", &[("main", main), ("fails", fails)]);
    let program = program(&folder);
    program.observers.add(Arc::new(Refuse));
    assert_eq!(runs(&program), Outcome::Success);
    assert_eq!(std::fs::read_to_string(folder.join("result")).unwrap(), "4712");
}

#[test]
fn an_observer_that_goes_sees_nothing_more() {
    let main = "var $i : Integer\nWhile (Not(File(\"/PACKAGE/ready\").exists))\n\t$i+=1\nEnd while\n\
                File(\"/PACKAGE/removed\").setText(\"\")\nWhile (Not(File(\"/PACKAGE/go\").exists))\n\tDELAY PROCESS(Current process; 1)\nEnd while\n";
    let folder = project("gone", &[("main", main)]);
    let program = program(&folder);
    let notes = Arc::new(Notes::default());
    let observer: Arc<dyn Observer> = notes.clone();
    program.observers.add(observer.clone());
    let removing = {
        let (program, folder, notes) = (program.clone(), folder.clone(), notes.0.clone());
        std::thread::spawn(move || {
            while notes.lock().unwrap().is_empty() {
                std::thread::sleep(Duration::from_millis(2));
            }
            std::fs::write(folder.join("ready"), "").unwrap();
            wait_for(&folder.join("removed"));
            program.observers.remove(&observer);
            // The process notices it at one of its next turns.
            std::thread::sleep(Duration::from_millis(500));
            let seen = notes.lock().unwrap().len();
            std::thread::sleep(Duration::from_millis(500));
            let later = notes.lock().unwrap().len();
            std::fs::write(folder.join("go"), "").unwrap();
            (seen, later)
        })
    };
    assert_eq!(runs(&program), Outcome::Success);
    let (seen, later) = removing.join().unwrap();
    assert!(seen > 0 && seen == later, "{seen} {later}");
}
