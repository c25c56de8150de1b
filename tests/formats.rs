//! Every format of the table, over articles and over a document and a graph whose names are made to break it. What is written here is read again by
//! Rust's own readers; `tests/interop` loads the same files, which stay in the target folder, with the tools that they are for.

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dealgraph::doc::{Bound, CycleKind, EntityType, Flow, Language, Status};
use dealgraph::export::graph::{Amount, Cycle, Edge, Evidence, GraphView, Interval, Node, of_document};
use dealgraph::export::{self, FORMATS, Format, GraphStyle, Stream, View, Writer};
use dealgraph::{Annotator, Document, Options, Tokens};
use serde_json::{Value, json};

/// Names that mean something to some reader.
const HOSTILE: [&str; 10] = [
    "\"Quote's\" & <Söhne>",
    "<script>alert(1)</script>",
    "=cmd|'/C calc'!A0",
    "two\nlines\tand a tab",
    "bell\u{7}escape\u{1b}[31m",
    "right\u{202e}to left\u{200f}",
    "back\\slash\\",
    "brace}]]>`${x}`#;",
    "\\u0027 OR 1=1 --",
    "𠮷野家 👍🏽",
];

/// A lexicon of names that a text can hold.
const LEXICON: &str = "key\tsurface\tlang\tform\ttype\n\
    quote\t\"Quote's\" & <Söhne>\ten\tname\tcompany\n\
    script\t<script>alert(1)</script>\ten\tname\tcompany\n\
    formula\t=cmd|'/C calc'!A0\ten\tname\tcompany\n\
    astral\t𠮷野家\tzh\tname\tcompany\n";

/// A text whose every paragraph has something that offsets or lines stumble over.
const TEXT: &str = "👍🏽 \"Quote's\" & <Söhne> acquired <script>alert(1)</script> for $3.2 billion on October 13, 2025.\r\n\
    \"We are =happy,\" said Rosalind Achterberg, chief executive of \"Quote's\" & <Söhne>.\n\n\
    <script>alert(1)</script> will supply 𠮷野家 with chips worth $2 billion\u{7}, and =cmd|'/C calc'!A0 lent it 1,000\u{a0}million euros.\u{2028}\
    \u{202e}Reversed words\u{202c} said \"nothing\nof note\" to </article></script><!-- a comment.\n  Two  spaces,\ta tab.\n";

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop").join(name);
    fs::create_dir_all(&path).expect("a folder below the target");
    path
}

fn view(annotator: &Annotator) -> View<'_> {
    View { with_text: true, ..View::new(annotator.lexicon(), annotator.frames()) }
}

fn hostile_document() -> (Annotator, Document) {
    let annotator = Annotator::with_lexicons(&[("hostile.tsv".to_owned(), LEXICON.to_owned())]).expect("the lexicon has its form");
    let mut document = Document::default();
    document.text.source = TEXT.to_owned();
    document.meta.id = Some(json!("a \"document\"\n<of> 'ours' | =1"));
    document.meta.title = Some(HOSTILE.join(" "));
    document.meta.date = Some(jiff::civil::date(2025, 10, 14));
    annotator.annotate(&mut document, Options { tokens: Tokens::Wanted });
    (annotator, document)
}

