//! Which column or key of a record holds what: `text`, `id`, `date`, … unless the user maps them.

/// The six things that a record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The article.
    Text,
    /// What is carried through.
    Id,
    /// The day that relative dates are resolved against.
    Date,
    /// Headline.
    Title,
    /// Publisher.
    Source,
    /// Language.
    Lang,
}

impl Field {
    /// All of them, in the order of their columns.
    pub const ALL: [Field; 6] = [Field::Text, Field::Id, Field::Date, Field::Title, Field::Source, Field::Lang];

    /// The name that records give it by themselves.
    pub fn name(self) -> &'static str {
        match self {
            Field::Text => "text",
            Field::Id => "id",
            Field::Date => "date",
            Field::Title => "title",
            Field::Source => "source",
            Field::Lang => "lang",
        }
    }
}

/// The names under which records hold the six fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldNames([String; 6]);

impl Default for FieldNames {
    fn default() -> Self {
        FieldNames(Field::ALL.map(|f| f.name().to_owned()))
    }
}

impl FieldNames {
    /// Maps a field to another name.
    pub fn set(&mut self, field: Field, name: &str) {
        name.clone_into(&mut self.0[field as usize]);
    }

    /// The name under which records hold the field.
    pub fn get(&self, field: Field) -> &str {
        &self.0[field as usize]
    }

    /// The places of the six fields among the columns of a table.
    ///
    /// # Errors
    /// What is missing: the text, or a column that the user named.
    pub(super) fn columns<'a>(&self, header: impl Iterator<Item = &'a str> + Clone) -> Result<[Option<usize>; 6], String> {
        let mut places = [None; 6];
        for field in Field::ALL {
            let wanted = self.get(field);
            let place =
                header.clone().position(|name| name.trim() == wanted).or_else(|| header.clone().position(|name| name.trim().eq_ignore_ascii_case(wanted)));
            if place.is_none() && (field == Field::Text || wanted != field.name()) {
                let there: Vec<&str> = header.take(40).collect();
                return Err(format!(
                    "no column {wanted:?} for the {name}; columns are {}; --{name}-field names another",
                    there.join(", "),
                    name = field.name()
                ));
            }
            places[field as usize] = place;
        }
        Ok(places)
    }
}
