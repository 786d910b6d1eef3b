//! What runs and loads programs reaches the outside through the host only: no other way to files, connections, programs,
//! streams, the clock or the environment is in the sources.

use crate::sources;

/// The crates that may reach the outside themselves: the host, the command line around it, what measures the program, and
/// what runs in the compiler.
const OTHERS: &[&str] = &["benchmarks", "cli", "host", "macros"];

/// Ways around the host.
const DIRECT: &[&str] = &[
    "std::fs",
    "fs::",
    "std::env::",
    "env::var",
    "env::current",
    "env::temp_dir",
    "File::open",
    "File::create",
    "OpenOptions",
    ".exists()",
    ".is_file()",
    ".is_dir()",
    ".is_symlink()",
    ".symlink_metadata()",
    ".read_dir()",
    ".read_link()",
    ".canonicalize()",
    "stdin()",
    "stdout()",
    "stderr()",
    "println!",
    "print!(",
    "SystemTime::now",
    "UNIX_EPOCH.elapsed",
    "process::id()",
    "TcpStream::connect",
    "TcpListener::bind",
    "UdpSocket::bind",
    "Socket::bind",
    "to_socket_addrs",
    "Command::spawn",
    "command.spawn",
    "command.output",
    "command.status",
];

/// Uses that remain, each with its reason: file, text, reason.
const PERMITTED: &[(&str, &str, &str)] = &[
    ("commands/src/classes/item.rs", ".exists()", "of an item of 4D, which asks the host"),
    ("commands/src/classes/session.rs", "std::env::", "the name of the system that the program is built for"),
    ("commands/src/classes/zip_archive.rs", ".is_dir()", "of a member of an archive"),
    ("commands/src/started.rs", "Command::spawn", "the runs that `fourd test` starts itself"),
    ("source/src/paths.rs", "std::env::", "paths in messages are relative to the folder of the person who reads them"),
    ("source/src/paths.rs", "env::var", "paths in messages are relative to the folder of the person who reads them"),
    (
        "source/src/paths.rs",
        "env::current",
        "paths in messages are relative to the folder of the person who reads them",
    ),
    ("source/src/render.rs", "std::env::", "whether the person who reads messages wants colours"),
    ("source/src/render.rs", "env::var", "whether the person who reads messages wants colours"),
];

/// The ways around the host in a text, without comments and without what follows as a module of tests.
fn direct_uses(text: &str) -> Vec<&'static str> {
    let tests = text.lines().position(|line| line.starts_with("#[cfg(") && line.contains("test")).unwrap_or(usize::MAX);
    let code: Vec<&str> = text.lines().take(tests).filter(|line| !line.trim_start().starts_with("//")).collect();
    let is_word = |text: &str, at: usize, word: &str| {
        let before = text[..at].chars().next_back();
        word.starts_with('.') || !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    };
    let used = |word: &str| code.iter().any(|line| line.match_indices(word).any(|(at, _)| is_word(line, at, word)));
    DIRECT.iter().copied().filter(|word| used(word)).collect()
}

#[test]
fn the_outside_is_reached_through_the_host_only() {
    let mut found = Vec::new();
    for name in sources::names().into_iter().filter(|name| !OTHERS.contains(&name.as_str())) {
        for (file, text) in sources::of_crate(&name).into_iter().filter(|(file, _)| !file.ends_with("/tests.rs")) {
            found.extend(direct_uses(&text).into_iter().map(|word| (file.clone(), word.to_owned())));
        }
    }
    let unused: Vec<_> = PERMITTED
        .iter()
        .filter(|known| !found.iter().any(|(file, word)| (known.0, known.1) == (file.as_str(), word.as_str())))
        .collect();
    assert!(unused.is_empty(), "these are used no more: {unused:#?}");
    let is_permitted = |file: &str, word: &str| PERMITTED.iter().any(|known| (known.0, known.1) == (file, word));
    found.retain(|(file, word)| !is_permitted(file, word));
    assert!(found.is_empty(), "use the host (docs/architecture.md, The outside of a program): {found:#?}");
}

#[test]
fn the_search_for_direct_uses_finds_what_it_is_for() {
    let text = "// std::fs in a comment\nuse std::fs;\nlet a = path.exists();\nlet b = SystemTime::now();\nlet c = offs::new();\n\
                #[cfg(test)]\nmod tests { fn a() { println!(); } }\n";
    assert_eq!(direct_uses(text), ["std::fs", ".exists()", "SystemTime::now"]);
    assert!(direct_uses("files.exists(path); System::new().files().is_file(path); eprintln_like(1);").is_empty());
}
