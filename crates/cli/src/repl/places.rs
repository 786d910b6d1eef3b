//! The places where inputs can run: a standalone application, and a server with its clients, all in one program.

use fourd_runtime::Program;
use fourd_runtime::interactive::PromptTarget;
use fourd_runtime::machine::Machine;
use fourd_runtime::world::World;
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// So many clients can be connected.
const MOST_CLIENTS: usize = 100;

/// Where the next input runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Standalone,
    Server,
    /// On a client, by its position.
    Remote(usize),
    /// On the server, in the session of a client.
    Twin(usize),
}

struct Client {
    user: String,
    place: Arc<PromptTarget>,
    twin: Option<Arc<PromptTarget>>,
}

/// All places that have begun.
pub struct Places {
    /// The program that runs in them.
    pub program: Arc<Program>,
    world: Arc<World>,
    standalone: Arc<PromptTarget>,
    server: Option<Arc<PromptTarget>>,
    clients: Vec<Client>,
    role: Role,
    seed: Option<u64>,
}

impl Places {
    /// A standalone application; a seed decides everything random, and the clock is virtual.
    ///
    /// # Errors
    /// The operating system starts no thread.
    pub fn new(program: Arc<Program>, seed: Option<u64>) -> std::io::Result<Places> {
        let world = World::within(seed, program.surroundings.clone());
        let standalone = Arc::new(PromptTarget::standalone(&program, &world)?);
        Ok(Places { program, world, standalone, server: None, clients: Vec::new(), role: Role::Standalone, seed })
    }

    /// Whether a process other than that of an input has ended by an error.
    pub fn failed(&self) -> bool {
        self.world.failed.load(Ordering::SeqCst)
    }

    /// Where the next input runs.
    pub fn current(&self) -> Arc<PromptTarget> {
        let client = |index: usize| self.clients.get(index);
        let place = match self.role {
            Role::Standalone => None,
            Role::Server => self.server.as_ref(),
            Role::Remote(index) => client(index).map(|client| &client.place),
            Role::Twin(index) => client(index).and_then(|client| client.twin.as_ref()),
        };
        place.unwrap_or(&self.standalone).clone()
    }

    /// The prompt before an input.
    pub fn prompt(&self) -> String {
        match self.role {
            Role::Standalone => "4D> ".to_owned(),
            Role::Server => "server> ".to_owned(),
            Role::Remote(index) => format!("client {}> ", index + 1),
            Role::Twin(index) => format!("twin {}> ", index + 1),
        }
    }

    /// Where the next input runs, in words.
    pub fn described(&self) -> String {
        let user = |index: usize| self.clients.get(index).map_or("", |client| client.user.as_str());
        match self.role {
            Role::Standalone => "the standalone application".to_owned(),
            Role::Server => "the server, in the session of stored procedures".to_owned(),
            Role::Remote(index) => format!("client {}, connected as `{}`", index + 1, user(index)),
            Role::Twin(index) => format!("the server, in the session of client {} (`{}`)", index + 1, user(index)),
        }
    }

    /// The machines that have begun, with their names.
    pub fn machines(&self) -> Vec<(String, Arc<Machine>)> {
        let mut machines = vec![("standalone".to_owned(), self.standalone.machine.clone())];
        machines.extend(self.server.iter().map(|server| ("server".to_owned(), server.machine.clone())));
        let clients = self.clients.iter().enumerate();
        machines.extend(clients.map(|(index, client)| (format!("client {}", index + 1), client.place.machine.clone())));
        machines
    }

    /// Whether a process is there to run inputs.
    pub fn has(&self, identity: u32) -> bool {
        let clients = self.clients.iter().flat_map(|client| client.twin.iter().chain([&client.place]));
        clients.chain(&self.server).chain([&self.standalone]).any(|place| place.record.identity == identity)
    }

