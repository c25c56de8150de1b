//! The deal graph of a document.

use super::{Deal, DealType, Entity, Id};

/// What goes along an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flow {
    /// Money for shares.
    Capital,
    /// Shares or control.
    Ownership,
    /// Lent money or surety.
    Debt,
    /// Goods, services, rights of use.
    Goods,
    /// No direction: cooperation.
    Alliance,
}

impl Flow {
    /// All of them.
    pub const ALL: [Flow; 5] = [Flow::Capital, Flow::Ownership, Flow::Debt, Flow::Goods, Flow::Alliance];

    /// As it stands in the annotation and in frames.
    pub fn name(self) -> &'static str {
        match self {
            Flow::Capital => "capital",
            Flow::Ownership => "ownership",
            Flow::Debt => "debt",
            Flow::Goods => "goods",
            Flow::Alliance => "alliance",
        }
    }

    /// Reads [`Flow::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }
}

/// A directed edge; the deal holds the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// From whom the money, shares, loan or goods go.
    pub from: Id<Entity>,
    /// To whom.
    pub to: Id<Entity>,
    /// What goes.
    pub flow: Flow,
    /// The type of its deal.
    pub kind: DealType,
    /// Its deal.
    pub deal: Id<Deal>,
}

/// What a cycle means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CycleKind {
    /// Capital or debt goes out and goods orders come back: the financed party is the customer of the financier.
    CircularFinancing,
    /// Each holds shares of, or puts capital into, the other.
    MutualHolding,
    /// Value comes back in another way.
    Other,
}

impl CycleKind {
    /// As it stands in the annotation.
    pub fn name(self) -> &'static str {
        match self {
            CycleKind::CircularFinancing => "circular_financing",
            CycleKind::MutualHolding => "mutual_holding",
            CycleKind::Other => "other",
        }
    }
}

/// A closed walk over parties in which value comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// In order of the walk; the first is the smallest id.
    pub nodes: Vec<Id<Entity>>,
    /// Positions in [`Graph::edges`], one or more a hop.
    pub edges: Vec<usize>,
    /// What it means.
    pub kind: CycleKind,
}

/// Nodes, edges, cycles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// Entities with an edge.
    pub nodes: Vec<Id<Entity>>,
    /// In order of their deals.
    pub edges: Vec<Edge>,
    /// Shortest first.
    pub cycles: Vec<Cycle>,
}
