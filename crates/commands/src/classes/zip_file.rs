//! `4D.ZipFile` ([API](https://developer.4d.com/docs/API/ZipFileClass)): a file in an archive; all that it has comes from
//! `4D.Document`.

use fourd_macros::class;

/// The members that are declared here: none.
struct Members;

/// A file in an archive.
#[class("ZipFile", superclass = "Document")]
impl Members {}
