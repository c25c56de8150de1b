//! What nodes and edges carry, once for all formats: GraphML, GEXF, DOT, Cytoscape, node-link, Cypher, Neo4j and CSV all write these lists, so an attribute
//! has the same name and kind everywhere.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::view::{Amount, Edge, GraphView, Node, Quantity};
use crate::doc::Bound;

/// What kind of value an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// A count.
    Integer,
    /// An exact decimal; readers that know floating point only read it as that.
    Number,
    /// True or false.
    Flag,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A count.
    Integer(usize),
    /// An exact decimal.
    Number(Decimal),
    /// True or false.
    Flag(bool),
}

impl Value<'_> {
    /// As text: decimals without exponent and trailing zeros.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Text(text) => Cow::Borrowed(text),
            Value::Integer(n) => n.to_string().into(),
            Value::Number(n) => n.normalize().to_string().into(),
            Value::Flag(flag) => if *flag { "true" } else { "false" }.into(),
        }
    }

    /// As JSON: a decimal becomes the nearest number, as every JSON reader would make it.
    pub(crate) fn json(&self) -> serde_json::Value {
        match self {
            Value::Text(text) => serde_json::Value::String(text.to_string()),
            Value::Integer(n) => (*n).into(),
            Value::Number(n) => {
                let text = n.normalize().to_string();
                text.parse::<i64>().map(serde_json::Value::from).or_else(|_| text.parse::<f64>().map(serde_json::Value::from)).unwrap_or(text.into())
            }
            Value::Flag(flag) => (*flag).into(),
        }
    }
}

/// An attribute of a `T`.
pub(crate) struct Attribute<T: 'static> {
    /// Its name in every format.
    pub(crate) name: &'static str,
    /// Its kind.
    pub(crate) kind: Kind,
    /// Its value, where there is one.
    pub(crate) get: for<'a> fn(&'a T) -> Option<Value<'a>>,
}

fn words(text: &str) -> Option<Value<'_>> {
    Some(Value::Text(text.into()))
}

fn some_words(text: &Option<String>) -> Option<Value<'_>> {
    text.as_deref().and_then(words)
}

/// A list as one text; nothing where it is empty.
fn list<'a>(parts: impl Iterator<Item = Cow<'a, str>>) -> Option<Value<'a>> {
    let parts: Vec<_> = parts.collect();
    (!parts.is_empty()).then(|| Value::Text(parts.join(" | ").into()))
}

fn number(number: Option<Decimal>) -> Option<Value<'static>> {
    number.map(Value::Number)
}

/// What a node carries. `name` is its label.
pub(crate) const OF_NODES: &[Attribute<Node>] = &[
    Attribute { name: "name", kind: Kind::Text, get: |n| words(&n.name) },
    Attribute { name: "type", kind: Kind::Text, get: |n| words(n.kind.name()) },
    Attribute { name: "key", kind: Kind::Text, get: |n| words(&n.key) },
    Attribute { name: "name_zh", kind: Kind::Text, get: |n| some_words(&n.name_zh) },
    Attribute { name: "name_en", kind: Kind::Text, get: |n| some_words(&n.name_en) },
    Attribute { name: "tickers", kind: Kind::Text, get: |n| list(n.tickers.iter().map(|t| t.as_str().into())) },
    Attribute { name: "documents", kind: Kind::Integer, get: |n| Some(Value::Integer(n.documents)) },
    Attribute { name: "mentions", kind: Kind::Integer, get: |n| Some(Value::Integer(n.mentions)) },
];