/// A ring of parties with the hostile names, each investing in the next, with a supply back.
fn hostile_graph() -> GraphView {
    let node = |(i, name): (usize, &&str)| Node {
        id: format!("n {i} {name}"),
        key: (*name).to_owned(),
        kind: EntityType::ALL[i % EntityType::ALL.len()],
        name: (*name).to_owned(),
        name_zh: Some((*name).to_owned()),
        name_en: None,
        tickers: vec![format!("X:{name}")],
        documents: i + 1,
        mentions: 2 * i,
    };
    let nodes: Vec<Node> = HOSTILE.iter().enumerate().map(node).collect();
    let value = Interval {
        min: Some("12345678901234.56".parse().expect("a decimal")),
        max: Some("12345678901234.56".parse().expect("a decimal")),
        bound: Bound::About,
    };
    let edge = |i: usize| {
        let name = HOSTILE[i % HOSTILE.len()];
        let (a, b) = (i % HOSTILE.len(), (i + 1) % HOSTILE.len());
        let is_back = i >= HOSTILE.len();
        let amount = Amount { role: "total", text: name.to_owned(), currency: "EUR".into(), value };
        Edge {
            id: format!("g{i} {name}"),
            from: a,
            to: b,
            flow: if is_back { Flow::Goods } else { Flow::Capital },
            deal: format!("d{i}"),
            kind: if is_back { "supply" } else { "investment" }.into(),
            label_zh: "投资".into(),
            label_en: name.to_owned(),
            status: Status::ALL[i % Status::ALL.len()],
            other_statuses: vec![Status::Rumored],
            hearsay: i.is_multiple_of(2),
            amounts: vec![amount],
            percent: None,
            shares: None,
            round: Some(name.to_owned()),
            date_from: Some("2025-10-14".into()),
            date_to: None,
            first_reported: Some("2025-10-14".into()),
            last_reported: Some("2025-10-15".into()),
            sources: 2,
            evidence: vec![Evidence {
                document: name.to_owned(),
                sentence: format!("{name} pays."),
                trigger: name.len() + 1..name.len() + 5,
                rule: "test".into(),
            }],
            tags: vec!["vendor_financing".into(), name.to_owned()],
            confidence: 0.93,
        }
    };
    let edges: Vec<Edge> = (0..2 * HOSTILE.len()).map(edge).collect();
    let cycles = vec![Cycle { id: "c1".into(), nodes: vec![0, 1], edges: vec![0, HOSTILE.len()], kind: CycleKind::CircularFinancing }];
    GraphView { title: HOSTILE.join(" "), language: Language::En, documents: 2, nodes, edges, cycles }
}

/// A graph too large to be shown whole.
fn large_graph() -> GraphView {
    let seed = hostile_graph();
    let nodes = (0..2400usize).map(|i| Node { id: format!("n{i}"), name: format!("Company {i}"), name_zh: None, ..seed.nodes[0].clone() }).collect();
    // A tree with a long way round, so that its parties differ in how well they are connected.
    let plain = Edge { label_en: "investment".into(), evidence: Vec::new(), tags: Vec::new(), round: None, amounts: Vec::new(), ..seed.edges[0].clone() };
    let link = |(i, (from, to)): (usize, (usize, usize))| Edge { id: format!("g{i}"), deal: format!("d{i}"), from, to, ..plain.clone() };
    let tree = (1..2400usize).map(|i| (i / 3, i));
    let round = (1..1200usize).map(|i| (i, 2399 - i));
    GraphView { title: "Large".into(), nodes, edges: tree.chain(round).enumerate().map(link).collect(), cycles: Vec::new(), ..seed }
}

/// What the tools must find again.
fn expected(graph: &GraphView) -> Value {
    let nodes: Vec<Value> = graph.nodes.iter().map(|n| json!({ "id": n.id, "name": n.name, "type": n.kind.name(), "mentions": n.mentions })).collect();
    let edge = |e: &Edge| {
        let amount = e.amounts.first().and_then(|a| a.value.max).map(|d| d.normalize().to_string());
        let sentences: BTreeSet<_> = e.evidence.iter().map(|x| (&x.document, &x.sentence)).collect();
        json!({ "id": e.id, "from": graph.nodes[e.from].id, "to": graph.nodes[e.to].id, "flow": e.flow.name(), "deal_type": e.kind, "status": e.status.name(),
            "hearsay": e.hearsay, "amount_max": amount, "sentences": sentences.len() })
    };
    json!({ "title": graph.title, "nodes": nodes, "edges": graph.edges.iter().map(edge).collect::<Vec<_>>(), "cycles": graph.cycles.len() })
}

