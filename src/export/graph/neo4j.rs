//! The two CSV files of `neo4j-admin database import`. No formula guard: its apostrophes would become part of the names in the database.
//!
//! `neo4j-admin database import full --multiline-fields=true --nodes=X-nodes.csv --relationships=X-relationships.csv`

use std::io::{self, Write};

use super::attributes::{Attribute, Kind, OF_EDGES, OF_NODES};
use super::csv::Table;
use super::view::GraphView;
use crate::export::formats::{Formulas, GraphStyle};

/// Writes the nodes.
pub(crate) fn write_nodes(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out, Formulas::Keep);
    header(&mut table, &["id:ID"], OF_NODES, ":LABEL")?;
    graph.nodes.iter().try_for_each(|n| table.row(&[&n.id], OF_NODES, n, "Party"))?;
    table.end()
}

/// Writes the relationships; the flow is their type, as in the Cypher script.
pub(crate) fn write_relationships(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out, Formulas::Keep);
    header(&mut table, &["id", ":START_ID", ":END_ID"], OF_EDGES, ":TYPE")?;
    for edge in &graph.edges {
        let ends = [edge.id.as_str(), &graph.nodes[edge.from].id, &graph.nodes[edge.to].id];
        table.row(&ends, OF_EDGES, edge, &edge.flow.name().to_ascii_uppercase())?;
    }
    table.end()
}

fn header<T>(table: &mut Table<'_>, first: &[&str], attributes: &[Attribute<T>], last: &str) -> io::Result<()> {
    let typed = |a: &Attribute<T>| match a.kind {
        Kind::Text => a.name.to_owned(),
        Kind::Integer => format!("{}:long", a.name),
        Kind::Number => format!("{}:double", a.name),
        Kind::Flag => format!("{}:boolean", a.name),
    };
    let names: Vec<String> = attributes.iter().map(typed).collect();
    let cells: Vec<&str> = first.iter().copied().chain(names.iter().map(String::as_str)).chain([last]).collect();
    table.plain(&cells)
}
