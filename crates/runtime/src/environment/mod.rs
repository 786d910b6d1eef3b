//! What all machines of a run share, and the boundary to the outside: the world with its clock, its state and its end,
//! and what a program may reach.

pub mod access;
pub mod assertions;
pub mod clock;
pub mod edition;
pub mod effects;
pub mod fault;
pub mod print;
pub mod recent;
pub mod run_time;
pub mod state;
pub mod stop;
pub mod surroundings;
pub mod world;
