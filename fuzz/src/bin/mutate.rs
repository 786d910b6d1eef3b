//! Runs the checks of a fuzz target on a stable compiler: `mutate lexer|parser SECONDS [SEED] [CORPUS-FOLDER]`.
//!
//! Texts are thrown together from pieces of the language and from the `.4dm` files of the folder, then mutated. A text
//! that breaks a check is made smaller, written to `artifacts/`, and ends the run with exit status 1. The text that took
//! longest is written there too if it took more than 20 milliseconds.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The text that is being checked, and since when.
static RUNNING: Mutex<Option<(Instant, String)>> = Mutex::new(None);

/// Pieces of code that mutations put in.
const PIECES: &[&str] = &[
    "If (",
    "If ($a)\n",
    "Else\n",
    "End if\n",
    "Case of\n",
    ": ($a=1)\n",
    "End case\n",
    "For ($i;1;3)\n",
    "End for\n",
    "For each ($x;$c)",
    " Until (",
    " While (",
    "End for each\n",
    "While (True)\n",
    "End while\n",
    "Repeat\n",
    "Until (True)\n",
    "Use ($o)\n",
    "End use\n",
    "Try\n",
    "Catch\n",
    "End try\n",
    "Begin SQL\n",
    "End SQL\n",
    "return ",
    "break\n",
    "continue\n",
    "var $a; $b : Text:=",
    "property a; b : Text\n",
    "#DECLARE($a : Text; ...)->$r : Real\n",
    "#DECLARE($id Text)",
    "Function ",
    "shared Function get a($b : Text) : Real\n",
    "Class constructor($a)\n",
    "Class extends X\n",
    "exposed Alias a b.c\n",
    "session singleton ",
    "Si (",
    "Fin de si\n",
    "Foo",
    "Foo bar",
    "$a",
    "$b c",
    "$1",
    "${",
    "<>x",
    "[T]",
    "[T:1]F:2",
    "Name:C12",
    "Null:K1:2",
    "P:P1:2",
    "1",
    "2.5",
    "0x1F",
    "1e+3",
    "\"text\"",
    "\"a\\\"\"",
    "!2024-01-31!",
    "!99-99-99!",
    "?10:20:30?",
    "{a: 1; \"b\": 2}",
    "[1; 2]",
    "[[",
    "]]",
    "->",
    ":=",
    "+=",
    "^|",
    "??",
    "?+",
    "&&",
    "<<>",
    "\\\n",
    "\\ // c\n",
    "// c\\\n",
    "//%W-1\n",
    "//%attributes = {}\n",
    "/*",
    "*/",
    "\r",
    "\r\n",
    "\n",
    "\t",
    " ",
    "\u{A0}",
    "\u{FEFF}",
    "é",
    "\u{1F600}",
    "\u{2028}",
    "\u{25CA}y",
    "'a'",
    "`",
    "@",
    "$",
    "Formula($1.a:=",
    "Try(",
    "return(",
    "Query([T]; & ; ",
    "(*; ",
    "; <)",
    "cs.X.new(",
    "4D:C1709.File",
];

/// A small generator of numbers; the same seed gives the same run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() >> 16) as usize % limit }
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let check: fn(&str) = match arguments.first().map(String::as_str) {
        Some("lexer") => fourd_fuzz::lexer,
        Some("parser") => fourd_fuzz::parser,
        _ => {
            eprintln!("usage: mutate lexer|parser SECONDS [SEED] [CORPUS-FOLDER]");
            std::process::exit(2);
        }
    };
    let seconds = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(60);
    let seed = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut corpus: Vec<Vec<u8>> = PIECES.iter().map(|piece| piece.as_bytes().to_vec()).collect();
    if let Some(folder) = arguments.get(3) {
        collect(Path::new(folder), &mut corpus);
    }
    let fixed = corpus.len();
    let mut numbers = Numbers(seed ^ 0x9E37_79B9_7F4A_7C15);
    let deadline = Instant::now() + Duration::from_secs(seconds);
    let mut runs = 0u64;
    let mut slowest = Duration::ZERO;
    std::thread::spawn(watch);
    std::panic::set_hook(Box::new(|_| {}));
    while Instant::now() < deadline {
        let base = numbers.below(corpus.len());
        let mut bytes = corpus[base].clone();
        for _ in 0..=numbers.below(12) {
            mutate(&mut bytes, &corpus, &mut numbers);
        }
        bytes.truncate(8_000);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let started = Instant::now();
        if let Ok(mut running) = RUNNING.lock() {
            *running = Some((started, text.clone()));
        }
        if !passes(check, &text) {
            let _ = std::fs::create_dir_all("artifacts");
            let _ = std::fs::write("artifacts/finding-whole.4dm", &text);
            if let Ok(mut running) = RUNNING.lock() {
                *running = None;
            }
            let small = smaller(check, text);
            let _ = std::fs::write("artifacts/finding.4dm", &small);
            let _ = std::panic::take_hook();
            println!("finding after {runs} runs: {small:?}");
            check(&small);
            std::process::exit(1);
        }
        if started.elapsed() > slowest {
            slowest = started.elapsed();
            if slowest > Duration::from_millis(20) {
                let _ = std::fs::create_dir_all("artifacts");
                let _ = std::fs::write("artifacts/slowest.4dm", &text);
            }
        }
        runs += 1;
        // Some mutants live on, so that structures grow.
        if numbers.below(20) == 0 {
            if corpus.len() < fixed + 2_000 {
                corpus.push(bytes);
            } else {
                let at = fixed + numbers.below(2_000);
                corpus[at] = bytes;
            }
        }
    }
    println!("{runs} runs in {seconds} s without a finding, slowest {} ms", slowest.as_millis());
}

