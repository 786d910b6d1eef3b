//! The tree of a document: nodes that know their parent, their neighbours and their children. Everything walks it without
//! recursion, so that its depth does not matter.

use super::parser::{Declaration, Doctype, MAX_DEPTH};

/// A node of a tree: its slot, and how often the slot was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct NodeId {
    pub(crate) slot: u32,
    pub(crate) generation: u32,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// The document, parent of the root element.
    Document,
    /// An element: its name and its attributes.
    Element(String, Vec<(String, String)>),
    /// Characters.
    Text(String),
    /// A CDATA section.
    CData(String),
    /// A comment.
    Comment(String),
    /// A processing instruction: its target and what follows.
    Instruction(String, String),
    /// The type of the document.
    Doctype(Doctype),
    /// An attribute that something refers to, by its name; its parent is the element, which does not count it as a child.
    Attribute(String),
}

struct Node {
    kind: Kind,
    parent: Option<NodeId>,
    previous: Option<NodeId>,
    next: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
}

#[derive(Default)]
struct Slot {
    generation: u32,
    node: Option<Node>,
}

/// A document.
pub(crate) struct Tree {
    slots: Vec<Slot>,
    free: Vec<u32>,
    /// What `<?xml … ?>` says.
    pub(crate) declaration: Declaration,
}

impl Tree {
    /// A document without a root element.
    pub(crate) fn new(declaration: Declaration) -> Tree {
        let mut tree = Tree { slots: Vec::new(), free: Vec::new(), declaration };
        tree.create(Kind::Document);
        tree
    }

    /// The document node.
    pub(crate) const DOCUMENT: NodeId = NodeId { slot: 0, generation: 0 };

    /// A node that is nowhere yet.
    pub(crate) fn create(&mut self, kind: Kind) -> NodeId {
        let node = Node { kind, parent: None, previous: None, next: None, first: None, last: None };
        let slot = match self.free.pop() {
            Some(slot) => slot,
            None => {
                self.slots.push(Slot::default());
                (self.slots.len() - 1) as u32
            }
        };
        match self.slots.get_mut(slot as usize) {
            Some(place) => {
                place.node = Some(node);
                NodeId { slot, generation: place.generation }
            }
            None => Self::DOCUMENT,
        }
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.slots.get(id.slot as usize).filter(|slot| slot.generation == id.generation)?.node.as_ref()
    }

    fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.slots.get_mut(id.slot as usize).filter(|slot| slot.generation == id.generation)?.node.as_mut()
    }

    /// Whether the node is there.
    pub(crate) fn contains(&self, id: NodeId) -> bool {
        self.node(id).is_some()
    }

    /// How many slots there are: an upper bound of the number of nodes.
    pub(crate) fn size(&self) -> usize {
        self.slots.len()
    }

    /// What a node is.
    pub(crate) fn kind(&self, id: NodeId) -> &Kind {
        self.node(id).map_or(&Kind::Document, |node| &node.kind)
    }

    /// What a node is, to be changed.
    pub(crate) fn kind_mut(&mut self, id: NodeId) -> Option<&mut Kind> {
        self.node_mut(id).map(|node| &mut node.kind)
    }

    /// The node above.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    /// The node behind.
    pub(crate) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.next
    }

    /// The node before.
    pub(crate) fn previous(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.previous
    }

    /// The first child.
    pub(crate) fn first(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.first
    }

    /// The last child.
    pub(crate) fn last(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.last
    }

    /// The children in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first(id), |child| self.next(*child))
    }

    /// The child elements in order.
    pub(crate) fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).filter(|child| self.is_element(*child))
    }

    /// The node that comes after this one in the document, among what is below `top`; `None` at its end.
    pub(crate) fn following(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        self.first(id).or_else(|| self.behind(id, top))
    }

    /// As [`Tree::following`], but behind everything that is below the node.
    pub(crate) fn behind(&self, id: NodeId, top: NodeId) -> Option<NodeId> {
        let mut at = id;
        loop {
            if at == top {
                return None;
            }
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
    }

    /// Everything below a node, in order.
    pub(crate) fn descendants(&self, top: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.first(top), move |id| self.following(*id, top))
    }

    /// Whether a node is an element.
    pub(crate) fn is_element(&self, id: NodeId) -> bool {
        matches!(self.node(id), Some(Node { kind: Kind::Element(..), .. }))
    }

    /// The root element.
    pub(crate) fn root(&self) -> Option<NodeId> {
        self.elements(Self::DOCUMENT).next()
    }

    /// The type of the document.
    pub(crate) fn doctype(&self) -> Option<(NodeId, &Doctype)> {
        self.children(Self::DOCUMENT).find_map(|child| match self.kind(child) {
            Kind::Doctype(doctype) => Some((child, doctype)),
            _ => None,
        })
    }

    /// The name of a node as commands show it.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        match self.kind(id) {
            Kind::Document => "#document",
            Kind::Element(name, _) | Kind::Instruction(name, _) | Kind::Attribute(name) => name,
            Kind::Text(_) => "#text",
            Kind::CData(_) => "#cdata-section",
            Kind::Comment(_) => "#comment",
            Kind::Doctype(doctype) => &doctype.name,
        }
    }

    /// The attributes of an element.
    pub(crate) fn attributes(&self, id: NodeId) -> &[(String, String)] {
        match self.kind(id) {
            Kind::Element(_, attributes) => attributes,
            _ => &[],
        }
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        self.attributes(id).iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute.
    pub(crate) fn set_attribute(&mut self, id: NodeId, name: &str, value: String) {
        if let Some(Kind::Element(_, attributes)) = self.kind_mut(id) {
            match attributes.iter_mut().find(|(known, _)| known == name) {
                Some((_, old)) => *old = value,
                None => attributes.push((name.to_owned(), value)),
            }
        }
    }

    /// The texts directly in a node; of anything but an element what it says itself.
    pub(crate) fn own_text(&self, id: NodeId) -> String {
        match self.kind(id) {
            Kind::Element(..) | Kind::Document => self
                .children(id)
                .filter_map(|child| match self.kind(child) {
                    Kind::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect(),
            _ => self.string_value(id),
        }
    }

    /// The CDATA sections directly in a node.
    pub(crate) fn own_cdata(&self, id: NodeId) -> String {
        self.children(id)
            .filter_map(|child| match self.kind(child) {
                Kind::CData(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The value of a node as XPath has it: all texts below an element.
    pub(crate) fn string_value(&self, id: NodeId) -> String {
        match self.kind(id) {
            Kind::Document | Kind::Element(..) => self
                .descendants(id)
                .filter_map(|node| match self.kind(node) {
                    Kind::Text(text) | Kind::CData(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect(),
            Kind::Text(text) | Kind::CData(text) | Kind::Comment(text) | Kind::Instruction(_, text) => text.clone(),
            Kind::Doctype(doctype) => doctype.source.clone(),
            Kind::Attribute(name) => {
                self.parent(id).and_then(|element| self.attribute(element, name)).unwrap_or_default().to_owned()
            }
        }
    }

    /// How many nodes are above a node.
    pub(crate) fn depth(&self, id: NodeId) -> usize {
        std::iter::successors(self.parent(id), |node| self.parent(*node)).count()
    }

    /// Whether something with that many levels more may be put below a node.
    pub(crate) fn has_room(&self, id: NodeId, levels: usize) -> bool {
        self.depth(id) + levels <= MAX_DEPTH
    }

    /// How many levels a node and what is below it take.
    pub(crate) fn height(&self, top: NodeId) -> usize {
        let (mut depth, mut highest) = (1, 1);
        let mut at = top;
        loop {
            if let Some(first) = self.first(at) {
                at = first;
                depth += 1;
                highest = highest.max(depth);
                continue;
            }
            while at != top && self.next(at).is_none() {
                match self.parent(at) {
                    Some(parent) => at = parent,
                    None => return highest,
                }
                depth -= 1;
            }
            match self.next(at).filter(|_| at != top) {
                Some(next) => at = next,
                None => return highest,
            }
        }
    }

    /// Puts a node that is nowhere before a child of `parent`, or behind all.
    pub(crate) fn insert(&mut self, parent: NodeId, node: NodeId, before: Option<NodeId>) {
        let previous = match before {
            Some(before) => self.previous(before),
            None => self.last(parent),
        };
        if let Some(node) = self.node_mut(node) {
            node.parent = Some(parent);
            node.previous = previous;
            node.next = before;
        }
        match previous.and_then(|previous| self.node_mut(previous)) {
            Some(previous) => previous.next = Some(node),
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.first = Some(node);
                }
            }
        }
        match before.and_then(|before| self.node_mut(before)) {
            Some(before) => before.previous = Some(node),
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.last = Some(node);
                }
            }
        }
    }

    /// Makes a node and puts it behind the children of `parent`.
    pub(crate) fn append(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        let node = self.create(kind);
        self.insert(parent, node, None);
        node
    }

    /// A reference to an attribute.
    pub(crate) fn refer_to_attribute(&mut self, element: NodeId, name: &str) -> NodeId {
        let node = self.create(Kind::Attribute(name.to_owned()));
        if let Some(node) = self.node_mut(node) {
            node.parent = Some(element);
        }
        node
    }

    /// Removes a node with everything below it.
    pub(crate) fn remove(&mut self, id: NodeId) {
        let Some(node) = self.node(id) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        match previous.and_then(|previous| self.node_mut(previous)) {
            Some(previous) => previous.next = next,
            None => {
                if let Some(parent) = parent.and_then(|parent| self.node_mut(parent)).filter(|p| p.first == Some(id)) {
                    parent.first = next;
                }
            }
        }
        match next.and_then(|next| self.node_mut(next)) {
            Some(next) => next.previous = previous,
            None => {
                if let Some(parent) = parent.and_then(|parent| self.node_mut(parent)).filter(|p| p.last == Some(id)) {
                    parent.last = previous;
                }
            }
        }
        let gone: Vec<NodeId> = std::iter::once(id).chain(self.descendants(id)).collect();
        for id in gone {
            if let Some(slot) = self.slots.get_mut(id.slot as usize) {
                slot.node = None;
                slot.generation = slot.generation.wrapping_add(1);
                self.free.push(id.slot);
            }
        }
    }

    /// Removes the children of a node for which `which` holds.
    pub(crate) fn remove_children(&mut self, id: NodeId, which: impl Fn(&Kind) -> bool) {
        let gone: Vec<NodeId> = self.children(id).filter(|child| which(self.kind(*child))).collect();
        for child in gone {
            self.remove(child);
        }
    }

    /// What a node and everything below it consist of: the depth below the node, and what it is.
    pub(crate) fn copy_out(&self, top: NodeId) -> Vec<(usize, Kind)> {
        let base = self.depth(top);
        std::iter::once(top)
            .chain(self.descendants(top))
            .map(|node| (self.depth(node) - base, self.kind(node).clone()))
            .collect()
    }

    /// Makes nodes of what [`Tree::copy_out`] gave, below `parent` and before one of its children.
    pub(crate) fn copy_in(
        &mut self,
        nodes: Vec<(usize, Kind)>,
        parent: NodeId,
        before: Option<NodeId>,
    ) -> Option<NodeId> {
        let mut path: Vec<NodeId> = Vec::new();
        for (depth, kind) in nodes {
            path.truncate(depth);
            let node = self.create(kind);
            match path.last() {
                Some(parent) => self.insert(*parent, node, None),
                None => self.insert(parent, node, before),
            }
            path.push(node);
        }
        path.first().copied()
    }
}
