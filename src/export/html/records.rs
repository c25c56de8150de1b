//! Records: what the page says of a deal, a party, a quotation, a quantity. They stand in the page's lists and are shown again beside the graph.

use std::ops::Range;

use super::words::{Words, both, escaped, isolated, status};
use crate::export::graph::attributes::signed;
use crate::export::graph::{Amount, Edge, Evidence, Interval};

/// Sentences shown of a deal that very many tell.
const MAX_EVIDENCE: usize = 12;

/// A party as a record names it, with the record that it leads to.
#[derive(Clone, Default)]
pub(super) struct Party {
    /// Its name or the words for it.
    pub(super) name: String,
    /// Its Chinese and English names, where both are known.
    pub(super) names: Option<(String, String)>,
    /// Its record, if it has one.
    pub(super) record: Option<String>,
}

impl Party {
    /// A party with its names by language.
    pub(super) fn new(name: &str, zh: Option<&str>, en: Option<&str>, record: String) -> Self {
        Party { name: name.to_owned(), names: zh.zip(en).map(|(zh, en)| (zh.to_owned(), en.to_owned())), record: Some(record) }
    }

    /// Its name in the language of the page.
    pub(super) fn words(&self) -> String {
        match &self.names {
            Some((zh, en)) => format!("<bdi>{}</bdi>", both(zh, en)),
            None => isolated(&self.name),
        }
    }

    pub(super) fn html(&self) -> String {
        match &self.record {
            Some(record) => format!("<a class=\"to\" href=\"#{record}\">{}</a>", self.words()),
            None => format!("<i>{}</i>", self.words()),
        }
    }
}

/// A deal with all that is shown of it.
pub(super) struct Card {
    /// `d1`.
    pub(super) id: String,
    /// Its facts; ends and id are not used.
    pub(super) facts: Edge,
    /// Roles with their parties.
    pub(super) roles: Vec<(String, Vec<Party>)>,
    /// Givers and takers, or all partners in the first.
    pub(super) heading: (Vec<Party>, Vec<Party>),
    /// It is part of a cycle.
    pub(super) is_circular: bool,
    /// The article is in the page.
    pub(super) in_text: bool,
}

impl Card {
    /// The list item.
    pub(super) fn html(&self, words: &Words) -> String {
        let facts = &self.facts;
        let amount = facts.amounts.first();
        let bound =
            |pick: fn(&Interval) -> Option<rust_decimal::Decimal>| amount.and_then(|a| pick(&a.value)).map(|d| d.normalize().to_string()).unwrap_or_default();
        let data = [
            ("type", facts.kind.as_str()),
            ("status", facts.status.name()),
            ("currency", amount.map_or("", |a| &a.currency)),
            ("amount", &bound(|v| v.max.or(v.min))),
            ("from", facts.date_from.as_deref().or(facts.first_reported.as_deref()).unwrap_or_default()),
            ("to", facts.date_to.as_deref().or(facts.last_reported.as_deref()).unwrap_or_default()),
            ("circular", if self.is_circular { "yes" } else { "" }),
        ];
        let data: String = data.iter().map(|(name, value)| format!(" data-{name}=\"{}\"", escaped(value))).collect();
        format!(
            "<li class=\"record deal\" id=\"{}\"{data}><h3><a class=\"pick\" href=\"#{}\">{}</a></h3>{}<div class=\"more\">{}{}</div></li>\n",
            self.id,
            self.id,
            self.title(),
            self.chips(words),
            self.details(words),
            self.evidence(words)
        )
    }

    /// `A → B`, `A – B`, `A`.
    pub(super) fn title(&self) -> String {
        let names = |parties: &[Party], between: &str| parties.iter().map(Party::words).collect::<Vec<_>>().join(between);
        let (first, second) = &self.heading;
        if second.is_empty() {
            return names(first, " – ");
        }
        format!("{} <span class=\"arrow\">→</span> {}", names(first, " + "), names(second, " + "))
    }

    fn chips(&self, words: &Words) -> String {
        let facts = &self.facts;
        let mut chips = format!("<p class=\"chips\"><span class=\"chip type {}\">{}</span>", facts.flow.name(), both(&facts.label_zh, &facts.label_en));
        let sums = facts.amounts.iter().take(1).map(|a| signed(&a.text, a.value.bound));
        let rest = [&facts.percent, &facts.shares].into_iter().flatten().map(|q| signed(&q.text, q.value.bound));
        sums.chain(rest).for_each(|sum| chips.push_str(&format!("<span class=\"sum\">{}</span>", isolated(&sum))));
        chips.push_str(&format!("<span class=\"chip {}\">{}</span>", facts.status.name(), status(facts.status)));
        if facts.hearsay {
            chips.push_str(&format!("<span class=\"chip hearsay\">{}</span>", words.get("ui.hearsay")));
        }
        if self.is_circular {
            chips.push_str(&format!("<span class=\"chip circular\">{}</span>", words.get("ui.cycles")));
        }
        if let Some(days) = days(facts) {
            chips.push_str(&format!("<span class=\"days\">{days}</span>"));
        }
        chips + "</p>"
    }