/// What an edge carries. The deal's type is `deal_type`, because GEXF readers take `type` for the edge's direction; `from` and `to` are kept for the ends.
pub(crate) const OF_EDGES: &[Attribute<Edge>] = &[
    Attribute { name: "deal_type", kind: Kind::Text, get: |e| words(&e.kind) },
    Attribute { name: "flow", kind: Kind::Text, get: |e| words(e.flow.name()) },
    Attribute { name: "deal", kind: Kind::Text, get: |e| words(&e.deal) },
    Attribute { name: "status", kind: Kind::Text, get: |e| words(e.status.name()) },
    Attribute { name: "other_statuses", kind: Kind::Text, get: |e| list(e.other_statuses.iter().map(|s| s.name().into())) },
    Attribute { name: "hearsay", kind: Kind::Flag, get: |e| Some(Value::Flag(e.hearsay)) },
    Attribute { name: "amount", kind: Kind::Text, get: |e| e.amounts.first().and_then(|a| words(&a.text)) },
    Attribute { name: "currency", kind: Kind::Text, get: |e| e.amounts.first().and_then(|a| words(&a.currency)) },
    Attribute { name: "amount_min", kind: Kind::Number, get: |e| number(e.amounts.first().and_then(|a| a.value.min)) },
    Attribute { name: "amount_max", kind: Kind::Number, get: |e| number(e.amounts.first().and_then(|a| a.value.max)) },
    Attribute { name: "amounts", kind: Kind::Text, get: |e| list(e.amounts.iter().map(|a| whole_amount(a).into())) },
    Attribute { name: "percent", kind: Kind::Number, get: |e| number(e.percent.as_ref().and_then(|p| p.value.number())) },
    Attribute { name: "shares", kind: Kind::Number, get: |e| number(e.shares.as_ref().and_then(|s| s.value.number())) },
    Attribute { name: "round", kind: Kind::Text, get: |e| some_words(&e.round) },
    Attribute { name: "date_from", kind: Kind::Text, get: |e| some_words(&e.date_from) },
    Attribute { name: "date_to", kind: Kind::Text, get: |e| some_words(&e.date_to) },
    Attribute { name: "first_reported", kind: Kind::Text, get: |e| some_words(&e.first_reported) },
    Attribute { name: "last_reported", kind: Kind::Text, get: |e| some_words(&e.last_reported) },
    Attribute { name: "sources", kind: Kind::Integer, get: |e| Some(Value::Integer(e.sources)) },
    Attribute { name: "confidence", kind: Kind::Number, get: |e| number(two_places(e.confidence)) },
    Attribute { name: "tags", kind: Kind::Text, get: |e| list(e.tags.iter().map(|t| t.as_str().into())) },
    Attribute { name: "evidence", kind: Kind::Text, get: |e| list(e.evidence.iter().map(|x| x.sentence.as_str().into())) },
    Attribute { name: "documents", kind: Kind::Text, get: |e| list(documents(e).into_iter().map(Cow::Borrowed)) },
    Attribute { name: "rules", kind: Kind::Text, get: |e| list(e.evidence.iter().map(|x| x.rule.as_str().into())) },
];

/// Names and texts of the attributes that a node or edge has.
pub(crate) fn values<'a, T>(attributes: &'static [Attribute<T>], of: &'a T) -> impl Iterator<Item = (&'static str, Value<'a>)> {
    attributes.iter().filter_map(move |a| (a.get)(of).map(|value| (a.name, value)))
}

/// The same as members of a JSON object.
pub(crate) fn members<T>(attributes: &'static [Attribute<T>], of: &T, into: &mut serde_json::Map<String, serde_json::Value>) {
    into.extend(values(attributes, of).map(|(name, value)| (name.to_owned(), value.json())));
}

/// `total 63亿美元 USD 6300000000`.
pub(crate) fn whole_amount(amount: &Amount) -> String {
    let bound = |d: Option<Decimal>| d.map(|d| d.normalize().to_string()).unwrap_or_default();
    let (min, max) = (bound(amount.value.min), bound(amount.value.max));
    let value = if min == max { min } else { format!("{min}..{max}") };
    format!("{} {} {} {value}", amount.role, amount.text, amount.currency)
}

/// `≤1000亿美元`: words with the sign of their bound.
pub(crate) fn signed(text: &str, bound: Bound) -> String {
    let sign = match bound {
        Bound::About => "≈",
        Bound::AtLeast => "≥",
        Bound::AtMost => "≤",
        Bound::Exact | Bound::Range | Bound::Several => "",
    };
    format!("{sign}{text}")
}

/// The sum, else the percent, else the shares that stand beside an edge in a drawing.
pub(crate) fn measure(edge: &Edge) -> Option<String> {
    let quantity = |q: &Quantity| signed(&q.text, q.value.bound);
    let amount = edge.amounts.first().map(|a| signed(&a.text, a.value.bound));
    amount.or_else(|| edge.percent.as_ref().map(quantity)).or_else(|| edge.shares.as_ref().map(quantity))
}

/// The deal's type in the graph's language.
pub(crate) fn label<'a>(graph: &GraphView, edge: &'a Edge) -> &'a str {
    match graph.language {
        crate::doc::Language::Zh => &edge.label_zh,
        crate::doc::Language::En => &edge.label_en,
    }
}

/// The documents that tell an edge, each once, in order.
pub(crate) fn documents(edge: &Edge) -> Vec<&str> {
    let mut documents: Vec<&str> = Vec::new();
    for evidence in &edge.evidence {
        if !evidence.document.is_empty() && !documents.contains(&evidence.document.as_str()) {
            documents.push(&evidence.document);
        }
    }
    documents
}

/// Two places after the point: more would be noise.
fn two_places(confidence: f32) -> Option<Decimal> {
    Decimal::try_from(f64::from(confidence)).ok().map(|d| d.round_dp(2))
}
