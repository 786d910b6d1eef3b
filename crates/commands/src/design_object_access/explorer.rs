//! The folders of the Explorer's home page, which a project keeps in `folders.json`.

use crate::file_system;
use fourd_project::Project;
use fourd_source::fold_name;

/// A folder: its name, and the names of what stands directly in it.
pub(super) struct Folder {
    /// Its name.
    pub(super) name: String,
    methods: Vec<String>,
    classes: Vec<String>,
    forms: Vec<String>,
}

impl Folder {
    fn holds(list: &[String], name: &str) -> bool {
        let wanted = fold_name(name);
        list.iter().any(|found| fold_name(found) == wanted)
    }

    /// Whether a project method stands in it.
    pub(super) fn has_method(&self, name: &str) -> bool {
        Self::holds(&self.methods, name)
    }

    /// Whether a class stands in it.
    pub(super) fn has_class(&self, name: &str) -> bool {
        Self::holds(&self.classes, name)
    }

    /// Whether a project form stands in it.
    pub(super) fn has_form(&self, name: &str) -> bool {
        Self::holds(&self.forms, name)
    }
}

/// The folders of a project in the order of their file. Folders that only methods name, in their attributes, follow.
pub(super) fn folders(project: &Project) -> Vec<Folder> {
    let mut folders = Vec::new();
    let file = project.sources().map(|sources| sources.join("folders.json"));
    let text = file.filter(|file| file_system::is_file(file)).and_then(|file| project.access().read(&file).ok());
    if let Some(serde_json::Value::Object(entries)) = text.and_then(|text| serde_json::from_str(&text).ok()) {
        for (name, entry) in &entries {
            let list = |key: &str| -> Vec<String> {
                let values = entry.get(key).and_then(serde_json::Value::as_array);
                values.into_iter().flatten().filter_map(|value| Some(value.as_str()?.to_owned())).collect()
            };
            // The trash is no folder of the home page.
            if name != "trash" {
                folders.push(Folder {
                    name: name.clone(),
                    methods: list("methods"),
                    classes: list("classes"),
                    forms: list("forms"),
                });
            }
        }
    }
    for method in project.methods() {
        let Some(name) = &method.attributes().folder else { continue };
        if folders.iter().any(|folder| folder.has_method(&method.name)) || name.is_empty() {
            continue;
        }
        match folders.iter_mut().find(|folder| folder.name == *name) {
            Some(folder) => folder.methods.push(method.name.clone()),
            None => folders.push(Folder {
                name: name.clone(),
                methods: vec![method.name.clone()],
                classes: Vec::new(),
                forms: Vec::new(),
            }),
        }
    }
    folders
}
