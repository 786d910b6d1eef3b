//! `4D.ZipFile` ([API](https://developer.4d.com/docs/API/ZipFileClass)): a file in an archive; all that it has comes from
//! `4D.Document`.

use fourd_runtime::ClassEntry;

/// The class.
pub(super) static CLASS: ClassEntry =
    ClassEntry { name: "ZipFile", superclass: Some("Document"), functions: &[], properties: &[], constructor: None };
