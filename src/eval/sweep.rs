//! What a change of each weight does to the deals: every number of `weights.toml` is moved up and down, and the articles are scored again.
//!
//! The gain is told over all articles and over five folds of them, so that a change that helps one article alone shows: it gains in one fold.

use std::io::{self, Write};

use super::tally::{Layer, Tally};
use super::{Case, score};
use crate::Annotator;
use crate::lexicon::LexiconError;

/// How far a weight is moved.
const STEPS: [f64; 4] = [-0.3, -0.1, 0.1, 0.3];
/// Parts of the articles that are scored apart.
const FOLDS: usize = 5;

/// One weight moved.
pub struct Move {
    /// `between.trigger`.
    pub weight: String,
    /// Its value in use.
    pub from: f64,
    /// What was tried.
    pub to: f64,
    /// F1 of strict and of lenient deals, added up: with the change less without.
    pub gain: f64,
    /// Folds that gain and folds that lose.
    pub folds: (usize, usize),
}

/// Moves every weight, the best move first.
///
/// # Errors
/// If `weights` is no weights file.
pub fn sweep(annotator: &mut Annotator, weights: &str, cases: &[Case]) -> Result<Vec<Move>, LexiconError> {
    let parse = |text: &str| text.parse::<toml::Table>().map_err(|e| LexiconError::new("weights.toml", 1, e.message()));
    let table = parse(weights)?;
    annotator.set_weights("weights.toml", weights)?;
    let before = figures(annotator, cases);
    let mut moves = Vec::new();
    for (section, values) in &table {
        for (name, value) in values.as_table().into_iter().flatten() {
            let Some(from) = value.as_float() else { continue };
            for to in STEPS.map(|step| from + step) {
                let mut changed = table.clone();
                if let Some(slot) = changed.get_mut(section).and_then(|s| s.get_mut(name)) {
                    *slot = toml::Value::Float(to);
                }
                annotator.set_weights("weights.toml", &changed.to_string())?;
                let after = figures(annotator, cases);
                let gains: Vec<f64> = after.iter().zip(&before).map(|(a, b)| a - b).collect();
                let folds = (gains[1..].iter().filter(|g| **g > 0.0).count(), gains[1..].iter().filter(|g| **g < 0.0).count());
                moves.push(Move { weight: format!("{section}.{name}"), from, to, gain: gains[0], folds });
            }
        }
    }
    annotator.set_weights("weights.toml", weights)?;
    moves.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    Ok(moves)
}

/// The figure that is moved for, over all articles and for each fold.
fn figures(annotator: &Annotator, cases: &[Case]) -> Vec<f64> {
    let scored = score(annotator, cases);
    let mut tallies: Vec<Tally> = (0..=FOLDS).map(|_| Tally::default()).collect();
    for (i, one) in scored.iter().enumerate() {
        tallies[0].merge(&one.tally);
        tallies[1 + i % FOLDS].merge(&one.tally);
    }
    let f1 = |tally: &Tally, layer| tally.figure(layer).f1().unwrap_or_default();
    tallies.iter().map(|t| f1(t, Layer::DealsStrict) + f1(t, Layer::DealsLenient)).collect()
}

/// One line a move.
///
/// # Errors
/// Where `out` does.
pub fn write_text(moves: &[Move], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:<26}{:>7}{:>7}{:>9}  folds up, down", "weight", "from", "to", "gain")?;
    for m in moves {
        writeln!(out, "{:<26}{:>7.2}{:>7.2}{:>+9.4}  {}, {}", m.weight, m.from, m.to, m.gain, m.folds.0, m.folds.1)?;
    }
    Ok(())
}
