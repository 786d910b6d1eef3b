//! Projects and loose folders as they lie on disk.
#![allow(clippy::unwrap_used)]

use fourd_host::{Host, System};
use fourd_project::{DatabaseMethod, Preemptive, Project, ProjectKind, source_files_under};
use fourd_source::fold_name;
use fourd_syntax::tree::CodeKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder of this name that holds these files, and nothing else.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn names(project: &Project) -> Vec<&str> {
    project.methods().map(|method| method.name.as_str()).collect()
}

#[test]
fn a_loose_script_sees_its_folder() {
    let root = folder(
        "loose",
        &[
            ("main.4dm", ""),
            ("main.out", "its own golden file does not hide the script"),
            ("helper.4dm", ""),
            ("other test.4dm", ""),
            ("other test.out", ""),
            ("Methods/Deep Helper.4dm", "//%attributes = {\"preemptive\":\"capable\"}\r\n"),
            ("Methods/notes.txt", ""),
            ("Classes/Person.4dm", ""),
            ("unrelated/elsewhere.4dm", ""),
        ],
    );
    let project = Project::open(root.join("main.4dm")).unwrap();
    assert_eq!((project.kind, project.name.as_str(), &project.root), (ProjectKind::Loose, "main", &root));
    assert_eq!(project.main, Some(root.join("main.4dm")));
    assert_eq!(names(&project), ["main", "helper", "Deep Helper"]);
    let deep = project.method(&fold_name("DEEP  helper")).unwrap();
    assert_eq!(deep.attributes().preemptive, Preemptive::Capable);
    assert!(project.method("other test").is_none());
    assert_eq!(project.class("Person").unwrap().path, root.join("Classes/Person.4dm"));
    assert!(project.class("person").is_none());
    assert_eq!(project.source_files().len(), 4);
    assert!(project.tables().is_empty() && project.catalog_problem().is_none() && project.problems().is_empty());
}

