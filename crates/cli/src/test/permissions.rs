//! What the run of a test may do outside of itself: never more than the command line allows, whatever its first line says.

use super::line::TestLine;
use crate::system_options::SystemOptions;
use fourd_runtime::access::Rules;
use std::ffi::OsString;
use std::path::Path;

/// The permissions of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Permissions {
    /// As options of `fourd run`.
    pub arguments: Vec<OsString>,
    /// What the first line asks for and the command line does not allow.
    pub refused: Vec<String>,
}

/// The permissions of a test in this folder.
///
/// # Errors
/// A sentence: the line allows something that there is not.
pub fn permissions(given: &SystemOptions, line: &TestLine, folder: &Path) -> Result<Permissions, String> {
    let limits = given.rules();
    // With `--sandbox` alone a line says what holds where the command line says nothing.
    if line.allow.is_empty() && (!line.sandbox || limits.is_some()) {
        return Ok(Permissions { arguments: given.permissions(), refused: Vec::new() });
    }
    let mut permissions = Permissions { arguments: vec!["--sandbox".into()], refused: Vec::new() };
    for text in &line.allow {
        let text = absolute(text, folder);
        let mut asked = Rules::nothing();
        asked.allow(&text)?;
        match limits.as_ref().is_none_or(|limits| limits.cover(&asked)) {
            true => permissions.arguments.push(format!("--allow={text}").into()),
            false => permissions.refused.push(text),
        }
    }
    Ok(permissions)
}

/// The text with an absolute path: in a first line, paths begin in the folder of the test.
fn absolute(text: &str, folder: &Path) -> String {
    match text.split_once('=') {
        Some((kind @ ("files" | "read"), path)) if !path.is_empty() => {
            format!("{kind}={}", folder.join(path).display())
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::test::line::line_in;

    fn given(sandbox: bool, allow: &[&str]) -> SystemOptions {
        SystemOptions {
            sandbox,
            allow: allow.iter().map(|&text| text.to_owned()).collect(),
            ..SystemOptions::default()
        }
    }

    fn asked(given: &SystemOptions, line: &str) -> (String, String) {
        let folder = std::env::temp_dir();
        let found = permissions(given, &line_in(line).unwrap(), &folder).unwrap();
        let base = format!("{}/", folder.display());
        let words: Vec<String> = found.arguments.iter().map(|word| word.to_string_lossy().replace(&base, "")).collect();
        (words.join(" "), found.refused.join(" ").replace(&base, ""))
    }

    #[test]
    fn a_first_line_narrows_and_never_widens() {
        let free = given(false, &[]);
        assert_eq!(asked(&free, "//fourd:"), (String::new(), String::new()));
        let narrowed = "--sandbox --allow=net --allow=files=a".to_owned();
        assert_eq!(asked(&free, "//fourd: --allow net,files=a"), (narrowed, String::new()));
        assert_eq!(asked(&free, "//fourd: --sandbox"), ("--sandbox".into(), String::new()));
        let closed = given(true, &[]);
        assert_eq!(asked(&closed, "//fourd:"), ("--sandbox".into(), String::new()));
        for wish in ["files", "net", "processes", "read=/", "net=a:1", "files=a"] {
            let line = format!("//fourd: --allow {wish}");
            assert_eq!(asked(&closed, &line), ("--sandbox".into(), wish.to_owned()), "{wish}");
        }
        // Paths are resolved, so the folder has to be there.
        let own = std::env::temp_dir().join(format!("fourd-permissions-{}", std::process::id()));
        std::fs::create_dir_all(own.join("x/y")).unwrap();
        let own = std::fs::canonicalize(own).unwrap();
        let at = own.display();
        let some = given(false, &["net=a", &format!("files={at}/x")]);
        let line = format!("//fourd: --allow net=a:80,read={at}/x/y,files={at}/x/../y,net=b");
        let found = permissions(&some, &line_in(&line).unwrap(), &own).unwrap();
        let words: Vec<String> = found.arguments.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        assert_eq!(words, ["--sandbox", "--allow=net=a:80", &format!("--allow=read={at}/x/y")]);
        assert_eq!(found.refused, [format!("files={at}/x/../y"), "net=b".to_owned()]);
        std::fs::remove_dir_all(&own).unwrap();
        assert!(permissions(&free, &line_in("//fourd: --allow cake").unwrap(), Path::new("/")).is_err());
    }
}
