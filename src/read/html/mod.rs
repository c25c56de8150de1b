//! A web page → the text of its article.
//!
//! Neither a DOM nor recursion: one pass over the tags leaves a flat list of blocks, each with the containers that it stands in, and the container
//! with the most prose is the article. So nesting of any depth takes linear time (html5ever is quadratic in it).

mod blocks;
mod choose;
mod entities;
mod tags;

use encoding_rs::Encoding;

use super::decode::encoding_named;
use super::records::{Record, parse_date};
use crate::doc::{Language, Meta, Note, NoteCode, Span};

/// Deeper nesting is read all the same, but told: no page that people wrote has it.
const USUAL_DEPTH: usize = 512;

/// The encoding that a page declares for itself in its first bytes.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let name_after = |key: &str| {
        let rest = &head[head.find(key)? + key.len()..];
        let rest = rest.trim_start_matches([' ', '"', '\'']);
        encoding_named(&rest[..rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(rest.len())])
    };
    name_after("charset=").or_else(|| name_after("encoding="))
}

/// The article of a page, with the headline as its first line; title, date, publisher and language as the page declares them.
pub(super) fn article(page: &str) -> Record {
    let page = blocks::read(page);
    let mut paragraphs = choose::article(&page);
    let headline = page.facts.headline.as_ref().or(page.facts.title.as_ref());
    if let Some(headline) = headline
        && paragraphs.first().is_none_or(|first| *first != headline)
    {
        paragraphs.insert(0, headline);
    }
    let text = paragraphs.iter().map(|p| p.as_str()).collect::<Vec<_>>().join("\n\n");
    let mut notes = Vec::new();
    if page.depth > USUAL_DEPTH {
        notes.push(Note { code: NoteCode::DeepHtml, span: Span::default(), message: format!("elements nested {} deep", page.depth) });
    }
    let facts = page.facts;
    let meta = Meta {
        date: facts.date.as_deref().and_then(parse_date),
        language: facts.language.as_deref().and_then(Language::parse),
        title: facts.title.or(facts.headline),
        source: facts.site,
        notes,
        ..Meta::default()
    };
    Record { meta, text, is_extracted: true }
}

#[cfg(test)]
mod tests {
    use super::{article, declared_encoding};

    const PAGE: &str = r#"<!DOCTYPE html><html lang="zh-CN"><head><title>启澜资本投资远川科技 - 某网</title>
        <meta property="og:title" content="启澜资本投资远川科技"><meta property="article:published_time" content="2025-10-14T08:00:00+08:00">
        <script>if (a < b) { document.write("<p>不是正文不是正文不是正文不是正文</p>") }</script><style>p { color: red }</style></head>
        <body><nav><a href="/">首页</a> <a href="/m">市场</a></nav><div class="list"><a href="1">别的新闻，标题也很长很长很长很长很长很长</a></div>
        <div class="article"><h1>启澜资本投资远川科技</h1><p>启澜资本&nbsp;10月13日宣布，向<b>远川科技</b>投资3.2亿元，用于研发。</p><!-- 广告 -->
        <p>远川科技创始人林岳表示：&ldquo;资金将用于研发。&#x201d;他未透露估值，公司员工约三百人。</p></div><footer>版权所有，未经许可不得转载，违者必究，一切后果自负</footer></body></html>"#;

    #[test]
    fn the_article_is_found_in_its_page() {
        let record = article(PAGE);
        let expected = "启澜资本投资远川科技\n\n启澜资本 10月13日宣布，向远川科技投资3.2亿元，用于研发。\n\n远川科技创始人林岳表示：“资金将用于研发。”他未透露估值，公司员工约三百人。";
        assert_eq!(record.text, expected);
        assert_eq!(record.meta.title.as_deref(), Some("启澜资本投资远川科技"));
        assert_eq!(record.meta.date, Some(jiff::civil::date(2025, 10, 14)));
    }

    #[test]
    fn bad_pages_are_read_in_linear_time() {
        let deep = format!("{}正文在最里面，足够长的一句话在这里，请读出来。{}", "<div>".repeat(3000), "</div>".repeat(3000));
        let record = article(&deep);
        assert_eq!(record.text, "正文在最里面，足够长的一句话在这里，请读出来。");
        assert_eq!(record.meta.notes.len(), 1);
        for piece in ["<!--", "<a href=\"", "<a b='", "<script>", "<", "</div>", "<div", "&", "&#", "<![CDATA[", "<p><b>"] {
            let started = std::time::Instant::now();
            article(&piece.repeat(100_000));
            assert!(started.elapsed().as_secs() < 5, "{piece} took {:?}", started.elapsed());
        }
    }

    #[test]
    fn encodings_are_declared_in_two_ways() {
        let name = |page: &str| declared_encoding(page.as_bytes()).map(encoding_rs::Encoding::name);
        assert_eq!(name("<meta charset=\"gbk\">"), Some("gb18030"));
        assert_eq!(name("<meta http-equiv=content-type content='text/html; charset=Big5'>"), Some("Big5"));
        assert_eq!(name("<?xml version='1.0' encoding='utf-8'?>"), Some("UTF-8"));
        assert_eq!(name("<p>none"), None);
    }
}
