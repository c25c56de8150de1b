//! Which of the blocks are the article.

use super::blocks::{Block, Page};

/// Prose is a block of so many bytes; shorter ones are captions, dates, buttons.
const PROSE_BYTES: usize = 60;
/// A container that says of itself that it is the article counts as if it held so much more.
const ARTICLE_BONUS: f64 = 1.5;

/// The paragraphs of the container with the most prose, without its lists of links.
pub(super) fn article(page: &Page) -> Vec<&String> {
    let best = best_container(page);
    let (from, to) = page.containers[best].blocks;
    let blocks = page.blocks.get(from..to).unwrap_or_default();
    let chosen: Vec<_> = blocks.iter().filter(|b| is_wanted(b)).map(|b| &b.text).collect();
    // A page of links alone: better its words than nothing.
    if chosen.is_empty() { page.blocks.iter().map(|b| &b.text).collect() } else { chosen }
}

/// Half of a container's prose counts for the one around it, a quarter for the next: an article in three sections is their parent.
fn best_container(page: &Page) -> usize {
    let mut scores = vec![0.0f64; page.containers.len()];
    for block in page.blocks.iter().filter(|b| b.text.len() >= PROSE_BYTES) {
        let mut weight = block.text.len().saturating_sub(2 * block.linked) as f64;
        let mut container = block.container;
        for _ in 0..4 {
            scores[container] += weight;
            if container == page.containers[container].parent {
                break;
            }
            container = page.containers[container].parent;
            weight *= 0.5;
        }
    }
    for (score, container) in scores.iter_mut().zip(&page.containers) {
        if container.is_article {
            *score *= ARTICLE_BONUS;
        }
    }
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

fn is_wanted(block: &Block) -> bool {
    block.is_heading || block.linked * 2 <= block.text.len()
}