fn of_graphs() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|f| f.holds_graphs())
}

fn write_graph(name: &str, graph: &GraphView, formats: impl Iterator<Item = &'static Format>) {
    let folder = folder(name);
    fs::write(folder.join("expected.json"), expected(graph).to_string()).expect("the folder is there");
    for format in formats {
        for part in format.parts {
            let mut bytes = Vec::new();
            part.write_graph(graph, GraphStyle::default(), &mut bytes).expect("a Vec takes every write");
            fs::write(folder.join(format!("{}{}", format.name, part.suffix)), bytes).expect("the folder is there");
        }
    }
}

fn write_document(name: &str, view: &View<'_>, document: &Document) {
    let folder = folder(name);
    fs::write(folder.join("expected.json"), expected(&of_document(view, document)).to_string()).expect("the folder is there");
    for format in FORMATS {
        for part in format.parts {
            let mut bytes = Vec::new();
            part.write_document(view, document, &mut bytes).expect("a Vec takes every write");
            if format.stream == Stream::Array {
                bytes = [b"[".as_slice(), &bytes, b"]"].concat();
            }
            fs::write(folder.join(format!("{}{}", format.name, part.suffix)), bytes).expect("the folder is there");
        }
        for beside in format.beside {
            let mut bytes = Vec::new();
            (beside.write)(view, &mut bytes).expect("a Vec takes every write");
            fs::write(folder.join(format!("{}-{}", format.name, beside.name)), bytes).expect("the folder is there");
        }
    }
}

/// The file of a format's part.
fn file(folder: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interop").join(folder).join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// One test writes everything, so that no two write one folder.
#[test]
fn every_format_can_be_read_again() {
    for path in common::files("corpus/articles", "txt") {
        let (id, text) = common::read(&path);
        let mut document = common::annotate(&text, Options { tokens: Tokens::Wanted });
        document.meta.id = Some(json!(id));
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        write_document(&name, &view(&common::ANNOTATOR), &document);
    }
    let (annotator, document) = hostile_document();
    write_document("hostile-document", &view(&annotator), &document);
    write_graph("hostile-graph", &hostile_graph(), of_graphs());
    write_graph("large-graph", &large_graph(), of_graphs().filter(|f| matches!(f.name, "html" | "mermaid" | "node-link")));

    xml_is_well_formed();
    json_holds_the_names();
    csv_is_guarded();
    the_page_runs_nothing_of_the_document();
    let names: Vec<&str> = document.entities.iter().map(|e| e.name.as_str()).collect();
    for name in ["\"Quote's\" & <Söhne>", "<script>alert(1)</script>", "=cmd|'/C calc'!A0", "𠮷野家"] {
        assert!(names.contains(&name), "{name} is not found in the hostile text: {names:?}");
    }
}

fn xml_is_well_formed() {
    for (folder, name) in [
        ("hostile-graph", "graphml.graphml"),
        ("hostile-graph", "gexf.gexf"),
        ("hostile-document", "xmi.xmi"),
        ("hostile-document", "label-studio-label-config.xml"),
    ] {
        let text = file(folder, name);
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut elements = 0;
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}")) {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Start(_) | quick_xml::events::Event::Empty(_) => elements += 1,
                _ => {}
            }
        }
        assert!(elements > 20, "{name}");
        assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r')), "{name} holds control characters");
    }
}

