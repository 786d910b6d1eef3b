//! What a program finds around it: `--sandbox` and `--allow` say what it may do outside of itself, `--locale` how the system
//! shows numbers and dates.

use clap::Args;
use fourd_host::{Host, Rules, System};
use fourd_project::{Project, ProjectKind, SourceAccess};
use fourd_runtime::surroundings::{DEFAULT_UNPACK_LIMIT, Surroundings};
use fourd_value::locale::{self, Locale};
use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

/// The values of `--unpack-limit`, in megabytes.
pub const UNPACK_LIMITS: RangeInclusive<u64> = 1..=1 << 20;

/// What a program finds around it: all that there is, in US English, unless one of these options is given.
#[derive(Args, Clone, Debug, Default)]
pub struct SystemOptions {
    /// Allow no files but those of the project to be read, no network and no other programs
    #[arg(long, overrides_with = "sandbox")]
    pub sandbox: bool,
    /// Allow this and nothing else: `files`, `files=PATH`, `read=PATH`, `net`, `net=HOST:PORT`, `processes`
    #[arg(long, value_name = "WHAT", value_delimiter = ',', value_parser = checked)]
    pub allow: Vec<String>,
    /// Show numbers and dates as systems of this language and region do, such as `fr` or `en-GB`; `en-US` without it
    #[arg(long, value_name = "TAG", value_parser = known)]
    pub locale: Option<&'static Locale>,
    /// Let one compressed content, such as a file in an archive, become at most so many megabytes in memory; 1024 without it
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u64).range(UNPACK_LIMITS))]
    pub unpack_limit: Option<u64>,
}

fn known(tag: &str) -> Result<&'static Locale, String> {
    locale::named(tag).ok_or_else(|| format!("expected one of {}", locale::tags().collect::<Vec<_>>().join(", ")))
}

/// The text with an absolute path: `fourd test` runs each script in its own folder.
fn checked(text: &str) -> Result<String, String> {
    Rules::nothing().allow(text)?;
    match text.split_once('=') {
        Some((kind @ ("files" | "read"), path)) => match std::path::absolute(path) {
            Ok(path) => Ok(format!("{kind}={}", path.display())),
            Err(failure) => Err(failure.to_string()),
        },
        _ => Ok(text.to_owned()),
    }
}

impl SystemOptions {
    /// What a program of this project finds around it. A 4D project can read its own folder, a script only its Resources: the
    /// folder of the script may be anything.
    pub fn surroundings(&self, project: &Project) -> Surroundings {
        let rules = self.rules().map(|mut rules| {
            match project.kind {
                ProjectKind::Package => rules.allow_reading(&project.root),
                _ => rules.allow_reading(&project.resources()),
            }
            rules
        });
        let system = rules.map_or_else(System::new, System::with_rules);
        let host: Arc<dyn Host> = Arc::new(system.in_locale(self.locale.unwrap_or(&locale::EN_US).tag));
        let unpack_limit = self.unpack_limit.map_or(DEFAULT_UNPACK_LIMIT, |megabytes| megabytes << 20);
        Surroundings { unpack_limit, ..Surroundings::of(host) }
    }

    /// Which files of source code may be read: with rules, only those of the project and those that `--allow` names.
    pub fn source_access(&self) -> SourceAccess {
        if !self.sandbox && self.allow.is_empty() || self.allow.iter().any(|text| text == "files") {
            return SourceAccess::everything();
        }
        let named = self.allow.iter().filter_map(|text| text.strip_prefix("files=").or(text.strip_prefix("read=")));
        SourceAccess::within(named.map(PathBuf::from))
    }

    /// What may be done outside; everything where there are no rules.
    pub fn rules(&self) -> Option<Rules> {
        if !self.sandbox && self.allow.is_empty() {
            return None;
        }
        let mut rules = Rules::nothing();
        for text in &self.allow {
            // They were checked when the command line was read.
            let _ = rules.allow(text);
        }
        Some(rules)
    }

    /// The options that restrict what may be done outside, as they stand on a command line.
    pub fn permissions(&self) -> Vec<OsString> {
        let sandbox = self.sandbox.then(|| OsString::from("--sandbox"));
        let allow = self.allow.iter().map(|text| format!("--allow={text}").into());
        let unpack_limit = self.unpack_limit.map(|limit| format!("--unpack-limit={limit}").into());
        sandbox.into_iter().chain(allow).chain(unpack_limit).collect()
    }

    /// The option that chooses language and region, if it is given.
    pub fn locale_argument(&self) -> Option<OsString> {
        self.locale.map(|locale| format!("--locale={}", locale.tag).into())
    }
}
