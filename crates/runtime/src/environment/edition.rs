//! Where two editions of 4D contradict each other: which rule holds from which edition on. Everything else of all
//! editions is always there.

/// An edition as 4D numbers it in `compatibilityVersion`: 2080 is 20 R8, 2101 is 21.1, 2130 is 21 R3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition(pub u32);

/// The edition that holds where nothing else is said: 20 R8.
pub const DEFAULT: Edition = Edition(2080);

/// A rule that came with an edition and contradicts the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// `Session` on a remote client is an object; before, it is Null (rule 1.5).
    ClientSession,
    /// Sessions of remote clients, standalone applications and stored procedures have privileges; before, all of them
    /// have `WebAdmin` (rule 3.1).
    DesktopPrivileges,
    /// `Session storage` is thread-safe (rule 2.5).
    SessionStorageThreadSafe,
    /// The token of a session can live less than ten seconds (rule 4.9).
    ShortTokens,
    /// The code says how long the token of a session lives that is none of the web; before, ten seconds (rule 4.9).
    DesktopTokenLifespan,
}

impl Rule {
    /// The table: the first edition in which each rule holds.
    const fn since(self) -> Edition {
        Edition(match self {
            Rule::ClientSession => 2130,
            Rule::DesktopPrivileges => 2100,
            Rule::SessionStorageThreadSafe => 2100,
            Rule::ShortTokens => 2099,
            Rule::DesktopTokenLifespan => 2130,
        })
    }
}

/// The versions that can be named: projects exist from 17 on.
const VERSIONS: std::ops::RangeInclusive<u32> = 17..=40;

impl Edition {
    /// The edition that a person means: `21`, `21.1`, `21 R3`, `21R3`, `v21 R3`, or as 4D numbers it, `2130`.
    ///
    /// # Errors
    /// A sentence that says how editions are written.
    pub fn parse(text: &str) -> Result<Edition, String> {
        let written = || format!("`{text}` is no edition of 4D: write 20 R8 as 20R8 or 2080, and 21 as 21 or 2100");
        let folded: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        let folded = folded.to_ascii_lowercase();
        let folded = folded.strip_prefix('v').unwrap_or(&folded);
        let digits = |text: &str| -> Option<u32> {
            let fits = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| fits)
        };
        let version = |text: &str| digits(text).filter(|version| text.len() == 2 && VERSIONS.contains(version));
        let number = if let Some((main, release)) = folded.split_once('r') {
            // The tenth release has no digit of its own; it stands just before the next version.
            let release = digits(release).filter(|release| (2..=10).contains(release));
            version(main).zip(release).map(|(main, release)| main * 100 + (release * 10).min(99))
        } else if let Some((main, fix)) = folded.split_once('.') {
            let fix = digits(fix).filter(|fix| *fix < 10);
            version(main).zip(fix).map(|(main, fix)| main * 100 + fix)
        } else {
            digits(folded)
                .filter(|number| folded.len() == 4 && VERSIONS.contains(&(number / 100)))
                .or_else(|| version(folded).map(|version| version * 100))
        };
        number.map(Edition).ok_or_else(written)
    }

    /// Whether a rule holds in this edition.
    pub fn has(self, rule: Rule) -> bool {
        self >= rule.since()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn editions_are_written_in_several_ways() {
        for (text, number) in [
            ("20", 2000),
            ("20R8", 2080),
            ("20 r8", 2080),
            ("20R10", 2099),
            ("21", 2100),
            ("v21", 2100),
            ("21.1", 2101),
            ("21 R3", 2130),
            ("21R4", 2140),
            ("2130", 2130),
            ("1900", 1900),
        ] {
            assert_eq!(Edition::parse(text).unwrap(), Edition(number), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_editions() {
        for text in [
            "", "R3", "21R", "21R1", "21R11", "21R-3", "21.10", "21.", "213", "21300", "0021", "99", "twenty", "21x",
            "+21",
        ] {
            assert!(Edition::parse(text).is_err(), "{text}");
        }
    }
}
