//! XML by quick-xml, with the characters that XML 1.0 forbids made visible.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::visible::for_xml;

/// A document being written.
pub(crate) struct Xml<'w>(Writer<&'w mut dyn Write>);

/// Names and values of an element's attributes.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl<'w> Xml<'w> {
    /// Begins a document.
    pub(crate) fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        let Xml(mut writer) = Xml::fragment(out);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Xml(writer))
    }

    /// Begins without the declaration, which Label Studio's configuration does not have.
    pub(crate) fn fragment(out: &'w mut dyn Write) -> Self {
        Xml(Writer::new_with_indent(out, b' ', 1))
    }

    /// An opening tag.
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    /// A closing tag.
    pub(crate) fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element that holds text.
    pub(crate) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&for_xml(text))))?;
        self.close(name)
    }

    /// Ends the document.
    pub(crate) fn end(self) -> io::Result<()> {
        self.0.into_inner().write_all(b"\n")
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, for_xml(value).as_ref()));
    }
    start
}
