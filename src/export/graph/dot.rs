//! DOT for Graphviz: a drawing first, with every attribute beside it for programs. What is only said (rumoured, hearsay) is dashed, what came to nothing
//! is grey, an alliance has no arrow.

use std::io::{self, Write};

use super::attributes::{OF_EDGES, OF_NODES, label, measure, values};
use super::view::{Edge, GraphView};
use crate::doc::{Flow, Status};
use crate::export::formats::GraphStyle;
use crate::export::visible::for_xml;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph deals {{")?;
    writeln!(out, "  graph [charset=\"UTF-8\", rankdir=LR, labelloc=t, fontname=\"sans-serif\", label={}];", drawn(&graph.title))?;
    writeln!(out, "  node [shape=box, style=rounded, fontname=\"sans-serif\"];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=10];")?;
    for (i, node) in graph.nodes.iter().enumerate() {
        // The label holds the name, and pydot has another use for an attribute called so.
        let node_values = values(OF_NODES, node).filter(|(name, _)| *name != "name");
        writeln!(out, "  n{i} [label={}, id={}{}];", drawn(&node.name), quoted(&node.id), more(node_values))?;
    }
    for edge in &graph.edges {
        let words = measure(edge).map_or_else(|| label(graph, edge).to_owned(), |m| format!("{}\n{m}", label(graph, edge)));
        let line = format!("label={}, id={}{}", drawn(&words), quoted(&edge.id), line_style(edge));
        writeln!(out, "  n{} -> n{} [{line}{}];", edge.from, edge.to, more(values(OF_EDGES, edge)))?;
    }
    writeln!(out, "}}")
}

fn line_style(edge: &Edge) -> String {
    let mut style = format!(", color=\"{}\"", colour(edge));
    if edge.hearsay || matches!(edge.status, Status::Rumored | Status::Planned) {
        style.push_str(", style=dashed");
    }
    if edge.flow == Flow::Alliance {
        style.push_str(", dir=none");
    }
    style
}

fn colour(edge: &Edge) -> &'static str {
    match (edge.status, edge.flow) {
        (Status::Terminated | Status::Denied, _) => "#9a9a9a",
        (_, Flow::Capital) => "#1f6feb",
        (_, Flow::Ownership) => "#7c4dbd",
        (_, Flow::Debt) => "#b4540a",
        (_, Flow::Goods) => "#1a7f4b",
        (_, Flow::Alliance) => "#5c6670",
    }
}

fn more<'a>(values: impl Iterator<Item = (&'static str, super::attributes::Value<'a>)>) -> String {
    values.map(|(name, value)| format!(", {name}={}", quoted(&value.text()))).collect()
}

/// A string that is drawn. There Graphviz reads entities, and backslashes in a manner that changes with its version, so a backslash is drawn by the sign
/// that looks like it.
fn drawn(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => safe.push('⧵'),
            '&' if rest.peek().is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#') => safe.push_str("&amp;"),
            c => safe.push(c),
        }
    }
    quoted(&safe)
}

/// A quoted string. Inside one only `\"` is an escape of DOT itself, but readers of some attributes take `\N`, `\n` and the like, so a backslash is doubled
/// and a line feed written as `\n`.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in for_xml(text).chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push('␍'),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::{drawn, quoted};

    #[test]
    fn no_name_ends_a_string() {
        assert_eq!(quoted("a\"b\\"), r#""a\"b\\""#);
        assert_eq!(drawn("R&D; a & b\\"), "\"R&amp;D; a & b⧵\"");
        assert_eq!(quoted("\\\"\n\r"), r#""\\\"\n␍""#);
    }
}
