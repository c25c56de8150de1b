//! A light verb and its noun as one deal word: 提供了5亿元循环贷款 is 提供贷款.

use super::frame::Frames;
use crate::doc::{Document, Span};
use crate::lang::Case;

/// Bytes that may stand between a light verb and its noun: 提供了[为期三年、金额不超过5亿元的流动资金]贷款.
const LIGHT_REACH: u32 = 90;

/// The blocks for a light verb and its noun taken as one word: 提供了5亿元循环信贷 is 提供信贷.
pub(super) fn composite<'a>(frames: &'a Frames, doc: &Document, light: Span, noun: Span) -> &'a [u32] {
    if light.end >= noun.start || noun.start - light.end > LIGHT_REACH {
        return &[];
    }
    let between = doc.text.get(Span { start: light.end, end: noun.start });
    if between.contains([',', ';', '。', ':']) {
        return &[];
    }
    let noun = doc.text.get(noun);
    let verb = doc.text.get(light);
    let head = noun.char_indices().nth_back(1).map_or(noun, |(at, _)| &noun[at..]);
    let whole = frames.blocks_of(&format!("{verb}{noun}"));
    if !whole.is_empty() {
        return whole;
    }
    // 签署了采购合同 is told by what is signed: 采购合同 says who buys, 签署合同 does not.
    let by_head = frames.blocks_of(&format!("{verb}{head}"));
    let is_signed = by_head.iter().any(|&block| frames.trigger(block).role_of(Case::With).is_some());
    // 获得股东借款: the noun tells the same as verb and head do.
    let agrees = || frames.blocks_of(noun).iter().any(|block| by_head.contains(block));
    if is_signed && noun != head && !agrees() { &[] } else { by_head }
}
