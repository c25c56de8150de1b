//! GEXF 1.2, which Gephi, graphology and networkx all read. Its edges have a `type` of their own, so the deal's is `deal_type`; all are directed,
//! because readers refuse a mixture.

use std::io::{self, Write};

use super::attributes::{Attribute, Kind, OF_EDGES, OF_NODES, label, values};
use super::view::GraphView;
use crate::export::formats::GraphStyle;
use crate::export::xml::Xml;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open("gexf", &[("xmlns", "http://www.gexf.net/1.2draft"), ("version", "1.2")])?;
    xml.open("meta", &[])?;
    xml.text("creator", &[], concat!("dealgraph ", env!("CARGO_PKG_VERSION")))?;
    xml.text("description", &[], &graph.title)?;
    xml.close("meta")?;
    xml.open("graph", &[("mode", "static"), ("defaultedgetype", "directed")])?;
    declare(&mut xml, "node", OF_NODES)?;
    declare(&mut xml, "edge", OF_EDGES)?;
    xml.open("nodes", &[])?;
    for node in &graph.nodes {
        xml.open("node", &[("id", &node.id), ("label", &node.name)])?;
        data(&mut xml, OF_NODES, node)?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for edge in &graph.edges {
        let (source, target, weight) = (&graph.nodes[edge.from].id, &graph.nodes[edge.to].id, edge.sources.to_string());
        xml.open("edge", &[("id", &edge.id), ("source", source), ("target", target), ("label", label(graph, edge)), ("weight", &weight)])?;
        data(&mut xml, OF_EDGES, edge)?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

fn declare<T>(xml: &mut Xml<'_>, class: &str, attributes: &[Attribute<T>]) -> io::Result<()> {
    xml.open("attributes", &[("class", class)])?;
    for attribute in attributes {
        let kind = match attribute.kind {
            Kind::Text => "string",
            Kind::Integer => "long",
            Kind::Number => "double",
            Kind::Flag => "boolean",
        };
        xml.empty("attribute", &[("id", attribute.name), ("title", attribute.name), ("type", kind)])?;
    }
    xml.close("attributes")
}

fn data<T>(xml: &mut Xml<'_>, attributes: &'static [Attribute<T>], item: &T) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    values(attributes, item).try_for_each(|(name, value)| xml.empty("attvalue", &[("for", name), ("value", &value.text())]))?;
    xml.close("attvalues")
}
