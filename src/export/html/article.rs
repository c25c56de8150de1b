//! The article with its findings: the text is cut wherever a finding begins or ends, so that findings may overlap in any way.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::words::escaped;
use crate::doc::Document;
use crate::export::View;
use crate::export::standoff::{Kind, Layer, Mark};

/// Something that covers a part of the text.
struct Cover {
    range: Range<usize>,
    role: Role,
    /// The record that it leads to.
    record: String,
}

enum Role {
    /// A word that is a link; the class says what it is, the lower number wins where two compete.
    Link(&'static str, u8),
    /// The clause that tells a deal.
    Told,
    /// Words said.
    Said,
}

/// The paragraphs of the article.
pub(super) fn article(view: &View<'_>, document: &Document) -> String {
    let source = document.text.source.as_str();
    let covers = covers(view, document);
    let mut edges: Vec<usize> = covers.iter().flat_map(|c| [c.range.start, c.range.end]).collect();
    edges.sort_unstable();
    edges.dedup();
    let mut page = Page { source, covers, next: 0, active: Vec::new(), seen: FxHashSet::default(), html: String::with_capacity(source.len() * 4) };
    let mut at = 0;
    for line in source.split('\n') {
        if !line.trim().is_empty() {
            page.html.push_str("<p>");
            page.pieces(at..at + line.len(), &edges);
            page.html.push_str("</p>\n");
        }
        at += line.len() + 1;
    }
    page.html
}

fn covers(view: &View<'_>, document: &Document) -> Vec<Cover> {
    let layer = Layer::new(view, document);
    let mut covers: Vec<Cover> = layer.marks.iter().filter(|m| !m.range.is_empty()).map(of_mark).collect();
    for (i, deal) in document.deals.iter().enumerate() {
        let told = |e: &crate::doc::Evidence| Cover { range: document.text.source_span(e.span), role: Role::Told, record: format!("d{}", i + 1) };
        covers.extend(deal.evidence.iter().map(told).filter(|c| !c.range.is_empty()));
    }
    covers.sort_by_key(|c| (c.range.start, std::cmp::Reverse(c.range.end)));
    covers
}

fn of_mark(mark: &Mark) -> Cover {
    // `d1.2` and `q1.cue` lead to d1 and q1.
    let owner = || mark.id.split('.').next().unwrap_or_default().to_owned();
    let (role, record) = match mark.kind {
        Kind::Deal => (Role::Link("deal", 0), owner()),
        Kind::Entity => (Role::Link("name", 1), mark.fact("entity").unwrap_or_default().to_owned()),
        Kind::Quantity => (Role::Link("sum", 2), owner()),
        Kind::Date => (Role::Link("day", 3), owner()),
        Kind::Cue => (Role::Link("cue", 4), owner()),
        Kind::Speaker => (Role::Link("cue", 5), owner()),
        Kind::Party => (Role::Link("party", 6), owner()),
        Kind::Quote => (Role::Said, owner()),
    };
    Cover { range: mark.range.clone(), role, record }
}

struct Page<'a> {
    source: &'a str,
    covers: Vec<Cover>,
    /// The first cover that has not begun.
    next: usize,
    /// Those that have and may not have ended.
    active: Vec<usize>,
    /// Records whose first place is written.
    seen: FxHashSet<String>,
    html: String,
}

impl Page<'_> {
    /// A line, cut at the edges.
    fn pieces(&mut self, line: Range<usize>, edges: &[usize]) {
        let mut at = line.start;
        let first = edges.partition_point(|&e| e <= at);
        for &edge in edges[first..].iter().take_while(|&&e| e < line.end).chain([&line.end]) {
            self.piece(at..edge);
            at = edge;
        }
    }

    fn piece(&mut self, piece: Range<usize>) {
        while self.next < self.covers.len() && self.covers[self.next].range.start <= piece.start {
            self.active.push(self.next);
            self.next += 1;
        }
        let covers = &self.covers;
        self.active.retain(|&i| covers[i].range.end > piece.start);
        let words = escaped(&self.source[piece]);
        let (mut classes, mut said, mut told) = (Vec::new(), None, Vec::new());
        let mut link: Option<(&'static str, u8, &str)> = None;
        for cover in self.active.iter().map(|&i| &covers[i]) {
            match cover.role {
                Role::Link(class, rank) if link.is_none_or(|(_, best, _)| rank < best) => link = Some((class, rank, &cover.record)),
                Role::Link(..) => {}
                Role::Told => told.push(cover.record.as_str()),
                Role::Said => said = Some(cover.record.as_str()),
            }
        }
        if said.is_some() {
            classes.push("said");
        }
        if !told.is_empty() {
            classes.push("told");
        }
        let words = match link {
            Some((class, _, record)) => {
                let id = if self.seen.insert(record.to_owned()) { format!(" id=\"at-{record}\"") } else { String::new() };
                format!("<a class=\"m {class}\" href=\"#{record}\"{id}>{words}</a>")
            }
            None => words,
        };
        if classes.is_empty() {
            self.html.push_str(&words);
            return;
        }
        let data = |name: &str, value: &str| if value.is_empty() { String::new() } else { format!(" data-{name}=\"{value}\"") };
        let id = match said {
            Some(record) if self.seen.insert(format!("said {record}")) => format!(" id=\"at-{record}-words\""),
            _ => String::new(),
        };
        let attributes = format!("{}{}", data("said", said.unwrap_or_default()), data("told", &told.join(" ")));
        self.html.push_str(&format!("<span class=\"{}\"{attributes}{id}>{words}</span>", classes.join(" ")));
    }
}
