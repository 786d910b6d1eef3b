// Handles every error
