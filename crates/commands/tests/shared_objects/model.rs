//! What shared objects are to do, as simply as it can be said: every object knows the name of its group, and everything
//! happens one after the other.

/// A process.
pub type Process = u32;
/// The number of an object or collection.
pub type Entity = usize;

/// What an object or collection holds at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    Null,
    Number(u32),
    Shared(Entity),
}

/// A kind of shared object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Object,
    Collection,
    /// The storage of a session.
    SessionStorage,
    /// `Storage`.
    Storage,
}

/// What a write ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Done,
    NotLocked,
    OtherGroup,
    NotShared,
}

#[derive(Clone)]
struct Member {
    kind: Kind,
    group: usize,
    /// Keys and items; those of a collection are its positions.
    content: Vec<(String, Item)>,
}

/// All shared objects of a run.
#[derive(Clone, Default)]
pub struct Model {
    members: Vec<Member>,
    /// Who holds each group, and how often.
    held: Vec<(Process, u32)>,
    /// Which object each process is about to take.
    wanted: Vec<(Process, Entity)>,
}

impl Model {
    /// A new object in a group of its own, or in that of another one.
    pub fn create(&mut self, kind: Kind, group_of: Option<Entity>, content: Vec<(String, Item)>) -> Entity {
        let group = match group_of {
            Some(other) => self.members[other].group,
            None => {
                self.held.push((0, 0));
                self.held.len() - 1
            }
        };
        self.members.push(Member { kind, group, content });
        self.members.len() - 1
    }

    pub fn len(&self) -> usize {
        self.members.len()
    }

    pub fn kind(&self, entity: Entity) -> Kind {
        self.members[entity].kind
    }

    pub fn content(&self, entity: Entity) -> &[(String, Item)] {
        &self.members[entity].content
    }

    pub fn same_group(&self, left: Entity, right: Entity) -> bool {
        self.members[left].group == self.members[right].group
    }

    pub fn is_held(&self, entity: Entity) -> bool {
        self.held[self.members[entity].group].1 > 0
    }

    pub fn is_held_by(&self, process: Process, entity: Entity) -> bool {
        let (owner, count) = self.held[self.members[entity].group];
        owner == process && count > 0
    }

    /// A process is about to wait for an object, or does so no longer.
    pub fn want(&mut self, process: Process, entity: Option<Entity>) {
        self.wanted.retain(|(other, _)| *other != process);
        self.wanted.extend(entity.map(|entity| (process, entity)));
    }

    /// Whether some processes wait for each other in a circle.
    pub fn has_deadlock(&self) -> bool {
        let blocker = |process: Process| {
            let (_, entity) = self.wanted.iter().find(|(other, _)| *other == process)?;
            let (owner, count) = self.held[self.members[*entity].group];
            (count > 0 && owner != process).then_some(owner)
        };
        self.wanted.iter().any(|(process, _)| {
            let mut next = blocker(*process);
            for _ in 0..self.wanted.len() {
                match next {
                    Some(found) if found == *process => return true,
                    Some(found) => next = blocker(found),
                    None => return false,
                }
            }
            false
        })
    }

    /// A process has taken an object.
    pub fn enter(&mut self, process: Process, entity: Entity) -> Result<(), String> {
        self.want(process, None);
        let (owner, count) = &mut self.held[self.members[entity].group];
        if *count > 0 && *owner != process {
            return Err(format!("process {process} is inside {entity} together with process {owner}"));
        }
        *owner = process;
        *count += 1;
        Ok(())
    }

    /// A process gives an object back.
    pub fn leave(&mut self, entity: Entity) {
        self.held[self.members[entity].group].1 -= 1;
    }

    /// A process writes.
    pub fn put(&mut self, process: Process, entity: Entity, key: &str, item: Item) -> Outcome {
        if !self.is_held_by(process, entity) {
            return Outcome::NotLocked;
        }
        let kind = self.members[entity].kind;
        match item {
            Item::Shared(child) => {
                if let Some(refusal) = self.merge(entity, child) {
                    return refusal;
                }
            }
            Item::Null | Item::Number(_) if kind == Kind::Storage => return Outcome::NotShared,
            Item::Null | Item::Number(_) => {}
        }
        let content = &mut self.members[entity].content;
        if let (Kind::Collection, Ok(position)) = (kind, key.parse::<usize>()) {
            for missing in content.len()..=position {
                content.push((missing.to_string(), Item::Null));
            }
        }
        match content.iter_mut().find(|(known, _)| known == key) {
            Some((_, slot)) => *slot = item,
            None => content.push((key.to_owned(), item)),
        }
        Outcome::Done
    }

    fn merge(&mut self, entity: Entity, child: Entity) -> Option<Outcome> {
        let storage = |kind| matches!(kind, Kind::Storage | Kind::SessionStorage);
        let (into, from) = (self.members[entity].group, self.members[child].group);
        if storage(self.members[entity].kind) || into == from {
            return None;
        }
        let size = |group| self.members.iter().filter(|member| member.group == group).count();
        if storage(self.members[child].kind) || (size(into) > 1 && size(from) > 1) {
            return Some(Outcome::OtherGroup);
        }
        // Uses of the two groups, which the process holds both, add up.
        self.held[into].1 += std::mem::take(&mut self.held[from].1);
        self.members.iter_mut().filter(|member| member.group == from).for_each(|member| member.group = into);
        None
    }

    /// A process removes a property.
    pub fn remove(&mut self, process: Process, entity: Entity, key: &str) -> Outcome {
        if !self.is_held_by(process, entity) {
            return Outcome::NotLocked;
        }
        self.members[entity].content.retain(|(known, _)| known != key);
        Outcome::Done
    }

    /// Everything that can be reached from an object, in the order of a deep copy; nothing where it is not all in one group.
    pub fn reachable(&self, entity: Entity) -> Option<Vec<Entity>> {
        let mut found = vec![];
        self.reach(entity, &mut found);
        let group = self.members[entity].group;
        found.iter().all(|entity| self.members[*entity].group == group).then_some(found)
    }

    fn reach(&self, entity: Entity, found: &mut Vec<Entity>) {
        if found.contains(&entity) {
            return;
        }
        found.push(entity);
        for (_, item) in &self.members[entity].content {
            if let Item::Shared(child) = item {
                self.reach(*child, found);
            }
        }
    }
}
