//! GraphML. Every edge is directed: readers refuse a mixture, and what an alliance is its `flow` tells.

use std::io::{self, Write};

use super::attributes::{Attribute, Kind, OF_EDGES, OF_NODES, values};
use super::view::GraphView;
use crate::export::formats::GraphStyle;
use crate::export::xml::Xml;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    let namespaces = [
        ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"),
    ];
    xml.open("graphml", &namespaces)?;
    keys(&mut xml, "node", OF_NODES)?;
    keys(&mut xml, "edge", OF_EDGES)?;
    xml.open("graph", &[("id", "deals"), ("edgedefault", "directed")])?;
    for node in &graph.nodes {
        xml.open("node", &[("id", &node.id)])?;
        data(&mut xml, "node", OF_NODES, node)?;
        xml.close("node")?;
    }
    for edge in &graph.edges {
        xml.open("edge", &[("id", &edge.id), ("source", &graph.nodes[edge.from].id), ("target", &graph.nodes[edge.to].id)])?;
        data(&mut xml, "edge", OF_EDGES, edge)?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

/// Keys of nodes and edges are apart: both may have `documents`, of different types.
fn keys<T>(xml: &mut Xml<'_>, of: &str, attributes: &[Attribute<T>]) -> io::Result<()> {
    for attribute in attributes {
        let kind = match attribute.kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        xml.empty("key", &[("id", &format!("{of}_{}", attribute.name)), ("for", of), ("attr.name", attribute.name), ("attr.type", kind)])?;
    }
    Ok(())
}

fn data<T>(xml: &mut Xml<'_>, of: &str, attributes: &'static [Attribute<T>], item: &T) -> io::Result<()> {
    values(attributes, item).try_for_each(|(name, value)| xml.text("data", &[("key", &format!("{of}_{name}"))], &value.text()))
}