    /// Lets further inputs run elsewhere: `standalone`, `server`, `remote` or `twin`, the latter two with the number or
    /// the user of a client. The server and the client begin where they have not yet.
    ///
    /// # Errors
    /// There is no such place, in words.
    pub fn go(&mut self, wish: &str) -> Result<(), String> {
        let (role, client) = wish.trim().split_once(' ').unwrap_or((wish.trim(), ""));
        match (role, client.trim()) {
            ("standalone", "") => self.role = Role::Standalone,
            ("server", "") => {
                self.server().map_err(failed)?;
                self.role = Role::Server;
            }
            ("remote", client) => self.role = Role::Remote(self.client(client)?),
            ("twin", client) => {
                let index = self.client(client)?;
                if let Some(client) = self.clients.get_mut(index)
                    && client.twin.as_ref().is_none_or(|twin| !twin.is_alive())
                {
                    client.twin = client.place.twin().map(Arc::new);
                }
                self.role = Role::Twin(index);
            }
            _ => {
                return Err(
                    "expected `standalone`, `server`, `remote` or `twin`, the latter two with the number or the user \
                     of a client"
                        .to_owned(),
                );
            }
        }
        Ok(())
    }

    fn server(&mut self) -> std::io::Result<Arc<PromptTarget>> {
        match &self.server {
            Some(server) => Ok(server.clone()),
            None => Ok(self.server.insert(Arc::new(PromptTarget::server(&self.program, &self.world)?)).clone()),
        }
    }

    /// The position of the client that is wished; without a wish the one where inputs run, or the first.
    fn client(&mut self, wish: &str) -> Result<usize, String> {
        let count = self.clients.len();
        let (index, user) = match (wish, wish.parse::<usize>()) {
            ("", _) => match self.role {
                Role::Remote(index) | Role::Twin(index) => (index, None),
                Role::Standalone | Role::Server => (0, None),
            },
            (_, Ok(number)) if number == 0 || number > count + 1 => {
                return Err(format!("no client {number}; the next new one is {}", count + 1));
            }
            (_, Ok(number)) => (number - 1, None),
            (user, Err(_)) => {
                let known = self.clients.iter().position(|client| client.user == user);
                (known.unwrap_or(count), Some(user))
            }
        };
        if self.clients.get(index).is_some_and(|client| client.place.is_alive()) {
            return Ok(index);
        }
        if count == MOST_CLIENTS {
            return Err(format!("{MOST_CLIENTS} clients are connected, which is the limit"));
        }
        let server = self.server().map_err(failed)?;
        let user = user.map_or_else(|| format!("user {}", index + 1), str::to_owned);
        let place = PromptTarget::client(&self.program, &server.machine, index as u32 + 1, &user).map_err(failed)?;
        let client = Client { user, place: Arc::new(place), twin: None };
        match self.clients.get_mut(index) {
            Some(ended) => *ended = client,
            None => self.clients.push(client),
        }
        Ok(index)
    }

    /// The place of the next input has ended: says what happens now, and whether that is an error; nothing where the prompt
    /// ends too.
    pub fn after_end(&mut self) -> Option<(String, bool)> {
        if self.world.stopping.load(Ordering::SeqCst) {
            let reset = self.reset(self.program.clone()).ok();
            return reset.map(|()| ("all processes ended".to_owned(), true));
        }
        let ended = self.described();
        match self.role {
            Role::Standalone => return None,
            Role::Server => {
                self.clients.drain(..).for_each(|client| client.close());
                if let Some(server) = self.server.take() {
                    server.close();
                }
            }
            // A client that has ended starts again when inputs are to run on it.
            Role::Remote(_) | Role::Twin(_) => {}
        }
        self.role = Role::Standalone;
        Some((format!("{ended}: ended; back to the standalone application"), false))
    }

    /// Ends all processes and starts a standalone application of a program.
    ///
    /// # Errors
    /// The operating system starts no thread.
    pub fn reset(&mut self, program: Arc<Program>) -> std::io::Result<()> {
        self.world.stop();
        self.close_all();
        *self = Places::new(program, self.seed)?;
        Ok(())
    }

    fn close_all(&self) {
        self.clients.iter().for_each(Client::close);
        self.server.iter().chain([&self.standalone]).for_each(|place| place.close());
    }

    /// Ends all places when their processes have ended.
    ///
    /// # Errors
    /// The operating system gave no memory for a process.
    pub fn end(&self) -> std::io::Result<()> {
        self.close_all();
        let clients = self.clients.iter().map(|client| &client.place);
        clients.chain(&self.server).chain([&self.standalone]).try_for_each(|place| place.join())
    }
}

impl Client {
    fn close(&self) {
        self.twin.iter().chain([&self.place]).for_each(|place| place.close());
    }
}

fn failed(error: std::io::Error) -> String {
    error.to_string()
}
