//! Counts by layer.

/// What is measured of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Precision, recall and F1 over findings.
    F1,
    /// Share of right answers over findings that were paired.
    Accuracy,
}

macro_rules! layers {
    ($($(#[$doc:meta])* $variant:ident $name:literal $measure:ident,)*) => {
        /// A layer of the annotation, or a property of its findings.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Layer { $($(#[$doc])* $variant,)* }

        impl Layer {
            /// All of them, in the order of the report.
            pub const ALL: &[Layer] = &[$(Layer::$variant,)*];

            /// As it stands in reports.
            pub fn name(self) -> &'static str {
                match self { $(Layer::$variant => $name,)* }
            }

            /// What is measured of it.
            pub fn measure(self) -> Measure {
                match self { $(Layer::$variant => Measure::$measure,)* }
            }
        }
    };
}

layers! {
    /// Named mentions with the very same bounds.
    EntitiesStrict "entities strict" F1,
    /// Named mentions that overlap.
    EntitiesOverlap "entities overlap" F1,
    /// Type of the entity of a mention found.
    EntityType "entity type" Accuracy,
    /// Sums of money: overlapping, same bounds, same currency.
    Amounts "amounts" F1,
    /// Percents: overlapping, same bounds.
    Percents "percents" F1,
    /// Share counts: overlapping, same bounds.
    Shares "shares" F1,
    /// Dates: overlapping, same days.
    Dates "dates" F1,
    /// Deals of the same type with the same parties in the same roles, and no further one.
    DealsStrict "deals strict" F1,
    /// Deals of the same family with the same pair of parties.
    DealsLenient "deals lenient" F1,
    /// Named parties in their roles.
    Parties "parties" F1,
    /// Status of a deal found.
    Status "status" Accuracy,
    /// Hearsay of a deal found.
    Hearsay "hearsay" Accuracy,
    /// Sums of a deal found.
    AmountAttached "amount attached" Accuracy,
    /// Percent of a deal found.
    PercentAttached "percent attached" Accuracy,
    /// Quotes of which the content overlaps by half.
    Quotes "quotes" F1,
    /// Kind of a quote found.
    QuoteKind "quote kind" Accuracy,
    /// Speaker of a quote found.
    Speaker "speaker" Accuracy,
    /// Reporting word of a quote found.
    Cue "cue" Accuracy,
    /// The speaker's title.
    Title "title" Accuracy,
    /// The speaker's employer.
    Affiliation "affiliation" Accuracy,
    /// What the words make of their subject.
    Stance "stance" Accuracy,
}

/// Counts of one layer. For an accuracy `hits` of `gold` were right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Right ones.
    pub hits: usize,
    /// What the tool found.
    pub found: usize,
    /// What the gold has.
    pub gold: usize,
}

impl Figure {
    /// Share of the found that is right; `None` where nothing was found.
    pub fn precision(&self) -> Option<f64> {
        ratio(self.hits, self.found)
    }

    /// Share of the gold that was found; `None` where there is none.
    pub fn recall(&self) -> Option<f64> {
        ratio(self.hits, self.gold)
    }

    /// Harmonic mean of both; `None` where there is neither gold nor found.
    pub fn f1(&self) -> Option<f64> {
        ratio(2 * self.hits, self.found + self.gold)
    }

    /// The one number of a layer.
    pub fn value(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::F1 => self.f1(),
            Measure::Accuracy => self.recall(),
        }
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Counts of all layers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    figures: [Figure; Layer::ALL.len()],
}

impl Tally {
    /// The counts of a layer.
    pub fn figure(&self, layer: Layer) -> Figure {
        self.figures[layer as usize]
    }

    /// Adds findings.
    pub(super) fn add(&mut self, layer: Layer, hits: usize, found: usize, gold: usize) {
        let figure = &mut self.figures[layer as usize];
        figure.hits += hits;
        figure.found += found;
        figure.gold += gold;
    }

    /// Adds one judged case.
    pub(super) fn judge(&mut self, layer: Layer, is_right: bool) {
        self.add(layer, usize::from(is_right), 1, 1);
    }

    /// Adds another tally.
    pub fn merge(&mut self, other: &Tally) {
        for &layer in Layer::ALL {
            let Figure { hits, found, gold } = other.figure(layer);
            self.add(layer, hits, found, gold);
        }
    }
}

/// Something missed or wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Of which layer.
    pub layer: Layer,
    /// Gold file.
    pub file: String,
    /// Line of it.
    pub line: usize,
    /// What.
    pub what: String,
}
