//! `fourd check --format sarif`: a document with all that the schema of SARIF 2.1.0 requires.

use crate::{fourd, test_files};
use serde_json::Value;

/// What a location has where it names a place in a file.
fn assert_location(location: &Value, lines_of: &dyn Fn(&str) -> usize) {
    let place = &location["physicalLocation"];
    let artifact = &place["artifactLocation"];
    let uri = artifact["uri"].as_str().unwrap();
    assert_eq!(artifact["uriBaseId"], "%SRCROOT%", "{uri}");
    assert!(!uri.contains(' ') && !uri.starts_with('/') && !uri.contains("://"), "{uri}");
    let number = |key: &str| place["region"][key].as_u64().unwrap();
    assert!(number("startLine") >= 1 && number("startColumn") >= 1);
    assert!((number("startLine"), number("startColumn")) <= (number("endLine"), number("endColumn")), "{place}");
    assert!(number("startLine") as usize <= lines_of(uri) + 1, "{place}");
}

#[test]
fn the_document_has_what_the_schema_requires() {
    let folder = test_files().join("check");
    let lines_of = |uri: &str| std::fs::read_to_string(folder.join(uri)).unwrap_or_default().lines().count();
    let paths = ["check", "broken", "problems"];
    let ended = fourd(&folder, &[&paths[..], &["--format", "sarif"]].concat());
    assert_eq!(ended.status, 1);
    let document: Value = serde_json::from_str(&ended.output).unwrap();
    assert_eq!(document["version"], "2.1.0");
    assert_eq!(document["runs"].as_array().unwrap().len(), 1);
    let run = &document["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "fourd");
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].as_str().unwrap().starts_with("4D"), "{rule}");
        assert!(rule["name"].is_string() && rule["shortDescription"]["text"].is_string(), "{rule}");
    }
    assert!(run["originalUriBaseIds"]["%SRCROOT%"]["uri"].as_str().unwrap().ends_with('/'));
    let mut related = 0;
    let results = run["results"].as_array().unwrap();
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        let locations = result["locations"].as_array().unwrap();
        let others = result.get("relatedLocations").and_then(Value::as_array);
        related += others.map_or(0, Vec::len);
        for location in locations.iter().chain(others.into_iter().flatten()) {
            assert_location(location, &lines_of);
        }
    }
    assert!(related > 0, "other spots are in the document");
    // The same findings as in the other formats, whose numbers here stand beside the document.
    let json = fourd(&folder, &[&paths[..], &["--format", "json"]].concat());
    assert_eq!(results.len(), json.output.lines().count());
    assert_eq!(ended.errors.lines().last(), json.errors.lines().last());
}

#[test]
fn a_document_without_results_is_whole() {
    let ended = fourd(&test_files().join("check"), &["check", "correct.4dm", "--format", "sarif"]);
    let document: Value = serde_json::from_str(&ended.output).unwrap();
    assert_eq!(document["runs"][0]["results"], serde_json::json!([]));
    assert_eq!(ended.status, 0);
}
