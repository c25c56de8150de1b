//! Merging annotations into one graph: what becomes one, what stays apart, and that neither order nor sharding shows.

mod common;

use std::collections::BTreeSet;

use dealgraph::eval::gold;
use dealgraph::export::{View, annotation, corpus};
use dealgraph::graph::analysis::{self, Asked, By, Count};
use dealgraph::graph::corpus::{CorpusGraph, Deals};
use dealgraph::graph::elementary::Limits;
use dealgraph::graph::fx::Rates;
use dealgraph::graph::merge::{Annotation, Merge, Settled, Source};
use proptest::prelude::*;
use serde::Deserialize as _;
use serde_json::{Value, json};

fn merged(annotations: &[Value]) -> CorpusGraph {
    settled(annotations).into_graph()
}

fn settled(annotations: &[Value]) -> Settled {
    let mut merge = Merge::default();
    for value in annotations {
        let annotation = Annotation::deserialize(value).expect("an annotation");
        merge.add(Source::new(&annotation));
    }
    merge.settle(&Rates::new().expect("our own rates"))
}

/// Annotations of the gold articles.
fn gold_annotations() -> Vec<Value> {
    let annotator = &common::ANNOTATOR;
    let mut all = Vec::new();
    for path in common::files("corpus/gold", "md") {
        let (name, text) = common::read(&path);
        let article = gold::parse(&name, &text, annotator.frames()).expect("the corpus is tested");
        let mut document = dealgraph::Document::default();
        document.text.source = article.plain();
        document.meta.id = Some(Value::String(name));
        document.meta.date = article.head("date").and_then(|d| d.parse().ok());
        annotator.annotate(&mut document, dealgraph::Options::default());
        let view = View::new(annotator.lexicon(), annotator.frames());
        all.push(serde_json::to_value(annotation(&view, &document)).expect("JSON"));
    }
    all
}

