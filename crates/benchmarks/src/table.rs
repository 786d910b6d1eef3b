//! Tables in Markdown.

/// A table with a name in the first column of each row and numbers in the others.
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: vec![] }
    }

    /// Adds a row; a number that there is not is a dash.
    pub(crate) fn row(&mut self, name: &str, cells: impl IntoIterator<Item = Option<String>>) {
        let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| "–".to_string()));
        self.rows.push(std::iter::once(name.to_string()).chain(cells).collect());
    }

    /// The table, each column as wide as its widest cell.
    pub(crate) fn markdown(&self) -> String {
        let widths: Vec<usize> = (0..self.head.len())
            .map(|column| {
                let cells = self.rows.iter().chain([&self.head]).filter_map(|row| row.get(column));
                cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(2)
            })
            .collect();
        let line = |row: &[String]| {
            let cells = widths.iter().enumerate().map(|(column, &width)| {
                let cell = row.get(column).map_or("", String::as_str);
                if column == 0 { format!(" {cell:<width$} |") } else { format!(" {cell:>width$} |") }
            });
            format!("|{}\n", cells.collect::<String>())
        };
        let rule = widths.iter().enumerate().map(|(column, &width)| match column {
            0 => format!("{}|", "-".repeat(width + 2)),
            _ => format!("{}:|", "-".repeat(width + 1)),
        });
        let rule = format!("|{}\n", rule.collect::<String>());
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        line(&self.head) + &rule + &rows
    }
}

/// A number with as many decimals as are of use: three digits in all.
pub(crate) fn short(number: f64) -> String {
    match number {
        number if number < 9.995 => format!("{number:.2}"),
        number if number < 99.95 => format!("{number:.1}"),
        number => format!("{number:.0}"),
    }
}

/// A whole number with commas between thousands.
pub(crate) fn whole(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_cells() {
        let mut table = Table::new(["program", "ms"]);
        table.row("a", [Some("1234".to_string())]);
        table.row("longer name", [None]);
        let expected = "\
| program     |   ms |
|-------------|-----:|
| a           | 1234 |
| longer name |    – |
";
        assert_eq!(table.markdown(), expected);
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [short(0.123), short(9.994), short(9.996), short(45.67), short(99.96)].join(" "),
            "0.12 9.99 10.0 45.7 100"
        );
        assert_eq!([whole(7), whole(1000), whole(123_456), whole(10_000_000)].join(" "), "7 1,000 123,456 10,000,000");
    }
}