    fn details(&self, words: &Words) -> String {
        let facts = &self.facts;
        let mut list = List::new(words);
        for (role, parties) in &self.roles {
            let parties: Vec<_> = parties.iter().map(Party::html).collect();
            list.row(&format!("role.{role}"), &parties.join(", "));
        }
        for amount in &facts.amounts {
            list.row(&format!("amount.{}", amount.role), &sum(amount));
        }
        list.some("ui.percent", facts.percent.as_ref().map(|p| isolated(&signed(&p.text, p.value.bound))));
        list.some("ui.shares", facts.shares.as_ref().map(|s| isolated(&signed(&s.text, s.value.bound))));
        list.some("ui.round", facts.round.as_deref().map(isolated));
        list.some("ui.when", days(facts));
        if facts.sources > 1 {
            list.row("ui.sources", &facts.sources.to_string());
            list.some("ui.first-reported", facts.first_reported.as_deref().map(escaped));
            list.some("ui.last-reported", facts.last_reported.as_deref().map(escaped));
        }
        let others: Vec<_> = facts.other_statuses.iter().map(|&s| status(s)).collect();
        list.some("ui.also", (!others.is_empty()).then(|| others.join(", ")));
        let tags: Vec<_> = facts.tags.iter().map(|t| words.get(&format!("tag.{t}"))).collect();
        list.some("ui.tags", (!tags.is_empty()).then(|| tags.join(", ")));
        list.row("ui.confidence", &format!("{:.2}", facts.confidence));
        list.end()
    }

    fn evidence(&self, words: &Words) -> String {
        let mut html = format!("<h4>{}</h4>", words.get("ui.evidence"));
        // A sentence may tell a deal twice.
        let mut sentences: Vec<(&Evidence, Vec<Range<usize>>)> = Vec::new();
        for evidence in &self.facts.evidence {
            match sentences.iter_mut().find(|(e, _)| e.sentence == evidence.sentence && e.document == evidence.document) {
                Some((_, triggers)) => triggers.push(evidence.trigger.clone()),
                None => sentences.push((evidence, vec![evidence.trigger.clone()])),
            }
        }
        for (evidence, triggers) in sentences.iter().take(MAX_EVIDENCE) {
            html.push_str(&sentence(evidence, triggers, !self.in_text));
        }
        if sentences.len() > MAX_EVIDENCE {
            html.push_str(&format!("<p class=\"note\">+{}</p>", sentences.len() - MAX_EVIDENCE));
        }
        if self.in_text {
            html.push_str(&format!("<p><a class=\"text\" href=\"#at-{}\">{}</a></p>", self.id, words.get("ui.in-text")));
        }
        html
    }
}

/// A sentence with its telling words marked, and the document that it is from, where there are several.
fn sentence(evidence: &Evidence, triggers: &[Range<usize>], is_one_of_many: bool) -> String {
    let text = &evidence.sentence;
    let mut triggers = triggers.to_vec();
    triggers.sort_by_key(|t| (t.start, t.end));
    let mut html = String::from("<blockquote dir=\"auto\">");
    let mut at = 0;
    for trigger in triggers {
        let (start, end) = (text.floor_char_boundary(trigger.start), text.ceil_char_boundary(trigger.end.min(text.len())));
        if at <= start && start < end {
            html.push_str(&format!("{}<mark>{}</mark>", escaped(&text[at..start]), escaped(&text[start..end])));
            at = end;
        }
    }
    html.push_str(&escaped(&text[at..]));
    if is_one_of_many && !evidence.document.is_empty() {
        html.push_str(&format!("<footer>{}</footer>", isolated(&evidence.document)));
    }
    html + "</blockquote>"
}

/// `1000亿美元 · USD ≤ 100,000,000,000`.
pub(super) fn sum(amount: &Amount) -> String {
    format!("{} <span class=\"exact\">{} {}</span>", isolated(&signed(&amount.text, amount.value.bound)), escaped(&amount.currency), exact(&amount.value))
}

/// The bounds with thousands apart.
pub(super) fn exact(value: &Interval) -> String {
    let show = |d: rust_decimal::Decimal| grouped(&d.normalize().to_string());
    match (value.min, value.max) {
        (Some(min), Some(max)) if min == max => show(min),
        (Some(min), Some(max)) => format!("{} – {}", show(min), show(max)),
        (Some(min), None) => format!("≥ {}", show(min)),
        (None, Some(max)) => format!("≤ {}", show(max)),
        (None, None) => String::new(),
    }
}

fn grouped(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, String::new()), |(whole, fraction)| (whole, format!(".{fraction}")));
    let digits: Vec<char> = whole.chars().collect();
    let mut grouped = String::new();
    for (i, digit) in digits.iter().enumerate() {
        let left = digits.len() - i;
        if i > 0 && left.is_multiple_of(3) && digits[i - 1].is_ascii_digit() {
            grouped.push(',');
        }
        grouped.push(*digit);
    }
    grouped + &fraction
}

/// The days of a deal, where the text tells them.
fn days(facts: &Edge) -> Option<String> {
    match (&facts.date_from, &facts.date_to) {
        (Some(from), Some(to)) if from != to => Some(format!("{} – {}", escaped(from), escaped(to))),
        (Some(day), _) | (None, Some(day)) => Some(escaped(day)),
        (None, None) => None,
    }
}

/// Terms with their values.
pub(super) struct List<'w> {
    words: &'w Words,
    html: String,
}

impl<'w> List<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        List { words, html: String::from("<dl>") }
    }

    pub(super) fn row(&mut self, name: &str, html: &str) {
        self.html.push_str(&format!("<div><dt>{}</dt><dd>{html}</dd></div>", self.words.get(name)));
    }

    pub(super) fn some(&mut self, name: &str, html: Option<String>) {
        if let Some(html) = html {
            self.row(name, &html);
        }
    }

    pub(super) fn end(self) -> String {
        self.html + "</dl>"
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_apart() {
        for (number, shown) in [("100000000000", "100,000,000,000"), ("999", "999"), ("1234.5678", "1,234.5678"), ("-1000", "-1,000"), ("-100", "-100")] {
            assert_eq!(super::grouped(number), shown);
        }
    }
}
