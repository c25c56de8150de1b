//! The ratchet: no figure may fall below the baseline, which is a report kept in a file.

use crate::export::scores::Scores;

/// Rounding noise.
const NOISE: f64 = 0.000_05;

/// Every figure of `now` that is below `baseline`, as `zh dev deals strict: 0.512, was 0.530`; groups and layers that either lacks are passed over.
pub fn fallen(baseline: &Scores, now: &Scores) -> Vec<String> {
    let mut fallen = Vec::new();
    for before in &baseline.groups {
        let Some(group) = now.groups.iter().find(|g| g.name == before.name) else { continue };
        for (layer, old) in &before.layers {
            let (Some(old), Some(new)) = (old.value, group.layers.get(layer).and_then(|l| l.value)) else { continue };
            if new < old - NOISE {
                fallen.push(format!("{} {layer}: {new:.4}, was {old:.4}", group.name));
            }
        }
    }
    fallen
}
