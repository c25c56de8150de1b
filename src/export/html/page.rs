//! The page around its parts, with a content security policy that lets nothing run or load but what is in it.

use std::io::{self, Write};

use base64::Engine as _;
use sha2::{Digest as _, Sha256};

use super::check;
use super::records::Card;
use super::words::{Words, escaped, isolated};
use crate::doc::{Flow, Language, Status};
use crate::export::text::labels::Labels;

const STYLE: &str = include_str!("../../../assets/report.css");
/// Cytoscape.js would add this style by itself, which the policy forbids; it leaves it out where an element of its id is there.
const CYTOSCAPE_STYLE: &str = ".__________cytoscape_container { position: relative; }";
const SCRIPTS: [&str; 3] = [
    include_str!("../../../assets/vendor/cytoscape.min.js"),
    include_str!("../../../assets/vendor/d3-force.min.js"),
    include_str!("../../../assets/report.js"),
];
/// They ask that their notices go with every copy.
const LICENCES: [(&str, &str); 2] =
    [("Cytoscape.js", include_str!("../../../assets/vendor/LICENSE-cytoscape")), ("d3-force", include_str!("../../../assets/vendor/LICENSE-d3"))];

/// A page to be written; what ends in HTML is HTML.
pub(super) struct Page<'a> {
    pub(super) words: &'a Words,
    pub(super) language: Language,
    /// Plain text.
    pub(super) title: &'a str,
    pub(super) facts: Vec<String>,
    pub(super) note: String,
    /// JSON.
    pub(super) data: String,
    pub(super) cycles: String,
    pub(super) deals: String,
    pub(super) has_edges: bool,
    pub(super) article: Option<String>,
    pub(super) quotes: Option<String>,
    pub(super) parties: String,
    pub(super) quantities: Option<String>,
    pub(super) filters: Filters,
}

/// What the deals can be chosen by.
pub(super) struct Filters {
    /// Name, labels and number of each type.
    types: Vec<(String, String, String, usize)>,
    statuses: Vec<(Status, usize)>,
    currencies: Vec<String>,
}

impl Filters {
    pub(super) fn new(cards: &[Card]) -> Self {
        let mut filters = Filters { types: Vec::new(), statuses: Vec::new(), currencies: Vec::new() };
        for facts in cards.iter().map(|c| &c.facts) {
            match filters.types.iter_mut().find(|t| t.0 == facts.kind) {
                Some(kind) => kind.3 += 1,
                None => filters.types.push((facts.kind.clone(), facts.label_zh.clone(), facts.label_en.clone(), 1)),
            }
            match filters.statuses.iter_mut().find(|s| s.0 == facts.status) {
                Some(status) => status.1 += 1,
                None => filters.statuses.push((facts.status, 1)),
            }
            filters.currencies.extend(facts.amounts.first().map(|a| a.currency.clone()));
        }
        filters.types.sort_by(|a, b| b.3.cmp(&a.3).then_with(|| a.0.cmp(&b.0)));
        filters.statuses.sort_unstable();
        filters.currencies.sort_unstable();
        filters.currencies.dedup();
        filters
    }

    fn html(&self, words: &Words) -> String {
        let types: String = self.types.iter().map(|(name, zh, en, count)| check("type", name, zh, en, *count)).collect();
        let label = |status: Status, language| Labels::of(language).status(status);
        let statuses: String =
            self.statuses.iter().map(|&(s, count)| check("status", s.name(), label(s, Language::Zh), label(s, Language::En), count)).collect();
        let currencies: String = self.currencies.iter().map(|c| format!("<option>{}</option>", escaped(c))).collect();
        let amount = if self.currencies.is_empty() {
            String::new()
        } else {
            format!(
                "<div class=\"field\"><label for=\"least\">{}</label> <input id=\"least\" type=\"number\" min=\"0\" step=\"any\" inputmode=\"decimal\"> <select id=\"scale\" aria-label=\"×\"><option value=\"1e8\">亿 100m</option><option value=\"1e6\">百万 m</option><option value=\"1e9\">十亿 bn</option><option value=\"1\">×1</option></select> <select id=\"currency\" aria-label=\"{}\">{currencies}</select></div>",
                words.get("ui.amount"),
                words.plain("ui.currency")
            )
        };
        let days = format!(
            "<div class=\"field\"><label for=\"since\">{}</label> <input id=\"since\" type=\"date\"> <label for=\"until\">{}</label> <input id=\"until\" type=\"date\"></div>",
            words.get("ui.from"),
            words.get("ui.to")
        );
        format!(
            "<details class=\"filters\" id=\"filters\"><summary>{} <span class=\"count\" id=\"matching\" aria-live=\"polite\"></span></summary>\n<form id=\"choose\"><fieldset><legend>{}</legend>{types}</fieldset><fieldset><legend>{}</legend>{statuses}</fieldset>{amount}{days}<div class=\"field\"><label class=\"check\"><input type=\"checkbox\" id=\"only-circular\"> {}</label> <button type=\"reset\">{}</button></div></form></details>",
            words.get("ui.filters"),
            words.get("ui.types"),
            words.get("ui.statuses"),
            words.get("ui.only-cycles"),
            words.get("ui.reset")
        )
    }
}

