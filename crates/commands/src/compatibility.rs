//! What the [Compatibility page](https://developer.4d.com/docs/settings/compatibility) of a project's settings changes.

use fourd_runtime::Process;

/// The element of the settings that has the options.
const ELEMENT: &str = "com.4d/database/misc";

/// The options of the running project. What its settings do not say is as in a new project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Compatibility {
    /// `no_bom` is false: texts in Unicode are written with the mark of the byte order where no character set is named.
    pub(crate) writes_mark: bool,
    /// `mac_use_lf` is false, and the system is not Windows: a native line end is CR, in a document written by SAX CRLF.
    pub(crate) older_line_ends: bool,
    /// `standard_xpath` is false: paths in XML are read as before 4D 18 R3.
    pub(crate) older_xpath: bool,
}

impl Compatibility {
    /// As in a new project.
    pub(crate) const NEW: Self = Self { writes_mark: false, older_line_ends: false, older_xpath: false };

    /// The options of the project whose code runs.
    pub(crate) fn of(process: &Process<'_>) -> Self {
        let project = process.program().project.numbered(process.project());
        let is_off = |name: &str| {
            project.settings().value(ELEMENT, name).is_some_and(|value| value.trim().eq_ignore_ascii_case("false"))
        };
        Self {
            writes_mark: is_off("no_bom"),
            older_line_ends: !cfg!(windows) && is_off("mac_use_lf"),
            older_xpath: is_off("standard_xpath"),
        }
    }
}
