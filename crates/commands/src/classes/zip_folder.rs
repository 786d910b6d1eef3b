//! `4D.ZipFolder` ([API](https://developer.4d.com/docs/API/ZipFolderClass)): a folder in an archive; all that it has comes
//! from `4D.Directory`.

use fourd_runtime::ClassEntry;

/// The class.
pub(super) static CLASS: ClassEntry =
    ClassEntry { name: "ZipFolder", superclass: Some("Directory"), functions: &[], properties: &[], constructor: None };
