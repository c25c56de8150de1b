//! Tags → blocks of text, each with the container that it stands in.

use rustc_hash::FxHashMap;

use super::entities;
use super::tags::{Item, Items, attribute};

/// A paragraph, heading, list item or table row.
pub(super) struct Block {
    /// Its words, entities decoded, white space collapsed.
    pub(super) text: String,
    /// Bytes of it that are links.
    pub(super) linked: usize,
    /// Index of its container.
    pub(super) container: usize,
    /// A heading.
    pub(super) is_heading: bool,
}

/// An element that may hold the article.
pub(super) struct Container {
    /// The container around it; the page is its own.
    pub(super) parent: usize,
    /// First block in it and one past the last.
    pub(super) blocks: (usize, usize),
    /// Its tag or class says that it holds an article.
    pub(super) is_article: bool,
}

/// What the page says of itself.
#[derive(Default)]
pub(super) struct Facts {
    pub(super) title: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) date: Option<String>,
    pub(super) site: Option<String>,
    pub(super) language: Option<String>,
}

/// The page, flat.
#[derive(Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
    pub(super) facts: Facts,
    /// How deep its elements were nested.
    pub(super) depth: usize,
}

/// Elements that hold no prose of the article.
const SKIPPED: [&str; 12] = ["nav", "footer", "aside", "form", "button", "select", "figcaption", "menu", "dialog", "audio", "video", "object"];
/// Elements that may hold the article.
const CONTAINERS: [&str; 8] = ["div", "section", "article", "main", "td", "body", "center", "blockquote"];
/// Elements that end a block of text.
const BLOCKS: [&str; 20] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "pre", "dt", "dd", "dl", "header", "figure", "hr", "tbody"];
/// Elements without an end tag.
const VOID: [&str; 11] = ["br", "hr", "img", "input", "meta", "link", "wbr", "source", "area", "col", "embed"];
/// Parts of class names and ids: elements beside the article, and elements that hold it.
const BESIDE: [&str; 24] = [
    "comment",
    "comments",
    "share",
    "sharing",
    "related",
    "recommend",
    "recommended",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "footer",
    "nav",
    "menu",
    "advert",
    "advertisement",
    "ads",
    "promo",
    "newsletter",
    "copyright",
    "disclaimer",
    "subscribe",
    "popup",
    "tags",
    "hidden",
];
const HOLDING: [&str; 8] = ["article", "content", "main", "story", "post", "entry", "text", "body"];

/// Reads a page.
pub(super) fn read(page: &str) -> Page {
    let mut reader = Reader::default();
    reader.page.containers.push(Container { parent: 0, blocks: (0, 0), is_article: false });
    for item in Items::new(page) {
        match item {
            Item::Text(words) => reader.text(words),
            Item::Open(name, attributes) => reader.open(name, attributes),
            Item::Close(name) => reader.close(&name),
        }
    }
    reader.end_block();
    while let Some(element) = reader.open.pop() {
        reader.leave(&element);
    }
    let count = reader.page.blocks.len();
    reader.page.containers[0].blocks = (0, count);
    reader.page
}

struct Element {
    name: String,
    /// The container that it is.
    container: Option<usize>,
    /// Its text is left out.
    is_skipped: bool,
}

#[derive(Default)]
struct Reader {
    page: Page,
    open: Vec<Element>,
    /// Open elements by name: an end tag that closes none is passed over without a look at the stack.
    open_by_name: FxHashMap<String, usize>,
    skipped: usize,
    links: usize,
    container: usize,
    text: String,
    linked: usize,
    needs_space: bool,
}

impl Reader {
    fn text(&mut self, words: &str) {
        let inside = |name: &str| self.open.last().is_some_and(|e| e.name == name);
        if inside("title") && self.page.facts.title.is_none() {
            self.page.facts.title = Some(squeeze(&entities::decode(words))).filter(|t| !t.is_empty());
            return;
        }
        if self.skipped > 0 || inside("title") {
            return;
        }
        let before = self.text.len();
        for c in entities::decode(words).chars() {
            if c.is_whitespace() {
                self.needs_space = true;
                continue;
            }
            if self.needs_space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.needs_space = false;
            self.text.push(c);
        }
        if self.links > 0 {
            self.linked += self.text.len() - before;
        }
    }

