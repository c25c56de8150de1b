//! Turtle.

use std::io::{self, Write};

use super::rdf::{Object, PREFIXES, resources};
use super::view::GraphView;
use crate::export::formats::GraphStyle;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    for (prefix, namespace) in PREFIXES {
        writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
    }
    for resource in resources(graph) {
        let mut lines: Vec<String> = Vec::new();
        if !resource.types.is_empty() {
            lines.push(format!("a {}", resource.types.join(", ")));
        }
        lines.extend(resource.properties.iter().map(|(property, object)| format!("{property} {}", term(object))));
        writeln!(out, "\n<{}>\n  {} .", resource.iri, lines.join(" ;\n  "))?;
    }
    Ok(())
}

fn term(object: &Object) -> String {
    match object {
        Object::Iri(iri) => format!("<{iri}>"),
        Object::Text(text) => quoted(text),
        Object::Words(text, language) => format!("{}@{language}", quoted(text)),
        Object::Typed(text, kind) => format!("{}^^{kind}", quoted(text)),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", c as u32)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
