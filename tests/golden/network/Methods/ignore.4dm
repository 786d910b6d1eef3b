// Leaves errors to the code that follows
