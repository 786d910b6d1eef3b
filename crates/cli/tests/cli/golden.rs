//! All golden files of the project.

use crate::{fourd, test_files};

#[test]
fn every_golden_file_holds() {
    let ended = fourd(&test_files(), &["test", "golden"]);
    assert_eq!(ended.status, 0, "{}{}", ended.output, ended.errors);
    let closing = ended.output.lines().last().unwrap();
    assert!(closing.contains(" tests, 0 failed, "), "{closing}");
}
