//! No URL leads out of the web folder.

use crate::{Site, site_folder};

#[test]
fn nothing_outside_of_the_web_folder_is_sent() {
    let folder = site_folder("paths", &[("WebFolder/sub/inner.txt", "inner"), ("WebFolderOther/other.txt", "secret")]);
    std::os::unix::fs::symlink("../secret.txt", folder.join("WebFolder/link.txt")).unwrap();
    std::os::unix::fs::symlink("..", folder.join("WebFolder/up")).unwrap();
    std::os::unix::fs::symlink("note.txt", folder.join("WebFolder/alias.txt")).unwrap();
    let site = Site::of(&folder, &[]);
    let absolute = format!("/{}", folder.join("secret.txt").display());
    let outside = [
        "/../secret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/sub/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/%252e%252e/secret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/.%00./secret.txt",
        "/..%00/secret.txt",
        "/note.txt%00.html",
        "/../WebFolderOther/other.txt",
        "/..;/secret.txt",
        "/up/secret.txt",
        "/link.txt",
        "/../Project/site.4DProject",
        "/%2e%2e/Project/Sources/Methods/say.4dm",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/secret.txt",
        &absolute,
    ];
    for target in outside {
        let answer = site.get(target);
        assert!([400, 404].contains(&answer.status), "{target}: {answer:?}");
        assert!(!answer.text().contains("secret"), "{target}");
    }
    assert_eq!(site.get("/sub/inner.txt").text(), "inner");
    assert_eq!(site.get("/alias.txt").text(), "a note", "a link within the folder");
    let answer = site.connect().ask("GET http://here/note.txt HTTP/1.1\r\nHost: here\r\n\r\n").unwrap();
    assert_eq!(answer.text(), "a note");
    site.is_well();
}
