//! Token edges follow the edges of mentions, amounts, percents, share counts and dates.

use crate::doc::{Document, Form, Span, Token};
use crate::read::is_han;

/// A Chinese name of at most so many bytes is one word; longer ones (公司全称) are phrases of several.
const LONGEST_NAME: usize = 15;

/// Splits tokens at the edges of findings, and joins those inside a short Chinese name.
pub(super) fn to_findings(doc: &Document, tokens: &mut Vec<Token>) {
    let mut edges: Vec<u32> = Vec::new();
    let mut add = |span: Span| edges.extend([span.start, span.end]);
    doc.mentions.iter().for_each(|m| add(m.span));
    doc.amounts.iter().for_each(|a| add(a.span));
    doc.percents.iter().for_each(|p| add(p.span));
    doc.shares.iter().for_each(|s| add(s.span));
    doc.dates.iter().for_each(|d| add(d.span));
    edges.sort_unstable();
    edges.dedup();
    let names = doc.mentions.iter().filter(|m| matches!(m.form, Form::Name | Form::Alias)).map(|m| m.span);
    let mut names: Vec<Span> = names.filter(|s| s.len() <= LONGEST_NAME && doc.text.get(*s).chars().all(is_han)).collect();
    names.sort_unstable();
    *tokens = join(&names, &split(&edges, tokens));
}

fn split(edges: &[u32], tokens: &[Token]) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len() + edges.len());
    let mut edges = edges.iter().copied().peekable();
    for token in tokens {
        let mut start = token.span.start;
        while edges.peek().is_some_and(|&e| e <= start) {
            edges.next();
        }
        while let Some(&edge) = edges.peek().filter(|&&e| e < token.span.end) {
            out.push(Token { span: Span { start, end: edge } });
            start = edge;
            edges.next();
        }
        out.push(Token { span: Span { start, end: token.span.end } });
    }
    out
}

fn join(names: &[Span], tokens: &[Token]) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut names = names.iter().copied().peekable();
    // The name that the last token of `out` began.
    let mut current: Option<Span> = None;
    for token in tokens {
        while names.peek().is_some_and(|n| n.end <= token.span.start) {
            names.next();
        }
        match (current.filter(|n| n.contains(token.span)), out.last_mut()) {
            (Some(_), Some(last)) => last.span.end = token.span.end,
            _ => {
                current = names.peek().copied().filter(|n| n.contains(token.span));
                out.push(*token);
            }
        }
    }
    out
}