const PACKAGE: &[(&str, &str)] = &[
    ("Project/Shop.4DProject", "{\"$comment\": \"x\", \"compatibilityVersion\": 2080}"),
    ("Project/Sources/Methods/A%2FB.4dm", ""),
    ("Project/Sources/Methods/old.4dm", "\u{FEFF}//%attributes = {\"shared\":true,\"folder\":\"Old\"}\ralert"),
    ("Project/Sources/Methods/wrong.4dm", "//%attributes = {\"shared\":1}\n"),
    ("Project/Sources/Classes/Cart.4dm", ""),
    ("Project/Sources/DatabaseMethods/onStartup.4dm", ""),
    ("Project/Sources/DatabaseMethods/onServerOpenConnection.4dm", ""),
    ("Project/Sources/Triggers/table_3.4dm", ""),
    ("Project/Sources/Forms/Main/ObjectMethods/OK.4dm", ""),
    ("Project/Sources/TableForms/3/Input/method.4dm", ""),
    (
        "Project/Sources/catalog.4DCatalog",
        "<base><table name=\"Order Lines\" id=\"3\"><field name=\"ID\" id=\"1\"/></table></base>",
    ),
    ("Project/Sources/settings.4DSettings", "<preferences><com.4d><web a=\"1\" b=\"1\"/></com.4d></preferences>"),
    ("Settings/settings.4DSettings", "<preferences><com.4d><web b=\"2\"/></com.4d></preferences>"),
    ("Project/Sources/roles.json", r#"{"privileges": [{"privilege": "View"}], "permissions": {}}"#),
    ("Project/Trash/Methods/gone.4dm", ""),
];

#[test]
fn a_package_opens_by_its_file_and_by_its_folders() {
    let root = folder("package", PACKAGE);
    for path in [root.clone(), root.join("Project"), root.join("Project/Shop.4DProject")] {
        let project = Arc::new(Project::open(path).unwrap());
        assert_eq!((project.kind, project.name.as_str(), &project.root), (ProjectKind::Package, "Shop", &root));
        assert_eq!((project.compatibility_version, &project.main), (Some(2080), &None));
        assert_eq!(names(&project), ["A/B", "old", "wrong"]);
        assert_eq!(project.classes().count(), 1);
        assert!(project.database_method(DatabaseMethod::OnStartup).is_some());
        assert!(project.database_method(DatabaseMethod::OnServerOpenConnection).is_some());
        assert!(project.database_method(DatabaseMethod::OnExit).is_none());
        assert!(project.trigger(3).is_some() && project.trigger(1).is_none());
        let table = project.table("order lines").unwrap();
        assert_eq!((table.number, table.field("id").unwrap().number, project.tables().len()), (3, 1, 1));
        assert_eq!(project.settings().value("com.4d/web", "a"), Some("1"));
        assert_eq!(project.settings().value("com.4d/web", "b"), Some("2"));
        assert!(project.roles().is_privilege("view") && project.roles_problem().is_none());
        assert_eq!(project.roles_error_file(), Some(root.join("Data/Logs/Roles_Errors.json")));
        assert_eq!(project.resources(), root.join("Resources"));
        let files = project.source_files();
        assert_eq!(files.len(), 9);
        let classes: Vec<_> = files.iter().filter(|file| file.kind == CodeKind::Class).collect();
        assert_eq!(classes.len(), 1);
        assert!(classes[0].path.ends_with("Classes/Cart.4dm"));
    }
    assert_eq!(source_files_under(&root, System::new().files()).0.len(), 9, "what lies in the trash is not loaded");
}

#[test]
fn attributes_are_read_from_the_first_line() {
    let root = folder("attributes", PACKAGE);
    let project = Project::open(&root).unwrap();
    let old = project.method("old").unwrap();
    assert!(old.attributes().shared && old.attributes_problem().is_none());
    assert_eq!(old.attributes().folder.as_deref(), Some("Old"));
    let wrong = project.method("wrong").unwrap();
    assert!(!wrong.attributes().shared);
    assert!(wrong.attributes_problem().unwrap().title.ends_with("is `true` or `false`, not `1`"));
}

#[test]
fn what_cannot_be_opened_says_why() {
    let root = folder(
        "broken",
        &[
            ("empty/readme.txt", ""),
            ("two/Project/A.4DProject", "{}"),
            ("two/Project/B.4DProject", "{}"),
            ("json/A.4DProject", "{"),
            ("list/A.4DProject", "[]"),
            ("odd/A.4DProject", "{\"compatibilityVersion\":\"20\"}"),
            ("catalog/A.4DProject", "{}"),
            ("catalog/Sources/catalog.4DCatalog", "<base>"),
        ],
    );
    for (path, id) in [
        ("nothing", "source::missing"),
        ("empty", "project::missing"),
        ("two", "project::ambiguous"),
        ("json", "project::file"),
        ("list", "project::file"),
    ] {
        assert_eq!(Project::open(root.join(path)).unwrap_err().name, id, "{path}");
    }
    let odd = Project::open(root.join("odd")).unwrap();
    assert_eq!((odd.compatibility_version, odd.problems().len()), (None, 1));
    assert_eq!(odd.root, root.join("odd"));
    let catalog = Project::open(root.join("catalog")).unwrap();
    assert!(catalog.tables().is_empty());
    assert_eq!(catalog.catalog_problem().unwrap().name, "project::catalog");
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_differ_by_case_are_told() {
    let root = folder("same", &[("main.4dm", ""), ("Methods/Show.4dm", ""), ("Methods/show.4dm", "")]);
    let project = Project::open(root.join("main.4dm")).unwrap();
    assert_eq!(names(&project), ["main", "Show"]);
    assert_eq!(project.problems().len(), 1);
}

#[cfg(unix)]
#[test]
fn links_in_circles_do_not_hang() {
    let root = folder("circle", &[("a/one.4dm", "")]);
    std::os::unix::fs::symlink(&root, root.join("a/again")).unwrap();
    assert_eq!(source_files_under(&root, System::new().files()).0.len(), 1);
}
