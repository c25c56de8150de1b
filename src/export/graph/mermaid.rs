//! A Mermaid flowchart, for Markdown. Mermaid draws no more than 500 edges and 50,000 characters unless it is told to, so what is over that stays out
//! and a comment says so.

use std::io::{self, Write};

use super::attributes::{label, measure};
use super::view::{Edge, GraphView};
use crate::doc::{Flow, Status};
use crate::export::formats::GraphStyle;
use crate::export::visible::for_line;

/// Edges that Mermaid draws.
const MAX_EDGES: usize = 500;
/// Characters that it reads, with room for the last lines.
const MAX_CHARACTERS: usize = 49_000;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut chart = String::from("flowchart LR\n");
    let mut characters = chart.len();
    let mut drawn = vec![false; graph.nodes.len()];
    let mut shown = 0;
    for edge in graph.edges.iter().take(MAX_EDGES) {
        let mut lines = String::new();
        for end in [edge.from, edge.to] {
            if !drawn[end] {
                lines.push_str(&format!("  n{end}[\"{}\"]\n", escaped(&graph.nodes[end].name)));
            }
        }
        let words = measure(edge).map_or_else(|| escaped(label(graph, edge)), |m| format!("{} {}", escaped(label(graph, edge)), escaped(&m)));
        lines.push_str(&format!("  n{} {}|\"{words}\"| n{}\n", edge.from, arrow(edge), edge.to));
        characters += lines.chars().count();
        if characters > MAX_CHARACTERS {
            break;
        }
        (drawn[edge.from], drawn[edge.to]) = (true, true);
        chart.push_str(&lines);
        shown += 1;
    }
    if shown < graph.edges.len() {
        chart.push_str(&format!("%% {} of {} edges are left out: Mermaid draws no more\n", graph.edges.len() - shown, graph.edges.len()));
    }
    out.write_all(chart.as_bytes())
}

fn arrow(edge: &Edge) -> &'static str {
    let is_open = edge.hearsay || matches!(edge.status, Status::Rumored | Status::Planned | Status::Terminated | Status::Denied);
    match (edge.flow, is_open) {
        (Flow::Alliance, false) => "---",
        (Flow::Alliance, true) => "-.-",
        (_, false) => "-->",
        (_, true) => "-.->",
    }
}

/// Mermaid's own entities for every character that its grammar, its Markdown or HTML would read.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in for_line(text).chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | ';' | '*' | '_' | '[' | ']' | '{' | '}' | '|' | '%' | '$' | '~' => {
                escaped.push_str(&format!("#{};", c as u32));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_is_read_as_grammar() {
        assert_eq!(super::escaped("a\"<b>\n#`"), "a#34;#60;b#62; #35;#96;");
    }
}