fn json_holds_the_names() {
    for (name, list, inside) in [("node-link.json", "nodes", ""), ("cytoscape.cyjs", "elements", "nodes"), ("json-ld.jsonld", "@graph", "")] {
        let value: Value = serde_json::from_str(&file("hostile-graph", name)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let list = if inside.is_empty() { &value[list] } else { &value[list][inside] };
        let text = list.to_string();
        for hostile in HOSTILE {
            let as_json = Value::from(hostile).to_string();
            assert!(text.contains(as_json.trim_matches('"')), "{name} lost {hostile:?}");
        }
    }
}

fn csv_is_guarded() {
    let text = file("hostile-graph", "csv-nodes.csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names: BTreeSet<String> = reader.records().map(|r| r.expect("a record")[1].to_owned()).collect();
    assert!(names.contains("'=cmd|'/C calc'!A0") && names.contains("two\nlines\tand a tab"), "{names:?}");
    let kept = {
        let mut bytes = Vec::new();
        let style = GraphStyle { formulas: export::Formulas::Keep };
        export::format("csv").expect("it is in the table").parts[1].write_graph(&hostile_graph(), style, &mut bytes).expect("a Vec takes every write");
        String::from_utf8(bytes).expect("UTF-8")
    };
    assert!(kept.contains(",=cmd|'/C calc'!A0,"), "{kept}");
}

fn the_page_runs_nothing_of_the_document() {
    for folder in ["hostile-document", "hostile-graph", "large-graph"] {
        let page = file(folder, "html.html");
        assert!(!page.contains("<script>alert"), "{folder}");
        let scripts: Vec<&str> = page.match_indices("<script").map(|(at, _)| &page[at..page.ceil_char_boundary(at + 60)]).collect();
        assert_eq!(scripts.len(), 4, "{folder}: {scripts:?}");
        assert!(page.contains("default-src 'none'"), "{folder}");
        for outside in ["<link", "<img", "<iframe", " src=", "@import", "url("] {
            let own = page.split("<script>").next().unwrap_or_default();
            assert!(!own.contains(outside), "{folder} has {outside}");
        }
        let data = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap_or_default();
        let data: Value = serde_json::from_str(data).unwrap_or_else(|e| panic!("{folder}: {e}"));
        assert!(data["edges"].as_array().is_some_and(|e| !e.is_empty()), "{folder}");
    }
    assert!(file("large-graph", "html.html").contains("2000"));
}

#[test]
fn the_table_is_whole() {
    let mut names = BTreeSet::new();
    for format in FORMATS {
        assert!(names.insert(format.name), "{} is there twice", format.name);
        assert!(!format.about.is_empty() && !format.lacks.is_empty() && !format.parts.is_empty(), "{}", format.name);
        let suffixes: BTreeSet<&str> = format.parts.iter().map(|p| p.suffix).collect();
        assert_eq!(suffixes.len(), format.parts.len(), "{}", format.name);
        assert!(format.stream != Stream::Folder || format.parts.len() > 1, "{}", format.name);
        assert!(!format.holds_graphs() || format.parts.iter().all(|p| !matches!(p.writer, Writer::Document(_))), "{}", format.name);
    }
    let (_, readme) = common::read(&common::path("README.md"));
    for name in names {
        assert!(readme.contains(&format!("`{name}`")), "README.md does not tell of {name}");
    }
}

#[test]
fn the_report_has_words_for_everything() {
    let labels = common::read(&common::path("assets/labels.tsv")).1;
    let rows: BTreeSet<&str> = labels.lines().filter_map(|l| l.split('\t').next()).collect();
    let mut failures: Vec<String> =
        labels.lines().filter(|l| !l.starts_with('#') && l.split('\t').filter(|c| !c.is_empty()).count() != 3).map(str::to_owned).collect();
    let mut wanted: BTreeSet<String> = EntityType::ALL.iter().map(|t| format!("type.{}", t.name())).collect();
    wanted.extend(Flow::ALL.iter().map(|f| format!("flow.{}", f.name())));
    wanted.extend(dealgraph::doc::AmountRole::ALL.iter().map(|a| format!("amount.{}", a.name())));
    wanted.extend(common::ANNOTATOR.frames().iter().flat_map(|(_, f)| f.roles.iter().map(|r| format!("role.{}", r.name))));
    failures.extend(wanted.into_iter().filter(|w| !rows.contains(w.as_str())).map(|w| format!("assets/labels.tsv has no row {w}")));
    common::none_of(&failures);
}
