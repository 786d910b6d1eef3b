//! The tables and fields of a project, from its `catalog.4DCatalog`.

use fourd_source::{Diagnostic, fold_name, read_source, shown_path};
use roxmltree::{Document, Node, ParsingOptions};
use rustc_hash::FxHashMap;
use std::path::Path;

/// A field of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its number in the table, from 1.
    pub number: u32,
    /// Its name as the catalog spells it.
    pub name: String,
    /// The catalog's number of its type, such as 10 for text; 0 where none is written.
    pub type_code: u32,
}

/// A table of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its number, from 1.
    pub number: u32,
    /// Its name as the catalog spells it.
    pub name: String,
    /// Its fields in the order of the catalog.
    pub fields: Vec<Field>,
    by_name: FxHashMap<String, usize>,
}

impl Table {
    /// The field of this folded name.
    pub fn field(&self, folded: &str) -> Option<&Field> {
        self.fields.get(*self.by_name.get(folded)?)
    }
}

/// All tables of a catalog, by name and in its order.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    pub(crate) tables: Vec<Table>,
    by_name: FxHashMap<String, usize>,
}

impl Catalog {
    /// The catalog in this file; an empty one where there is no such file.
    ///
    /// # Errors
    /// Those of [`read_source`], and `project::catalog` where the file is not a catalog.
    pub(crate) fn read(path: &Path) -> Result<Self, Diagnostic> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = read_source(path)?;
        Self::from_xml(&text).map_err(|problem| {
            let title = format!("The tables of the project are unknown: `{}` is malformed", shown_path(path));
            Diagnostic::error("project::catalog", title).note(problem)
        })
    }

    fn from_xml(text: &str) -> Result<Self, String> {
        // 4D names a document type in the file; nothing is loaded for it.
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
        let mut catalog = Self::default();
        for element in document.root_element().children().filter(|node| node.has_tag_name("table")) {
            let table = Table::from_element(element)?;
            catalog.by_name.insert(fold_name(&table.name), catalog.tables.len());
            catalog.tables.push(table);
        }
        Ok(catalog)
    }

    /// The table of this folded name.
    pub(crate) fn table(&self, folded: &str) -> Option<&Table> {
        self.tables.get(*self.by_name.get(folded)?)
    }
}

impl Table {
    fn from_element(element: Node) -> Result<Self, String> {
        let (number, name) = number_and_name(element)?;
        let mut table = Self { number, name, fields: Vec::new(), by_name: FxHashMap::default() };
        for element in element.children().filter(|node| node.has_tag_name("field")) {
            let (number, name) = number_and_name(element)?;
            let type_code = element.attribute("type").and_then(|code| code.parse().ok()).unwrap_or_default();
            table.by_name.insert(fold_name(&name), table.fields.len());
            table.fields.push(Field { number, name, type_code });
        }
        Ok(table)
    }
}

fn number_and_name(element: Node) -> Result<(u32, String), String> {
    let place = || {
        let at = element.document().text_pos_at(element.range().start);
        format!("the `{}` in line {}", element.tag_name().name(), at.row)
    };
    let name = element.attribute("name").ok_or_else(|| format!("{} has no name", place()))?;
    let number = element.attribute("id").and_then(|id| id.parse().ok()).filter(|number| *number > 0);
    Ok((number.ok_or_else(|| format!("{} has no number as its `id`", place()))?, name.to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_fields_keep_their_numbers() {
        let catalog = Catalog::from_xml(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE base SYSTEM "http://www.4d.com/dtd/2007/base.dtd" >
<base name="B"><schema name="DEFAULT_SCHEMA"/>
 <table name="My Table" id="3"><field name="ID" type="4" id="1"/><field name="Note" type="10" id="7"><field_extra/></field>
 <table_extra/></table><relation/></base>"#,
        )
        .unwrap();
        let table = catalog.table("my table").unwrap();
        assert_eq!((table.number, table.name.as_str(), table.fields.len()), (3, "My Table", 2));
        assert_eq!(table.field("note"), Some(&Field { number: 7, name: "Note".into(), type_code: 10 }));
        assert!(catalog.table("other").is_none());
    }

    #[test]
    fn malformed_catalogs_say_where() {
        assert_eq!(
            Catalog::from_xml("<base>\n<table name='A'/></base>").unwrap_err(),
            "the `table` in line 2 has no number as its `id`"
        );
        assert!(Catalog::from_xml("<base>").is_err());
    }
}