#[test]
fn one_document_gives_its_own_graph() {
    let mut failures = Vec::new();
    for value in gold_annotations() {
        let graph = merged(std::slice::from_ref(&value));
        let key = |id: &Value| {
            value["entities"].as_array().expect("entities").iter().find(|e| e["id"] == *id).map_or("", |e| e["key"].as_str().expect("a key")).to_owned()
        };
        let list = |name: &str| value["graph"][name].as_array().expect("a list").clone();
        let nodes: BTreeSet<String> = list("nodes").iter().map(key).collect();
        let edges: Vec<_> = list("edges")
            .iter()
            .map(|e| (key(&e["from"]), key(&e["to"]), e["flow"].as_str().expect("flow").to_owned(), e["type"].as_str().expect("type").to_owned()))
            .collect();
        let has_twins = nodes.len() != list("nodes").len();
        let mut own = edges.clone();
        let mut merged: Vec<_> = graph.edges.iter().map(|e| (e.from.to_string(), e.to.to_string(), e.flow.to_string(), e.r#type.to_string())).collect();
        own.sort();
        merged.sort();
        let same_nodes = graph.nodes.iter().map(|n| n.id.to_string()).collect::<BTreeSet<_>>() == nodes;
        if !has_twins
            && (!same_nodes
                || own != merged
                || graph.deals.len() != value["deals"].as_array().map_or(0, Vec::len)
                || graph.cycles.len() != list("cycles").len())
        {
            failures.push(format!(
                "{}: {} edges, merged {}; {} cycles, merged {}",
                value["id"],
                own.len(),
                merged.len(),
                list("cycles").len(),
                graph.cycles.len()
            ));
        }
    }
    common::none_of(&failures);
}

#[test]
fn order_and_repetition_do_not_show() {
    let all = gold_annotations();
    let whole = serde_json::to_string(&merged(&all)).expect("JSON");
    let mut runner = proptest::test_runner::TestRunner::new(common::property_tests(12));
    let order = Just((0..all.len()).collect::<Vec<_>>()).prop_shuffle();
    let tested = runner.run(&(order, proptest::collection::vec(0..all.len(), 0..6)), |(order, again)| {
        let shuffled: Vec<Value> = order.into_iter().chain(again).map(|i| all[i].clone()).collect();
        prop_assert!(serde_json::to_string(&merged(&shuffled)).expect("JSON") == whole);
        Ok(())
    });
    tested.expect("the same bytes");
}

/// A document of deals told as `type status from>to sum`, `-` for no sum. Capital types go from investor to investee, `supply` from supplier to customer.
fn told(id: &str, date: &str, lang: &str, deals: &[&str]) -> Value {
    let (mut entities, mut amounts, mut list, mut edges) = (Vec::<Value>::new(), Vec::new(), Vec::new(), Vec::new());
    for (i, deal) in deals.iter().enumerate() {
        let [kind, status, ends, sum] = deal.split(' ').collect::<Vec<_>>()[..] else { panic!("{deal}") };
        let mut entity = |name: &str| {
            if let Some(known) = entities.iter().find(|e| e["name"] == name) {
                return known["id"].clone();
            }
            let id = format!("e{}", entities.len() + 1);
            let mention = json!({"start": 0, "end": 1, "text": name, "form": "name", "rule": "name.test"});
            entities.push(json!({"id": id, "key": name.to_lowercase(), "type": "company", "name": name, "names": {}, "tickers": [], "mentions": [mention]}));
            Value::String(id)
        };
        let (flow, roles) = match kind {
            "supply" => ("goods", ["supplier", "customer"]),
            "ipo" => ("", ["issuer", "exchange"]),
            _ => ("capital", ["investor", "investee"]),
        };
        let (from, to) = ends.split_once('>').expect("two ends");
        let mut parties = Vec::new();
        for (role, name) in roles.iter().zip([from, to]) {
            let id = if name == "?" { Value::Null } else { entity(name) };
            parties.push(json!({"role": role, "entity": id, "start": 0, "end": 1, "text": name}));
        }
        let mut parts = Vec::new();
        if sum != "-" {
            let (currency, value) = sum.split_at(3);
            let amount = format!("a{}", amounts.len() + 1);
            amounts.push(json!({"id": amount, "text": sum, "currency": currency, "min": value, "max": value, "bound": "exact"}));
            parts.push(json!({"amount": amount, "role": "total"}));
        }
        let deal_id = format!("d{}", i + 1);
        if !flow.is_empty() && !parties.iter().any(|p| p["entity"].is_null()) {
            edges.push(json!({"id": format!("g{}", edges.len() + 1), "from": parties[0]["entity"], "to": parties[1]["entity"], "flow": flow, "type": kind, "deal": deal_id}));
        }
        let words = format!("{id}: {deal}");
        let evidence = json!({"start": i, "end": i + words.chars().count(), "text": words, "trigger": {"start": i, "end": i + 1}, "rule": "test.1"});
        list.push(json!({
            "id": deal_id, "type": kind, "status": status, "hearsay": status == "rumored", "roles": parties, "amounts": parts,
            "percent": null, "shares": null, "round": null, "dates": [], "tags": [], "evidence": [evidence], "confidence": 0.9,
        }));
    }
    json!({
        "schema": "dealgraph.annotation/1", "id": id, "lang": lang, "date": date, "source": format!("paper of {id}"), "offsets": "codepoint", "chars": 10,
        "entities": entities, "amounts": amounts, "percents": [], "shares": [], "dates": [], "deals": list, "quotes": [],
        "graph": {"nodes": [], "edges": edges, "cycles": []},
    })
}

/// Deals of the merged graph: type, status, best sum, documents.
fn deals(annotations: &[Value]) -> Vec<String> {
    let graph = merged(annotations);
    let line = |d: &dealgraph::graph::corpus::Deal| {
        let sum = d.amount.as_ref().map_or("-".to_owned(), |a| format!("{}{}", a.currency, a.max.as_deref().unwrap_or("")));
        format!("{} {} {sum} in {}", d.r#type, d.status, d.documents)
    };
    graph.deals.iter().map(line).collect()
}

#[test]
fn a_deal_of_many_articles_is_one_with_all_that_they_say() {
    let articles = [
        told("a", "2025-10-01", "en", &["investment rumored A>B USD10000000000"]),
        told("b", "2025-10-09", "zh", &["investment announced A>B USD9000000000"]),
        told("c", "2025-10-10", "en", &["investment announced A>B USD9000000000"]),
        told("d", "2025-10-20", "en", &["investment completed A>B -"]),
    ];
    let graph = merged(&articles);
    let [deal] = &graph.deals[..] else { panic!("{:?}", deals(&articles)) };
    assert_eq!((&*deal.status, deal.documents, deal.hearsay), ("completed", 4, false));
    assert_eq!((deal.first.as_deref(), deal.last.as_deref()), (Some("2025-10-01"), Some("2025-10-20")));
    let best = deal.amount.as_ref().expect("a sum");
    assert_eq!((best.max.as_deref(), best.documents, best.usd), (Some("9000000000"), 2, Some(9_000_000_000)));
    assert_eq!(deal.amounts.iter().map(|a| (a.max.as_deref(), a.documents)).collect::<Vec<_>>(), [(Some("9000000000"), 2), (Some("10000000000"), 1)]);
    assert_eq!(deal.statuses.iter().map(|s| (&*s.status, s.documents)).collect::<Vec<_>>(), [("rumored", 1), ("announced", 2), ("completed", 1)]);
    assert_eq!(deal.languages.iter().map(|l| &**l).collect::<Vec<_>>(), ["en", "zh"]);
    assert_eq!((deal.evidence.len(), deal.sources.len(), graph.edges.len()), (4, 4, 1));
}

#[test]
fn what_is_not_one_deal_stays_apart() {
    let one = |id: &str, date: &str, deal: &str| told(id, date, "en", &[deal]);
    // The same sum within a year, no sum within months, another sum within weeks.
    assert_eq!(deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-11-01", "investment completed A>B USD5")]).len(), 1);
    assert_eq!(deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-11-01", "investment completed A>B -")]).len(), 2);
    assert_eq!(deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-03-01", "investment announced A>B USD7")]).len(), 2);
    assert_eq!(deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-01-09", "investment announced A>B USD7")]).len(), 1);
    assert_eq!(deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-01-01", "investment announced B>A USD5")]).len(), 2);
    assert_eq!(deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-01-01", "supply announced A>B USD5")]).len(), 2);
    // One document tells two: they stay two, whatever others say.
    let two = told("c", "2025-01-03", "en", &["investment announced A>B USD5", "investment planned A>B USD7"]);
    let found = deals(&[two, one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-01-02", "investment completed A>B USD7")]);
    assert_eq!(found, ["investment announced USD5 in 2", "investment completed USD7 in 2"]);
    // Two listings on one exchange are two; the same issuer's are one.
    let listed = [("a", "2025-01-01", "ipo planned A>X -"), ("b", "2025-01-02", "ipo planned B>X -"), ("c", "2025-01-03", "ipo completed A>X -")];
    assert_eq!(deals(&listed.map(|(id, day, deal)| one(id, day, deal))), ["ipo completed - in 2", "ipo planned - in 1"]);
    // An unnamed party is anybody; the same sum makes it the one that another document names.
    let unnamed = ["2025-01-02", "2025-01-03"].map(|d| one(d, d, "investment announced ?>B -"));
    assert_eq!(deals(&unnamed).len(), 2);
    let found = deals(&[one("a", "2025-01-01", "investment announced A>B USD5"), one("b", "2025-01-02", "investment announced ?>B USD5")]);
    assert_eq!(found, ["investment announced USD5 in 2"]);
}

#[test]
fn a_later_report_outweighs_an_earlier_one() {
    let run = |told_of: &[(&str, &str)]| {
        let list: Vec<Value> = told_of.iter().map(|(date, status)| told(date, date, "en", &[&format!("acquisition {status} A>B -")])).collect();
        merged(&list).deals.iter().map(|d| d.status.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(run(&[("2025-01-01", "announced"), ("2025-01-09", "rumored")]), ["announced"]);
    assert_eq!(run(&[("2025-01-01", "announced"), ("2025-01-09", "terminated")]), ["terminated"]);
    assert_eq!(run(&[("2025-01-01", "denied"), ("2025-01-09", "rumored")]), ["denied"]);
    assert_eq!(run(&[("2025-01-01", "denied"), ("2025-01-09", "announced")]), ["announced"]);
}

#[test]
fn names_that_meet_make_one_party() {
    let entity = |id: &str, key: &str, name: &str, other: Option<&str>, forms: &[&str], known: bool| {
        let rule = if known { "lexicons/common/x.tsv:3" } else { "name.test" };
        let mentions: Vec<Value> = forms.iter().map(|f| json!({"start": 0, "end": 1, "text": f, "form": "alias", "rule": rule})).collect();
        json!({"id": id, "key": key, "type": "company", "name": name, "names": {"zh": name, "en": other}, "tickers": [], "mentions": mentions})
    };
    let with = |id: &str, entities: Vec<Value>| {
        let mut value = told(id, "2025-01-01", "en", &["investment announced A>B -"]);
        let list = value["entities"].as_array_mut().expect("a list");
        let count = list.len();
        list[..entities.len()].clone_from_slice(&entities);
        for (i, e) in list.iter_mut().enumerate().take(count) {
            e["id"] = Value::String(format!("e{}", i + 1));
        }
        value
    };
    let keys = |all: &[Value]| {
        let mut keys: Vec<String> = merged(all).nodes.iter().map(|n| n.keys.join("=")).collect();
        keys.sort();
        keys
    };
    let translated = with("a", vec![entity("e1", "远川科技", "远川科技", Some("Yuanchuan Tech"), &["远川"], false)]);
    let english = with("b", vec![entity("e1", "yuanchuan-tech", "Yuanchuan Tech", None, &[], false)]);
    assert_eq!(keys(&[translated.clone(), english.clone()]), ["b", "yuanchuan-tech=远川科技"]);
    let short = with("c", vec![entity("e1", "远川", "远川", None, &[], false)]);
    assert_eq!(keys(&[translated.clone(), short.clone()]), ["b", "远川=远川科技"]);
    // Two that are called so for short: nobody knows which is meant.
    let other = with("d", vec![entity("e1", "远川资本", "远川资本", None, &["远川"], false)]);
    assert_eq!(keys(&[translated.clone(), other, short.clone()]), ["b", "远川", "远川科技", "远川资本"]);
    // A document that tells them apart.
    let apart = with("e", vec![entity("e1", "远川科技", "远川科技", None, &[], false), entity("e2", "yuanchuan-tech", "Yuanchuan Tech", None, &[], false)]);
    assert_eq!(keys(&[translated.clone(), apart]), ["b", "yuanchuan-tech", "远川科技"]);
    // Two rows of a lexicon are two companies; with one the key is the lexicon's.
    let known = with("f", vec![entity("e1", "zz-known", "远川科技", None, &["远川科技"], true)]);
    assert_eq!(merged(&[translated, known]).nodes.iter().map(|n| &*n.id).collect::<Vec<_>>(), ["b", "zz-known"]);
}

fn loop_of_three() -> CorpusGraph {
    merged(&[
        told("a", "2025-10-01", "en", &["investment announced Chip>Model USD4000000000", "supply announced Cloud>Model USD3000000000"]),
        told("b", "2025-10-02", "zh", &["supply announced Chip>Cloud CNY14000000000", "investment announced Chip>Model USD4000000000"]),
        told("c", "2025-10-03", "en", &["supply planned Chip>Model USD1000000000", "investment terminated Cloud>Chip USD7"]),
    ])
}

#[test]
fn cycles_bring_their_sums_and_evidence() {
    let graph = loop_of_three();
    let limits = Limits { length: 6, cycles: 100, steps: 100_000 };
    let report = analysis::cycles(&Asked::new(&graph, Count::Live), limits);
    let walks: Vec<String> = report.cycles.iter().map(|c| c.nodes.iter().map(|n| n.id.as_str()).collect::<Vec<_>>().join(">")).collect();
    assert_eq!(walks, ["chip>model", "chip>model>cloud"]);
    let [vendor, ring] = &report.cycles[..] else { panic!("two") };
    assert_eq!((vendor.kind.as_str(), &vendor.tags[..], vendor.usd_least), ("circular_financing", &["vendor_financing".to_owned()][..], Some(1_000_000_000)));
    let sums: Vec<_> = ring.hops.iter().map(|h| (h.from.id.as_str(), h.to.id.as_str(), h.sums[0].currency.as_str(), h.usd)).collect();
    let expected =
        [("chip", "model", "USD", Some(4_000_000_000)), ("model", "cloud", "USD", Some(3_000_000_000)), ("cloud", "chip", "CNY", Some(1_950_000_000))];
    assert_eq!(sums, expected);
    assert!(ring.hops.iter().all(|h| h.deals.iter().all(|d| !d.evidence.is_empty() && !d.evidence[0].text.is_empty())));
    // A terminated deal is behind a hop only where all count, a planned one not where only firm ones do.
    let all = analysis::cycles(&Asked::new(&graph, Count::All), limits);
    assert_eq!(all.cycles.iter().map(|c| c.hops.iter().map(|h| h.deals.len()).sum::<usize>()).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(analysis::cycles(&Asked::new(&graph, Count::Firm), limits).cycles.len(), 1);
}

#[test]
fn exposure_path_timeline_and_top_answer() {
    let graph = loop_of_three();
    let asked = Asked::new(&graph, Count::Live);
    let chip = analysis::exposure(&asked, "CHIP").expect("a company");
    // Three documents tell of the investment, two of them of the same: it counts once.
    assert_eq!(chip.pays.iter().map(|t| (t.r#type.as_str(), t.deals, t.usd)).collect::<Vec<_>>(), [("investment", 1, 4_000_000_000)]);
    assert_eq!(chip.receives.iter().map(|t| (t.deals, t.usd)).collect::<Vec<_>>(), [(2, 2_950_000_000)]);
    assert_eq!(chip.counterparties.iter().map(|c| (c.who.id.as_str(), c.share)).collect::<Vec<_>>(), [("model", Some(0.719)), ("cloud", Some(0.281))]);
    assert!(analysis::exposure(&asked, "nobody").is_err());
    let path = analysis::paths(&asked, "chip", "cloud", true, 5).expect("both");
    assert_eq!((path.length, path.paths.len()), (Some(2), 1));
    assert_eq!(analysis::paths(&asked, "chip", "cloud", false, 5).expect("both").length, Some(1));
    let events = analysis::timeline(&graph, Count::All, Some("Cloud")).expect("a company").events;
    assert_eq!(
        events.iter().map(|e| (e.date.as_deref(), e.status.as_str())).collect::<Vec<_>>(),
        [(Some("2025-10-01"), "announced"), (Some("2025-10-02"), "announced"), (Some("2025-10-03"), "terminated")]
    );
    let first = |by: By| analysis::top(&asked, by, 3).parties[0].who.id.clone();
    assert_eq!((first(By::Usd), first(By::Degree)), ("model".to_owned(), "model".to_owned()));
}

#[test]
fn the_graph_is_read_as_it_was_printed() {
    let graph = loop_of_three();
    let again: CorpusGraph = serde_json::from_str(&serde_json::to_string(&graph).expect("JSON")).expect("a graph");
    assert_eq!(graph, again);
}

/// The writer makes deals while it writes them, on any number of threads; what it writes is the graph as serde sees it.
#[test]
fn the_graph_is_printed_as_it_is() {
    let settled = settled(&gold_annotations());
    let printed = |deals: &dyn Deals, graph: &CorpusGraph, jobs: usize| {
        let (mut object, mut lines) = (Vec::new(), Vec::new());
        corpus::write_json(graph, deals, jobs, &mut object).expect("memory takes all");
        corpus::write_jsonl(graph, deals, jobs, &mut lines).expect("memory takes all");
        (object, lines)
    };
    let (object, lines) = printed(&settled, settled.graph(), 3);
    let graph = settled.into_graph();
    assert!(graph.deals.len() > 500, "enough for several threads");
    assert!(object == [&serde_json::to_vec(&graph).expect("JSON")[..], b"\n"].concat());
    assert!((object, lines) == printed(&graph.deals, &graph, 1));
    let (object, lines) = printed(&CorpusGraph::default().deals, &CorpusGraph::default(), 2);
    assert_eq!(object, [&serde_json::to_vec(&CorpusGraph::default()).expect("JSON")[..], b"\n"].concat());
    assert_eq!(lines.split(|b| *b == b'\n').count(), 2);
}
