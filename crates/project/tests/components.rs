//! Components as they lie on disk.
#![allow(clippy::unwrap_used)]

use fourd_project::{Project, ProjectNumber};
use std::path::{Path, PathBuf};

const SHARED: &str = "//%attributes = {\"shared\":true}\n";

/// A folder of this name that holds these files, and nothing else.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("components").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (file, text) in files {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn settings(namespace: &str) -> String {
    format!("<preferences><com.4d><general component_classStore_name=\"{namespace}\"/></com.4d></preferences>")
}

fn names(project: &Project) -> Vec<&str> {
    project.components().iter().map(|component| component.name.as_str()).collect()
}

fn problems(project: &Project) -> Vec<String> {
    let told = project.component_problems().iter();
    told.map(|problem| format!("{} | {}", problem.title, problem.notes.join(" | "))).collect()
}

#[test]
fn the_folder_goes_before_declarations_and_the_environment_before_neighbours() {
    let root = folder(
        "order",
        &[
            ("host/Project/Host.4DProject", "{}"),
            (
                "host/Project/Sources/dependencies.json",
                r#"{"dependencies":{"A":{},"B":{},"C":{},"D":{"github":"x/d-repository","version":"1.*"},"E":{}}}"#,
            ),
            ("environment4d.json", r#"{"dependencies":{"C":"elsewhere/C","E":"nowhere"}}"#),
            ("host/Components/A.4dbase/Project/A.4DProject", "{}"),
            ("host/Components/A.4dbase/Project/Sources/Methods/inFolder.4dm", SHARED),
            ("host/Components/A.4dbase/Project/Sources/dependencies.json", r#"{"dependencies":{"notLooked":{}}}"#),
            ("host/Components/noSuffix/Project/X.4DProject", "{}"),
            ("A/Project/A.4DProject", "{}"),
            ("B/B.4DProject", "{}"),
            ("C/Project/C.4DProject", "{}"),
            ("elsewhere/C/Project/C.4DProject", "{}"),
            ("elsewhere/C/Project/Sources/Methods/atItsPath.4dm", SHARED),
            ("d-repository/Project/D.4DProject", "{}"),
            ("E/Project/E.4DProject", "{}"),
        ],
    );
    let project = Project::open(root.join("host")).unwrap();
    assert_eq!(names(&project), ["A", "B", "C", "D"]);
    let from = |name: &str| project.find_method(ProjectNumber::HOST, name).is_some();
    assert!(from("infolder") && from("atitspath"));
    let told = problems(&project);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told.iter().all(|one| one.starts_with("The component `E` is not found | `environment4d.json` declares")));
}

#[test]
fn what_components_need_is_loaded_once_and_in_circles() {
    let root = folder(
        "circles",
        &[
            ("host/Project/host.4DProject", "{}"),
            ("host/Project/Sources/dependencies.json", r#"{"version":2100,"dependencies":{"one":{}}}"#),
            ("one/Project/one.4DProject", "{}"),
            ("one/Project/Sources/dependencies.json", r#"{"dependencies":{"two":{},"host":{},"gone":{}}}"#),
            ("two/Project/two.4DProject", "{}"),
            (
                "two/Project/Sources/dependencies.json",
                r#"{"dependencies":{"one":{},"gone":{},"far":{"gitlab":"y/far"}}}"#,
            ),
        ],
    );
    let project = Project::open(root.join("host")).unwrap();
    assert_eq!(names(&project), ["one", "two"]);
    let told = problems(&project);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|one| one.contains("`gone` is not found")));
    assert!(told.iter().any(|one| one.contains("`far` is not found | it comes from GitLab, `y/far`")));
}

#[test]
fn methods_cross_where_they_are_shared() {
    let root = folder(
        "methods",
        &[
            ("Project/Host.4DProject", "{}"),
            ("Project/Sources/Methods/both.4dm", ""),
            ("Project/Sources/Methods/hostShared.4dm", SHARED),
            ("Project/Sources/Methods/hostPrivate.4dm", ""),
            ("Components/A.4dbase/Project/A.4DProject", "{}"),
            ("Components/A.4dbase/Project/Sources/Methods/both.4dm", SHARED),
            ("Components/A.4dbase/Project/Sources/Methods/aShared.4dm", SHARED),
            ("Components/A.4dbase/Project/Sources/Methods/aPrivate.4dm", ""),
            ("Components/B.4dbase/Project/B.4DProject", "{}"),
        ],
    );
    let project = Project::open(&root).unwrap();
    let numbers: Vec<ProjectNumber> = project.numbered_components().map(|(number, _)| number).collect();
    let (host, a, b) = (ProjectNumber::HOST, numbers[0], numbers[1]);
    let found = |from, name| project.find_method(from, name).map(|(number, _)| number);
    assert_eq!((found(host, "both"), found(a, "both"), found(b, "both")), (Some(host), Some(a), Some(a)));
    assert_eq!((found(host, "ashared"), found(b, "ashared")), (Some(a), Some(a)));
    assert_eq!((found(host, "aprivate"), found(a, "aprivate"), found(b, "aprivate")), (None, Some(a), None));
    assert_eq!((found(a, "hostshared"), found(a, "hostprivate")), (None, None));
    let by_text = |from, name| project.find_method_by_text(from, name).map(|(number, _)| number);
    assert_eq!((by_text(a, "hostshared"), by_text(a, "hostprivate")), (Some(host), None));
    assert_eq!(project.owner_of_private_method(host, "aprivate"), Some("A"));
    assert_eq!(project.owner_of_private_method(a, "hostprivate"), Some("Host"));
    assert_eq!(project.owner_of_private_method(a, "aprivate"), None);
}

#[test]
fn a_namespace_belongs_to_one_component() {
    let (first, second) = (settings("shapes"), settings(" shapes "));
    let root = folder(
        "namespaces",
        &[
            ("Project/Host.4DProject", "{}"),
            ("Components/A.4dbase/Project/A.4DProject", "{}"),
            ("Components/A.4dbase/Project/Sources/settings.4DSettings", &first),
            ("Components/B.4dbase/Project/B.4DProject", "{}"),
            ("Components/B.4dbase/Project/Sources/settings.4DSettings", &second),
            ("Components/shapes.4dbase/Project/shapes.4DProject", "{}"),
            ("Components/4D.4dbase/Project/4D.4DProject", "{}"),
        ],
    );
    let project = Project::open(&root).unwrap();
    let known: Vec<(&str, &str, Option<&str>)> = project
        .components()
        .iter()
        .map(|component| (component.name.as_str(), component.key.as_str(), component.namespace.as_deref()))
        .collect();
    assert_eq!(
        known,
        [("4D", "4D_", None), ("A", "shapes", Some("shapes")), ("B", "B", None), ("shapes", "shapes_", None)]
    );
    let of = |namespace| project.component_with_namespace(namespace).map(|(_, component)| component.name.as_str());
    assert_eq!((of("shapes"), of("Shapes"), of("B")), (Some("A"), None, None));
    assert_eq!(
        problems(&project),
        ["The components `A` and `B` have the same namespace `shapes` | the classes of `B` are not visible elsewhere"]
    );
}

#[test]
fn what_cannot_be_loaded_is_told() {
    let root = folder(
        "broken",
        &[
            ("host/Project/Host.4DProject", "{}"),
            (
                "host/Project/Sources/dependencies.json",
                r#"{"dependencies":{"number":1,"../up":{},"empty":{},"malformed":{},"compiled":{}}}"#,
            ),
            ("host/Components/Packed.4dbase/Contents/Packed.4DZ", "PK"),
            ("empty/readme.md", ""),
            ("malformed/Project/malformed.4DProject", "{"),
            ("compiled/compiled.4DZ", "PK"),
        ],
    );
    let project = Project::open(root.join("host")).unwrap();
    assert!(names(&project).is_empty());
    let told = problems(&project);
    let has = |text: &str| assert!(told.iter().any(|one| one.contains(text)), "{text}: {told:#?}");
    assert_eq!(told.len(), 6, "{told:#?}");
    has("`Packed` is not loaded: compiled components are not implemented");
    has("`compiled` is not loaded: compiled components are not implemented");
    has("it is not known what `number` is to mean");
    has("it is not known what `../up` is to mean");
    has("holds no 4D project");
    has("malformed.4DProject` is malformed");
    let root = folder("not_json", &[("Project/H.4DProject", "{}"), ("Project/Sources/dependencies.json", "[]")]);
    assert_eq!(problems(&Project::open(&root).unwrap()).len(), 1);
    assert!(Project::empty().components().is_empty());
}
