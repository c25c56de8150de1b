//! A Cypher script: parties are `:Party`, relationships have the flow as their type, so that `(a)-[:CAPITAL]->(b)<-[:GOODS]-(a)` asks for circular money.
//!
//! It merges, so it may run twice and after the script of another document.

use std::io::{self, Write};

use super::attributes::{OF_EDGES, OF_NODES, Value, documents, values};
use super::view::GraphView;
use crate::export::formats::GraphStyle;
use crate::export::visible::for_xml;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "CREATE CONSTRAINT party_id IF NOT EXISTS FOR (p:Party) REQUIRE p.id IS UNIQUE;")?;
    for node in &graph.nodes {
        writeln!(out, "MERGE (p:Party {{id: {}}}) SET {};", quoted(&node.id), assignments("p", values(OF_NODES, node)))?;
    }
    for edge in &graph.edges {
        let (from, to) = (quoted(&graph.nodes[edge.from].id), quoted(&graph.nodes[edge.to].id));
        // The edges of two documents may have one id; their documents keep them apart.
        let key = format!("id: {}, documents: {}", quoted(&edge.id), quoted(&documents(edge).join(" | ")));
        let facts = assignments("d", values(OF_EDGES, edge).filter(|(name, _)| *name != "documents"));
        let kind = edge.flow.name().to_ascii_uppercase();
        writeln!(out, "MATCH (a:Party {{id: {from}}}), (b:Party {{id: {to}}}) MERGE (a)-[d:{kind} {{{key}}}]->(b) SET {facts};")?;
    }
    Ok(())
}

fn assignments<'a>(variable: &str, values: impl Iterator<Item = (&'static str, Value<'a>)>) -> String {
    let parts: Vec<_> = values.map(|(name, value)| format!("{variable}.{name} = {}", literal(&value))).collect();
    parts.join(", ")
}

fn literal(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => quoted(text),
        // A whole number would be an integer there, and a trillion with cents a float: one attribute, one type.
        Value::Number(n) => {
            let text = n.normalize().to_string();
            if text.contains('.') { text } else { format!("{text}.0") }
        }
        Value::Integer(_) | Value::Flag(_) => value.text().into_owned(),
    }
}

/// A string literal. Only the backslash and the quotation mark are escaped, which every reader knows; line breaks stand as they are, other control
/// characters as their pictures. No `\u0027` of a name becomes a quotation mark, because its backslash is doubled.
fn quoted(text: &str) -> String {
    format!("'{}'", for_xml(text).replace('\\', "\\\\").replace('\'', "\\'"))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_name_ends_a_literal() {
        assert_eq!(quoted("O'Neil\\"), r"'O\'Neil\\'");
        assert_eq!(quoted("\\u0027\n\u{7}"), "'\\\\u0027\n␇'");
    }
}
