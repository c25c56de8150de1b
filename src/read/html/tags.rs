//! The page as a run of tags and text.

use memchr::{memchr, memmem};

/// What the page holds next.
pub(super) enum Item<'a> {
    /// Words, with entities not yet decoded.
    Text(&'a str),
    /// `<p class="…">`; the name is lower-case.
    Open(String, &'a str),
    /// `</p>`.
    Close(String),
}

/// Elements whose content is no text, up to their end tag whatever stands in it.
const RAW: [&str; 8] = ["script", "style", "noscript", "template", "svg", "iframe", "textarea", "math"];

/// Reads the items of a page in one pass.
pub(super) struct Items<'a> {
    page: &'a str,
    at: usize,
    /// Bytes that a search did not find up to the end, so that no later search need look again: without it, unclosed comments are quadratic.
    missing: Vec<&'static str>,
}

impl<'a> Items<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Items { page, at: 0, missing: Vec::new() }
    }

    /// The next place of `what` from `from` on.
    fn find(&mut self, what: &'static str, from: usize) -> Option<usize> {
        if self.missing.contains(&what) {
            return None;
        }
        let found = memmem::find(&self.page.as_bytes()[from..], what.as_bytes()).map(|p| p + from);
        if found.is_none() {
            self.missing.push(what);
        }
        found
    }

    /// One past the `>` that ends the tag at `start`; a `>` in quotation marks does not, unless the marks never close.
    fn tag_end(&mut self, start: usize) -> Option<usize> {
        self.find(">", start)?;
        let bytes = self.page.as_bytes();
        let mut at = start;
        loop {
            let next = bytes[at..].iter().position(|b| matches!(b, b'>' | b'"' | b'\'')).map(|p| p + at)?;
            let mark = match bytes[next] {
                b'>' => return Some(next + 1),
                b'"' => "\"",
                _ => "'",
            };
            // A mark counts only where a value may begin; elsewhere (don't) it is a letter.
            let is_value = bytes[..next].iter().rev().find(|b| !b.is_ascii_whitespace()) == Some(&b'=');
            at = match is_value.then(|| self.find(mark, next + 1)).flatten() {
                Some(close) => close + 1,
                None => next + 1,
            };
        }
    }

    /// Skips comments, doctypes and processing instructions at `at`, which begins with `<!` or `<?`.
    fn skip_declaration(&mut self) {
        let rest = &self.page[self.at..];
        let end = if rest.starts_with("<!--") {
            self.find("-->", self.at + 4).map(|p| p + 3)
        } else if rest.starts_with("<![CDATA[") {
            self.find("]]>", self.at + 9).map(|p| p + 3)
        } else {
            None
        };
        self.at = end.or_else(|| self.find(">", self.at).map(|p| p + 1)).unwrap_or(self.page.len());
    }

    /// Skips to the end tag of a raw element that was just opened.
    fn skip_raw(&mut self, name: &str) {
        let bytes = self.page.as_bytes();
        while let Some(at) = self.find("</", self.at) {
            self.at = at + 2;
            let end = self.at + name.len();
            if bytes.get(self.at..end).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                self.at = memchr(b'>', &bytes[end..]).map_or(bytes.len(), |p| end + p + 1);
                return;
            }
        }
        self.at = bytes.len();
    }
}

impl<'a> Iterator for Items<'a> {
    type Item = Item<'a>;

    fn next(&mut self) -> Option<Item<'a>> {
        loop {
            let bytes = self.page.as_bytes();
            let &first = bytes.get(self.at)?;
            let next = bytes.get(self.at + 1).copied().unwrap_or(b' ');
            if first == b'<' && matches!(next, b'!' | b'?') {
                self.skip_declaration();
                continue;
            }
            let start = self.at;
            let is_tag = first == b'<' && (next.is_ascii_alphabetic() || next == b'/');
            let Some(end) = is_tag.then(|| self.tag_end(start + 1)).flatten() else {
                // Text runs to the next `<`; the first character is taken even if it is one that begins no tag.
                self.at = memchr(b'<', &bytes[start + 1..]).map_or(bytes.len(), |p| start + 1 + p);
                return Some(Item::Text(&self.page[start..self.at]));
            };
            self.at = end;
            let inner = &self.page[start + 1..end - 1];
            if let Some(name) = inner.strip_prefix('/') {
                return Some(Item::Close(tag_name(name)));
            }
            let name = tag_name(inner);
            if RAW.contains(&name.as_str()) {
                if !inner.ends_with('/') {
                    self.skip_raw(&name);
                }
                continue;
            }
            let attributes = &inner[name.len()..];
            return Some(Item::Open(name, attributes));
        }
    }
}

fn tag_name(inner: &str) -> String {
    inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':')).map(|b| char::from(b.to_ascii_lowercase())).collect()
}

/// The value of an attribute, entities not decoded.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some(equals) = rest.find('=') {
        let key = rest[..equals].trim_end().rsplit(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/')).next().unwrap_or_default();
        let value = rest[equals + 1..].trim_start();
        let (value, after) = match value.chars().next() {
            Some(mark @ ('"' | '\'')) => value[1..].split_once(mark).unwrap_or((&value[1..], "")),
            _ => {
                let end = value.find(char::is_whitespace).unwrap_or(value.len());
                (&value[..end], &value[end..])
            }
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = after;
    }
    None
}
