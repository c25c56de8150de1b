//! Frames as bytes and back, see `lexicon/stored.rs`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Becomes, Beside, Example, Frame, Frames, Need, Needs, RoleRule, Trigger, Upgrade};
use crate::lang::Case;
use crate::lexicon::{Reader, Stored, Writer, stored_choices, stored_fields};

stored_choices! { Case: Case::ALL, }

stored_fields! {
    Frame { name label_zh label_en flow money debts shares lasting stands usual priced declared without roles upgrade minority goods beside examples counters file }
    RoleRule { name types many required topic likely unlikely named }
    Becomes { kind roles }
    Beside { kind roles same_sum agree ended }
    Example { text deal fails line }
    Trigger { kind cases relation means rivals need weight status topic head tags assets number line }
}

impl Stored for Frames {
    fn store(&self, to: &mut Writer) {
        self.types.store(to);
        self.triggers.store(to);
        // Sorted, so that equal files give equal bytes.
        let words: BTreeMap<_, _> = self.words.iter().collect();
        words.into_iter().map(|(word, blocks)| (word.clone(), blocks.clone())).collect::<Vec<_>>().store(to);
        self.venues.iter().cloned().collect::<Vec<_>>().store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        Frames {
            types: Stored::restore(from),
            triggers: Stored::restore(from),
            words: Vec::restore(from).into_iter().collect(),
            venues: Vec::restore(from).into_iter().collect(),
        }
    }
}

impl Stored for Upgrade {
    fn store(&self, to: &mut Writer) {
        self.over.mantissa().to_string().store(to);
        self.over.scale().store(to);
        self.to.store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        let mantissa = <&str>::restore(from).parse().unwrap_or_default();
        Upgrade { over: Decimal::from_i128_with_scale(mantissa, u32::restore(from)), to: Stored::restore(from) }
    }
}

impl Stored for Needs {
    fn store(&self, to: &mut Writer) {
        self.iter().collect::<Vec<_>>().store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        Vec::restore(from).into_iter().collect()
    }
}

impl Stored for Need {
    fn store(&self, to: &mut Writer) {
        let (kind, word) = match *self {
            Need::Word(word) => (0u8, word),
            Need::Percent => (1, 0),
            Need::Money => (2, 0),
            Need::Shares => (3, 0),
            Need::Copula => (4, 0),
        };
        (kind, word).store(to);
    }

    fn restore(from: &mut Reader) -> Self {
        match Stored::restore(from) {
            (0u8, word) => Need::Word(word),
            (1, _) => Need::Percent,
            (2, _) => Need::Money,
            (3, _) => Need::Shares,
            _ => Need::Copula,
        }
    }
}
