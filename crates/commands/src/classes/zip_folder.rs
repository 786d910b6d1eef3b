//! `4D.ZipFolder` ([API](https://developer.4d.com/docs/API/ZipFolderClass)): a folder in an archive; all that it has comes
//! from `4D.Directory`.

use fourd_macros::class;

/// The members that are declared here: none.
struct Members;

/// A folder in an archive.
#[class("ZipFolder", superclass = "Directory")]
impl Members {}
