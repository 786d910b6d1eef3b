//! Evaluator, processes, sessions, locks and schedulers.
