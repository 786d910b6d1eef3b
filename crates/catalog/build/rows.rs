//! Reads the tab-separated data files: a line of column names, then one row per line.

/// One data file.
pub struct Table {
    file: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a table; its cells are read by column name.
#[derive(Clone, Copy)]
pub struct Row<'table> {
    table: &'table Table,
    index: usize,
}

impl Table {
    /// Splits the text of `file`; every row must have as many cells as the first line.
    pub fn read(file: &str, text: &str) -> Result<Self, String> {
        let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let columns = lines.next().ok_or_else(|| format!("{file} is empty"))?;
        let rows: Vec<_> = lines.collect();
        for (index, row) in rows.iter().enumerate() {
            if row.len() != columns.len() {
                return Err(format!("{file}:{}: {} cells instead of {}", index + 2, row.len(), columns.len()));
            }
        }
        Ok(Self { file: file.to_owned(), columns, rows })
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { table: self, index })
    }
}

impl<'table> Row<'table> {
    /// The cell of a column, empty where there is nothing to say.
    pub fn cell(&self, column: &str) -> Result<&'table str, String> {
        let at = self.table.columns.iter().position(|name| name == column);
        let at = at.ok_or_else(|| format!("{} has no column {column}", self.table.file))?;
        Ok(&self.table.rows[self.index][at])
    }

    /// The parts of a cell between separators, none where the cell is empty.
    pub fn list(&self, column: &str, separator: &str) -> Result<Vec<&'table str>, String> {
        let cell = self.cell(column)?;
        Ok(if cell.is_empty() { Vec::new() } else { cell.split(separator).collect() })
    }

    pub fn is_yes(&self, column: &str) -> Result<bool, String> {
        match self.cell(column)? {
            "yes" => Ok(true),
            "no" | "" => Ok(false),
            other => Err(self.wrong(column, other)),
        }
    }

    /// The message for a cell that cannot be read, with its file and line.
    pub fn wrong(&self, column: &str, value: &str) -> String {
        format!("{}:{}: {column}: {value:?}", self.table.file, self.index + 2)
    }
}
