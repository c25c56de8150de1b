//! JSON-LD with its context in the file, so that reading it needs no network; the same statements as Turtle.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::rdf::{Object, PREFIXES, Resource, resources};
use super::view::GraphView;
use crate::export::formats::GraphStyle;

/// Writes the graph.
pub(crate) fn write(graph: &GraphView, _: GraphStyle, out: &mut dyn Write) -> io::Result<()> {
    let context: Map<String, Value> = PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), json!(namespace))).collect();
    let statements: Vec<Value> = resources(graph).iter().map(resource).collect();
    serde_json::to_writer(&mut *out, &json!({ "@context": context, "@graph": statements }))?;
    out.write_all(b"\n")
}

fn resource(resource: &Resource) -> Value {
    let mut object = Map::new();
    object.insert("@id".into(), json!(resource.iri));
    if !resource.types.is_empty() {
        object.insert("@type".into(), json!(resource.types));
    }
    for (property, value) in &resource.properties {
        let entry = object.entry(property.clone()).or_insert_with(|| json!([]));
        if let Value::Array(list) = entry {
            list.push(term(value));
        }
    }
    Value::Object(object)
}

fn term(object: &Object) -> Value {
    match object {
        Object::Iri(iri) => json!({ "@id": iri }),
        Object::Text(text) => json!({ "@value": text }),
        Object::Words(text, language) => json!({ "@value": text, "@language": language }),
        Object::Typed(text, kind) => json!({ "@value": text, "@type": kind }),
    }
}