impl Page<'_> {
    /// Writes the page.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let language = match self.language {
            Language::Zh => "zh",
            Language::En => "en",
        };
        writeln!(out, "<!doctype html>\n<html lang=\"{language}\" data-ui=\"{language}\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy())?;
        writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">")?;
        writeln!(out, "<meta name=\"generator\" content=\"dealgraph {}\">\n<title>{}</title>", env!("CARGO_PKG_VERSION"), escaped(self.title))?;
        writeln!(out, "<style>{STYLE}</style>\n<style id=\"__________cytoscape_stylesheet\">{CYTOSCAPE_STYLE}</style>\n</head>\n<body>")?;
        self.head(out)?;
        writeln!(out, "<main>")?;
        self.graph(out)?;
        self.list(out)?;
        writeln!(out, "<div class=\"flow\">")?;
        self.article(out)?;
        self.quotes(out)?;
        let parties = format!("<ul class=\"records\">{}</ul>", self.parties);
        match self.article {
            Some(_) => self.section(out, "parties", "ui.parties", &parties)?,
            // Those of a graph may be thousands.
            None => self.folded(out, "parties", "ui.parties", &parties)?,
        }
        if let Some(quantities) = &self.quantities {
            self.folded(out, "quantities", "ui.quantities", &format!("<ul class=\"records\">{quantities}</ul>"))?;
        }
        writeln!(out, "</div>\n</main>")?;
        self.foot(out)?;
        writeln!(out, "<script type=\"application/json\" id=\"data\">{}</script>", self.data)?;
        SCRIPTS.iter().try_for_each(|script| writeln!(out, "<script>{script}</script>"))?;
        writeln!(out, "</body>\n</html>")
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        writeln!(
            out,
            "<header class=\"top\"><a class=\"skip\" href=\"#list\">{}</a><div><h1 dir=\"auto\">{}</h1>",
            w.get("ui.skip"),
            isolated(&headline(self.title))
        )?;
        writeln!(out, "<p class=\"about\">{}</p>", self.facts.join(" · "))?;
        let there = [("graph", "ui.graph", true), ("list", "ui.deals", true), ("article", "ui.article", self.article.is_some())];
        let there = there.into_iter().chain([("quotes", "ui.quotes", self.quotes.is_some()), ("parties", "ui.parties", true)]);
        let links: String = there.filter(|(.., is_there)| *is_there).map(|(id, name, _)| format!("<a href=\"#{id}\">{}</a>", w.get(name))).collect();
        writeln!(out, "<nav class=\"sections\">{links}</nav></div>")?;
        writeln!(
            out,
            "<div class=\"switches\"><button type=\"button\" id=\"language\">{}</button><button type=\"button\" id=\"theme\">{}</button></div></header>",
            w.get("ui.language"),
            w.get("ui.theme")
        )
    }

    fn graph(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        writeln!(out, "<section id=\"graph\" aria-labelledby=\"graph-name\"><h2 id=\"graph-name\">{}</h2>", w.get("ui.graph"))?;
        if !self.note.is_empty() {
            writeln!(out, "<p class=\"note\">{}</p>", self.note)?;
        }
        if !self.has_edges {
            return writeln!(out, "<p class=\"note\">{}</p></section>", w.get("ui.no-edges"));
        }
        writeln!(
            out,
            "<div class=\"frame\"><div id=\"net\" tabindex=\"0\" role=\"application\" aria-labelledby=\"graph-name\" aria-describedby=\"graph-help\"></div>"
        )?;
        let zoom = [("zoom-in", "+", "ui.zoom-in"), ("zoom-out", "−", "ui.zoom-out"), ("fit", "⤢", "ui.fit")];
        let buttons =
            zoom.iter().map(|(id, sign, name)| format!("<button type=\"button\" id=\"{id}\" aria-label=\"{0}\" title=\"{0}\">{sign}</button>", w.plain(name)));
        writeln!(out, "</div><div class=\"zoom\">{}</div>", buttons.collect::<String>())?;
        let legend = Flow::ALL.iter().map(|f| format!("<span class=\"key {0}\">{1}</span>", f.name(), w.get(&format!("flow.{}", f.name()))));
        writeln!(out, "<p class=\"legend\">{}</p><p class=\"help\" id=\"graph-help\">{}</p>", legend.collect::<String>(), w.get("ui.graph-help"))?;
        if !self.cycles.is_empty() {
            writeln!(out, "<h3>{}</h3><ul class=\"cycles\">{}</ul>", w.get("ui.cycles"), self.cycles)?;
        }
        writeln!(out, "</section>")
    }

    /// The deals, and where the chosen record shows.
    fn list(&self, out: &mut dyn Write) -> io::Result<()> {
        let w = self.words;
        writeln!(out, "<aside id=\"side\"><section id=\"list\" aria-labelledby=\"list-name\" tabindex=\"-1\"><h2 id=\"list-name\">{}</h2>", w.get("ui.deals"))?;
        if self.deals.is_empty() {
            writeln!(out, "<p class=\"note\">{}</p>", w.get("ui.no-deals"))?;
        } else {
            writeln!(out, "{}\n<ol class=\"deals\">{}</ol>", self.filters.html(w), self.deals)?;
            writeln!(out, "<p class=\"note\" id=\"nothing\" hidden>{}</p>", w.get("ui.none"))?;
        }
        writeln!(
            out,
            "</section>\n<section id=\"record\" aria-live=\"polite\" tabindex=\"-1\" hidden><button type=\"button\" id=\"back\">← {}</button><div id=\"shown\"></div></section></aside>",
            w.get("ui.back")
        )
    }

    fn article(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(article) = &self.article else { return Ok(()) };
        let w = self.words;
        let switch = |kind: &str| {
            format!(
                "<label class=\"check\"><input type=\"checkbox\" data-marks=\"{kind}\" checked> <span class=\"swatch {kind}\">{}</span></label>",
                w.get(&format!("ui.mark-{kind}"))
            )
        };
        let switches: String = ["names", "amounts", "deals", "quotes"].iter().map(|k| switch(k)).collect();
        let language = if self.language == Language::Zh { "zh" } else { "en" };
        self.section(out, "article", "ui.article", &format!("<p class=\"marks\">{switches}</p><article lang=\"{language}\" dir=\"auto\">{article}</article>"))
    }

    fn quotes(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.quotes {
            Some(quotes) if quotes.is_empty() => self.section(out, "quotes", "ui.quotes", &format!("<p class=\"note\">{}</p>", self.words.get("ui.no-quotes"))),
            Some(quotes) => self.section(out, "quotes", "ui.quotes", quotes),
            None => Ok(()),
        }
    }

    fn section(&self, out: &mut dyn Write, id: &str, name: &str, html: &str) -> io::Result<()> {
        writeln!(out, "<section id=\"{id}\" aria-labelledby=\"{id}-name\"><h2 id=\"{id}-name\">{}</h2>{html}</section>", self.words.get(name))
    }

    /// A section that opens when it is asked for.
    fn folded(&self, out: &mut dyn Write, id: &str, name: &str, html: &str) -> io::Result<()> {
        writeln!(out, "<section id=\"{id}\"><details><summary><h2>{}</h2></summary>{html}</details></section>", self.words.get(name))
    }

    fn foot(&self, out: &mut dyn Write) -> io::Result<()> {
        let licences: String =
            LICENCES.iter().map(|(name, text)| format!("<details><summary>{name}</summary><pre>{}</pre></details>", escaped(text))).collect();
        writeln!(out, "<footer class=\"bottom\"><p>{}</p>{licences}</footer>", self.words.get("ui.made"))
    }
}

/// A first line that is no headline is cut.
fn headline(title: &str) -> String {
    const MOST: usize = 72;
    if title.chars().count() > MOST { title.chars().take(MOST - 1).chain(['…']).collect() } else { title.to_owned() }
}

/// Nothing is loaded, and of scripts and styles only those run whose hash stands here.
fn policy() -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes())));
    let scripts: Vec<_> = SCRIPTS.iter().map(|s| hash(s)).collect();
    let styles = [hash(STYLE), hash(CYTOSCAPE_STYLE)];
    format!("default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'", scripts.join(" "), styles.join(" "))
}
