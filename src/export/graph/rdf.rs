//! The graph as RDF resources, which Turtle and JSON-LD print: parties and documents by schema.org, deals in a namespace of our own with where they come
//! from by PROV-O, and close matches in FIBO for the deal types that have one.
//!
//! There are no blank nodes: everything has a name that the same input always gives, so two files can be compared and loaded into one store.

use rustc_hash::FxHashSet;

use super::attributes::documents;
use super::view::{Amount, Edge, GraphView, Node};
use crate::doc::EntityType;

/// Prefixes with their namespaces. Ours is a URN because the project owns no domain.
pub(super) const PREFIXES: &[(&str, &str)] = &[
    ("dg", "urn:dealgraph:ns#"),
    ("fibo", "https://spec.edmcouncil.org/fibo/ontology/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Deal types that FIBO has a concept for.
const FIBO: &[(&str, &str, &str)] = &[
    ("debt_issue", "skos:relatedMatch", "SEC/Debt/Bonds/Bond"),
    ("guarantee", "skos:closeMatch", "FBC/DebtAndEquities/Guaranty/Guaranty"),
    ("loan", "skos:closeMatch", "LOAN/LoansGeneral/Loans/Loan"),
    ("pledge", "skos:relatedMatch", "FBC/DebtAndEquities/Debt/Collateral"),
    ("share_issue", "skos:relatedMatch", "SEC/Equities/EquityInstruments/Share"),
    ("supply", "skos:relatedMatch", "FND/Agreements/Contracts/Contract"),
];

/// A resource with its properties.
pub(super) struct Resource {
    /// Its name.
    pub(super) iri: String,
    /// Prefixed names of its classes.
    pub(super) types: Vec<String>,
    /// Prefixed property and value.
    pub(super) properties: Vec<(String, Object)>,
}

/// A value.
pub(super) enum Object {
    /// A resource by its whole name.
    Iri(String),
    /// Words.
    Text(String),
    /// Words of a language.
    Words(String, &'static str),
    /// A literal of an XML Schema type: text and type.
    Typed(String, &'static str),
}

/// All resources of a graph.
pub(super) fn resources(graph: &GraphView) -> Vec<Resource> {
    let mut resources = vec![run()];
    resources.extend(graph.nodes.iter().map(party));
    resources.extend(sources(graph));
    for edge in &graph.edges {
        resources.extend(deal(graph, edge));
    }
    let used: FxHashSet<&str> = graph.edges.iter().map(|e| e.kind.as_str()).collect();
    resources.extend(FIBO.iter().filter(|(kind, ..)| used.contains(kind)).map(|(kind, relation, place)| Resource {
        iri: format!("urn:dealgraph:ns#{}", camel(kind)),
        types: Vec::new(),
        properties: vec![((*relation).to_owned(), Object::Iri(format!("https://spec.edmcouncil.org/fibo/ontology/{place}")))],
    }));
    resources
}

/// The program as the agent of its findings.
fn run() -> Resource {
    let properties = vec![
        ("schema:name".to_owned(), Object::Text("dealgraph".into())),
        ("schema:softwareVersion".to_owned(), Object::Text(env!("CARGO_PKG_VERSION").into())),
    ];
    Resource { iri: "urn:dealgraph:program".into(), types: vec!["prov:SoftwareAgent".into()], properties }
}

fn party(node: &Node) -> Resource {
    let class = match node.kind {
        EntityType::Company => "schema:Corporation",
        EntityType::Government => "schema:GovernmentOrganization",
        EntityType::Organization => "schema:Organization",
        EntityType::Person => "schema:Person",
        EntityType::Product => "schema:Product",
        EntityType::Index => "dg:Index",
        EntityType::Location => "schema:Place",
    };
    let mut facts = Facts::default();
    facts.text("schema:name", &node.name);
    facts.words("schema:alternateName", node.name_zh.as_deref(), "zh");
    facts.words("schema:alternateName", node.name_en.as_deref(), "en");
    facts.text("dg:key", &node.key);
    node.tickers.iter().for_each(|t| facts.text("schema:tickerSymbol", t));
    facts.typed("dg:mentions", node.mentions.to_string(), "xsd:integer");
    Resource { iri: party_iri(node), types: vec![class.to_owned()], properties: facts.0 }
}

/// The documents that the evidence names.
fn sources(graph: &GraphView) -> Vec<Resource> {
    let mut seen = FxHashSet::default();
    let named = graph.edges.iter().flat_map(documents).filter(|d| seen.insert(*d));
    let mut resources = Vec::new();
    for document in named {
        let mut facts = Facts::default();
        facts.text("schema:identifier", document);
        if graph.documents == 1 {
            facts.text("schema:headline", &graph.title);
        }
        resources.push(Resource { iri: document_iri(document), types: vec!["schema:NewsArticle".into(), "prov:Entity".into()], properties: facts.0 });
    }
    resources
}

fn deal(graph: &GraphView, edge: &Edge) -> Vec<Resource> {
    // The edges of one document count from g1; its id makes them the world's.
    let scope = documents(edge).first().filter(|_| graph.documents == 1).map(|d| format!("{d}/")).unwrap_or_default();
    let iri = format!("urn:dealgraph:deal:{}", encoded(&format!("{scope}{}", edge.id)));
    let (from, to) = (&graph.nodes[edge.from], &graph.nodes[edge.to]);
    let mut facts = Facts::default();
    facts.iri("dg:from", party_iri(from));
    facts.iri("dg:to", party_iri(to));
    facts.text("dg:flow", edge.flow.name());
    facts.text("dg:status", edge.status.name());
    edge.other_statuses.iter().for_each(|s| facts.text("dg:otherStatus", s.name()));
    facts.typed("dg:hearsay", edge.hearsay.to_string(), "xsd:boolean");
    facts.words("schema:name", Some(&edge.label_zh), "zh");
    facts.words("schema:name", Some(&edge.label_en), "en");
    facts.decimal("dg:percent", edge.percent.as_ref().and_then(|p| p.value.number()));
    facts.decimal("dg:shares", edge.shares.as_ref().and_then(|s| s.value.number()));
    edge.round.iter().for_each(|r| facts.text("dg:round", r));
    facts.date("schema:startDate", edge.date_from.as_deref());
    facts.date("schema:endDate", edge.date_to.as_deref());
    facts.date("dg:firstReported", edge.first_reported.as_deref());
    facts.date("dg:lastReported", edge.last_reported.as_deref());
    edge.tags.iter().for_each(|t| facts.text("dg:tag", t));
    edge.evidence.iter().for_each(|e| facts.text("schema:description", &e.sentence));
    facts.typed("dg:sources", edge.sources.to_string(), "xsd:integer");
    documents(edge).into_iter().for_each(|d| facts.iri("prov:wasDerivedFrom", document_iri(d)));
    facts.iri("prov:wasAttributedTo", "urn:dealgraph:program".into());
    let sums: Vec<Resource> = edge.amounts.iter().enumerate().map(|(i, a)| amount(&format!("{iri}:amount:{}", i + 1), a)).collect();
    sums.iter().for_each(|s| facts.iri("dg:amount", s.iri.clone()));
    let types = vec!["dg:Deal".to_owned(), format!("dg:{}", camel(&edge.kind)), "prov:Entity".to_owned()];
    // The edge itself, for paths over parties.
    let mut short = Facts::default();
    short.iri(&format!("dg:{}", edge.flow.name()), party_iri(to));
    let line = Resource { iri: party_iri(from), types: Vec::new(), properties: short.0 };
    let mut resources = vec![Resource { iri, types, properties: facts.0 }, line];
    resources.extend(sums);
    resources
}

fn amount(iri: &str, amount: &Amount) -> Resource {
    let mut facts = Facts::default();
    facts.text("schema:name", &amount.text);
    facts.text("schema:currency", &amount.currency);
    facts.decimal("schema:minValue", amount.value.min);
    facts.decimal("schema:maxValue", amount.value.max);
    facts.text("dg:role", amount.role);
    Resource { iri: iri.to_owned(), types: vec!["schema:MonetaryAmount".into()], properties: facts.0 }
}

#[derive(Default)]
struct Facts(Vec<(String, Object)>);

impl Facts {
    fn iri(&mut self, property: &str, iri: String) {
        self.0.push((property.to_owned(), Object::Iri(iri)));
    }

    fn text(&mut self, property: &str, text: &str) {
        self.0.push((property.to_owned(), Object::Text(text.to_owned())));
    }

    fn words(&mut self, property: &str, text: Option<&str>, language: &'static str) {
        self.0.extend(text.map(|t| (property.to_owned(), Object::Words(t.to_owned(), language))));
    }

    fn typed(&mut self, property: &str, text: String, kind: &'static str) {
        self.0.push((property.to_owned(), Object::Typed(text, kind)));
    }

    fn decimal(&mut self, property: &str, number: Option<rust_decimal::Decimal>) {
        let text = |n: rust_decimal::Decimal| n.normalize().to_string();
        self.0.extend(number.map(|n| (property.to_owned(), Object::Typed(text(n), "xsd:decimal"))));
    }

    fn date(&mut self, property: &str, day: Option<&str>) {
        self.0.extend(day.map(|d| (property.to_owned(), Object::Typed(d.to_owned(), "xsd:date"))));
    }
}

fn party_iri(node: &Node) -> String {
    format!("urn:dealgraph:party:{}", encoded(&node.id))
}

/// The name of a document.
pub(crate) fn document_iri(document: &str) -> String {
    format!("urn:dealgraph:document:{}", encoded(document))
}

/// `share_transfer` → `ShareTransfer`.
fn camel(kind: &str) -> String {
    let capital = |part: &str| part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1)).collect::<String>();
    kind.split('_').map(capital).collect()
}

/// What may stand in an IRI as it is; the rest in percent form.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '/') {
            encoded.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| encoded.push_str(&format!("%{b:02X}")));
        }
    }
    encoded
}
