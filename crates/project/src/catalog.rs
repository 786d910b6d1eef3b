//! The tables, fields and relations of a project, from its `catalog.4DCatalog`.

use crate::access::SourceAccess;
use fourd_source::{Diagnostic, fold_name, shown_path};
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
    /// How many characters a text field may have; 0 where that is not limited.
    pub length: u32,
    /// Whether it holds a UUID.
    pub uuid: bool,
    /// Whether there is an index over it alone.
    pub indexed: bool,
    /// Whether no two records may have the same value.
    pub unique: bool,
    /// Whether 4D's editors show it.
    pub visible: bool,
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
    /// Whether 4D's editors show it.
    pub visible: bool,
    /// Whether it lies in the trash of 4D's explorer.
    pub trashed: bool,
    /// Whether its trigger runs for new records, changed records and deleted records.
    pub triggers: [bool; 3],
    by_name: FxHashMap<String, usize>,
}

impl Table {
    /// The field of this folded name.
    pub fn field(&self, folded: &str) -> Option<&Field> {
        self.fields.get(*self.by_name.get(folded)?)
    }
}

/// A relation from a field of the many table to one of the one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// Numbers of the table and field from which it starts.
    pub from: (u32, u32),
    /// Numbers of the table and field to which it leads.
    pub to: (u32, u32),
    /// The field of the one table that helps to choose a record; 0 for none.
    pub choice_field: u32,
    /// Whether the record of the one table is loaded of itself.
    pub automatic_one: bool,
    /// Whether the records of the many table are selected of themselves.
    pub automatic_many: bool,
}

/// All tables of a catalog, by name and in its order.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    pub(crate) tables: Vec<Table>,
    pub(crate) relations: Vec<Relation>,
    by_name: FxHashMap<String, usize>,
}

impl Catalog {
    /// The catalog in this file; an empty one where there is no such file.
    ///
    /// # Errors
    /// Those of [`SourceAccess::read`], and `project::catalog` where the file is not a catalog.
    pub(crate) fn read(path: &Path, access: &SourceAccess) -> Result<Self, Diagnostic> {
        if !access.is_there(path) {
            return Ok(Self::default());
        }
        let text = access.read(path)?;
        Self::from_xml(&text).map_err(|problem| {
            let title = format!("The tables of the project are unknown: `{}` is malformed", shown_path(path));
            Diagnostic::error("project::catalog", title)
                .note(problem)
                .hint("fix the file, or take it from a version that 4D has written")
        })
    }

    fn from_xml(text: &str) -> Result<Self, String> {
        // 4D names a document type in the file; nothing is loaded for it.
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
        let mut catalog = Self::default();
        let root = document.root_element();
        let mut known = FxHashMap::default();
        for element in root.children().filter(|node| node.has_tag_name("table")) {
            let table = Table::from_element(element, &mut known)?;
            catalog.by_name.insert(fold_name(&table.name), catalog.tables.len());
            catalog.tables.push(table);
        }
        for element in root.children().filter(|node| node.has_tag_name("index")) {
            let mut fields = element.children().filter_map(|node| reference(node, &known));
            if let (Some(field), None) = (fields.next(), fields.next()) {
                catalog.note_index(field);
            }
        }
        catalog.relations = root.children().filter_map(|node| Relation::from_element(node, &known)).collect();
        Ok(catalog)
    }

    fn note_index(&mut self, (table, field): (u32, u32)) {
        let table = self.tables.iter_mut().find(|found| found.number == table);
        if let Some(field) = table.and_then(|table| table.fields.iter_mut().find(|found| found.number == field)) {
            field.indexed = true;
        }
    }

    /// The table of this folded name.
    pub(crate) fn table(&self, folded: &str) -> Option<&Table> {
        self.tables.get(*self.by_name.get(folded)?)
    }
}

