//! What the formatter asks of a project.

use fourd_format::Surroundings;
use fourd_project::Project;

/// A project with its components.
pub struct Known<'s>(pub &'s Project);

impl Surroundings for Known<'_> {
    fn has_method(&self, name: &str) -> bool {
        let components = self.0.components().iter().any(|component| component.project.method(name).is_some());
        components || self.0.method(name).is_some()
    }

    fn table(&self, name: &str) -> Option<u32> {
        self.0.table(name).map(|table| table.number)
    }

    fn field(&self, table: &str, name: &str) -> Option<u32> {
        self.0.table(table)?.field(name).map(|field| field.number)
    }
}