/// Ends the run where one check takes longer than ten seconds.
fn watch() {
    loop {
        std::thread::sleep(Duration::from_secs(1));
        if let Ok(running) = RUNNING.lock()
            && let Some((since, text)) = &*running
            && since.elapsed() > Duration::from_secs(10)
        {
            let _ = std::fs::create_dir_all("artifacts");
            let _ = std::fs::write("artifacts/hang.4dm", text);
            println!("a check takes longer than 10 s, its text is in artifacts/hang.4dm");
            std::process::exit(1);
        }
    }
}

fn passes(check: fn(&str), text: &str) -> bool {
    catch_unwind(AssertUnwindSafe(|| check(text))).is_ok()
}

/// Changes one thing: puts in, takes out, repeats, swaps or flips.
fn mutate(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], numbers: &mut Numbers) {
    let at = numbers.below(bytes.len() + 1);
    match numbers.below(8) {
        0..=2 => {
            let piece = PIECES[numbers.below(PIECES.len())];
            bytes.splice(at..at, piece.bytes());
        }
        3 => {
            let end = (at + 1 + numbers.below(30)).min(bytes.len());
            bytes.drain(at.min(end)..end);
        }
        4 => {
            let end = (at + 1 + numbers.below(40)).min(bytes.len());
            let part = bytes[at.min(end)..end].to_vec();
            let most = if numbers.below(30) == 0 { 200 } else { 3 };
            let times = 1 + numbers.below(most);
            for _ in 0..times {
                bytes.splice(at..at, part.iter().copied());
            }
        }
        5 => {
            let other = &corpus[numbers.below(corpus.len())];
            let start = numbers.below(other.len() + 1);
            let end = (start + numbers.below(120)).min(other.len());
            bytes.splice(at..at, other[start..end].iter().copied());
        }
        6 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = numbers.below(256) as u8;
            }
        }
        _ => {
            const SIGNS: &[u8] = b"()[]{};:.$\"'\\/*!?<>#&|^%+-=,@`~ \t\r\n0aA_";
            bytes.insert(at, SIGNS[numbers.below(SIGNS.len())]);
        }
    }
}

/// Takes parts out as long as the check still fails.
fn smaller(check: fn(&str), text: String) -> String {
    let mut small: Vec<char> = text.chars().collect();
    let mut step = small.len() / 2;
    let deadline = Instant::now() + Duration::from_secs(60);
    while step > 0 && Instant::now() < deadline {
        let mut at = 0;
        while at < small.len() {
            let mut tried = small.clone();
            tried.drain(at..(at + step).min(tried.len()));
            if passes(check, &tried.iter().collect::<String>()) {
                at += step;
            } else {
                small = tried;
            }
        }
        step /= 2;
    }
    small.into_iter().collect()
}

fn collect(folder: &Path, corpus: &mut Vec<Vec<u8>>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, corpus);
        } else if path.extension().is_some_and(|extension| extension == "4dm")
            && let Ok(bytes) = std::fs::read(&path)
            && bytes.len() < 8_000
            && corpus.len() < 3_000
        {
            corpus.push(bytes);
        }
    }
}
