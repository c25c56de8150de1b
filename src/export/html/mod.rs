//! The page.
use std::io::{self, Write};

use super::View;
use super::formats::GraphStyle;
use super::graph::GraphView;
use crate::doc::Document;

pub(crate) fn write(_: &View<'_>, _: &Document, _: &mut dyn Write) -> io::Result<()> {
    Ok(())
}

pub(crate) fn write_graph(_: &GraphView, _: GraphStyle, _: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
