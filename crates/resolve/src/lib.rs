//! Names to slots, declared types, static checks: the typed tree.
