//! A small tree of elements, so that parts of a file are values: they can be optional, shared and put in order, and an element
//! with nothing in it is never written (Peppol forbids empty elements).

use std::fmt::Display;

use entity::types::Money;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An element: a name, attributes, and either a text or further elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Text(String),
    Nodes(Vec<Node>),
}

/// An element with a text.
pub(super) fn leaf(name: &'static str, text: impl Display) -> Node {
    Node { name, attributes: Vec::new(), content: Content::Text(clean(&text.to_string())) }
}

/// An element with an amount and its currency.
pub(super) fn amount(name: &'static str, money: Money) -> Node {
    leaf(name, money).with("currencyID", money.currency())
}

/// An element for further elements.
pub(super) fn group(name: &'static str) -> Node {
    Node { name, attributes: Vec::new(), content: Content::Nodes(Vec::new()) }
}

impl Node {
    /// With an attribute.
    pub(super) fn with(mut self, key: &'static str, value: impl Display) -> Self {
        self.attributes.push((key, clean(&value.to_string())));
        self
    }

    /// With an element at its end; an empty one, or none, is left out.
    pub(super) fn add(mut self, node: impl Into<Option<Self>>) -> Self {
        if let (Content::Nodes(nodes), Some(node)) = (&mut self.content, node.into())
            && !node.is_empty()
        {
            nodes.push(node);
        }
        self
    }

    /// With several elements at its end.
    pub(super) fn add_all(self, nodes: impl IntoIterator<Item = Self>) -> Self {
        nodes.into_iter().fold(self, Self::add)
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        match &self.content {
            Content::Text(text) => text.is_empty(),
            Content::Nodes(nodes) => nodes.is_empty(),
        }
    }

    /// The file with this element at its root: UTF-8, indented by two, and the same bytes for the same tree.
    pub(super) fn to_file(&self) -> std::io::Result<Vec<u8>> {
        let mut to = Writer::new_with_indent(Vec::new(), b' ', 2);
        to.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.write(&mut to)?;
        let mut bytes = to.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn write(&self, to: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (key, value) in &self.attributes {
            start.push_attribute((*key, value.as_str()));
        }
        to.write_event(Event::Start(start))?;
        match &self.content {
            Content::Text(text) => to.write_event(Event::Text(BytesText::new(text)))?,
            Content::Nodes(nodes) => nodes.iter().try_for_each(|node| node.write(to))?,
        }
        to.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// The text without characters that XML 1.0 has no way to write, not even escaped, and without space around it. A carriage
/// return goes too: readers make it a line feed, and then the bytes read are not the bytes written.
pub(super) fn clean(text: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    let kept: String = text.chars().filter(allowed).collect();
    kept.trim().to_owned()
}
