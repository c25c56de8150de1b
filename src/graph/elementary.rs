//! Elementary cycles of a directed graph up to a length, each once.
//!
//! Johnson's search with the locks of Gupta and Suzumura (2021), as networkx does it: a node that lay on the path and led nowhere within the bound is
//! locked at that depth until a cycle through it is found. Without the locks a bounded search visits the same dead ends over and over.

/// How far the search goes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Hops of the longest cycle.
    pub length: usize,
    /// Cycles listed.
    pub cycles: usize,
    /// Steps of the search.
    pub steps: usize,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// Nodes in order of the walk, the smallest first; shortest cycles first.
    pub cycles: Vec<Vec<u32>>,
    /// No limit of cycles or steps was reached.
    pub complete: bool,
}

/// All elementary cycles of two nodes or more. `next[n]` are the nodes that `n` leads to, sorted and each once.
pub fn cycles(next: &[Vec<u32>], limits: Limits) -> Found {
    let parts = components(next);
    let mut search = Search { next, parts: &parts, limits, steps: 0, found: Vec::new(), marks: vec![Mark::open(limits.length); next.len()], met: Vec::new() };
    for start in 0..next.len() as u32 {
        // A part of one node has no cycle.
        if parts.size[parts.of[start as usize] as usize] > 1 {
            search.from(start);
        }
    }
    let complete = search.is_within();
    let mut cycles = search.found;
    cycles.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    Found { cycles, complete }
}

/// Strongly connected components: a cycle never leaves one.
struct Parts {
    of: Vec<u32>,
    size: Vec<u32>,
}

fn components(next: &[Vec<u32>]) -> Parts {
    let mut graph = petgraph::graph::DiGraph::<(), (), u32>::with_capacity(next.len(), next.iter().map(Vec::len).sum());
    for _ in next {
        graph.add_node(());
    }
    for (from, list) in next.iter().enumerate() {
        for &to in list {
            graph.add_edge((from as u32).into(), to.into(), ());
        }
    }
    let mut parts = Parts { of: vec![0; next.len()], size: Vec::new() };
    // Kosaraju's search keeps its stack on the heap; a chain of a million companies would end the other one.
    for component in petgraph::algo::kosaraju_scc(&graph) {
        for node in &component {
            parts.of[node.index()] = parts.size.len() as u32;
        }
        parts.size.push(component.len() as u32);
    }
    parts
}

struct Search<'a> {
    next: &'a [Vec<u32>],
    parts: &'a Parts,
    limits: Limits,
    steps: usize,
    found: Vec<Vec<u32>>,
    /// What is known of each node while one start is searched. A list and not a map: the search does little else than look here.
    marks: Vec<Mark>,
    /// The nodes whose marks are to be wiped before the next start.
    met: Vec<u32>,
}

/// What a search from one start knows of a node.
#[derive(Clone)]
struct Mark {
    /// Depth from which it is known to lead nowhere.
    lock: usize,
    is_met: bool,
    /// It lay on a path and led nowhere, so that it waits for all that it leads to.
    waits: bool,
    /// Nodes that are to be unlocked together with it, each once.
    waiting: Vec<u32>,
}

impl Mark {
    fn open(bound: usize) -> Self {
        Mark { lock: bound, is_met: false, waits: false, waiting: Vec::new() }
    }
}

/// A node on the path: where its neighbours are read, and how near the start it is known to come. Like networkx this is the hops that the nearest node
/// behind it needs, not one more for itself: a node on the path may have barred a shorter way, and a lock too loose costs time where one too tight costs cycles.
struct Frame {
    node: u32,
    at: usize,
    back: usize,
}

impl Search<'_> {
    fn is_within(&self) -> bool {
        self.steps < self.limits.steps && self.found.len() < self.limits.cycles
    }

    /// The mark of a node that this start now knows something of.
    fn mark(&mut self, node: u32) -> &mut Mark {
        let mark = &mut self.marks[node as usize];
        if !mark.is_met {
            mark.is_met = true;
            self.met.push(node);
        }
        mark
    }

    fn forget(&mut self) {
        for node in self.met.drain(..) {
            let mark = &mut self.marks[node as usize];
            (mark.lock, mark.is_met, mark.waits) = (self.limits.length, false, false);
            mark.waiting.clear();
        }
    }

    /// Cycles whose smallest node is `start`.
    fn from(&mut self, start: u32) {
        self.forget();
        self.mark(start).lock = 0;
        let bound = self.limits.length;
        let next = self.next;
        let mut path = vec![Frame { node: start, at: 0, back: bound }];
        while let Some(top) = path.last_mut() {
            if !self.is_within() {
                return;
            }
            let node = top.node;
            let Some(&to) = next[node as usize].get(top.at) else {
                let Some(done) = path.pop() else { return };
                if let Some(before) = path.last_mut() {
                    before.back = before.back.min(done.back);
                }
                self.leave(&done, start, &path);
                continue;
            };
            top.at += 1;
            self.steps += 1;
            if to == start {
                top.back = 1;
                if path.len() > 1 {
                    self.found.push(path.iter().map(|f| f.node).collect());
                }
            } else if self.is_inside(to, start) && path.len() < self.marks[to as usize].lock {
                self.mark(to).lock = path.len() + 1;
                path.push(Frame { node: to, at: 0, back: bound });
            }
        }
    }

    fn is_inside(&self, node: u32, start: u32) -> bool {
        node > start && self.parts.of[node as usize] == self.parts.of[start as usize]
    }

    /// A node leaves the path: where a cycle went through it, it and all that waited for it are unlocked as deep as they reach back.
    fn leave(&mut self, done: &Frame, start: u32, path: &[Frame]) {
        let bound = self.limits.length;
        if done.back >= bound {
            // Once is enough: until the next start nothing takes it off the lists.
            if !std::mem::replace(&mut self.mark(done.node).waits, true) {
                let next = self.next;
                for &to in &next[done.node as usize] {
                    if self.is_inside(to, start) {
                        self.mark(to).waiting.push(done.node);
                    }
                }
            }
            return;
        }
        let mut relaxed = vec![(done.back, done.node)];
        while let Some((back, node)) = relaxed.pop() {
            let open = (bound + 1).saturating_sub(back);
            let mark = &mut self.marks[node as usize];
            if mark.lock < open {
                mark.lock = open;
                relaxed.extend(mark.waiting.iter().filter(|w| path.iter().all(|f| f.node != **w)).map(|w| (back + 1, *w)));
            }
        }
    }
}
