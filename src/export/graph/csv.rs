//! CSV: a table of edges with the names of both ends, and one of nodes. Cells that a spreadsheet would run as a formula get an apostrophe before them,
//! unless the reader is no spreadsheet.

use std::borrow::Cow;
use std::io::{self, Write};

use super::attributes::{Attribute, Kind, OF_EDGES, OF_NODES};
use super::view::GraphView;
use crate::export::formats::{Formulas, GraphStyle};
use crate::export::visible::for_xml;

/// Writes the edges.
pub(crate) fn write_edges(graph: &GraphView, style: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out, style.formulas);
    table.header(&["id", "from", "to", "from_name", "to_name"], OF_EDGES)?;
    for edge in &graph.edges {
        let (from, to) = (&graph.nodes[edge.from], &graph.nodes[edge.to]);
        table.row(&[&edge.id, &from.id, &to.id, &from.name, &to.name], OF_EDGES, edge, "")?;
    }
    table.end()
}

/// Writes the nodes.
pub(crate) fn write_nodes(graph: &GraphView, style: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out, style.formulas);
    table.header(&["id"], OF_NODES)?;
    graph.nodes.iter().try_for_each(|n| table.row(&[&n.id], OF_NODES, n, ""))?;
    table.end()
}

/// Rows of cells, with the guard.
pub(super) struct Table<'w> {
    writer: csv::Writer<&'w mut dyn Write>,
    formulas: Formulas,
}

impl<'w> Table<'w> {
    pub(super) fn new(out: &'w mut dyn Write, formulas: Formulas) -> Self {
        Table { writer: csv::Writer::from_writer(out), formulas }
    }

    fn header<T>(&mut self, first: &[&str], attributes: &[Attribute<T>]) -> io::Result<()> {
        self.plain(&first.iter().copied().chain(attributes.iter().map(|a| a.name)).collect::<Vec<_>>())
    }

    /// Cells as they are.
    pub(super) fn plain(&mut self, cells: &[&str]) -> io::Result<()> {
        self.writer.write_record(cells).map_err(io::Error::other)
    }

    /// The first cells, those of the attributes, and a last one where it is not empty.
    pub(super) fn row<T>(&mut self, first: &[&str], attributes: &[Attribute<T>], item: &T, last: &str) -> io::Result<()> {
        for cell in first {
            self.cell(cell)?;
        }
        for attribute in attributes {
            match (attribute.get)(item) {
                Some(value) if attribute.kind == Kind::Text => self.cell(&value.text())?,
                Some(value) => self.raw(&value.text())?,
                None => self.raw("")?,
            }
        }
        if !last.is_empty() {
            self.raw(last)?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    fn cell(&mut self, text: &str) -> io::Result<()> {
        let text = for_xml(text);
        match self.formulas {
            Formulas::Guard => self.raw(&guarded(&text)),
            Formulas::Keep => self.raw(&text),
        }
    }

    fn raw(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_field(text).map_err(io::Error::other)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// An apostrophe before what Excel, LibreOffice or Google Sheets would run, in either width.
fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn formulas_are_kept_from_running() {
        for text in ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM", "\t=1", "＝1"] {
            assert_eq!(super::guarded(text), format!("'{text}"));
        }
        assert_eq!(super::guarded("a=b"), "a=b");
    }
}
