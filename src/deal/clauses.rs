//! Signs of a sentence, and the clauses between them.

use super::scene::Scene;
use crate::doc::{Document, Span};
use crate::lang::{Case, Kind, Mark, Piece, Shape};

impl Scene {
    pub(super) fn add_punctuation(&mut self, doc: &Document) {
        let base = self.span.start as usize;
        let words = doc.text.get(self.span);
        let mut previous = ' ';
        for (at, c) in words.char_indices() {
            if c.is_ascii_alphanumeric() || c == ' ' || ('\u{4e00}'..='\u{9fff}').contains(&c) {
                previous = c;
                continue;
            }
            let next = || words[at + c.len_utf8()..].chars().next().unwrap_or(' ');
            let kind = match c {
                ',' if previous.is_ascii_digit() && next().is_ascii_digit() => None,
                ',' => Some(Kind::Comma),
                ':' => Some(Kind::Colon),
                ';' | '—' | '–' => Some(Kind::Stop),
                '-' if previous == ' ' && next() == ' ' => Some(Kind::Stop),
                '?' | '!' | '。' => Some(Kind::Stop),
                '(' | ')' | '[' | ']' | '【' | '】' => Some(Kind::Bracket),
                '“' | '”' | '「' | '」' | '『' | '』' | '"' | '《' | '》' => Some(Kind::Quote),
                _ => None,
            };
            previous = c;
            if let Some(kind) = kind {
                self.pieces.push(Piece { span: Span::new(base + at, base + at + c.len_utf8()), kind, clause: 0, depth: 0, mark: None, noun: false });
            }
        }
        // A sign inside a finding ("1,200.50", "Ltd., Inc.") parts nothing.
        let inside: Vec<Span> = self.pieces.iter().filter(|p| matches!(p.kind, Kind::Mention(_) | Kind::Amount(_) | Kind::Date(_))).map(|p| p.span).collect();
        if !inside.is_empty() {
            self.pieces.retain(|p| {
                let sign = matches!(p.kind, Kind::Comma | Kind::Colon | Kind::Stop | Kind::Bracket | Kind::Quote);
                !sign || !holds(&inside, p.span)
            });
        }
    }

    /// "Halden Partners' stake": after a name that ends in s a mere apostrophe says whose it is.
    pub(super) fn add_bare_possessives(&mut self, doc: &Document) {
        let text = &doc.text.folded;
        let bare = |p: &Piece| {
            let (end, is_name) = (p.span.end as usize, matches!(p.kind, Kind::Mention(_)));
            let rest = is_name.then(|| text[end..].strip_prefix(['\'', '’'])).flatten()?;
            (text[..end].ends_with('s') && rest.starts_with(' ')).then(|| Span::new(end, text.len() - rest.len()))
        };
        let found: Vec<Span> = self.pieces.iter().filter_map(bare).collect();
        let owns = Kind::Marker(Mark::Case(Case::Poss));
        self.pieces.extend(found.into_iter().map(|span| Piece { span, kind: owns, clause: 0, depth: 0, mark: None, noun: false }));
    }

    /// "HPS — now owned by Halden — and Norvik": what stands between two dashes is set in as if in brackets.
    pub(super) fn bracket_dashes(&mut self, doc: &Document) {
        const REACH: u32 = 160;
        let is_dash = |p: &Piece| p.kind == Kind::Stop && doc.text.get(p.span).starts_with(['—', '–', '-']);
        let mut dashes = (0..self.pieces.len()).filter(|&i| is_dash(&self.pieces[i]));
        if let (Some(open), Some(close), None) = (dashes.next(), dashes.next(), dashes.next())
            && self.pieces[open].span.gap(self.pieces[close].span) <= REACH
            && !self.pieces[open..close].iter().any(|p| matches!(p.kind, Kind::Bracket) || p.kind == Kind::Stop && !is_dash(p))
        {
            (self.pieces[open].kind, self.pieces[close].kind) = (Kind::Bracket, Kind::Bracket);
        }
    }

    /// The commas about ", or 8.3 per cent of the capital,", ", worth some $130m," and an apposition with a sum behind it: they part no clauses.
    pub(super) fn figures_set_in(&self, doc: &Document) -> Vec<u32> {
        const NEAR: u32 = 24;
        const REACH: u32 = 80;
        let figure = |p: &Piece| matches!(p.kind, Kind::Amount(_) | Kind::Percent(_) | Kind::Shares(_));
        let goes_on = |p: &Piece| matches!(p.kind, Kind::Marker(Mark::Case(Case::From | Case::To | Case::By | Case::LedBy)));
        let mut commas = Vec::new();
        for i in (0..self.pieces.len()).filter(|&i| self.pieces[i].kind == Kind::Comma) {
            let open = self.pieces[i].span;
            let rest = &self.pieces[i + 1..self.pieces.len().min(i + 10)];
            let opens = rest.first().is_some_and(|p| matches!(p.kind, Kind::Marker(Mark::And | Mark::Such) | Kind::AmountCue(_)) && p.span.gap(open) <= 2)
                && rest.get(1).is_some_and(|p| figure(p) && p.span.gap(rest[0].span) <= NEAR);
            // "a five-year, $800m contract"
            let adjective = doc.text.folded[self.span.start as usize..open.start as usize].rsplit(' ').next().is_some_and(|w| w.contains('-'));
            if adjective && rest.first().is_some_and(|p| matches!(p.kind, Kind::Amount(_)) && p.span.gap(open) <= 1) {
                commas.push(open.start);
                continue;
            }
            let Some(at) = rest.iter().position(|p| p.kind == Kind::Comma).filter(|&at| rest[at].span.gap(open) <= REACH) else { continue };
            // "awarded Ferrowick, a unit of Norvik, $38m"
            let apposed = i > 0
                && matches!(self.pieces[i - 1].kind, Kind::Mention(_))
                && rest.get(at + 1).is_some_and(|p| (figure(p) || goes_on(p)) && p.span.gap(rest[at].span) <= 1)
                && !rest[..at].iter().any(|p| {
                    figure(p) || matches!(p.kind, Kind::Marker(Mark::Relative | Mark::Whose | Mark::And)) || p.kind.shape().is_some_and(Shape::is_verb)
                });
            if opens || apposed {
                commas.extend([open.start, rest[at].span.start]);
            }
        }
        commas
    }

    /// Numbers the clauses; the commas at `set_in` part none.
    pub(super) fn number_clauses(&mut self, set_in: &[u32]) {
        let (mut clause, mut depth) = (0u16, 0u8);
        for piece in &mut self.pieces {
            match piece.kind {
                Kind::Comma if set_in.contains(&piece.span.start) => {}
                Kind::Comma | Kind::Colon if depth == 0 => clause = clause.saturating_add(1),
                Kind::Stop if depth == 0 => clause = clause.saturating_add(1),
                _ => {}
            }
            piece.clause = clause;
            piece.depth = depth;
            // Brackets in news are not nested: the first opens, the next closes.
            if piece.kind == Kind::Bracket {
                depth = 1 - depth;
            }
        }
    }
}

/// Some span of the sorted list holds `span`. Looks at the last few that start before it.
fn holds(sorted: &[Span], span: Span) -> bool {
    let before = sorted.partition_point(|s| s.start <= span.start);
    sorted[before.saturating_sub(4)..before].iter().any(|s| s.contains(span))
}
