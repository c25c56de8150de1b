//! Gold and found are paired one to one, the best pair first.

/// Pairs of positions in both lists. `score` over 0 allows a pair; of equal scores the earlier pair wins.
pub(super) fn pair<G, F>(golds: &[G], found: &[F], score: impl Fn(&G, &F) -> f64) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, gold) in golds.iter().enumerate() {
        candidates.extend(found.iter().enumerate().map(|(j, f)| (score(gold, f), i, j)).filter(|c| c.0 > 0.0));
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut gold_used, mut found_used) = (vec![false; golds.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !gold_used[i] && !found_used[j] {
            (gold_used[i], found_used[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_best_pair_comes_first() {
        let near = |g: &i32, f: &i32| if (g - f).abs() <= 2 { 3.0 - f64::from((g - f).abs()) } else { 0.0 };
        assert_eq!(super::pair(&[1, 5], &[4, 2, 9], near), [(0, 1), (1, 0)]);
    }
}
