//! What the run of a test may do outside of itself: never more than the command line allows, whatever its first line says.

use super::line::TestLine;
use crate::system_options::SystemOptions;
use fourd_host::Rules;
use fourd_runtime::surroundings::DEFAULT_UNPACK_LIMIT;
use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

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
    let unpack_limit = unpack_limit(given.unpack_limit, line.unpack_limit, limits.is_some());
    // With `--sandbox` alone a line says what holds where the command line says nothing.
    if line.allow.is_empty() && (!line.sandbox || limits.is_some()) {
        let given = SystemOptions { unpack_limit, ..given.clone() };
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
    permissions.arguments.extend(unpack_limit.map(|limit| format!("--unpack-limit={limit}").into()));
    Ok(permissions)
}

/// The limit of a run, in megabytes: the smaller one of command line and first line. Where the run is confined, a line does not
/// raise the usual one either.
fn unpack_limit(given: Option<u64>, line: Option<u64>, confined: bool) -> Option<u64> {
    let usual = (confined && line.is_some()).then_some(DEFAULT_UNPACK_LIMIT >> 20);
    [given.or(usual), line].into_iter().flatten().min()
}

/// How long a test may take: what its line says, or what the command line says. Where the run is confined, a line does not
/// raise it.
pub fn time_limit(given: Duration, line: Option<Duration>, confined: bool) -> Duration {
    match line {
        Some(line) if confined => line.min(given),
        Some(line) => line,
        None => given,
    }
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
    fn of_two_limits_the_smaller_one_holds() {
        let with = |sandbox, unpack_limit| SystemOptions { unpack_limit, ..given(sandbox, &[]) };
        let limit = |given: &SystemOptions, line: &str| asked(given, line).0;
        assert_eq!(limit(&with(false, Some(1)), "//fourd: --unpack-limit 5000"), "--unpack-limit=1");
        assert_eq!(limit(&with(false, Some(9)), "//fourd: --unpack-limit=2"), "--unpack-limit=2");
        assert_eq!(limit(&with(false, None), "//fourd: --unpack-limit 5000"), "--unpack-limit=5000");
        assert_eq!(limit(&with(true, None), "//fourd: --unpack-limit 5000"), "--sandbox --unpack-limit=1024");
        assert_eq!(limit(&with(true, Some(3)), "//fourd:"), "--sandbox --unpack-limit=3");
        let narrowed = "--sandbox --allow=net --unpack-limit=3";
        assert_eq!(limit(&with(false, Some(3)), "//fourd: --allow net"), narrowed);
        let seconds = Duration::from_secs;
        assert_eq!(time_limit(seconds(5), Some(seconds(60)), false), seconds(60));
        assert_eq!(time_limit(seconds(5), Some(seconds(60)), true), seconds(5));
        assert_eq!(time_limit(seconds(5), Some(seconds(1)), true), seconds(1));
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
