//! `dealgraph` reads Chinese and English financial news and gives back who deals with whom: entities, amounts, dates, typed deals, attributed
//! quotations, and the deal graph in which circular financing shows.
//!
//! ```no_run
//! use dealgraph::{Annotator, Document, Options};
//!
//! let annotator = Annotator::new()?;
//! let mut document = Document::default();
//! document.text.source = "启澜资本向远川科技投资3亿元。".to_owned();
//! annotator.annotate(&mut document, Options::default());
//! # Ok::<(), dealgraph::LexiconError>(())
//! ```

mod annotator;
pub mod batch;
pub mod cli;
pub mod deal;
pub mod doc;
pub(crate) mod entity;
pub mod eval;
pub mod export;
pub mod graph;
pub(crate) mod lang;
pub mod lexicon;
pub(crate) mod mention;
pub(crate) mod queue;
pub(crate) mod quote;
pub mod read;
pub(crate) mod segment;
pub(crate) mod sentence;
pub mod store;

pub use annotator::{Annotator, Options, Tokens};
pub use doc::{Document, Language, Meta};
pub use lexicon::LexiconError;