    fn open(&mut self, name: String, attributes: &str) {
        match name.as_str() {
            "meta" => return self.meta(attributes),
            "html" => self.page.facts.language = attribute(attributes, "lang").map(str::to_owned),
            "time" if self.page.facts.date.is_none() => self.page.facts.date = attribute(attributes, "datetime").map(day),
            "br" if !self.text.is_empty() => {
                self.text.push('\n');
                self.needs_space = false;
            }
            "td" | "th" => self.needs_space = true,
            _ => {}
        }
        let is_container = CONTAINERS.contains(&name.as_str());
        if is_container || BLOCKS.contains(&name.as_str()) {
            self.end_block();
        }
        if VOID.contains(&name.as_str()) || attributes.ends_with('/') {
            return;
        }
        // A paragraph ends the one before it: its end tag may be left out.
        if name == "p" && self.open.last().is_some_and(|e| e.name == "p") {
            self.close("p");
        }
        let (is_beside, is_article) = class_says(&name, attributes);
        let is_skipped = SKIPPED.contains(&name.as_str()) || is_beside;
        let container = (is_container && !is_skipped).then(|| {
            let at = self.page.blocks.len();
            self.page.containers.push(Container { parent: self.container, blocks: (at, at), is_article });
            self.page.containers.len() - 1
        });
        self.container = container.unwrap_or(self.container);
        self.skipped += usize::from(is_skipped);
        self.links += usize::from(name == "a");
        *self.open_by_name.entry(name.clone()).or_default() += 1;
        self.open.push(Element { name, container, is_skipped });
        self.page.depth = self.page.depth.max(self.open.len());
    }

    fn close(&mut self, name: &str) {
        if CONTAINERS.contains(&name) || BLOCKS.contains(&name) {
            self.end_block();
        }
        if self.open_by_name.get(name).copied().unwrap_or(0) == 0 {
            return;
        }
        while let Some(element) = self.open.pop() {
            self.leave(&element);
            if element.name == name {
                break;
            }
        }
    }

    fn leave(&mut self, element: &Element) {
        if let Some(count) = self.open_by_name.get_mut(&element.name) {
            *count = count.saturating_sub(1);
        }
        self.skipped -= usize::from(element.is_skipped);
        self.links -= usize::from(element.name == "a");
        if let Some(container) = element.container {
            self.page.containers[container].blocks.1 = self.page.blocks.len();
            self.container = self.page.containers[container].parent;
        }
    }

    fn end_block(&mut self) {
        self.needs_space = false;
        let linked = std::mem::take(&mut self.linked);
        let text = std::mem::take(&mut self.text);
        let is_headline = self.open.iter().rev().take(4).any(|e| e.name == "h1");
        let is_heading = is_headline || self.open.iter().rev().take(4).any(|e| matches!(e.name.as_str(), "h2" | "h3" | "h4"));
        // Line breaks of `<br>` part paragraphs as they do for the eye.
        for line in text.split('\n').map(str::trim).filter(|l| !l.is_empty()) {
            if is_headline && self.page.facts.headline.is_none() {
                self.page.facts.headline = Some(line.to_owned());
            }
            let linked = linked.min(line.len());
            self.page.blocks.push(Block { text: line.to_owned(), linked, container: self.container, is_heading });
        }
    }

    fn meta(&mut self, attributes: &str) {
        let key = ["property", "name", "itemprop"].iter().find_map(|k| attribute(attributes, k)).unwrap_or_default().to_ascii_lowercase();
        let Some(content) = attribute(attributes, "content").map(|c| squeeze(&entities::decode(c))).filter(|c| !c.is_empty()) else { return };
        let facts = &mut self.page.facts;
        match key.as_str() {
            "og:title" => facts.title = Some(content),
            "og:site_name" => facts.site = Some(content),
            "article:published_time" | "datepublished" | "pubdate" | "publishdate" | "og:release_date" | "date" => facts.date = Some(day(&content)),
            _ => {}
        }
    }
}

/// What classes and id say: stands beside the article, holds the article.
fn class_says(name: &str, attributes: &str) -> (bool, bool) {
    if matches!(name, "article" | "main") || attribute(attributes, "itemprop").is_some_and(|v| v.eq_ignore_ascii_case("articleBody")) {
        return (false, true);
    }
    if !matches!(name, "div" | "section" | "ul" | "p" | "td" | "header") {
        return (false, false);
    }
    let names = ["class", "id"].iter().filter_map(|k| attribute(attributes, k)).collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let mut parts = names.split(|c: char| !c.is_ascii_alphanumeric());
    let (mut beside, mut holding) = (false, false);
    for part in &mut parts {
        beside |= BESIDE.contains(&part);
        holding |= HOLDING.contains(&part);
    }
    (beside && !holding, holding && !beside)
}

/// The day of a timestamp.
fn day(words: &str) -> String {
    words.trim().chars().take(10).collect::<String>().replace('/', "-")
}

fn squeeze(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