impl Table {
    fn from_element<'x>(element: Node<'x, '_>, known: &mut Known<'x>) -> Result<Self, String> {
        let (number, name) = number_and_name(element)?;
        let extra = element.children().find(|node| node.has_tag_name("table_extra"));
        let set = |name: &str| extra.and_then(|extra| flag(extra, name)).unwrap_or(false);
        let mut table = Self {
            number,
            name,
            fields: Vec::new(),
            visible: extra.and_then(|extra| flag(extra, "visible")).unwrap_or(true),
            trashed: set("trashed"),
            triggers: [set("trigger_insert"), set("trigger_update"), set("trigger_delete")],
            by_name: FxHashMap::default(),
        };
        for element in element.children().filter(|node| node.has_tag_name("field")) {
            let field = Field::from_element(element)?;
            if let Some(identifier) = element.attribute("uuid") {
                known.insert(identifier, (table.number, field.number));
            }
            table.by_name.insert(fold_name(&field.name), table.fields.len());
            table.fields.push(field);
        }
        Ok(table)
    }

    /// The field of this number.
    pub fn field_numbered(&self, number: u32) -> Option<&Field> {
        self.fields.iter().find(|field| field.number == number)
    }
}

impl Field {
    fn from_element(element: Node) -> Result<Self, String> {
        let (number, name) = number_and_name(element)?;
        let count = |name: &str| element.attribute(name).and_then(|code| code.parse().ok()).unwrap_or_default();
        let extra = element.children().find(|node| node.has_tag_name("field_extra"));
        Ok(Self {
            number,
            name,
            type_code: count("type"),
            length: count("limiting_length"),
            uuid: flag(element, "store_as_UUID").unwrap_or(false),
            indexed: false,
            unique: flag(element, "unique").unwrap_or(false),
            visible: extra.and_then(|extra| flag(extra, "visible")).unwrap_or(true),
        })
    }
}

impl Relation {
    fn from_element(element: Node, known: &Known) -> Option<Self> {
        if !element.has_tag_name("relation") {
            return None;
        }
        let side = |kind: &str| {
            let side = element.children().find(|node| node.attribute("kind") == Some(kind))?;
            side.children().find_map(|node| reference(node, known))
        };
        let extra = element.children().find(|node| node.has_tag_name("relation_extra"));
        let choice_field = extra.and_then(|extra| extra.attribute("choice_field")).and_then(|field| field.parse().ok());
        Some(Self {
            from: side("source")?,
            to: side("destination")?,
            choice_field: choice_field.unwrap_or_default(),
            automatic_one: flag(element, "auto_load_Nto1").unwrap_or(false),
            automatic_many: flag(element, "auto_load_1toN").unwrap_or(false),
        })
    }
}

/// The numbers of tables and fields by the fields' identifiers.
type Known<'x> = FxHashMap<&'x str, (u32, u32)>;

/// The field that an element refers to.
fn reference(element: Node, known: &Known) -> Option<(u32, u32)> {
    if !element.has_tag_name("field_ref") {
        return None;
    }
    known.get(element.attribute("uuid")?).copied()
}

/// An attribute that is true or false.
fn flag(element: Node, name: &str) -> Option<bool> {
    Some(element.attribute(name)? == "true")
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
 <table name="My Table" id="3"><field name="ID" uuid="A" type="4" id="1" unique="true"/>
 <field name="Note" uuid="B" type="10" limiting_length="20" id="7"><field_extra visible="false"/></field>
 <table_extra trigger_update="true"/></table><relation/>
 <relation auto_load_Nto1="true"><related_field kind="source"><field_ref uuid="B"/></related_field>
 <related_field kind="destination"><field_ref uuid="A"/></related_field><relation_extra choice_field="7"/></relation>
 <index><field_ref uuid="A"/></index><index><field_ref uuid="A"/><field_ref uuid="B"/></index></base>"#,
        )
        .unwrap();
        let table = catalog.table("my table").unwrap();
        assert_eq!((table.number, table.name.as_str(), table.fields.len()), (3, "My Table", 2));
        assert_eq!(table.triggers, [false, true, false]);
        let note = Field {
            number: 7,
            name: "Note".into(),
            type_code: 10,
            length: 20,
            uuid: false,
            indexed: false,
            unique: false,
            visible: false,
        };
        assert_eq!(table.field("note"), Some(&note));
        assert!(table.field_numbered(1).is_some_and(|field| field.indexed && field.unique && field.visible));
        let relation =
            Relation { from: (3, 7), to: (3, 1), choice_field: 7, automatic_one: true, automatic_many: false };
        assert_eq!(catalog.relations, [relation]);
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
