//! UIMA CAS as XMI with its type system beside it. Offsets are UTF-16 units, as in Java.

use std::io::{self, Write};

use super::{Kind, Layer};
use crate::doc::Document;
use crate::export::visible::for_xml;
use crate::export::xml::Xml;
use crate::export::{Offsets, Unit, View};

/// The first id after those of the null object and the text.
const FIRST: usize = 2;

/// Writes the CAS. Characters that XML cannot hold become their pictures, which are as long, so no offset moves.
pub(crate) fn write(view: &View<'_>, document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let layer = Layer::new(view, document);
    let source = document.text.source.as_str();
    let offsets = Offsets::new(source, Unit::Utf16);
    let mut xml = Xml::new(out)?;
    let namespaces = [
        ("xmi:version", "2.0"),
        ("xmlns:xmi", "http://www.omg.org/XMI"),
        ("xmlns:cas", "http:///uima/cas.ecore"),
        ("xmlns:dealgraph", "http:///dealgraph.ecore"),
    ];
    xml.open("xmi:XMI", &namespaces)?;
    xml.empty("cas:NULL", &[("xmi:id", "0")])?;
    let place = |range: std::ops::Range<usize>| (offsets.at(range.start).to_string(), offsets.at(range.end).to_string());
    for (i, mark) in layer.marks.iter().enumerate() {
        let name = Kind::ALL.iter().find(|(kind, ..)| *kind == mark.kind).map_or("Party", |(_, name, _)| name);
        let (id, (begin, end)) = ((FIRST + i).to_string(), place(mark.range.clone()));
        let mut attributes = vec![("xmi:id", id.as_str()), ("sofa", "1"), ("begin", &begin), ("end", &end), ("id", &mark.id), ("label", &mark.label)];
        attributes.extend(mark.facts.iter().map(|(name, value)| (*name, value.as_str())));
        xml.empty(&format!("dealgraph:{name}"), &attributes)?;
    }
    let mut next = FIRST + layer.marks.len();
    for sentence in &document.sentences {
        let (begin, end) = place(document.text.source_span(sentence.span));
        xml.empty("dealgraph:Sentence", &[("xmi:id", &next.to_string()), ("sofa", "1"), ("begin", &begin), ("end", &end)])?;
        next += 1;
    }
    for arc in &layer.arcs {
        let (source, target) = ((FIRST + arc.from).to_string(), (FIRST + arc.to).to_string());
        xml.empty("dealgraph:Relation", &[("xmi:id", &next.to_string()), ("label", &arc.label), ("source", &source), ("target", &target)])?;
        next += 1;
    }
    let sofa = [("xmi:id", "1"), ("sofaNum", "1"), ("sofaID", "_InitialView"), ("mimeType", "text/plain"), ("sofaString", &*for_xml(source))];
    xml.empty("cas:Sofa", &sofa)?;
    let members: Vec<String> = (FIRST..next).map(|id| id.to_string()).collect();
    xml.empty("cas:View", &[("sofa", "1"), ("members", &members.join(" "))])?;
    xml.close("xmi:XMI")?;
    xml.end()
}

/// Writes the type system.
pub(crate) fn write_types(_: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.open("typeSystemDescription", &[("xmlns", "http://uima.apache.org/resourceSpecifier")])?;
    xml.text("name", &[], "dealgraph")?;
    xml.open("types", &[])?;
    for (_, name, facts) in Kind::ALL {
        let features: Vec<_> = ["id", "label"].iter().chain(facts).map(|f| (*f, "uima.cas.String")).collect();
        describe(&mut xml, name, "uima.tcas.Annotation", &features)?;
    }
    describe(&mut xml, "Sentence", "uima.tcas.Annotation", &[])?;
    let ends = [("label", "uima.cas.String"), ("source", "uima.tcas.Annotation"), ("target", "uima.tcas.Annotation")];
    describe(&mut xml, "Relation", "uima.cas.TOP", &ends)?;
    xml.close("types")?;
    xml.close("typeSystemDescription")?;
    xml.end()
}

fn describe(xml: &mut Xml<'_>, name: &str, parent: &str, features: &[(&str, &str)]) -> io::Result<()> {
    xml.open("typeDescription", &[])?;
    xml.text("name", &[], &format!("dealgraph.{name}"))?;
    xml.text("description", &[], "")?;
    xml.text("supertypeName", &[], parent)?;
    xml.open("features", &[])?;
    for (feature, range) in features {
        xml.open("featureDescription", &[])?;
        xml.text("name", &[], feature)?;
        xml.text("description", &[], "")?;
        xml.text("rangeTypeName", &[], range)?;
        xml.close("featureDescription")?;
    }
    xml.close("features")?;
    xml.close("typeDescription")
}
