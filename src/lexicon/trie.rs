//! A trie whose edges lie in one hash table, labelled by characters or by hashes of words; it knows which rows end at each node.
//!
//! All tables are plain bytes, so that those of our own lexicons are part of the program and nothing is built when it starts.

use super::Row;
use super::packed::Rows;
use super::stored::{Bytes, stored_fields};

/// The root.
pub(super) const ROOT: u32 = 0;

/// Set in the number of a node where a row ends, so that a walk need not look for rows at every node.
const ENDS: u32 = 1 << 31;

/// Nodes are numbers, in the order in which they were made.
pub(super) struct Trie {
    /// [`Edges::places`], each as from, label, to.
    places: Bytes,
    /// [`Edges::bits`].
    bits: Bytes,
    shift: u32,
    /// Where the rows of each node begin in `rows`; one more than there are nodes.
    starts: Bytes,
    rows: Bytes,
}

stored_fields! { Trie { places bits shift starts rows } }

/// The number at place `at` of a table of numbers.
#[inline]
pub(super) fn number(table: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(table.as_chunks().0[at])
}

/// A table of numbers.
pub(super) fn table(numbers: impl Iterator<Item = u32>) -> Bytes {
    numbers.flat_map(u32::to_le_bytes).collect::<Vec<u8>>().into()
}

impl Trie {
    /// A trie of `rows`; `labels` adds the labels on the way to a row, of which there is at least one.
    pub(super) fn new<'a>(rows: impl Iterator<Item = (u32, Row<'a>)>, mut labels: impl FnMut(&str, &mut Vec<u32>)) -> Self {
        let mut all = Vec::new();
        let ways = rows.map(|(id, row)| {
            let from = all.len();
            labels(row.surface, &mut all);
            (id, from..all.len())
        });
        let ways: Vec<_> = ways.collect();
        let mut edges = Edges::default();
        let mut nodes = 1;
        // The nodes beside the root come first, so that what is asked for most lies close together.
        for (_, way) in &ways {
            nodes += u32::from(all[way.clone()].first().is_some_and(|&label| edges.get_or_add(ROOT, label, nodes) == nodes));
        }
        let mut ends: Vec<(u32, u32)> = Vec::with_capacity(ways.len());
        for (id, way) in ways {
            let mut node = ROOT;
            for &label in &all[way] {
                let next = edges.get_or_add(node, label, nodes);
                nodes += u32::from(next == nodes);
                node = next;
            }
            ends.push((node, id));
        }
        ends.sort_unstable();
        let starts = (0..=nodes).scan(0, |at, node| {
            *at += ends[*at..].iter().take_while(|(n, _)| *n < node).count();
            Some(*at as u32)
        });
        let is_end = |node: u32| node != ROOT && ends.binary_search_by_key(&node, |&(end, _)| end).is_ok();
        Trie {
            places: table(edges.places.iter().flat_map(|e| [e.from, e.label, e.to | if is_end(e.to) { ENDS } else { 0 }])),
            bits: edges.bits.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>().into(),
            shift: edges.shift,
            starts: table(starts),
            rows: table(ends.iter().map(|&(_, row)| row)),
        }
    }

    /// The node behind the edge from `node` with this label.
    #[inline]
    pub(super) fn next(&self, node: u32, label: u32) -> Option<u32> {
        let node = node & !ENDS;
        let hash = spread(node, label);
        let bit = hash >> (self.shift - 2);
        if self.bits[(bit >> 3) as usize] >> (bit & 7) & 1 == 0 {
            return None;
        }
        let mut at = (hash >> self.shift) as usize;
        loop {
            let edge: &[u8; EDGE] = self.places[at * EDGE..].first_chunk()?;
            let to = number(edge, 2);
            if to == ROOT {
                return None;
            }
            if number(edge, 0) == node && number(edge, 1) == label {
                return Some(to);
            }
            // As many places as the hash has values.
            at = (at + 1) & ((1 << (64 - self.shift)) - 1);
        }
    }

    /// A row ends at `node`.
    #[inline]
    pub(super) fn has_rows(node: u32) -> bool {
        node & ENDS != 0
    }

    /// The rows that end at `node`, in order.
    #[inline]
    pub(super) fn rows(&self, node: u32) -> impl Iterator<Item = u32> {
        let node = (node & !ENDS) as usize;
        (number(&self.starts, node)..number(&self.starts, node + 1)).map(|at| number(&self.rows, at as usize))
    }
}

/// The rows of matched classes with a Chinese character in them, or those without.
pub(super) fn matched(rows: &Rows, han: bool) -> impl Iterator<Item = (u32, Row<'_>)> {
    let numbered = (0..).zip(rows.iter());
    numbered.filter(move |(_, row)| row.class.is_matched() && row.surface.chars().any(crate::read::is_han) == han)
}

#[derive(Clone, Copy, Default)]
struct Edge {
    from: u32,
    label: u32,
    /// The root for a free place, as no edge leads there.
    to: u32,
}

/// Bytes of an edge in [`Trie::places`].
const EDGE: usize = 12;

/// The edges while a trie is built. Each edge stands at its hash, or at the first free place from there on; half of the places are free. Most edges that are asked for are none: a
/// bit for each quarter of a place, small enough for a near cache, turns them away.
struct Edges {
    places: Vec<Edge>,
    bits: Vec<u64>,
    count: usize,
    /// What of a hash is not its place.
    shift: u32,
}

/// Places of an empty table, as a power of two.
const FIRST: u32 = 10;

impl Default for Edges {
    fn default() -> Self {
        Edges { places: vec![Edge::default(); 1 << FIRST], bits: vec![0; 1 << (FIRST - 4)], count: 0, shift: 64 - FIRST }
    }
}

impl Edges {
    /// Where the edge stands, or would.
    #[inline]
    fn place(&self, from: u32, label: u32, hash: u64) -> usize {
        let mut at = (hash >> self.shift) as usize;
        loop {
            let edge = self.places[at];
            if edge.to == ROOT || edge.from == from && edge.label == label {
                return at;
            }
            at = (at + 1) & (self.places.len() - 1);
        }
    }

    /// Where the edge leads, which is `to` if it is new.
    fn get_or_add(&mut self, from: u32, label: u32, to: u32) -> u32 {
        let hash = spread(from, label);
        let at = self.place(from, label, hash);
        if self.places[at].to != ROOT {
            return self.places[at].to;
        }
        self.put(Edge { from, label, to }, hash, at);
        self.count += 1;
        if self.count * 2 > self.places.len() {
            self.grow();
        }
        to
    }

    fn put(&mut self, edge: Edge, hash: u64, at: usize) {
        self.places[at] = edge;
        let bit = hash >> (self.shift - 2);
        self.bits[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    fn grow(&mut self) {
        let size = self.places.len() * 2;
        let old = std::mem::replace(&mut self.places, vec![Edge::default(); size]);
        self.bits = vec![0; size / 16];
        self.shift -= 1;
        for edge in old.into_iter().filter(|e| e.to != ROOT) {
            let hash = spread(edge.from, edge.label);
            let at = self.place(edge.from, edge.label, hash);
            self.put(edge, hash, at);
        }
    }
}

fn spread(from: u32, label: u32) -> u64 {
    let key = u64::from(from) << 32 | u64::from(label);
    (key ^ key >> 29).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
